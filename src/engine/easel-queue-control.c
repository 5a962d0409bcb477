/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-queue-private.h"

#include "easel-store-jobs.h"
#include "easel-store-journal.h"

#include <glib/gi18n.h>

static GPtrArray *
new_family (EaselJob *job)
{
  GPtrArray *family = g_ptr_array_new_with_free_func (g_object_unref);

  easel_queue_collect (job, family);
  return family;
}

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

void
easel_queue_cancel_family (EaselQueue *self, GPtrArray *family)
{
  g_autoptr (GPtrArray) canceled = g_ptr_array_new ();

  for (guint i = 0; i < family->len; i++)
    {
      EaselJob *job = family->pdata[i];

      /* Whoever heard of the one before may have acted on this one. */
      if (has_ended (job))
        continue;

      easel_queue_new_epoch (self, job);
      easel_queue_withdraw (self, job);
      easel_queue_move (self, job, EASEL_JOB_STATE_CANCELED, NULL);
      g_ptr_array_add (canceled, job);
    }

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

  family = new_family (job);
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
  if (has_ended (job) && !can_retry (job))
    return easel_queue_set_wrong_state (error, _ ("This job is done and cannot be retried."));
  if (easel_queue_is_unsaved (self, job))
    return retry_unsaved (self, job, error);

  family = new_family (job);
  for (guint i = 0; i < family->len; i++)
    {
      EaselJob *member = family->pdata[i];

      if (!can_retry (member))
        continue;
      if (easel_queue_is_unsaved (self, member))
        easel_queue_save_again (self, member);
      else
        retry_job (self, member);
      g_ptr_array_add (retried, member);
    }

  if (retried->len == 0)
    return easel_queue_set_wrong_state (error, _ ("This job has not failed."));
  easel_queue_write_all (self, retried, EASEL_STORE_DURABLE);
  easel_queue_schedule (self);
  return TRUE;
}

static void
put_first (EaselQueue *self, EaselJob *job)
{
  easel_job_set_not_before (job, 0);
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
  family = new_family (job);
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

static gboolean
check_decision (EaselJob *job, const EaselDecision *decision, GError **error)
{
  EaselDecisionAction offered = easel_job_get_ticket (job)->asked | EASEL_DECISION_CANCEL;
  gboolean is_offered = FALSE;
  gboolean is_complete = TRUE;

  switch (decision->action)
    {
    case EASEL_DECISION_EDIT:
      is_complete = decision->data != NULL;
      is_offered = (offered & EASEL_DECISION_EDIT) != 0;
      break;
    case EASEL_DECISION_REVISE:
      is_complete = decision->comment != NULL && *decision->comment != '\0';
      is_offered = (offered & EASEL_DECISION_REVISE) != 0;
      break;
    case EASEL_DECISION_APPROVE:
    case EASEL_DECISION_CANCEL:
      is_offered = (offered & decision->action) != 0;
      break;
    default:
      break;
    }

  if (is_offered && is_complete)
    return TRUE;

  g_set_error_literal (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_BAD_DECISION,
                       is_offered ? _ ("The decision lacks what it is about.")
                                  : _ ("This job does not offer that decision."));
  return FALSE;
}

/* A decision on its way to disk. */
typedef struct
{
  GTask *task;   /* (owned) */
  EaselJob *job; /* (owned) */
  guint epoch;
} Response;

static void
response_free (Response *response)
{
  g_object_unref (response->task);
  g_object_unref (response->job);
  g_free (response);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Response, response_free)

static void
answer_written (gpointer data, const GError *error, gpointer user_data)
{
  g_autoptr (Response) response = user_data;
  EaselAnswer *answer = data;
  EaselJob *job = response->job;
  EaselQueue *self = g_task_get_source_object (response->task);

  if (easel_job_get_ticket (job)->epoch != response->epoch)
    {
      g_task_return_new_error_literal (response->task, EASEL_ENGINE_ERROR,
                                       EASEL_ENGINE_ERROR_WRONG_STATE,
                                       _ ("This job was canceled meanwhile."));
      return;
    }

  easel_queue_set_activity (self, job, EASEL_JOB_IDLE);
  if (error != NULL)
    {
      g_task_return_error (response->task, g_error_copy (error));
      return;
    }

  easel_job_get_ticket (job)->asked = 0;
  if (answer->decision->action == EASEL_DECISION_CANCEL)
    {
      g_autoptr (GPtrArray) family = new_family (job);

      easel_queue_cancel_family (self, family);
    }
  else
    {
      easel_queue_move (self, job, EASEL_JOB_STATE_RUNNING, NULL);
      easel_queue_enqueue (self, job);
      easel_queue_schedule (self);
    }
  g_task_return_boolean (response->task, TRUE);
}

static gboolean
can_respond (EaselQueue *self, const char *id, const EaselDecision *decision, GError **error)
{
  EaselJob *job = easel_queue_lookup_or_error (self, id, error);

  if (job == NULL)
    return FALSE;
  if (easel_job_get_state (job) != EASEL_JOB_STATE_AWAITING_INPUT)
    return easel_queue_set_wrong_state (error, _ ("This job waits for no decision."));
  if (easel_job_get_ticket (job)->activity != EASEL_JOB_IDLE)
    return easel_queue_set_wrong_state (error, _ ("This was decided already."));
  return check_decision (job, decision, error);
}

void
easel_queue_respond_async (EaselQueue *self,
                           const char *id,
                           const EaselDecision *decision,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;
  EaselJobRecord *record;
  Response *response;

  g_return_if_fail (EASEL_IS_QUEUE (self));
  g_return_if_fail (id != NULL);
  g_return_if_fail (decision != NULL);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, easel_queue_respond_async);
  g_task_set_name (task, "easel_queue_respond_async");
  if (!can_respond (self, id, decision, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  response = g_new0 (Response, 1);
  response->task = g_steal_pointer (&task);
  response->job = g_object_ref (easel_queue_lookup (self, id));
  response->epoch = easel_job_get_ticket (response->job)->epoch;
  easel_queue_set_activity (self, response->job, EASEL_JOB_ANSWERING);

  record = easel_job_to_record (response->job);
  record->state = decision->action == EASEL_DECISION_CANCEL ? EASEL_JOB_STATE_CANCELED
                                                            : EASEL_JOB_STATE_RUNNING;
  easel_store_post (self->store, EASEL_STORE_DURABLE, easel_store_answer,
                    easel_answer_new (record, decision), (GDestroyNotify) easel_answer_free,
                    answer_written, response);
}

gboolean
easel_queue_respond_finish (EaselQueue *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_queue_respond_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
take_out_family (EaselQueue *self, EaselJob *job)
{
  g_autoptr (GPtrArray) family = new_family (job);

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
      g_autoptr (GPtrArray) family = new_family (job);

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

  family = new_family (job);
  if (!can_remove (self, job, family, error))
    return FALSE;

  for (guint i = 0; i < family->len; i++)
    {
      EaselJob *member = family->pdata[i];

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
