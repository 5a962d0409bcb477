/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-library-changes.h"

#include "easel-merge-value.h"

/* The main thread's variants: the same call on a thread of GTask's, with copies of its own. */

typedef struct _Change Change;

struct _Change
{
  gboolean (*run) (EaselLibrary *library, Change *self, char **entry, GError **error);

  /* These borrow from what follows. */
  EaselChangeStamp stamp;
  EaselEditRequest edit;
  const char *change;

  gboolean flag;    /* archived, or force */
  GStrv strings;    /* (owned) (nullable): ids, or tags */
  GPtrArray *texts; /* (owned) (element-type utf8) */
  GPtrArray *nodes; /* (owned) (element-type JsonNode) */
  GPtrArray *links; /* (owned) (nullable) (element-type EaselEntityPicture) */
};

static void
change_free (gpointer data)
{
  Change *self = data;

  g_strfreev (self->strings);
  g_ptr_array_unref (self->texts);
  g_ptr_array_unref (self->nodes);
  g_clear_pointer (&self->links, g_ptr_array_unref);
  g_free (self);
}

/* @text: (nullable). Returns: (transfer none) (nullable) */
static const char *
keep_text (Change *self, const char *text)
{
  char *copy = g_strdup (text);

  if (copy != NULL)
    g_ptr_array_add (self->texts, copy);
  return copy;
}

/* @node: (nullable). Returns: (transfer none) (nullable) */
static JsonNode *
keep_node (Change *self, JsonNode *node)
{
  JsonNode *copy = node != NULL ? easel_merge_value_copy (node) : NULL;

  if (copy != NULL)
    g_ptr_array_add (self->nodes, copy);
  return copy;
}

static JsonObject *
keep_object (Change *self, JsonObject *object)
{
  g_autoptr (JsonNode) node = NULL;

  if (object == NULL)
    return NULL;
  node = json_node_init_object (json_node_alloc (), object);
  return json_node_get_object (keep_node (self, node));
}

/* @stamp: (nullable) */
static Change *
change_new (const EaselChangeStamp *stamp)
{
  Change *self = g_new0 (Change, 1);

  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  if (stamp != NULL)
    {
      self->stamp.entry = keep_text (self, stamp->entry);
      self->stamp.group = keep_text (self, stamp->group);
      self->stamp.job = keep_text (self, stamp->job);
      self->stamp.door = keep_text (self, stamp->door);
    }
  return self;
}

static void
change_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Change *self = task_data;
  GError *error = NULL;
  char *entry = NULL;

  if (self->run (source, self, &entry, &error))
    g_task_return_pointer (task, entry, g_free);
  else
    g_task_return_error (task, error);
}

/* @change: (transfer full) */
static void
start (EaselLibrary *self,
       Change *change,
       gpointer tag,
       const char *name,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_static_name (task, name);
  g_task_set_task_data (task, change, change_free);
  g_task_run_in_thread (task, change_thread);
}

static gboolean
finish (EaselLibrary *self, GAsyncResult *result, gpointer tag, char **entry, GError **error)
{
  g_autofree char *made = NULL;
  GError *local_error = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, tag), FALSE);

  made = g_task_propagate_pointer (G_TASK (result), &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (entry != NULL)
    *entry = g_steal_pointer (&made);
  return TRUE;
}

static gboolean
run_edit (EaselLibrary *library, Change *self, char **entry, GError **error)
{
  return easel_library_edit (library, &self->edit, &self->stamp, entry, error);
}

void
easel_library_edit_async (EaselLibrary *self,
                          const EaselEditRequest *request,
                          const EaselChangeStamp *stamp,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Change *change = change_new (stamp);

  change->run = run_edit;
  change->strings = g_strdupv ((GStrv) request->tags);
  change->edit = *request;
  change->edit.id = keep_text (change, request->id);
  change->edit.name = keep_text (change, request->name);
  change->edit.attributes = keep_object (change, request->attributes);
  change->edit.tags = (const char *const *) change->strings;
  change->links = request->pictures != NULL ? g_ptr_array_ref (request->pictures) : NULL;
  change->edit.schema = keep_node (change, request->schema);
  start (self, change, easel_library_edit_async, "edit in the library", cancellable, callback,
         user_data);
}

gboolean
easel_library_edit_finish (EaselLibrary *self, GAsyncResult *result, char **entry, GError **error)
{
  return finish (self, result, easel_library_edit_async, entry, error);
}

static gboolean
run_set_archived (EaselLibrary *library, Change *self, char **entry, GError **error)
{
  return easel_library_set_archived (library, (const char *const *) self->strings, self->flag,
                                     &self->stamp, entry, error);
}

void
easel_library_set_archived_async (EaselLibrary *self,
                                  const char *const *ids,
                                  gboolean archived,
                                  const EaselChangeStamp *stamp,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  Change *change = change_new (stamp);

  change->run = run_set_archived;
  change->strings = g_strdupv ((GStrv) ids);
  change->flag = archived;
  start (self, change, easel_library_set_archived_async, "archive in the library", cancellable,
         callback, user_data);
}

gboolean
easel_library_set_archived_finish (EaselLibrary *self,
                                   GAsyncResult *result,
                                   char **entry,
                                   GError **error)
{
  return finish (self, result, easel_library_set_archived_async, entry, error);
}

static gboolean
run_undo (EaselLibrary *library, Change *self, char **entry, GError **error)
{
  return easel_library_undo (library, self->change, self->flag, &self->stamp, entry, error);
}

void
easel_library_undo_async (EaselLibrary *self,
                          const char *change,
                          gboolean force,
                          const EaselChangeStamp *stamp,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Change *data = change_new (stamp);

  data->run = run_undo;
  data->change = keep_text (data, change);
  data->flag = force;
  start (self, data, easel_library_undo_async, "undo in the library", cancellable, callback,
         user_data);
}

gboolean
easel_library_undo_finish (EaselLibrary *self, GAsyncResult *result, char **entry, GError **error)
{
  return finish (self, result, easel_library_undo_async, entry, error);
}

/* History ----------------------------------------------------------------------------------- */

typedef struct
{
  EaselHistoryQuery query; /* points to the strings below */
  char *entity;
  char *job;
  char *change;
} HistoryData;

static void
history_data_free (gpointer data)
{
  HistoryData *self = data;

  g_free (self->entity);
  g_free (self->job);
  g_free (self->change);
  g_free (self);
}

static void
history_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  HistoryData *data = task_data;
  GError *error = NULL;
  GPtrArray *entries = easel_library_history (source, &data->query, &error);

  if (entries != NULL)
    g_task_return_pointer (task, entries, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
easel_library_history_async (EaselLibrary *self,
                             const EaselHistoryQuery *query,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  HistoryData *data = g_new0 (HistoryData, 1);

  data->entity = g_strdup (query->entity);
  data->job = g_strdup (query->job);
  data->change = g_strdup (query->change);
  data->query = *query;
  data->query.entity = data->entity;
  data->query.job = data->job;
  data->query.change = data->change;

  g_task_set_source_tag (task, easel_library_history_async);
  g_task_set_name (task, "read the library's history");
  g_task_set_task_data (task, data, history_data_free);
  g_task_run_in_thread (task, history_thread);
}

GPtrArray *
easel_library_history_finish (EaselLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_library_history_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
