/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "merge-fixture.h"

#include "easel-database.h"
#include "easel-engine-error.h"

#include <string.h>

/* Answers that are wrong, late, or about something that has changed: the job waits on, and nothing
 * is done twice. */

static void
assert_awaits (EaselJob *job)
{
  g_assert_cmpint (easel_job_get_state (job), ==, EASEL_JOB_STATE_AWAITING_INPUT);
}

static void
assert_color (StudioFixture *fixture, const char *id, const char *color)
{
  g_autoptr (EaselEntity) entity = merge_fixture_get (fixture, id);

  g_assert_cmpstr (merge_fixture_get_color (entity), ==, color);
}

/* Straight to the queue, as if it had changed after the answer was checked. */
static void
respond_unchecked (StudioFixture *fixture,
                   EaselJob *job,
                   EaselDecisionAction action,
                   const char *data)
{
  EaselQueue *queue = easel_studio_get_queue (fixture->studio);
  g_autoptr (EaselDecision) decision = easel_decision_new (action, data, NULL, "dbus");
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  easel_queue_respond_async (queue, easel_job_get_id (job), decision, studio_fixture_on_result,
                             &slot);
  result = studio_fixture_wait_for_result (&slot);
  easel_queue_respond_finish (queue, result, &error);
  g_assert_no_error (error);
}

/* What changed meanwhile ------------------------------------------------------------------ */

static void
test_changed (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new_asking ();
  EaselJob *job = merge_fixture_ask (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) edit_error = NULL;

  merge_fixture_edit (fixture, MERGE_TARGET, "teal");
  g_assert_false (merge_fixture_respond (fixture, job, EASEL_DECISION_APPROVE, NULL, NULL, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_CHANGED);
  g_assert_nonnull (strstr (error->message, "“Blue coat”"));
  g_assert_nonnull (strstr (error->message, "color"));
  g_assert_null (strstr (error->message, "“Navy coat”"));
  assert_awaits (job);
  g_assert_false (merge_fixture_respond (fixture, job, EASEL_DECISION_EDIT,
                                         "{\"values\":" MERGE_VALUES ("teal") "}", NULL,
                                         &edit_error));
  g_assert_error (edit_error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_CHANGED);
  assert_awaits (job);
  assert_color (fixture, MERGE_SOURCE, "navy");
}

static void
test_force (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new_asking ();
  EaselJob *job = merge_fixture_ask (fixture);

  merge_fixture_edit (fixture, MERGE_TARGET, "teal");
  json_object_unref (
      merge_fixture_complete (fixture, job, EASEL_DECISION_APPROVE, "{\"force\":true}"));
  assert_color (fixture, MERGE_SOURCE, "navy blue");
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 1);
}

/* A revise reads the two as they are now, and then they can be approved. */
static void
test_revise_reads_anew (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new_asking ();
  EaselJob *job = merge_fixture_ask (fixture);
  g_autoptr (EaselMergeProposal) merge = NULL;
  g_autofree char *question = NULL;
  g_autoptr (GError) error = NULL;

  merge_fixture_edit (fixture, MERGE_TARGET, "teal");
  merge_fixture_respond (fixture, job, EASEL_DECISION_REVISE, NULL, "Refresh", &error);
  g_assert_no_error (error);
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_AWAITING_INPUT);
  question = merge_fixture_get_question (fixture, 1);
  g_assert_nonnull (strstr (question, "teal"));
  merge = merge_fixture_get_proposal (fixture, job);
  g_assert_cmpstr (merge_fixture_get_color (easel_merge_proposal_get_target (merge)), ==, "teal");
  json_object_unref (merge_fixture_complete (fixture, job, EASEL_DECISION_APPROVE, NULL));
}

/* Between the answer and the library: it is asked again, and says why. */
static void
test_race (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new_asking ();
  EaselJob *job = merge_fixture_ask (fixture);
  g_autoptr (EaselMergeProposal) merge = NULL;
  g_autoptr (EaselJobDetails) details = NULL;
  g_autoptr (GError) error = NULL;

  merge_fixture_edit (fixture, MERGE_SOURCE, "ultramarine");
  respond_unchecked (fixture, job, EASEL_DECISION_APPROVE, NULL);
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_AWAITING_INPUT);
  assert_color (fixture, MERGE_SOURCE, "ultramarine");

  merge = merge_fixture_get_proposal (fixture, job);
  g_assert_cmpuint (easel_merge_proposal_get_version (merge), ==, 2);
  g_assert_null (easel_merge_proposal_get_comment (merge));
  g_assert_nonnull (strstr (easel_merge_proposal_get_changed (merge)[0], "color"));
  g_assert_cmpstr (merge_fixture_get_color (easel_merge_proposal_get_source (merge)), ==,
                   "ultramarine");

  /* The same after a restart: what was not done is remembered as not done. */
  studio_fixture_close (fixture);
  studio_fixture_open (fixture, &error);
  g_assert_no_error (error);
  job = g_list_model_get_item (G_LIST_MODEL (easel_studio_get_queue (fixture->studio)), 0);
  g_object_unref (job);
  assert_awaits (job);
  json_object_unref (merge_fixture_complete (fixture, job, EASEL_DECISION_APPROVE, NULL));
  assert_color (fixture, MERGE_SOURCE, "navy blue");
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 2);
  details = studio_fixture_load (fixture, job);
  g_assert_cmpuint (details->asks->len, ==, 2);
}

static void
test_archived (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new_asking ();
  EaselJob *job = merge_fixture_ask (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) forced = NULL;
  g_autoptr (GError) retry_error = NULL;

  merge_fixture_archive (fixture, MERGE_SOURCE, TRUE);
  g_assert_false (merge_fixture_respond (fixture, job, EASEL_DECISION_APPROVE, NULL, NULL, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_ARCHIVED);
  g_assert_false (merge_fixture_respond (fixture, job, EASEL_DECISION_APPROVE, "{\"force\":true}",
                                         NULL, &forced));
  g_assert_error (forced, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_ARCHIVED);
  assert_awaits (job);

  /* When that comes too late, the job says it; and goes on when it was brought back. */
  respond_unchecked (fixture, job, EASEL_DECISION_APPROVE, "{\"force\":true}");
  studio_fixture_assert_fails (fixture, job, "archived", "“Navy coat”");
  merge_fixture_archive (fixture, MERGE_SOURCE, FALSE);
  easel_queue_retry (easel_studio_get_queue (fixture->studio), easel_job_get_id (job),
                     &retry_error);
  g_assert_no_error (retry_error);
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  assert_color (fixture, MERGE_SOURCE, "navy blue");
}

static void
execute (StudioFixture *fixture, const char *file, const char *sql)
{
  g_autofree char *path = studio_fixture_path (fixture, file);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

/* (transfer none): the one job, in a studio that was closed and opened again. @file, @sql:
 * (nullable): what happens meanwhile */
static EaselJob *
reopen (StudioFixture *fixture, EaselJob *job, const char *file, const char *sql)
{
  g_autofree char *id = g_strdup (easel_job_get_id (job));
  g_autoptr (GError) error = NULL;

  studio_fixture_close (fixture);
  if (file != NULL)
    execute (fixture, file, sql);
  studio_fixture_open (fixture, &error);
  g_assert_no_error (error);
  return easel_queue_lookup (easel_studio_get_queue (fixture->studio), id);
}

static void
test_vanished (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new_asking ();
  EaselJob *job = merge_fixture_ask (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) revise_error = NULL;

  job = reopen (fixture, job, "data/library.sqlite",
                "DELETE FROM entity WHERE id = '" MERGE_TARGET "'");
  g_assert_false (merge_fixture_respond (fixture, job, EASEL_DECISION_APPROVE, NULL, NULL, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_FOUND);
  assert_awaits (job);
  merge_fixture_respond (fixture, job, EASEL_DECISION_REVISE, NULL, "Look again", &revise_error);
  g_assert_no_error (revise_error);
  studio_fixture_assert_fails (fixture, job, "not-in-library", NULL);
}

/* Wrong answers --------------------------------------------------------------------------- */

typedef struct
{
  const char *data;
  const char *words; /* in the sentence: which field it is */
} BadValues;

static const BadValues bad_values[] = {
  { "{\"values\":{\"name\":\"Coat\",\"tags\":[],\"attributes\":{\"category\":\"outerwear\","
    "\"item\":\"coat\",\"fabric\":\"wool\",\"details\":\"\"}}}",
    "color" },
  { "{\"values\":{\"name\":\"Coat\",\"attributes\":{}}}", "tags" },
  { "{\"values\":{\"name\":\"Coat\",\"tags\":[],\"attributes\":{\"category\":\"outerwear\","
    "\"item\":\"coat\",\"fabric\":\"wool\",\"color\":\"navy\",\"details\":\"\",\"price\":1}}}",
    "price" },
  { "{\"values\":{\"name\":\"Coat\",\"tags\":[],\"attributes\":{\"category\":\"outerwear\","
    "\"item\":\"coat\",\"fabric\":\"wool\",\"color\":7,\"details\":\"\"}}}",
    "color" },
  { "{\"values\":{\"name\":\"Coat\",\"tags\":[],\"attributes\":{\"category\":\"shoe rack\","
    "\"item\":\"coat\",\"fabric\":\"wool\",\"color\":\"navy\",\"details\":\"\"}}}",
    "category" },
  { "{\"values\":{\"name\":\"  \",\"tags\":[],\"attributes\":{\"category\":\"outerwear\","
    "\"item\":\"coat\",\"fabric\":\"wool\",\"color\":\"navy\",\"details\":\"\"}}}",
    "name" },
  { "{\"values\":{\"name\":\"Coat\",\"tags\":[7],\"attributes\":{\"category\":\"outerwear\","
    "\"item\":\"coat\",\"fabric\":\"wool\",\"color\":\"navy\",\"details\":\"\"}}}",
    "tags" },
};

static void
assert_invalid (StudioFixture *fixture, EaselJob *job, const char *data, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (merge_fixture_respond (fixture, job, EASEL_DECISION_EDIT, data, NULL, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_INVALID);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, words));
  assert_awaits (job);
}

static void
test_invalid (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new_asking ();
  EaselJob *job = merge_fixture_ask (fixture);
  g_autofree char *megabyte = g_strnfill (1024 * 1024, 'x');
  g_autofree char *large = g_strconcat (
      "{\"values\":{\"name\":\"Coat\",\"tags\":[],\"attributes\":{\"category\":\"outerwear\","
      "\"item\":\"coat\",\"fabric\":\"wool\",\"color\":\"",
      megabyte, "\",\"details\":\"\"}}}", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (bad_values); i++)
    assert_invalid (fixture, job, bad_values[i].data, bad_values[i].words);
  assert_invalid (fixture, job, large, "color");
  assert_color (fixture, MERGE_SOURCE, "navy");

  /* Past all doors it is the job that says it, and nothing is changed. */
  respond_unchecked (fixture, job, EASEL_DECISION_EDIT, bad_values[0].data);
  studio_fixture_assert_fails (fixture, job, "invalid", "color");
  assert_color (fixture, MERGE_SOURCE, "navy");
}

static void
test_malformed (void)
{
  static const struct
  {
    EaselDecisionAction action;
    const char *data;
  } cases[] = {
    { EASEL_DECISION_EDIT, NULL },
    { EASEL_DECISION_EDIT, "" },
    { EASEL_DECISION_EDIT, "not JSON" },
    { EASEL_DECISION_EDIT, "[]" },
    { EASEL_DECISION_EDIT, "{}" },
    { EASEL_DECISION_EDIT, MERGE_VALUES ("navy") },
    { EASEL_DECISION_APPROVE, "{\"values\":" MERGE_VALUES ("navy") "}" },
    { EASEL_DECISION_APPROVE, "{\"forced\":true}" },
    { EASEL_DECISION_APPROVE, "yes" },
    { EASEL_DECISION_REVISE, "yes" },
    { EASEL_DECISION_REVISE, NULL }, /* without a comment */
  };
  g_autoptr (StudioFixture) fixture = merge_fixture_new_asking ();
  EaselJob *job = merge_fixture_ask (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (
          merge_fixture_respond (fixture, job, cases[i].action, cases[i].data, NULL, &error));
      g_assert_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_BAD_DECISION);
      assert_awaits (job);
    }
  json_object_unref (merge_fixture_complete (fixture, job, EASEL_DECISION_APPROVE, "{}"));
}

/* Twice, late, and to nobody -------------------------------------------------------------- */

static void
test_twice (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new_asking ();
  EaselJob *job = merge_fixture_ask (fixture);
  g_autoptr (EaselDecision) first = easel_decision_new (EASEL_DECISION_APPROVE, NULL, NULL,
                                                        "window");
  g_autoptr (EaselDecision) second = easel_decision_new (EASEL_DECISION_CANCEL, NULL, NULL, "dbus");
  GAsyncResult *slots[2] = { NULL, NULL };
  guint n_taken = 0;
  g_autoptr (GError) late = NULL;

  easel_studio_respond_async (fixture->studio, easel_job_get_id (job), first, NULL,
                              studio_fixture_on_result, &slots[0]);
  easel_studio_respond_async (fixture->studio, easel_job_get_id (job), second, NULL,
                              studio_fixture_on_result, &slots[1]);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GAsyncResult) result = studio_fixture_wait_for_result (&slots[i]);
      g_autoptr (GError) error = NULL;

      if (easel_studio_respond_finish (fixture->studio, result, &error))
        n_taken++;
      else
        g_assert_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_WRONG_STATE);
    }
  g_assert_cmpuint (n_taken, ==, 1);

  studio_fixture_wait (fixture, job);
  g_assert_false (merge_fixture_respond (fixture, job, EASEL_DECISION_APPROVE, NULL, NULL, &late));
  g_assert_error (late, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_WRONG_STATE);
}

static void
test_unknown_job (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new_asking ();
  g_autoptr (EaselDecision) decision = easel_decision_new (EASEL_DECISION_APPROVE, NULL, NULL,
                                                           "dbus");
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  easel_studio_respond_async (fixture->studio, "nobody", decision, NULL, studio_fixture_on_result,
                              &slot);
  result = studio_fixture_wait_for_result (&slot);
  g_assert_false (easel_studio_respond_finish (fixture->studio, result, &error));
  g_assert_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_UNKNOWN_JOB);
}

static void
test_cancel (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new_asking ();
  EaselJob *job = merge_fixture_ask (fixture);
  g_autoptr (EaselEntity) target = NULL;
  g_autoptr (GError) error = NULL;

  merge_fixture_respond (fixture, job, EASEL_DECISION_CANCEL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_CANCELED);
  target = merge_fixture_get (fixture, MERGE_TARGET);
  g_assert_false (easel_entity_get_archived (target));
  assert_color (fixture, MERGE_SOURCE, "navy");

  /* Thought better of: it is asked anew, without the model. */
  easel_queue_retry (easel_studio_get_queue (fixture->studio), easel_job_get_id (job), &error);
  g_assert_no_error (error);
  while (easel_job_get_state (job) == EASEL_JOB_STATE_CANCELED)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_AWAITING_INPUT);
  json_object_unref (merge_fixture_complete (fixture, job, EASEL_DECISION_APPROVE, NULL));
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 1);
}

/* Interruptions --------------------------------------------------------------------------- */

/* Whatever becomes of the model, the two, or the server: the answer is to what was asked. */
static void
test_restart_while_awaiting (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new_asking ();
  EaselJob *job = merge_fixture_ask (fixture);

  job = reopen (fixture, job, NULL, NULL);
  assert_awaits (job);
  merge_fixture_edit (fixture, MERGE_TARGET, "teal");
  json_object_unref (
      merge_fixture_complete (fixture, job, EASEL_DECISION_APPROVE, "{\"force\":true}"));
  assert_color (fixture, MERGE_SOURCE, "navy blue");
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 1);
}

/* As if the power had failed after the library had the merge, and before the journal of the job
 * did. */
static void
test_killed_after_merge (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new_asking ();
  EaselJob *job = merge_fixture_ask (fixture);
  g_autoptr (JsonObject) before = merge_fixture_complete (fixture, job, EASEL_DECISION_APPROVE,
                                                          NULL);
  g_autoptr (JsonObject) after = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  const EaselHistoryQuery query = { .entity = MERGE_SOURCE };

  job = reopen (fixture, job, "data/jobs.sqlite",
                "DELETE FROM steps WHERE name = 'merge';"
                "UPDATE jobs SET state = 'running', result = NULL");
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  after = studio_fixture_get_result (fixture, job);
  g_assert_true (json_object_equal (before, after));
  entries = easel_library_history (easel_studio_get_library (fixture->studio), &query, NULL);
  g_assert_cmpuint (entries->len, ==, 1);
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 1);
}

/* And after the decision was on disk, before anything was done about it. */
static void
test_killed_before_merge (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new_asking ();
  EaselJob *job = merge_fixture_ask (fixture);

  job = reopen (fixture, job, "data/jobs.sqlite",
                "UPDATE asks SET action = 'approve', door = 'window', decided = 1;"
                "UPDATE jobs SET state = 'running'");
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  assert_color (fixture, MERGE_SOURCE, "navy blue");
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/merge-answers/changed", test_changed);
  g_test_add_func ("/merge-answers/force", test_force);
  g_test_add_func ("/merge-answers/revise-reads-anew", test_revise_reads_anew);
  g_test_add_func ("/merge-answers/race", test_race);
  g_test_add_func ("/merge-answers/archived", test_archived);
  g_test_add_func ("/merge-answers/vanished", test_vanished);
  g_test_add_func ("/merge-answers/invalid", test_invalid);
  g_test_add_func ("/merge-answers/malformed", test_malformed);
  g_test_add_func ("/merge-answers/twice", test_twice);
  g_test_add_func ("/merge-answers/unknown-job", test_unknown_job);
  g_test_add_func ("/merge-answers/cancel", test_cancel);
  g_test_add_func ("/merge-answers/restart-while-awaiting", test_restart_while_awaiting);
  g_test_add_func ("/merge-answers/killed-after-merge", test_killed_after_merge);
  g_test_add_func ("/merge-answers/killed-before-merge", test_killed_before_merge);

  return g_test_run ();
}
