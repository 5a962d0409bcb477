/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-library.h"

/* The main thread's variants of the calls that read: the same call on a thread of GTask's,
 * which is meant for work as short as this. */

typedef struct
{
  EaselLibraryQuery query; /* points to the strings below */
  char *kind;
  char *text;
} QueryData;

static void
query_data_free (gpointer data)
{
  QueryData *self = data;

  g_free (self->kind);
  g_free (self->text);
  g_free (self);
}

/* @entities: (transfer full) (nullable) */
static void
return_entities (GTask *task, GPtrArray *entities, GError *error)
{
  if (entities != NULL)
    g_task_return_pointer (task, entities, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
query_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  QueryData *data = task_data;
  GError *error = NULL;
  GPtrArray *entities = easel_library_query (source, &data->query, &error);

  return_entities (task, entities, error);
}

void
easel_library_query_async (EaselLibrary *self,
                           const EaselLibraryQuery *query,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  QueryData *data = g_new0 (QueryData, 1);

  data->kind = g_strdup (query->kind);
  data->text = g_strdup (query->text);
  data->query = *query;
  data->query.kind = data->kind;
  data->query.text = data->text;

  g_task_set_source_tag (task, easel_library_query_async);
  g_task_set_name (task, "query the library");
  g_task_set_task_data (task, data, query_data_free);
  g_task_run_in_thread (task, query_thread);
}

GPtrArray *
easel_library_query_finish (EaselLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_library_query_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
get_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  EaselEntity *entity = easel_library_get (source, task_data, &error);

  if (entity != NULL)
    g_task_return_pointer (task, entity, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
easel_library_get_async (EaselLibrary *self,
                         const char *id,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, easel_library_get_async);
  g_task_set_name (task, "get from the library");
  g_task_set_task_data (task, g_strdup (id), g_free);
  g_task_run_in_thread (task, get_thread);
}

EaselEntity *
easel_library_get_finish (EaselLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_library_get_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
where_used_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *entities = easel_library_where_used (source, task_data, &error);

  return_entities (task, entities, error);
}

void
easel_library_where_used_async (EaselLibrary *self,
                                const char *id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, easel_library_where_used_async);
  g_task_set_name (task, "look where something is used");
  g_task_set_task_data (task, g_strdup (id), g_free);
  g_task_run_in_thread (task, where_used_thread);
}

GPtrArray *
easel_library_where_used_finish (EaselLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_library_where_used_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
