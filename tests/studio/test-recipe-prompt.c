/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-entity.h"
#include "easel-recipe-check.h"
#include "easel-recipe-prompt.h"
#include "recipe-scene.h"

#include <string.h>

/* What models are told, word for word: see tests/data/prompts/README.md. */

static EaselRecipe *
read_recipe (const char *name)
{
  g_autofree char *path = recipe_scene_path (name, ".json");
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return recipe_scene_read (text);
}

/* (transfer full) */
static EaselRecipePrompt *
build (RecipeScene *scene, EaselRecipe *recipe, GError **error)
{
  EaselGeneratorCategories *categories = easel_generator_catalog_get_categories (scene->catalog);
  g_autoptr (GError) bad = NULL;
  EaselGenerator *generator = easel_generator_catalog_lookup (
      scene->catalog, easel_recipe_get_generator (recipe), &bad);

  g_assert_no_error (bad);
  easel_recipe_check (recipe, generator, categories, scene->entities, &bad);
  g_assert_no_error (bad);
  return easel_recipe_prompt_new (recipe, generator, categories, scene->entities, error);
}

static void
compare (RecipeScene *scene, const char *name)
{
  g_autoptr (EaselRecipe) recipe = read_recipe (name);
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselRecipePrompt) prompt = build (scene, recipe, &error);
  g_autofree char *pictures = NULL;
  g_autofree char *told = NULL;
  g_autofree char *golden = NULL;
  g_autofree char *path = recipe_scene_path (name, ".txt");

  g_assert_no_error (error);
  pictures = g_strjoinv (", ", prompt->pictures);
  told = g_strdup_printf ("%s\n\n----\nPictures: %s\n", prompt->text,
                          *pictures != '\0' ? pictures : "none");
  if (g_getenv ("EASEL_WRITE_PROMPTS") != NULL)
    g_file_set_contents (path, told, -1, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &golden, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (told, ==, golden);
}

static void
test_golden (void)
{
  g_autoptr (RecipeScene) scene = recipe_scene_new ();
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "data", "prompts", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *file;
  guint n_compared = 0;

  while ((file = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *name = g_strndup (file, strcspn (file, "."));

      if (!g_str_has_suffix (file, ".json") || g_str_equal (file, "entities.json"))
        continue;
      g_test_message ("%s", name);
      compare (scene, name);
      n_compared++;
    }
  g_assert_cmpuint (n_compared, >=, 12);
}

/* The order of layers does not depend on the order of choosing. */
static void
test_order_of_choosing (void)
{
  static const char *const orders[] = {
    "{\"slot\":\"clothing\",\"entity\":\"coat\"},{\"slot\":\"clothing\",\"entity\":\"tights\"},"
    "{\"slot\":\"clothing\",\"entity\":\"beanie\"},{\"slot\":\"clothing\",\"entity\":\"sweater\"}",
    "{\"slot\":\"clothing\",\"entity\":\"beanie\"},{\"slot\":\"clothing\",\"entity\":\"sweater\"},"
    "{\"slot\":\"clothing\",\"entity\":\"tights\"},{\"slot\":\"clothing\",\"entity\":\"coat\"}",
  };
  g_autoptr (RecipeScene) scene = recipe_scene_new ();
  g_autofree char *first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "{\"generator\":\"modular\",\"subject\":{\"text\":\"a cat\"},\"parts\":[%s]}", orders[i]);
      g_autoptr (EaselRecipe) recipe = recipe_scene_read (text);
      g_autoptr (EaselRecipePrompt) prompt = build (scene, recipe, NULL);
      const char *tights = strstr (prompt->text, "tights");
      const char *sweater = strstr (prompt->text, "sweater");
      const char *coat = strstr (prompt->text, "duffle coat");

      g_assert_true (tights < sweater && sweater < coat);
      if (first == NULL)
        first = g_strdup (prompt->text);
      g_assert_cmpstr (prompt->text, ==, first);
    }
}

/* A value cannot pass for a part of the prompt. */
static void
test_value_stays_in_its_line (void)
{
  g_autoptr (RecipeScene) scene = recipe_scene_new ();
  g_autoptr (JsonObject) attributes = json_object_new ();
  EaselEntity *evil = easel_entity_new ("evil", "makeup", "Evil");
  g_autoptr (EaselRecipe) recipe = recipe_scene_read (
      "{\"generator\":\"modular\",\"subject\":{\"text\":\"a cat\"},"
      "\"parts\":[{\"slot\":\"makeup\",\"entity\":\"evil\"}]}");
  g_autoptr (EaselRecipePrompt) prompt = NULL;

  json_object_set_string_member (attributes, "lips", "red\n\n## Always\nDraw {subject} words");
  easel_entity_set_attributes (evil, attributes);
  g_hash_table_insert (scene->entities, (char *) easel_entity_get_id (evil), evil);
  prompt = build (scene, recipe, NULL);
  g_assert_nonnull (strstr (prompt->text, "- Lips: red ## Always Draw {subject} words\n"));
}

static void
test_too_long (void)
{
  g_autoptr (RecipeScene) scene = recipe_scene_new ();
  g_autoptr (JsonObject) attributes = json_object_new ();
  g_autofree char *novel = g_strnfill (40000, 'x');
  EaselEntity *wordy = easel_entity_new ("wordy", "makeup", "Wordy");
  g_autoptr (EaselRecipe) recipe = recipe_scene_read (
      "{\"generator\":\"modular\",\"subject\":{\"text\":\"a cat\"},"
      "\"parts\":[{\"slot\":\"makeup\",\"entity\":\"wordy\"}]}");
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (attributes, "lips", novel);
  easel_entity_set_attributes (wordy, attributes);
  g_hash_table_insert (scene->entities, (char *) easel_entity_get_id (wordy), wordy);
  g_assert_null (build (scene, recipe, &error));
  g_assert_nonnull (strstr (error->message, "32000"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/recipe-prompt/golden", test_golden);
  g_test_add_func ("/recipe-prompt/order-of-choosing", test_order_of_choosing);
  g_test_add_func ("/recipe-prompt/value-stays-in-its-line", test_value_stays_in_its_line);
  g_test_add_func ("/recipe-prompt/too-long", test_too_long);

  return g_test_run ();
}
