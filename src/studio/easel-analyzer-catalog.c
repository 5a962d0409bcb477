/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-analyzer-catalog.h"

#include "easel-studio-error.h"

#include <glib/gi18n.h>

struct _EaselAnalyzerCatalog
{
  GObject parent_instance;

  GListStore *store;   /* (owned) (element-type EaselAnalyzer) */
  GHashTable *by_name; /* (owned) (element-type utf8 EaselAnalyzer): keys are the analyzers' */
};

G_DEFINE_FINAL_TYPE (EaselAnalyzerCatalog, easel_analyzer_catalog, G_TYPE_OBJECT)

/* What a load brings home from its worker. */
typedef struct
{
  GHashTable *by_name;   /* (owned) (element-type utf8 EaselAnalyzer) */
  GStrvBuilder *notices; /* (owned) */
} Loaded;

static void
loaded_free (Loaded *loaded)
{
  g_hash_table_unref (loaded->by_name);
  g_strv_builder_unref (loaded->notices);
  g_free (loaded);
}

/* The shipped ones come as the design lists them, people's own after them by title. */
static guint
rank (EaselAnalyzer *analyzer)
{
  static const char *const order[] = {
    "outfit", "visual_style", "art_style",   "hair_style",           "hair_color",
    "makeup", "expression",   "accessories", "character_appearance", "comprehensive",
  };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (g_str_equal (easel_analyzer_get_name (analyzer), order[i]))
      return i;
  return G_N_ELEMENTS (order);
}

static int
compare_analyzers (gconstpointer a, gconstpointer b, gpointer user_data)
{
  EaselAnalyzer *one = EASEL_ANALYZER ((gpointer) a);
  EaselAnalyzer *other = EASEL_ANALYZER ((gpointer) b);
  guint left = rank (one), right = rank (other);

  if (left != right)
    return left < right ? -1 : 1;
  return g_utf8_collate (easel_analyzer_get_title (one), easel_analyzer_get_title (other));
}

static EaselAnalyzer *
load_file (const char *folder, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *display_name = g_filename_display_name (name);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) local = NULL;

  if (!json_parser_load_from_file (parser, path, &local) || json_parser_get_root (parser) == NULL)
    {
      g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_ANALYZER,
                   _ ("The analyzer “%s” cannot be used: %s"), display_name,
                   local != NULL ? local->message : _ ("it is not a JSON object."));
      return NULL;
    }
  return easel_analyzer_new_from_json (json_parser_get_root (parser), display_name, error);
}

static void
load_folder (const char *folder, Loaded *loaded)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autoptr (GError) error = NULL;
      EaselAnalyzer *analyzer;

      if (!g_str_has_suffix (name, ".json") || g_str_has_prefix (name, "."))
        continue;
      analyzer = load_file (folder, name, &error);
      if (analyzer != NULL)
        g_hash_table_replace (loaded->by_name, (char *) easel_analyzer_get_name (analyzer),
                              analyzer);
      else
        g_strv_builder_add (loaded->notices, error->message);
    }
}

/* A compound analyzer that names something unknown, or another compound one, would only fail
 * later and further from the cause. */
static void
drop_compounds_without_children (Loaded *loaded)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, loaded->by_name);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const char *const *children = easel_analyzer_get_children (value);

      for (guint i = 0; children != NULL && children[i] != NULL; i++)
        {
          EaselAnalyzer *child = g_hash_table_lookup (loaded->by_name, children[i]);

          if (child != NULL && easel_analyzer_get_children (child) == NULL)
            continue;
          g_strv_builder_take (
              loaded->notices,
              g_strdup_printf (_ ("The analyzer “%s” cannot be used: there is no analyzer “%s”."),
                               easel_analyzer_get_name (value), children[i]));
          g_hash_table_iter_remove (&iter);
          break;
        }
    }
}

static void
load_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const char *const *folders = task_data;
  Loaded *loaded = g_new0 (Loaded, 1);

  loaded->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  loaded->notices = g_strv_builder_new ();
  for (guint i = 0; folders[i] != NULL; i++)
    load_folder (folders[i], loaded);
  drop_compounds_without_children (loaded);

  g_task_return_pointer (task, loaded, (GDestroyNotify) loaded_free);
}

static void
easel_analyzer_catalog_finalize (GObject *object)
{
  EaselAnalyzerCatalog *self = EASEL_ANALYZER_CATALOG (object);

  g_hash_table_unref (self->by_name);
  g_object_unref (self->store);

  G_OBJECT_CLASS (easel_analyzer_catalog_parent_class)->finalize (object);
}

static void
easel_analyzer_catalog_class_init (EaselAnalyzerCatalogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = easel_analyzer_catalog_finalize;
}

static void
easel_analyzer_catalog_init (EaselAnalyzerCatalog *self)
{
  self->store = g_list_store_new (EASEL_TYPE_ANALYZER);
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
}

EaselAnalyzerCatalog *
easel_analyzer_catalog_new (void)
{
  return g_object_new (EASEL_TYPE_ANALYZER_CATALOG, NULL);
}

void
easel_analyzer_catalog_load_async (EaselAnalyzerCatalog *self,
                                   const char *const *folders,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (EASEL_IS_ANALYZER_CATALOG (self));
  g_return_if_fail (callback != NULL);

  g_task_set_source_tag (task, easel_analyzer_catalog_load_async);
  g_task_set_name (task, "load analyzers");
  g_task_set_task_data (task, g_strdupv ((GStrv) folders), (GDestroyNotify) g_strfreev);
  g_task_run_in_thread (task, load_in_thread);
}

gboolean
easel_analyzer_catalog_load_finish (EaselAnalyzerCatalog *self,
                                    GAsyncResult *result,
                                    GStrv *notices,
                                    GError **error)
{
  Loaded *loaded;
  g_autoptr (GPtrArray) analyzers = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_analyzer_catalog_load_async),
                        FALSE);

  loaded = g_task_propagate_pointer (G_TASK (result), error);
  if (loaded == NULL)
    return FALSE;

  g_hash_table_unref (self->by_name);
  self->by_name = g_hash_table_ref (loaded->by_name);
  analyzers = g_hash_table_get_values_as_ptr_array (self->by_name);
  g_list_store_splice (self->store, 0, g_list_model_get_n_items (G_LIST_MODEL (self->store)),
                       analyzers->pdata, analyzers->len);
  g_list_store_sort (self->store, compare_analyzers, NULL);

  if (notices != NULL)
    *notices = g_strv_builder_end (loaded->notices);
  loaded_free (loaded);
  return TRUE;
}

GListModel *
easel_analyzer_catalog_get_model (EaselAnalyzerCatalog *self)
{
  g_return_val_if_fail (EASEL_IS_ANALYZER_CATALOG (self), NULL);

  return G_LIST_MODEL (self->store);
}

/* (transfer full): "outfit, visual_style, …" */
static char *
list_names (EaselAnalyzerCatalog *self)
{
  g_autoptr (GList) analyzers = g_hash_table_get_values (self->by_name);
  g_autoptr (GString) names = g_string_new (NULL);

  analyzers = g_list_sort_with_data (analyzers, compare_analyzers, NULL);
  for (GList *l = analyzers; l != NULL; l = l->next)
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                            easel_analyzer_get_name (l->data));
  return g_string_free (g_steal_pointer (&names), FALSE);
}

EaselAnalyzer *
easel_analyzer_catalog_lookup (EaselAnalyzerCatalog *self, const char *name, GError **error)
{
  EaselAnalyzer *analyzer;

  g_return_val_if_fail (EASEL_IS_ANALYZER_CATALOG (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  analyzer = g_hash_table_lookup (self->by_name, name);
  if (analyzer == NULL)
    {
      g_autofree char *names = list_names (self);

      g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_UNKNOWN_ANALYZER,
                   _ ("There is no analyzer “%s”. Known are: %s."), name, names);
    }
  return analyzer;
}

/* Takes out what becomes the entity's name. */
static void
drop_name (JsonObject *schema)
{
  JsonArray *required = json_object_get_array_member (schema, "required");
  JsonObject *properties = json_object_get_object_member (schema, "properties");

  json_object_remove_member (properties, "suggested_name");
  for (guint i = json_array_get_length (required); i > 0; i--)
    if (g_strcmp0 (json_array_get_string_element (required, i - 1), "suggested_name") == 0)
      json_array_remove_element (required, i - 1);
}

/* (transfer full) (nullable): %NULL when @analyzer does not make @kind */
static JsonNode *
dup_schema_for (EaselAnalyzer *analyzer, const char *kind)
{
  const EaselAnalyzerItems *items;
  g_autoptr (JsonNode) schema = NULL;
  JsonObject *field;

  if (easel_analyzer_get_children (analyzer) != NULL)
    return NULL;
  items = easel_analyzer_get_items (analyzer);
  if (g_strcmp0 (easel_analyzer_get_entity_kind (analyzer), kind) == 0)
    {
      schema = easel_analyzer_dup_schema (analyzer);
      drop_name (json_node_get_object (schema));
      return g_steal_pointer (&schema);
    }
  if (items == NULL || g_strcmp0 (items->entity_kind, kind) != 0)
    return NULL;
  schema = easel_analyzer_dup_schema (analyzer);
  field = json_object_get_object_member (
      json_object_get_object_member (json_node_get_object (schema), "properties"), items->field);
  return json_node_ref (json_object_get_member (field, "items"));
}

JsonNode *
easel_analyzer_catalog_dup_kind_schema (EaselAnalyzerCatalog *self,
                                        const char *kind,
                                        const char *analyzer)
{
  EaselAnalyzer *maker;
  JsonNode *schema;
  g_autoptr (GList) analyzers = NULL;

  g_return_val_if_fail (EASEL_IS_ANALYZER_CATALOG (self), NULL);
  g_return_val_if_fail (kind != NULL, NULL);

  maker = analyzer != NULL ? g_hash_table_lookup (self->by_name, analyzer) : NULL;
  schema = maker != NULL ? dup_schema_for (maker, kind) : NULL;
  analyzers = g_list_sort_with_data (g_hash_table_get_values (self->by_name), compare_analyzers,
                                     NULL);
  for (GList *link = analyzers; link != NULL && schema == NULL; link = link->next)
    schema = dup_schema_for (link->data, kind);
  return schema;
}

static void
add_once (GPtrArray *analyzers, EaselAnalyzer *analyzer)
{
  if (!g_ptr_array_find (analyzers, analyzer, NULL))
    g_ptr_array_add (analyzers, analyzer);
}

GPtrArray *
easel_analyzer_catalog_expand (EaselAnalyzerCatalog *self, const char *const *names, GError **error)
{
  g_autoptr (GPtrArray) analyzers = g_ptr_array_new ();

  g_return_val_if_fail (EASEL_IS_ANALYZER_CATALOG (self), NULL);
  g_return_val_if_fail (names != NULL, NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      EaselAnalyzer *analyzer = easel_analyzer_catalog_lookup (self, names[i], error);
      const char *const *children;

      if (analyzer == NULL)
        return NULL;
      children = easel_analyzer_get_children (analyzer);
      if (children == NULL)
        add_once (analyzers, analyzer);
      for (guint j = 0; children != NULL && children[j] != NULL; j++)
        add_once (analyzers, g_hash_table_lookup (self->by_name, children[j]));
    }
  return g_steal_pointer (&analyzers);
}
