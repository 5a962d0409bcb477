/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-fixture.h"

#include <glib/gstdio.h>

struct _TestKind
{
  EaselJobKind parent_instance;

  TestRunFunc func;
  gpointer data;
  const char *recall; /* (nullable): a kind */
};

G_DEFINE_FINAL_TYPE (TestKind, test_kind, EASEL_TYPE_JOB_KIND)

G_DEFINE_QUARK (test-error, test_error)

static char *
test_kind_run (EaselJobKind *kind, EaselRun *run, GError **error)
{
  TestKind *self = TEST_KIND (kind);

  return self->func (run, self->data, error);
}

static EaselFailure *
test_kind_describe_error (EaselJobKind *kind, const GError *error)
{
  EaselFailure *failure;
  const char *wait;

  if (error->domain != TEST_ERROR)
    return EASEL_JOB_KIND_CLASS (test_kind_parent_class)->describe_error (kind, error);

  failure = easel_failure_new ("test", error->message, NULL, "retry",
                               (EaselRetryPolicy) error->code);
  wait = strchr (error->message, '|');
  if (wait != NULL)
    failure->retry_after_ms = g_ascii_strtoll (wait + 1, NULL, 10);
  return failure;
}

static EaselJobSpec *
test_kind_recall (EaselJobKind *kind, EaselJob *job, const char *deposit)
{
  TestKind *self = TEST_KIND (kind);

  return self->recall != NULL ? easel_job_spec_new (self->recall, "Recall", deposit) : NULL;
}

static void
test_kind_class_init (TestKindClass *klass)
{
  EaselJobKindClass *kind_class = EASEL_JOB_KIND_CLASS (klass);

  kind_class->run = test_kind_run;
  kind_class->describe_error = test_kind_describe_error;
  kind_class->recall = test_kind_recall;
}

static void
test_kind_init (TestKind *self)
{
}

EaselJobKind *
test_kind_new (const char *name, TestRunFunc func, gpointer data)
{
  TestKind *self = g_object_new (TEST_TYPE_KIND, "name", name, NULL);

  self->func = func;
  self->data = data;
  return EASEL_JOB_KIND (self);
}

void
test_kind_set_recall (EaselJobKind *self, const char *name)
{
  TEST_KIND (self)->recall = name;
}

void
gate_init (Gate *gate)
{
  *gate = (Gate) { .tokens = 0 };
  g_mutex_init (&gate->lock);
  g_cond_init (&gate->cond);
}

void
gate_clear (Gate *gate)
{
  g_mutex_clear (&gate->lock);
  g_cond_clear (&gate->cond);
}

void
gate_open (Gate *gate, guint tokens)
{
  g_mutex_lock (&gate->lock);
  gate->tokens += tokens;
  g_cond_broadcast (&gate->cond);
  g_mutex_unlock (&gate->lock);
}

guint
gate_count_waiting (Gate *gate)
{
  guint waiting;

  g_mutex_lock (&gate->lock);
  waiting = gate->waiting;
  g_mutex_unlock (&gate->lock);
  return waiting;
}

guint
gate_count_passed (Gate *gate)
{
  guint passed;

  g_mutex_lock (&gate->lock);
  passed = gate->passed;
  g_mutex_unlock (&gate->lock);
  return passed;
}

static void
wake_gate (GCancellable *cancellable, Gate *gate)
{
  g_mutex_lock (&gate->lock);
  g_cond_broadcast (&gate->cond);
  g_mutex_unlock (&gate->lock);
}

gboolean
gate_pass (Gate *gate, GCancellable *cancellable, GError **error)
{
  gulong handler = 0;
  gboolean passed;

  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (wake_gate), gate, NULL);

  g_mutex_lock (&gate->lock);
  gate->waiting++;
  while (gate->tokens == 0 && !g_cancellable_is_cancelled (cancellable))
    g_cond_wait (&gate->cond, &gate->lock);
  gate->waiting--;
  passed = gate->tokens > 0 && !g_cancellable_is_cancelled (cancellable);
  if (passed)
    {
      gate->tokens--;
      gate->passed++;
    }
  g_mutex_unlock (&gate->lock);

  if (handler != 0)
    g_cancellable_disconnect (cancellable, handler);
  if (!passed)
    g_cancellable_set_error_if_cancelled (cancellable, error);
  return passed;
}

static gboolean
wake_up (gpointer data)
{
  return G_SOURCE_REMOVE;
}

void
iterate_until (gint64 deadline, const char *what, const char *file, int line)
{
  guint alarm;

  if (g_get_monotonic_time () > deadline)
    g_error ("%s:%d: still waiting for %s", file, line, what);

  /* Conditions that other threads bring about wake no main context. */
  alarm = g_timeout_add (5, wake_up, NULL);
  g_main_context_iteration (NULL, TRUE);
  if (g_main_context_find_source_by_id (NULL, alarm) != NULL)
    g_source_remove (alarm);
}

void
iterate_for (guint ms)
{
  gint64 end = g_get_monotonic_time () + ms * G_TIME_SPAN_MILLISECOND;

  while (g_get_monotonic_time () < end)
    iterate_until (end + G_USEC_PER_SEC, "time", __FILE__, __LINE__);
}

char *
make_data_dir (void)
{
  g_autoptr (GError) error = NULL;
  char *dir = g_dir_make_tmp ("easel-engine-XXXXXX", &error);

  g_assert_no_error (error);
  return dir;
}

void
remove_dir (const char *dir)
{
  g_autoptr (GDir) opened = g_dir_open (dir, 0, NULL);
  const char *name;

  while (opened != NULL && (name = g_dir_read_name (opened)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_dir (path);
      else
        g_unlink (path);
    }
  g_rmdir (dir);
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

EaselQueue *
make_queue (const char *dir, GNetworkMonitor *monitor)
{
  EaselQueue *queue = g_object_new (EASEL_TYPE_QUEUE, "data-dir", dir, "network-monitor", monitor,
                                    NULL);

  easel_queue_set_backoff (queue, 5, 4, 50, 60 * 1000);
  return queue;
}

void
open_queue (EaselQueue *queue)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  easel_queue_open_async (queue, NULL, keep_result, &result);
  wait_until (result != NULL);
  easel_queue_open_finish (queue, result, &error);
  g_assert_no_error (error);
}

GError *
open_queue_expecting_error (EaselQueue *queue)
{
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  easel_queue_open_async (queue, NULL, keep_result, &result);
  wait_until (result != NULL);
  g_assert_false (easel_queue_open_finish (queue, result, &error));
  g_assert_nonnull (error);
  return error;
}

void
close_only (EaselQueue *queue)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  easel_queue_close_async (queue, keep_result, &result);
  wait_until (result != NULL);
  easel_queue_close_finish (queue, result, &error);
  g_assert_no_error (error);
}

void
close_queue (EaselQueue *queue)
{
  close_only (queue);

  /* What was under way lets go of it within the next turns of the loop. */
  g_object_add_weak_pointer (G_OBJECT (queue), (gpointer *) &queue);
  g_object_unref (queue);
  wait_until (queue == NULL);
}

EaselJob *
submit (EaselQueue *queue, const char *kind, const char *lane, const char *params)
{
  g_autoptr (EaselJobSpec) spec = easel_job_spec_new (kind, "Title", params);
  g_autoptr (GError) error = NULL;
  EaselJob *job;

  spec->lane = g_strdup (lane);
  job = easel_queue_submit (queue, spec, &error);
  g_assert_no_error (error);
  g_assert_nonnull (job);
  return job;
}

void
wait_accepted (EaselQueue *queue, EaselJob *job)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  easel_queue_wait_accepted_async (queue, job, NULL, keep_result, &result);
  wait_until (result != NULL);
  easel_queue_wait_accepted_finish (queue, result, &error);
  g_assert_no_error (error);
}

GError *
wait_not_accepted (EaselQueue *queue, EaselJob *job)
{
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  easel_queue_wait_accepted_async (queue, job, NULL, keep_result, &result);
  wait_until (result != NULL);
  g_assert_false (easel_queue_wait_accepted_finish (queue, result, &error));
  return error;
}

EaselJobDetails *
load_details (EaselQueue *queue, const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  EaselJobDetails *details;

  easel_queue_load_details_async (queue, id, NULL, keep_result, &result);
  wait_until (result != NULL);
  details = easel_queue_load_details_finish (queue, result, &error);
  g_assert_no_error (error);
  g_assert_nonnull (details);
  return details;
}

gboolean
respond (EaselQueue *queue, const char *id, EaselDecision *decision, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (EaselDecision) owned = decision;

  easel_queue_respond_async (queue, id, decision, keep_result, &result);
  wait_until (result != NULL);
  return easel_queue_respond_finish (queue, result, error);
}
