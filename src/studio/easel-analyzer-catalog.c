/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-analyzer-catalog.h"

#include "easel-studio-error.h"

#include <glib/gi18n.h>

struct _EaselAnalyzerCatalog
{
  EaselDataCatalog parent_instance;
};

G_DEFINE_FINAL_TYPE (EaselAnalyzerCatalog, easel_analyzer_catalog, EASEL_TYPE_DATA_CATALOG)

/* As the design lists them. */
static const char *const order[] = {
  "outfit", "visual_style", "art_style",   "hair_style",           "hair_color",
  "makeup", "expression",   "accessories", "character_appearance", "comprehensive",
  NULL,
};

/* A compound analyzer that names something unknown, or another compound one, would only fail
 * later and further from the cause. */
static void
drop_compounds_without_children (GHashTable *by_name, GStrvBuilder *notices)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, by_name);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const char *const *children = easel_analyzer_get_children (value);

      for (guint i = 0; children != NULL && children[i] != NULL; i++)
        {
          EaselAnalyzer *child = g_hash_table_lookup (by_name, children[i]);

          if (child != NULL && easel_analyzer_get_children (child) == NULL)
            continue;
          g_strv_builder_take (
              notices,
              g_strdup_printf (_ ("The analyzer “%s” cannot be used: there is no analyzer “%s”."),
                               easel_analyzer_get_name (value), children[i]));
          g_hash_table_iter_remove (&iter);
          break;
        }
    }
}

static void
set_unknown (const char *name, const char *names, GError **error)
{
  g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_UNKNOWN_ANALYZER,
               _ ("There is no analyzer “%s”. Known are: %s."), name, names);
}

static void
easel_analyzer_catalog_class_init (EaselAnalyzerCatalogClass *klass)
{
  EaselDataCatalogClass *catalog_class = EASEL_DATA_CATALOG_CLASS (klass);

  catalog_class->item_type = EASEL_TYPE_ANALYZER;
  catalog_class->order = order;
  catalog_class->check = drop_compounds_without_children;
  catalog_class->set_unknown = set_unknown;
}

static void
easel_analyzer_catalog_init (EaselAnalyzerCatalog *self)
{
}

EaselAnalyzerCatalog *
easel_analyzer_catalog_new (void)
{
  return g_object_new (EASEL_TYPE_ANALYZER_CATALOG, NULL);
}

EaselAnalyzer *
easel_analyzer_catalog_lookup (EaselAnalyzerCatalog *self, const char *name, GError **error)
{
  g_return_val_if_fail (EASEL_IS_ANALYZER_CATALOG (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return (EaselAnalyzer *) easel_data_catalog_lookup (EASEL_DATA_CATALOG (self), name, error);
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
  g_autoptr (GPtrArray) analyzers = NULL;

  g_return_val_if_fail (EASEL_IS_ANALYZER_CATALOG (self), NULL);
  g_return_val_if_fail (kind != NULL, NULL);

  maker = analyzer != NULL ? easel_analyzer_catalog_lookup (self, analyzer, NULL) : NULL;
  schema = maker != NULL ? dup_schema_for (maker, kind) : NULL;
  analyzers = easel_data_catalog_list (EASEL_DATA_CATALOG (self));
  for (guint i = 0; i < analyzers->len && schema == NULL; i++)
    schema = dup_schema_for (g_ptr_array_index (analyzers, i), kind);
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
        add_once (analyzers, easel_analyzer_catalog_lookup (self, children[j], NULL));
    }
  return g_steal_pointer (&analyzers);
}
