/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-studio-private.h"

#include "easel-story-spec.h"

EaselJob *
easel_studio_story (EaselStudio *self, const EaselStoryParams *params, GError **error)
{
  g_autofree char *provider = NULL;
  g_autofree char *model = NULL;
  g_autofree char *json = NULL;

  g_return_val_if_fail (EASEL_IS_STUDIO (self), NULL);
  g_return_val_if_fail (params != NULL, NULL);

  if (!easel_story_params_check (params, error))
    return NULL;
  if (self->early == NULL)
    easel_provider_registry_get_choice (self->providers, EASEL_MODEL_TASK_TEXT, &provider, &model);
  json = easel_story_params_to_json (params);
  return easel_studio_submit_spec (
      self, easel_story_spec_new (self->providers, json, provider, model), error);
}

/* Exporting ------------------------------------------------------------------------------- */

typedef struct
{
  EaselLibrary *library; /* (owned) */
  char *story;           /* (owned) */
  EaselStoryFormat format;
  GFile *file; /* (owned) */
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_object_unref (export->library);
  g_free (export->story);
  g_object_unref (export->file);
  g_free (export);
}

static void
export_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Export *export = task_data;
  GError *error = NULL;

  if (easel_story_export (export->library, export->story, export->format, export->file, cancellable,
                          &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
easel_studio_export_story_async (EaselStudio *self,
                                 const char *story,
                                 EaselStoryFormat format,
                                 GFile *file,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Export *export;

  g_return_if_fail (EASEL_IS_STUDIO (self));
  g_return_if_fail (story != NULL);
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (callback != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, easel_studio_export_story_async);
  g_task_set_static_name (task, "export story");
  export = g_new0 (Export, 1);
  export->library = g_object_ref (self->library);
  export->story = g_strdup (story);
  export->format = format;
  export->file = g_object_ref (file);
  g_task_set_task_data (task, export, export_free);
  g_task_run_in_thread (task, export_in_thread);
}

gboolean
easel_studio_export_story_finish (EaselStudio *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_studio_export_story_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
