/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-analysis.h"
#include "easel-analyze-params.h"
#include "easel-children-result.h"
#include "easel-database.h"
#include "easel-engine-error.h"
#include "easel-library.h"
#include "easel-llm-error.h"
#include "easel-run.h"
#include "easel-step-json.h"
#include "easel-studio-error.h"
#include "easel-submission.h"

#include <string.h>

/* Params ---------------------------------------------------------------------------------- */

static EaselAnalyzeParams *
round_trip (EaselAnalyzeParams *params)
{
  g_autofree char *json = easel_analyze_params_to_json (params);
  g_autoptr (GError) error = NULL;
  EaselAnalyzeParams *copy;

  g_assert_true (g_utf8_validate (json, -1, NULL));
  copy = easel_analyze_params_from_json (json, &error);
  g_assert_no_error (error);
  g_assert_cmpint (copy->source, ==, params->source);
  g_assert_cmpstr (copy->location, ==, params->location);
  g_assert_cmpstr (copy->name, ==, params->name);
  g_assert_cmpstrv (copy->analyzers, params->analyzers);
  g_assert_cmpint (copy->again, ==, params->again);
  return copy;
}

static void
test_params (void)
{
  const char *const analyzers[] = { "makeup", "outfit", NULL };
  g_autoptr (EaselAnalyzeParams) file = easel_analyze_params_new_for_uri (
      "file:///tmp/B%C3%BCro%20%231.png", analyzers, TRUE);
  g_autoptr (EaselAnalyzeParams) odd = easel_analyze_params_new_for_uri ("file:///tmp/%ff.png",
                                                                         NULL, FALSE);
  g_autoptr (EaselAnalyzeParams) web = easel_analyze_params_new_for_uri (
      "https://example.org/pictures/cat%20one.jpg?token=secret", NULL, FALSE);
  g_autoptr (EaselAnalyzeParams) site = easel_analyze_params_new_for_uri ("https://example.org/",
                                                                          NULL, FALSE);
  g_autoptr (EaselAnalyzeParams) pasted = easel_analyze_params_new_for_attachment (NULL, NULL);
  g_autoptr (EaselAnalyzeParams) known = easel_analyze_params_new_for_picture ("some-id", "Cat",
                                                                               analyzers, FALSE);

  easel_analyze_params_free (round_trip (file));
  easel_analyze_params_free (round_trip (odd));
  easel_analyze_params_free (round_trip (web));
  easel_analyze_params_free (round_trip (site));
  easel_analyze_params_free (round_trip (pasted));
  easel_analyze_params_free (round_trip (known));

  g_assert_cmpstr (file->location, ==, "/tmp/Büro #1.png");
  g_assert_cmpstr (file->name, ==, "Büro #1.png");
  g_assert_cmpstr (odd->location, ==, "/tmp/\xff.png");
  g_assert_true (g_utf8_validate (odd->name, -1, NULL));
  g_assert_cmpstr (odd->analyzers[0], ==, "outfit");
  g_assert_cmpstr (web->name, ==, "cat one.jpg");
  g_assert_cmpstr (site->name, ==, "example.org");
}

static void
test_bad_params (void)
{
  static const char *const bad[] = {
    "", "[]", "{}", "{\"file\":7}", "{\"attachment\":false}", "{"
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (easel_analyze_params_from_json (bad[i], &error));
      g_assert_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS);
    }
}

/* Submissions ----------------------------------------------------------------------------- */

static void
refuse_submission (const char *kind, const char *params, GQuark domain, const char *words)
{
  g_autoptr (GVariant) variant = g_variant_ref_sink (g_variant_new_parsed (params));
  g_autoptr (GError) error = NULL;

  g_assert_null (easel_submission_new (kind, variant, &error));
  g_test_message ("%s", error->message);
  g_assert_true (error->domain == domain);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_submission (void)
{
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_parsed (
      "{'files': <['/tmp/a b.png', 'https://example.org/c.png']>, 'analyzers': <['makeup']>, "
      "'again': <true>}"));
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselSubmission) submission = easel_submission_new ("analyze", params, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (submission->uris[0], ==, "file:///tmp/a%20b.png");
  g_assert_cmpstr (submission->uris[1], ==, "https://example.org/c.png");
  g_assert_cmpstr (submission->analyzers[0], ==, "makeup");
  g_assert_true (submission->again);

  refuse_submission ("bake", "@a{sv} {}", EASEL_ENGINE_ERROR, "bake");
  refuse_submission ("analyze", "@a{sv} {}", EASEL_STUDIO_ERROR, "files");
  refuse_submission ("analyze", "{'files': <'/tmp/a.png'>}", EASEL_STUDIO_ERROR, "files");
  refuse_submission ("analyze", "{'files': <['a.png']>}", EASEL_STUDIO_ERROR, "a.png");
  refuse_submission ("analyze", "{'files': <['/a']>, 'again': <'yes'>}", EASEL_STUDIO_ERROR,
                     "again");
  refuse_submission ("analyze", "{'files': <['/a']>, 'model': <'m'>}", EASEL_STUDIO_ERROR, "model");
}

/* Answers --------------------------------------------------------------------------------- */

#define ANALYZER                                                                                   \
  "{\"name\":\"outfit\",\"title\":\"Outfit\",\"description\":\"d\",\"icon\":\"i\",\"revision\":1," \
  "\"entity\":\"outfit\",\"prompt\":\"p\",\"schema\":{\"type\":\"object\",\"properties\":{"        \
  "\"suggested_name\":{\"type\":\"string\"},\"clothing_items\":{\"type\":\"array\",\"items\":{"    \
  "\"type\":\"object\",\"properties\":{\"color\":{\"type\":\"string\"},\"item\":{\"type\":"        \
  "\"string\"}},\"required\":[],\"additionalProperties\":false}}},\"required\":[],"                \
  "\"additionalProperties\":false},\"items\":{\"field\":\"clothing_items\",\"entity\":"            \
  "\"clothing_item\",\"role\":\"item\",\"name_from\":[\"color\",\"item\"]}}"

static GPtrArray *
make_entities (const char *job, const char *answer)
{
  g_autoptr (JsonNode) file = json_from_string (ANALYZER, NULL);
  g_autoptr (EaselAnalyzer) analyzer = easel_analyzer_new_from_json (file, "outfit.json", NULL);
  g_autoptr (JsonNode) node = json_from_string (answer, NULL);
  EaselAnalysis analysis = { .analyzer = analyzer,
                             .job = job,
                             .picture = "picture-id",
                             .picture_name = "cat.jpg",
                             .provider = "test",
                             .model = "m" };

  return easel_analysis_make_entities (&analysis, json_node_get_object (node));
}

static void
test_entities (void)
{
  const char *answer = "{\"suggested_name\":\" Grey Coat Look \",\"clothing_items\":["
                       "{\"color\":\"élan grey\",\"item\":\"wool coat\"},{\"item\":\"\"},"
                       "{\"item\":\"boots\"}]}";
  g_autoptr (GPtrArray) entities = make_entities ("job-1", answer);
  g_autoptr (GPtrArray) again = make_entities ("job-1", answer);
  g_autoptr (GPtrArray) other = make_entities ("job-2", answer);
  EaselEntity *outfit = entities->pdata[0];
  GPtrArray *references = easel_entity_get_references (outfit);

  g_assert_cmpuint (entities->len, ==, 4);
  g_assert_cmpstr (easel_entity_get_kind (outfit), ==, "outfit");
  g_assert_cmpstr (easel_entity_get_name (outfit), ==, "Grey Coat Look");
  g_assert_false (json_object_has_member (easel_entity_get_attributes (outfit), "suggested_name"));
  g_assert_cmpstr (easel_entity_get_name (entities->pdata[1]), ==, "Élan grey wool coat");
  g_assert_cmpstr (easel_entity_get_name (entities->pdata[2]), ==, "Clothing Item");
  g_assert_cmpstr (easel_entity_get_name (entities->pdata[3]), ==, "Boots");
  g_assert_cmpstr (easel_entity_get_job (outfit), ==, "job-1");
  g_assert_cmpstr (easel_entity_get_analyzer (entities->pdata[1]), ==, "outfit");

  g_assert_cmpuint (references->len, ==, 3);
  for (guint i = 0; i < entities->len; i++)
    {
      EaselEntity *entity = entities->pdata[i];
      EaselEntityPicture *picture = g_ptr_array_index (easel_entity_get_pictures (entity), 0);

      g_assert_cmpstr (picture->picture, ==, "picture-id");
      g_assert_cmpstr (picture->role, ==, "source");
      g_assert_cmpstr (easel_entity_get_id (entity), ==, easel_entity_get_id (again->pdata[i]));
      g_assert_cmpstr (easel_entity_get_id (entity), !=, easel_entity_get_id (other->pdata[i]));
      if (i > 0)
        g_assert_cmpstr (((EaselEntityReference *) references->pdata[i - 1])->target, ==,
                         easel_entity_get_id (entity));
    }
}

static void
test_entity_without_name (void)
{
  g_autoptr (GPtrArray) entities = make_entities ("job-1", "{\"suggested_name\":\"  \"}");

  g_assert_cmpuint (entities->len, ==, 1);
  g_assert_cmpstr (easel_entity_get_name (entities->pdata[0]), ==, "Outfit of cat.jpg");
}

/* Children -------------------------------------------------------------------------------- */

static void
add_outcome (GPtrArray *outcomes, EaselJobState state, const char *failure)
{
  EaselChildOutcome *outcome = g_new0 (EaselChildOutcome, 1);

  outcome->id = g_strdup ("id");
  outcome->state = state;
  if (failure != NULL)
    outcome->failure = easel_failure_new ("key-refused", failure, "Mend it.", "set-up-provider",
                                          EASEL_RETRY_NEVER);
  if (state == EASEL_JOB_STATE_COMPLETED)
    outcome->result = g_strdup ("{\"entities\":[{\"id\":\"e\"}]}");
  g_ptr_array_add (outcomes, outcome);
}

static void
test_children (void)
{
  g_autoptr (GPtrArray) outcomes = g_ptr_array_new_with_free_func (
      (GDestroyNotify) easel_child_outcome_free);
  g_autoptr (GError) canceled = NULL;
  g_autoptr (GError) same = NULL;
  g_autoptr (GError) various = NULL;
  g_autoptr (EaselFailure) failure = NULL;
  g_autofree char *result = NULL;

  add_outcome (outcomes, EASEL_JOB_STATE_CANCELED, NULL);
  g_assert_null (easel_children_result (outcomes, NULL, &canceled));
  g_assert_error (canceled, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_ALL_FAILED);

  add_outcome (outcomes, EASEL_JOB_STATE_FAILED, "No key.");
  add_outcome (outcomes, EASEL_JOB_STATE_FAILED, "No key.");
  g_assert_null (easel_children_result (outcomes, NULL, &same));
  g_assert_cmpstr (same->message, ==, "No key.");
  failure = easel_studio_describe_error (same);
  g_assert_cmpstr (failure->code, ==, "all-failed");
  g_assert_cmpstr (failure->hint, ==, "Mend it.");
  g_assert_cmpstr (failure->remedy, ==, "set-up-provider");

  add_outcome (outcomes, EASEL_JOB_STATE_FAILED, "Too dark.");
  g_assert_null (easel_children_result (outcomes, NULL, &various));
  g_assert_cmpstr (various->message, ==, "All 3 jobs failed. The first: No key.");

  add_outcome (outcomes, EASEL_JOB_STATE_COMPLETED, NULL);
  result = easel_step_json_write (easel_children_result (outcomes, "picture-id", NULL));
  g_assert_cmpstr (result, ==,
                   "{\"picture\":\"picture-id\",\"entities\":[{\"id\":\"e\"}],\"completed\":1,"
                   "\"failed\":3,\"canceled\":1}");
}

/* Errors ---------------------------------------------------------------------------------- */

static void
check_failure (GQuark domain, int code, const char *word, EaselRetryPolicy policy)
{
  g_autoptr (GError) error = g_error_new_literal (domain, code, "A sentence.");
  g_autoptr (EaselFailure) failure = easel_studio_describe_error (error);

  g_assert_cmpstr (failure->code, ==, word);
  g_assert_cmpstr (failure->message, ==, "A sentence.");
  g_assert_cmpint (failure->policy, ==, policy);
  g_assert_cmpint (failure->retry_after_ms, ==, -1);
}

static void
test_errors (void)
{
  g_autoptr (GError) limited = easel_llm_error_new (EASEL_LLM_ERROR_RATE_LIMIT, 1500, "%s",
                                                    "Slow down.");
  g_autoptr (EaselFailure) failure = easel_studio_describe_error (limited);

  g_assert_cmpint (failure->retry_after_ms, ==, 1500);
  g_assert_cmpint (failure->policy, ==, EASEL_RETRY_BACKOFF);

  check_failure (EASEL_LLM_ERROR, EASEL_LLM_ERROR_KEY_REFUSED, "key-refused", EASEL_RETRY_NEVER);
  check_failure (EASEL_LLM_ERROR, EASEL_LLM_ERROR_QUOTA, "quota", EASEL_RETRY_NEVER);
  check_failure (EASEL_LLM_ERROR, EASEL_LLM_ERROR_OVERLOADED, "overloaded", EASEL_RETRY_BACKOFF);
  check_failure (EASEL_LLM_ERROR, EASEL_LLM_ERROR_SERVER, "server", EASEL_RETRY_BACKOFF);
  check_failure (EASEL_LLM_ERROR, EASEL_LLM_ERROR_TIMEOUT, "timeout", EASEL_RETRY_BACKOFF);
  check_failure (EASEL_LLM_ERROR, EASEL_LLM_ERROR_INCOMPLETE, "incomplete", EASEL_RETRY_BACKOFF);
  check_failure (EASEL_LLM_ERROR, EASEL_LLM_ERROR_UNREACHABLE, "unreachable", EASEL_RETRY_BACKOFF);
  check_failure (EASEL_LLM_ERROR, EASEL_LLM_ERROR_OFFLINE, "offline", EASEL_RETRY_WHEN_ONLINE);
  check_failure (EASEL_LLM_ERROR, EASEL_LLM_ERROR_NO_IMAGES, "no-images", EASEL_RETRY_NEVER);
  check_failure (EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REPLY, "bad-reply", EASEL_RETRY_NEVER);
  check_failure (EASEL_PICTURE_ERROR, EASEL_PICTURE_ERROR_VANISHED, "vanished", EASEL_RETRY_NEVER);
  check_failure (EASEL_PICTURE_ERROR, EASEL_PICTURE_ERROR_HIDDEN, "hidden", EASEL_RETRY_NEVER);
  check_failure (EASEL_DATABASE_ERROR, EASEL_DATABASE_ERROR_FULL, "disk-full", EASEL_RETRY_NEVER);
  check_failure (EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_FOUND, "not-in-library",
                 EASEL_RETRY_NEVER);
  check_failure (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "disk-full", EASEL_RETRY_NEVER);
  check_failure (G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE, "offline", EASEL_RETRY_WHEN_ONLINE);
  check_failure (G_FILE_ERROR, G_FILE_ERROR_IO, "failed", EASEL_RETRY_NEVER);

  /* No code may be without a word of its own. */
  for (int code = 0; code <= EASEL_LLM_ERROR_TOO_LARGE; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (EASEL_LLM_ERROR, code, "A sentence.");
      g_autoptr (EaselFailure) described = easel_studio_describe_error (error);

      g_assert_cmpstr (described->code, ==, easel_llm_error_to_string ((EaselLlmError) code));
    }
}

/* What a server says about trying again counts more than what its error usually means. */
static void
test_server_decides_retry (void)
{
  g_autoptr (GError) hopeless = easel_llm_error_new (EASEL_LLM_ERROR_SERVER, -1, "%s", "Gone.");
  g_autoptr (GError) passing = easel_llm_error_new (EASEL_LLM_ERROR_BAD_REQUEST, -1, "%s", "Hm.");
  g_autoptr (EaselFailure) never = NULL;
  g_autoptr (EaselFailure) later = NULL;

  easel_llm_error_set_can_retry (hopeless, FALSE);
  easel_llm_error_set_can_retry (passing, TRUE);
  never = easel_studio_describe_error (hopeless);
  later = easel_studio_describe_error (passing);
  g_assert_cmpint (never->policy, ==, EASEL_RETRY_NEVER);
  g_assert_cmpint (later->policy, ==, EASEL_RETRY_BACKOFF);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/params/round-trip", test_params);
  g_test_add_func ("/params/bad", test_bad_params);
  g_test_add_func ("/submission", test_submission);
  g_test_add_func ("/analysis/entities", test_entities);
  g_test_add_func ("/analysis/without-name", test_entity_without_name);
  g_test_add_func ("/children", test_children);
  g_test_add_func ("/errors", test_errors);
  g_test_add_func ("/errors/server-decides-retry", test_server_decides_retry);

  return g_test_run ();
}
