/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-recipe-builder.h"
#include "easel-recipe-check.h"
#include "easel-studio-error.h"
#include "recipe-scene.h"

#include <string.h>

#define SUBJECT "\"subject\":{\"picture\":\"portrait\"}"
#define MODULAR(parts)                                                                             \
  "{\"generator\":\"modular\"," SUBJECT ",\"parts\":[" parts "],\"options\":{},\"seed\":-1}"

static const char whole[]
    = "{\"generator\":\"style-transfer\",\"subject\":{\"picture\":\"lake\"},\"parts\":["
      "{\"slot\":\"visual_style\",\"entity\":\"dusk\"},{\"slot\":\"art_style\",\"text\":\"ink\"},"
      "{\"slot\":\"outfit\",\"file\":\"file:///tmp/a.png\"}],\"text\":\"“So”\",\"aspect_ratio\":"
      "\"3:4\",\"options\":{\"keep_identity\":false,\"steps\":30,\"strength\":0.5,\"word\":\"w\"},"
      "\"prompt\":\"All of it.\",\"seed\":7,\"based_on\":\"result\"}";

/* Nothing is lost on the way to disk and back. */
static void
test_there_and_back (void)
{
  g_autoptr (EaselRecipe) recipe = recipe_scene_read (whole);
  g_autofree char *text = easel_recipe_to_text (recipe);
  g_autoptr (EaselRecipeBuilder) builder = easel_recipe_builder_new_from (recipe);
  g_autoptr (EaselRecipe) copy = easel_recipe_builder_end (builder);
  g_auto (GStrv) ids = easel_recipe_dup_ids (recipe);
  g_autofree char *joined = g_strjoinv (",", ids);
  g_auto (GStrv) files = NULL;

  g_assert_cmpstr (text, ==, whole);
  g_assert_true (easel_recipe_equal (recipe, copy));
  g_assert_cmpstr (joined, ==, "lake,dusk,result");
  files = easel_recipe_dup_files (recipe);
  g_assert_cmpuint (g_strv_length (files), ==, 1);
  g_assert_cmpstr (files[0], ==, "file:///tmp/a.png");
}

static void
test_builder (void)
{
  g_autoptr (EaselRecipe) recipe = recipe_scene_read (whole);
  g_autoptr (EaselRecipeBuilder) builder = easel_recipe_builder_new_from (recipe);
  g_autoptr (EaselRecipe) changed = NULL;
  g_autofree char *text = NULL;

  easel_recipe_builder_set_generator (builder, "modular");
  easel_recipe_builder_set_subject (builder, EASEL_RECIPE_TEXT, "a cat");
  easel_recipe_builder_clear (builder, "outfit");
  easel_recipe_builder_clear (builder, "visual_style");
  easel_recipe_builder_set_text (builder, "");
  easel_recipe_builder_set_aspect_ratio (builder, NULL);
  easel_recipe_builder_set_prompt (builder, NULL);
  easel_recipe_builder_set_based_on (builder, NULL);
  for (guint i = 0; i < 4; i++)
    easel_recipe_builder_set_option (
        builder, (const char *const[]) { "strength", "steps", "word", "keep_identity" }[i], NULL);
  easel_recipe_builder_set_seed (builder, -9);
  changed = easel_recipe_builder_end (builder);
  text = easel_recipe_to_text (changed);
  g_assert_cmpstr (text, ==,
                   "{\"generator\":\"modular\",\"subject\":{\"text\":\"a cat\"},\"parts\":[{"
                   "\"slot\":\"art_style\",\"text\":\"ink\"}],\"options\":{},\"seed\":-1}");
  /* What it was made from is as it was. */
  g_clear_pointer (&text, g_free);
  text = easel_recipe_to_text (recipe);
  g_assert_cmpstr (text, ==, whole);
}

static void
test_replace_file (void)
{
  g_autoptr (EaselRecipe) recipe = recipe_scene_read (whole);
  g_autoptr (EaselRecipeBuilder) builder = easel_recipe_builder_new_from (recipe);
  g_autoptr (EaselRecipe) imported = NULL;
  g_auto (GStrv) files = NULL;
  const EaselRecipePart *part;

  easel_recipe_builder_replace_file (builder, "file:///tmp/a.png", "pic");
  imported = easel_recipe_builder_end (builder);
  files = easel_recipe_dup_files (imported);
  part = easel_recipe_get_part (imported, "outfit");
  g_assert_cmpuint (g_strv_length (files), ==, 0);
  g_assert_cmpint (part->source, ==, EASEL_RECIPE_PICTURE);
  g_assert_cmpstr (part->value, ==, "pic");
}

static void
test_misread (void)
{
  static const char *const bad[][2] = {
    { "", "generator" },
    { "[]", "generator" },
    { "{\"parts\":[]}", "generator" },
    { "{\"generator\":\"m\",\"subjects\":{}}", "subjects" },
    { "{\"generator\":\"m\",\"subject\":\"a cat\"}", "subject" },
    { "{\"generator\":\"m\",\"subject\":{}}", "subject" },
    { "{\"generator\":\"m\",\"subject\":{\"text\":\"\"}}", "subject" },
    { "{\"generator\":\"m\",\"subject\":{\"text\":\"a\",\"picture\":\"b\"}}", "subject" },
    { "{\"generator\":\"m\",\"parts\":{}}", "parts" },
    { "{\"generator\":\"m\",\"parts\":[{\"entity\":\"a\"}]}", "parts" },
    { "{\"generator\":\"m\",\"parts\":[{\"slot\":\"outfit\",\"entity\":7}]}", "parts" },
    { "{\"generator\":\"m\",\"parts\":[{\"slot\":\"outfit\",\"text\":\"a\",\"x\":1}]}", "parts" },
    { "{\"generator\":\"m\",\"options\":{\"strength\":[1]}}", "options" },
    { "{\"generator\":\"m\",\"seed\":\"7\"}", "seed" },
    { "{\"generator\":\"m\",\"seed\":-2}", "seed" },
    { "{\"generator\":\"m\",\"text\":null}", "text" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (easel_recipe_new_from_text (bad[i][0], &error));
      g_assert_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_RECIPE);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, bad[i][1]));
    }
}

/* @words: (nullable): what the sentence says; %NULL when all is well
 * @known: whether the library has been looked into */
static void
check (RecipeScene *scene, const char *text, gboolean known, const char *words)
{
  g_autoptr (EaselRecipe) recipe = recipe_scene_read (text);
  g_autoptr (GError) error = NULL;
  EaselGenerator *generator = easel_generator_catalog_lookup (
      scene->catalog, easel_recipe_get_generator (recipe), &error);
  gboolean good;

  g_assert_no_error (error);
  good = easel_recipe_check (recipe, generator,
                             easel_generator_catalog_get_categories (scene->catalog),
                             known ? scene->entities : NULL, &error);
  if (words == NULL)
    {
      g_assert_no_error (error);
      g_assert_true (good);
      return;
    }
  g_assert_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_RECIPE);
  g_test_message ("%s", error->message);
  g_assert_false (good);
  g_assert_nonnull (strstr (error->message, words));
}

/* What can be said before anything is looked up. */
static void
test_checked_at_once (void)
{
  g_autoptr (RecipeScene) scene = recipe_scene_new ();
  g_autofree char *novel = g_strnfill (32001, 'x');
  g_autofree char *wordy = g_strdup_printf (
      "{\"generator\":\"modular\"," SUBJECT ",\"text\":\"%s\"}", novel);
  g_autofree char *edited = g_strdup_printf (
      "{\"generator\":\"modular\"," SUBJECT ",\"prompt\":\"%s\"}", novel);

  check (scene, MODULAR (""), FALSE, NULL);
  check (scene, "{\"generator\":\"modular\"}", FALSE, "There is no subject");
  check (scene, "{\"generator\":\"modular\",\"subject\":{\"text\":\"  \"}}", FALSE,
         "There is no subject");
  check (scene, "{\"generator\":\"preview-item\"}", FALSE, "Clothing Item.");
  check (scene, "{\"generator\":\"preview-item\",\"subject\":{\"text\":\"a hat\"}}", FALSE,
         "“Subject” takes no words");
  check (scene, "{\"generator\":\"preview-style\",\"subject\":{\"picture\":\"lake\"}}", FALSE,
         "“Subject” takes no picture");
  check (scene, "{\"generator\":\"art-style\"," SUBJECT "}", FALSE, "“Art Style” is empty");
  check (scene, "{\"generator\":\"outfit\"," SUBJECT "}", FALSE,
         "at least 1 of these: Outfit, Clothing, Accessories");
  check (scene,
         "{\"generator\":\"combined\"," SUBJECT
         ",\"parts\":[{\"slot\":\"clothing\",\"text\":\"a\"},{\"slot\":\"clothing\","
         "\"text\":\"b\"}]}",
         FALSE, "at least 2");
  check (scene,
         "{\"generator\":\"art-style\"," SUBJECT
         ",\"parts\":[{\"slot\":\"art_style\",\"text\":\"ink\"},{\"slot\":\"makeup\","
         "\"text\":\"none\"}]}",
         FALSE, "“Art Style” has no place for “Makeup”");
  check (scene,
         "{\"generator\":\"art-style\"," SUBJECT
         ",\"parts\":[{\"slot\":\"makeup\",\"text\":\"none\"}]}",
         FALSE, "“Art Style” has no place for “Makeup”");
  check (scene, MODULAR ("{\"slot\":\"socks\",\"text\":\"red\"}"), FALSE, "no slot “socks”");
  check (scene,
         MODULAR ("{\"slot\":\"hair_style\",\"entity\":\"bob\"},"
                  "{\"slot\":\"hair_style\",\"text\":\"braids\"}"),
         FALSE, "“Hair Style” is filled more than once");
  check (scene, MODULAR ("{\"slot\":\"makeup\",\"text\":\" \"}"), FALSE, "“Makeup” is empty");
  check (scene, MODULAR ("{\"slot\":\"clothing\",\"picture\":\"street\"}"), FALSE,
         "“Clothing” takes no picture");
  check (scene, "{\"generator\":\"modular\"," SUBJECT ",\"aspect_ratio\":\"7:1\"}", FALSE, "7:1");
  check (scene, wordy, FALSE, "32001 characters");
  check (scene, edited, FALSE, "32001 characters");
  check (scene, "{\"generator\":\"modular\"," SUBJECT ",\"prompt\":\"\\n\"}", FALSE,
         "The prompt is empty");
  check (scene,
         "{\"generator\":\"preview-item\",\"subject\":{\"entity\":\"coat\"},"
         "\"based_on\":\"result\"}",
         FALSE, "Product Picture");
}

static void
test_options (void)
{
  static const char style[] = "{\"generator\":\"style-transfer\"," SUBJECT
                              ",\"parts\":[{\"slot\":\"art_style\",\"text\":\"ink\"}],"
                              "\"options\":{%s}}";
  static const char *const tries[][2] = {
    { "\"strength\":0", NULL },
    { "\"strength\":0.3", NULL },
    { "\"strength\":1", NULL },
    { "\"strength\":1.01", "“Strength” must be a number from 0 to 1" },
    { "\"strength\":-1", "“Strength” must be a number from 0 to 1" },
    { "\"strength\":true", "“Strength” must be a number" },
    { "\"strength\":\"much\"", "“Strength” must be a number" },
    { "\"keep_identity\":true", NULL },
    { "\"keep_identity\":1", "“Keep Identity” can only be true or false" },
    { "\"speed\":1", "has no option “speed”" },
  };
  g_autoptr (RecipeScene) scene = recipe_scene_new ();

  for (guint i = 0; i < G_N_ELEMENTS (tries); i++)
    {
      g_autoptr (GString) text = g_string_new (style);

      g_string_replace (text, "%s", tries[i][0], 1);
      check (scene, text->str, FALSE, tries[i][1]);
    }
}

/* What only the library can tell. */
static void
test_checked_with_library (void)
{
  g_autoptr (RecipeScene) scene = recipe_scene_new ();

  check (scene, MODULAR ("{\"slot\":\"makeup\",\"entity\":\"liner\"}"), TRUE, NULL);
  check (scene, "{\"generator\":\"modular\",\"subject\":{\"entity\":\"gone\"}}", TRUE,
         "“Subject” is no longer in the library");
  check (scene, "{\"generator\":\"modular\",\"subject\":{\"picture\":\"gone\"}}", TRUE,
         "“Subject” is no longer in the library");
  check (scene, MODULAR ("{\"slot\":\"makeup\",\"entity\":\"gone\"}"), TRUE,
         "“Makeup” is no longer in the library");
  check (scene, MODULAR ("{\"slot\":\"makeup\",\"entity\":\"bob\"}"), TRUE,
         "“Blunt Chin Bob” is of the kind “Hair Style”, which does not fit into “Makeup”");
  check (scene, "{\"generator\":\"modular\",\"subject\":{\"entity\":\"coat\"}}", TRUE,
         "does not fit into “Subject”");
  check (scene, "{\"generator\":\"modular\",\"subject\":{\"picture\":\"pilot\"}}", TRUE,
         "does not fit into “Subject”");
  check (scene, MODULAR ("{\"slot\":\"art_style\",\"entity\":\"poster\"}"), TRUE, NULL);
  check (scene, "{\"generator\":\"modular\"," SUBJECT ",\"based_on\":\"gone\"}", TRUE,
         "more of is no longer in the library");
  check (scene, "{\"generator\":\"modular\"," SUBJECT ",\"based_on\":\"pilot\"}", TRUE,
         "more of is no longer in the library");
}

#define WEAR(item) "{\"slot\":\"clothing\",\"entity\":\"" item "\"}"

static void
test_clothing (void)
{
  g_autoptr (RecipeScene) scene = recipe_scene_new ();

  check (scene, MODULAR (WEAR ("coat") "," WEAR ("sweater") "," WEAR ("boots")), TRUE, NULL);
  check (scene, MODULAR (WEAR ("boots") "," WEAR ("sneakers")), TRUE, "“Footwear”");
  check (scene, MODULAR (WEAR ("scarf") "," WEAR ("scarf")), TRUE, "twice");
  check (scene, MODULAR (WEAR ("dress") "," WEAR ("trousers")), TRUE,
         "“Emerald green wrap dress” (One-Piece) and “Charcoal straight trousers” (Bottoms)");
  check (scene, MODULAR (WEAR ("sweater") "," WEAR ("dress")), TRUE, "cannot be worn together");
  /* The outfit's own pieces give way. */
  check (
      scene,
      MODULAR ("{\"slot\":\"outfit\",\"entity\":\"autumn\"}," WEAR ("dress") "," WEAR ("sneakers")),
      TRUE, NULL);
}

static void
test_variations (void)
{
  g_autoptr (GError) none = NULL;
  g_autoptr (GError) many = NULL;

  g_assert_true (easel_recipe_check_variations (1, NULL));
  g_assert_true (easel_recipe_check_variations (10, NULL));
  g_assert_false (easel_recipe_check_variations (0, &none));
  g_assert_cmpstr (none->message, ==, "There can be 1 to 10 variations, not 0.");
  g_assert_false (easel_recipe_check_variations (11, &many));
  g_assert_error (many, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_RECIPE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/recipe/there-and-back", test_there_and_back);
  g_test_add_func ("/recipe/builder", test_builder);
  g_test_add_func ("/recipe/replace-file", test_replace_file);
  g_test_add_func ("/recipe/misread", test_misread);
  g_test_add_func ("/recipe/checked-at-once", test_checked_at_once);
  g_test_add_func ("/recipe/options", test_options);
  g_test_add_func ("/recipe/checked-with-library", test_checked_with_library);
  g_test_add_func ("/recipe/clothing", test_clothing);
  g_test_add_func ("/recipe/variations", test_variations);

  return g_test_run ();
}
