/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-queue-private.h"

#include "easel-store-jobs.h"

#include <glib/gi18n.h>

static gboolean
has_ended (EaselJob *job)
{
  return easel_job_state_is_final (easel_job_get_state (job));
}

static gboolean
can_retry (EaselJob *job)
{
  EaselJobState state = easel_job_get_state (job);

  return (state == EASEL_JOB_STATE_FAILED || state == EASEL_JOB_STATE_CANCELED)
         && easel_job_get_ticket (job)->activity == EASEL_JOB_IDLE;
}

/* What @job has left elsewhere is taken back by a job that is made here. */
static void
recall (EaselQueue *self, EaselJob *job)
{
  EaselJobKind *kind = g_hash_table_lookup (self->kinds, easel_job_get_kind (job));
  g_autofree char *deposit = g_strdup (easel_job_get_deposit (job));
  g_autoptr (EaselJobSpec) spec = NULL;
  g_autoptr (GError) error = NULL;

  if (deposit == NULL || kind == NULL || self->phase != EASEL_QUEUE_OPEN)
    return;

  easel_job_set_deposit (job, NULL);
  spec = easel_job_kind_recall (kind, job, deposit);
  if (spec != NULL && easel_queue_submit (self, spec, &error) == NULL)
    easel_queue_emit_notice (self, error->message);
}

/* Its run, if it has one, is told before what it last reported is looked at: either it leaves
 * nothing more elsewhere, or that is in the report. */
static void
stop_run (EaselQueue *self, EaselJob *job)
{
  EaselRun *run = g_hash_table_lookup (self->runs, job);

  easel_queue_withdraw (self, job);
  if (run != NULL)
    {
      g_autoptr (EaselRun) held = g_object_ref (run);

      easel_queue_apply_report (held, self);
    }
}

void
easel_queue_cancel_family (EaselQueue *self, GPtrArray *family)
{
  g_autoptr (GPtrArray) canceled = g_ptr_array_new ();
  g_autoptr (EaselJob) parent = NULL;

  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = 0; i < family->len; i++)
    {
      EaselJob *job = family->pdata[i];

      if (i == 1)
        parent = easel_queue_freeze_parent (job);
      /* Whoever heard of the one before may have acted on this one. */
      if (has_ended (job))
        continue;

      stop_run (self, job);
      if (has_ended (job))
        continue;
      easel_queue_new_epoch (self, job);
      easel_queue_withdraw (self, job);
      easel_queue_move (self, job, EASEL_JOB_STATE_CANCELED, NULL);
      g_ptr_array_add (canceled, job);
    }

  if (parent != NULL)
    g_object_thaw_notify (G_OBJECT (parent));
  g_object_thaw_notify (G_OBJECT (self));

  /* Before it is on disk that they are canceled: nothing is left behind when Easel dies now. */
  for (guint i = 0; i < canceled->len; i++)
    recall (self, canceled->pdata[i]);
  easel_queue_write_all (self, canceled, EASEL_STORE_DURABLE);
  for (guint i = 0; i < canceled->len; i++)
    easel_queue_child_ended (self, canceled->pdata[i]);
  easel_queue_schedule (self);
}

gboolean
easel_queue_cancel (EaselQueue *self, const char *id, GError **error)
{
  g_autoptr (GPtrArray) family = NULL;
  EaselJob *job;

  g_return_val_if_fail (EASEL_IS_QUEUE (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  job = easel_queue_lookup_or_error (self, id, error);
  if (job == NULL)
    return FALSE;

  family = easel_queue_get_family (job);
  for (guint i = 0; i < family->len; i++)
    if (!has_ended (family->pdata[i]))
      {
        easel_queue_cancel_family (self, family);
        return TRUE;
      }
  return easel_queue_set_wrong_state (error, _ ("This job has already ended."));
}

static void
retry_job (EaselQueue *self, EaselJob *job)
{
  easel_queue_new_epoch (self, job);
  easel_job_take_failure (job, NULL);
  easel_job_set_attempts (job, 0);
  easel_scheduler_hold (self->scheduler, easel_job_get_lane (job), 0);
  easel_queue_move (self, job, EASEL_JOB_STATE_QUEUED, NULL);
  easel_queue_enqueue (self, job);
}

/* What has ended above @job counted on what it came to, and goes on with it; not what a person
 * has canceled. */
static void
retry_parents (EaselQueue *self, EaselJob *job, GPtrArray *retried)
{
  EaselJob *parent = easel_job_get_parent_job (job);

  while (parent != NULL && !easel_queue_is_unsaved (self, parent)
         && easel_job_get_ticket (parent)->activity == EASEL_JOB_IDLE
         && (easel_job_get_state (parent) == EASEL_JOB_STATE_COMPLETED
             || easel_job_get_state (parent) == EASEL_JOB_STATE_FAILED))
    {
      retry_job (self, parent);
      g_ptr_array_add (retried, parent);
      parent = easel_job_get_parent_job (parent);
    }
}

/* A job that never came to disk is not queued before it is there. */
static gboolean
retry_unsaved (EaselQueue *self, EaselJob *job, GError **error)
{
  EaselJob *parent = easel_job_get_parent_job (job);

  if (parent != NULL && easel_queue_is_unsaved (self, parent))
    return easel_queue_set_wrong_state (error, _ ("Retry the whole batch instead."));

  easel_queue_save_again (self, job);
  return TRUE;
}

gboolean
easel_queue_retry (EaselQueue *self, const char *id, GError **error)
{
  g_autoptr (GPtrArray) family = NULL;
  g_autoptr (GPtrArray) retried = g_ptr_array_new ();
  EaselJob *job;

  g_return_val_if_fail (EASEL_IS_QUEUE (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  job = easel_queue_lookup_or_error (self, id, error);
  if (job == NULL)
    return FALSE;
  if (easel_job_get_ticket (job)->activity == EASEL_JOB_SAVING)
    return TRUE;
  if (easel_queue_is_unsaved (self, job))
    return retry_unsaved (self, job, error);

  family = easel_queue_get_family (job);
  for (guint i = 0; i < family->len; i++)
    {
      EaselJob *member = family->pdata[i];

      if (!can_retry (member))
        continue;
      if (easel_queue_is_unsaved (self, member))
        easel_queue_save_again (self, member);
      else
        {
          retry_job (self, member);
          retry_parents (self, member, retried);
        }
      g_ptr_array_add (retried, member);
    }

  if (retried->len == 0 && easel_job_get_state (job) == EASEL_JOB_STATE_QUEUED
      && easel_job_get_not_before (job) > 0)
    return easel_queue_run_next (self, id, error);
  if (retried->len == 0)
    return easel_queue_set_wrong_state (error, has_ended (job)
                                                   ? _ ("This job is done and cannot be retried.")
                                                   : _ ("This job has not failed."));
  easel_queue_write_all (self, retried, EASEL_STORE_DURABLE);
  easel_queue_schedule (self);
  return TRUE;
}

static void
put_first (EaselQueue *self, EaselJob *job)
{
  easel_job_set_not_before (job, 0);
  easel_job_set_message (job, NULL);
  easel_job_get_ticket (job)->when_online = FALSE;
  easel_job_get_ticket (job)->boost = g_get_real_time ();
  easel_queue_withdraw (self, job);
  easel_scheduler_hold (self->scheduler, easel_job_get_lane (job), 0);
  easel_queue_enqueue (self, job);
}

static gboolean
is_waiting (EaselJob *job)
{
  EaselJobState state = easel_job_get_state (job);

  return state == EASEL_JOB_STATE_PENDING || state == EASEL_JOB_STATE_QUEUED;
}

gboolean
easel_queue_run_next (EaselQueue *self, const char *id, GError **error)
{
  g_autoptr (GPtrArray) family = NULL;
  g_autoptr (GPtrArray) moved = g_ptr_array_new ();
  EaselJob *job;

  g_return_val_if_fail (EASEL_IS_QUEUE (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  job = easel_queue_lookup_or_error (self, id, error);
  if (job == NULL)
    return FALSE;

  /* Each goes before all others, so the last of a family goes first. */
  family = easel_queue_get_family (job);
  for (guint i = family->len; i > 0; i--)
    if (is_waiting (family->pdata[i - 1]))
      {
        put_first (self, family->pdata[i - 1]);
        g_ptr_array_add (moved, family->pdata[i - 1]);
      }

  if (moved->len == 0)
    return easel_queue_set_wrong_state (error, _ ("This job is not waiting for its turn."));
  easel_queue_write_all (self, moved, EASEL_STORE_LAZY);
  easel_queue_schedule (self);
  return TRUE;
}

static void
take_out_family (EaselQueue *self, EaselJob *job)
{
  g_autoptr (GPtrArray) family = easel_queue_get_family (job);

  for (guint i = family->len; i > 0; i--)
    {
      g_hash_table_remove (self->unsaved, family->pdata[i - 1]);
      easel_queue_take_out (self, family->pdata[i - 1]);
    }
}

static void
jobs_removed (gpointer data, const GError *error, gpointer user_data)
{
  g_autoptr (EaselQueue) self = user_data;
  GPtrArray *ids = data;
  EaselJob *job = easel_queue_lookup (self, ids->pdata[0]);

  if (job == NULL)
    return;
  if (error != NULL)
    {
      g_autoptr (GPtrArray) family = easel_queue_get_family (job);

      for (guint i = 0; i < family->len; i++)
        easel_queue_set_activity (self, family->pdata[i], EASEL_JOB_IDLE);
      easel_queue_emit_notice (self, error->message);
      return;
    }

  take_out_family (self, job);
  easel_store_post (self->store, EASEL_STORE_LAZY, easel_store_remove_attachments,
                    g_ptr_array_ref (ids), (GDestroyNotify) g_ptr_array_unref, NULL, NULL);
}

static gboolean
can_remove (EaselQueue *self, EaselJob *job, GPtrArray *family, GError **error)
{
  EaselJob *parent = easel_job_get_parent_job (job);

  for (guint i = 0; i < family->len; i++)
    if (!has_ended (family->pdata[i]))
      return easel_queue_set_wrong_state (error, _ ("This job has not ended yet."));

  /* A parent at work counts on its children. */
  if (parent != NULL && !has_ended (parent))
    return easel_queue_set_wrong_state (error, _ ("The batch has not ended yet."));
  return TRUE;
}

gboolean
easel_queue_remove (EaselQueue *self, const char *id, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) family = NULL;
  EaselJob *job;

  g_return_val_if_fail (EASEL_IS_QUEUE (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  job = easel_queue_lookup_or_error (self, id, error);
  if (job == NULL)
    return FALSE;
  if (easel_job_get_ticket (job)->activity == EASEL_JOB_REMOVING)
    return TRUE;

  family = easel_queue_get_family (job);
  if (!can_remove (self, job, family, error))
    return FALSE;

  for (guint i = 0; i < family->len; i++)
    {
      EaselJob *member = family->pdata[i];

      recall (self, member);
      if (!easel_queue_is_unsaved (self, member))
        g_ptr_array_add (ids, g_strdup (easel_job_get_id (member)));
      easel_queue_new_epoch (self, member);
      easel_queue_set_activity (self, member, EASEL_JOB_REMOVING);
    }

  if (easel_queue_is_unsaved (self, job))
    take_out_family (self, job);
  else
    easel_store_post (self->store, EASEL_STORE_DURABLE, easel_store_remove_jobs,
                      g_steal_pointer (&ids), (GDestroyNotify) g_ptr_array_unref, jobs_removed,
                      g_object_ref (self));
  return TRUE;
}
