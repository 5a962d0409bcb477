/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recipe-scene.h"

#include "easel-entity.h"
#include "easel-json.h"

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

EaselGeneratorCatalog *
recipe_scene_load (const char *const *folders, GStrv *notices)
{
  EaselGeneratorCatalog *catalog = easel_generator_catalog_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  easel_data_catalog_load_async (EASEL_DATA_CATALOG (catalog), folders, NULL, on_loaded, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  easel_data_catalog_load_finish (EASEL_DATA_CATALOG (catalog), result, notices, &error);
  g_assert_no_error (error);
  return catalog;
}

char *
recipe_scene_path (const char *name, const char *suffix)
{
  g_autofree char *file = g_strconcat (name, suffix, NULL);

  return g_test_build_filename (G_TEST_DIST, "data", "prompts", file, NULL);
}

static EaselEntity *
read_entity (JsonObject *object)
{
  EaselEntity *entity = easel_entity_new (easel_json_get_string (object, "id"),
                                          easel_json_get_string (object, "kind"),
                                          easel_json_get_string (object, "name"));
  const char *picture = easel_json_get_string (object, "picture");
  JsonArray *items = easel_json_get_array (object, "items");

  easel_entity_set_attributes (entity, easel_json_get_object (object, "attributes"));
  if (picture != NULL)
    easel_entity_add_picture (entity, picture, "source");
  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    easel_entity_add_reference (entity, "item", json_array_get_string_element (items, i));
  return entity;
}

static GHashTable *
read_entities (void)
{
  GHashTable *entities = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  g_autofree char *path = recipe_scene_path ("entities", ".json");
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonArray *array;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  array = json_node_get_array (json_parser_get_root (parser));
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      EaselEntity *entity = read_entity (json_array_get_object_element (array, i));

      g_hash_table_insert (entities, (char *) easel_entity_get_id (entity), entity);
    }
  return entities;
}

RecipeScene *
recipe_scene_new (void)
{
  RecipeScene *self = g_new0 (RecipeScene, 1);
  g_autofree char *folder = g_build_filename (g_getenv ("EASEL_DATA_DIR"), "generators", NULL);
  const char *const folders[] = { folder, "/nowhere", NULL };
  g_auto (GStrv) notices = NULL;

  self->catalog = recipe_scene_load (folders, &notices);
  g_assert_cmpuint (g_strv_length (notices), ==, 0);
  self->entities = read_entities ();
  return self;
}

void
recipe_scene_free (RecipeScene *self)
{
  g_object_unref (self->catalog);
  g_hash_table_unref (self->entities);
  g_free (self);
}

EaselRecipe *
recipe_scene_read (const char *text)
{
  g_autoptr (GError) error = NULL;
  EaselRecipe *recipe = easel_recipe_new_from_text (text, &error);

  g_assert_no_error (error);
  return recipe;
}
