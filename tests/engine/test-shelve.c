/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the person puts aside: drafts of a decision, and jobs they do not want to see now. */

#include "engine-fixture.h"

#include "easel-database.h"
#include "easel-id.h"
#include "easel-store-schema.h"

typedef struct
{
  char *dir;
  EaselQueue *queue;
  Gate gate;
  gint fails; /* atomic: whether runs of "merge" fail once they are answered */
} Fixture;

/* Asks, and asks anew as long as it is told to revise. */
static char *
run_merge (EaselRun *run, gpointer data, GError **error)
{
  Fixture *fixture = data;

  for (;;)
    {
      g_autoptr (EaselProposal) proposal = easel_proposal_new (
          "Merge?", "json", "{}", EASEL_DECISION_APPROVE | EASEL_DECISION_REVISE);
      g_autoptr (EaselDecision) decision = NULL;

      if (!easel_run_ask (run, proposal, &decision, error))
        return NULL;
      if (decision->action != EASEL_DECISION_REVISE)
        break;
    }

  if (!g_atomic_int_get (&fixture->fails))
    return g_strdup ("{}");
  g_set_error_literal (error, TEST_ERROR, EASEL_RETRY_NEVER, "It broke.");
  return NULL;
}

static char *
run_gate (EaselRun *run, gpointer data, GError **error)
{
  Fixture *fixture = data;

  return gate_pass (&fixture->gate, easel_run_get_cancellable (run), error) ? g_strdup ("{}")
                                                                            : NULL;
}

static void
start (Fixture *fixture)
{
  g_autoptr (EaselJobKind) merge = test_kind_new ("merge", run_merge, fixture);
  g_autoptr (EaselJobKind) gate = test_kind_new ("gate", run_gate, fixture);

  fixture->queue = make_queue (fixture->dir, NULL);
  easel_queue_add_kind (fixture->queue, merge);
  easel_queue_add_kind (fixture->queue, gate);
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
  gate_init (&fixture->gate);
  start (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  close_queue (fixture->queue);
  gate_clear (&fixture->gate);
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

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
save_draft (Fixture *fixture, const char *id, const char *draft, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  easel_queue_save_draft_async (fixture->queue, id, draft, keep_result, &result);
  wait_until (result != NULL);
  return easel_queue_save_draft_finish (fixture->queue, result, error);
}

static void
assert_draft (Fixture *fixture, const char *id, guint nth, const char *draft)
{
  g_autoptr (EaselJobDetails) details = load_details (fixture->queue, id);
  const EaselAskRecord *ask;

  g_assert_cmpuint (details->asks->len, >, nth);
  ask = g_ptr_array_index (details->asks, nth);
  g_assert_cmpstr (ask->draft, ==, draft);
}

static void
answer (Fixture *fixture, const char *id, EaselDecisionAction action)
{
  g_autoptr (GError) error = NULL;

  respond (fixture->queue, id, easel_decision_new (action, NULL, "Shorter.", "window"), &error);
  g_assert_no_error (error);
}

static void
test_draft (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  EaselJob *job = submit (fixture->queue, "merge", NULL, "{}");

  id = g_strdup (easel_job_get_id (job));
  wait_for_state (job, EASEL_JOB_STATE_AWAITING_INPUT);
  g_assert_true (save_draft (fixture, id, "{\"name\": \"first\"}", &error));
  g_assert_true (save_draft (fixture, id, "{\"name\": \"second\"}", &error));
  assert_draft (fixture, id, 0, "{\"name\": \"second\"}");
  job = restart (fixture, id);
  assert_state (job, EASEL_JOB_STATE_AWAITING_INPUT);
  assert_draft (fixture, id, 0, "{\"name\": \"second\"}");
  g_assert_true (save_draft (fixture, id, NULL, &error));
  assert_draft (fixture, id, 0, NULL);

  /* The next question starts without the last one's. */
  g_assert_true (save_draft (fixture, id, "{\"name\": \"third\"}", &error));
  answer (fixture, id, EASEL_DECISION_REVISE);
  wait_for_state (job, EASEL_JOB_STATE_AWAITING_INPUT);
  assert_draft (fixture, id, 0, NULL);
  assert_draft (fixture, id, 1, NULL);
  g_assert_true (save_draft (fixture, id, "{\"name\": \"fourth\"}", &error));
  assert_draft (fixture, id, 0, NULL);
  assert_draft (fixture, id, 1, "{\"name\": \"fourth\"}");
  answer (fixture, id, EASEL_DECISION_APPROVE);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  assert_draft (fixture, id, 1, NULL);
}

static void
test_draft_of_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EaselDecision) decision = easel_decision_new (EASEL_DECISION_APPROVE, NULL, NULL,
                                                           "window");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  EaselJob *job = submit (fixture->queue, "merge", NULL, "{}");
  const char *id = easel_job_get_id (job);

  g_assert_false (save_draft (fixture, "nobody", "{}", &error));
  g_assert_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_UNKNOWN_JOB);
  g_clear_error (&error);
  wait_for_state (job, EASEL_JOB_STATE_AWAITING_INPUT);

  /* While it is being answered, and when it is done. */
  easel_queue_respond_async (fixture->queue, id, decision, keep_result, &result);
  g_assert_false (save_draft (fixture, id, "{}", &error));
  g_assert_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_WRONG_STATE);
  g_clear_error (&error);
  wait_until (result != NULL);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  g_assert_false (save_draft (fixture, id, "{}", &error));
  g_assert_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_WRONG_STATE);
  assert_draft (fixture, id, 0, NULL);
}

/* What was written before a cancel is there when the question is asked again. */
static void
test_draft_survives_cancel (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  EaselJob *job = submit (fixture->queue, "merge", NULL, "{}");

  id = g_strdup (easel_job_get_id (job));
  wait_for_state (job, EASEL_JOB_STATE_AWAITING_INPUT);
  g_assert_true (save_draft (fixture, id, "{\"kept\": true}", &error));
  g_assert_true (easel_queue_cancel (fixture->queue, id, NULL));
  g_assert_false (save_draft (fixture, id, "{}", &error));
  g_assert_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_WRONG_STATE);
  job = restart (fixture, id);
  g_assert_true (easel_queue_retry (fixture->queue, id, NULL));
  wait_for_state (job, EASEL_JOB_STATE_AWAITING_INPUT);
  assert_draft (fixture, id, 0, "{\"kept\": true}");
}

static void
count_notify (EaselJob *job, GParamSpec *pspec, guint *n)
{
  (*n)++;
}

static void
hide (Fixture *fixture, EaselJob *job, gint64 until)
{
  g_autoptr (GError) error = NULL;

  easel_queue_set_hidden_until (fixture->queue, easel_job_get_id (job), until, &error);
  g_assert_no_error (error);
  g_assert_cmpint (easel_job_get_hidden_until (job), ==, until);
}

/* Hidden until it has something new to say. */
static void
test_hidden (Fixture *fixture, gconstpointer data)
{
  const gint64 until = g_get_real_time () + G_TIME_SPAN_HOUR;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  guint n_notified = 0;
  gint64 property;
  EaselJob *job = submit (fixture->queue, "merge", NULL, "{}");

  id = g_strdup (easel_job_get_id (job));
  g_signal_connect (job, "notify::hidden-until", G_CALLBACK (count_notify), &n_notified);
  wait_for_state (job, EASEL_JOB_STATE_AWAITING_INPUT);
  g_assert_cmpint (easel_job_get_hidden_until (job), ==, 0);
  g_assert_cmpuint (n_notified, ==, 0);
  hide (fixture, job, until);
  hide (fixture, job, until);
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_cmpuint (get_n_needs_person (fixture), ==, 1);

  job = restart (fixture, id);
  g_object_get (job, "hidden-until", &property, NULL);
  g_assert_cmpint (property, ==, until);
  answer (fixture, id, EASEL_DECISION_REVISE);
  wait_until (easel_job_get_hidden_until (job) == 0);
  wait_for_state (job, EASEL_JOB_STATE_AWAITING_INPUT);

  hide (fixture, job, until);
  answer (fixture, id, EASEL_DECISION_APPROVE);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpint (easel_job_get_hidden_until (job), ==, 0);
  job = restart (fixture, id);
  g_assert_cmpint (easel_job_get_hidden_until (job), ==, 0);

  hide (fixture, job, G_MAXINT64);
  job = restart (fixture, id);
  g_assert_cmpint (easel_job_get_hidden_until (job), ==, G_MAXINT64);
  hide (fixture, job, 0);
  job = restart (fixture, id);
  g_assert_cmpint (easel_job_get_hidden_until (job), ==, 0);

  g_assert_false (easel_queue_set_hidden_until (fixture->queue, "nobody", 0, &error));
  g_assert_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_UNKNOWN_JOB);
}

/* Only for good, and only until it fails again. */
static void
test_hidden_failure_needs_nobody (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;
  EaselJob *job;

  g_atomic_int_set (&fixture->fails, TRUE);
  job = submit (fixture->queue, "merge", NULL, "{}");
  id = g_strdup (easel_job_get_id (job));
  wait_for_state (job, EASEL_JOB_STATE_AWAITING_INPUT);
  hide (fixture, job, G_MAXINT64);
  g_assert_cmpuint (get_n_needs_person (fixture), ==, 1);
  answer (fixture, id, EASEL_DECISION_APPROVE);
  wait_for_state (job, EASEL_JOB_STATE_FAILED);
  g_assert_cmpint (easel_job_get_hidden_until (job), ==, 0);
  g_assert_cmpuint (get_n_needs_person (fixture), ==, 1);

  hide (fixture, job, g_get_real_time () + G_TIME_SPAN_DAY);
  g_assert_cmpuint (get_n_needs_person (fixture), ==, 1);
  hide (fixture, job, G_MAXINT64);
  g_assert_cmpuint (get_n_needs_person (fixture), ==, 0);
  job = restart (fixture, id);
  g_assert_cmpuint (get_n_needs_person (fixture), ==, 0);

  g_assert_true (easel_queue_retry (fixture->queue, id, NULL));
  wait_for_state (job, EASEL_JOB_STATE_FAILED);
  g_assert_cmpuint (get_n_needs_person (fixture), ==, 1);
  job = restart (fixture, id);
  g_assert_cmpint (easel_job_get_hidden_until (job), ==, 0);
  hide (fixture, job, G_MAXINT64);
  hide (fixture, job, 0);
  g_assert_cmpuint (get_n_needs_person (fixture), ==, 1);
}

/* Hidden while what it came to is on its way to disk: that is news all the same. */
static void
test_hidden_while_it_ends (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;
  EaselJob *job = submit (fixture->queue, "gate", NULL, "{}");

  id = g_strdup (easel_job_get_id (job));
  wait_until (gate_count_waiting (&fixture->gate) == 1);
  hide (fixture, job, G_MAXINT64);
  gate_open (&fixture->gate, 1);
  wait_until (easel_job_get_ticket (job)->activity == EASEL_JOB_ENDING);
  hide (fixture, job, G_MAXINT64);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpint (easel_job_get_hidden_until (job), ==, 0);
  job = restart (fixture, id);
  assert_state (job, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpint (easel_job_get_hidden_until (job), ==, 0);
}

/* A file of the first version, with a question that waits, and one that was answered. */
static void
test_migrate (Fixture *fixture, gconstpointer data)
{
  g_autofree char *dir = make_data_dir ();
  g_autofree char *path = g_build_filename (dir, "jobs.sqlite", NULL);
  g_autofree char *id = easel_id_new ();
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;
  EaselJob *job;

  {
    g_autoptr (sqlite3) db = easel_database_open (path, easel_store_schema_migrations, 1, &error);

    g_assert_no_error (error);
    sql = g_strdup_printf (
        "INSERT INTO jobs (id, state, kind, title, lane, created, params)"
        "  VALUES ('%s', 'awaiting_input', 'merge', 'Old', 'local', 1, '{}');"
        "INSERT INTO asks (job, nth, actions, asked, action, door, decided, comment, title, view,"
        "  data) VALUES (1, 0, 5, 2, 'revise', 'window', 3, 'Shorter.', 'Merge?', 'json', '1');"
        "INSERT INTO asks (job, nth, actions, asked, title, view, data)"
        "  VALUES (1, 1, 5, 4, 'Merge?', 'json', '2')",
        id);
    g_assert_true (easel_database_exec (db, sql, &error));
  }

  close_queue (fixture->queue);
  remove_dir (fixture->dir);
  g_set_str (&fixture->dir, dir);
  start (fixture);

  job = easel_queue_lookup (fixture->queue, id);
  assert_state (job, EASEL_JOB_STATE_AWAITING_INPUT);
  g_assert_cmpint (easel_job_get_hidden_until (job), ==, 0);
  assert_draft (fixture, id, 0, NULL);
  assert_draft (fixture, id, 1, NULL);
  g_assert_true (save_draft (fixture, id, "{\"mine\": true}", &error));
  hide (fixture, job, 5);
  job = restart (fixture, id);
  g_assert_cmpint (easel_job_get_hidden_until (job), ==, 5);
  assert_draft (fixture, id, 1, "{\"mine\": true}");
  answer (fixture, id, EASEL_DECISION_APPROVE);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
}

#define ADD(name, func) g_test_add ("/shelve/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("draft", test_draft);
  ADD ("draft-of-nothing", test_draft_of_nothing);
  ADD ("draft-survives-cancel", test_draft_survives_cancel);
  ADD ("hidden", test_hidden);
  ADD ("hidden-failure-needs-nobody", test_hidden_failure_needs_nobody);
  ADD ("hidden-while-it-ends", test_hidden_while_it_ends);
  ADD ("migrate", test_migrate);

  return g_test_run ();
}
