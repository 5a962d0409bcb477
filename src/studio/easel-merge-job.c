/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-merge-job.h"

#include "easel-engine-error.h"
#include "easel-id.h"
#include "easel-json.h"
#include "easel-library-changes.h"
#include "easel-merge-decision.h"
#include "easel-merge-params.h"
#include "easel-merge-prompt.h"
#include "easel-merge-proposer.h"
#include "easel-merge.h"
#include "easel-step-json.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>

struct _EaselMergeJob
{
  EaselJobKind parent_instance;

  EaselLibrary *library;            /* (owned) */
  EaselProviderRegistry *providers; /* (owned) */
  EaselBudget *budget;              /* (owned) */
  EaselAnalyzerCatalog *catalog;    /* (owned) */
  EaselModelNotes *notes;           /* (owned) */
};

G_DEFINE_FINAL_TYPE (EaselMergeJob, easel_merge_job, EASEL_TYPE_JOB_KIND)

/* One run, on its worker: from the top, through all that was asked and answered before. */
typedef struct
{
  EaselMergeJob *job;       /* (unowned) */
  EaselRun *run;            /* (unowned) */
  EaselMergeParams *params; /* (owned) */

  guint version;     /* of the proposal, from 1 */
  guint n_steps;     /* as far as can be told */
  GPtrArray *rounds; /* (owned) (element-type EaselMergeRound) */
  char *comment;     /* (owned) (nullable): to the version before */
  GStrv changed;     /* (owned) (nullable): since the version before */

  EaselMergeProposal *proposal; /* (owned) (nullable): this version */
  EaselDecision *answer;        /* (owned) (nullable): to it */
  EaselMergeDecision *decision; /* (owned) (nullable): what the answer says */
  JsonNode *values;             /* (owned) (nullable): what is to be done */
  JsonObject *origins;          /* (owned) (nullable): who wrote what of it */
} Work;

/* What belongs to one version. */
static void
work_clear_version (Work *work)
{
  g_clear_pointer (&work->comment, g_free);
  g_clear_pointer (&work->changed, g_strfreev);
  g_clear_object (&work->proposal);
  g_clear_pointer (&work->answer, easel_decision_free);
  g_clear_pointer (&work->decision, easel_merge_decision_free);
  g_clear_pointer (&work->values, json_node_unref);
  g_clear_pointer (&work->origins, json_object_unref);
}

static void
work_clear (Work *work)
{
  work_clear_version (work);
  g_clear_pointer (&work->params, easel_merge_params_free);
  g_clear_pointer (&work->rounds, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

/* @text: (nullable) */
static void
set_text (JsonObject *object, const char *member, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
}

/* Proposing ------------------------------------------------------------------------------- */

/* EaselStepFunc: {"data", "provenance"} of an EaselProposal */
static char *
propose_step (EaselRun *run, gpointer user_data, GError **error)
{
  Work *work = user_data;
  const EaselMergeProposer proposer = {
    .library = work->job->library,
    .providers = work->job->providers,
    .budget = work->job->budget,
    .catalog = work->job->catalog,
    .notes = work->job->notes,
    .run = run,
    .source = work->params->source,
    .target = work->params->target,
    .version = work->version,
    .comment = work->comment,
    .changed = (const char *const *) work->changed,
    .rounds = work->rounds,
  };
  g_autoptr (EaselMergeProposal) merge = easel_merge_proposer_propose (&proposer, error);
  g_autoptr (EaselProposal) proposal = NULL;
  JsonObject *object;

  if (merge == NULL)
    return NULL;
  proposal = easel_merge_proposal_to_proposal (merge);
  object = json_object_new ();
  set_text (object, "data", proposal->data);
  set_text (object, "provenance", proposal->provenance);
  return easel_step_json_write (object);
}

/* The step's key is the version, and nothing of what goes in: an answer is about the proposal that
 * the person saw, whatever has become of the two, of the model or of the prompt since. */
static gboolean
propose (Work *work, GError **error)
{
  g_autofree char *key = g_strdup_printf ("%u", work->version);
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (EaselProposal) proposal = NULL;
  const char *data;

  text = easel_run_step (work->run, "propose", key, propose_step, work, error);
  object = text != NULL ? easel_step_json_read (text, error) : NULL;
  if (object == NULL)
    return FALSE;

  data = easel_json_get_string (object, "data");
  proposal = easel_proposal_new ("", EASEL_MERGE_VIEW, data != NULL ? data : "",
                                 EASEL_DECISION_APPROVE);
  proposal->provenance = g_strdup (easel_json_get_string (object, "provenance"));
  work->proposal = easel_merge_proposal_from_proposal (proposal, error);
  return work->proposal != NULL;
}

/* Doing it -------------------------------------------------------------------------------- */

/* Reads the answer. What is wrong with one is said before it is taken, see
 * easel_studio_respond_async(): this is for those that came another way. */
static gboolean
read_answer (Work *work, GError **error)
{
  gboolean is_edit = work->answer->action == EASEL_DECISION_EDIT;

  work->decision = easel_merge_decision_from_json (work->answer->data, error);
  if (work->decision == NULL)
    return FALSE;
  if (is_edit && work->decision->values == NULL)
    {
      g_set_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_BAD_DECISION,
                   _ ("“%s” is missing."), "values");
      return FALSE;
    }

  work->values = json_node_ref (is_edit ? work->decision->values
                                        : easel_merge_proposal_get_values (work->proposal));
  if (!easel_merge_check_proposal (easel_merge_proposal_get_schema (work->proposal), work->values,
                                   error))
    return FALSE;
  if (is_edit && work->decision->origins != NULL)
    work->origins = json_object_ref (work->decision->origins);
  else
    work->origins = easel_merge_proposal_find_origins (work->proposal, work->values);
  return TRUE;
}

static EaselEntity *
get_kept (Work *work)
{
  return work->decision->swapped ? easel_merge_proposal_get_target (work->proposal)
                                 : easel_merge_proposal_get_source (work->proposal);
}

static EaselEntity *
get_folded (Work *work)
{
  return work->decision->swapped ? easel_merge_proposal_get_source (work->proposal)
                                 : easel_merge_proposal_get_target (work->proposal);
}

/* (transfer full) (nullable): what the journal says about @entry. The library is read anew, because
 * a forced merge does not do quite what was proposed. */
static JsonNode *
read_summary (Work *work, const char *entry, GError **error)
{
  const EaselHistoryQuery query = { .change = entry };
  g_autoptr (GPtrArray) entries = easel_library_history (work->job->library, &query, error);
  JsonNode *summary = NULL;

  if (entries == NULL)
    return NULL;
  if (entries->len > 0)
    summary = easel_journal_entry_get_summary (g_ptr_array_index (entries, 0));
  return summary != NULL ? json_node_copy (summary) : json_node_new (JSON_NODE_NULL);
}

/* (transfer full) (nullable): the step's result for a merge that was done */
static char *
describe_done (Work *work, const char *entry, GError **error)
{
  JsonNode *summary = read_summary (work, entry, error);
  JsonObject *object;

  if (summary == NULL)
    return NULL;
  object = json_object_new ();
  json_object_set_string_member (object, "entry", entry);
  json_object_set_member (object, "summary", summary);
  return easel_step_json_write (object);
}

/* EaselStepFunc: {"entry", "summary"}, or {"changed": "…"} when it has to be asked again */
static char *
merge_step (EaselRun *run, gpointer user_data, GError **error)
{
  Work *work = user_data;
  EaselEntity *kept = get_kept (work);
  EaselEntity *folded = get_folded (work);
  g_autofree char *id = easel_id_derive (easel_run_get_job_id (run), "merge");
  const EaselChangeStamp stamp = {
    .entry = id,
    .group = work->decision->group,
    .job = easel_run_get_job_id (run),
    .door = work->answer->door,
  };
  const EaselMergeRequest request = {
    .source = easel_entity_get_id (kept),
    .target = easel_entity_get_id (folded),
    .source_revision = easel_entity_get_revision (kept),
    .target_revision = easel_entity_get_revision (folded),
    .schema = easel_merge_proposal_get_schema (work->proposal),
    .proposal = work->values,
    .origins = work->origins,
    .force = work->decision->force,
  };
  g_autoptr (GError) local = NULL;
  g_autofree char *entry = NULL;
  JsonObject *object;

  if (easel_library_merge (work->job->library, &request, &stamp, &entry, &local))
    return describe_done (work, entry, error);
  if (!g_error_matches (local, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_CHANGED))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  object = json_object_new ();
  json_object_set_string_member (object, "changed", local->message);
  return easel_step_json_write (object);
}

/* (transfer full): the job's. @done: what merge_step() left */
static char *
make_result (Work *work, JsonObject *done)
{
  JsonObject *values = json_node_get_object (work->values);
  JsonObject *result = json_object_new ();

  set_text (result, "entry", easel_json_get_string (done, "entry"));
  set_text (result, "group", work->decision->group);
  json_object_set_string_member (result, "source", easel_entity_get_id (get_kept (work)));
  json_object_set_string_member (result, "target", easel_entity_get_id (get_folded (work)));
  json_object_set_string_member (result, "kind", easel_entity_get_kind (get_kept (work)));
  set_text (result, "name", easel_json_get_string (values, EASEL_MERGE_NAME));
  json_object_set_member (result, "values", json_node_ref (work->values));
  if (json_object_has_member (done, "summary"))
    json_object_set_member (result, "summary", json_object_dup_member (done, "summary"));
  json_object_set_object_member (result, "origins", json_object_ref (work->origins));
  json_object_set_string_member (result, "decision",
                                 easel_decision_action_to_string (work->answer->action));
  return easel_step_json_write (result);
}

/* (transfer full) (nullable): the job's result; %NULL without an error when it has to be asked
 * again, because of *@changed */
static char *
merge (Work *work, char **changed, GError **error)
{
  g_autofree char *key = g_strdup_printf ("%u", work->version);
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) done = NULL;

  if (!read_answer (work, error))
    return NULL;
  easel_run_set_progress (work->run, -1, _ ("Saving"));
  text = easel_run_step (work->run, "merge", key, merge_step, work, error);
  done = text != NULL ? easel_step_json_read (text, error) : NULL;
  if (done == NULL)
    return NULL;

  *changed = g_strdup (easel_json_get_string (done, "changed"));
  return *changed == NULL ? make_result (work, done) : NULL;
}

/* Running --------------------------------------------------------------------------------- */

static void
begin_version (Work *work, guint n_more_steps)
{
  work_clear_version (work);
  work->version++;
  work->n_steps += n_more_steps;
  easel_run_set_n_steps (work->run, work->n_steps);
}

static gboolean
ask (Work *work, GError **error)
{
  g_autoptr (EaselProposal) proposal = NULL;

  if (!propose (work, error))
    return FALSE;
  proposal = easel_merge_proposal_to_proposal (work->proposal);
  return easel_run_ask (work->run, proposal, &work->answer, error);
}

static void
begin_revision (Work *work)
{
  g_autofree char *comment = g_strdup (work->answer->comment);

  g_ptr_array_add (work->rounds, easel_merge_round_new (
                                     easel_merge_proposal_get_values (work->proposal), comment));
  begin_version (work, 1);
  work->comment = g_steal_pointer (&comment);
}

static char *
easel_merge_job_run (EaselJobKind *kind, EaselRun *run, GError **error)
{
  g_auto (Work) work = { .job = EASEL_MERGE_JOB (kind), .run = run };

  work.params = easel_merge_params_from_json (easel_run_get_params (run), error);
  if (work.params == NULL)
    return NULL;
  work.rounds = g_ptr_array_new_with_free_func (easel_merge_round_free);

  begin_version (&work, 2);
  while (ask (&work, error))
    {
      g_autofree char *changed = NULL;
      char *result;

      if (work.answer->action == EASEL_DECISION_REVISE)
        {
          begin_revision (&work);
          continue;
        }
      result = merge (&work, &changed, error);
      if (changed == NULL)
        return result;
      begin_version (&work, 2);
      work.changed = g_new0 (char *, 2);
      work.changed[0] = g_steal_pointer (&changed);
    }
  return NULL;
}

static void
easel_merge_job_dispose (GObject *object)
{
  EaselMergeJob *self = EASEL_MERGE_JOB (object);

  g_clear_object (&self->library);
  g_clear_object (&self->providers);
  g_clear_object (&self->budget);
  g_clear_object (&self->catalog);
  g_clear_object (&self->notes);

  G_OBJECT_CLASS (easel_merge_job_parent_class)->dispose (object);
}

static void
easel_merge_job_class_init (EaselMergeJobClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = easel_merge_job_dispose;
  EASEL_JOB_KIND_CLASS (klass)->run = easel_merge_job_run;
  EASEL_JOB_KIND_CLASS (klass)->describe_error = easel_studio_describe_job_error;
}

static void
easel_merge_job_init (EaselMergeJob *self)
{
}

EaselJobKind *
easel_merge_job_new (EaselLibrary *library,
                     EaselProviderRegistry *providers,
                     EaselBudget *budget,
                     EaselAnalyzerCatalog *catalog,
                     EaselModelNotes *notes)
{
  EaselMergeJob *self = g_object_new (EASEL_TYPE_MERGE_JOB, "name", EASEL_MERGE_JOB_KIND, NULL);

  self->library = g_object_ref (library);
  self->providers = g_object_ref (providers);
  self->budget = g_object_ref (budget);
  self->catalog = g_object_ref (catalog);
  self->notes = g_object_ref (notes);
  return EASEL_JOB_KIND (self);
}

EaselJobSpec *
easel_merge_spec_new (EaselProviderRegistry *providers,
                      const char *params,
                      const char *provider,
                      const char *model)
{
  EaselJobSpec *spec = easel_job_spec_new (EASEL_MERGE_JOB_KIND, _ ("Merge"), params);

  spec->lane = easel_provider_registry_make_lane (providers, provider, model);
  spec->provider = g_strdup (provider);
  spec->model = g_strdup (model);
  return spec;
}
