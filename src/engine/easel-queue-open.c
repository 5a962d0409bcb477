/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-queue-private.h"

#include "easel-store-jobs.h"

#include <glib/gi18n.h>

static void
network_changed (GNetworkMonitor *monitor, gboolean available, EaselQueue *self)
{
  if (available)
    easel_waits_release_online (self->waits);
}

static void
watch_network (EaselQueue *self)
{
  g_signal_connect_object (self->monitor, "network-changed", G_CALLBACK (network_changed), self,
                           G_CONNECT_DEFAULT);
  network_changed (self->monitor, g_network_monitor_get_network_available (self->monitor), self);
}

/* The system's monitor asks D-Bus when it is made, and waits for the answer. */
static void
find_network_monitor (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_task_return_pointer (task, g_object_ref (g_network_monitor_get_default ()), g_object_unref);
}

static void
network_monitor_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselQueue) self = user_data;

  self->monitor = g_task_propagate_pointer (G_TASK (result), NULL);
  watch_network (self);
}

static void
start_watching_network (EaselQueue *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->monitor != NULL)
    {
      watch_network (self);
      return;
    }

  task = g_task_new (NULL, NULL, network_monitor_found, g_object_ref (self));
  g_task_set_source_tag (task, start_watching_network);
  g_task_set_static_name (task, "easel network monitor");
  g_task_run_in_thread (task, find_network_monitor);
}

/* Returns: (transfer full): the jobs on disk, each with its parent */
static GPtrArray *
make_jobs (EaselStoreContents *contents)
{
  GPtrArray *jobs = g_ptr_array_new_full (contents->records->len, g_object_unref);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < contents->records->len; i++)
    {
      EaselJobRecord *record = g_steal_pointer (&contents->records->pdata[i]);
      EaselJob *parent = record->parent != NULL ? g_hash_table_lookup (by_id, record->parent)
                                                : NULL;
      EaselJob *job = easel_job_new_from_record (record, parent);

      g_hash_table_insert (by_id, (gpointer) easel_job_get_id (job), job);
      g_ptr_array_add (jobs, job);
    }
  return jobs;
}

static int
compare_boosts (gconstpointer a, gconstpointer b)
{
  gint64 boost_a = easel_job_get_ticket (*(EaselJob *const *) a)->boost;
  gint64 boost_b = easel_job_get_ticket (*(EaselJob *const *) b)->boost;

  return boost_a < boost_b ? -1 : boost_a > boost_b;
}

/* Each that was put first goes before those that were put first earlier. */
static void
enqueue_loaded (EaselQueue *self, GPtrArray *jobs)
{
  g_autoptr (GPtrArray) first = g_ptr_array_new ();

  for (guint i = 0; i < jobs->len; i++)
    {
      EaselJob *job = jobs->pdata[i];

      if (easel_job_get_ticket (job)->boost > 0)
        g_ptr_array_add (first, job);
      else
        easel_queue_enqueue (self, job);
    }

  g_ptr_array_sort (first, compare_boosts);
  for (guint i = 0; i < first->len; i++)
    easel_queue_enqueue (self, first->pdata[i]);
}

static void
store_opened (gpointer data, const GError *error, gpointer user_data)
{
  EaselStoreContents *contents = data;
  g_autoptr (GTask) task = user_data;
  EaselQueue *self = g_task_get_source_object (task);
  g_autoptr (GPtrArray) jobs = NULL;

  if (self->phase != EASEL_QUEUE_OPENING)
    {
      g_task_return_new_error_literal (task, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_NOT_OPEN,
                                       _ ("Easel is closing."));
      return;
    }
  if (error != NULL)
    {
      self->open_error = g_error_copy (error);
      easel_queue_set_phase (self, EASEL_QUEUE_NEW);
      g_task_return_error (task, g_error_copy (error));
      return;
    }

  jobs = make_jobs (contents);
  easel_queue_insert (self, 0, jobs);
  easel_queue_set_paused_as_loaded (self, contents->paused);
  easel_queue_set_phase (self, EASEL_QUEUE_OPEN);
  if (contents->notice != NULL)
    easel_queue_emit_notice (self, contents->notice);
  enqueue_loaded (self, jobs);
  start_watching_network (self);
  easel_queue_schedule (self);
  g_task_return_boolean (task, TRUE);
}

void
easel_queue_open_async (EaselQueue *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (EASEL_IS_QUEUE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, easel_queue_open_async);
  g_task_set_name (task, "easel_queue_open_async");
  if (self->phase != EASEL_QUEUE_NEW)
    {
      g_task_return_new_error_literal (task, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_WRONG_STATE,
                                       _ ("Easel’s list of jobs was opened before."));
      return;
    }

  g_clear_error (&self->open_error);
  easel_queue_set_phase (self, EASEL_QUEUE_OPENING);
  easel_store_open (self->store, store_opened, g_steal_pointer (&task));
  easel_queue_post_held (self);
}

gboolean
easel_queue_open_finish (EaselQueue *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_queue_open_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
store_closed (gpointer data, const GError *error, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EaselQueue *self = g_task_get_source_object (task);

  easel_queue_set_phase (self, EASEL_QUEUE_CLOSED);
  if (error != NULL)
    g_task_return_error (task, g_error_copy (error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
close_store (EaselQueue *self)
{
  g_autoptr (GPtrArray) unwritten = g_hash_table_get_keys_as_ptr_array (self->unwritten);

  g_clear_handle_id (&self->close_timeout, g_source_remove);
  easel_queue_post_held (self);
  easel_queue_write_all (self, unwritten, EASEL_STORE_DURABLE);
  easel_store_close (self->store, store_closed, g_steal_pointer (&self->close_task));
}

void
easel_queue_go_on_closing (EaselQueue *self)
{
  if (self->close_task != NULL && g_hash_table_size (self->runs) == 0)
    close_store (self);
}

static gboolean
close_without_runs (gpointer user_data)
{
  EaselQueue *self = user_data;

  /* They are queued again when the file is opened the next time. */
  self->close_timeout = 0;
  close_store (self);
  return G_SOURCE_REMOVE;
}

/* Runs on a worker come back by themselves; the other running jobs wait for something. */
static void
interrupt (EaselQueue *self, EaselJob *job)
{
  EaselJobActivity activity = easel_job_get_ticket (job)->activity;

  if (easel_job_get_state (job) != EASEL_JOB_STATE_RUNNING)
    return;

  if (activity == EASEL_JOB_WORKING)
    easel_queue_withdraw (self, job);
  else if (activity != EASEL_JOB_ENDING)
    {
      easel_job_set_attempts (job, MAX (easel_job_get_attempts (job), 1) - 1);
      easel_queue_requeue (self, job);
    }
}

void
easel_queue_close_async (EaselQueue *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GPtrArray) jobs = NULL;

  g_return_if_fail (EASEL_IS_QUEUE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, easel_queue_close_async);
  g_task_set_name (task, "easel_queue_close_async");
  if (self->phase == EASEL_QUEUE_CLOSING || self->phase == EASEL_QUEUE_CLOSED)
    {
      g_autoptr (GError) error = NULL;

      easel_queue_set_not_open (&error);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  /* Whoever hears of an interruption may change the model. */
  jobs = g_ptr_array_copy (self->jobs, (GCopyFunc) g_object_ref, NULL);
  g_ptr_array_set_free_func (jobs, g_object_unref);
  self->close_task = g_steal_pointer (&task);
  easel_queue_set_phase (self, EASEL_QUEUE_CLOSING);
  for (guint i = 0; i < jobs->len; i++)
    interrupt (self, jobs->pdata[i]);

  self->close_timeout = g_timeout_add (self->close_timeout_ms, close_without_runs, self);
  easel_queue_go_on_closing (self);
}

gboolean
easel_queue_close_finish (EaselQueue *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_queue_close_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
