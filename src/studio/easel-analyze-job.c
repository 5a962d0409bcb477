/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-analyze-job.h"

#include "easel-analysis.h"
#include "easel-analyze-answer.h"
#include "easel-analyze-params.h"
#include "easel-analyze-spec.h"
#include "easel-children-result.h"
#include "easel-picture-import.h"
#include "easel-step-json.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>

struct _EaselAnalyzeJob
{
  EaselJobKind parent_instance;

  EaselLibrary *library;            /* (owned) */
  EaselProviderRegistry *providers; /* (owned) */
  EaselBudget *budget;              /* (owned) */
  EaselAnalyzerCatalog *catalog;    /* (owned) */
  EaselModelNotes *notes;           /* (owned) */
};

G_DEFINE_FINAL_TYPE (EaselAnalyzeJob, easel_analyze_job, EASEL_TYPE_JOB_KIND)

/* One run, on its worker. Inputs first, then what its steps find out. */
typedef struct
{
  EaselAnalyzeJob *job;       /* (unowned) */
  EaselRun *run;              /* (unowned) */
  EaselAnalyzeParams *params; /* (owned) */
  GPtrArray *analyzers;       /* (owned) (element-type EaselAnalyzer): plain ones */

  char *picture; /* (owned) (nullable): id, once imported */

  EaselAnalysis analysis; /* when there is one analyzer: borrows from here and the run */
  JsonNode *answer;       /* (owned) (nullable): fits the analyzer's schema */
} Work;

static void
work_clear (Work *work)
{
  g_clear_pointer (&work->params, easel_analyze_params_free);
  g_clear_pointer (&work->analyzers, g_ptr_array_unref);
  g_clear_pointer (&work->picture, g_free);
  g_clear_pointer (&work->answer, json_node_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static GCancellable *
work_cancellable (Work *work)
{
  return easel_run_get_cancellable (work->run);
}

/* Finds out which picture this is about, or which others: *@uris for a folder. */
static gboolean
import (Work *work, GStrv *uris, GError **error)
{
  g_autoptr (EaselPictureImport) imported = NULL;
  g_autofree char *thumbnail = NULL;

  if (work->params->source == EASEL_PICTURE_SOURCE_LIBRARY)
    work->picture = g_strdup (work->params->location);
  else
    {
      imported = easel_picture_import (work->job->library, work->run, work->params, error);
      if (imported == NULL)
        return FALSE;
      *uris = g_steal_pointer (&imported->uris);
      work->picture = g_steal_pointer (&imported->picture);
    }

  if (work->picture != NULL)
    {
      thumbnail = easel_library_get_thumbnail_path (work->job->library, work->picture);
      easel_run_set_thumbnail (work->run, thumbnail);
    }
  return TRUE;
}

/* Children -------------------------------------------------------------------------------- */

/* (transfer full): one for each picture of a folder */
static GPtrArray *
make_folder_specs (Work *work, const char *const *uris, const char *provider, const char *model)
{
  GPtrArray *specs = g_ptr_array_new_with_free_func ((GDestroyNotify) easel_job_spec_free);

  for (guint i = 0; uris[i] != NULL; i++)
    {
      g_autoptr (EaselAnalyzeParams) params = easel_analyze_params_new_for_uri (
          uris[i], (const char *const *) work->params->analyzers, work->params->again);
      EaselJobSpec *spec = easel_analyze_spec_new (work->job->catalog, work->job->providers, params,
                                                   provider, model);

      spec->key = g_strdup (uris[i]);
      g_ptr_array_add (specs, spec);
    }
  return specs;
}

/* (transfer full): one for each analyzer of a picture */
static GPtrArray *
make_analyzer_specs (Work *work, const char *provider, const char *model)
{
  GPtrArray *specs = g_ptr_array_new_with_free_func ((GDestroyNotify) easel_job_spec_free);

  for (guint i = 0; i < work->analyzers->len; i++)
    {
      const char *const names[] = {
        easel_analyzer_get_name (g_ptr_array_index (work->analyzers, i)), NULL
      };
      g_autoptr (EaselAnalyzeParams) params = easel_analyze_params_new_for_picture (
          work->picture, work->params->name, names, work->params->again);
      EaselJobSpec *spec = easel_analyze_spec_new (work->job->catalog, work->job->providers, params,
                                                   provider, model);

      spec->key = g_strdup (names[0]);
      g_ptr_array_add (specs, spec);
    }
  return specs;
}

static char *
run_children (Work *work, const char *const *uris, GError **error)
{
  g_autoptr (GPtrArray) specs = NULL;
  g_autoptr (GPtrArray) outcomes = NULL;
  g_autofree char *provider = g_strdup (easel_run_get_provider (work->run));
  g_autofree char *model = g_strdup (easel_run_get_model (work->run));
  JsonObject *result;

  /* Submitted before the providers were known: by now they are. */
  if (provider == NULL)
    {
      g_free (model);
      easel_provider_registry_get_choice (work->job->providers, EASEL_MODEL_TASK_VISION, &provider,
                                          &model);
    }
  specs = uris != NULL ? make_folder_specs (work, uris, provider, model)
                       : make_analyzer_specs (work, provider, model);
  if (!easel_run_join_children (work->run, specs, &outcomes, error))
    return NULL;
  result = easel_children_result (outcomes, work->picture, error);
  return result != NULL ? easel_step_json_write (result) : NULL;
}

/* Asking ---------------------------------------------------------------------------------- */

/* The library's answer, if it has one: *@result is then set. */
static gboolean
look_up (Work *work, char **result, GError **error)
{
  const EaselAnalysis *analysis = &work->analysis;
  g_autoptr (GError) local = NULL;
  g_autoptr (EaselEntity) entity = NULL;
  g_autoptr (GPtrArray) entities = NULL;
  GPtrArray *references;

  entity = easel_library_find_analysis (
      work->job->library, work->picture, easel_analyzer_get_name (analysis->analyzer),
      analysis->provider, analysis->model, easel_analyzer_get_prompt_revision (analysis->analyzer),
      &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  /* What this job saved before it was interrupted is its own work; and what a person has put
   * aside is no answer to their question. */
  if (entity == NULL || g_strcmp0 (easel_entity_get_job (entity), analysis->job) == 0
      || easel_entity_get_archived (entity))
    return TRUE;

  entities = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (entities, g_object_ref (entity));
  references = easel_entity_get_references (entity);
  for (guint i = 0; i < references->len; i++)
    {
      const EaselEntityReference *reference = g_ptr_array_index (references, i);
      EaselEntity *target;

      if (!easel_library_find (work->job->library, reference->target, &target, error))
        return FALSE;
      if (target != NULL)
        g_ptr_array_add (entities, target);
    }
  *result = easel_analysis_to_result (analysis, entities, TRUE);
  return TRUE;
}

static void
on_text (const char *text, gpointer user_data)
{
  Work *work = user_data;

  easel_run_set_progress (work->run, -1, _ ("Reading the answer"));
  easel_run_append_text (work->run, text);
}

/* (transfer full) (nullable) */
static EaselPrompt *
make_prompt (Work *work, EaselProviderConfig *config, GError **error)
{
  const char *mime_type;
  g_autofree char *path = NULL;
  g_autoptr (GBytes) image = NULL;

  path = easel_library_get_picture_path (work->job->library, work->picture, error);
  if (path == NULL)
    return NULL;
  image = easel_picture_scale (path, (int) easel_provider_config_get_max_image_edge (config),
                               &mime_type, work_cancellable (work), error);
  return image != NULL ? easel_analyze_prompt_new (work->analysis.analyzer, image, mime_type)
                       : NULL;
}

/* EaselStepFunc: {"answer": {…}, "text": "…", "model": "…"} */
static char *
ask_step (EaselRun *run, gpointer user_data, GError **error)
{
  Work *work = user_data;
  const char *model = work->analysis.model;
  g_autoptr (EaselProvider) provider = NULL;
  g_autoptr (EaselPrompt) prompt = NULL;
  g_autoptr (EaselReply) reply = NULL;

  provider = easel_provider_registry_get_provider (work->job->providers, work->analysis.provider,
                                                   error);
  if (provider == NULL
      || !easel_model_notes_check_vision (work->job->notes, easel_provider_get_config (provider),
                                          model, error))
    return NULL;
  prompt = make_prompt (work, easel_provider_get_config (provider), error);
  if (prompt == NULL)
    return NULL;

  reply = easel_budget_complete (work->job->budget, run, prompt, on_text, work, error);
  return reply != NULL ? easel_step_json_write (easel_analyze_answer_new (reply)) : NULL;
}

/* EaselStepFunc: the same, of a question that was asked in a batch */
static char *
take_step (EaselRun *run, gpointer user_data, GError **error)
{
  Work *work = user_data;
  EaselUsage usage = easel_analyze_answer_get_usage (work->params->answer);

  easel_run_add_usage (run, &usage);
  return easel_step_json_write (json_object_ref (work->params->answer));
}

static gboolean
ask (Work *work, GError **error)
{
  const EaselAnalysis *analysis = &work->analysis;
  g_autofree char *message = NULL;
  g_autofree char *key = NULL;
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) result = NULL;
  JsonNode *answer;

  /* Translators: %s is a model's name */
  message = g_strdup_printf (_ ("Asking %s"), analysis->model);
  if (work->params->answer == NULL)
    easel_run_set_progress (work->run, -1, message);
  key = g_strjoin ("\n", work->picture, analysis->provider, analysis->model,
                   easel_analyzer_get_name (analysis->analyzer),
                   easel_analyzer_get_prompt_revision (analysis->analyzer), NULL);

  text = easel_run_step (work->run, "ask", key, work->params->answer != NULL ? take_step : ask_step,
                         work, error);
  result = text != NULL ? easel_step_json_read (text, error) : NULL;
  if (result == NULL)
    return FALSE;
  answer = json_object_get_member (result, "answer");
  if (answer == NULL || !JSON_NODE_HOLDS_OBJECT (answer))
    {
      g_set_error_literal (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REPLY,
                           _ ("The model’s answer is not what was asked for."));
      return FALSE;
    }
  work->answer = json_node_copy (answer);
  return TRUE;
}

/* Saving ---------------------------------------------------------------------------------- */

/* EaselStepFunc: the job's result */
static char *
save_step (EaselRun *run, gpointer user_data, GError **error)
{
  Work *work = user_data;
  const EaselAnalysis *analysis = &work->analysis;
  g_autoptr (GPtrArray) entities = easel_analysis_make_entities (
      analysis, json_node_get_object (work->answer));

  if (!easel_library_add (work->job->library, entities, error)
      || !easel_library_remember_analysis (
          work->job->library, work->picture, easel_analyzer_get_name (analysis->analyzer),
          analysis->provider, analysis->model,
          easel_analyzer_get_prompt_revision (analysis->analyzer),
          easel_entity_get_id (g_ptr_array_index (entities, 0)), error))
    return NULL;
  return easel_analysis_to_result (analysis, entities, FALSE);
}

/* From the result, which is all there is of a step that was done before. */
static void
tell_outcome (Work *work, const char *result)
{
  g_autoptr (JsonObject) object = easel_step_json_read (result, NULL);
  JsonArray *entities = object != NULL ? json_object_get_array_member (object, "entities") : NULL;

  if (entities != NULL && json_array_get_length (entities) > 0)
    easel_run_set_outcome (work->run, json_object_get_string_member (
                                          json_array_get_object_element (entities, 0), "name"));
}

static char *
look_or_ask (Work *work, GError **error)
{
  char *result = NULL;

  work->analysis = (EaselAnalysis) {
    .analyzer = g_ptr_array_index (work->analyzers, 0),
    .job = easel_run_get_job_id (work->run),
    .picture = work->picture,
    .picture_name = work->params->name,
    .provider = easel_run_get_provider (work->run),
    .model = easel_run_get_model (work->run),
  };

  /* An answer that is there is not let go of for an older one. */
  if (!work->params->again && work->params->answer == NULL && !look_up (work, &result, error))
    return NULL;
  if (result != NULL)
    return result;
  if (!ask (work, error))
    return NULL;

  easel_run_set_progress (work->run, -1, _ ("Saving"));
  return easel_run_step (work->run, "save",
                         easel_analyzer_get_prompt_revision (work->analysis.analyzer), save_step,
                         work, error);
}

static char *
run_alone (Work *work, GError **error)
{
  g_autofree char *result = look_or_ask (work, error);

  if (result != NULL)
    tell_outcome (work, result);
  return g_steal_pointer (&result);
}

static char *
easel_analyze_job_run (EaselJobKind *kind, EaselRun *run, GError **error)
{
  g_auto (Work) work = { .job = EASEL_ANALYZE_JOB (kind), .run = run };
  g_auto (GStrv) uris = NULL;
  gboolean alone;

  work.params = easel_analyze_params_from_json (easel_run_get_params (run), error);
  if (work.params == NULL)
    return NULL;
  work.analyzers = easel_analyzer_catalog_expand (
      work.job->catalog, (const char *const *) work.params->analyzers, error);
  if (work.analyzers == NULL)
    return NULL;

  alone = work.analyzers->len == 1 && easel_run_get_provider (run) != NULL
          && easel_run_get_model (run) != NULL;
  if (alone)
    easel_run_set_n_steps (run, work.params->source == EASEL_PICTURE_SOURCE_LIBRARY ? 2 : 3);
  if (!import (&work, &uris, error))
    return NULL;
  return alone && uris == NULL ? run_alone (&work, error)
                               : run_children (&work, (const char *const *) uris, error);
}

static void
easel_analyze_job_dispose (GObject *object)
{
  EaselAnalyzeJob *self = EASEL_ANALYZE_JOB (object);

  g_clear_object (&self->library);
  g_clear_object (&self->providers);
  g_clear_object (&self->budget);
  g_clear_object (&self->catalog);
  g_clear_object (&self->notes);

  G_OBJECT_CLASS (easel_analyze_job_parent_class)->dispose (object);
}

static void
easel_analyze_job_class_init (EaselAnalyzeJobClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = easel_analyze_job_dispose;
  EASEL_JOB_KIND_CLASS (klass)->run = easel_analyze_job_run;
  EASEL_JOB_KIND_CLASS (klass)->describe_error = easel_studio_describe_job_error;
}

static void
easel_analyze_job_init (EaselAnalyzeJob *self)
{
}

EaselJobKind *
easel_analyze_job_new (EaselLibrary *library,
                       EaselProviderRegistry *providers,
                       EaselBudget *budget,
                       EaselAnalyzerCatalog *catalog,
                       EaselModelNotes *notes)
{
  EaselAnalyzeJob *self = g_object_new (EASEL_TYPE_ANALYZE_JOB, "name", EASEL_ANALYZE_JOB_KIND,
                                        NULL);

  self->library = g_object_ref (library);
  self->providers = g_object_ref (providers);
  self->budget = g_object_ref (budget);
  self->catalog = g_object_ref (catalog);
  self->notes = g_object_ref (notes);
  return EASEL_JOB_KIND (self);
}
