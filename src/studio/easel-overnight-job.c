/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-overnight-job.h"

#include "easel-children-result.h"
#include "easel-overnight-children.h"
#include "easel-overnight-copies.h"
#include "easel-overnight-fetch.h"
#include "easel-overnight-import.h"
#include "easel-overnight-send.h"
#include "easel-overnight-spec.h"
#include "easel-step-json.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>

struct _EaselOvernightJob
{
  EaselJobKind parent_instance;

  EaselLibrary *library;            /* (owned) */
  EaselProviderRegistry *providers; /* (owned) */
  EaselBudget *budget;              /* (owned) */
  EaselAnalyzerCatalog *catalog;    /* (owned) */
  EaselModelNotes *notes;           /* (owned) */
  char *cache_dir;                  /* (owned) */
  EaselOvernightPace pace;
};

G_DEFINE_FINAL_TYPE (EaselOvernightJob, easel_overnight_job, EASEL_TYPE_JOB_KIND)

static gboolean
make_plan (EaselOvernightWork *work, GError **error)
{
  g_autofree char *title = NULL;

  work->plan = easel_overnight_import (work, error);
  if (work->plan == NULL)
    return FALSE;
  title = easel_overnight_dup_title (work->plan->items->len);
  if (work->plan->items->len > 1)
    easel_run_set_title (work->run, title);
  return TRUE;
}

static char *
go_on (EaselOvernightWork *work, GError **error)
{
  g_autoptr (GPtrArray) outcomes = NULL;
  JsonObject *result;

  if (!make_plan (work, error) || !easel_overnight_send (work, error))
    return NULL;
  easel_overnight_copies_remove (work->copies);

  if (!easel_overnight_children_settle (work, error) || !easel_overnight_fetch (work, error)
      || !easel_run_join_children (work->run, NULL, &outcomes, error))
    return NULL;
  result = easel_children_result (outcomes, NULL, error);
  return result != NULL ? easel_step_json_write (result) : NULL;
}

static char *
easel_overnight_job_run (EaselJobKind *kind, EaselRun *run, GError **error)
{
  EaselOvernightJob *self = EASEL_OVERNIGHT_JOB (kind);
  g_auto (EaselOvernightWork) work = { .library = self->library,
                                       .providers = self->providers,
                                       .budget = self->budget,
                                       .catalog = self->catalog,
                                       .notes = self->notes,
                                       .pace = &self->pace,
                                       .run = run,
                                       .cancellable = easel_run_get_cancellable (run) };
  char *result;

  work.params = easel_overnight_params_from_json (easel_run_get_params (run), error);
  if (work.params == NULL)
    return NULL;
  work.analyzers = easel_analyzer_catalog_expand (
      self->catalog, (const char *const *) work.params->analyzers, error);
  if (work.analyzers == NULL)
    return NULL;
  if (easel_run_get_provider (run) == NULL || easel_run_get_model (run) == NULL)
    {
      g_set_error_literal (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NO_PROVIDER,
                           _ ("No model was chosen for looking at pictures."));
      return NULL;
    }
  work.copies = easel_overnight_copies_get_folder (self->cache_dir, easel_run_get_job_id (run));
  work.batches = easel_overnight_batches_from_json (easel_run_get_deposit (run));
  result = go_on (&work, error);
  if (g_cancellable_is_cancelled (work.cancellable))
    easel_overnight_copies_remove (work.copies);
  return result;
}

static EaselJobSpec *
easel_overnight_job_recall (EaselJobKind *kind, EaselJob *job, const char *deposit)
{
  return easel_overnight_recall_spec_new (job, deposit);
}

static void
easel_overnight_job_dispose (GObject *object)
{
  EaselOvernightJob *self = EASEL_OVERNIGHT_JOB (object);

  g_clear_object (&self->library);
  g_clear_object (&self->providers);
  g_clear_object (&self->budget);
  g_clear_object (&self->catalog);
  g_clear_object (&self->notes);

  G_OBJECT_CLASS (easel_overnight_job_parent_class)->dispose (object);
}

static void
easel_overnight_job_finalize (GObject *object)
{
  EaselOvernightJob *self = EASEL_OVERNIGHT_JOB (object);

  g_free (self->cache_dir);

  G_OBJECT_CLASS (easel_overnight_job_parent_class)->finalize (object);
}

static void
easel_overnight_job_class_init (EaselOvernightJobClass *klass)
{
  EaselJobKindClass *kind_class = EASEL_JOB_KIND_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = easel_overnight_job_dispose;
  G_OBJECT_CLASS (klass)->finalize = easel_overnight_job_finalize;
  kind_class->run = easel_overnight_job_run;
  kind_class->describe_error = easel_studio_describe_job_error;
  kind_class->recall = easel_overnight_job_recall;
}

static void
easel_overnight_job_init (EaselOvernightJob *self)
{
  self->pace = EASEL_OVERNIGHT_PACE;
}

EaselJobKind *
easel_overnight_job_new (EaselLibrary *library,
                         EaselProviderRegistry *providers,
                         EaselBudget *budget,
                         EaselAnalyzerCatalog *catalog,
                         EaselModelNotes *notes,
                         const char *cache_dir)
{
  EaselOvernightJob *self = g_object_new (EASEL_TYPE_OVERNIGHT_JOB, "name",
                                          EASEL_OVERNIGHT_JOB_KIND, NULL);

  self->library = g_object_ref (library);
  self->providers = g_object_ref (providers);
  self->budget = g_object_ref (budget);
  self->catalog = g_object_ref (catalog);
  self->notes = g_object_ref (notes);
  self->cache_dir = g_strdup (cache_dir);
  return EASEL_JOB_KIND (self);
}

void
easel_overnight_job_set_pace (EaselOvernightJob *self, const EaselOvernightPace *pace)
{
  g_return_if_fail (EASEL_IS_OVERNIGHT_JOB (self));

  self->pace = *pace;
}
