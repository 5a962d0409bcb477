/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-studio-private.h"

static void
on_days_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EaselStudio *self = g_task_get_source_object (task);
  g_autofree char *today = easel_spending_get_today ();
  GError *error = NULL;
  GPtrArray *days = easel_queue_load_spending_finish (EASEL_QUEUE (source), result, &error);

  if (days == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, easel_provider_spending_gather (self->providers, days, today),
                           (GDestroyNotify) g_ptr_array_unref);
}

void
easel_studio_load_spending_async (EaselStudio *self,
                                  guint n_days,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) first = g_date_time_add_days (now, 1 - (int) CLAMP (n_days, 1, 36600));
  g_autofree char *since = easel_spending_format_day (first);

  g_return_if_fail (EASEL_IS_STUDIO (self));
  g_return_if_fail (callback != NULL);

  g_task_set_source_tag (task, easel_studio_load_spending_async);
  g_task_set_name (task, "load spending");
  easel_queue_load_spending_async (self->queue, since, cancellable, on_days_loaded,
                                   g_object_ref (task));
}

GPtrArray *
easel_studio_load_spending_finish (EaselStudio *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_studio_load_spending_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
