/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-spending.h"
#include "easel-store-file.h"

G_BEGIN_DECLS

/* What the store does with the sums of each day and provider. They outlive the jobs. */

/* Adds to today's, in the transaction of the usage itself. */
gboolean easel_store_add_spending (EaselStoreFile *file,
                                   const char *provider,
                                   const EaselSpending *spending,
                                   GError **error);

/**
 * EaselSpendingQuery:
 * @since: (nullable): the first day; %NULL for all
 * @provider: (nullable): only of this one
 * @days: (out) (element-type EaselDaySpending): by day, then provider
 */
typedef struct
{
  char *since;
  char *provider;
  GPtrArray *days;
} EaselSpendingQuery;

EaselSpendingQuery *easel_spending_query_new (const char *since, const char *provider);
void easel_spending_query_free (EaselSpendingQuery *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselSpendingQuery, easel_spending_query_free)

/* An EaselStoreFunc, see easel-store.h. @data: an EaselSpendingQuery */
gboolean easel_store_load_spending (EaselStoreFile *file, gpointer data, GError **error);

/**
 * EaselDepositsQuery:
 * @except: the job whose own does not count
 * @cost: (out): of the deposits of all others with @provider that have not ended
 *
 * Plain pointers into the caller's own.
 */
typedef struct
{
  const char *provider;
  const char *except;
  gint64 cost;
} EaselDepositsQuery;

/* An EaselStoreFunc. @data: an EaselDepositsQuery */
gboolean easel_store_load_deposits (EaselStoreFile *file, gpointer data, GError **error);

G_END_DECLS
