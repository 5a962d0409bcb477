/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "generate-fixture.h"
#include "merge-fixture.h"
#include "story-fixture.h"

#include "easel-library-keep.h"

#include <string.h>

/* A library that is kept on this machine: no model elsewhere is sent anything of it. */

#define KEPT "is kept on this machine"

static void
keep_here (StudioFixture *fixture, gboolean keep)
{
  EaselLibrary *library = easel_studio_get_library (fixture->studio);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  easel_library_set_keep_here_async (library, keep, NULL, studio_fixture_on_result, &slot);
  result = studio_fixture_wait_for_result (&slot);
  easel_library_set_keep_here_finish (library, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (easel_library_get_keep_here (library), ==, keep);
}

/* The server by an address that leads here, but is not known to: it stands for any other. */
static void
move_server_of (StudioFixture *fixture, EaselProviderKind kind)
{
  EaselProviderRegistry *providers = easel_studio_get_providers (fixture->studio);
  g_autofree char *url = g_strdup_printf ("http://0.0.0.0:%u/v1",
                                          easel_test_server_get_port (fixture->server));
  g_autoptr (EaselProviderConfig) config = g_object_new (
      EASEL_TYPE_PROVIDER_CONFIG, "id", "test", "name", "Tester", "kind", (int) kind, "url", url,
      "allow-http", TRUE, "lanes", 4, NULL);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GError) error = NULL;

  easel_provider_registry_save_async (providers, config, studio_fixture_on_result, &slot);
  saved = studio_fixture_wait_for_result (&slot);
  easel_provider_registry_save_finish (providers, saved, &error);
  g_assert_no_error (error);
}

static void
move_server (StudioFixture *fixture)
{
  move_server_of (fixture, EASEL_PROVIDER_COMPATIBLE);
}

static void
assert_nothing_sent (StudioFixture *fixture)
{
  g_autoptr (JsonArray) journal = easel_test_server_get_journal (fixture->server, "request");

  g_assert_cmpuint (json_array_get_length (journal), ==, 0);
}

static void
assert_kept (StudioFixture *fixture, EaselJob *job)
{
  studio_fixture_assert_fails (fixture, job, "kept-here", KEPT);
  g_assert_cmpstr (easel_job_get_failure (job)->remedy, ==, "choose-model");
  assert_nothing_sent (fixture);
}

static void
on_notify (StudioFixture *fixture, GParamSpec *pspec, EaselLibrary *library)
{
  g_ptr_array_add (fixture->notices,
                   g_strdup (easel_library_get_keep_here (library) ? "here" : "anywhere"));
}

/* Said once, it holds for whoever opens the library; the job can be tried again afterwards. */
static void
test_analyze (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (FIXTURE_ANSWER);
  g_autofree char *uri = studio_fixture_write_picture (fixture, "a.png", 1);
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  EaselJob *job;

  g_assert_false (easel_library_get_keep_here (easel_studio_get_library (fixture->studio)));
  move_server (fixture);
  keep_here (fixture, TRUE);
  assert_kept (fixture, studio_fixture_analyze (fixture, uri, "outfit"));

  studio_fixture_close (fixture);
  studio_fixture_open (fixture, &error);
  g_assert_no_error (error);
  job = studio_fixture_analyze (fixture, uri, "makeup");
  assert_kept (fixture, job);

  g_ptr_array_set_size (fixture->notices, 0);
  g_signal_connect_swapped (easel_studio_get_library (fixture->studio), "notify::keep-here",
                            G_CALLBACK (on_notify), fixture);
  keep_here (fixture, FALSE);
  easel_queue_retry (easel_studio_get_queue (fixture->studio), easel_job_get_id (job), &error);
  g_assert_no_error (error);
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 1);
  g_assert_cmpuint (fixture->notices->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (fixture->notices, 0), ==, "anywhere");
}

/* A batch is no way around it. */
static void
test_overnight (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (FIXTURE_ANSWER);
  g_autofree char *uri = studio_fixture_write_picture (fixture, "a.png", 1);
  const char *const uris[] = { uri, NULL };
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GError) error = NULL;

  move_server_of (fixture, EASEL_PROVIDER_OPENAI);
  keep_here (fixture, TRUE);
  jobs = easel_studio_analyze (fixture->studio, uris, NULL, FALSE, EASEL_ANALYZE_OVERNIGHT, &error);
  g_assert_no_error (error);
  assert_kept (fixture, g_ptr_array_index (jobs, 0));
}

/* Words of the library are the person's, as pictures are: nothing but words is here. */
static void
test_words (void)
{
  g_autofree char *routes = story_fixture_routes ();
  g_autoptr (StudioFixture) fixture = story_fixture_new (routes);

  move_server (fixture);
  keep_here (fixture, TRUE);
  assert_kept (fixture, story_fixture_submit (fixture, 0, FALSE));
}

static void
test_generate (void)
{
  g_autoptr (StudioFixture) fixture = generate_fixture_new (NULL);
  g_autofree char *subject = generate_fixture_import (fixture, "subject.png", 1);
  g_autofree char *recipe = g_strdup_printf (
      "{\"generator\":\"modular\",\"subject\":{\"entity\":\"%s\"}}", subject);

  move_server (fixture);
  keep_here (fixture, TRUE);
  assert_kept (fixture, generate_fixture_start (fixture, recipe, 1));
  assert_kept (fixture,
               generate_fixture_start (
                   fixture, "{\"generator\":\"modular\",\"subject\":{\"text\":\"me\"}}", 1));
}

/* A merge can do without a model, and says that it did. */
static void
test_merge (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new_asking ();
  g_autoptr (EaselMergeProposal) merge = NULL;

  move_server (fixture);
  keep_here (fixture, TRUE);
  merge = merge_fixture_get_proposal (fixture, merge_fixture_ask (fixture));
  g_assert_nonnull (easel_merge_proposal_get_fallback_reason (merge));
  g_assert_nonnull (strstr (easel_merge_proposal_get_fallback_reason (merge), KEPT));
  assert_nothing_sent (fixture);
}

/* Models on this machine go on working. */
static void
test_local (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (FIXTURE_ANSWER);
  g_autofree char *uri = studio_fixture_write_picture (fixture, "a.png", 1);
  g_autoptr (JsonObject) result = NULL;
  g_autoptr (JsonObject) demo = NULL;

  keep_here (fixture, TRUE);
  result = studio_fixture_complete (fixture, uri, "outfit");
  studio_fixture_use_model (fixture, EASEL_MODEL_TASK_VISION, "demo", "demo");
  demo = studio_fixture_complete (fixture, uri, "makeup");
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 1);
}

/* Ollama on this machine hands on what its cloud models are sent, and says so. */
static void
test_cloud (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (
      "{\"path\":\"/api/show\",\"match\":{\"body_contains\":\"plain\"},\"body\":{\"capabilities\":"
      "[\"vision\"],\"remote_host\":\"https://ollama.com:443\",\"remote_model\":\"big\"}},"
      "{\"path\":\"/api/show\",\"body\":{\"capabilities\":[\"vision\"]}},"
      "{\"path\":\"/api/chat\",\"echo_schema\":true}");
  g_autofree char *uri = studio_fixture_write_picture (fixture, "a.png", 1);
  g_autofree char *url = easel_test_server_get_url (fixture->server, "");
  g_autoptr (EaselProviderConfig) config = easel_provider_config_new ("ollama", "Ollama",
                                                                      EASEL_PROVIDER_OLLAMA, url);
  static const char *const models[] = { "plain", "qwen3-vl:235b-cloud", "glm:cloud", "llava" };
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (JsonArray) journal = NULL;

  easel_provider_registry_save_async (easel_studio_get_providers (fixture->studio), config,
                                      studio_fixture_on_result, &slot);
  saved = studio_fixture_wait_for_result (&slot);
  keep_here (fixture, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    {
      EaselJob *job;

      studio_fixture_use_model (fixture, EASEL_MODEL_TASK_VISION, "ollama", models[i]);
      job = studio_fixture_analyze (fixture, uri, "outfit");
      if (i + 1 < G_N_ELEMENTS (models))
        studio_fixture_assert_fails (fixture, job, "kept-here", models[i]);
      else
        g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
    }

  journal = easel_test_server_get_journal (fixture->server, "request");
  for (guint i = 0; i < json_array_get_length (journal); i++)
    {
      JsonObject *request = json_array_get_object_element (journal, i);
      gboolean chat = g_str_equal (json_object_get_string_member (request, "path"), "/api/chat");

      g_assert_cmpint (
          chat, ==, strstr (json_object_get_string_member (request, "body"), "messages") != NULL);
      g_assert_true (!chat
                     || strstr (json_object_get_string_member (request, "body"), "llava") != NULL);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/keep-here/analyze", test_analyze);
  g_test_add_func ("/keep-here/overnight", test_overnight);
  g_test_add_func ("/keep-here/words", test_words);
  g_test_add_func ("/keep-here/generate", test_generate);
  g_test_add_func ("/keep-here/merge", test_merge);
  g_test_add_func ("/keep-here/local", test_local);
  g_test_add_func ("/keep-here/cloud", test_cloud);
  return g_test_run ();
}
