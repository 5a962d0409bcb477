/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-provider-registry.h"
#include "easel-spending.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EaselProviderSpending:
 * @provider: its id; it may be gone by now
 * @name: as a person knows it
 * @daily_budget: millionths of a US dollar; 0 for none
 * @total: of all @days
 * @today: of today alone
 * @days: (element-type EaselDaySpending): those on which it was asked, the last one first
 *
 * What one provider was asked in the last days, and what that cost. Free with
 * easel_provider_spending_free().
 */
typedef struct
{
  char *provider;
  char *name;
  gint64 daily_budget;
  EaselSpending total;
  EaselSpending today;
  GPtrArray *days;
} EaselProviderSpending;

void easel_provider_spending_free (EaselProviderSpending *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselProviderSpending, easel_provider_spending_free)

/**
 * easel_provider_spending_gather:
 * @days: (transfer container) (element-type EaselDaySpending): by day
 * @today: as easel_spending_format_day() has it
 *
 * Sorts days by provider; one with a budget is there even when it was not asked. Main
 * thread.
 *
 * Returns: (transfer container) (element-type EaselProviderSpending): what cost most is first
 */
GPtrArray *easel_provider_spending_gather (EaselProviderRegistry *providers,
                                           GPtrArray *days,
                                           const char *today);

/* (transfer full): "12 calls, 3 pictures, 4,500 tokens, 2 calls whose price is not known": the last
 * one where the price of others is */
char *easel_provider_spending_describe_use (const EaselSpending *spending);
/* (transfer full): "$1.20", "free of charge", "price not known" */
char *easel_provider_spending_describe_cost (const EaselSpending *spending);
/* (transfer full) (nullable): "$1.20 of $5.00 spent today, $3.80 left"; %NULL without a budget */
char *easel_provider_spending_describe_budget (const EaselProviderSpending *self);

/* (transfer full): an object with all of it */
JsonNode *easel_provider_spending_to_json (const EaselProviderSpending *self);

G_END_DECLS
