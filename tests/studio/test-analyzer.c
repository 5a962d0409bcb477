/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-analyzer-catalog.h"
#include "easel-schema.h"
#include "easel-studio-error.h"

#include <glib/gstdio.h>

#include <string.h>

/* What is left out is made by hand in each case below. */
#define PLAIN                                                                                      \
  "{\"name\":\"aura\",\"title\":\"Aura\",\"description\":\"Glow\",\"icon\":\"x-symbolic\","        \
  "\"revision\":1,\"entity\":\"makeup\",\"prompt\":\"Look.\",\"schema\":{\"type\":\"object\","     \
  "\"properties\":{\"glow\":{\"type\":\"string\"},\"rays\":{\"type\":\"array\",\"items\":{"        \
  "\"type\":\"object\",\"properties\":{\"hue\":{\"type\":\"string\"}},\"required\":[\"hue\"],"     \
  "\"additionalProperties\":false}}},\"required\":[\"glow\"],\"additionalProperties\":false}"

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

static EaselAnalyzerCatalog *
load (const char *const *folders, GStrv *notices)
{
  EaselAnalyzerCatalog *catalog = easel_analyzer_catalog_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  easel_data_catalog_load_async (EASEL_DATA_CATALOG (catalog), folders, NULL, on_loaded, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  easel_data_catalog_load_finish (EASEL_DATA_CATALOG (catalog), result, notices, &error);
  g_assert_no_error (error);
  return catalog;
}

static EaselAnalyzer *
parse (const char *json, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) node = json_from_string (json, &local);

  g_assert_no_error (local);
  return easel_analyzer_new_from_json (node, "aura.json", error);
}

static void
test_shipped (void)
{
  static const char *const order[] = {
    "outfit", "visual_style", "art_style",   "hair_style",           "hair_color",
    "makeup", "expression",   "accessories", "character_appearance", "comprehensive",
  };
  g_autofree char *folder = g_build_filename (g_getenv ("EASEL_DATA_DIR"), "analyzers", NULL);
  const char *const folders[] = { folder, "/nowhere", NULL };
  g_auto (GStrv) notices = NULL;
  g_autoptr (EaselAnalyzerCatalog) catalog = load (folders, &notices);
  GListModel *model = easel_data_catalog_get_model (EASEL_DATA_CATALOG (catalog));
  g_autoptr (GHashTable) revisions = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (g_strv_length (notices), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (model), >=, G_N_ELEMENTS (order));
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (EaselAnalyzer) analyzer = g_list_model_get_item (model, i);
      const char *name = easel_analyzer_get_name (analyzer);
      g_autoptr (JsonNode) schema = easel_analyzer_dup_schema (analyzer);
      g_autofree char *title = NULL;

      if (i < G_N_ELEMENTS (order))
        g_assert_cmpstr (name, ==, order[i]);
      g_assert_true (easel_analyzer_catalog_lookup (catalog, name, NULL) == analyzer);
      g_object_get (analyzer, "title", &title, NULL);
      g_assert_cmpstr (title, ==, easel_analyzer_get_title (analyzer));
      if (easel_analyzer_get_children (analyzer) != NULL)
        continue;
      g_assert_nonnull (easel_analyzer_get_prompt (analyzer));
      g_assert_true (easel_schema_check (schema, NULL));
      g_assert_true (
          g_hash_table_add (revisions, (gpointer) easel_analyzer_get_prompt_revision (analyzer)));
    }
  g_assert_cmpuint (g_hash_table_size (revisions), >=, G_N_ELEMENTS (order) - 1);
}

static void
test_outfit_has_items (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("EASEL_DATA_DIR"), "analyzers", NULL);
  const char *const folders[] = { folder, NULL };
  g_autoptr (EaselAnalyzerCatalog) catalog = load (folders, NULL);
  const EaselAnalyzerItems *items = easel_analyzer_get_items (
      easel_analyzer_catalog_lookup (catalog, "outfit", NULL));

  g_assert_nonnull (items);
  g_assert_cmpstr (items->field, ==, "clothing_items");
  g_assert_cmpstr (items->entity_kind, ==, "clothing_item");
  g_assert_cmpstr (items->role, ==, "item");
  g_assert_null (
      easel_analyzer_get_items (easel_analyzer_catalog_lookup (catalog, "makeup", NULL)));
}

static void
test_expand (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("EASEL_DATA_DIR"), "analyzers", NULL);
  const char *const folders[] = { folder, NULL };
  const char *const names[] = { "makeup", "comprehensive", "makeup", NULL };
  const char *const unknown[] = { "makeup", "aura", NULL };
  g_autoptr (EaselAnalyzerCatalog) catalog = load (folders, NULL);
  g_autoptr (GPtrArray) analyzers = easel_analyzer_catalog_expand (catalog, names, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (analyzers->len, ==, 9);
  g_assert_cmpstr (easel_analyzer_get_name (analyzers->pdata[0]), ==, "makeup");
  g_assert_cmpstr (easel_analyzer_get_name (analyzers->pdata[1]), ==, "outfit");

  g_assert_null (easel_analyzer_catalog_expand (catalog, unknown, &error));
  g_assert_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_UNKNOWN_ANALYZER);
  g_assert_nonnull (strstr (error->message, "aura"));
  g_assert_nonnull (strstr (error->message, "outfit, visual_style"));
}

static void
assert_kind_schema (EaselAnalyzerCatalog *catalog,
                    const char *kind,
                    const char *analyzer,
                    const char *field)
{
  g_autoptr (JsonNode) schema = easel_analyzer_catalog_dup_kind_schema (catalog, kind, analyzer);
  JsonObject *properties;
  JsonArray *required;

  g_assert_nonnull (schema);
  properties = json_object_get_object_member (json_node_get_object (schema), "properties");
  required = json_object_get_array_member (json_node_get_object (schema), "required");
  g_assert_true (json_object_has_member (properties, field));
  g_assert_false (json_object_has_member (properties, "suggested_name"));
  for (guint i = 0; i < json_array_get_length (required); i++)
    g_assert_cmpstr (json_array_get_string_element (required, i), !=, "suggested_name");
}

/* What an entity's attributes are like, whichever analyzer made it. */
static void
test_kind_schema (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("EASEL_DATA_DIR"), "analyzers", NULL);
  const char *const folders[] = { folder, NULL };
  g_autoptr (EaselAnalyzerCatalog) catalog = load (folders, NULL);

  assert_kind_schema (catalog, "outfit", "outfit", "style_genre");
  assert_kind_schema (catalog, "outfit", NULL, "style_genre");
  assert_kind_schema (catalog, "outfit", "makeup", "style_genre");
  assert_kind_schema (catalog, "outfit", "gone", "style_genre");
  assert_kind_schema (catalog, "clothing_item", "outfit", "fabric");
  assert_kind_schema (catalog, "character", NULL, "age");
  g_assert_null (easel_analyzer_catalog_dup_kind_schema (catalog, "picture", NULL));
}

/* Another prompt, schema or number is another revision; nothing else is. */
static void
test_revision (void)
{
  static const char *const others[] = { "\"prompt\":\"Look.\"", "\"prompt\":\"See.\"",
                                        "\"revision\":1",       "\"revision\":2",
                                        "\"glow\":{",           "\"glow\":{\"title\":\"G\"," };
  g_autoptr (EaselAnalyzer) plain = parse (PLAIN "}", NULL);
  g_autoptr (EaselAnalyzer) renamed = NULL;
  g_autoptr (GString) text = g_string_new (PLAIN "}");

  g_string_replace (text, "\"Aura\"", "\"Halo\"", 0);
  renamed = parse (text->str, NULL);
  g_assert_cmpstr (easel_analyzer_get_prompt_revision (renamed), ==,
                   easel_analyzer_get_prompt_revision (plain));

  for (guint i = 0; i < G_N_ELEMENTS (others); i += 2)
    {
      g_autoptr (EaselAnalyzer) other = NULL;
      g_autoptr (GString) changed = g_string_new (PLAIN "}");

      g_assert_cmpuint (g_string_replace (changed, others[i], others[i + 1], 0), ==, 1);
      other = parse (changed->str, NULL);
      g_assert_cmpstr (easel_analyzer_get_prompt_revision (other), !=,
                       easel_analyzer_get_prompt_revision (plain));
    }
}

/* @instead: (nullable): takes the place of @what. Each must be refused with @words. */
static void
refuse (const char *what, const char *instead, const char *words)
{
  g_autoptr (GString) text = g_string_new (PLAIN "}");
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_string_replace (text, what, instead, 1), ==, 1);
  g_assert_null (parse (text->str, &error));
  g_assert_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_ANALYZER);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "aura.json"));
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_refused (void)
{
  refuse ("\"name\":\"aura\"", "\"name\":\"Aura 2\"", "name");
  refuse ("\"name\":\"aura\",", "", "name");
  refuse ("\"title\":\"Aura\"", "\"title\":7", "title");
  refuse ("\"description\":\"Glow\"", "\"description\":\"\"", "description");
  refuse ("\"icon\":\"x-symbolic\",", "", "icon");
  refuse ("\"revision\":1", "\"revision\":\"1\"", "revision");
  refuse ("\"entity\":\"makeup\"", "\"entity\":\"teapot\"", "teapot");
  refuse ("\"prompt\":\"Look.\",", "", "prompt");
  refuse ("\"schema\":{", "\"shape\":{", "schema");
  refuse ("\"type\":\"string\"", "\"type\":\"string\",\"pattern\":\"x\"", "pattern");
  refuse ("\"revision\":1", "\"revision\":1,\"children\":[]", "children");
  refuse ("\"revision\":1", "\"revision\":1,\"items\":3", "items");
  refuse ("\"revision\":1",
          "\"revision\":1,\"items\":{\"field\":\"glow\",\"entity\":\"makeup\",\"role\":\"r\","
          "\"name_from\":[\"hue\"]}",
          "glow");
  refuse ("\"revision\":1",
          "\"revision\":1,\"items\":{\"field\":\"rays\",\"entity\":\"ray\",\"role\":\"r\","
          "\"name_from\":[\"hue\"]}",
          "ray");
  refuse ("\"revision\":1",
          "\"revision\":1,\"items\":{\"field\":\"rays\",\"entity\":\"makeup\",\"role\":\"r\"}",
          "name_from");
}

static void
write_file (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
remove_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_cmpint (g_unlink (path), ==, 0);
}

/* One bad file is told of and does not keep the others from being there. */
static void
test_own_and_broken (void)
{
  g_autofree char *shipped = g_build_filename (g_getenv ("EASEL_DATA_DIR"), "analyzers", NULL);
  g_autofree char *own = g_dir_make_tmp ("easel-analyzers-XXXXXX", NULL);
  const char *const folders[] = { shipped, own, NULL };
  static const char *const files[][2] = {
    { "aura.json", PLAIN "}" },
    { "broken.json", "{ \"name\": " },
    { "empty.json", "" },
    { "list.json", "[]" },
    { "orphan.json", "{\"name\":\"orphan\",\"title\":\"O\",\"description\":\"O\",\"icon\":\"o\","
                     "\"revision\":1,\"children\":[\"nobody\"]}" },
    { "notes.txt", "not an analyzer" },
  };
  g_auto (GStrv) notices = NULL;
  g_autoptr (EaselAnalyzerCatalog) catalog = NULL;
  g_autofree char *all = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    write_file (own, files[i][0], files[i][1]);
  catalog = load (folders, &notices);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    remove_file (own, files[i][0]);
  g_rmdir (own);

  g_assert_cmpuint (g_strv_length (notices), ==, 4);
  all = g_strjoinv ("\n", notices);
  g_assert_nonnull (strstr (all, "broken.json"));
  g_assert_nonnull (strstr (all, "empty.json"));
  g_assert_nonnull (strstr (all, "list.json"));
  g_assert_nonnull (strstr (all, "nobody"));
  g_assert_null (strstr (all, "notes.txt"));
  g_assert_nonnull (easel_analyzer_catalog_lookup (catalog, "outfit", NULL));
  g_assert_nonnull (easel_analyzer_catalog_lookup (catalog, "comprehensive", NULL));
  g_assert_nonnull (easel_analyzer_catalog_lookup (catalog, "aura", NULL));
  g_assert_null (easel_analyzer_catalog_lookup (catalog, "orphan", NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/analyzer/shipped", test_shipped);
  g_test_add_func ("/analyzer/outfit-has-items", test_outfit_has_items);
  g_test_add_func ("/analyzer/expand", test_expand);
  g_test_add_func ("/analyzer/kind-schema", test_kind_schema);
  g_test_add_func ("/analyzer/revision", test_revision);
  g_test_add_func ("/analyzer/refused", test_refused);
  g_test_add_func ("/analyzer/own-and-broken", test_own_and_broken);

  return g_test_run ();
}
