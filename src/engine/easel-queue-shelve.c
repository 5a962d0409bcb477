/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-queue-private.h"

#include "easel-store-asks.h"
#include "easel-store-jobs.h"

/* What the person puts aside: a decision half taken, a job they do not want to see now. */

static void
draft_written (gpointer data, const GError *error, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  if (error != NULL)
    g_task_return_error (task, g_error_copy (error));
  else
    g_task_return_boolean (task, TRUE);
}

void
easel_queue_save_draft_async (EaselQueue *self,
                              const char *id,
                              const char *draft,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;

  g_return_if_fail (EASEL_IS_QUEUE (self));
  g_return_if_fail (id != NULL);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, easel_queue_save_draft_async);
  g_task_set_name (task, "easel_queue_save_draft_async");
  if (!easel_queue_check_awaiting (self, id, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  easel_store_post (self->store, EASEL_STORE_LAZY, easel_store_save_draft,
                    easel_draft_new (id, draft), (GDestroyNotify) easel_draft_free, draft_written,
                    g_steal_pointer (&task));
}

gboolean
easel_queue_save_draft_finish (EaselQueue *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_queue_save_draft_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
hiding_written (gpointer data, const GError *error, gpointer user_data)
{
  g_autoptr (EaselQueue) self = user_data;

  if (error != NULL)
    easel_queue_emit_notice (self, error->message);
}

gboolean
easel_queue_set_hidden_until (EaselQueue *self, const char *id, gint64 until, GError **error)
{
  EaselJob *job;

  g_return_val_if_fail (EASEL_IS_QUEUE (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);
  g_return_val_if_fail (until >= 0, FALSE);

  job = easel_queue_lookup_or_error (self, id, error);
  if (job == NULL)
    return FALSE;

  easel_job_set_hidden_until (job, until);
  easel_queue_recount (self, job);
  /* Not with the rest of the job: what it comes to may be on its way to disk already. */
  if (!easel_queue_is_unsaved (self, job))
    easel_store_post (self->store, EASEL_STORE_LAZY, easel_store_hide_job,
                      easel_hiding_new (id, easel_job_get_state (job), until),
                      (GDestroyNotify) easel_hiding_free, hiding_written, g_object_ref (self));
  return TRUE;
}
