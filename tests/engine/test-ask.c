/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-fixture.h"

typedef struct
{
  char *dir;
  EaselQueue *queue;
  gint n_proposals; /* atomic: how often the model was asked to propose */
  gint n_runs;      /* atomic */
} Fixture;

static char *
propose (EaselRun *run, gpointer data, GError **error)
{
  const EaselUsage usage = { 1000, 100, 0, 500 };
  Fixture *fixture = data;

  easel_run_add_usage (run, &usage);
  return g_strdup_printf ("{\"try\": %d}", g_atomic_int_add (&fixture->n_proposals, 1) + 1);
}

static EaselProposal *
make_proposal (const char *data)
{
  EaselProposal *proposal = easel_proposal_new ("Merge these two?", "merge", data,
                                                EASEL_DECISION_APPROVE | EASEL_DECISION_EDIT
                                                    | EASEL_DECISION_REVISE);

  proposal->description = g_strdup ("They look alike.");
  proposal->provenance = g_strdup ("{\"model\": \"m\"}");
  proposal->basis = g_strdup ("{\"revision\": 3}");
  return proposal;
}

/* Proposes, asks, and proposes again as long as it is told to revise. */
static char *
run_merge (EaselRun *run, gpointer data, GError **error)
{
  Fixture *fixture = data;
  g_autofree char *comment = g_strdup ("");

  g_atomic_int_inc (&fixture->n_runs);
  easel_run_set_progress (run, -1, "Proposing");
  for (;;)
    {
      g_autofree char *key = g_strdup (comment);
      g_autofree char *made = easel_run_step (run, "propose", key, propose, fixture, error);
      g_autoptr (EaselProposal) proposal = NULL;
      g_autoptr (EaselDecision) decision = NULL;

      if (made == NULL)
        return NULL;
      proposal = make_proposal (made);
      if (!easel_run_ask (run, proposal, &decision, error))
        return NULL;

      if (decision->action == EASEL_DECISION_REVISE)
        {
          g_set_str (&comment, decision->comment);
          continue;
        }
      return g_strdup_printf ("%s %s by %s", easel_decision_action_to_string (decision->action),
                              decision->data != NULL ? decision->data : made, decision->door);
    }
}

static char *
run_two_questions (EaselRun *run, gpointer data, GError **error)
{
  g_autoptr (EaselProposal) first = make_proposal ("1");
  g_autoptr (EaselProposal) second = make_proposal ("2");
  g_autoptr (EaselDecision) first_decision = NULL;
  g_autoptr (EaselDecision) second_decision = NULL;

  if (!easel_run_ask (run, first, &first_decision, error)
      || !easel_run_ask (run, second, &second_decision, error))
    return NULL;
  return g_strdup_printf ("%s %s", first_decision->data, second_decision->data);
}

static void
add_kinds (Fixture *fixture)
{
  g_autoptr (EaselJobKind) merge = test_kind_new ("merge", run_merge, fixture);
  g_autoptr (EaselJobKind) two = test_kind_new ("two-questions", run_two_questions, fixture);

  easel_queue_add_kind (fixture->queue, merge);
  easel_queue_add_kind (fixture->queue, two);
}

static void
start (Fixture *fixture)
{
  fixture->queue = make_queue (fixture->dir, NULL);
  add_kinds (fixture);
  open_queue (fixture->queue);
}

static EaselJob *
restart (Fixture *fixture, const char *id)
{
  close_queue (fixture->queue);
  start (fixture);
  return easel_queue_lookup (fixture->queue, id);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = make_data_dir ();
  start (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  close_queue (fixture->queue);
  remove_dir (fixture->dir);
  g_free (fixture->dir);
}

static guint
get_n_needs_person (Fixture *fixture)
{
  guint n;

  g_object_get (fixture->queue, "n-needs-person", &n, NULL);
  return n;
}

static char *
get_result (Fixture *fixture, const char *id)
{
  g_autoptr (EaselJobDetails) details = load_details (fixture->queue, id);

  return g_strdup (details->result);
}

static void
answer (Fixture *fixture, const char *id, EaselDecisionAction action, const char *words)
{
  g_autoptr (GError) error = NULL;
  gboolean is_edit = action == EASEL_DECISION_EDIT;

  respond (fixture->queue, id,
           easel_decision_new (action, is_edit ? words : NULL, is_edit ? NULL : words, "window"),
           &error);
  g_assert_no_error (error);
}

static void
test_approve (Fixture *fixture, gconstpointer data)
{
  g_autofree char *result = NULL;
  EaselJob *job = submit (fixture->queue, "merge", NULL, "{}");
  const char *id = easel_job_get_id (job);

  wait_for_state (job, EASEL_JOB_STATE_AWAITING_INPUT);
  g_assert_cmpuint (get_n_needs_person (fixture), ==, 1);
  g_assert_null (easel_job_get_message (job)); /* nobody is at work on it */
  {
    g_autoptr (EaselJobDetails) details = load_details (fixture->queue, id);
    const EaselAskRecord *ask = easel_job_details_get_last_ask (details);

    g_assert_cmpuint (details->asks->len, ==, 1);
    g_assert_cmpint (ask->asked, >, easel_job_get_created (job));
    g_assert_null (ask->draft);
    g_assert_cmpstr (ask->proposal->title, ==, "Merge these two?");
    g_assert_cmpstr (ask->proposal->description, ==, "They look alike.");
    g_assert_cmpstr (ask->proposal->view, ==, "merge");
    g_assert_cmpstr (ask->proposal->data, ==, "{\"try\": 1}");
    g_assert_cmpstr (ask->proposal->provenance, ==, "{\"model\": \"m\"}");
    g_assert_cmpstr (ask->proposal->basis, ==, "{\"revision\": 3}");
    g_assert_cmpuint (ask->proposal->actions, ==, 7);
    g_assert_null (ask->decision);
  }

  answer (fixture, id, EASEL_DECISION_APPROVE, NULL);
  g_assert_cmpuint (get_n_needs_person (fixture), ==, 0);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  result = get_result (fixture, id);
  g_assert_cmpstr (result, ==, "approve {\"try\": 1} by window");

  /* Its steps were replayed: the model was asked, and paid for, once. */
  g_assert_cmpint (g_atomic_int_get (&fixture->n_proposals), ==, 1);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_runs), ==, 2);
  g_assert_cmpint (easel_job_get_usage (job).cost_micros, ==, 500);
  g_assert_cmpuint (easel_job_get_attempts (job), ==, 1);
  {
    g_autoptr (EaselJobDetails) details = load_details (fixture->queue, id);
    const EaselAskRecord *ask = easel_job_details_get_last_ask (details);

    g_assert_cmpuint (details->asks->len, ==, 1);
    g_assert_cmpuint (ask->decision->action, ==, EASEL_DECISION_APPROVE);
    g_assert_cmpstr (ask->decision->door, ==, "window");
    g_assert_cmpint (ask->decision->time, >, 0);
  }
}

static void
test_edit (Fixture *fixture, gconstpointer data)
{
  g_autofree char *result = NULL;
  EaselJob *job = submit (fixture->queue, "merge", NULL, "{}");

  wait_for_state (job, EASEL_JOB_STATE_AWAITING_INPUT);
  answer (fixture, easel_job_get_id (job), EASEL_DECISION_EDIT, "{\"mine\": true}");
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  result = get_result (fixture, easel_job_get_id (job));
  g_assert_cmpstr (result, ==, "edit {\"mine\": true} by window");
}

static void
test_revise (Fixture *fixture, gconstpointer data)
{
  g_autofree char *result = NULL;
  EaselJob *job = submit (fixture->queue, "merge", NULL, "{}");
  const char *id = easel_job_get_id (job);

  for (guint i = 0; i < 3; i++)
    {
      const char *comments[] = { "Shorter.", "Longer.", NULL };

      wait_for_state (job, EASEL_JOB_STATE_AWAITING_INPUT);
      {
        g_autoptr (EaselJobDetails) details = load_details (fixture->queue, id);
        g_autofree char *expected = g_strdup_printf ("{\"try\": %u}", i + 1);

        g_assert_cmpuint (details->asks->len, ==, i + 1);
        g_assert_cmpstr (easel_job_details_get_last_ask (details)->proposal->data, ==, expected);
        for (guint j = 0; j <= i; j++)
          {
            const EaselAskRecord *ask = g_ptr_array_index (details->asks, j);

            g_assert_cmpstr (ask->decision != NULL ? ask->decision->comment : NULL, ==,
                             j < i ? comments[j] : NULL);
          }
      }
      answer (fixture, id, i < 2 ? EASEL_DECISION_REVISE : EASEL_DECISION_APPROVE, comments[i]);
    }

  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  result = get_result (fixture, id);
  g_assert_cmpstr (result, ==, "approve {\"try\": 3} by window");
  g_assert_cmpint (g_atomic_int_get (&fixture->n_proposals), ==, 3);
}

static void
test_cancel_as_answer (Fixture *fixture, gconstpointer data)
{
  g_autofree char *result = NULL;
  g_autofree char *id = NULL;
  EaselJob *job = submit (fixture->queue, "merge", NULL, "{}");

  id = g_strdup (easel_job_get_id (job));
  wait_for_state (job, EASEL_JOB_STATE_AWAITING_INPUT);
  answer (fixture, id, EASEL_DECISION_CANCEL, NULL);
  assert_state (job, EASEL_JOB_STATE_CANCELED);
  job = restart (fixture, id);
  assert_state (job, EASEL_JOB_STATE_CANCELED);

  /* Tried again, it asks again, with what it has; both answers are kept. */
  g_assert_true (easel_queue_retry (fixture->queue, id, NULL));
  wait_for_state (job, EASEL_JOB_STATE_AWAITING_INPUT);
  answer (fixture, id, EASEL_DECISION_APPROVE, NULL);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  {
    g_autoptr (EaselJobDetails) details = load_details (fixture->queue, id);
    const EaselAskRecord *first = g_ptr_array_index (details->asks, 0);
    const EaselAskRecord *second = g_ptr_array_index (details->asks, 1);

    g_assert_cmpuint (details->asks->len, ==, 2);
    g_assert_cmpuint (first->decision->action, ==, EASEL_DECISION_CANCEL);
    g_assert_cmpuint (second->decision->action, ==, EASEL_DECISION_APPROVE);
  }
  g_assert_cmpint (g_atomic_int_get (&fixture->n_proposals), ==, 1);
}

static void
test_canceled_while_it_waits (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  EaselJob *job = submit (fixture->queue, "merge", NULL, "{}");

  id = g_strdup (easel_job_get_id (job));
  wait_for_state (job, EASEL_JOB_STATE_AWAITING_INPUT);
  g_assert_true (easel_queue_cancel (fixture->queue, id, NULL));
  assert_state (job, EASEL_JOB_STATE_CANCELED);
  {
    g_autoptr (EaselJobDetails) details = load_details (fixture->queue, id);

    g_assert_cmpuint (details->asks->len, ==, 1);
    g_assert_null (easel_job_details_get_last_ask (details)->decision);
  }
  g_assert_false (respond (
      fixture->queue, id, easel_decision_new (EASEL_DECISION_APPROVE, NULL, NULL, "dbus"), &error));
  g_assert_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_WRONG_STATE);

  /* The same question is open again after a retry. */
  g_assert_true (easel_queue_retry (fixture->queue, id, NULL));
  wait_for_state (job, EASEL_JOB_STATE_AWAITING_INPUT);
  job = restart (fixture, id);
  answer (fixture, id, EASEL_DECISION_APPROVE, NULL);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_proposals), ==, 1);
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* The first answer wins, whatever comes after it. */
static void
test_answered_twice (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EaselDecision) first = easel_decision_new (EASEL_DECISION_EDIT, "\"first\"", NULL,
                                                        "window");
  g_autoptr (EaselDecision) second = easel_decision_new (EASEL_DECISION_EDIT, "\"second\"", NULL,
                                                         "command-line");
  GAsyncResult *results[3] = { NULL };
  GError *errors[3] = { NULL };
  g_autofree char *result = NULL;
  EaselJob *job = submit (fixture->queue, "merge", NULL, "{}");
  const char *id = easel_job_get_id (job);

  wait_for_state (job, EASEL_JOB_STATE_AWAITING_INPUT);
  easel_queue_respond_async (fixture->queue, id, first, keep_result, &results[0]);
  easel_queue_respond_async (fixture->queue, id, second, keep_result, &results[1]);
  wait_until (results[0] != NULL && results[1] != NULL);
  g_assert_true (easel_queue_respond_finish (fixture->queue, results[0], &errors[0]));
  g_assert_false (easel_queue_respond_finish (fixture->queue, results[1], &errors[1]));
  g_assert_error (errors[1], EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_WRONG_STATE);

  /* Late. */
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  easel_queue_respond_async (fixture->queue, id, second, keep_result, &results[2]);
  wait_until (results[2] != NULL);
  g_assert_false (easel_queue_respond_finish (fixture->queue, results[2], &errors[2]));
  g_assert_error (errors[2], EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_WRONG_STATE);
  result = get_result (fixture, id);
  g_assert_cmpstr (result, ==, "edit \"first\" by window");

  for (guint i = 0; i < 3; i++)
    {
      g_clear_error (&errors[i]);
      g_clear_object (&results[i]);
    }
}

/* A cancel that comes while the answer is being written. */
static void
test_canceled_while_answered (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EaselDecision) decision = easel_decision_new (EASEL_DECISION_APPROVE, NULL, NULL,
                                                           "window");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  EaselJob *job = submit (fixture->queue, "merge", NULL, "{}");

  id = g_strdup (easel_job_get_id (job));
  wait_for_state (job, EASEL_JOB_STATE_AWAITING_INPUT);
  easel_queue_respond_async (fixture->queue, id, decision, keep_result, &result);
  g_assert_true (easel_queue_cancel (fixture->queue, id, NULL));
  assert_state (job, EASEL_JOB_STATE_CANCELED);
  wait_until (result != NULL);
  g_assert_false (easel_queue_respond_finish (fixture->queue, result, &error));
  g_assert_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_WRONG_STATE);
  g_clear_object (&result);
  assert_state (job, EASEL_JOB_STATE_CANCELED);
  job = restart (fixture, id);
  assert_state (job, EASEL_JOB_STATE_CANCELED);
}

static void
test_bad_answers (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = submit (fixture->queue, "merge", NULL, "{}");
  const char *id = easel_job_get_id (job);
  EaselDecision *bad[] = {
    easel_decision_new (EASEL_DECISION_EDIT, NULL, NULL, "window"),
    easel_decision_new (EASEL_DECISION_REVISE, NULL, NULL, "window"),
    easel_decision_new (EASEL_DECISION_REVISE, NULL, "", "window"),
    easel_decision_new (EASEL_DECISION_APPROVE | EASEL_DECISION_EDIT, "{}", NULL, "window"),
    easel_decision_new ((EaselDecisionAction) 0, "{}", NULL, "window"),
  };

  wait_for_state (job, EASEL_JOB_STATE_AWAITING_INPUT);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (respond (fixture->queue, id, bad[i], &error));
      g_assert_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_BAD_DECISION);
    }
  assert_state (job, EASEL_JOB_STATE_AWAITING_INPUT);

  /* None of them was taken for an answer. */
  answer (fixture, id, EASEL_DECISION_APPROVE, NULL);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
}

static void
test_nobody_asked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (respond (fixture->queue, "nobody",
                           easel_decision_new (EASEL_DECISION_APPROVE, NULL, NULL, "dbus"),
                           &error));
  g_assert_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_UNKNOWN_JOB);
}

static void
test_restart (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *result = NULL;
  EaselJob *job = submit (fixture->queue, "two-questions", NULL, "{}");

  id = g_strdup (easel_job_get_id (job));
  wait_for_state (job, EASEL_JOB_STATE_AWAITING_INPUT);
  job = restart (fixture, id);
  assert_state (job, EASEL_JOB_STATE_AWAITING_INPUT);
  g_assert_cmpuint (get_n_needs_person (fixture), ==, 1);
  answer (fixture, id, EASEL_DECISION_EDIT, "\"one\"");

  /* It waits for the second now; the first is not asked again. */
  wait_for_state (job, EASEL_JOB_STATE_AWAITING_INPUT);
  {
    g_autoptr (EaselJobDetails) details = load_details (fixture->queue, id);

    const EaselAskRecord *first = g_ptr_array_index (details->asks, 0);

    g_assert_cmpstr (first->decision->data, ==, "\"one\"");
    g_assert_cmpstr (easel_job_details_get_last_ask (details)->proposal->data, ==, "2");
  }
  job = restart (fixture, id);
  answer (fixture, id, EASEL_DECISION_EDIT, "\"two\"");
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  result = get_result (fixture, id);
  g_assert_cmpstr (result, ==, "\"one\" \"two\"");
}

static void
count_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  easel_queue_respond_finish (EASEL_QUEUE (source), result, &error);
  g_assert_no_error (error);
  (*(guint *) user_data)++;
}

/* The decision is on disk, the run that takes it up has not come to its end. */
static void
test_restart_right_after_answer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EaselDecision) decision = easel_decision_new (EASEL_DECISION_APPROVE, NULL, NULL,
                                                           "window");
  g_autofree char *result = NULL;
  g_autofree char *id = NULL;
  guint n_answers = 0;
  EaselJob *job = submit (fixture->queue, "merge", NULL, "{}");

  id = g_strdup (easel_job_get_id (job));
  wait_for_state (job, EASEL_JOB_STATE_AWAITING_INPUT);
  easel_queue_respond_async (fixture->queue, id, decision, count_answer, &n_answers);
  job = restart (fixture, id);
  g_assert_cmpuint (n_answers, ==, 1);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  result = get_result (fixture, id);
  g_assert_cmpstr (result, ==, "approve {\"try\": 1} by window");
  g_assert_cmpint (g_atomic_int_get (&fixture->n_proposals), ==, 1);
}

#define ADD(name, func) g_test_add ("/ask/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("approve", test_approve);
  ADD ("edit", test_edit);
  ADD ("revise", test_revise);
  ADD ("cancel-as-answer", test_cancel_as_answer);
  ADD ("canceled-while-it-waits", test_canceled_while_it_waits);
  ADD ("answered-twice", test_answered_twice);
  ADD ("canceled-while-answered", test_canceled_while_answered);
  ADD ("bad-answers", test_bad_answers);
  ADD ("nobody-asked", test_nobody_asked);
  ADD ("restart", test_restart);
  ADD ("restart-right-after-answer", test_restart_right_after_answer);

  return g_test_run ();
}
