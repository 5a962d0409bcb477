/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "studio-fixture.h"

#include <string.h>

/* Jobs that ask a cluster: each model has its own lane, the queue there may be full or long, and
 * what is lost on the way is asked for again, and paid for once. */

#define SEER "org/seer-72b:awq"
#define TINY "org/tiny"
#define HANG(model)                                                                                \
  "{" FIXTURE_QUESTION ",\"match\":{\"body_contains\":\"" model "\"},\"times\":2,\"hang\":true}"

static void
use_cluster (StudioFixture *fixture)
{
  EaselProviderRegistry *providers = easel_studio_get_providers (fixture->studio);
  g_autofree char *url = easel_test_server_get_url (fixture->server, "/v1");
  g_autoptr (EaselProviderConfig) config = g_object_new (
      EASEL_TYPE_PROVIDER_CONFIG, "id", "test", "name", "Cluster", "kind",
      (int) EASEL_PROVIDER_COMPATIBLE, "url", url, "lanes", 2, "lanes-per-model", TRUE, NULL);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GError) error = NULL;

  easel_provider_registry_save_async (providers, config, studio_fixture_on_result, &slot);
  saved = studio_fixture_wait_for_result (&slot);
  easel_provider_registry_save_finish (providers, saved, &error);
  g_assert_no_error (error);
}

static EaselJob *
ask (StudioFixture *fixture, const char *model, guint number)
{
  g_autofree char *name = g_strdup_printf ("%u.png", number);
  g_autofree char *uri = studio_fixture_write_picture (fixture, name, number);

  studio_fixture_use_model (fixture, EASEL_MODEL_TASK_VISION, "test", model);
  return studio_fixture_analyze (fixture, uri, "outfit");
}

static void
assert_completed (StudioFixture *fixture, EaselJob *job)
{
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpint (easel_job_get_usage (job).input_tokens, ==, 100);
}

static void
test_lanes (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (HANG (SEER) "," FIXTURE_ANSWER);
  EaselQueue *queue = easel_studio_get_queue (fixture->studio);
  EaselJob *busy[3];

  use_cluster (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (busy); i++)
    busy[i] = ask (fixture, SEER, i + 1);
  while (studio_fixture_count_questions (fixture) < 2)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }

  /* Two of one model leave as much room for the other's. */
  assert_completed (fixture, ask (fixture, TINY, 4));
  assert_completed (fixture, ask (fixture, TINY, 5));
  g_assert_cmpint (easel_job_get_state (busy[2]), ==, EASEL_JOB_STATE_QUEUED);
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 4);

  /* Who waits there lets go at once, and the next has the place. */
  g_assert_true (easel_queue_cancel (queue, easel_job_get_id (busy[0]), NULL));
  g_assert_true (easel_test_server_wait (fixture->server, "closed", 1, EASEL_TEST_SERVER_PATIENCE));
  assert_completed (fixture, busy[2]);
  g_assert_true (easel_queue_cancel (queue, easel_job_get_id (busy[1]), NULL));
  g_assert_cmpint (studio_fixture_wait (fixture, busy[1]), ==, EASEL_JOB_STATE_CANCELED);
}

static void
wait_for_words (EaselJob *job, const char *words)
{
  while (easel_job_get_failure (job) == NULL
         || strstr (easel_job_get_failure (job)->message, words) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_test_message ("%s", easel_job_get_failure (job)->message);
  g_assert_cmpint (easel_job_get_state (job), ==, EASEL_JOB_STATE_QUEUED);
  g_assert_cmpint (easel_job_get_not_before (job), >, 0);
}

/* Cut off while it waits, then sent away twice as there is no room, before the answer comes. */
static void
test_trouble (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (
      "{" FIXTURE_QUESTION ",\"times\":1,\"delay_ms\":300,\"reset\":true},"
      "{" FIXTURE_QUESTION ",\"times\":1,\"status\":503,\"headers\":{\"Retry-After\":\"0.3\","
      "\"Content-Type\":\"text/plain\"},\"body\":\"Request dropped due to backpressure\"},"
      "{" FIXTURE_QUESTION ",\"times\":1,\"status\":429,\"headers\":{\"Retry-After\":\"0.3\"},"
      "\"body\":{\"error\":{\"message\":\"You are number 17 in the queue.\",\"type\":\"None\","
      "\"param\":\"None\",\"code\":\"429\"}}}," FIXTURE_ANSWER);
  EaselJob *job;

  use_cluster (fixture);
  job = ask (fixture, SEER, 1);
  wait_for_words (job, "before it answered");
  wait_for_words (job, "busy");
  wait_for_words (job, "number 17 in the queue");
  assert_completed (fixture, job);
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 4);
  g_assert_cmpuint (studio_fixture_count_entities (fixture, "outfit"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cluster-jobs/lanes", test_lanes);
  g_test_add_func ("/cluster-jobs/trouble", test_trouble);
  return g_test_run ();
}
