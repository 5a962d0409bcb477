/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-price.h"
#include "easel-provider-config.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EaselPriceList:
 *
 * What models cost, as data/prices.json and the person's own file of that name say. It is filled
 * once, before any job runs; from then on the lookups are for any thread.
 */
#define EASEL_TYPE_PRICE_LIST (easel_price_list_get_type ())
G_DECLARE_FINAL_TYPE (EaselPriceList, easel_price_list, EASEL, PRICE_LIST, GObject)

EaselPriceList *easel_price_list_new (void);

/**
 * easel_price_list_load_async:
 * @paths: (array zero-terminated=1): the files, the one that counts least first; one that is
 *   missing is no error
 *
 * Reads them on a worker.
 *
 * Finish: @notices: (out) (transfer full): a sentence for each file that cannot be used
 */
void easel_price_list_load_async (EaselPriceList *self,
                                  const char *const *paths,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean easel_price_list_load_finish (EaselPriceList *self,
                                       GAsyncResult *result,
                                       GStrv *notices,
                                       GError **error);

/**
 * easel_price_list_find:
 *
 * What is written for exactly this model counts before what is written for all that begin alike,
 * and of these the longest; but whatever fits in a later file counts before an earlier one. A
 * provider on this machine, and Demo, cost nothing when no file says otherwise.
 *
 * Returns: (transfer none) (nullable): %NULL when the price is not known
 */
const EaselPrice *
easel_price_list_find (EaselPriceList *self, EaselProviderConfig *config, const char *model);

G_END_DECLS
