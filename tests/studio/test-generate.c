/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-recipe-check.h"
#include "generate-fixture.h"

#include <string.h>

/* From a recipe to pictures, and back. */

static const char *
get_id (JsonObject *result, guint index)
{
  JsonArray *entities = json_object_get_array_member (result, "entities");

  return json_object_get_string_member (json_array_get_object_element (entities, index), "id");
}

/* (transfer full): the id of the one entity of @kind that an analysis found */
static char *
find_analyzed (JsonObject *result, const char *kind)
{
  JsonArray *entities = json_object_get_array_member (result, "entities");

  for (guint i = 0; i < json_array_get_length (entities); i++)
    {
      JsonObject *entity = json_array_get_object_element (entities, i);

      if (g_str_equal (json_object_get_string_member (entity, "kind"), kind))
        return g_strdup (json_object_get_string_member (entity, "id"));
    }
  g_assert_not_reached ();
}

static gboolean
is_made_from (EaselEntity *picture, const char *id)
{
  GPtrArray *references = easel_entity_get_references (picture);

  for (guint i = 0; i < references->len; i++)
    {
      const EaselEntityReference *reference = g_ptr_array_index (references, i);

      if (g_str_equal (reference->role, "made-from") && g_str_equal (reference->target, id))
        return TRUE;
    }
  return FALSE;
}

/* Four pictures of the parts of two that were analyzed. */
static void
test_parts_of_two_pictures (void)
{
  g_autoptr (StudioFixture) fixture = generate_fixture_new (NULL);
  g_autofree char *one = studio_fixture_write_picture (fixture, "one.png", 1);
  g_autofree char *two = studio_fixture_write_picture (fixture, "two.png", 2);
  g_autoptr (JsonObject) first = studio_fixture_complete (fixture, one, "character_appearance");
  g_autoptr (JsonObject) second = studio_fixture_complete (fixture, two, "outfit,hair_style");
  g_autofree char *character = find_analyzed (first, "character");
  g_autofree char *outfit = find_analyzed (second, "outfit");
  g_autofree char *hair = find_analyzed (second, "hair_style");
  g_autofree char *recipe = g_strdup_printf (
      "{\"generator\":\"modular\",\"subject\":{\"entity\":\"%s\"},\"parts\":[{\"slot\":\"outfit\","
      "\"entity\":\"%s\"},{\"slot\":\"hair_style\",\"entity\":\"%s\"}],\"aspect_ratio\":\"3:4\","
      "\"seed\":70}",
      character, outfit, hair);
  EaselJob *job = generate_fixture_start (fixture, recipe, 4);
  g_autoptr (JsonObject) result = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *bodies = NULL;

  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpuint (easel_job_get_n_children (job), ==, 4);
  result = studio_fixture_get_result (fixture, job);
  g_assert_cmpint (json_object_get_int_member (result, "completed"), ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (EaselEntity) picture = generate_fixture_get (fixture, get_id (result, i));
      JsonObject *attributes = easel_entity_get_attributes (picture);

      g_assert_true (g_hash_table_add (seen, g_strdup (easel_entity_get_id (picture))));
      g_assert_true (json_object_get_boolean_member (attributes, "generated"));
      g_assert_cmpstr (json_object_get_string_member (attributes, "model"), ==, "painter");
      g_assert_cmpstr (json_object_get_string_member (attributes, "provider"), ==, "test");
      g_assert_cmpint (
          json_object_get_int_member (json_object_get_object_member (attributes, "recipe"), "seed"),
          ==, 70 + i);
      g_assert_true (is_made_from (picture, character));
      g_assert_true (is_made_from (picture, outfit));
      g_assert_true (is_made_from (picture, hair));
      /* The character's own picture went along. */
      g_assert_true (is_made_from (picture, json_object_get_string_member (first, "picture")));
      g_assert_nonnull (easel_entity_get_thumbnail (picture));
    }

  bodies = generate_fixture_bodies (fixture, EDIT_PATH);
  g_assert_cmpuint (generate_fixture_count (fixture, EDIT_PATH), ==, 4);
  g_assert_nonnull (strstr (bodies, "- Cut: Test cut"));
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *seed = g_strdup_printf ("\nseed=%u\n", 70 + i);

      g_assert_nonnull (strstr (bodies, seed));
    }
}

/* What a result says about itself makes the same again. */
static void
test_recipe_comes_back (void)
{
  g_autoptr (StudioFixture) fixture = generate_fixture_new (NULL);
  g_autofree char *picture = generate_fixture_import (fixture, "lake.png", 1);
  g_autofree char *dusk = generate_fixture_add (fixture, "visual_style", "Dusk",
                                                "{\"lighting\":\"cold\"}", NULL);
  g_autoptr (EaselRecipe) recipe = generate_fixture_recipe (
      "{\"generator\":\"style-transfer\",\"subject\":{\"picture\":\"%s\"},\"parts\":[{\"slot\":"
      "\"visual_style\",\"entity\":\"%s\"},{\"slot\":\"art_style\",\"text\":\"ink\"}],\"options\":{"
      "\"strength\":0.3,\"keep_identity\":false},\"text\":\"At night\",\"aspect_ratio\":\"16:9\"}",
      picture, dusk);
  g_autofree char *text = easel_recipe_to_text (recipe);
  g_autoptr (JsonObject) result = generate_fixture_complete (fixture, text);
  g_autoptr (EaselEntity) made = generate_fixture_get (fixture, get_id (result, 0));
  g_autoptr (EaselRecipe) kept = NULL;
  g_autoptr (EaselRecipe) told = NULL;
  g_autofree char *again = NULL;
  g_autoptr (JsonObject) second = NULL;
  g_autoptr (EaselEntity) remade = NULL;
  g_autoptr (GError) error = NULL;

  kept = easel_recipe_new_from_json (
      json_object_get_member (easel_entity_get_attributes (made), "recipe"), &error);
  g_assert_no_error (error);
  told = easel_recipe_new_from_json (json_object_get_member (result, "recipe"), &error);
  g_assert_no_error (error);
  g_assert_true (easel_recipe_equal (recipe, kept));
  g_assert_true (easel_recipe_equal (recipe, told));

  again = easel_recipe_to_text (kept);
  second = generate_fixture_complete (fixture, again);
  remade = generate_fixture_get (fixture, get_id (second, 0));
  g_assert_cmpstr (easel_entity_get_id (made), !=, easel_entity_get_id (remade));
  g_assert_cmpstr (json_object_get_string_member (easel_entity_get_attributes (made), "prompt"), ==,
                   json_object_get_string_member (easel_entity_get_attributes (remade), "prompt"));
}

static void
test_steps_and_rows (void)
{
  g_autoptr (StudioFixture) fixture = generate_fixture_new (NULL);
  EaselJob *job = generate_fixture_start (
      fixture, "{\"generator\":\"modular\",\"subject\":{\"text\":\"a lighthouse\"}}", 1);
  g_autoptr (EaselJobDetails) details = NULL;
  g_autofree char *bodies = NULL;

  g_assert_cmpstr (easel_job_get_title (job), ==, "a lighthouse");
  g_assert_cmpstr (easel_job_get_description (job), ==, "Generate");
  g_assert_cmpstr (easel_job_get_model (job), ==, "painter");
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpuint (easel_job_get_n_children (job), ==, 0);
  g_assert_nonnull (easel_job_get_thumbnail (job));
  g_assert_cmpint (easel_job_get_usage (job).images, ==, 1);
  details = studio_fixture_load (fixture, job);
  g_assert_cmpuint (details->steps->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const EaselStepRecord *step = g_ptr_array_index (details->steps, i);

      g_assert_cmpstr (step->name, ==, ((const char *const[]) { "resolve", "draw", "save" })[i]);
      /* Never a picture, only where it is. */
      g_assert_cmpuint (strlen (step->result), <, 4000);
    }
  bodies = generate_fixture_bodies (fixture, GENERATE_PATH);
  g_assert_nonnull (strstr (bodies, "a lighthouse"));
}

/* More like this, and again with a change. */
static void
test_from_a_result (void)
{
  g_autoptr (StudioFixture) fixture = generate_fixture_new (NULL);
  g_autoptr (JsonObject) first = generate_fixture_complete (
      fixture, "{\"generator\":\"modular\",\"subject\":{\"text\":\"a lighthouse\"}}");
  const char *picture = json_object_get_string_member (first, "picture");
  g_autofree char *more = g_strdup_printf (
      "{\"generator\":\"modular\",\"subject\":{\"text\":\"a lighthouse\"},\"text\":\"In a storm\","
      "\"based_on\":\"%s\"}",
      picture);
  g_autoptr (JsonObject) second = generate_fixture_complete (fixture, more);
  g_autoptr (EaselEntity) made = generate_fixture_get (fixture, get_id (second, 0));
  g_autofree char *bodies = generate_fixture_bodies (fixture, EDIT_PATH);

  g_assert_true (is_made_from (made, picture));
  g_assert_nonnull (strstr (bodies, "Picture 1 is an earlier picture"));
  g_assert_nonnull (strstr (bodies, "In a storm"));
}

/* The person's words go to the model as they are. */
static void
test_edited_prompt (void)
{
  g_autoptr (StudioFixture) fixture = generate_fixture_new (NULL);
  g_autoptr (JsonObject) result = generate_fixture_complete (
      fixture, "{\"generator\":\"modular\",\"subject\":{\"text\":\"a cat\"},"
               "\"prompt\":\"Only this.\"}");
  g_autofree char *bodies = generate_fixture_bodies (fixture, GENERATE_PATH);

  g_assert_cmpstr (json_object_get_string_member (result, "prompt"), ==, "Only this.");
  g_assert_nonnull (strstr (bodies, "\"prompt\":\"Only this.\""));
}

/* A file is imported, and the recipe that is kept has the picture in its place. */
static void
test_files (void)
{
  g_autoptr (StudioFixture) fixture = generate_fixture_new (NULL);
  g_autofree char *subject = studio_fixture_write_picture (fixture, "cat.png", 1);
  g_autofree char *style = studio_fixture_write_picture (fixture, "poster.png", 2);
  g_autofree char *recipe = g_strdup_printf (
      "{\"generator\":\"modular\",\"subject\":{\"file\":\"%s\"},\"parts\":[{\"slot\":"
      "\"art_style\",\"file\":\"%s\"}]}",
      subject, style);
  EaselJob *job = generate_fixture_start (fixture, recipe, 2);
  g_autoptr (JsonObject) result = NULL;
  g_autoptr (EaselRecipe) kept = NULL;

  g_assert_cmpstr (easel_job_get_title (job), ==, "cat.png");
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  result = studio_fixture_get_result (fixture, job);
  kept = easel_recipe_new_from_json (json_object_get_member (result, "recipe"), NULL);
  g_assert_cmpint (easel_recipe_get_subject (kept)->source, ==, EASEL_RECIPE_PICTURE);
  g_assert_cmpint (easel_recipe_get_part (kept, "art_style")->source, ==, EASEL_RECIPE_PICTURE);
  /* Two that went in, two that came out. */
  g_assert_cmpuint (studio_fixture_count_entities (fixture, "picture"), ==, 4);
}

static void
test_preview (void)
{
  g_autoptr (StudioFixture) fixture = generate_fixture_new (NULL);
  g_autofree char *street = generate_fixture_import (fixture, "street.png", 1);
  g_autofree char *coat = generate_fixture_add (
      fixture, "clothing_item", "Camel coat",
      "{\"category\":\"outerwear\",\"item\":\"coat\",\"color\":\"camel\"}", street);
  g_autofree char *recipe = g_strdup_printf (
      "{\"generator\":\"preview-item\",\"subject\":{\"entity\":\"%s\"}}", coat);
  g_autoptr (JsonObject) result = generate_fixture_complete (fixture, recipe);
  g_autoptr (EaselEntity) entity = generate_fixture_get (fixture, coat);
  GPtrArray *pictures = easel_entity_get_pictures (entity);
  const EaselEntityPicture *first = g_ptr_array_index (pictures, 0);
  g_autoptr (EaselEntity) picture = generate_fixture_get (fixture, first->picture);

  g_assert_cmpuint (pictures->len, ==, 2);
  g_assert_cmpstr (first->role, ==, "preview");
  g_assert_cmpstr (first->picture, ==, json_object_get_string_member (result, "picture"));
  g_assert_cmpstr (easel_entity_get_name (picture), ==, "Camel coat, Product Picture");
}

/* At once, of the same thing. */
static void
test_previews (void)
{
  g_autoptr (StudioFixture) fixture = generate_fixture_new (NULL);
  g_autofree char *street = generate_fixture_import (fixture, "street.png", 1);
  g_autofree char *coat = generate_fixture_add (
      fixture, "clothing_item", "Camel coat",
      "{\"category\":\"outerwear\",\"item\":\"coat\",\"color\":\"camel\"}", street);
  g_autofree char *recipe = g_strdup_printf (
      "{\"generator\":\"preview-item\",\"subject\":{\"entity\":\"%s\"}}", coat);
  EaselJob *job = generate_fixture_start (fixture, recipe, EASEL_RECIPE_MAX_VARIATIONS);
  g_autoptr (EaselEntity) entity = NULL;

  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  entity = generate_fixture_get (fixture, coat);
  g_assert_cmpuint (easel_entity_get_pictures (entity)->len, ==, EASEL_RECIPE_MAX_VARIATIONS + 1);
}

static void
test_ideas (void)
{
  g_autoptr (StudioFixture) fixture = generate_fixture_new (NULL);
  g_autofree char *boots = generate_fixture_add (
      fixture, "clothing_item", "Boots", "{\"category\":\"footwear\",\"item\":\"boots\"}", NULL);
  g_autofree char *recipe = g_strdup_printf (
      "{\"generator\":\"outfit-ideas\",\"subject\":{\"text\":\"a week at sea\"},\"parts\":[{"
      "\"slot\":\"clothing\",\"entity\":\"%s\"}],\"options\":{\"count\":2}}",
      boots);
  EaselJob *job = generate_fixture_start (fixture, recipe, 1);
  g_autoptr (JsonObject) result = NULL;
  g_autoptr (EaselEntity) idea = NULL;

  g_assert_cmpstr (easel_job_get_model (job), ==, "writer");
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  result = studio_fixture_get_result (fixture, job);
  idea = generate_fixture_get (fixture, get_id (result, 0));
  g_assert_cmpuint (studio_fixture_count_entities (fixture, "outfit"), ==, 2);
  g_assert_cmpuint (studio_fixture_count_entities (fixture, "clothing_item"), ==, 5);
  g_assert_cmpstr (easel_entity_get_analyzer (idea), ==, "outfit");
  g_assert_cmpuint (easel_entity_get_pictures (idea)->len, ==, 0);
  g_assert_true (is_made_from (idea, boots));
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 1);
}

/* The prompt can be read before anything is paid for. */
static void
test_prompt_before (void)
{
  g_autoptr (StudioFixture) fixture = generate_fixture_new (NULL);
  g_autoptr (EaselRecipe) good = generate_fixture_recipe (
      "{\"generator\":\"modular\",\"subject\":{\"text\":\"a cat\"}}");
  g_autoptr (EaselRecipe) bad = generate_fixture_recipe (
      "{\"generator\":\"modular\",\"subject\":{\"entity\":\"gone\"}}");
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (EaselRecipePrompt) prompt = NULL;
  g_autoptr (GError) error = NULL;

  easel_studio_build_prompt_async (fixture->studio, good, NULL, studio_fixture_on_result, &slot);
  first = studio_fixture_wait_for_result (&slot);
  prompt = easel_studio_build_prompt_finish (fixture->studio, first, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (prompt->text, "a cat"));

  easel_studio_build_prompt_async (fixture->studio, bad, NULL, studio_fixture_on_result, &slot);
  second = studio_fixture_wait_for_result (&slot);
  g_assert_null (easel_studio_build_prompt_finish (fixture->studio, second, &error));
  g_assert_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_RECIPE);
}

/* Demo draws when nothing else was set up. */
static void
test_demo (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (NULL);
  g_autofree char *picture = generate_fixture_import (fixture, "one.png", 1);
  g_autofree char *recipe = g_strdup_printf (
      "{\"generator\":\"modular\",\"subject\":{\"picture\":\"%s\"},\"parts\":[{\"slot\":"
      "\"expression\",\"text\":\"a grin\"}]}",
      picture);
  EaselJob *job = generate_fixture_start (fixture, recipe, 4);
  g_autoptr (JsonObject) result = NULL;

  g_assert_cmpstr (easel_job_get_provider (job), ==, "demo");
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  result = studio_fixture_get_result (fixture, job);
  g_assert_cmpint (json_object_get_int_member (result, "completed"), ==, 4);
  g_assert_cmpuint (studio_fixture_count_entities (fixture, "picture"), ==, 5);
}

static void
on_thumbnail (EaselJob *job, GParamSpec *pspec, GPtrArray *sketches)
{
  const char *path = easel_job_get_thumbnail (job);

  if (path == NULL || strstr (path, "sketch-") == NULL)
    return;
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  g_ptr_array_add (sketches, g_strdup (path));
}

/* The row shows the picture come into being; nothing of that is left. */
static void
test_sketches (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (NULL);
  g_autoptr (GPtrArray) sketches = g_ptr_array_new_with_free_func (g_free);
  EaselJob *job = generate_fixture_start (
      fixture, "{\"generator\":\"modular\",\"subject\":{\"text\":\"a lighthouse\"}}", 1);

  g_signal_connect (job, "notify::thumbnail", G_CALLBACK (on_thumbnail), sketches);
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpuint (sketches->len, >=, 1);
  for (guint i = 0; i < sketches->len; i++)
    g_assert_false (g_file_test (g_ptr_array_index (sketches, i), G_FILE_TEST_EXISTS));
  g_assert_null (strstr (easel_job_get_thumbnail (job), "sketch-"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/generate/parts-of-two-pictures", test_parts_of_two_pictures);
  g_test_add_func ("/generate/recipe-comes-back", test_recipe_comes_back);
  g_test_add_func ("/generate/steps-and-rows", test_steps_and_rows);
  g_test_add_func ("/generate/from-a-result", test_from_a_result);
  g_test_add_func ("/generate/edited-prompt", test_edited_prompt);
  g_test_add_func ("/generate/files", test_files);
  g_test_add_func ("/generate/preview", test_preview);
  g_test_add_func ("/generate/previews", test_previews);
  g_test_add_func ("/generate/ideas", test_ideas);
  g_test_add_func ("/generate/prompt-before", test_prompt_before);
  g_test_add_func ("/generate/demo", test_demo);
  g_test_add_func ("/generate/sketches", test_sketches);

  return g_test_run ();
}
