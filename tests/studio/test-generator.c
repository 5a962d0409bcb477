/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-image-request.h"
#include "easel-studio-error.h"
#include "recipe-scene.h"

#include <glib/gstdio.h>

#include <string.h>

/* What is left out is made by hand in each case below. */
#define PLAIN                                                                                      \
  "{\"name\":\"blot\",\"title\":\"Blot\",\"description\":\"Ink\",\"icon\":\"x-symbolic\","         \
  "\"revision\":1,\"slots\":{\"subject\":{\"kinds\":[\"character\"]},\"outfit\":{}},"              \
  "\"options\":{\"wet\":{\"title\":\"Wet\",\"description\":\"How wet\",\"type\":\"number\","       \
  "\"minimum\":0,\"maximum\":1,\"default\":0.5,\"words\":[{\"up_to\":0.4,\"text\":\"dry\"},"       \
  "{\"up_to\":1,\"text\":\"wet\"}]}},"                                                             \
  "\"prompt\":[{\"when\":[\"subject|outfit\"],\"text\":\"Blot {subject}, {wet}.\"}]}"

static EaselGenerator *
parse (const char *json, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) node = json_from_string (json, &local);

  g_assert_no_error (local);
  return easel_generator_new_from_json (node, "blot.json", error);
}

static void
test_shipped (void)
{
  static const char *const order[] = {
    "modular",      "style-transfer", "art-style",     "outfit",       "combined",
    "preview-item", "preview-outfit", "preview-style", "outfit-ideas",
  };
  g_autoptr (RecipeScene) scene = recipe_scene_new ();
  GListModel *model = easel_data_catalog_get_model (EASEL_DATA_CATALOG (scene->catalog));
  g_autoptr (GHashTable) revisions = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (g_list_model_get_n_items (model), ==, G_N_ELEMENTS (order));
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      g_autoptr (EaselGenerator) generator = g_list_model_get_item (model, i);
      const char *ratio = easel_generator_get_aspect_ratio (generator);

      g_assert_cmpstr (easel_generator_get_name (generator), ==, order[i]);
      g_assert_nonnull (easel_generator_get_slot (generator, "subject"));
      g_assert_true (ratio == NULL || easel_image_request_is_aspect_ratio (ratio));
      g_assert_true (
          g_hash_table_add (revisions, (gpointer) easel_generator_get_prompt_revision (generator)));
    }
}

static void
test_unknown (void)
{
  g_autoptr (RecipeScene) scene = recipe_scene_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (easel_generator_catalog_lookup (scene->catalog, "sculpture", &error));
  g_assert_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_UNKNOWN_GENERATOR);
  g_assert_nonnull (strstr (error->message, "“sculpture”. Known are: modular, style-transfer, "));
}

/* The same fifteen that the outfit's analyzer tells apart. */
static void
test_categories (void)
{
  g_autoptr (RecipeScene) scene = recipe_scene_new ();
  EaselGeneratorCategories *categories = easel_generator_catalog_get_categories (scene->catalog);
  static const char *const names[] = {
    "headwear", "eyewear", "earrings", "neckwear", "tops", "overtops",  "outerwear", "one_piece",
    "bottoms",  "belts",   "hosiery",  "footwear", "bags", "wristwear", "handwear",
  };
  const EaselGeneratorCategory *dress = easel_generator_categories_lookup (categories, "one_piece");
  const EaselGeneratorCategory *tops = easel_generator_categories_lookup (categories, "tops");
  const EaselGeneratorCategory *coat = easel_generator_categories_lookup (categories, "outerwear");

  g_assert_cmpuint (easel_generator_categories_get_all (categories)->len, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_nonnull (easel_generator_categories_lookup (categories, names[i]));
  g_assert_null (easel_generator_categories_lookup (categories, NULL));
  g_assert_true (easel_generator_categories_exclude (dress, tops));
  g_assert_true (easel_generator_categories_exclude (tops, dress));
  g_assert_false (easel_generator_categories_exclude (dress, coat));
  g_assert_cmpuint (tops->position, <, coat->position);
}

static void
test_option_words (void)
{
  g_autoptr (EaselGenerator) generator = parse (PLAIN, NULL);
  const EaselGeneratorOption *wet = easel_generator_get_option (generator, "wet");
  static const struct
  {
    double value;
    const char *words;
  } tries[] = { { 0, "dry" }, { 0.4, "dry" }, { 0.41, "wet" }, { 1, "wet" } };

  for (guint i = 0; i < G_N_ELEMENTS (tries); i++)
    {
      g_autofree char *words = easel_generator_option_dup_words (wet, tries[i].value);

      g_assert_cmpstr (words, ==, tries[i].words);
    }
  g_assert_cmpfloat (easel_generator_option_get_value (wet, NULL), ==, 0.5);
}

/* Another prompt, slot, option or number is another revision; nothing else is. */
static void
test_revision (void)
{
  static const char *const others[] = { "Blot {",  "Dab {",    "\"revision\":1", "\"revision\":2",
                                        "\"dry\"", "\"arid\"", "\"outfit\":{}",  "\"makeup\":{}" };
  g_autoptr (EaselGenerator) plain = parse (PLAIN, NULL);
  g_autoptr (EaselGenerator) renamed = NULL;
  g_autoptr (GString) text = g_string_new (PLAIN);

  g_string_replace (text, "\"Blot\"", "\"Splash\"", 0);
  renamed = parse (text->str, NULL);
  g_assert_cmpstr (easel_generator_get_prompt_revision (renamed), ==,
                   easel_generator_get_prompt_revision (plain));
  for (guint i = 0; i < G_N_ELEMENTS (others); i += 2)
    {
      g_autoptr (GString) changed = g_string_new (PLAIN);
      g_autoptr (EaselGenerator) other = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_cmpuint (g_string_replace (changed, others[i], others[i + 1], 0), ==, 1);
      g_string_replace (changed, "subject|outfit", "subject", 0);
      other = parse (changed->str, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (easel_generator_get_prompt_revision (other), !=,
                       easel_generator_get_prompt_revision (plain));
    }
}

/* @instead takes the place of @what. Each must be refused with @words. */
static void
refuse (const char *what, const char *instead, const char *words)
{
  g_autoptr (GString) text = g_string_new (PLAIN);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_string_replace (text, what, instead, 1), ==, 1);
  g_assert_null (parse (text->str, &error));
  g_assert_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_GENERATOR);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "blot.json"));
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_refused (void)
{
  refuse ("\"title\":\"Blot\"", "\"title\":7", "title");
  refuse ("\"slots\":{", "\"slits\":{", "slots");
  refuse ("\"outfit\":{}", "\"outfits\":{}", "outfits");
  refuse ("\"outfit\":{}", "\"outfit\":7", "outfit");
  refuse ("[\"character\"]", "[\"teapot\"]", "subject");
  refuse ("[\"character\"]", "\"character\"", "subject");
  refuse ("\"type\":\"number\"", "\"type\":\"color\"", "wet");
  refuse ("\"default\":0.5", "\"default\":2", "wet");
  refuse ("\"up_to\":1,", "\"up_to\":0.9,", "wet");
  refuse ("\"up_to\":0.4", "\"up_to\":1.5", "wet");
  refuse ("\"revision\":1", "\"revision\":1,\"min_parts\":-1", "min_parts");
  refuse ("\"prompt\":[", "\"prompts\":[", "prompt");
  refuse ("\"text\":\"Blot {subject}, {wet}.\"", "\"texts\":\"\"", "prompt");
  refuse ("{subject}", "{sitter}", "sitter");
  refuse ("{subject}", "{makeup}", "makeup");
  refuse ("subject|outfit", "subject|!hat:shown", "hat");
}

static void
write_file (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* A person's own files, one of them broken, and other categories. */
static void
test_own_and_broken (void)
{
  g_autofree char *shipped = g_build_filename (g_getenv ("EASEL_DATA_DIR"), "generators", NULL);
  g_autofree char *own = g_dir_make_tmp ("easel-generators-XXXXXX", NULL);
  const char *const folders[] = { shipped, own, NULL };
  static const char *const files[][2] = {
    { "blot.json", PLAIN },
    { "broken.json", "{" },
    { "categories.json",
      "{\"layers\":[{\"name\":\"a\",\"title\":\"A\"}],\"categories\":[{"
      "\"name\":\"cloaks\",\"title\":\"Cloaks\",\"layer\":\"a\",\"holds\":1}]}" },
  };
  g_auto (GStrv) notices = NULL;
  g_autoptr (EaselGeneratorCatalog) catalog = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    write_file (own, files[i][0], files[i][1]);
  catalog = recipe_scene_load (folders, &notices);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (own, files[i][0], NULL);

      g_unlink (path);
    }
  g_rmdir (own);

  g_assert_cmpuint (g_strv_length (notices), ==, 1);
  g_assert_nonnull (strstr (notices[0], "broken.json"));
  g_assert_nonnull (easel_generator_catalog_lookup (catalog, "blot", NULL));
  g_assert_nonnull (easel_generator_categories_lookup (
      easel_generator_catalog_get_categories (catalog), "cloaks"));
}

static void
test_broken_categories (void)
{
  static const char *const bad[] = { "[]", "{\"categories\":[]}",
                                     "{\"layers\":[],\"categories\":[{\"name\":\"a\"}]}" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (JsonNode) node = json_from_string (bad[i], NULL);
      g_autoptr (GError) error = NULL;

      g_assert_null (easel_generator_categories_new_from_json (node, "c.json", &error));
      g_assert_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_GENERATOR);
      g_assert_nonnull (strstr (error->message, "c.json"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/generator/shipped", test_shipped);
  g_test_add_func ("/generator/unknown", test_unknown);
  g_test_add_func ("/generator/categories", test_categories);
  g_test_add_func ("/generator/option-words", test_option_words);
  g_test_add_func ("/generator/revision", test_revision);
  g_test_add_func ("/generator/refused", test_refused);
  g_test_add_func ("/generator/own-and-broken", test_own_and_broken);
  g_test_add_func ("/generator/broken-categories", test_broken_categories);

  return g_test_run ();
}
