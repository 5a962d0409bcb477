/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-library-tidy.h"

/* Tidying, for the main thread. */

typedef struct
{
  char *first;
  char *second;
  gboolean refused; /* for one call */
  gint64 until;     /* for the other */
} PairData;

static void
pair_data_free (gpointer data)
{
  PairData *self = data;

  g_free (self->first);
  g_free (self->second);
  g_free (self);
}

static PairData *
pair_data_new (const char *first, const char *second)
{
  PairData *self = g_new0 (PairData, 1);

  self->first = g_strdup (first);
  self->second = g_strdup (second);
  return self;
}

static void
refuse_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  PairData *data = task_data;
  GError *error = NULL;

  if (easel_library_set_not_duplicates (source, data->first, data->second, data->refused, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
easel_library_set_not_duplicates_async (EaselLibrary *self,
                                        const char *first,
                                        const char *second,
                                        gboolean refused,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  PairData *data = pair_data_new (first, second);

  data->refused = refused;

  g_task_set_source_tag (task, easel_library_set_not_duplicates_async);
  g_task_set_name (task, "remember what is no duplicate");
  g_task_set_task_data (task, data, pair_data_free);
  g_task_run_in_thread (task, refuse_thread);
}

gboolean
easel_library_set_not_duplicates_finish (EaselLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_library_set_not_duplicates_async),
                        FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
hide_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  PairData *data = task_data;
  GError *error = NULL;

  if (easel_library_hide_lookalike (source, data->first, data->second, data->until, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
easel_library_hide_lookalike_async (EaselLibrary *self,
                                    const char *first,
                                    const char *second,
                                    gint64 until,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  PairData *data = pair_data_new (first, second);

  data->until = until;

  g_task_set_source_tag (task, easel_library_hide_lookalike_async);
  g_task_set_name (task, "hide a lookalike");
  g_task_set_task_data (task, data, pair_data_free);
  g_task_run_in_thread (task, hide_thread);
}

gboolean
easel_library_hide_lookalike_finish (EaselLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_library_hide_lookalike_async),
                        FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
list_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *lookalikes = easel_library_list_lookalikes (source, &error);

  if (lookalikes != NULL)
    g_task_return_pointer (task, lookalikes, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
easel_library_list_lookalikes_async (EaselLibrary *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, easel_library_list_lookalikes_async);
  g_task_set_name (task, "list lookalikes");
  g_task_run_in_thread (task, list_thread);
}

GPtrArray *
easel_library_list_lookalikes_finish (EaselLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_library_list_lookalikes_async),
                        NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
