/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-studio-private.h"

#include "easel-overnight-copies.h"
#include "easel-overnight-job.h"
#include "easel-overnight-recall-job.h"
#include "easel-overnight-spec.h"

/* (transfer full) (nullable): who looks at pictures now */
static EaselProvider *
get_provider (EaselStudio *self, char **id, char **model)
{
  *id = NULL;
  *model = NULL;
  /* Nobody is known before the providers are. */
  if (self->early != NULL)
    return NULL;
  easel_provider_registry_get_choice (self->providers, EASEL_MODEL_TASK_VISION, id, model);
  return *id != NULL ? easel_provider_registry_get_provider (self->providers, *id, NULL) : NULL;
}

gboolean
easel_studio_get_batch_limits (EaselStudio *self, EaselBatchLimits *limits)
{
  g_autofree char *id = NULL;
  g_autofree char *model = NULL;
  g_autoptr (EaselProvider) provider = NULL;
  EaselBatchLimits found;

  g_return_val_if_fail (EASEL_IS_STUDIO (self), FALSE);

  provider = get_provider (self, &id, &model);
  if (provider == NULL || !easel_provider_get_batch_limits (provider, &found))
    return FALSE;
  if (limits != NULL)
    *limits = found;
  return TRUE;
}

/* @id, @model: (out) (transfer full) (nullable): who is asked, where that is known yet */
static gboolean
check_batches (EaselStudio *self, char **id, char **model, GError **error)
{
  g_autoptr (EaselProvider) provider = get_provider (self, id, model);
  EaselBatchLimits limits;

  if (provider == NULL || easel_provider_get_batch_limits (provider, &limits))
    return TRUE;
  easel_overnight_set_no_batches (
      error, easel_provider_config_get_name (easel_provider_get_config (provider)));
  return FALSE;
}

gboolean
easel_studio_check_overnight (EaselStudio *self, GError **error)
{
  g_autofree char *id = NULL;
  g_autofree char *model = NULL;

  return check_batches (self, &id, &model, error);
}

EaselJob *
easel_studio_submit_overnight (EaselStudio *self, EaselOvernightParams *params, GError **error)
{
  g_autoptr (EaselOvernightParams) owned = params;
  g_autofree char *id = NULL;
  g_autofree char *model = NULL;

  if (!check_batches (self, &id, &model, error))
    return NULL;
  return easel_studio_submit_spec (self, easel_overnight_spec_new (self->catalog, owned, id, model),
                                   error);
}

/* What was to be sent is of no use to a job that has ended. */
static void
on_job_changed (EaselStudio *self, EaselJob *job, EaselJobState before)
{
  if (g_str_equal (easel_job_get_kind (job), EASEL_OVERNIGHT_JOB_KIND)
      && easel_job_state_is_final (easel_job_get_state (job)))
    easel_studio_sweep_overnight (self);
}

void
easel_studio_add_overnight_kinds (EaselStudio *self)
{
  self->overnight = easel_overnight_job_new (self->library, self->providers, self->budget,
                                             self->catalog, self->notes, self->cache_dir);
  self->recall = easel_overnight_recall_job_new (self->providers, self->budget);
  easel_queue_add_kind (self->queue, self->overnight);
  easel_queue_add_kind (self->queue, self->recall);
  g_signal_connect_object (self->queue, "job-changed", G_CALLBACK (on_job_changed), self,
                           G_CONNECT_SWAPPED);
}

void
easel_studio_sweep_overnight (EaselStudio *self)
{
  GListModel *jobs = G_LIST_MODEL (self->queue);
  g_autoptr (GStrvBuilder) unended = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (jobs); i++)
    {
      g_autoptr (EaselJob) job = g_list_model_get_item (jobs, i);

      if (g_str_equal (easel_job_get_kind (job), EASEL_OVERNIGHT_JOB_KIND)
          && !easel_job_state_is_final (easel_job_get_state (job)))
        g_strv_builder_add (unended, easel_job_get_id (job));
    }
  ids = g_strv_builder_end (unended);
  easel_overnight_copies_sweep (self->cache_dir, (const char *const *) ids);
}

void
easel_studio_set_overnight_pace (EaselStudio *self, const EaselOvernightPace *pace)
{
  easel_overnight_job_set_pace (EASEL_OVERNIGHT_JOB (self->overnight), pace);
  easel_overnight_recall_job_set_pace (EASEL_OVERNIGHT_RECALL_JOB (self->recall), pace);
}
