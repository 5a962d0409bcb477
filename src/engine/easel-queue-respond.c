/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-queue-private.h"

#include "easel-store-asks.h"

#include <glib/gi18n.h>

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
      g_autoptr (GPtrArray) family = easel_queue_get_family (job);

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

gboolean
easel_queue_check_awaiting (EaselQueue *self, const char *id, GError **error)
{
  EaselJob *job = easel_queue_lookup_or_error (self, id, error);

  if (job == NULL)
    return FALSE;
  if (easel_job_get_state (job) != EASEL_JOB_STATE_AWAITING_INPUT)
    return easel_queue_set_wrong_state (error, _ ("This job waits for no decision."));
  if (easel_job_get_ticket (job)->activity != EASEL_JOB_IDLE)
    return easel_queue_set_wrong_state (error, _ ("This was decided already."));
  return TRUE;
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
  if (!easel_queue_check_awaiting (self, id, &error)
      || !check_decision (easel_queue_lookup (self, id), decision, &error))
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
