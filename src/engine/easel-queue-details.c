/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-queue-private.h"

#include "easel-store-details.h"
#include "easel-store-spending.h"

static void
details_loaded (gpointer data, const GError *error, gpointer user_data)
{
  EaselDetailsQuery *query = data;
  g_autoptr (GTask) task = user_data;

  if (error != NULL)
    g_task_return_error (task, g_error_copy (error));
  else
    g_task_return_pointer (task, g_steal_pointer (&query->details),
                           (GDestroyNotify) easel_job_details_free);
}

void
easel_queue_load_details_async (EaselQueue *self,
                                const char *id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  EaselJobDetails *unsaved;
  EaselJob *job;

  g_return_if_fail (EASEL_IS_QUEUE (self));
  g_return_if_fail (id != NULL);

  g_task_set_source_tag (task, easel_queue_load_details_async);
  g_task_set_name (task, "easel_queue_load_details_async");

  job = easel_queue_lookup_or_error (self, id, &error);
  if (job == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  unsaved = easel_queue_get_unsaved_details (self, job);
  if (unsaved != NULL)
    g_task_return_pointer (task, unsaved, (GDestroyNotify) easel_job_details_free);
  else
    easel_store_post (self->store, EASEL_STORE_LAZY, easel_store_load_details,
                      easel_details_query_new (id), (GDestroyNotify) easel_details_query_free,
                      details_loaded, g_steal_pointer (&task));
}

EaselJobDetails *
easel_queue_load_details_finish (EaselQueue *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_queue_load_details_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
spending_loaded (gpointer data, const GError *error, gpointer user_data)
{
  EaselSpendingQuery *query = data;
  g_autoptr (GTask) task = user_data;

  if (error != NULL)
    g_task_return_error (task, g_error_copy (error));
  else
    g_task_return_pointer (task, g_steal_pointer (&query->days),
                           (GDestroyNotify) g_ptr_array_unref);
}

void
easel_queue_load_spending_async (EaselQueue *self,
                                 const char *since,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (EASEL_IS_QUEUE (self));

  g_task_set_source_tag (task, easel_queue_load_spending_async);
  g_task_set_name (task, "easel_queue_load_spending_async");
  easel_store_post (self->store, EASEL_STORE_LAZY, easel_store_load_spending,
                    easel_spending_query_new (since, NULL),
                    (GDestroyNotify) easel_spending_query_free, spending_loaded,
                    g_steal_pointer (&task));
}

GPtrArray *
easel_queue_load_spending_finish (EaselQueue *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_queue_load_spending_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
