/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "merge-fixture.h"

#include <string.h>

/* Whatever goes wrong with a model: the two are put together field by field, marked as such, with
 * the reason, and can be approved. */

/* @words: in the reason */
static void
assert_falls_back (StudioFixture *fixture, const char *words)
{
  EaselJob *job = merge_fixture_ask (fixture);
  g_autoptr (EaselMergeProposal) merge = merge_fixture_get_proposal (fixture, job);
  const char *reason = easel_merge_proposal_get_fallback_reason (merge);
  JsonObject *values = json_node_get_object (easel_merge_proposal_get_values (merge));
  JsonObject *attributes = json_object_get_object_member (values, "attributes");

  g_test_message ("%s", reason);
  g_assert_nonnull (reason);
  g_assert_nonnull (strstr (reason, words));
  g_assert_null (easel_merge_proposal_get_model (merge));
  g_assert_cmpstr (json_object_get_string_member (attributes, "fabric"), ==, "heavy wool felt");
  g_assert_cmpstr (json_object_get_string_member (attributes, "details"), ==,
                   "two buttons are missing");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (values, "tags")), ==, 2);

  json_object_unref (merge_fixture_complete (fixture, job, EASEL_DECISION_APPROVE, NULL));
}

static void
assert_answer_falls_back (const char *answer, const char *words)
{
  g_autofree char *route = g_strdup_printf ("{" FIXTURE_QUESTION ",%s}", answer);
  g_autoptr (StudioFixture) fixture = merge_fixture_new (route);

  assert_falls_back (fixture, words);
}

static void
test_garbage_twice (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new ("{" FIXTURE_QUESTION
                                                         ",\"text\":\"They are both nice.\"}");
  const EaselUsage none = EASEL_USAGE_NONE;
  EaselUsage usage;
  EaselJob *job;

  assert_falls_back (fixture, "form");
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 2);

  /* It was paid for all the same, once. */
  job = g_list_model_get_item (G_LIST_MODEL (easel_studio_get_queue (fixture->studio)), 0);
  usage = easel_job_get_usage (job);
  g_assert_cmpint (usage.input_tokens, >, none.input_tokens);
  g_object_unref (job);
}

/* A proposal that lacks something, has something else, or is of the wrong type. */
static void
test_misfits (void)
{
  static const char *const misfits[] = {
    "{\"name\":\"Coat\",\"tags\":[],\"attributes\":{}}",
    "{\"name\":7,\"tags\":\"winter\",\"attributes\":[]}",
    "[]",
    "{\"name\":\"   \",\"tags\":[],\"attributes\":{\"category\":\"outerwear\",\"item\":\"coat\","
    "\"fabric\":\"wool\",\"color\":\"navy\",\"details\":\"\"}}",
    "{\"name\":\"Coat\",\"tags\":[],\"id\":\"me\",\"attributes\":{\"category\":\"outerwear\","
    "\"item\":\"coat\",\"fabric\":\"wool\",\"color\":\"navy\",\"details\":\"\"}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (misfits); i++)
    {
      g_autofree char *route = merge_fixture_route (misfits[i], 0);
      g_autoptr (StudioFixture) fixture = merge_fixture_new (route);

      assert_falls_back (fixture, "");
    }
}

static void
test_megabyte (void)
{
  g_autofree char *megabyte = g_strnfill (1024 * 1024, 'x');
  g_autofree char *values = g_strconcat (
      "{\"name\":\"Coat\",\"tags\":[],\"attributes\":{\"category\":\"outerwear\",\"item\":\"coat\","
      "\"fabric\":\"wool\",\"color\":\"",
      megabyte, "\",\"details\":\"\"}}", NULL);
  g_autofree char *route = merge_fixture_route (values, 0);
  g_autoptr (StudioFixture) fixture = merge_fixture_new (route);

  assert_falls_back (fixture, "color");
}

static void
test_refusals (void)
{
  assert_answer_falls_back ("\"status\":401,\"body\":{\"error\":{\"message\":\"Bad key\","
                            "\"code\":\"invalid_api_key\"}}",
                            "key");
  assert_answer_falls_back ("\"status\":429,\"body\":{\"error\":{\"message\":\"No credit left\","
                            "\"code\":\"insufficient_quota\"}}",
                            "No credit left");
  assert_answer_falls_back ("\"status\":400,\"body\":{\"error\":{\"message\":\"Not that\","
                            "\"code\":\"content_policy_violation\"}}",
                            "Not that");
  assert_answer_falls_back ("\"status\":500,\"body\":\"\"", "");
  assert_answer_falls_back ("\"status\":404,\"body\":{\"error\":{\"message\":\"No such model\","
                            "\"code\":\"model_not_found\"}}",
                            "No such model");
  assert_answer_falls_back ("\"reset\":true", "");
  assert_answer_falls_back ("\"echo_schema\":true,\"cut_after\":40", "");
}

/* @properties: NULL-terminated names and values of a provider that texts are for from now on */
static void
use_provider (StudioFixture *fixture, const char *url, gboolean needs_key)
{
  EaselProviderRegistry *providers = easel_studio_get_providers (fixture->studio);
  g_autoptr (EaselProviderConfig) config = g_object_new (
      EASEL_TYPE_PROVIDER_CONFIG, "id", "other", "name", "Other", "kind",
      (int) EASEL_PROVIDER_COMPATIBLE, "url", url, "needs-key", needs_key, NULL);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GError) error = NULL;

  easel_provider_registry_save_async (providers, config, studio_fixture_on_result, &slot);
  saved = studio_fixture_wait_for_result (&slot);
  easel_provider_registry_save_finish (providers, saved, &error);
  g_assert_no_error (error);
  studio_fixture_use_model (fixture, EASEL_MODEL_TASK_TEXT, "other", "other-model");
}

/* There is no keyring in this test, so there is no key either. */
static void
test_no_key (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new_asking ();

  use_provider (fixture, "http://127.0.0.1:9/v1", TRUE);
  assert_falls_back (fixture, "key");
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 0);
}

static void
test_unreachable (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new_asking ();

  use_provider (fixture, "http://127.0.0.1:9/v1", FALSE);
  assert_falls_back (fixture, "127.0.0.1");
}

static void
test_removed_provider (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new_asking ();
  EaselProviderRegistry *providers = easel_studio_get_providers (fixture->studio);
  EaselQueue *queue = easel_studio_get_queue (fixture->studio);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (EaselMergeProposal) merge = NULL;
  g_autoptr (GError) error = NULL;
  EaselJob *job;

  g_object_set (queue, "paused", TRUE, NULL);
  job = easel_studio_merge (fixture->studio, MERGE_SOURCE, MERGE_TARGET, &error);
  g_assert_no_error (error);
  easel_provider_registry_remove_async (providers, "test", studio_fixture_on_result, &slot);
  result = studio_fixture_wait_for_result (&slot);
  easel_provider_registry_remove_finish (providers, result, &error);
  g_assert_no_error (error);
  g_object_set (queue, "paused", FALSE, NULL);
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_AWAITING_INPUT);
  merge = merge_fixture_get_proposal (fixture, job);
  g_assert_nonnull (easel_merge_proposal_get_fallback_reason (merge));
}

/* A fallback can be revised, and then the model is asked again. */
static void
test_revised (void)
{
  g_autofree char *good = merge_fixture_route (MERGE_VALUES ("navy blue"), 0);
  g_autofree char *routes = g_strconcat (
      "{" FIXTURE_QUESTION ",\"status\":500,\"body\":\"\",\"times\":1},", good, NULL);
  g_autoptr (StudioFixture) fixture = merge_fixture_new (routes);
  EaselJob *job = merge_fixture_ask (fixture);
  g_autoptr (EaselMergeProposal) first = merge_fixture_get_proposal (fixture, job);
  g_autoptr (EaselMergeProposal) second = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (easel_merge_proposal_get_fallback_reason (first));
  merge_fixture_respond (fixture, job, EASEL_DECISION_REVISE, NULL, "Ask again", &error);
  g_assert_no_error (error);
  studio_fixture_wait (fixture, job);
  second = merge_fixture_get_proposal (fixture, job);
  g_assert_null (easel_merge_proposal_get_fallback_reason (second));
}

/* Canceled while the model is asked is canceled, not a reason for a fallback. */
static void
test_canceled (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new ("{" FIXTURE_QUESTION ",\"hang\":true}");
  g_autoptr (GError) error = NULL;
  EaselJob *job = easel_studio_merge (fixture->studio, MERGE_SOURCE, MERGE_TARGET, &error);

  g_assert_no_error (error);
  while (studio_fixture_count_questions (fixture) == 0)
    g_main_context_iteration (NULL, FALSE);
  easel_queue_cancel (easel_studio_get_queue (fixture->studio), easel_job_get_id (job), &error);
  g_assert_no_error (error);
  g_assert_true (easel_test_server_wait (fixture->server, "closed", 1, EASEL_TEST_SERVER_PATIENCE));
  studio_fixture_close (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/merge-fallback/garbage-twice", test_garbage_twice);
  g_test_add_func ("/merge-fallback/misfits", test_misfits);
  g_test_add_func ("/merge-fallback/megabyte", test_megabyte);
  g_test_add_func ("/merge-fallback/refusals", test_refusals);
  g_test_add_func ("/merge-fallback/no-key", test_no_key);
  g_test_add_func ("/merge-fallback/unreachable", test_unreachable);
  g_test_add_func ("/merge-fallback/removed-provider", test_removed_provider);
  g_test_add_func ("/merge-fallback/revised", test_revised);
  g_test_add_func ("/merge-fallback/canceled", test_canceled);

  return g_test_run ();
}
