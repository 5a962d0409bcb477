/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "studio-fixture.h"

#include <glib/gstdio.h>

#include <unistd.h>

/* One picture's way through, and what makes it several. */

static void
test_one_picture (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (FIXTURE_ANSWER);
  g_autofree char *uri = studio_fixture_write_picture (fixture, "cat.png", 1);
  EaselJob *job = studio_fixture_analyze (fixture, uri, "outfit");
  g_autoptr (JsonObject) result = NULL;
  g_autoptr (EaselEntity) outfit = NULL;
  g_autoptr (EaselJobDetails) details = NULL;
  JsonArray *entities;

  g_assert_cmpstr (easel_job_get_title (job), ==, "cat.png");
  g_assert_cmpstr (easel_job_get_description (job), ==, "Outfit");
  g_assert_cmpstr (easel_job_get_provider (job), ==, "test");
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpint (easel_job_get_usage (job).input_tokens, >, 0);
  g_assert_nonnull (easel_job_get_thumbnail (job));
  g_assert_true (g_file_test (easel_job_get_thumbnail (job), G_FILE_TEST_EXISTS));

  result = studio_fixture_get_result (fixture, job);
  g_assert_false (json_object_get_boolean_member (result, "cached"));
  g_assert_cmpstr (json_object_get_string_member (result, "analyzer"), ==, "outfit");
  g_assert_cmpstr (json_object_get_string_member (result, "model"), ==, "test-model");
  entities = json_object_get_array_member (result, "entities");
  g_assert_cmpuint (json_array_get_length (entities), ==, 3);

  outfit = easel_library_get (
      easel_studio_get_library (fixture->studio),
      json_object_get_string_member (json_array_get_object_element (entities, 0), "id"), NULL);
  g_assert_cmpstr (easel_entity_get_job (outfit), ==, easel_job_get_id (job));
  g_assert_cmpstr (easel_entity_get_provider (outfit), ==, "test");
  g_assert_cmpstr (easel_job_get_outcome (job), ==, easel_entity_get_name (outfit));
  g_assert_cmpuint (easel_entity_get_references (outfit)->len, ==, 2);
  g_assert_cmpuint (studio_fixture_count_entities (fixture, "clothing_item"), ==, 2);
  g_assert_cmpuint (studio_fixture_count_entities (fixture, "picture"), ==, 1);

  details = studio_fixture_load (fixture, job);
  g_assert_cmpuint (details->steps->len, ==, 3);
}

static void
test_demo (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "astronaut.jpg", NULL);
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  g_autoptr (JsonObject) result = studio_fixture_complete (fixture, uri, "outfit");

  g_assert_cmpstr (json_object_get_string_member (result, "provider"), ==, "demo");
  g_assert_cmpuint (studio_fixture_count_entities (fixture, "outfit"), ==, 1);
}

static void
test_bytes (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (FIXTURE_ANSWER);
  g_autofree char *uri = studio_fixture_write_picture (fixture, "cat.png", 1);
  g_autofree char *path = g_filename_from_uri (uri, NULL, NULL);
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr (GBytes) bytes = g_mapped_file_get_bytes (file);
  g_autoptr (GError) error = NULL;
  EaselJob *job = easel_studio_analyze_bytes (fixture->studio, bytes, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (easel_job_get_title (job), ==, "Pasted Picture");
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
}

static void
test_cache (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (FIXTURE_ANSWER);
  g_autofree char *first = studio_fixture_write_picture (fixture, "cat.png", 1);
  g_autofree char *copy = studio_fixture_write_picture (fixture, "copy of cat.png", 1);
  const char *const uris[] = { first, NULL };
  g_autoptr (JsonObject) asked = studio_fixture_complete (fixture, first, "outfit");
  g_autoptr (JsonObject) cached = studio_fixture_complete (fixture, copy, "outfit");
  g_autoptr (JsonObject) other = NULL;
  g_autoptr (JsonObject) again = NULL;
  g_autoptr (GPtrArray) jobs = NULL;

  g_assert_true (json_object_get_boolean_member (cached, "cached"));
  g_assert_true (json_object_equal (json_object_get_object_member (asked, "attributes"),
                                    json_object_get_object_member (cached, "attributes")));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (cached, "entities")), ==,
                    3);
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 1);

  jobs = easel_studio_analyze (fixture->studio, uris, NULL, TRUE, EASEL_ANALYZE_NOW, NULL);
  g_assert_cmpint (studio_fixture_wait (fixture, jobs->pdata[0]), ==, EASEL_JOB_STATE_COMPLETED);
  again = studio_fixture_get_result (fixture, jobs->pdata[0]);
  g_assert_false (json_object_get_boolean_member (again, "cached"));
  g_assert_nonnull (easel_job_get_outcome (jobs->pdata[0]));
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 2);
  g_assert_cmpuint (studio_fixture_count_entities (fixture, "outfit"), ==, 2);

  /* Another model is another question. */
  studio_fixture_use_server (fixture, "other-model");
  other = studio_fixture_complete (fixture, first, "outfit");
  g_assert_false (json_object_get_boolean_member (other, "cached"));
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 3);
}

static void
test_comprehensive (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (FIXTURE_ANSWER);
  g_autofree char *uri = studio_fixture_write_picture (fixture, "cat.png", 1);
  EaselJob *job = studio_fixture_analyze (fixture, uri, "comprehensive");
  g_autoptr (GListModel) children = NULL;
  g_autoptr (EaselJob) first = NULL;
  g_autoptr (JsonObject) result = NULL;

  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  children = easel_queue_get_children (easel_studio_get_queue (fixture->studio), job);
  g_assert_cmpuint (g_list_model_get_n_items (children), ==, 9);
  first = g_list_model_get_item (children, 0);
  g_assert_cmpstr (easel_job_get_title (first), ==, "Outfit");
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 9);

  result = studio_fixture_get_result (fixture, job);
  g_assert_cmpint (json_object_get_int_member (result, "completed"), ==, 9);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (result, "entities")), ==,
                    11);
  g_assert_cmpuint (studio_fixture_count_entities (fixture, "picture"), ==, 1);
  g_assert_cmpuint (studio_fixture_count_entities (fixture, "character"), ==, 1);
}

static void
test_folder (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (FIXTURE_ANSWER);
  static const char *const names[] = { "in/10.png", "in/2.png", "in/deep/er/3.png" };
  g_autofree char *folder = studio_fixture_path (fixture, "pictures/in");
  g_autofree char *uri = g_filename_to_uri (folder, NULL, NULL);
  g_autofree char *loop = studio_fixture_path (fixture, "pictures/in/loop");
  g_autoptr (GListModel) children = NULL;
  g_autoptr (JsonObject) result = NULL;
  g_autoptr (EaselJob) first = NULL;
  EaselJob *job;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_free (studio_fixture_write_picture (fixture, names[i], i));
  g_free (studio_fixture_write_picture (fixture, "in/.hidden.png", 7));
  g_free (studio_fixture_write_bytes (fixture, "in/notes.txt", "Dear diary", -1));
  g_assert_cmpint (symlink (folder, loop), ==, 0);

  job = studio_fixture_analyze (fixture, uri, "makeup");
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  children = easel_queue_get_children (easel_studio_get_queue (fixture->studio), job);
  g_assert_cmpuint (g_list_model_get_n_items (children), ==, 3);
  first = g_list_model_get_item (children, 0);
  g_assert_cmpstr (easel_job_get_title (first), ==, "2.png");
  result = studio_fixture_get_result (fixture, job);
  g_assert_cmpint (json_object_get_int_member (result, "completed"), ==, 3);
  g_assert_cmpuint (studio_fixture_count_entities (fixture, "makeup"), ==, 3);
}

/* A folder of pictures, each looked at in two ways: three generations. */
static void
test_folder_with_several_analyzers (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (FIXTURE_ANSWER);
  g_autofree char *folder = studio_fixture_path (fixture, "pictures");
  g_autofree char *uri = g_filename_to_uri (folder, NULL, NULL);
  g_autoptr (JsonObject) result = NULL;

  g_free (studio_fixture_write_picture (fixture, "1.png", 1));
  g_free (studio_fixture_write_picture (fixture, "2.png", 2));
  result = studio_fixture_complete (fixture, uri, "makeup,expression");
  g_assert_cmpint (json_object_get_int_member (result, "completed"), ==, 2);
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 4);
  g_assert_cmpuint (studio_fixture_count_entities (fixture, "expression"), ==, 2);
}

static void
test_batch_with_one_broken (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (FIXTURE_ANSWER);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) uris = NULL;
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) result = NULL;
  EaselJob *parent;

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.png", i);

      g_strv_builder_take (builder,
                           i == 7 ? studio_fixture_write_bytes (fixture, name, "no picture", -1)
                                  : studio_fixture_write_picture (fixture, name, i));
    }
  uris = g_strv_builder_end (builder);
  jobs = easel_studio_analyze (fixture->studio, (const char *const *) uris, NULL, FALSE,
                               EASEL_ANALYZE_NOW, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (jobs->len, ==, 20);
  for (guint i = 0; i < jobs->len; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.png", i);

      g_assert_cmpstr (easel_job_get_title (jobs->pdata[i]), ==, name);
    }

  parent = easel_queue_lookup (easel_studio_get_queue (fixture->studio),
                               easel_job_get_parent (jobs->pdata[0]));
  g_assert_cmpstr (easel_job_get_title (parent), ==, "20 Pictures");
  g_assert_cmpint (studio_fixture_wait (fixture, parent), ==, EASEL_JOB_STATE_COMPLETED);
  studio_fixture_assert_fails (fixture, jobs->pdata[7], "not-a-picture", "7.png");
  result = studio_fixture_get_result (fixture, parent);
  g_assert_cmpint (json_object_get_int_member (result, "completed"), ==, 19);
  g_assert_cmpint (json_object_get_int_member (result, "failed"), ==, 1);
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 19);

  /* Mended and tried again, the batch says so, and nothing else is asked again. */
  g_free (studio_fixture_write_picture (fixture, "7.png", 7));
  g_assert_true (easel_queue_retry (easel_studio_get_queue (fixture->studio),
                                    easel_job_get_id (jobs->pdata[7]), &error));
  g_assert_no_error (error);
  g_assert_cmpint (studio_fixture_wait (fixture, parent), ==, EASEL_JOB_STATE_COMPLETED);
  g_clear_pointer (&result, json_object_unref);
  result = studio_fixture_get_result (fixture, parent);
  g_assert_cmpint (json_object_get_int_member (result, "completed"), ==, 20);
  g_assert_cmpint (json_object_get_int_member (result, "failed"), ==, 0);
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 20);
}

static void
test_batch_of_nothing_but_failures (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (FIXTURE_ANSWER);
  const char *const uris[] = { "file:///nowhere/1.png", "file:///nowhere/2.png", NULL };
  g_autoptr (GPtrArray) jobs = easel_studio_analyze (fixture->studio, uris, NULL, FALSE,
                                                     EASEL_ANALYZE_NOW, NULL);
  EaselJob *parent = easel_queue_lookup (easel_studio_get_queue (fixture->studio),
                                         easel_job_get_parent (jobs->pdata[0]));

  studio_fixture_assert_fails (fixture, parent, "all-failed", "1.png");
}

/* Work that comes before the providers are known waits, and then asks the right one. */
static void
test_before_open (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (FIXTURE_ANSWER);
  g_autofree char *uri = studio_fixture_write_picture (fixture, "cat.png", 1);
  g_autoptr (JsonObject) result = NULL;
  g_autoptr (GError) error = NULL;
  EaselJob *job, *unknown;

  studio_fixture_close (fixture);
  studio_fixture_make (fixture);
  job = studio_fixture_analyze (fixture, uri, "outfit");
  unknown = studio_fixture_analyze (fixture, uri, "aura");
  g_assert_cmpint (easel_job_get_state (job), ==, EASEL_JOB_STATE_PENDING);
  studio_fixture_open (fixture, &error);
  g_assert_no_error (error);

  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  result = studio_fixture_get_result (fixture, job);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (result, "entities")), ==,
                    3);
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 1);
  g_assert_cmpuint (easel_job_get_n_children (job), ==, 0);
  g_assert_cmpstr (easel_job_get_provider (job), ==, "test");
  g_assert_nonnull (easel_job_get_model (job));
  studio_fixture_assert_fails (fixture, unknown, "unknown-analyzer", "aura");
}

static void
test_json (void)
{
  static const char *const members[] = { "id",      "kind",    "state",    "title",    "progress",
                                         "message", "step",    "steps",    "parent",   "provider",
                                         "model",   "created", "started",  "finished", "usage",
                                         "result",  "error",   "awaiting", "children", "params",
                                         "cached",  "timings" };
  g_autoptr (StudioFixture) fixture = studio_fixture_new (FIXTURE_ANSWER);
  g_autofree char *uri = studio_fixture_write_picture (fixture, "cat.png", 1);
  EaselJob *job = studio_fixture_analyze (fixture, uri, "outfit");
  EaselJob *failed = studio_fixture_analyze (fixture, "file:///nowhere/1.png", "outfit");
  g_autoptr (EaselJobDetails) details = NULL;
  g_autoptr (JsonNode) whole = NULL;
  g_autoptr (JsonNode) summary = NULL;
  g_autoptr (GDateTime) created = NULL;
  JsonObject *object;

  studio_fixture_wait (fixture, job);
  studio_fixture_wait (fixture, failed);
  details = studio_fixture_load (fixture, job);
  whole = easel_studio_job_to_json (fixture->studio, job, details);
  object = json_node_get_object (whole);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (!json_object_has_member (object, members[i]))
      g_error ("no %s", members[i]);
  g_assert_cmpstr (json_object_get_string_member (object, "state"), ==, "completed");
  g_assert_false (json_object_get_boolean_member (object, "cached"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (
                        json_object_get_object_member (object, "timings"), "steps")),
                    ==, 3);
  created = g_date_time_new_from_iso8601 (json_object_get_string_member (object, "created"), NULL);
  g_assert_nonnull (created);

  summary = easel_studio_job_to_json (fixture->studio, failed, NULL);
  object = json_object_get_object_member (json_node_get_object (summary), "error");
  g_assert_cmpstr (json_object_get_string_member (object, "code"), ==, "vanished");
  g_assert_cmpstr (json_object_get_string_member (object, "remedy"), ==, "retry");
}

static void
test_refused_at_once (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (NULL);
  const char *const uris[] = { "file:///tmp/1.png", NULL };
  const char *const none[] = { NULL };
  const char *const aura[] = { "aura", NULL };
  g_autoptr (GError) unknown = NULL;
  g_autoptr (GError) empty = NULL;

  g_assert_null (
      easel_studio_analyze (fixture->studio, uris, aura, FALSE, EASEL_ANALYZE_NOW, &unknown));
  g_assert_error (unknown, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_UNKNOWN_ANALYZER);
  g_assert_null (
      easel_studio_analyze (fixture->studio, none, NULL, FALSE, EASEL_ANALYZE_NOW, &empty));
  g_assert_error (empty, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS);
  g_assert_cmpuint (
      g_list_model_get_n_items (G_LIST_MODEL (easel_studio_get_queue (fixture->studio))), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/analyze/one-picture", test_one_picture);
  g_test_add_func ("/analyze/demo", test_demo);
  g_test_add_func ("/analyze/bytes", test_bytes);
  g_test_add_func ("/analyze/cache", test_cache);
  g_test_add_func ("/analyze/comprehensive", test_comprehensive);
  g_test_add_func ("/analyze/folder", test_folder);
  g_test_add_func ("/analyze/folder-with-several-analyzers", test_folder_with_several_analyzers);
  g_test_add_func ("/analyze/batch-with-one-broken", test_batch_with_one_broken);
  g_test_add_func ("/analyze/batch-of-nothing-but-failures", test_batch_of_nothing_but_failures);
  g_test_add_func ("/analyze/before-open", test_before_open);
  g_test_add_func ("/analyze/json", test_json);
  g_test_add_func ("/analyze/refused-at-once", test_refused_at_once);

  return g_test_run ();
}
