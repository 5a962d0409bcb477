/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-studio-private.h"

#include "easel-pull-job.h"

#include <glib/gi18n.h>

/* Getting models -------------------------------------------------------------------------- */

static gboolean
check_name (const char *model, GError **error)
{
  for (const char *p = model; *p != '\0'; p++)
    if (g_ascii_isspace (*p) || g_ascii_iscntrl (*p))
      {
        g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
                     _ ("“%s” is no name of a model."), model);
        return FALSE;
      }
  if (*model != '\0')
    return TRUE;
  g_set_error_literal (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
                       _ ("The name of the model is missing."));
  return FALSE;
}

EaselJob *
easel_studio_pull_model (EaselStudio *self, const char *provider, const char *model, GError **error)
{
  g_autoptr (EaselProvider) found = NULL;
  EaselJobSpec *spec;

  g_return_val_if_fail (EASEL_IS_STUDIO (self), NULL);
  g_return_val_if_fail (provider != NULL, NULL);
  g_return_val_if_fail (model != NULL, NULL);

  if (!check_name (model, error))
    return NULL;
  /* Before the providers are there only the job itself can say whether it knows this one. */
  if (self->early == NULL)
    {
      found = easel_provider_registry_get_provider (self->providers, provider, error);
      if (found == NULL)
        return NULL;
      if (!easel_provider_can_pull (found))
        {
          g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
                       _ ("%s cannot be told to download a model. Ollama can."),
                       easel_provider_config_get_name (easel_provider_get_config (found)));
          return NULL;
        }
    }
  spec = easel_pull_spec_new (
      provider,
      found != NULL ? easel_provider_config_get_name (easel_provider_get_config (found)) : provider,
      model);
  easel_queue_set_lane_capacity (self->queue, spec->lane, 1);
  return easel_studio_submit_spec (self, spec, error);
}

static void
on_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselStudio) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!easel_provider_registry_use_finish (EASEL_PROVIDER_REGISTRY (source), result, &error))
    easel_studio_notify_person (self, error->message);
}

/* The first model that sees pictures is the one that is to look at them. A choice that was made is
 * left alone. */
void
easel_studio_use_pulled_model (EaselStudio *self, EaselJob *job)
{
  const char *model = easel_job_get_model (job);
  g_autofree char *latest = g_strconcat (model != NULL ? model : "", ":latest", NULL);
  g_autoptr (EaselProviderConfig) config = NULL;

  if (!g_str_equal (easel_job_get_kind (job), EASEL_PULL_JOB_KIND)
      || easel_job_get_state (job) != EASEL_JOB_STATE_COMPLETED || model == NULL
      || easel_provider_registry_has_choice (self->providers, EASEL_MODEL_TASK_VISION))
    return;
  config = easel_provider_registry_get_config (self->providers, easel_job_get_provider (job));
  if (config == NULL)
    return;
  if (!easel_model_notes_sees (self->notes, config, model))
    {
      if (!easel_model_notes_sees (self->notes, config, latest))
        return;
      model = latest;
    }
  easel_provider_registry_use_async (self->providers, EASEL_MODEL_TASK_VISION,
                                     easel_provider_config_get_id (config), model, on_chosen,
                                     g_object_ref (self));
}

/* What to offer --------------------------------------------------------------------------- */

void
easel_studio_load_local_models_async (EaselStudio *self,
                                      EaselProviderConfig *config,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_auto (GStrv) paths = NULL;

  g_return_if_fail (EASEL_IS_STUDIO (self));
  g_return_if_fail (EASEL_IS_PROVIDER_CONFIG (config));

  paths = easel_studio_list_data (self, "local-models.json");
  easel_local_model_load_async ((const char *const *) paths,
                                easel_provider_config_is_local (config), cancellable, callback,
                                user_data);
}

GPtrArray *
easel_studio_load_local_models_finish (EaselStudio *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (EASEL_IS_STUDIO (self), NULL);

  return easel_local_model_load_finish (result, error);
}
