/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "story-fixture.h"

#include "easel-book.h"
#include "easel-id.h"
#include "easel-library-changes.h"
#include "easel-output.h"

#include <string.h>

/* Stories with pictures: drawn side by side, each of which may fail, drawn anew, and exported. */

#define IMAGES "/images/generations"
#define FIRST_PICTURE "A woman kneels on the sand."

/* A picture of the first scene is refused. @more: such as ",\"times\":1" */
#define REFUSING_ROUTE(more)                                                                       \
  "{\"method\":\"POST\",\"path\":\"/v1" IMAGES "\",\"match\":{\"body_contains\":\"" FIRST_PICTURE  \
  "\"},\"status\":400,\"body\":{\"error\":{\"message\":\"No lighthouses, please.\","               \
  "\"code\":\"moderation_blocked\"}}" more "}"

/* (transfer full): a studio whose server draws, too. @first: (nullable): a route before the others
 */
static StudioFixture *
new_drawing (const char *first)
{
  g_autofree char *rest = story_fixture_routes ();
  g_autofree char *routes = first != NULL ? g_strjoin (",", first, rest, STORY_PICTURE_ROUTE, NULL)
                                          : g_strjoin (",", rest, STORY_PICTURE_ROUTE, NULL);

  return story_fixture_new (routes);
}

/* (transfer full): the child that illustrates scene @number */
static EaselJob *
get_child (StudioFixture *fixture, EaselJob *job, guint position)
{
  g_autoptr (GListModel) children = easel_queue_get_children (
      easel_studio_get_queue (fixture->studio), job);

  return g_list_model_get_item (children, position);
}

static gint64
get_count (StudioFixture *fixture, EaselJob *job, const char *state)
{
  g_autoptr (JsonObject) result = studio_fixture_get_result (fixture, job);

  return json_object_get_int_member (json_object_get_object_member (result, "illustrations"),
                                     state);
}

static guint
count_changes (StudioFixture *fixture, EaselEntity *story)
{
  const EaselHistoryQuery query = { .entity = easel_entity_get_id (story) };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = easel_library_history (easel_studio_get_library (fixture->studio),
                                                         &query, &error);

  g_assert_no_error (error);
  return entries->len;
}

/* Drawing --------------------------------------------------------------------------------- */

static void
test_illustrate (void)
{
  g_autoptr (StudioFixture) fixture = new_drawing (NULL);
  g_autofree char *character = story_fixture_add_entity (
      fixture, EASEL_ENTITY_CHARACTER, "Curly Pilot", "{\"hair_description\":\"copper curls\"}");
  g_autofree char *params = g_strdup_printf (
      "{'character': <'%s'>, 'theme': <'rain'>, 'scenes': <uint32 3>, 'illustrations': <uint32 2>,"
      " 'art_style': <'a woodcut'>}",
      character);
  g_autoptr (GError) error = NULL;
  EaselJob *job = story_fixture_submit_text (fixture, params, &error);
  g_autoptr (EaselEntity) story = NULL;
  g_autoptr (EaselEntity) picture = NULL;
  g_autoptr (EaselJob) child = NULL;
  EaselStoryScene scene;
  JsonObject *recipe;

  g_assert_no_error (error);
  story = story_fixture_complete (fixture, job);
  g_assert_cmpint (get_count (fixture, job, "completed"), ==, 2);
  g_assert_cmpuint (story_fixture_count (fixture, IMAGES, "copper curls"), ==, 2);
  g_assert_cmpuint (story_fixture_count (fixture, IMAGES, "a woodcut"), ==, 2);
  g_assert_cmpuint (story_fixture_count (fixture, IMAGES, FIRST_PICTURE), ==, 1);
  child = get_child (fixture, job, 0);
  g_assert_cmpstr (easel_job_get_title (child), ==, "Low Tide");
  g_assert_cmpstr (easel_job_get_model (child), ==, "image-model");

  /* In its place, in the order of the scenes, and no change that anybody could undo. */
  scene = story_fixture_get_scene (story, 1);
  g_assert_nonnull (scene.picture);
  g_assert_null (story_fixture_get_scene (story, 2).picture);
  g_assert_cmpuint (easel_entity_get_pictures (story)->len, ==, 2);
  g_assert_cmpstr (
      ((EaselEntityPicture *) g_ptr_array_index (easel_entity_get_pictures (story), 0))->picture,
      ==, scene.picture);
  g_assert_cmpuint (count_changes (fixture, story), ==, 0);
  g_assert_nonnull (easel_entity_get_thumbnail (story));

  picture = story_fixture_get (fixture, scene.picture);
  g_assert_cmpstr (easel_entity_get_name (picture), ==, "The Paper Lighthouse: Low Tide");
  recipe = json_object_get_object_member (easel_entity_get_attributes (picture), "recipe");
  g_assert_cmpstr (json_object_get_string_member (recipe, "text"), ==, FIRST_PICTURE);
}

static void
test_demo (void)
{
  g_autoptr (StudioFixture) fixture = story_fixture_new (NULL);
  EaselJob *job = story_fixture_submit (fixture, 2, FALSE);
  g_autoptr (EaselEntity) story = story_fixture_complete (fixture, job);
  guint n_pictures = 0;

  g_assert_cmpint (get_count (fixture, job, "completed"), ==, 2);
  for (guint number = 1; number <= 3; number++)
    n_pictures += story_fixture_get_scene (story, number).picture != NULL;
  g_assert_cmpuint (n_pictures, ==, 2);
}

/* (transfer full): what a model plans: ten scenes, each illustrated */
static char *
plan_ten (void)
{
  g_autoptr (EaselStoryOutline) outline = easel_story_outline_new ("Ten");
  g_autoptr (JsonNode) json = NULL;

  for (guint i = 1; i <= 10; i++)
    {
      g_autofree char *title = g_strdup_printf ("Scene named %u", i);

      easel_story_outline_add_scene (outline, title, "Something happens.", TRUE, title);
    }
  json = easel_story_outline_to_json (outline);
  return json_to_string (json, FALSE);
}

/* Those that are ready at the same moment do not take each other out again. */
static void
test_ten (void)
{
  g_autofree char *plan = plan_ten ();
  g_autofree char *plan_route = story_fixture_route ("json_schema", plan, NULL);
  g_autofree char *scene_route = story_fixture_route ("Scene ", "Text.", NULL);
  g_autofree char *routes = g_strjoin (",", plan_route, scene_route, STORY_PICTURE_ROUTE, NULL);
  g_autoptr (StudioFixture) fixture = story_fixture_new (routes);
  g_autoptr (GError) error = NULL;
  EaselJob *job = story_fixture_submit_text (
      fixture,
      "{'character': <'a pilot'>, 'theme': <'rain'>, 'scenes': <uint32 10>,"
      " 'illustrations': <uint32 10>}",
      &error);
  g_autoptr (EaselEntity) story = NULL;
  g_autoptr (GHashTable) pictures = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_no_error (error);
  story = story_fixture_complete (fixture, job);
  for (guint number = 1; number <= 10; number++)
    {
      g_assert_nonnull (story_fixture_get_scene (story, number).picture);
      g_hash_table_add (pictures, (char *) story_fixture_get_scene (story, number).picture);
    }
  g_assert_cmpuint (g_hash_table_size (pictures), ==, 10);
  g_assert_cmpuint (easel_entity_get_pictures (story)->len, ==, 10);
}

/* The story is there all the same, and what comes later finds its way into it. */
static void
test_one_fails (void)
{
  g_autoptr (StudioFixture) fixture = new_drawing (REFUSING_ROUTE (",\"times\":1"));
  EaselJob *job = story_fixture_submit (fixture, 2, FALSE);
  g_autoptr (EaselEntity) story = story_fixture_complete (fixture, job);
  g_autoptr (EaselEntity) whole = NULL;
  g_autoptr (EaselJob) child = get_child (fixture, job, 0);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (get_count (fixture, job, "completed"), ==, 1);
  g_assert_cmpint (get_count (fixture, job, "failed"), ==, 1);
  studio_fixture_assert_fails (fixture, child, "refused", "No lighthouses, please.");
  g_assert_cmpstr (story_fixture_get_scene (story, 1).text, ==, STORY_TEXT ("1"));
  g_assert_null (story_fixture_get_scene (story, 1).picture);
  g_assert_true (story_fixture_get_scene (story, 1).illustrated);
  g_assert_nonnull (story_fixture_get_scene (story, 3).picture);

  easel_queue_retry (easel_studio_get_queue (fixture->studio), easel_job_get_id (child), &error);
  g_assert_no_error (error);
  while (easel_job_get_state (child) == EASEL_JOB_STATE_FAILED)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (studio_fixture_wait (fixture, child), ==, EASEL_JOB_STATE_COMPLETED);
  whole = story_fixture_get (fixture, easel_entity_get_id (story));
  g_assert_nonnull (story_fixture_get_scene (whole, 1).picture);
  g_assert_cmpstr (story_fixture_get_scene (whole, 3).picture, ==,
                   story_fixture_get_scene (story, 3).picture);
  g_assert_cmpuint (count_changes (fixture, whole), ==, 0);
  g_assert_cmpuint (story_fixture_count (fixture, IMAGES, ""), ==, 3);
}

static void
test_all_fail (void)
{
  g_autoptr (StudioFixture) fixture = story_fixture_new_writing (); /* no route draws */
  EaselJob *job = story_fixture_submit (fixture, 2, FALSE);
  g_autoptr (EaselEntity) story = story_fixture_complete (fixture, job);

  g_assert_cmpint (get_count (fixture, job, "failed"), ==, 2);
  g_assert_cmpstr (story_fixture_get_scene (story, 3).text, ==, STORY_TEXT ("3"));
}

/* Where somebody has chosen models, but none that draws, nothing is begun. */
static void
test_no_image_model (void)
{
  g_autofree char *routes = story_fixture_routes ();
  g_autoptr (StudioFixture) fixture = studio_fixture_new (routes);
  EaselJob *job;
  g_autoptr (EaselEntity) story = NULL;

  studio_fixture_use_model (fixture, EASEL_MODEL_TASK_TEXT, "test", "text-model");
  job = story_fixture_submit (fixture, 2, FALSE);
  studio_fixture_assert_fails (fixture, job, "no-image-model", NULL);
  g_assert_cmpstr (easel_job_get_failure (job)->remedy, ==, "choose-model");
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 0);

  story = story_fixture_write (fixture);
  g_assert_cmpuint (easel_story_get_n_scenes (story), ==, 3);
}

/* Anew ------------------------------------------------------------------------------------ */

static EaselJob *
illustrate (StudioFixture *fixture, EaselEntity *story, guint scene)
{
  g_autofree char *params = g_strdup_printf (
      "{'action': <'illustrate'>, 'story': <'%s'>, 'scene': <uint32 %u>, 'comment': <'At night'>}",
      easel_entity_get_id (story), scene);
  g_autoptr (GError) error = NULL;
  EaselJob *job = story_fixture_submit_text (fixture, params, &error);

  g_assert_no_error (error);
  return job;
}

static void
test_anew (void)
{
  g_autoptr (StudioFixture) fixture = new_drawing (NULL);
  EaselLibrary *library = easel_studio_get_library (fixture->studio);
  g_autoptr (EaselEntity) story = story_fixture_complete (fixture,
                                                          story_fixture_submit (fixture, 2, FALSE));
  EaselJob *job = illustrate (fixture, story, 1);
  g_autoptr (EaselEntity) changed = story_fixture_complete (fixture, job);
  g_autoptr (EaselEntity) undone = NULL;
  g_autoptr (JsonObject) result = studio_fixture_get_result (fixture, job);
  g_autofree char *before = g_strdup (story_fixture_get_scene (story, 1).picture);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (story_fixture_count (fixture, IMAGES, "At night"), ==, 1);
  g_assert_cmpstr (story_fixture_get_scene (changed, 1).picture, !=, before);
  g_assert_cmpstr (story_fixture_get_scene (changed, 3).picture, ==,
                   story_fixture_get_scene (story, 3).picture);
  g_assert_cmpuint (easel_entity_get_pictures (changed)->len, ==, 2);
  g_assert_cmpuint (count_changes (fixture, story), ==, 1);

  easel_library_undo (library, json_object_get_string_member (result, "entry"), FALSE, NULL, NULL,
                      &error);
  g_assert_no_error (error);
  undone = story_fixture_get (fixture, easel_entity_get_id (story));
  g_assert_cmpstr (story_fixture_get_scene (undone, 1).picture, ==, before);
  g_assert_cmpstr (
      ((EaselEntityPicture *) g_ptr_array_index (easel_entity_get_pictures (undone), 0))->picture,
      ==, before);
}

/* A scene that had none gets one, and what is refused changes nothing. */
static void
test_anew_where_none_was (void)
{
  g_autoptr (StudioFixture) fixture = new_drawing (REFUSING_ROUTE (""));
  g_autoptr (EaselEntity) story = story_fixture_write (fixture);
  g_autoptr (EaselEntity) changed = NULL;
  EaselJob *refused = illustrate (fixture, story, 1);

  studio_fixture_assert_fails (fixture, refused, "all-failed", "No lighthouses, please.");
  g_assert_cmpuint (count_changes (fixture, story), ==, 0);

  changed = story_fixture_complete (fixture, illustrate (fixture, story, 2));
  g_assert_nonnull (story_fixture_get_scene (changed, 2).picture);
  g_assert_true (story_fixture_get_scene (changed, 2).illustrated);
  g_assert_null (story_fixture_get_scene (changed, 1).picture);
}

static void
test_anew_cannot (void)
{
  g_autoptr (StudioFixture) fixture = new_drawing (NULL);
  g_autoptr (EaselEntity) story = story_fixture_write (fixture);
  g_autoptr (EaselEntity) gone = easel_entity_new ("gone", EASEL_ENTITY_STORY, "Gone");

  studio_fixture_assert_fails (fixture, illustrate (fixture, story, 4), "bad-params",
                               "no scene 4. It has 3.");
  studio_fixture_assert_fails (fixture, illustrate (fixture, gone, 1), "not-in-library", NULL);
  g_assert_cmpuint (story_fixture_count (fixture, IMAGES, ""), ==, 0);
}

/* Exporting ------------------------------------------------------------------------------- */

static gboolean export (StudioFixture *fixture,
                        const char *id,
                        EaselStoryFormat format,
                        GFile *file,
                        GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  easel_studio_export_story_async (fixture->studio, id, format, file, NULL,
                                   studio_fixture_on_result, &slot);
  result = studio_fixture_wait_for_result (&slot);
  return easel_studio_export_story_finish (fixture->studio, result, error);
}

static void
test_export (void)
{
  static const struct
  {
    EaselStoryFormat format;
    const char *start;
  } samples[] = {
    { EASEL_STORY_FORMAT_EPUB, "PK" },
    { EASEL_STORY_FORMAT_PDF, "%PDF" },
    { EASEL_STORY_FORMAT_HTML, "<!DOCTYPE html>" },
    { EASEL_STORY_FORMAT_MARKDOWN, "# The Paper Lighthouse" },
  };
  g_autoptr (StudioFixture) fixture = new_drawing (NULL);
  g_autoptr (EaselEntity) story = story_fixture_complete (fixture,
                                                          story_fixture_submit (fixture, 2, FALSE));

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *name = g_strconcat (
          "story.", easel_story_format_get_extension (samples[i].format), NULL);
      g_autofree char *path = studio_fixture_path (fixture, name);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autofree char *contents = NULL;
      g_autoptr (GError) error = NULL;

      export (fixture, easel_entity_get_id (story), samples[i].format, file, &error);
      g_assert_no_error (error);
      g_file_get_contents (path, &contents, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (g_str_has_prefix (contents, samples[i].start));
      if (samples[i].format != EASEL_STORY_FORMAT_HTML)
        continue;
      g_assert_nonnull (strstr (contents, STORY_TEXT ("2")));
      g_assert_nonnull (strstr (contents, FIRST_PICTURE));
      g_assert_nonnull (strstr (contents, "data:image/"));
      g_assert_nonnull (strstr (contents, "Written by text-model. Illustrated by image-model."));
    }
}

/* (transfer full): the story @id as a page */
static char *
export_page (StudioFixture *fixture, const char *id)
{
  g_autofree char *path = studio_fixture_path (fixture, "page.html");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  char *contents = NULL;

  export (fixture, id, EASEL_STORY_FORMAT_HTML, file, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  return contents;
}

/* Also who has another one, or none yet, can have it read out, broken and turned as it is. */
static void
test_export_language (void)
{
  static const struct
  {
    const char *attributes;
    const char *said;
  } samples[] = {
    { "{\"language\":\"ar\",\"scenes\":[{\"title\":\"A\",\"text\":\"A\"}]}",
      "lang=\"ar\" dir=\"rtl\"" },
    { "{\"language\":\"ja\",\"scenes\":[{\"title\":\"A\",\"text\":\"A\"}]}",
      "lang=\"ja\" dir=\"ltr\"" },
    { "{\"language\":\"a tag?\",\"scenes\":[{\"title\":\"A\",\"text\":\"A\"}]}", "lang=\"und\"" },
    { "{\"scenes\":[{\"title\":\"A\",\"text\":\"A\"}]}", "lang=\"und\"" },
  };
  g_autoptr (StudioFixture) fixture = story_fixture_new_writing ();
  g_autoptr (EaselEntity) story = story_fixture_write (fixture);
  g_autofree char *page = export_page (fixture, easel_entity_get_id (story));

  g_assert_cmpstr (easel_story_get_language (story), ==, "en");
  g_assert_nonnull (strstr (page, "lang=\"en\" dir=\"ltr\""));
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *id = story_fixture_add_entity (fixture, EASEL_ENTITY_STORY, "Storm",
                                                      samples[i].attributes);
      g_autofree char *other = export_page (fixture, id);

      g_assert_nonnull (strstr (other, samples[i].said));
    }
}

static void
test_export_cannot (void)
{
  g_autoptr (StudioFixture) fixture = story_fixture_new_writing ();
  g_autoptr (EaselEntity) story = story_fixture_write (fixture);
  g_autofree char *coat = story_fixture_add_entity (fixture, EASEL_ENTITY_CLOTHING_ITEM,
                                                    "Navy Coat", "{}");
  g_autofree char *path = studio_fixture_path (fixture, "story.epub");
  g_autofree char *nowhere_path = studio_fixture_path (fixture, "nowhere/story.epub");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) nowhere = g_file_new_for_path (nowhere_path);
  g_autoptr (GError) no_story = NULL;
  g_autoptr (GError) gone = NULL;
  g_autoptr (GError) no_folder = NULL;
  g_autoptr (GError) no_format = NULL;
  EaselStoryFormat format;

  g_assert_false (export (fixture, coat, EASEL_STORY_FORMAT_EPUB, file, &no_story));
  g_assert_error (no_story, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS);
  g_assert_false (export (fixture, "gone", EASEL_STORY_FORMAT_EPUB, file, &gone));
  g_assert_error (gone, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_FOUND);
  g_assert_false (
      export (fixture, easel_entity_get_id (story), EASEL_STORY_FORMAT_EPUB, nowhere, &no_folder));
  g_assert_error (no_folder, EASEL_OUTPUT_ERROR, EASEL_OUTPUT_ERROR_NO_FOLDER);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  g_assert_false (easel_story_format_from_string ("docx", &format, &no_format));
  g_assert_nonnull (strstr (no_format->message, "epub, pdf, html, markdown"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/story-pictures/illustrate", test_illustrate);
  g_test_add_func ("/story-pictures/demo", test_demo);
  g_test_add_func ("/story-pictures/ten", test_ten);
  g_test_add_func ("/story-pictures/one-fails", test_one_fails);
  g_test_add_func ("/story-pictures/all-fail", test_all_fail);
  g_test_add_func ("/story-pictures/no-image-model", test_no_image_model);
  g_test_add_func ("/story-pictures/anew", test_anew);
  g_test_add_func ("/story-pictures/anew-where-none-was", test_anew_where_none_was);
  g_test_add_func ("/story-pictures/anew-cannot", test_anew_cannot);
  g_test_add_func ("/story-pictures/export", test_export);
  g_test_add_func ("/story-pictures/export-language", test_export_language);
  g_test_add_func ("/story-pictures/export-cannot", test_export_cannot);

  return g_test_run ();
}
