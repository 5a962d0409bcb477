/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-queue.h"
#include "easel-store-file.h"

G_BEGIN_DECLS

/**
 * EaselDetailsQuery:
 * @details: (out)
 */
typedef struct
{
  char *id;
  EaselJobDetails *details;
} EaselDetailsQuery;

EaselDetailsQuery *easel_details_query_new (const char *id);
void easel_details_query_free (EaselDetailsQuery *query);

/* An EaselStoreFunc, see easel-store.h. @data: an EaselDetailsQuery */
gboolean easel_store_load_details (EaselStoreFile *file, gpointer data, GError **error);

G_END_DECLS
