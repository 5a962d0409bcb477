/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-studio-private.h"

#include "easel-decision-check.h"
#include "easel-engine-error.h"
#include "easel-merge.h"

#include <glib/gi18n.h>

/* Whether two can be merged --------------------------------------------------------------- */

typedef struct
{
  EaselLibrary *library; /* (owned) */
  char *source;          /* (owned) */
  char *target;          /* (owned) */
} MergeCheck;

static void
merge_check_free (gpointer data)
{
  MergeCheck *check = data;

  g_object_unref (check->library);
  g_free (check->source);
  g_free (check->target);
  g_free (check);
}

static void
check_merge_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const MergeCheck *check = task_data;
  g_autoptr (EaselEntity) kept = NULL;
  g_autoptr (EaselEntity) folded = NULL;
  GError *error = NULL;

  kept = easel_library_get (check->library, check->source, &error);
  if (kept != NULL)
    folded = easel_library_get (check->library, check->target, &error);
  if (folded != NULL && easel_merge_check (kept, folded, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
easel_studio_check_merge_async (EaselStudio *self,
                                const char *source,
                                const char *target,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  MergeCheck *check;

  g_return_if_fail (EASEL_IS_STUDIO (self));
  g_return_if_fail (source != NULL);
  g_return_if_fail (target != NULL);
  g_return_if_fail (callback != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, easel_studio_check_merge_async);
  g_task_set_static_name (task, "check merge");
  check = g_new0 (MergeCheck, 1);
  check->library = g_object_ref (self->library);
  check->source = g_strdup (source);
  check->target = g_strdup (target);
  g_task_set_task_data (task, check, merge_check_free);
  g_task_run_in_thread (task, check_merge_in_thread);
}

gboolean
easel_studio_check_merge_finish (EaselStudio *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_studio_check_merge_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Responding ------------------------------------------------------------------------------ */

/* An answer on its way: its job's details are loaded, it is checked on a worker, and handed to the
 * queue. Whoever answers first there has won. */
typedef struct
{
  EaselLibrary *library;    /* (owned) */
  char *id;                 /* (owned) */
  EaselDecision *decision;  /* (owned) */
  EaselJobDetails *details; /* (owned) (nullable): once loaded */
  gboolean is_late;         /* somebody else's answer came first */
} Response;

static void
response_free (gpointer data)
{
  Response *response = data;

  g_object_unref (response->library);
  g_free (response->id);
  easel_decision_free (response->decision);
  easel_job_details_free (response->details);
  g_free (response);
}

static void
on_responded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (easel_queue_respond_finish (EASEL_QUEUE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* What was asked when this began is asked no more: the answer was not meant for whatever the job
 * may ask now, and what the other one made of it is not what is wrong with this one. */
static void
on_job_changed (EaselQueue *queue, EaselJob *job, EaselJobState before, GTask *task)
{
  Response *response = g_task_get_task_data (task);

  response->is_late = response->is_late || g_str_equal (easel_job_get_id (job), response->id);
}

/* Returns: whether it is, and is told so */
static gboolean
refuse_if_late (GTask *task)
{
  const Response *response = g_task_get_task_data (task);

  if (response->is_late)
    g_task_return_new_error_literal (task, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_WRONG_STATE,
                                     _ ("This was decided already."));
  return response->is_late;
}

static void
hand_over (GTask *task)
{
  EaselStudio *self = g_task_get_source_object (task);
  const Response *response = g_task_get_task_data (task);

  easel_queue_respond_async (self->queue, response->id, response->decision, on_responded,
                             g_object_ref (task));
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_fine = g_task_propagate_boolean (G_TASK (result), &error);

  if (refuse_if_late (task))
    return;
  if (is_fine)
    hand_over (task);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
check_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Response *response = g_task_get_task_data (task_data);
  const EaselAskRecord *ask = easel_job_details_get_last_ask (response->details);
  GError *error = NULL;

  if (easel_decision_check (response->library, ask->proposal, response->decision, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_details_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Response *response = g_task_get_task_data (task);
  const EaselAskRecord *ask;
  GError *error = NULL;

  response->details = easel_queue_load_details_finish (EASEL_QUEUE (source), result, &error);
  if (response->details == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (refuse_if_late (task))
    return;

  /* Where nothing is asked any more, the queue has the words for it. */
  ask = easel_job_details_get_last_ask (response->details);
  if (ask == NULL || ask->decision != NULL)
    hand_over (task);
  else
    {
      g_autoptr (GTask) check = g_task_new (g_task_get_source_object (task),
                                            g_task_get_cancellable (task), on_checked,
                                            g_object_ref (task));

      g_task_set_source_tag (check, on_details_loaded);
      g_task_set_static_name (check, "check decision");
      g_task_set_task_data (check, g_object_ref (task), g_object_unref);
      g_task_run_in_thread (check, check_in_thread);
    }
}

void
easel_studio_respond_async (EaselStudio *self,
                            const char *id,
                            const EaselDecision *decision,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Response *response;
  EaselJob *job;

  g_return_if_fail (EASEL_IS_STUDIO (self));
  g_return_if_fail (id != NULL);
  g_return_if_fail (decision != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, easel_studio_respond_async);
  g_task_set_static_name (task, "respond");
  response = g_new0 (Response, 1);
  response->library = g_object_ref (self->library);
  response->id = g_strdup (id);
  response->decision = easel_decision_copy (decision);
  g_task_set_task_data (task, response, response_free);

  job = easel_queue_lookup (self->queue, id);
  if (job == NULL || easel_job_get_state (job) != EASEL_JOB_STATE_AWAITING_INPUT)
    hand_over (task);
  else
    {
      g_signal_connect_object (self->queue, "job-changed", G_CALLBACK (on_job_changed), task,
                               G_CONNECT_DEFAULT);
      easel_queue_load_details_async (self->queue, id, cancellable, on_details_loaded,
                                      g_object_ref (task));
    }
}

gboolean
easel_studio_respond_finish (EaselStudio *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_studio_respond_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
