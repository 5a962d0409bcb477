/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "studio-fixture.h"

#include "easel-database.h"

#include <glib/gstdio.h>

#include <string.h>
#include <sys/stat.h>

/* What can be wrong with pictures, servers, answers and disks: each has its sentence, and
 * nothing is lost. */

/* Pictures -------------------------------------------------------------------------------- */

static void
test_bad_files (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (FIXTURE_ANSWER);
  g_autofree char *text = studio_fixture_write_bytes (fixture, "notes.png",
                                                      "Dear diary, nothing today.", -1);
  g_autofree char *empty = studio_fixture_write_bytes (fixture, "empty.png", "", 0);
  g_autofree char *receipts = studio_fixture_write_bytes (fixture, "receipts/1.txt", "3.50", -1);
  g_autofree char *folder = g_path_get_dirname (receipts);
  g_autofree char *pipe = studio_fixture_path (fixture, "pictures/pipe.png");
  g_autofree char *pipe_uri = g_filename_to_uri (pipe, NULL, NULL);

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  studio_fixture_assert_fails (fixture, studio_fixture_analyze (fixture, text, NULL),
                               "not-a-picture", "notes.png");
  studio_fixture_assert_fails (fixture, studio_fixture_analyze (fixture, empty, NULL), "empty-file",
                               "empty.png");
  studio_fixture_assert_fails (fixture, studio_fixture_analyze (fixture, folder, NULL),
                               "no-pictures", "receipts");
  studio_fixture_assert_fails (fixture, studio_fixture_analyze (fixture, pipe_uri, NULL),
                               "not-a-file", "pipe.png");
  studio_fixture_assert_fails (fixture,
                               studio_fixture_analyze (fixture, "file:///nowhere/gone.png", NULL),
                               "vanished", "gone.png");
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 0);
}

static void
test_truncated (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (FIXTURE_ANSWER);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "astronaut.jpg", NULL);
  g_autofree char *data = NULL;
  g_autofree char *uri = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  uri = studio_fixture_write_bytes (fixture, "half.jpg", data, (gssize) length / 2);
  studio_fixture_assert_fails (fixture, studio_fixture_analyze (fixture, uri, NULL),
                               "truncated-picture", "half.jpg");
}

/* Downloads ------------------------------------------------------------------------------- */

static EaselJob *
analyze_address (StudioFixture *fixture, const char *path)
{
  g_autofree char *url = easel_test_server_get_url (fixture->server, path);

  return studio_fixture_analyze (fixture, url, NULL);
}

static void
test_download (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (FIXTURE_ANSWER);
  g_autofree char *uri = studio_fixture_write_picture (fixture, "cat.png", 1);
  g_autofree char *path = g_filename_from_uri (uri, NULL, NULL);
  g_autofree char *data = NULL;
  g_autofree char *encoded = NULL;
  g_autofree char *routes = NULL;
  g_autofree char *data_uri = NULL;
  g_autoptr (JsonArray) journal = NULL;
  gsize length;
  EaselJob *job;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  encoded = g_base64_encode ((const guchar *) data, length);
  routes = g_strdup_printf (
      FIXTURE_ANSWER ",{\"path\":\"/moved.png\",\"status\":302,\"headers\":"
                     "{\"Location\":\"/big%%20cat.png\"},\"body\":\"\"},"
                     "{\"path\":\"/big%%20cat.png\",\"body_base64\":\"%s\",\"piece_bytes\":10}",
      encoded);
  studio_fixture_set_routes (fixture, routes);

  job = analyze_address (fixture, "/moved.png?token=secret");
  g_assert_cmpstr (easel_job_get_title (job), ==, "moved.png");
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpuint (studio_fixture_count_entities (fixture, "outfit"), ==, 1);
  journal = easel_test_server_get_journal (fixture->server, "request");

  data_uri = g_strconcat ("data:image/png;base64,", encoded, NULL);
  job = studio_fixture_analyze (fixture, data_uri, NULL);
  g_assert_cmpstr (easel_job_get_title (job), ==, "Picture");
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);

  for (guint i = 0; i < 2; i++)
    {
      JsonObject *headers = json_object_get_object_member (
          json_array_get_object_element (journal, i), "headers");

      g_assert_false (json_object_has_member (headers, "Authorization"));
      g_assert_false (json_object_has_member (headers, "Cookie"));
    }
}

static void
test_bad_downloads (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (
      "{\"path\":\"/page.png\",\"body\":\"<html><body>Sign in first, please.</body></html>\"},"
      "{\"path\":\"/huge.png\",\"raw\":\"HTTP/1.1 200 OK\\r\\nContent-Length: 900000000\\r\\n"
      "\\r\\nx\"},"
      "{\"path\":\"/cut.png\",\"body\":\"0123456789\",\"cut_after\":5},"
      "{\"path\":\"/closed.png\",\"reset\":true}");

  studio_fixture_assert_fails (fixture, analyze_address (fixture, "/page.png"), "not-a-picture",
                               "page.png");
  studio_fixture_assert_fails (fixture, analyze_address (fixture, "/missing.png"),
                               "download-failed", "404");
  studio_fixture_assert_fails (fixture, analyze_address (fixture, "/huge.png"), "picture-too-large",
                               "huge.png");
  studio_fixture_assert_fails (fixture, analyze_address (fixture, "/cut.png"), "download-failed",
                               "cut.png");
  studio_fixture_assert_fails (fixture, analyze_address (fixture, "/closed.png"), "download-failed",
                               "closed.png");
  studio_fixture_assert_fails (
      fixture, studio_fixture_analyze (fixture, "http://127.0.0.1:9/nobody.png", NULL),
      "download-failed", "nobody.png");
  studio_fixture_assert_fails (fixture,
                               studio_fixture_analyze (fixture, "teapot://kitchen/cup.png", NULL),
                               "download-failed", "cup.png");
}

/* Models ---------------------------------------------------------------------------------- */

/* Refused, mended, tried again: what was done is not done again. */
static void
test_refused_key (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (
      "{" FIXTURE_QUESTION ",\"status\":401,\"body\":{\"error\":{\"message\":\"Bad key\","
      "\"code\":\"invalid_api_key\"}}}");
  g_autofree char *uri = studio_fixture_write_picture (fixture, "cat.png", 1);
  g_autofree char *path = g_filename_from_uri (uri, NULL, NULL);
  EaselJob *job = studio_fixture_analyze (fixture, uri, "outfit");
  g_autoptr (GError) error = NULL;

  studio_fixture_assert_fails (fixture, job, "key-refused", NULL);
  g_assert_cmpstr (easel_job_get_failure (job)->remedy, ==, "set-up-provider");
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 1);

  g_assert_cmpint (g_unlink (path), ==, 0);
  studio_fixture_set_routes (fixture, FIXTURE_ANSWER);
  easel_queue_retry (easel_studio_get_queue (fixture->studio), easel_job_get_id (job), &error);
  g_assert_no_error (error);
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  g_assert_null (easel_job_get_failure (job));
}

static void
test_not_json (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new ("{" FIXTURE_QUESTION
                                                          ",\"text\":\"I see a nice coat.\"}");
  g_autofree char *uri = studio_fixture_write_picture (fixture, "cat.png", 1);
  EaselJob *job = studio_fixture_analyze (fixture, uri, "outfit");

  studio_fixture_assert_fails (fixture, job, "bad-reply", NULL);
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 2);
  g_assert_cmpuint (studio_fixture_count_entities (fixture, NULL), ==, 0);
  /* It was paid for all the same. */
  g_assert_cmpint (easel_job_get_usage (job).input_tokens, >, 0);
}

/* All nine meet the same wall: one sentence, and a retry that retries all. */
static void
test_comprehensive_refused (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (
      "{" FIXTURE_QUESTION ",\"status\":401,\"body\":{\"error\":{\"message\":\"Bad key\"}}}");
  g_autofree char *uri = studio_fixture_write_picture (fixture, "cat.png", 1);
  EaselJob *job = studio_fixture_analyze (fixture, uri, "comprehensive");
  g_autoptr (GError) error = NULL;

  studio_fixture_assert_fails (fixture, job, "all-failed", "key");
  g_assert_null (strstr (easel_job_get_failure (job)->message, "All 9"));
  g_assert_cmpstr (easel_job_get_failure (job)->remedy, ==, "set-up-provider");

  studio_fixture_set_routes (fixture, FIXTURE_ANSWER);
  easel_queue_retry (easel_studio_get_queue (fixture->studio), easel_job_get_id (job), &error);
  g_assert_no_error (error);
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpuint (easel_job_get_n_children (job), ==, 9);
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 9);
}

static void
test_provider (StudioFixture *fixture)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) models = NULL;
  g_autoptr (GError) error = NULL;

  easel_studio_test_provider_async (fixture->studio, "test", NULL, studio_fixture_on_result, &slot);
  result = studio_fixture_wait_for_result (&slot);
  models = easel_studio_test_provider_finish (fixture->studio, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (models->len, ==, 2);
}

/* What a provider says about its models is remembered: the picture is not even sent. */
static void
test_model_known_not_to_see (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (
      FIXTURE_ANSWER
      ",{\"method\":\"GET\",\"path\":\"/v1/models\",\"body\":{\"object\":\"list\",\"data\":["
      "{\"id\":\"mole\",\"architecture\":{\"input_modalities\":[\"text\"]}},"
      "{\"id\":\"hawk\",\"architecture\":{\"input_modalities\":[\"text\",\"image\"]}}]}}");
  g_autofree char *uri = studio_fixture_write_picture (fixture, "cat.png", 1);
  EaselJob *job;

  test_provider (fixture);
  studio_fixture_use_server (fixture, "mole");
  job = studio_fixture_analyze (fixture, uri, "outfit");
  studio_fixture_assert_fails (fixture, job, "no-vision", "mole");
  g_assert_cmpstr (easel_job_get_failure (job)->remedy, ==, "choose-model");
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 0);

  studio_fixture_use_server (fixture, "hawk");
  json_object_unref (studio_fixture_complete (fixture, uri, "outfit"));
}

static void
test_removed_provider (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (
      "{" FIXTURE_QUESTION ",\"status\":500,\"times\":1}," FIXTURE_ANSWER);
  g_autofree char *uri = studio_fixture_write_picture (fixture, "cat.png", 1);
  EaselProviderRegistry *providers = easel_studio_get_providers (fixture->studio);
  EaselQueue *queue = easel_studio_get_queue (fixture->studio);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  EaselJob *job;

  g_object_set (queue, "paused", TRUE, NULL);
  job = studio_fixture_analyze (fixture, uri, "outfit");
  easel_provider_registry_remove_async (providers, "test", studio_fixture_on_result, &slot);
  result = studio_fixture_wait_for_result (&slot);
  easel_provider_registry_remove_finish (providers, result, &error);
  g_assert_no_error (error);
  g_object_set (queue, "paused", FALSE, NULL);
  studio_fixture_assert_fails (fixture, job, "no-provider", NULL);
}

/* Interruptions --------------------------------------------------------------------------- */

/* As if the power had failed after the library had it, and before the journal did. */
static void
forget_save (StudioFixture *fixture)
{
  g_autofree char *path = studio_fixture_path (fixture, "data/jobs.sqlite");
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db,
                                 "DELETE FROM steps WHERE name = 'save'; "
                                 "UPDATE jobs SET state = 'running', result = NULL",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
test_save_is_repeated (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (FIXTURE_ANSWER);
  g_autofree char *uri = studio_fixture_write_picture (fixture, "cat.png", 1);
  EaselJob *job = studio_fixture_analyze (fixture, uri, "outfit");
  g_autofree char *id = g_strdup (easel_job_get_id (job));
  g_autoptr (JsonObject) before = NULL;
  g_autoptr (JsonObject) after = NULL;
  g_autoptr (GError) error = NULL;
  gint64 tokens;

  studio_fixture_wait (fixture, job);
  before = studio_fixture_get_result (fixture, job);
  tokens = easel_job_get_usage (job).input_tokens;
  studio_fixture_close (fixture);
  forget_save (fixture);

  studio_fixture_open (fixture, &error);
  g_assert_no_error (error);
  job = easel_queue_lookup (easel_studio_get_queue (fixture->studio), id);
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  after = studio_fixture_get_result (fixture, job);
  g_assert_true (json_object_equal (before, after));
  g_assert_cmpint (easel_job_get_usage (job).input_tokens, ==, tokens);
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 1);
  g_assert_cmpuint (studio_fixture_count_entities (fixture, NULL), ==, 3);
  g_assert_cmpuint (studio_fixture_count_entities (fixture, "picture"), ==, 1);
}

/* Quitting in the middle of an answer: the next start asks again, the picture is kept. */
static void
test_quit_while_asking (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (
      "{" FIXTURE_QUESTION ",\"hang\":true,\"times\":1}," FIXTURE_ANSWER);
  g_autofree char *uri = studio_fixture_write_picture (fixture, "cat.png", 1);
  g_autofree char *path = g_filename_from_uri (uri, NULL, NULL);
  EaselJob *job = studio_fixture_analyze (fixture, uri, "outfit");
  g_autofree char *id = g_strdup (easel_job_get_id (job));
  g_autoptr (GError) error = NULL;

  while (studio_fixture_count_questions (fixture) == 0)
    g_main_context_iteration (NULL, FALSE);
  studio_fixture_close (fixture);
  g_assert_true (easel_test_server_wait (fixture->server, "closed", 1, EASEL_TEST_SERVER_PATIENCE));
  g_assert_cmpint (g_unlink (path), ==, 0);

  studio_fixture_open (fixture, &error);
  g_assert_no_error (error);
  job = easel_queue_lookup (easel_studio_get_queue (fixture->studio), id);
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 2);
}

static void
test_cancel (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (
      "{" FIXTURE_QUESTION ",\"echo_schema\":true,\"hold_after\":600}");
  g_autofree char *uri = studio_fixture_write_picture (fixture, "cat.png", 1);
  EaselJob *job = studio_fixture_analyze (fixture, uri, "outfit");
  g_autoptr (GError) error = NULL;

  while (*easel_job_get_text (job) == '\0')
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (easel_job_get_message (job), ==, "Reading the answer");
  easel_queue_cancel (easel_studio_get_queue (fixture->studio), easel_job_get_id (job), &error);
  g_assert_no_error (error);
  g_assert_cmpint (easel_job_get_state (job), ==, EASEL_JOB_STATE_CANCELED);
  g_assert_true (easel_test_server_wait (fixture->server, "closed", 1, EASEL_TEST_SERVER_PATIENCE));
  studio_fixture_close (fixture);
}

/* Opening --------------------------------------------------------------------------------- */

static void
test_newer (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (NULL);
  g_autofree char *path = studio_fixture_path (fixture, "data/jobs.sqlite");
  g_autoptr (GError) error = NULL;
  sqlite3 *db = NULL;

  studio_fixture_close (fixture);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "PRAGMA user_version = 9000", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  sqlite3_close (db);

  g_assert_false (studio_fixture_open (fixture, &error));
  g_assert_error (error, EASEL_DATABASE_ERROR, EASEL_DATABASE_ERROR_TOO_NEW);
  g_assert_nonnull (easel_studio_get_failure (fixture->studio));
}

static void
test_broken_analyzer_and_providers (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new_closed ();
  g_autofree char *folder = studio_fixture_path (fixture, "data/analyzers");
  g_autofree char *analyzer = g_build_filename (folder, "aura.json", NULL);
  g_autofree char *config = studio_fixture_path (fixture, "config");
  g_autofree char *providers = g_build_filename (config, "providers.ini", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (config, 0700), ==, 0);
  g_assert_true (g_file_set_contents (analyzer, "{ not json", -1, NULL));
  g_assert_true (g_file_set_contents (providers, "not a key file", -1, NULL));

  g_assert_true (studio_fixture_open (fixture, &error));
  g_assert_cmpuint (fixture->notices->len, ==, 2);
  g_assert_nonnull (strstr (g_ptr_array_index (fixture->notices, 1), "aura.json"));
  g_assert_cmpuint (g_list_model_get_n_items (easel_studio_get_analyzers (fixture->studio)), ==,
                    10);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *was_called = user_data;

  *was_called = TRUE;
  easel_studio_open_finish (EASEL_STUDIO (source), result, NULL);
}

/* Closed before it was open: whoever opened it is told, and it is closed all the same. */
static void
test_close_while_opening (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new_closed ();
  gboolean was_called = FALSE;

  studio_fixture_make (fixture);
  easel_studio_open_async (fixture->studio, NULL, on_opened, &was_called);
  studio_fixture_close (fixture);
  g_assert_true (was_called);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/trouble/bad-files", test_bad_files);
  g_test_add_func ("/trouble/truncated", test_truncated);
  g_test_add_func ("/trouble/download", test_download);
  g_test_add_func ("/trouble/bad-downloads", test_bad_downloads);
  g_test_add_func ("/trouble/refused-key", test_refused_key);
  g_test_add_func ("/trouble/not-json", test_not_json);
  g_test_add_func ("/trouble/comprehensive-refused", test_comprehensive_refused);
  g_test_add_func ("/trouble/model-known-not-to-see", test_model_known_not_to_see);
  g_test_add_func ("/trouble/removed-provider", test_removed_provider);
  g_test_add_func ("/trouble/save-is-repeated", test_save_is_repeated);
  g_test_add_func ("/trouble/quit-while-asking", test_quit_while_asking);
  g_test_add_func ("/trouble/cancel", test_cancel);
  g_test_add_func ("/trouble/newer", test_newer);
  g_test_add_func ("/trouble/broken-analyzer-and-providers", test_broken_analyzer_and_providers);
  g_test_add_func ("/trouble/close-while-opening", test_close_while_opening);

  return g_test_run ();
}
