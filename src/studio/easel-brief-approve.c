/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-brief-private.h"

#include "easel-id.h"
#include "easel-merge-decision.h"

#include <glib/gi18n.h>

/* Approving all that can be approved without a look, as one group. */

typedef struct
{
  char *group;         /* (owned) */
  GHashTable *waiting; /* (owned): id → whether the answer was taken: these have not ended yet */
  guint n_approved;
  GError *error;    /* (owned) (nullable): the first reason why one was not */
  gulong on_change; /* handler of the queue */
  gulong on_ready;  /* handler of the studio */
} Approval;

static void
approval_free (gpointer data)
{
  Approval *approval = data;

  g_free (approval->group);
  g_hash_table_unref (approval->waiting);
  g_clear_error (&approval->error);
  g_free (approval);
}

/* @error: (transfer full) (nullable) */
static void
take_reason (Approval *approval, GError *error)
{
  if (approval->error == NULL)
    approval->error = error;
  else
    g_clear_error (&error);
}

/* Returns when all have ended. */
static void
return_if_done (GTask *task)
{
  EaselBrief *self = g_task_get_source_object (task);
  Approval *approval = g_task_get_task_data (task);

  if (g_hash_table_size (approval->waiting) > 0 || g_task_get_completed (task))
    return;
  if (self->studio != NULL)
    {
      g_clear_signal_handler (&approval->on_change, easel_studio_get_queue (self->studio));
      g_clear_signal_handler (&approval->on_ready, self->studio);
    }
  if (approval->n_approved == 0 && approval->error != NULL)
    g_task_return_error (task, g_steal_pointer (&approval->error));
  else
    g_task_return_boolean (task, TRUE);
}

/* Whether @job has come to its end, or to another question: then it is not waited for. */
static void
settle (GTask *task, EaselJob *job)
{
  Approval *approval = g_task_get_task_data (task);
  EaselJobState state = easel_job_get_state (job);
  const EaselFailure *failure = easel_job_get_failure (job);

  if (!easel_job_state_is_final (state) && state != EASEL_JOB_STATE_AWAITING_INPUT)
    return;
  if (state == EASEL_JOB_STATE_COMPLETED)
    approval->n_approved++;
  else if (state == EASEL_JOB_STATE_FAILED && failure != NULL)
    take_reason (approval, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, failure->message));
  else if (state == EASEL_JOB_STATE_AWAITING_INPUT)
    take_reason (approval, g_error_new_literal (EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_CHANGED,
                                                _ ("Something was changed in the meantime. Look at "
                                                   "what is proposed now.")));
  g_hash_table_remove (approval->waiting, easel_job_get_id (job));
  return_if_done (task);
}

static void
on_job_changed (EaselQueue *queue, EaselJob *job, EaselJobState before, gpointer user_data)
{
  GTask *task = user_data;
  const Approval *approval = g_task_get_task_data (task);

  if (GPOINTER_TO_INT (g_hash_table_lookup (approval->waiting, easel_job_get_id (job))))
    settle (task, job);
}

/* What has not ended when Easel does goes on at its next start. */
static void
on_ready_changed (EaselStudio *studio, GParamSpec *pspec, gpointer user_data)
{
  GTask *task = user_data;
  Approval *approval = g_task_get_task_data (task);

  g_hash_table_remove_all (approval->waiting);
  return_if_done (task);
}

/* One answer on its way. */
typedef struct
{
  GTask *task;   /* (owned) */
  EaselJob *job; /* (owned) */
} Answer;

static void
answer_free (Answer *answer)
{
  g_object_unref (answer->task);
  g_object_unref (answer->job);
  g_free (answer);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static void
on_responded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Answer) answer = user_data;
  Approval *approval = g_task_get_task_data (answer->task);
  const char *id = easel_job_get_id (answer->job);
  GError *error = NULL;

  if (!easel_studio_respond_finish (EASEL_STUDIO (source), result, &error))
    {
      take_reason (approval, error);
      g_hash_table_remove (approval->waiting, id);
      return_if_done (answer->task);
    }
  else if (g_hash_table_contains (approval->waiting, id))
    {
      g_hash_table_replace (approval->waiting, g_strdup (id), GINT_TO_POINTER (TRUE));
      settle (answer->task, answer->job);
    }
}

/* (transfer full) (element-type EaselJob) */
static GPtrArray *
list_jobs (EaselBrief *self)
{
  GPtrArray *jobs = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < easel_brief_get_count (self); i++)
    {
      g_autoptr (EaselBriefItem) item = g_list_model_get_item (G_LIST_MODEL (self), i);

      if (easel_brief_item_get_can_approve (item))
        g_ptr_array_add (jobs, g_object_ref (easel_brief_item_get_job (item)));
    }
  return jobs;
}

static void
approve (EaselBrief *self, GTask *task, EaselJob *job, const char *data, const char *door)
{
  g_autoptr (EaselDecision) decision = easel_decision_new (EASEL_DECISION_APPROVE, data, NULL,
                                                           door);
  Answer *answer = g_new0 (Answer, 1);

  answer->task = g_object_ref (task);
  answer->job = g_object_ref (job);
  easel_studio_respond_async (self->studio, easel_job_get_id (job), decision,
                              g_task_get_cancellable (task), on_responded, answer);
}

void
easel_brief_approve_all_async (EaselBrief *self,
                               const char *door,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (EaselMergeDecision) decision = easel_merge_decision_new ();
  g_autofree char *data = NULL;
  Approval *approval;

  g_return_if_fail (EASEL_IS_BRIEF (self));
  g_return_if_fail (door != NULL);
  g_return_if_fail (self->studio != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, easel_brief_approve_all_async);
  g_task_set_static_name (task, "approve all");
  /* What was done is told, also when the rest is not waited for. */
  g_task_set_check_cancellable (task, FALSE);
  approval = g_new0 (Approval, 1);
  approval->group = easel_id_new ();
  approval->waiting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_task_set_task_data (task, approval, approval_free);

  jobs = list_jobs (self);
  decision->group = g_strdup (approval->group);
  data = easel_merge_decision_to_json (decision);
  for (guint i = 0; i < jobs->len; i++)
    g_hash_table_insert (approval->waiting,
                         g_strdup (easel_job_get_id (g_ptr_array_index (jobs, i))), NULL);
  approval->on_change = g_signal_connect_data (easel_studio_get_queue (self->studio), "job-changed",
                                               G_CALLBACK (on_job_changed), g_object_ref (task),
                                               (GClosureNotify) (GCallback) g_object_unref, 0);
  approval->on_ready = g_signal_connect_data (self->studio, "notify::ready",
                                              G_CALLBACK (on_ready_changed), g_object_ref (task),
                                              (GClosureNotify) (GCallback) g_object_unref, 0);
  for (guint i = 0; i < jobs->len; i++)
    approve (self, task, g_ptr_array_index (jobs, i), data, door);
  return_if_done (task);
}

gboolean
easel_brief_approve_all_finish (EaselBrief *self,
                                GAsyncResult *result,
                                guint *n_approved,
                                char **group,
                                GError **error)
{
  const Approval *approval;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_brief_approve_all_async), FALSE);

  approval = g_task_get_task_data (G_TASK (result));
  if (n_approved != NULL)
    *n_approved = approval->n_approved;
  if (group != NULL)
    *group = approval->n_approved > 0 ? g_strdup (approval->group) : NULL;
  return g_task_propagate_boolean (G_TASK (result), error);
}
