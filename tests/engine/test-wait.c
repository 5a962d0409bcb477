/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-fixture.h"

typedef struct
{
  char *dir;
  EaselQueue *queue;
  Gate gate;
  gint64 delay; /* how long the first run waits */
  gint n_runs;  /* atomic */
  gint n_waits; /* atomic: how many runs are still to wait */
  gboolean fails;
  GMutex lock; /* guards what follows */
  GPtrArray *recalled;
  GPtrArray *deposits; /* as runs found them; "" for none */
} Fixture;

static void
note (Fixture *fixture, GPtrArray *texts, const char *text)
{
  g_mutex_lock (&fixture->lock);
  g_ptr_array_add (texts, g_strdup (text != NULL ? text : ""));
  g_mutex_unlock (&fixture->lock);
}

/* (transfer full) */
static char *
list (Fixture *fixture, GPtrArray *texts)
{
  g_autoptr (GString) line = g_string_new (NULL);

  g_mutex_lock (&fixture->lock);
  for (guint i = 0; i < texts->len; i++)
    g_string_append_printf (line, "%s|", (char *) texts->pdata[i]);
  g_mutex_unlock (&fixture->lock);
  return g_string_free (g_steal_pointer (&line), FALSE);
}

#define assert_list(fixture, texts, expected)                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *line_ = list (fixture, texts);                                                \
    g_assert_cmpstr (line_, ==, expected);                                                         \
  }                                                                                                \
  G_STMT_END

static char *
run_waiting (EaselRun *run, gpointer data, GError **error)
{
  Fixture *fixture = data;

  g_atomic_int_inc (&fixture->n_runs);
  easel_run_set_n_steps (run, 4);
  if (g_atomic_int_add (&fixture->n_waits, -1) > 0)
    {
      easel_run_wait_until (run, g_get_real_time () + fixture->delay, "Waiting for a server",
                            error);
      return NULL;
    }
  return g_strdup ("{}");
}

static char *
run_at_once (EaselRun *run, gpointer data, GError **error)
{
  return g_strdup ("{}");
}

/* Leaves something elsewhere, and is then at work with it. */
static char *
run_leaving (EaselRun *run, gpointer data, GError **error)
{
  Fixture *fixture = data;

  note (fixture, fixture->deposits, easel_run_get_deposit (run));
  if (easel_run_get_deposit (run) == NULL
      && !easel_run_set_deposit (run, "{\"batch\":1}", 0, error))
    return NULL;
  if (fixture->fails)
    {
      g_set_error_literal (error, TEST_ERROR, EASEL_RETRY_NEVER, "No.");
      return NULL;
    }
  if (!gate_pass (&fixture->gate, easel_run_get_cancellable (run), error)
      || !easel_run_set_deposit (run, NULL, 0, error))
    return NULL;
  return g_strdup ("{}");
}

static char *
run_recalling (EaselRun *run, gpointer data, GError **error)
{
  Fixture *fixture = data;

  note (fixture, fixture->recalled, easel_run_get_params (run));
  return g_strdup ("{}");
}

/* Makes a child that has failed, and another. */
static char *
run_parent (EaselRun *run, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) specs = g_ptr_array_new_with_free_func (
      (GDestroyNotify) easel_job_spec_free);
  g_autoptr (GPtrArray) outcomes = NULL;

  for (guint i = 0; i < 2; i++)
    {
      EaselJobSpec *spec = easel_job_spec_new ("at-once", "Child", "{}");

      spec->key = g_strdup_printf ("%u", i);
      spec->provider = g_strdup ("somebody");
      if (i == 0)
        {
          spec->failure = easel_failure_new ("refused", "It was refused.", "Ask.", "retry",
                                             EASEL_RETRY_NEVER);
          spec->usage = (EaselUsage) { 10, 2, 0, 300 };
          spec->thumbnail = g_strdup ("/thumbnail");
        }
      if (!easel_run_has_child (run, spec->key))
        g_ptr_array_add (specs, g_steal_pointer (&spec));
      g_clear_pointer (&spec, easel_job_spec_free);
    }
  if (specs->len > 0 && !easel_run_join_children (run, specs, &outcomes, error))
    return NULL;
  g_clear_pointer (&outcomes, g_ptr_array_unref);
  if (!easel_run_join_children (run, NULL, &outcomes, error))
    return NULL;
  return g_strdup_printf ("%u", outcomes->len);
}

static void
open_up (Fixture *fixture)
{
  const struct
  {
    const char *name;
    TestRunFunc func;
    const char *recall;
  } kinds[] = { { "waiting", run_waiting, NULL },
                { "at-once", run_at_once, NULL },
                { "leaving", run_leaving, "recalling" },
                { "recalling", run_recalling, NULL },
                { "parent", run_parent, NULL } };

  fixture->queue = make_queue (fixture->dir, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (EaselJobKind) kind = test_kind_new (kinds[i].name, kinds[i].func, fixture);

      test_kind_set_recall (kind, kinds[i].recall);
      easel_queue_add_kind (fixture->queue, kind);
    }
  open_queue (fixture->queue);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = make_data_dir ();
  fixture->delay = G_TIME_SPAN_HOUR;
  fixture->recalled = g_ptr_array_new_with_free_func (g_free);
  fixture->deposits = g_ptr_array_new_with_free_func (g_free);
  g_mutex_init (&fixture->lock);
  gate_init (&fixture->gate);
  open_up (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  close_queue (fixture->queue);
  gate_clear (&fixture->gate);
  g_mutex_clear (&fixture->lock);
  g_ptr_array_unref (fixture->recalled);
  g_ptr_array_unref (fixture->deposits);
  remove_dir (fixture->dir);
  g_free (fixture->dir);
}

static EaselJob *
submit_waiting (Fixture *fixture, int n_waits)
{
  EaselJob *job;

  g_atomic_int_set (&fixture->n_waits, n_waits);
  job = submit (fixture->queue, "waiting", "a", "{}");
  wait_until (easel_job_get_not_before (job) > 0);
  return job;
}

static void
assert_waits (EaselJob *job)
{
  assert_state (job, EASEL_JOB_STATE_QUEUED);
  g_assert_cmpstr (easel_job_get_message (job), ==, "Waiting for a server");
  g_assert_cmpint (easel_job_get_not_before (job), >, g_get_real_time ());
  g_assert_cmpuint (easel_job_get_attempts (job), ==, 0);
  g_assert_null (easel_job_get_failure (job));
}

static void
test_goes_on (Fixture *fixture, gconstpointer data)
{
  EaselJob *job;
  EaselJob *other;

  job = submit_waiting (fixture, 7);
  assert_waits (job);
  g_assert_cmpuint (easel_job_get_n_steps (job), ==, 4);

  /* Its lane, which has one place, is free. */
  other = submit (fixture->queue, "at-once", "a", "{}");
  wait_for_state (other, EASEL_JOB_STATE_COMPLETED);
  assert_state (job, EASEL_JOB_STATE_QUEUED);

  /* More often than a job may be tried. */
  fixture->delay = G_TIME_SPAN_MILLISECOND;
  g_assert_true (easel_queue_run_next (fixture->queue, easel_job_get_id (job), NULL));
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_runs), ==, 8);
  g_assert_cmpuint (easel_job_get_attempts (job), ==, 1);
  g_assert_null (easel_job_get_message (job));
}

static void
test_restart (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = submit_waiting (fixture, 2);
  g_autofree char *id = g_strdup (easel_job_get_id (job));
  gint64 until = easel_job_get_not_before (job);
  g_autoptr (GError) error = NULL;

  close_queue (fixture->queue);
  open_up (fixture);
  job = easel_queue_lookup (fixture->queue, id);
  assert_waits (job);
  g_assert_cmpint (easel_job_get_not_before (job), ==, until);
  iterate_for (50);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_runs), ==, 1);

  /* The person may be in more of a hurry, once and once more. */
  g_assert_true (easel_queue_run_next (fixture->queue, id, &error));
  g_assert_no_error (error);
  wait_until (g_atomic_int_get (&fixture->n_runs) == 2 && easel_job_get_not_before (job) > 0);
  assert_waits (job);
  g_assert_true (easel_queue_retry (fixture->queue, id, &error));
  g_assert_no_error (error);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
}

/* While it runs: what it waits for has not begun. */
static void
pause_it (EaselQueue *queue, EaselJob *job, EaselJobState before, gpointer data)
{
  if (easel_job_get_state (job) == EASEL_JOB_STATE_RUNNING)
    g_object_set (queue, "paused", TRUE, NULL);
}

static void
test_pause_and_cancel (Fixture *fixture, gconstpointer data)
{
  EaselJob *job;
  g_autoptr (GError) error = NULL;

  g_signal_connect (fixture->queue, "job-changed", G_CALLBACK (pause_it), NULL);
  fixture->delay = 50 * G_TIME_SPAN_MILLISECOND;
  job = submit_waiting (fixture, 1);
  iterate_for (100);
  assert_state (job, EASEL_JOB_STATE_QUEUED);
  g_object_set (fixture->queue, "paused", FALSE, NULL);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);

  g_object_set (fixture->queue, "paused", FALSE, NULL);
  job = submit_waiting (fixture, 1);
  g_assert_true (easel_queue_cancel (fixture->queue, easel_job_get_id (job), &error));
  assert_state (job, EASEL_JOB_STATE_CANCELED);
  g_assert_null (easel_job_get_message (job));
  g_object_set (fixture->queue, "paused", FALSE, NULL);
  iterate_for (100);
  assert_state (job, EASEL_JOB_STATE_CANCELED);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_runs), ==, 3);
}

static void
test_deposit_canceled (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = submit (fixture->queue, "leaving", "a", "{}");
  g_autofree char *id = g_strdup (easel_job_get_id (job));

  /* Not before it is left. */
  wait_until (gate_count_waiting (&fixture->gate) == 1);
  g_assert_true (easel_queue_cancel (fixture->queue, id, NULL));
  wait_until (fixture->recalled->len == 1 && gate_count_waiting (&fixture->gate) == 0);
  assert_list (fixture, fixture->recalled, "{\"batch\":1}|");

  /* It is the other's now; what is retried begins anew, and keeps it over a restart. */
  g_assert_true (easel_queue_retry (fixture->queue, id, NULL));
  wait_until (gate_count_waiting (&fixture->gate) == 1);
  close_queue (fixture->queue);
  open_up (fixture);
  wait_until (gate_count_waiting (&fixture->gate) == 1);
  assert_list (fixture, fixture->deposits, "||{\"batch\":1}|");

  /* What has been taken back by the run itself is nobody's. */
  gate_open (&fixture->gate, 1);
  job = easel_queue_lookup (fixture->queue, id);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  g_assert_true (easel_queue_remove (fixture->queue, id, NULL));
  iterate_for (50);
  assert_list (fixture, fixture->recalled, "{\"batch\":1}|");
}

static void
test_deposit_failed (Fixture *fixture, gconstpointer data)
{
  EaselJob *job;
  g_autofree char *id = NULL;

  fixture->fails = TRUE;
  job = submit (fixture->queue, "leaving", "a", "{}");
  id = g_strdup (easel_job_get_id (job));
  wait_for_state (job, EASEL_JOB_STATE_FAILED);
  close_queue (fixture->queue);
  open_up (fixture);
  g_assert_true (easel_queue_retry (fixture->queue, id, NULL));
  job = easel_queue_lookup (fixture->queue, id);
  wait_for_state (job, EASEL_JOB_STATE_FAILED);
  assert_list (fixture, fixture->deposits, "|{\"batch\":1}|");
  g_assert_cmpuint (fixture->recalled->len, ==, 0);

  g_assert_true (easel_queue_remove (fixture->queue, id, NULL));
  wait_until (fixture->recalled->len == 1);
}

static void
test_made_as_failed (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = submit (fixture->queue, "parent", "a", "{}");
  g_autofree char *id = g_strdup (easel_job_get_id (job));
  g_autofree char *child_id = NULL;

  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GListModel) children = NULL;
      g_autoptr (EaselJob) child = NULL;

      job = easel_queue_lookup (fixture->queue, id);
      children = easel_queue_get_children (fixture->queue, job);
      g_assert_cmpuint (g_list_model_get_n_items (children), ==, 2);
      child = g_list_model_get_item (children, 0);
      assert_state (child, EASEL_JOB_STATE_FAILED);
      g_assert_cmpstr (easel_job_get_failure (child)->message, ==, "It was refused.");
      g_assert_cmpstr (easel_job_get_failure (child)->hint, ==, "Ask.");
      g_assert_cmpstr (easel_job_get_thumbnail (child), ==, "/thumbnail");
      g_assert_cmpint (easel_job_get_usage (child).cost_micros, ==, 300);
      g_assert_cmpint (easel_job_get_finished (child), >, 0);
      child_id = i == 0 ? g_strdup (easel_job_get_id (child)) : child_id;
      g_assert_cmpuint (easel_job_get_n_children_in (job, EASEL_JOB_STATE_COMPLETED), ==, 1);
      if (i == 0)
        {
          g_clear_object (&child);
          g_clear_object (&children);
          close_queue (fixture->queue);
          open_up (fixture);
        }
    }

  /* A retry runs it, and the parent hears of it. */
  g_assert_true (easel_queue_retry (fixture->queue, child_id, NULL));
  wait_for_state (easel_queue_lookup (fixture->queue, child_id), EASEL_JOB_STATE_COMPLETED);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpuint (easel_job_get_n_children (job), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/wait/goes-on", test_goes_on);
  ADD ("/wait/restart", test_restart);
  ADD ("/wait/pause-and-cancel", test_pause_and_cancel);
  ADD ("/deposit/canceled", test_deposit_canceled);
  ADD ("/deposit/failed", test_deposit_failed);
  ADD ("/children/made-as-failed", test_made_as_failed);
#undef ADD
  return g_test_run ();
}
