/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-data-item.h"

G_BEGIN_DECLS

/**
 * EaselDataCatalog:
 *
 * The data files of one sort: a #GListModel of #EaselDataItem in the order people see them. The
 * model is for the main thread. It is filled once, before any job runs; from then on the
 * lookups are for any thread.
 */
#define EASEL_TYPE_DATA_CATALOG (easel_data_catalog_get_type ())
G_DECLARE_DERIVABLE_TYPE (EaselDataCatalog, easel_data_catalog, EASEL, DATA_CATALOG, GObject)

/**
 * EaselDataCatalogClass:
 * @item_type: a subclass of #EaselDataItem
 * @order: (array zero-terminated=1): names in the order they are shown; others follow by title
 * @companion: (nullable): a file in the same folders that is no item
 * @read_companion: (nullable): (transfer full) (nullable): what the companion file says
 * @check: (nullable): removes items from @by_name that cannot be used together with the others,
 *   and says why in @notices
 * @set_unknown: says that there is no item @name, but @names
 */
struct _EaselDataCatalogClass
{
  GObjectClass parent_class;

  GType item_type;
  const char *const *order;
  const char *companion;
  GObject *(*read_companion) (JsonNode *json, const char *source, GError **error);
  void (*check) (GHashTable *by_name, GStrvBuilder *notices);
  void (*set_unknown) (const char *name, const char *names, GError **error);

  gpointer padding[4];
};

/**
 * easel_data_catalog_load_async:
 * @folders: (array zero-terminated=1): where the files are; a missing folder is no error, and
 *   of two files that say the same name the one from the later folder counts
 *
 * Reads them on a worker.
 *
 * Finish: @notices: (out) (transfer full): a sentence for each file that cannot be used
 */
void easel_data_catalog_load_async (EaselDataCatalog *self,
                                    const char *const *folders,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean easel_data_catalog_load_finish (EaselDataCatalog *self,
                                         GAsyncResult *result,
                                         GStrv *notices,
                                         GError **error);

/* (transfer none) */
GListModel *easel_data_catalog_get_model (EaselDataCatalog *self);

/* (transfer none) (nullable): the error lists the known names */
EaselDataItem *easel_data_catalog_lookup (EaselDataCatalog *self, const char *name, GError **error);

/* (transfer container) (element-type EaselDataItem): all, in the order people see them */
GPtrArray *easel_data_catalog_list (EaselDataCatalog *self);

/* (transfer none) (nullable): what the companion file says */
GObject *easel_data_catalog_get_companion (EaselDataCatalog *self);

G_END_DECLS
