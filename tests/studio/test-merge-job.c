/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "merge-fixture.h"

#include <string.h>

/* A merge from the question to the library and back. */

static void
assert_origin (JsonObject *result, const char *field, const char *origin)
{
  JsonObject *attributes = json_object_get_object_member (
      json_object_get_object_member (result, "origins"), "attributes");

  g_assert_cmpstr (json_object_get_string_member_with_default (attributes, field, NULL), ==,
                   origin);
}

/* What an entry of a summary says about the attribute @field. */
static void
assert_summary (JsonArray *summary, const char *field, const char *result, const char *origin)
{
  for (guint i = 0; i < json_array_get_length (summary); i++)
    {
      JsonObject *entry = json_array_get_object_element (summary, i);

      if (g_strcmp0 (json_object_get_string_member_with_default (entry, "field", NULL), field) != 0)
        continue;
      g_assert_cmpstr (json_object_get_string_member (entry, "result"), ==, result);
      g_assert_cmpstr (json_object_get_string_member_with_default (entry, "origin", NULL), ==,
                       origin);
      return;
    }
  g_assert_not_reached ();
}

/* (transfer full): all that undo must put back; revisions only ever count up */
static char *
describe (StudioFixture *fixture, const char *id)
{
  g_autoptr (EaselEntity) entity = merge_fixture_get (fixture, id);
  g_autoptr (JsonNode) node = easel_entity_to_json (entity);

  json_object_remove_member (json_node_get_object (node), "revision");
  return json_to_string (node, FALSE);
}

static const char *
get_item (EaselEntity *outfit)
{
  GPtrArray *references = easel_entity_get_references (outfit);

  g_assert_cmpuint (references->len, ==, 1);
  return ((EaselEntityReference *) g_ptr_array_index (references, 0))->target;
}

static void
assert_asks_well (StudioFixture *fixture, EaselJob *job)
{
  g_autoptr (EaselMergeProposal) merge = merge_fixture_get_proposal (fixture, job);
  g_autofree char *question = merge_fixture_get_question (fixture, 0);
  const EaselMergeAffected *affected;

  g_assert_cmpstr (easel_job_get_title (job), ==, "Merge “Blue coat” into “Navy coat”");
  g_assert_cmpstr (easel_job_get_model (job), ==, "text-model");
  g_assert_cmpint (easel_job_get_usage (job).input_tokens, >, 0);
  g_assert_nonnull (strstr (question, "text-model"));
  g_assert_nonnull (strstr (question, "two buttons are missing"));
  g_assert_nonnull (strstr (question, "\\\"first\\\""));
  /* Pictures are for a model that is known to see. */
  g_assert_null (strstr (question, "image_url"));

  g_assert_cmpstr (easel_merge_proposal_get_fallback_reason (merge), ==, NULL);
  g_assert_cmpstr (easel_merge_proposal_get_model (merge), ==, "text-model");
  g_assert_cmpuint (easel_merge_proposal_get_version (merge), ==, 1);
  g_assert_cmpuint (easel_merge_proposal_get_n_conflicts (merge), ==, 2);
  g_assert_cmpuint (easel_merge_proposal_get_affected_swapped (merge)->len, ==, 0);
  g_assert_cmpuint (easel_merge_proposal_get_affected (merge)->len, ==, 1);
  affected = g_ptr_array_index (easel_merge_proposal_get_affected (merge), 0);
  g_assert_cmpstr (affected->name, ==, "Rain outfit");
}

static void
assert_journal (StudioFixture *fixture, EaselJob *job, JsonObject *result)
{
  g_autoptr (EaselJournalEntry) entry = merge_fixture_get_entry (fixture, job);

  g_assert_nonnull (entry);
  g_assert_cmpstr (easel_journal_entry_get_id (entry), ==,
                   json_object_get_string_member (result, "entry"));
  g_assert_cmpstr (easel_journal_entry_get_door (entry), ==, "command-line");
  g_assert_cmpstr (easel_journal_entry_get_group (entry), ==, "evening");
  g_assert_cmpstr (easel_journal_entry_get_kind (entry), ==, EASEL_CHANGE_MERGE);
  g_assert_true (json_node_equal (easel_journal_entry_get_summary (entry),
                                  json_object_get_member (result, "summary")));
}

static void
test_approve (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new_asking ();
  g_autofree char *source_before = describe (fixture, MERGE_SOURCE);
  g_autofree char *target_before = describe (fixture, MERGE_TARGET);
  g_autofree char *outfit_before = describe (fixture, MERGE_OUTFIT);
  EaselJob *job = merge_fixture_ask (fixture);
  g_autoptr (JsonObject) result = NULL;
  g_autoptr (EaselEntity) source = NULL;
  g_autoptr (EaselEntity) target = NULL;
  g_autoptr (EaselEntity) outfit = NULL;
  g_autofree char *source_after = NULL;
  g_autofree char *target_after = NULL;
  g_autofree char *outfit_after = NULL;

  assert_asks_well (fixture, job);
  result = merge_fixture_complete (fixture, job, EASEL_DECISION_APPROVE, "{\"group\":\"evening\"}");
  g_assert_cmpstr (json_object_get_string_member (result, "source"), ==, MERGE_SOURCE);
  g_assert_cmpstr (json_object_get_string_member (result, "target"), ==, MERGE_TARGET);
  g_assert_cmpstr (json_object_get_string_member (result, "kind"), ==, "clothing_item");
  g_assert_cmpstr (json_object_get_string_member (result, "name"), ==, "Navy coat");
  g_assert_cmpstr (json_object_get_string_member (result, "group"), ==, "evening");
  g_assert_cmpstr (json_object_get_string_member (result, "decision"), ==, "approve");
  assert_origin (result, "color", "ai");
  assert_origin (result, "fabric", NULL);
  assert_journal (fixture, job, result);

  source = merge_fixture_get (fixture, MERGE_SOURCE);
  target = merge_fixture_get (fixture, MERGE_TARGET);
  outfit = merge_fixture_get (fixture, MERGE_OUTFIT);
  g_assert_cmpstr (merge_fixture_get_color (source), ==, "navy blue");
  g_assert_true (easel_entity_get_archived (target));
  g_assert_cmpstr (get_item (outfit), ==, MERGE_SOURCE);
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 1);

  merge_fixture_undo (fixture, json_object_get_string_member (result, "entry"));
  source_after = describe (fixture, MERGE_SOURCE);
  target_after = describe (fixture, MERGE_TARGET);
  outfit_after = describe (fixture, MERGE_OUTFIT);
  g_assert_cmpstr (source_after, ==, source_before);
  g_assert_cmpstr (target_after, ==, target_before);
  g_assert_cmpstr (outfit_after, ==, outfit_before);
}

/* Origins that nobody sent are found out; those that came are kept. */
static void
test_edit (void)
{
  static const char *const data
      = "{\"values\":{\"name\":\"Sea coat\",\"tags\":[\"winter\",\"rain\"],\"attributes\":"
        "{\"category\":\"outerwear\",\"item\":\"pea coat\",\"fabric\":\"wool\","
        "\"color\":\"navy blue\",\"details\":\"two buttons are missing\"}}%s}";
  static const char *const sent
      = ",\"origins\":{\"name\":\"person\",\"attributes\":{\"item\":\"ai\"}}";

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (StudioFixture) fixture = merge_fixture_new_asking ();
      EaselJob *job = merge_fixture_ask (fixture);
      g_auto (GStrv) halves = g_strsplit (data, "%s", 2);
      g_autofree char *text = g_strconcat (halves[0], i == 0 ? "" : sent, halves[1], NULL);
      g_autoptr (JsonObject) result = merge_fixture_complete (fixture, job, EASEL_DECISION_EDIT,
                                                              text);
      g_autoptr (EaselJournalEntry) entry = merge_fixture_get_entry (fixture, job);
      JsonArray *summary = json_node_get_array (easel_journal_entry_get_summary (entry));
      g_autoptr (EaselEntity) source = merge_fixture_get (fixture, MERGE_SOURCE);

      g_assert_cmpstr (easel_entity_get_name (source), ==, "Sea coat");
      g_assert_cmpstr (json_object_get_string_member (result, "decision"), ==, "edit");
      assert_origin (result, "item", i == 0 ? "person" : "ai");
      assert_summary (summary, "item", "combined", i == 0 ? "person" : "ai");
      assert_summary (summary, "color", "combined", i == 0 ? "ai" : NULL);
      assert_summary (summary, "fabric", "source", NULL);
      assert_summary (summary, "details", "target", NULL);
    }
}

static void
test_swapped (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new_asking ();
  EaselJob *job = merge_fixture_ask (fixture);
  g_autoptr (JsonObject) result = merge_fixture_complete (fixture, job, EASEL_DECISION_APPROVE,
                                                          "{\"swapped\":true}");
  g_autoptr (EaselEntity) kept = merge_fixture_get (fixture, MERGE_TARGET);
  g_autoptr (EaselEntity) folded = merge_fixture_get (fixture, MERGE_SOURCE);
  g_autoptr (EaselEntity) outfit = merge_fixture_get (fixture, MERGE_OUTFIT);

  g_assert_cmpstr (json_object_get_string_member (result, "source"), ==, MERGE_TARGET);
  g_assert_cmpstr (json_object_get_string_member (result, "target"), ==, MERGE_SOURCE);
  g_assert_cmpstr (easel_entity_get_name (kept), ==, "Navy coat");
  g_assert_cmpstr (merge_fixture_get_color (kept), ==, "navy blue");
  g_assert_false (easel_entity_get_archived (kept));
  g_assert_true (easel_entity_get_archived (folded));
  g_assert_cmpstr (get_item (outfit), ==, MERGE_TARGET);
}

static void
assert_decision (JsonArray *decisions, guint nth, const char *action, const char *comment)
{
  JsonObject *decision = json_array_get_object_element (decisions, nth);

  g_assert_cmpstr (json_object_get_string_member (decision, "action"), ==, action);
  g_assert_cmpstr (json_object_get_string_member_with_default (decision, "comment", NULL), ==,
                   comment);
  g_assert_cmpstr (json_object_get_string_member (decision, "door"), ==, "command-line");
  g_assert_nonnull (json_object_get_string_member (decision, "time"));
}

/* Who decided what stays with the job. */
static void
assert_log (StudioFixture *fixture, EaselJob *job)
{
  g_autoptr (EaselJobDetails) details = studio_fixture_load (fixture, job);
  g_autoptr (JsonNode) node = easel_studio_job_to_json (fixture->studio, job, details);
  JsonArray *decisions = json_object_get_array_member (json_node_get_object (node), "decisions");

  g_assert_cmpuint (details->asks->len, ==, 3);
  g_assert_cmpuint (json_array_get_length (decisions), ==, 3);
  assert_decision (decisions, 0, "revise", "A darker color");
  assert_decision (decisions, 1, "revise", "Even darker");
  assert_decision (decisions, 2, "approve", NULL);
}

/* The model hears what it said, and what the person said to it, however often. */
static void
test_revise (void)
{
  g_autofree char *first = merge_fixture_route (MERGE_VALUES ("navy blue"), 1);
  g_autofree char *second = merge_fixture_route (MERGE_VALUES ("dark navy"), 1);
  g_autofree char *third = merge_fixture_route (MERGE_VALUES ("midnight"), 0);
  g_autofree char *routes = g_strjoin (",", first, second, third, NULL);
  g_autoptr (StudioFixture) fixture = merge_fixture_new (routes);
  EaselJob *job = merge_fixture_ask (fixture);
  g_autoptr (EaselMergeProposal) merge = NULL;
  g_autoptr (JsonObject) result = NULL;
  g_autofree char *question = NULL;
  g_autofree char *last_question = NULL;
  g_autoptr (GError) error = NULL;

  merge_fixture_respond (fixture, job, EASEL_DECISION_REVISE, NULL, "A darker color", &error);
  g_assert_no_error (error);
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_AWAITING_INPUT);
  merge = merge_fixture_get_proposal (fixture, job);
  g_assert_cmpuint (easel_merge_proposal_get_version (merge), ==, 2);
  g_assert_cmpstr (easel_merge_proposal_get_comment (merge), ==, "A darker color");
  question = merge_fixture_get_question (fixture, 1);
  g_assert_nonnull (strstr (question, "A darker color"));
  g_assert_nonnull (strstr (question, "navy blue"));

  merge_fixture_respond (fixture, job, EASEL_DECISION_REVISE, "{}", "Even darker", &error);
  g_assert_no_error (error);
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_AWAITING_INPUT);
  last_question = merge_fixture_get_question (fixture, 2);
  g_assert_nonnull (strstr (last_question, "A darker color"));
  g_assert_nonnull (strstr (last_question, "Even darker"));
  g_assert_nonnull (strstr (last_question, "dark navy"));

  result = merge_fixture_complete (fixture, job, EASEL_DECISION_APPROVE, NULL);
  g_assert_cmpstr (json_object_get_string_member (
                       json_object_get_object_member (
                           json_object_get_object_member (result, "values"), "attributes"),
                       "color"),
                   ==, "midnight");
  assert_log (fixture, job);
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 3);
}

/* Demo makes something of the two as well, says so, and does not stop at the first. */
static void
test_demo (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new (NULL);
  EaselJob *job = merge_fixture_ask (fixture);
  g_autoptr (EaselMergeProposal) merge = merge_fixture_get_proposal (fixture, job);
  g_autoptr (EaselMergeProposal) again = NULL;
  g_autofree char *values = json_to_string (easel_merge_proposal_get_values (merge), FALSE);
  g_autofree char *values_again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (easel_merge_proposal_get_fallback_reason (merge));
  g_assert_cmpstr (easel_merge_proposal_get_provider (merge), ==, "demo");
  g_assert_nonnull (strstr (values, "\"Navy coat\""));
  g_assert_nonnull (strstr (values, "\"winter\",\"rain\""));
  g_assert_nonnull (strstr (values, "Demo: navy / deep blue"));
  g_assert_nonnull (strstr (values, "\"outerwear\""));
  g_assert_nonnull (strstr (values, "\"heavy wool felt\""));

  merge_fixture_respond (fixture, job, EASEL_DECISION_REVISE, NULL, "Again", &error);
  g_assert_no_error (error);
  studio_fixture_wait (fixture, job);
  again = merge_fixture_get_proposal (fixture, job);
  g_assert_null (easel_merge_proposal_get_fallback_reason (again));
  values_again = json_to_string (easel_merge_proposal_get_values (again), FALSE);
  g_assert_nonnull (strstr (values_again, "Demo: deep blue / navy"));
}

static EaselJob *
merge_of_pictures (StudioFixture *fixture)
{
  const EaselLibraryQuery query = { .kind = EASEL_ENTITY_OUTFIT };
  g_autoptr (GPtrArray) outfits = NULL;
  g_autoptr (GError) error = NULL;
  EaselJob *job;

  outfits = easel_library_query (easel_studio_get_library (fixture->studio), &query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (outfits->len, ==, 2);
  job = easel_studio_merge (fixture->studio, easel_entity_get_id (g_ptr_array_index (outfits, 0)),
                            easel_entity_get_id (g_ptr_array_index (outfits, 1)), &error);
  g_assert_no_error (error);
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_AWAITING_INPUT);
  return job;
}

/* A model that is used for pictures gets to see them. */
static void
test_pictures (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (FIXTURE_ANSWER);
  g_autofree char *one = studio_fixture_write_picture (fixture, "one.png", 1);
  g_autofree char *two = studio_fixture_write_picture (fixture, "two.png", 2);
  g_autofree char *blind = NULL;
  g_autofree char *seeing = NULL;
  EaselJob *job;

  json_object_unref (studio_fixture_complete (fixture, one, "outfit"));
  json_object_unref (studio_fixture_complete (fixture, two, "outfit"));
  studio_fixture_use_model (fixture, EASEL_MODEL_TASK_TEXT, "test", "text-model");
  merge_of_pictures (fixture);
  blind = merge_fixture_get_question (fixture, 2);
  g_assert_null (strstr (blind, "image_url"));

  studio_fixture_use_model (fixture, EASEL_MODEL_TASK_TEXT, "test", "test-model");
  job = merge_of_pictures (fixture);
  seeing = merge_fixture_get_question (fixture, 3);
  g_assert_nonnull (strstr (seeing, "image_url"));
  g_assert_nonnull (strstr (seeing, "The second entry was made from this picture"));
  g_assert_nonnull (easel_job_get_thumbnail (job));
}

/* Before ---------------------------------------------------------------------------------- */

static EaselJob *
submit (StudioFixture *fixture, const char *kind, const char *params, GError **error)
{
  g_autoptr (GVariant) variant = g_variant_parse (G_VARIANT_TYPE_VARDICT, params, NULL, NULL, NULL);
  g_autoptr (GPtrArray) jobs = NULL;

  g_assert_nonnull (variant);
  jobs = easel_studio_submit (fixture->studio, kind, variant, error);
  return jobs != NULL ? g_ptr_array_index (jobs, 0) : NULL;
}

static void
test_submit (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new_asking ();
  static const struct
  {
    const char *kind;
    const char *params;
    const char *words;
  } bad[] = {
    { "merge", "{}", "“source”" },
    { "merge", "{'source': <'navy-coat'>}", "“target”" },
    { "merge", "{'source': <1>, 'target': <'blue-coat'>}", "“source”" },
    { "merge", "{'source': <'a'>, 'target': <'b'>, 'files': <['c']>}", "“files”" },
    { "merge", "{'source': <'navy-coat'>, 'target': <'navy-coat'>}", "itself" },
    { "tidy", "{'kind': <'teapot'>}", "“teapot”" },
    { "tidy", "{'kind': <true>}", "“kind”" },
    { "analyze", "{'source': <'navy-coat'>}", "“source”" },
    { "brew", "{}", "merge" },
  };
  g_autoptr (GError) error = NULL;
  EaselJob *job;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) refusal = NULL;

      g_assert_null (submit (fixture, bad[i].kind, bad[i].params, &refusal));
      g_test_message ("%s", refusal->message);
      g_assert_nonnull (strstr (refusal->message, bad[i].words));
    }

  job = submit (fixture, "merge", "{'source': <'navy-coat'>, 'target': <'blue-coat'>}", &error);
  g_assert_no_error (error);
  g_assert_cmpint (easel_job_get_state (job), ==, EASEL_JOB_STATE_PENDING);
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_AWAITING_INPUT);
}

static gboolean
check (StudioFixture *fixture, const char *source, const char *target, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  easel_studio_check_merge_async (fixture->studio, source, target, NULL, studio_fixture_on_result,
                                  &slot);
  result = studio_fixture_wait_for_result (&slot);
  return easel_studio_check_merge_finish (fixture->studio, result, error);
}

static void
assert_refused (StudioFixture *fixture,
                const char *source,
                const char *target,
                EaselLibraryError code,
                const char *word)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselFailure) failure = NULL;
  EaselJob *job;

  g_assert_false (check (fixture, source, target, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, (int) code);
  failure = easel_studio_describe_error (error);
  g_assert_cmpstr (failure->code, ==, word);
  if (g_str_equal (source, target))
    return;

  /* Without that check it is the job that says it. */
  job = easel_studio_merge (fixture->studio, source, target, NULL);
  studio_fixture_assert_fails (fixture, job, word, NULL);
  g_assert_cmpstr (easel_job_get_failure (job)->message, ==, error->message);
}

/* Each with its sentence, and no model is bothered. */
static void
test_cannot (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new_asking ();
  g_autoptr (GError) error = NULL;

  g_assert_true (check (fixture, MERGE_SOURCE, MERGE_TARGET, &error));
  g_assert_no_error (error);
  assert_refused (fixture, MERGE_SOURCE, MERGE_SOURCE, EASEL_LIBRARY_ERROR_SAME, "same-entity");
  assert_refused (fixture, MERGE_SOURCE, MERGE_OUTFIT, EASEL_LIBRARY_ERROR_OTHER_KIND,
                  "other-kind");
  assert_refused (fixture, MERGE_SOURCE, "nothing", EASEL_LIBRARY_ERROR_NOT_FOUND,
                  "not-in-library");
  assert_refused (fixture, "", MERGE_SOURCE, EASEL_LIBRARY_ERROR_NOT_FOUND, "not-in-library");
  merge_fixture_archive (fixture, MERGE_TARGET, TRUE);
  assert_refused (fixture, MERGE_SOURCE, MERGE_TARGET, EASEL_LIBRARY_ERROR_ARCHIVED, "archived");
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 0);
}

/* Asked for before it was known who will be asked. */
static void
test_early (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new_asking ();
  g_autoptr (EaselMergeProposal) merge = NULL;
  g_autoptr (GError) error = NULL;
  EaselJob *job;

  studio_fixture_close (fixture);
  studio_fixture_make (fixture);
  job = easel_studio_merge (fixture->studio, MERGE_SOURCE, MERGE_TARGET, &error);
  g_assert_no_error (error);
  g_assert_null (easel_job_get_model (job));
  studio_fixture_open (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_AWAITING_INPUT);
  g_assert_cmpstr (easel_job_get_model (job), ==, "text-model");
  merge = merge_fixture_get_proposal (fixture, job);
  g_assert_cmpstr (easel_merge_proposal_get_model (merge), ==, "text-model");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/merge-job/approve", test_approve);
  g_test_add_func ("/merge-job/edit", test_edit);
  g_test_add_func ("/merge-job/swapped", test_swapped);
  g_test_add_func ("/merge-job/revise", test_revise);
  g_test_add_func ("/merge-job/demo", test_demo);
  g_test_add_func ("/merge-job/pictures", test_pictures);
  g_test_add_func ("/merge-job/submit", test_submit);
  g_test_add_func ("/merge-job/cannot", test_cannot);
  g_test_add_func ("/merge-job/early", test_early);

  return g_test_run ();
}
