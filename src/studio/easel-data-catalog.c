/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-data-catalog.h"

#include <glib/gi18n.h>

typedef struct
{
  GListStore *store;   /* (owned) (element-type EaselDataItem) */
  GHashTable *by_name; /* (owned) (element-type utf8 EaselDataItem): keys are the items' */
  GObject *companion;  /* (owned) (nullable) */
} EaselDataCatalogPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (EaselDataCatalog, easel_data_catalog, G_TYPE_OBJECT)

/* What a load brings home from its worker. */
typedef struct
{
  EaselDataCatalogClass *klass;   /* (unowned) */
  EaselDataItemClass *item_class; /* (owned) */
  GHashTable *by_name;            /* (owned) (element-type utf8 EaselDataItem) */
  GObject *companion;             /* (owned) (nullable) */
  GStrvBuilder *notices;          /* (owned) */
} Loaded;

static EaselDataCatalogPrivate *
get_private (EaselDataCatalog *self)
{
  return easel_data_catalog_get_instance_private (self);
}

static void
loaded_free (Loaded *loaded)
{
  g_hash_table_unref (loaded->by_name);
  g_clear_object (&loaded->companion);
  g_strv_builder_unref (loaded->notices);
  g_type_class_unref (loaded->item_class);
  g_free (loaded);
}

/* The shipped ones come as the catalog says, people's own after them by title. */
static guint
rank (EaselDataCatalog *self, EaselDataItem *item)
{
  const char *const *order = EASEL_DATA_CATALOG_GET_CLASS (self)->order;
  guint i;

  for (i = 0; order[i] != NULL; i++)
    if (g_str_equal (easel_data_item_get_name (item), order[i]))
      break;
  return i;
}

static int
compare_items (gconstpointer a, gconstpointer b, gpointer user_data)
{
  EaselDataItem *one = EASEL_DATA_ITEM ((gpointer) a);
  EaselDataItem *other = EASEL_DATA_ITEM ((gpointer) b);
  guint left = rank (user_data, one), right = rank (user_data, other);

  if (left != right)
    return left < right ? -1 : 1;
  return g_utf8_collate (easel_data_item_get_title (one), easel_data_item_get_title (other));
}

/* (transfer full) (nullable) */
static JsonNode *
read_file (Loaded *loaded, const char *path, const char *display_name, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) local = NULL;

  if (!json_parser_load_from_file (parser, path, &local) || json_parser_get_root (parser) == NULL)
    {
      loaded->item_class->set_error (
          display_name, local != NULL ? local->message : _ ("it is not a JSON object."), error);
      return NULL;
    }
  return json_node_ref (json_parser_get_root (parser));
}

static gboolean
load_file (Loaded *loaded, const char *folder, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *display_name = g_filename_display_name (name);
  g_autoptr (JsonNode) json = read_file (loaded, path, display_name, error);
  GObject *read;

  if (json == NULL)
    return FALSE;
  if (g_strcmp0 (name, loaded->klass->companion) == 0)
    {
      read = loaded->klass->read_companion (json, display_name, error);
      if (read == NULL)
        return FALSE;
      g_set_object (&loaded->companion, read);
      g_object_unref (read);
      return TRUE;
    }

  read = (GObject *) easel_data_item_new_from_json (loaded->klass->item_type, json, display_name,
                                                    error);
  if (read == NULL)
    return FALSE;
  g_hash_table_replace (loaded->by_name, (char *) easel_data_item_get_name (EASEL_DATA_ITEM (read)),
                        read);
  return TRUE;
}

static void
load_folder (Loaded *loaded, const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autoptr (GError) error = NULL;

      if (!g_str_has_suffix (name, ".json") || g_str_has_prefix (name, "."))
        continue;
      if (!load_file (loaded, folder, name, &error))
        g_strv_builder_add (loaded->notices, error->message);
    }
}

static void
load_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const char *const *folders = task_data;
  Loaded *loaded = g_new0 (Loaded, 1);

  loaded->klass = EASEL_DATA_CATALOG_GET_CLASS (source);
  loaded->item_class = g_type_class_ref (loaded->klass->item_type);
  loaded->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  loaded->notices = g_strv_builder_new ();
  for (guint i = 0; folders[i] != NULL; i++)
    load_folder (loaded, folders[i]);
  if (loaded->klass->check != NULL)
    loaded->klass->check (loaded->by_name, loaded->notices);

  g_task_return_pointer (task, loaded, (GDestroyNotify) loaded_free);
}

static void
easel_data_catalog_finalize (GObject *object)
{
  EaselDataCatalogPrivate *priv = get_private (EASEL_DATA_CATALOG (object));

  g_hash_table_unref (priv->by_name);
  g_object_unref (priv->store);
  g_clear_object (&priv->companion);

  G_OBJECT_CLASS (easel_data_catalog_parent_class)->finalize (object);
}

static void
easel_data_catalog_constructed (GObject *object)
{
  EaselDataCatalogPrivate *priv = get_private (EASEL_DATA_CATALOG (object));

  G_OBJECT_CLASS (easel_data_catalog_parent_class)->constructed (object);

  priv->store = g_list_store_new (EASEL_DATA_CATALOG_GET_CLASS (object)->item_type);
  priv->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
}

static void
easel_data_catalog_class_init (EaselDataCatalogClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = easel_data_catalog_constructed;
  G_OBJECT_CLASS (klass)->finalize = easel_data_catalog_finalize;
}

static void
easel_data_catalog_init (EaselDataCatalog *self)
{
}

void
easel_data_catalog_load_async (EaselDataCatalog *self,
                               const char *const *folders,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (EASEL_IS_DATA_CATALOG (self));
  g_return_if_fail (callback != NULL);

  g_task_set_source_tag (task, easel_data_catalog_load_async);
  g_task_set_name (task, "load data files");
  g_task_set_task_data (task, g_strdupv ((GStrv) folders), (GDestroyNotify) g_strfreev);
  g_task_run_in_thread (task, load_in_thread);
}

gboolean
easel_data_catalog_load_finish (EaselDataCatalog *self,
                                GAsyncResult *result,
                                GStrv *notices,
                                GError **error)
{
  EaselDataCatalogPrivate *priv;
  Loaded *loaded;
  g_autoptr (GPtrArray) items = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_data_catalog_load_async), FALSE);

  loaded = g_task_propagate_pointer (G_TASK (result), error);
  if (loaded == NULL)
    return FALSE;

  priv = get_private (self);
  g_hash_table_unref (priv->by_name);
  priv->by_name = g_hash_table_ref (loaded->by_name);
  g_set_object (&priv->companion, loaded->companion);
  items = easel_data_catalog_list (self);
  g_list_store_splice (priv->store, 0, g_list_model_get_n_items (G_LIST_MODEL (priv->store)),
                       items->pdata, items->len);

  if (notices != NULL)
    *notices = g_strv_builder_end (loaded->notices);
  loaded_free (loaded);
  return TRUE;
}

GListModel *
easel_data_catalog_get_model (EaselDataCatalog *self)
{
  g_return_val_if_fail (EASEL_IS_DATA_CATALOG (self), NULL);

  return G_LIST_MODEL (get_private (self)->store);
}

GPtrArray *
easel_data_catalog_list (EaselDataCatalog *self)
{
  GPtrArray *items;

  g_return_val_if_fail (EASEL_IS_DATA_CATALOG (self), NULL);

  items = g_hash_table_get_values_as_ptr_array (get_private (self)->by_name);
  g_ptr_array_sort_values_with_data (items, compare_items, self);
  return items;
}

/* (transfer full): "outfit, visual_style, …" */
static char *
list_names (EaselDataCatalog *self)
{
  g_autoptr (GPtrArray) items = easel_data_catalog_list (self);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            easel_data_item_get_name (g_ptr_array_index (items, i)));
  return g_string_free (g_steal_pointer (&names), FALSE);
}

EaselDataItem *
easel_data_catalog_lookup (EaselDataCatalog *self, const char *name, GError **error)
{
  EaselDataItem *item;

  g_return_val_if_fail (EASEL_IS_DATA_CATALOG (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  item = g_hash_table_lookup (get_private (self)->by_name, name);
  if (item == NULL)
    {
      g_autofree char *names = list_names (self);

      EASEL_DATA_CATALOG_GET_CLASS (self)->set_unknown (name, names, error);
    }
  return item;
}

GObject *
easel_data_catalog_get_companion (EaselDataCatalog *self)
{
  g_return_val_if_fail (EASEL_IS_DATA_CATALOG (self), NULL);

  return get_private (self)->companion;
}
