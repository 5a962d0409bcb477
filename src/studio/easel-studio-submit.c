/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-studio-private.h"

#include "easel-analyze-params.h"
#include "easel-analyze-spec.h"
#include "easel-backup-job.h"
#include "easel-batch-job.h"
#include "easel-generate-spec.h"
#include "easel-generate-variant.h"
#include "easel-merge-job.h"
#include "easel-merge-params.h"
#include "easel-overnight-job.h"
#include "easel-overnight-spec.h"
#include "easel-pull-job.h"
#include "easel-restore-job.h"
#include "easel-story-spec.h"
#include "easel-submission.h"
#include "easel-tidy-job.h"

#include <glib/gi18n.h>

/* A job that was submitted before it could be known who will be asked. */
typedef struct
{
  EaselJob *job;      /* (owned) */
  EaselJobSpec *spec; /* (owned) */
} EarlyJob;

static void
early_job_free (gpointer data)
{
  EarlyJob *early = data;

  g_object_unref (early->job);
  easel_job_spec_free (early->spec);
  g_free (early);
}

GPtrArray *
easel_studio_early_jobs_new (void)
{
  return g_ptr_array_new_with_free_func (early_job_free);
}

/* Pictures are for whoever sees; a merge reads what was seen, and a story is words. */
static EaselModelTask
get_task (const EaselJobSpec *spec)
{
  return g_str_equal (spec->kind, EASEL_MERGE_JOB_KIND)
                 || g_str_equal (spec->kind, EASEL_STORY_JOB_KIND)
             ? EASEL_MODEL_TASK_TEXT
             : EASEL_MODEL_TASK_VISION;
}

/* A batch says what its pictures say. */
static void
amend_parent (EaselStudio *self, EaselJob *job, const EaselJobSpec *spec)
{
  const char *id = easel_job_get_parent (job);
  EaselJob *parent = id != NULL ? easel_queue_lookup (self->queue, id) : NULL;
  g_autoptr (EaselJobSpec) amended = NULL;

  if (parent == NULL || easel_job_get_provider (parent) != NULL)
    return;
  amended = easel_job_spec_copy (spec);
  g_clear_pointer (&amended->lane, g_free);
  easel_queue_amend (self->queue, parent, amended);
}

/* (transfer full) (nullable): without a model the job says so */
static EaselJobSpec *
amend_generate_spec (EaselStudio *self, const EaselJobSpec *spec)
{
  g_autoptr (EaselGenerateParams) params = easel_generate_params_from_json (spec->params, NULL);
  g_autofree char *provider = NULL;
  g_autofree char *model = NULL;

  if (params == NULL)
    return NULL;
  easel_generate_choose_model (self->providers, self->generators, params->recipe, &provider, &model,
                               NULL);
  return easel_generate_spec_new (self->generators, self->providers, params, provider, model);
}

/* (transfer full) (nullable) */
static EaselJobSpec *
amend_overnight_spec (EaselStudio *self,
                      const EaselJobSpec *spec,
                      const char *provider,
                      const char *model)
{
  g_autoptr (EaselOvernightParams) params = easel_overnight_params_from_json (spec->params, NULL);

  return params != NULL ? easel_overnight_spec_new (self->catalog, params, provider, model) : NULL;
}

/* (transfer full) (nullable): what @spec would be now. What a job cannot read, it says itself. */
static EaselJobSpec *
amend_spec (EaselStudio *self, const EaselJobSpec *spec)
{
  g_autofree char *provider = NULL;
  g_autofree char *model = NULL;
  g_autoptr (EaselAnalyzeParams) params = NULL;

  if (g_str_equal (spec->kind, EASEL_GENERATE_JOB_KIND))
    return amend_generate_spec (self, spec);
  easel_provider_registry_get_choice (self->providers, get_task (spec), &provider, &model);
  if (g_str_equal (spec->kind, EASEL_MERGE_JOB_KIND))
    return easel_merge_spec_new (self->providers, spec->params, provider, model);
  if (g_str_equal (spec->kind, EASEL_STORY_JOB_KIND))
    return easel_story_spec_new (self->providers, spec->params, provider, model);

  if (g_str_equal (spec->kind, EASEL_OVERNIGHT_JOB_KIND))
    return amend_overnight_spec (self, spec, provider, model);

  params = easel_analyze_params_from_json (spec->params, NULL);
  return params != NULL
             ? easel_analyze_spec_new (self->catalog, self->providers, params, provider, model)
             : NULL;
}

void
easel_studio_amend_early_jobs (EaselStudio *self)
{
  g_autoptr (GPtrArray) jobs = g_steal_pointer (&self->early);

  for (guint i = 0; i < jobs->len; i++)
    {
      const EarlyJob *early = g_ptr_array_index (jobs, i);
      g_autoptr (EaselJobSpec) spec = amend_spec (self, early->spec);

      if (spec == NULL)
        continue;
      easel_queue_amend (self->queue, early->job, spec);
      amend_parent (self, early->job, spec);
    }
}

/* Who will be asked: *@provider and *@model stay %NULL while that is not known. */
static void
choose_model (EaselStudio *self, EaselModelTask task, char **provider, char **model)
{
  if (self->early == NULL)
    easel_provider_registry_get_choice (self->providers, task, provider, model);
}

/* Before the analyzers are there only the job itself can say whether it knows the name. */
static gboolean
check_analyzers (EaselStudio *self, const char *const *analyzers, GError **error)
{
  g_autoptr (GPtrArray) expanded = NULL;

  if (analyzers == NULL || self->state != EASEL_STUDIO_OPEN)
    return TRUE;
  expanded = easel_analyzer_catalog_expand (self->catalog, analyzers, error);
  return expanded != NULL;
}

static gboolean
asks_model (const char *kind)
{
  return !g_str_equal (kind, EASEL_TIDY_JOB_KIND) && !g_str_equal (kind, EASEL_PULL_JOB_KIND)
         && !g_str_equal (kind, EASEL_BACKUP_JOB_KIND)
         && !g_str_equal (kind, EASEL_RESTORE_JOB_KIND);
}

static void
note_if_early (EaselStudio *self, EaselJob *job, const EaselJobSpec *spec)
{
  EarlyJob *early;

  if (self->early == NULL || !asks_model (spec->kind))
    return;
  early = g_new0 (EarlyJob, 1);
  early->job = g_object_ref (job);
  early->spec = easel_job_spec_copy (spec);
  g_ptr_array_add (self->early, early);
}

EaselJob *
easel_studio_submit_spec (EaselStudio *self, EaselJobSpec *spec, GError **error)
{
  g_autoptr (EaselJobSpec) owned = spec;
  EaselJob *job = easel_queue_submit (self->queue, owned, error);

  if (job != NULL)
    note_if_early (self, job, owned);
  return job;
}

/* (transfer container) (nullable) */
static GPtrArray *
list_of (EaselJob *job)
{
  GPtrArray *jobs = job != NULL ? g_ptr_array_new () : NULL;

  if (jobs != NULL)
    g_ptr_array_add (jobs, job);
  return jobs;
}

/* (transfer container) (nullable) */
static GPtrArray *
submit_batch (EaselStudio *self, GPtrArray *specs, GError **error)
{
  const EaselJobSpec *first = g_ptr_array_index (specs, 0);
  g_autofree char *title = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u Picture", "%u Pictures", specs->len), specs->len);
  g_autoptr (EaselJobSpec) parent_spec = easel_job_spec_new (EASEL_BATCH_JOB_KIND, title, "{}");
  g_autoptr (GListModel) children = NULL;
  EaselJob *parent;
  GPtrArray *jobs;

  parent_spec->description = g_strdup (first->description);
  parent_spec->provider = g_strdup (first->provider);
  parent_spec->model = g_strdup (first->model);
  parent = easel_queue_submit_family (self->queue, parent_spec, specs, error);
  if (parent == NULL)
    return NULL;

  children = easel_queue_get_children (self->queue, parent);
  jobs = g_ptr_array_new ();
  for (guint i = 0; i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr (EaselJob) job = g_list_model_get_item (children, i);

      note_if_early (self, job, g_ptr_array_index (specs, i));
      g_ptr_array_add (jobs, job);
    }
  return jobs;
}

static EaselJob *
analyze_overnight (EaselStudio *self,
                   const char *const *uris,
                   const char *const *analyzers,
                   gboolean again,
                   GError **error)
{
  EaselOvernightParams *params = easel_overnight_params_new (analyzers, again);

  for (guint i = 0; uris[i] != NULL; i++)
    easel_overnight_params_add (params,
                                easel_analyze_params_new_for_uri (uris[i], analyzers, again));
  return easel_studio_submit_overnight (self, params, error);
}

GPtrArray *
easel_studio_analyze (EaselStudio *self,
                      const char *const *uris,
                      const char *const *analyzers,
                      gboolean again,
                      EaselAnalyzeWhen when,
                      GError **error)
{
  g_autoptr (GPtrArray) specs = NULL;
  g_autofree char *provider = NULL;
  g_autofree char *model = NULL;

  g_return_val_if_fail (EASEL_IS_STUDIO (self), NULL);
  g_return_val_if_fail (uris != NULL, NULL);

  if (uris[0] == NULL)
    {
      g_set_error_literal (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
                           _ ("There is no picture to analyze."));
      return NULL;
    }
  if (!check_analyzers (self, analyzers, error))
    return NULL;
  if (when == EASEL_ANALYZE_OVERNIGHT)
    return list_of (analyze_overnight (self, uris, analyzers, again, error));

  choose_model (self, EASEL_MODEL_TASK_VISION, &provider, &model);
  specs = g_ptr_array_new_with_free_func ((GDestroyNotify) easel_job_spec_free);
  for (guint i = 0; uris[i] != NULL; i++)
    {
      g_autoptr (EaselAnalyzeParams) params = easel_analyze_params_new_for_uri (uris[i], analyzers,
                                                                                again);

      g_ptr_array_add (
          specs, easel_analyze_spec_new (self->catalog, self->providers, params, provider, model));
    }

  if (specs->len == 1)
    return list_of (easel_studio_submit_spec (self, g_ptr_array_steal_index (specs, 0), error));
  return submit_batch (self, specs, error);
}

EaselJob *
easel_studio_analyze_bytes (EaselStudio *self,
                            GBytes *bytes,
                            const char *title,
                            const char *const *analyzers,
                            GError **error)
{
  g_autoptr (EaselAnalyzeParams) params = NULL;
  g_autofree char *provider = NULL;
  g_autofree char *model = NULL;
  EaselJobSpec *spec;

  g_return_val_if_fail (EASEL_IS_STUDIO (self), NULL);
  g_return_val_if_fail (bytes != NULL, NULL);

  if (!check_analyzers (self, analyzers, error))
    return NULL;
  choose_model (self, EASEL_MODEL_TASK_VISION, &provider, &model);
  params = easel_analyze_params_new_for_attachment (title, analyzers);
  spec = easel_analyze_spec_new (self->catalog, self->providers, params, provider, model);
  spec->attachment = g_bytes_ref (bytes);
  return easel_studio_submit_spec (self, spec, error);
}

EaselJob *
easel_studio_merge (EaselStudio *self, const char *source, const char *target, GError **error)
{
  const EaselMergeParams params = { (char *) source, (char *) target };
  g_autofree char *provider = NULL;
  g_autofree char *model = NULL;
  g_autofree char *json = NULL;

  g_return_val_if_fail (EASEL_IS_STUDIO (self), NULL);
  g_return_val_if_fail (source != NULL, NULL);
  g_return_val_if_fail (target != NULL, NULL);

  if (g_str_equal (source, target))
    {
      g_set_error_literal (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_SAME,
                           _ ("Nothing can be merged with itself."));
      return NULL;
    }
  choose_model (self, EASEL_MODEL_TASK_TEXT, &provider, &model);
  json = easel_merge_params_to_json (&params);
  return easel_studio_submit_spec (
      self, easel_merge_spec_new (self->providers, json, provider, model), error);
}

EaselJob *
easel_studio_tidy (EaselStudio *self, const char *kind, GError **error)
{
  g_return_val_if_fail (EASEL_IS_STUDIO (self), NULL);

  if (kind != NULL && !easel_entity_kind_is_valid (kind))
    {
      g_autofree char *known = g_strjoinv (", ", (GStrv) easel_entity_kind_get_all ());

      g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
                   _ ("There is nothing of the kind “%s” in a library. It is one of: %s."), kind,
                   known);
      return NULL;
    }
  return easel_studio_submit_spec (self, easel_tidy_spec_new (kind), error);
}

GPtrArray *
easel_studio_submit (EaselStudio *self, const char *kind, GVariant *params, GError **error)
{
  g_autoptr (EaselSubmission) submission = NULL;

  g_return_val_if_fail (EASEL_IS_STUDIO (self), NULL);
  g_return_val_if_fail (kind != NULL, NULL);

  submission = easel_submission_new (kind, params, error);
  if (submission == NULL)
    return NULL;
  if (g_str_equal (kind, EASEL_MERGE_JOB_KIND))
    return list_of (easel_studio_merge (self, submission->source, submission->target, error));
  if (g_str_equal (kind, EASEL_TIDY_JOB_KIND))
    return list_of (easel_studio_tidy (self, submission->entity_kind, error));
  if (g_str_equal (kind, EASEL_PULL_JOB_KIND))
    return list_of (easel_studio_pull_model (self, submission->provider, submission->model, error));
  if (g_str_equal (kind, EASEL_BACKUP_JOB_KIND))
    return list_of (easel_studio_back_up (self, submission->file, error));
  if (g_str_equal (kind, EASEL_RESTORE_JOB_KIND))
    return list_of (easel_studio_restore (self, submission->file, error));
  if (g_str_equal (kind, EASEL_STORY_JOB_KIND))
    return list_of (easel_studio_story (self, submission->story, error));
  if (submission->generate != NULL)
    return list_of (easel_studio_generate (self, submission->generate->recipe,
                                           submission->generate->variations, error));
  return easel_studio_analyze (self, (const char *const *) submission->uris,
                               (const char *const *) submission->analyzers, submission->again,
                               submission->when, error);
}
