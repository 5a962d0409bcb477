/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-fixture.h"

/**
 * FakeMonitor:
 *
 * A network monitor that says what the test wants.
 */
#define FAKE_TYPE_MONITOR (fake_monitor_get_type ())
G_DECLARE_FINAL_TYPE (FakeMonitor, fake_monitor, FAKE, MONITOR, GObject)

struct _FakeMonitor
{
  GObject parent_instance;

  gboolean available;
};

enum
{
  PROP_AVAILABLE = 1,
  PROP_METERED,
  PROP_CONNECTIVITY,
};

static void
fake_monitor_iface_init (GNetworkMonitorInterface *iface)
{
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeMonitor,
                               fake_monitor,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, NULL)
                                   G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR,
                                                          fake_monitor_iface_init))

static void
fake_monitor_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  FakeMonitor *self = FAKE_MONITOR (object);

  switch (prop_id)
    {
    case PROP_AVAILABLE:
      g_value_set_boolean (value, self->available);
      break;
    case PROP_METERED:
      g_value_set_boolean (value, FALSE);
      break;
    case PROP_CONNECTIVITY:
      g_value_set_enum (value, G_NETWORK_CONNECTIVITY_FULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
fake_monitor_class_init (FakeMonitorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fake_monitor_get_property;
  g_object_class_override_property (object_class, PROP_AVAILABLE, "network-available");
  g_object_class_override_property (object_class, PROP_METERED, "network-metered");
  g_object_class_override_property (object_class, PROP_CONNECTIVITY, "connectivity");
}

static void
fake_monitor_init (FakeMonitor *self)
{
}

static void
set_available (FakeMonitor *self, gboolean available)
{
  self->available = available;
  g_signal_emit_by_name (self, "network-changed", available);
}

typedef struct
{
  char *dir;
  FakeMonitor *monitor;
  EaselQueue *queue;
  gint n_runs;          /* atomic */
  gint n_steps;         /* atomic */
  gint n_failures;      /* atomic: how many runs are still to fail */
  EaselRetryPolicy how; /* set before runs start */
  const char *words;
} Fixture;

static char *
do_step (EaselRun *run, gpointer data, GError **error)
{
  Fixture *fixture = data;

  g_atomic_int_inc (&fixture->n_steps);
  return g_strdup ("made");
}

static char *
run_failing (EaselRun *run, gpointer data, GError **error)
{
  Fixture *fixture = data;
  g_autofree char *step = NULL;

  g_atomic_int_inc (&fixture->n_runs);
  step = easel_run_step (run, "step", NULL, do_step, fixture, error);
  if (step == NULL)
    return NULL;

  easel_run_set_outcome (run, "A Blue Coat");
  if (g_atomic_int_add (&fixture->n_failures, -1) > 0)
    {
      g_set_error_literal (error, TEST_ERROR, (int) fixture->how, fixture->words);
      return NULL;
    }
  return g_strdup ("{}");
}

static char *
run_local (EaselRun *run, gpointer data, GError **error)
{
  return g_strdup ("{}");
}

static char *
run_plain_error (EaselRun *run, gpointer data, GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no such picture.");
  return NULL;
}

static char *
run_nothing (EaselRun *run, gpointer data, GError **error)
{
  return NULL;
}

static void
add_kinds (Fixture *fixture)
{
  const struct
  {
    const char *name;
    TestRunFunc func;
  } kinds[] = { { "failing", run_failing },
                { "local", run_local },
                { "plain-error", run_plain_error },
                { "nothing", run_nothing } };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (EaselJobKind) kind = test_kind_new (kinds[i].name, kinds[i].func, fixture);

      easel_queue_add_kind (fixture->queue, kind);
    }
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = make_data_dir ();
  fixture->monitor = g_object_new (FAKE_TYPE_MONITOR, NULL);
  fixture->monitor->available = TRUE;
  fixture->words = "The server is busy.";
  fixture->queue = make_queue (fixture->dir, G_NETWORK_MONITOR (fixture->monitor));
  add_kinds (fixture);
  open_queue (fixture->queue);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  close_queue (fixture->queue);
  g_object_unref (fixture->monitor);
  remove_dir (fixture->dir);
  g_free (fixture->dir);
}

static void
restart (Fixture *fixture)
{
  close_queue (fixture->queue);
  fixture->queue = make_queue (fixture->dir, G_NETWORK_MONITOR (fixture->monitor));
  add_kinds (fixture);
  open_queue (fixture->queue);
}

static EaselJob *
submit_failing (Fixture *fixture, EaselRetryPolicy how, int n_failures)
{
  fixture->how = how;
  g_atomic_int_set (&fixture->n_failures, n_failures);
  return submit (fixture->queue, "failing", "a", "{}");
}

static void
test_never (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = submit_failing (fixture, EASEL_RETRY_NEVER, 1);

  wait_for_state (job, EASEL_JOB_STATE_FAILED);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_runs), ==, 1);
  g_assert_cmpstr (easel_job_get_failure (job)->code, ==, "test");
  g_assert_cmpstr (easel_job_get_failure (job)->message, ==, "The server is busy.");
  g_assert_cmpint (easel_job_get_finished (job), >, 0);
}

static void
test_backoff (Fixture *fixture, gconstpointer data)
{
  gint64 began = g_get_monotonic_time ();
  EaselJob *job = submit_failing (fixture, EASEL_RETRY_BACKOFF, 3);

  wait_until (easel_job_get_failure (job) != NULL);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_runs), ==, 4);
  g_assert_cmpuint (easel_job_get_attempts (job), ==, 4);
  g_assert_null (easel_job_get_failure (job));
  g_assert_cmpint (easel_job_get_not_before (job), ==, 0);

  /* 4, 8 and 16 ms, of which chance may take half. The step was done once. */
  g_assert_cmpint (g_get_monotonic_time () - began, >=, 14 * G_TIME_SPAN_MILLISECOND);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_steps), ==, 1);
}

static void
test_limit (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  EaselJob *job = submit_failing (fixture, EASEL_RETRY_BACKOFF, 1000);

  id = g_strdup (easel_job_get_id (job));
  wait_for_state (job, EASEL_JOB_STATE_FAILED);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_runs), ==, 5);
  g_assert_cmpuint (easel_job_get_attempts (job), ==, 5);

  /* The failure outlives a restart; so does the person's right to try again. */
  restart (fixture);
  job = easel_queue_lookup (fixture->queue, id);
  assert_state (job, EASEL_JOB_STATE_FAILED);
  g_assert_cmpstr (easel_job_get_failure (job)->message, ==, "The server is busy.");
  g_assert_cmpstr (easel_job_get_failure (job)->remedy, ==, "retry");
  g_atomic_int_set (&fixture->n_failures, 0);
  g_assert_true (easel_queue_retry (fixture->queue, id, &error));
  g_assert_no_error (error);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpuint (easel_job_get_attempts (job), ==, 1);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_steps), ==, 1);

  g_assert_false (easel_queue_retry (fixture->queue, id, &error));
  g_assert_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_WRONG_STATE);
}

static void
note_not_before (EaselJob *job, GParamSpec *pspec, gint64 *latest)
{
  *latest = MAX (*latest, easel_job_get_not_before (job));
}

/* The server's word counts, for this job and for the others of its lane. */
static void
test_retry_after (Fixture *fixture, gconstpointer data)
{
  gint64 until = 0;
  gint64 began;
  EaselJob *job;
  EaselJob *same_lane;
  EaselJob *other_lane;

  fixture->words = "Too many requests.|86400000";
  job = submit_failing (fixture, EASEL_RETRY_BACKOFF, 1);
  wait_until (easel_job_get_failure (job) != NULL);
  assert_state (job, EASEL_JOB_STATE_QUEUED);
  same_lane = submit (fixture->queue, "local", "a", "{}");
  other_lane = submit (fixture->queue, "local", "b", "{}");
  wait_for_state (other_lane, EASEL_JOB_STATE_COMPLETED);
  wait_for_state (same_lane, EASEL_JOB_STATE_QUEUED);
  assert_state (job, EASEL_JOB_STATE_QUEUED);

  /* And then they go on. */
  restart (fixture);
  fixture->words = "Too many requests.|300";
  began = g_get_real_time ();
  job = submit_failing (fixture, EASEL_RETRY_BACKOFF, 1);
  g_signal_connect (job, "notify::not-before", G_CALLBACK (note_not_before), &until);
  same_lane = submit (fixture->queue, "local", "a", "{}");
  wait_for_state (same_lane, EASEL_JOB_STATE_COMPLETED);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpint (until, >=, began + 300 * G_TIME_SPAN_MILLISECOND);
  g_assert_cmpint (easel_job_get_started (same_lane), >=, until);
  g_assert_cmpint (easel_job_get_started (job), >=, until);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_runs), ==, 3);
}

/* One that says when to come back is full, and not broken: it is asked for longer. */
static void
test_full (Fixture *fixture, gconstpointer data)
{
  EaselJob *job;

  fixture->words = "The queue is full.|2";
  job = submit_failing (fixture, EASEL_RETRY_BACKOFF, 9);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_runs), ==, 10);

  job = submit_failing (fixture, EASEL_RETRY_BACKOFF, 1000);
  wait_for_state (job, EASEL_JOB_STATE_FAILED);
  g_assert_cmpuint (easel_job_get_attempts (job), ==, 50);
}

static void
test_run_next_does_not_wait (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  EaselJob *job;

  fixture->words = "Come back tomorrow.|86400000";
  job = submit_failing (fixture, EASEL_RETRY_BACKOFF, 1);
  wait_until (easel_job_get_failure (job) != NULL);
  g_assert_true (easel_queue_run_next (fixture->queue, easel_job_get_id (job), &error));
  g_assert_no_error (error);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
}

static void
test_wait_outlives_restart (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;
  gint64 not_before;
  EaselJob *job;

  fixture->words = "Come back tomorrow.|86400000";
  job = submit_failing (fixture, EASEL_RETRY_BACKOFF, 1);
  id = g_strdup (easel_job_get_id (job));
  wait_until (easel_job_get_failure (job) != NULL);
  not_before = easel_job_get_not_before (job);
  restart (fixture);

  job = easel_queue_lookup (fixture->queue, id);
  iterate_for (50);
  assert_state (job, EASEL_JOB_STATE_QUEUED);
  g_assert_cmpint (easel_job_get_not_before (job), ==, not_before);
  g_assert_cmpstr (easel_job_get_failure (job)->code, ==, "test");
  g_assert_cmpuint (easel_job_get_attempts (job), ==, 1);
  g_assert_true (easel_queue_cancel (fixture->queue, id, NULL));
  assert_state (job, EASEL_JOB_STATE_CANCELED);
}

static void
test_offline (Fixture *fixture, gconstpointer data)
{
  EaselJob *job;
  EaselJob *local;

  set_available (fixture->monitor, FALSE);
  fixture->words = "There is no network.";
  job = submit_failing (fixture, EASEL_RETRY_WHEN_ONLINE, 1);
  wait_until (easel_job_get_failure (job) != NULL);
  iterate_for (50);
  assert_state (job, EASEL_JOB_STATE_QUEUED);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_runs), ==, 1);
  g_assert_cmpuint (easel_job_get_attempts (job), ==, 0);
  g_assert_cmpint (easel_job_get_not_before (job), >, g_get_real_time ());

  /* A server on this machine needs no network: its jobs go on. */
  local = submit (fixture->queue, "local", "a", "{}");
  wait_for_state (local, EASEL_JOB_STATE_COMPLETED);

  set_available (fixture->monitor, FALSE);
  iterate_for (20);
  assert_state (job, EASEL_JOB_STATE_QUEUED);
  set_available (fixture->monitor, TRUE);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpuint (easel_job_get_attempts (job), ==, 1);
}

/* However often it fails for want of a network, that is never the end of it. */
static void
test_offline_has_no_limit (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = submit_failing (fixture, EASEL_RETRY_WHEN_ONLINE, 12);

  for (int i = 1; i <= 12; i++)
    {
      wait_until (g_atomic_int_get (&fixture->n_runs) == i
                  && easel_job_get_state (job) == EASEL_JOB_STATE_QUEUED);
      set_available (fixture->monitor, TRUE);
    }
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
}

/* A monitor that is wrong does not keep a job for ever. */
static void
test_monitor_is_wrong (Fixture *fixture, gconstpointer data)
{
  EaselJob *job;

  easel_queue_set_backoff (fixture->queue, 5, 4, 50, 30);
  set_available (fixture->monitor, FALSE);
  job = submit_failing (fixture, EASEL_RETRY_WHEN_ONLINE, 2);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_runs), ==, 3);
}

static void
test_offline_over_restart (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;
  EaselJob *job;

  set_available (fixture->monitor, FALSE);
  job = submit_failing (fixture, EASEL_RETRY_WHEN_ONLINE, 1);
  id = g_strdup (easel_job_get_id (job));
  wait_until (easel_job_get_failure (job) != NULL);
  restart (fixture);
  job = easel_queue_lookup (fixture->queue, id);
  iterate_for (30);
  assert_state (job, EASEL_JOB_STATE_QUEUED);

  /* The network came back while Easel was not there. */
  fixture->monitor->available = TRUE;
  restart (fixture);
  job = easel_queue_lookup (fixture->queue, id);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
}

static void
test_default_words (Fixture *fixture, gconstpointer data)
{
  EaselJob *plain = submit (fixture->queue, "plain-error", NULL, "{}");
  EaselJob *nothing = submit (fixture->queue, "nothing", NULL, "{}");

  wait_for_state (plain, EASEL_JOB_STATE_FAILED);
  g_assert_cmpstr (easel_job_get_failure (plain)->code, ==, "failed");
  g_assert_cmpstr (easel_job_get_failure (plain)->message, ==, "There is no such picture.");

  /* A kind that forgets to say why still fails with a sentence. */
  wait_for_state (nothing, EASEL_JOB_STATE_FAILED);
  g_assert_cmpstr (easel_job_get_failure (nothing)->message, !=, "");
}

/* Only what has completed has come to something, and keeps it. */
static void
test_outcome (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;
  EaselJob *job = submit_failing (fixture, EASEL_RETRY_NEVER, 1);

  id = g_strdup (easel_job_get_id (job));
  wait_for_state (job, EASEL_JOB_STATE_FAILED);
  g_assert_null (easel_job_get_outcome (job));
  restart (fixture);
  job = easel_queue_lookup (fixture->queue, id);
  g_assert_null (easel_job_get_outcome (job));

  g_assert_true (easel_queue_retry (fixture->queue, id, NULL));
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpstr (easel_job_get_outcome (job), ==, "A Blue Coat");
  restart (fixture);
  job = easel_queue_lookup (fixture->queue, id);
  g_assert_cmpstr (easel_job_get_outcome (job), ==, "A Blue Coat");
}

#define ADD(name, func) g_test_add ("/retry/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("never", test_never);
  ADD ("backoff", test_backoff);
  ADD ("limit", test_limit);
  ADD ("retry-after", test_retry_after);
  ADD ("full", test_full);
  ADD ("run-next-does-not-wait", test_run_next_does_not_wait);
  ADD ("wait-outlives-restart", test_wait_outlives_restart);
  ADD ("offline", test_offline);
  ADD ("offline-has-no-limit", test_offline_has_no_limit);
  ADD ("monitor-is-wrong", test_monitor_is_wrong);
  ADD ("offline-over-restart", test_offline_over_restart);
  ADD ("outcome", test_outcome);
  ADD ("default-words", test_default_words);

  return g_test_run ();
}
