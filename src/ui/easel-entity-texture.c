/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-entity-texture.h"

typedef struct
{
  EaselLibrary *library; /* (owned) */
  char *picture;         /* (owned) */
  int max_edge;
} PictureRequest;

static void
picture_request_free (PictureRequest *request)
{
  g_clear_object (&request->library);
  g_clear_pointer (&request->picture, g_free);
  g_free (request);
}

static GTask *
new_picture_task (EaselLibrary *library,
                  const char *picture,
                  int max_edge,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  PictureRequest *request = g_new0 (PictureRequest, 1);

  request->library = g_object_ref (library);
  request->picture = g_strdup (picture);
  request->max_edge = max_edge;
  g_task_set_task_data (task, request, (GDestroyNotify) picture_request_free);
  return task;
}

static void
load_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GdkTexture *texture = NULL;
  GError *error = NULL;

  /* Scrolled out of sight before a thread was free. */
  if (g_task_return_error_if_cancelled (task))
    return;

  texture = gdk_texture_new_from_filename (task_data, &error);
  if (texture == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, texture, g_object_unref);
}

static GdkTexture *
decode_picture (const PictureRequest *request, GCancellable *cancellable, GError **error)
{
  const char *mime_type = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GBytes) bytes = NULL;

  path = easel_library_get_picture_path (request->library, request->picture, error);
  if (path == NULL)
    return NULL;

  bytes = easel_picture_scale (path, request->max_edge, &mime_type, cancellable, error);
  if (bytes == NULL)
    return NULL;

  return gdk_texture_new_from_bytes (bytes, error);
}

static void
load_picture_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  GdkTexture *texture = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;

  texture = decode_picture (task_data, cancellable, &error);
  if (texture == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, texture, g_object_unref);
}

static void
find_file_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const PictureRequest *request = task_data;
  GError *error = NULL;
  g_autofree char *path = NULL;

  path = easel_library_get_picture_path (request->library, request->picture, &error);
  if (path == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_file_new_for_path (path), g_object_unref);
}

void
easel_entity_texture_load_async (const char *path,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (path != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, easel_entity_texture_load_async);
  g_task_set_static_name (task, "easel_entity_texture_load");
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, load_thread);
}

void
easel_entity_texture_load_picture_async (EaselLibrary *library,
                                         const char *picture,
                                         int max_edge,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (EASEL_IS_LIBRARY (library));
  g_return_if_fail (picture != NULL);

  task = new_picture_task (library, picture, max_edge, cancellable, callback, user_data);
  g_task_set_source_tag (task, easel_entity_texture_load_picture_async);
  g_task_set_static_name (task, "easel_entity_texture_load_picture");
  g_task_run_in_thread (task, load_picture_thread);
}

GdkTexture *
easel_entity_texture_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
easel_entity_texture_find_file_async (EaselLibrary *library,
                                      const char *picture,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (EASEL_IS_LIBRARY (library));
  g_return_if_fail (picture != NULL);

  task = new_picture_task (library, picture, 0, cancellable, callback, user_data);
  g_task_set_source_tag (task, easel_entity_texture_find_file_async);
  g_task_set_static_name (task, "easel_entity_texture_find_file");
  g_task_run_in_thread (task, find_file_thread);
}

GFile *
easel_entity_texture_find_file_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
