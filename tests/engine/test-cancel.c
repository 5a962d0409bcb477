/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-fixture.h"

#include "easel-id.h"

typedef struct
{
  char *dir;
  EaselQueue *queue;
  Gate gate;
  gint n_steps; /* atomic */
  gint n_told;  /* atomic: runs that saw their cancellable */
  gint n_late;  /* atomic: runs that returned a result in spite of it */
} Fixture;

static char *
do_step (EaselRun *run, gpointer data, GError **error)
{
  Fixture *fixture = data;

  g_atomic_int_inc (&fixture->n_steps);
  return g_strdup ("made");
}

/* A step, a wait that can be cancelled, and another step. */
static char *
run_obedient (EaselRun *run, gpointer data, GError **error)
{
  Fixture *fixture = data;
  g_autofree char *first = easel_run_step (run, "first", NULL, do_step, fixture, error);
  g_autofree char *second = NULL;

  if (first == NULL)
    return NULL;
  if (!gate_pass (&fixture->gate, easel_run_get_cancellable (run), error))
    {
      g_atomic_int_inc (&fixture->n_told);
      return NULL;
    }
  second = easel_run_step (run, "second", NULL, do_step, fixture, error);
  return second != NULL ? g_strdup ("\"done\"") : NULL;
}

/* Does not look at its cancellable, and comes back with a result. */
static char *
run_deaf (EaselRun *run, gpointer data, GError **error)
{
  Fixture *fixture = data;

  gate_pass (&fixture->gate, NULL, NULL);
  easel_run_append_text (run, "late words");
  if (g_cancellable_is_cancelled (easel_run_get_cancellable (run)))
    g_atomic_int_inc (&fixture->n_late);
  return g_strdup ("\"late\"");
}

/* Is cancelled inside of a step that succeeds. */
static char *
wait_and_succeed (EaselRun *run, gpointer data, GError **error)
{
  Fixture *fixture = data;

  g_atomic_int_inc (&fixture->n_steps);
  gate_pass (&fixture->gate, NULL, NULL);
  return g_strdup ("paid for");
}

static char *
run_paid (EaselRun *run, gpointer data, GError **error)
{
  g_autofree char *paid = easel_run_step (run, "paid", NULL, wait_and_succeed, data, error);

  return g_steal_pointer (&paid);
}

static void
start (Fixture *fixture)
{
  const struct
  {
    const char *name;
    TestRunFunc func;
  } kinds[] = { { "obedient", run_obedient }, { "deaf", run_deaf }, { "paid", run_paid } };

  fixture->queue = make_queue (fixture->dir, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (EaselJobKind) kind = test_kind_new (kinds[i].name, kinds[i].func, fixture);

      easel_queue_add_kind (fixture->queue, kind);
    }
  open_queue (fixture->queue);
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

static EaselJob *
restart (Fixture *fixture, const char *id)
{
  close_queue (fixture->queue);
  start (fixture);
  return easel_queue_lookup (fixture->queue, id);
}

static void
cancel (Fixture *fixture, EaselJob *job)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (easel_queue_cancel (fixture->queue, easel_job_get_id (job), &error));
  g_assert_no_error (error);
  assert_state (job, EASEL_JOB_STATE_CANCELED);
  g_assert_false (easel_job_get_cancelable (job));
  g_assert_cmpint (easel_job_get_finished (job), >, 0);
}

static void
assert_stays_canceled (Fixture *fixture, const char *id)
{
  EaselJob *job = easel_queue_lookup (fixture->queue, id);
  g_autoptr (EaselJobDetails) details = NULL;

  iterate_for (30);
  assert_state (job, EASEL_JOB_STATE_CANCELED);
  job = restart (fixture, id);
  assert_state (job, EASEL_JOB_STATE_CANCELED);
  details = load_details (fixture->queue, id);
  g_assert_null (details->result);
}

static void
test_pending (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = submit (fixture->queue, "obedient", "a", "{}");
  g_autofree char *id = g_strdup (easel_job_get_id (job));

  /* Its row is just being committed. */
  assert_state (job, EASEL_JOB_STATE_PENDING);
  cancel (fixture, job);
  wait_accepted (fixture->queue, job);
  assert_stays_canceled (fixture, id);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_steps), ==, 0);
}

static void
test_pending_before_open (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (EaselJobKind) kind = test_kind_new ("obedient", run_obedient, fixture);
  EaselJob *job;

  close_queue (fixture->queue);
  fixture->queue = make_queue (fixture->dir, NULL);
  easel_queue_add_kind (fixture->queue, kind);
  job = submit (fixture->queue, "obedient", "a", "{}");
  id = g_strdup (easel_job_get_id (job));
  cancel (fixture, job);
  open_queue (fixture->queue);
  wait_accepted (fixture->queue, job);
  assert_stays_canceled (fixture, id);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_steps), ==, 0);
}

static void
test_queued (Fixture *fixture, gconstpointer data)
{
  EaselJob *running = submit (fixture->queue, "obedient", "a", "{}");
  EaselJob *job = submit (fixture->queue, "obedient", "a", "{}");
  g_autofree char *id = g_strdup (easel_job_get_id (job));

  wait_for_state (running, EASEL_JOB_STATE_RUNNING);
  wait_for_state (job, EASEL_JOB_STATE_QUEUED);
  cancel (fixture, job);
  gate_open (&fixture->gate, 1);
  wait_for_state (running, EASEL_JOB_STATE_COMPLETED);
  assert_stays_canceled (fixture, id);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_steps), ==, 2);
}

static void
test_running (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = submit (fixture->queue, "obedient", "a", "{}");
  g_autofree char *id = g_strdup (easel_job_get_id (job));

  wait_until (gate_count_waiting (&fixture->gate) == 1);
  cancel (fixture, job);
  wait_until (g_atomic_int_get (&fixture->n_told) == 1);
  assert_stays_canceled (fixture, id);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_steps), ==, 1);
}

static void
test_late_result (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = submit (fixture->queue, "deaf", "a", "{}");
  g_autofree char *id = g_strdup (easel_job_get_id (job));

  wait_until (gate_count_waiting (&fixture->gate) == 1);
  cancel (fixture, job);
  gate_open (&fixture->gate, 1);
  wait_until (g_atomic_int_get (&fixture->n_late) == 1);
  iterate_for (30);
  g_assert_cmpstr (easel_job_get_text (job), ==, "");
  assert_stays_canceled (fixture, id);
}

/* Retried while the cancelled run is still on its worker: they are never there together. */
static void
test_retry_beside_late_run (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = submit (fixture->queue, "deaf", "a", "{}");
  g_autofree char *id = g_strdup (easel_job_get_id (job));

  easel_queue_set_lane_capacity (fixture->queue, "a", 2);
  wait_until (gate_count_waiting (&fixture->gate) == 1);
  cancel (fixture, job);
  g_assert_true (easel_queue_retry (fixture->queue, id, NULL));
  iterate_for (30);
  assert_state (job, EASEL_JOB_STATE_QUEUED);
  g_assert_cmpuint (gate_count_waiting (&fixture->gate), ==, 1);

  gate_open (&fixture->gate, 1);
  wait_for_state (job, EASEL_JOB_STATE_RUNNING);
  iterate_for (30);
  assert_state (job, EASEL_JOB_STATE_RUNNING);
  gate_open (&fixture->gate, 1);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_late), ==, 1);
}

/* Its run has come to its end, and that is just being written. */
static void
test_ending (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = submit (fixture->queue, "obedient", "a", "{}");
  g_autofree char *id = g_strdup (easel_job_get_id (job));
  guint epoch;

  gate_open (&fixture->gate, 1);
  while (easel_job_get_ticket (job)->activity != EASEL_JOB_ENDING)
    g_main_context_iteration (NULL, TRUE);
  assert_state (job, EASEL_JOB_STATE_RUNNING);
  cancel (fixture, job);
  assert_stays_canceled (fixture, id);

  /* A retry at once is a new life, which the end of the old one does not touch. */
  job = submit (fixture->queue, "obedient", "a", "{}");
  gate_open (&fixture->gate, 1);
  while (easel_job_get_ticket (job)->activity != EASEL_JOB_ENDING)
    g_main_context_iteration (NULL, TRUE);
  cancel (fixture, job);
  g_assert_true (easel_queue_retry (fixture->queue, easel_job_get_id (job), NULL));
  epoch = easel_job_get_ticket (job)->epoch;
  wait_until (gate_count_waiting (&fixture->gate) == 1);
  iterate_for (30);
  assert_state (job, EASEL_JOB_STATE_RUNNING);
  g_assert_cmpuint (easel_job_get_ticket (job)->epoch, ==, epoch);
  gate_open (&fixture->gate, 1);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
}

/* What a cancelled run has paid for is there when the job is tried again. */
static void
test_paid_step_is_kept (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = submit (fixture->queue, "paid", "a", "{}");
  g_autofree char *id = g_strdup (easel_job_get_id (job));
  g_autoptr (EaselJobDetails) details = NULL;

  wait_until (gate_count_waiting (&fixture->gate) == 1);
  cancel (fixture, job);
  gate_open (&fixture->gate, 1);
  wait_until (gate_count_waiting (&fixture->gate) == 0);
  g_assert_true (easel_queue_retry (fixture->queue, id, NULL));
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  details = load_details (fixture->queue, id);
  g_assert_cmpstr (details->result, ==, "paid for");
  g_assert_cmpint (g_atomic_int_get (&fixture->n_steps), ==, 1);
}

static void
test_final (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  EaselJob *job = submit (fixture->queue, "obedient", "a", "{}");

  gate_open (&fixture->gate, 1);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  g_assert_false (easel_queue_cancel (fixture->queue, easel_job_get_id (job), &error));
  g_assert_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_WRONG_STATE);
  assert_state (job, EASEL_JOB_STATE_COMPLETED);
}

/* At any moment of a short life, the one answer and the other both leave a sound job. */
static void
test_any_moment (Fixture *fixture, gconstpointer data)
{
  guint n_canceled = 0;
  guint n_completed = 0;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) states = g_hash_table_new (g_str_hash, g_str_equal);

  gate_open (&fixture->gate, 1000);
  for (guint i = 0; i < 200; i++)
    {
      EaselJob *job = submit (fixture->queue, "obedient", "a", "{}");
      guint n_turns = i % 40;

      for (guint turn = 0; turn < n_turns; turn++)
        {
          g_main_context_iteration (NULL, FALSE);
          g_usleep (20);
        }
      easel_queue_cancel (fixture->queue, easel_job_get_id (job), NULL);
      g_assert_true (easel_job_state_is_final (easel_job_get_state (job)));
      g_ptr_array_add (ids, g_strdup (easel_job_get_id (job)));
      g_hash_table_insert (states, ids->pdata[i], GUINT_TO_POINTER (easel_job_get_state (job)));
    }

  restart (fixture, ids->pdata[0]);
  for (guint i = 0; i < ids->len; i++)
    {
      EaselJob *job = easel_queue_lookup (fixture->queue, ids->pdata[i]);
      EaselJobState was = GPOINTER_TO_UINT (g_hash_table_lookup (states, ids->pdata[i]));

      g_assert_nonnull (job);
      assert_state (job, was);
      n_canceled += was == EASEL_JOB_STATE_CANCELED;
      n_completed += was == EASEL_JOB_STATE_COMPLETED;
    }
  g_test_message ("%u canceled, %u completed", n_canceled, n_completed);
  g_assert_cmpuint (n_canceled, >, 0);
  g_assert_cmpuint (n_canceled + n_completed, ==, 200);
}

/* Canceled, and taken off the list, while it is on its way to disk: it is not there afterwards. */
static void
test_removed_at_once (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = submit (fixture->queue, "obedient", "a", "{}");
  g_autofree char *id = g_strdup (easel_job_get_id (job));

  cancel (fixture, job);
  g_assert_true (easel_queue_remove (fixture->queue, id, NULL));
  wait_accepted (fixture->queue, submit (fixture->queue, "obedient", "a", "{}"));
  g_assert_null (easel_queue_lookup (fixture->queue, id));
  g_assert_null (restart (fixture, id));
}

static void
cancel_it (EaselQueue *queue, EaselJob *job, EaselJobState before, gpointer data)
{
  if (easel_job_get_state (job) == EASEL_JOB_STATE_RUNNING)
    easel_queue_cancel (queue, easel_job_get_id (job), NULL);
}

/* By somebody who hears that it runs, before it does. */
static void
test_from_a_handler (Fixture *fixture, gconstpointer data)
{
  EaselJob *job;
  EaselJob *next;

  g_signal_connect (fixture->queue, "job-changed", G_CALLBACK (cancel_it), NULL);
  job = submit (fixture->queue, "obedient", "a", "{}");
  wait_for_state (job, EASEL_JOB_STATE_CANCELED);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_steps), ==, 0);

  /* Its place in the lane is free. */
  g_signal_handlers_disconnect_by_func (fixture->queue, cancel_it, NULL);
  gate_open (&fixture->gate, 1);
  next = submit (fixture->queue, "obedient", "a", "{}");
  wait_for_state (next, EASEL_JOB_STATE_COMPLETED);
}

#define ADD(name, func) g_test_add ("/cancel/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("pending", test_pending);
  ADD ("pending-before-open", test_pending_before_open);
  ADD ("queued", test_queued);
  ADD ("running", test_running);
  ADD ("late-result", test_late_result);
  ADD ("ending", test_ending);
  ADD ("retry-beside-late-run", test_retry_beside_late_run);
  ADD ("paid-step-is-kept", test_paid_step_is_kept);
  ADD ("final", test_final);
  ADD ("any-moment", test_any_moment);
  ADD ("from-a-handler", test_from_a_handler);
  ADD ("removed-at-once", test_removed_at_once);

  return g_test_run ();
}
