/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-library-keep.h"

#include "easel-library-keep-rows.h"
#include "easel-library-private.h"

gboolean
easel_library_set_keep_here (EaselLibrary *self, gboolean keep_here, GError **error)
{
  sqlite3 *db;

  g_return_val_if_fail (EASEL_IS_LIBRARY (self), FALSE);

  db = easel_library_begin_write (self, error);
  if (db == NULL
      || !easel_library_end_write (self, easel_library_keep_rows_write (db, keep_here, error),
                                   error))
    return FALSE;
  easel_library_tell_keep_here (self, keep_here);
  return TRUE;
}

static void
set_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (easel_library_set_keep_here (source, GPOINTER_TO_INT (task_data), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
easel_library_set_keep_here_async (EaselLibrary *self,
                                   gboolean keep_here,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, easel_library_set_keep_here_async);
  g_task_set_name (task, "keep the library here");
  g_task_set_task_data (task, GINT_TO_POINTER (keep_here), NULL);
  g_task_run_in_thread (task, set_thread);
}

gboolean
easel_library_set_keep_here_finish (EaselLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_library_set_keep_here_async),
                        FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
