/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-picture-take.h"

#include "easel-analyze-params.h"
#include "easel-id.h"
#include "easel-picture-fetch.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

typedef struct
{
  char *uri;     /* (owned) (nullable) */
  GBytes *bytes; /* (owned) (nullable) */
  char *name;    /* (owned) (nullable) */
} Taking;

static void
taking_free (gpointer data)
{
  Taking *taking = data;

  g_free (taking->uri);
  g_clear_pointer (&taking->bytes, g_bytes_unref);
  g_free (taking->name);
  g_free (taking);
}

static EaselEntity *
take_bytes (EaselLibrary *library, const Taking *taking, GCancellable *cancellable, GError **error)
{
  g_autofree char *id = easel_id_new ();
  g_autoptr (EaselEntity) picture = easel_entity_new (
      id, EASEL_ENTITY_PICTURE, taking->name != NULL ? taking->name : _ ("Picture"));

  return easel_library_add_picture (library, picture, taking->bytes, cancellable, error);
}

static EaselEntity *
take_uri (EaselLibrary *library, const Taking *taking, GCancellable *cancellable, GError **error)
{
  g_autoptr (EaselAnalyzeParams) params = easel_analyze_params_new_for_uri (taking->uri, NULL,
                                                                            FALSE);
  const char *name = taking->name != NULL ? taking->name : params->name;
  g_autofree char *path = NULL;
  EaselEntity *picture;

  if (params->source == EASEL_PICTURE_SOURCE_FILE)
    return easel_library_import_picture (library, params->location, name, NULL, easel_id_new,
                                         cancellable, error);

  path = easel_picture_fetch (params->location, name, NULL, NULL, cancellable, error);
  if (path == NULL)
    return NULL;
  picture = easel_library_import_picture (library, path, name, NULL, easel_id_new, cancellable,
                                          error);
  g_unlink (path);
  return picture;
}

static void
take_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Taking *taking = task_data;
  GError *error = NULL;
  EaselEntity *picture = taking->bytes != NULL ? take_bytes (source, taking, cancellable, &error)
                                               : take_uri (source, taking, cancellable, &error);

  if (picture != NULL)
    g_task_return_pointer (task, picture, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
easel_picture_take_async (EaselLibrary *library,
                          const char *uri,
                          GBytes *bytes,
                          const char *name,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (library, cancellable, callback, user_data);
  Taking *taking = g_new0 (Taking, 1);

  g_return_if_fail ((uri != NULL) != (bytes != NULL));

  taking->uri = g_strdup (uri);
  taking->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  taking->name = g_strdup (name);
  g_task_set_source_tag (task, easel_picture_take_async);
  g_task_set_name (task, "take a picture");
  g_task_set_task_data (task, taking, taking_free);
  g_task_run_in_thread (task, take_in_thread);
}

EaselEntity *
easel_picture_take_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_picture_take_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
