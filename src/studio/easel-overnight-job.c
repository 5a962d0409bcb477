/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-overnight-job.h"

#include "easel-analyze-answer.h"
#include "easel-children-result.h"
#include "easel-estimate.h"
#include "easel-json.h"
#include "easel-overnight-children.h"
#include "easel-overnight-copies.h"
#include "easel-overnight-import.h"
#include "easel-overnight-spec.h"
#include "easel-step-json.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>

/* How long Easel tries to have a provider delete what it was sent. */
#define FORGET_TIME (2 * G_TIME_SPAN_DAY)

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

/* One run, on its worker. */
typedef struct
{
  EaselOvernightJob *job;       /* (unowned) */
  EaselRun *run;                /* (unowned) */
  GCancellable *cancellable;    /* (unowned) */
  EaselOvernightParams *params; /* (owned) */
  GPtrArray *analyzers;         /* (owned) (element-type EaselAnalyzer) */
  char *copies;                 /* (owned): folder */
  EaselOvernightPlan *plan;     /* (owned) */
  GPtrArray *batches;           /* (owned) (element-type EaselOvernightBatch): with the provider */
  EaselProvider *provider;      /* (owned) (nullable): until it is needed */
  EaselOvernightChildren children;
} Work;

static void
work_clear (Work *work)
{
  g_clear_pointer (&work->params, easel_overnight_params_free);
  g_clear_pointer (&work->analyzers, g_ptr_array_unref);
  g_clear_pointer (&work->copies, g_free);
  g_clear_pointer (&work->plan, easel_overnight_plan_free);
  g_clear_pointer (&work->batches, g_ptr_array_unref);
  g_clear_object (&work->provider);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static gboolean
need_provider (Work *work, GError **error)
{
  if (work->provider == NULL)
    work->provider = easel_provider_registry_get_provider (
        work->job->providers, easel_run_get_provider (work->run), error);
  return work->provider != NULL;
}

static EaselProviderConfig *
get_config (Work *work)
{
  return easel_provider_get_config (work->provider);
}

static const char *
get_name (Work *work)
{
  return easel_provider_config_get_name (get_config (work));
}

static gboolean
save_batches (Work *work, GError **error)
{
  g_autofree char *deposit = easel_overnight_batches_to_json (work->batches);

  return easel_run_set_deposit (work->run, deposit, error);
}

/* What went wrong while a provider was asked for what it has is not the end of the batch. Without a
 * network the queue knows when to go on. */
static gboolean
ask_later (Work *work, gint64 since, GError *failure, GError **error)
{
  g_autoptr (GError) owned = failure;
  g_autoptr (EaselFailure) described = easel_studio_describe_error (owned);

  if (g_cancellable_is_cancelled (work->cancellable)
      || described->policy == EASEL_RETRY_WHEN_ONLINE)
    {
      g_propagate_error (error, g_steal_pointer (&owned));
      return FALSE;
    }
  return easel_overnight_pace_wait (&work->job->pace, work->run, since, owned->message, error);
}

/* Sending --------------------------------------------------------------------------------- */

/* EaselStepFunc: {"ends": […]} */
static char *
divide_step (EaselRun *run, gpointer user_data, GError **error)
{
  Work *work = user_data;
  EaselBatchLimits limits;
  g_autoptr (GArray) ends = NULL;
  JsonObject *object;
  JsonArray *array;

  if (!need_provider (work, error))
    return NULL;
  if (!easel_provider_get_batch_limits (work->provider, &limits))
    {
      easel_overnight_set_no_batches (error, get_name (work));
      return NULL;
    }
  ends = easel_overnight_plan_divide (work->plan, work->job->catalog, &limits);
  object = json_object_new ();
  array = json_array_new ();
  for (guint i = 0; i < ends->len; i++)
    json_array_add_int_element (array, g_array_index (ends, guint, i));
  json_object_set_array_member (object, "ends", array);
  return easel_step_json_write (object);
}

/* (transfer full): those of @requests that have no job yet */
static GArray *
find_unanswered (Work *work, guint start, guint end)
{
  GArray *requests = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = start; i < MIN (end, work->plan->requests->len); i++)
    {
      g_autofree char *key = easel_overnight_plan_dup_key (work->plan, i);

      if (!easel_run_has_child (work->run, key))
        g_array_append_val (requests, i);
    }
  return requests;
}

/* EaselBatchPromptFunc */
static EaselPrompt *
make_prompt (guint index, gpointer user_data, GError **error)
{
  Work *work = ((gpointer *) user_data)[0];
  const EaselOvernightBatch *batch = ((gpointer *) user_data)[1];
  const EaselOvernightRequest *request = &g_array_index (
      work->plan->requests, EaselOvernightRequest, g_array_index (batch->requests, guint, index));
  const EaselOvernightItem *item = g_ptr_array_index (work->plan->items, request->item);
  EaselAnalyzer *analyzer = easel_analyzer_catalog_lookup (work->job->catalog, request->analyzer,
                                                           error);
  const char *mime_type;
  g_autoptr (GBytes) image = NULL;
  g_autofree char *message = NULL;

  if (analyzer == NULL)
    return NULL;
  /* Translators: a provider, a number, and of how many */
  message = g_strdup_printf (_ ("Sending to %s · %u of %u"), get_name (work), index + 1,
                             batch->requests->len);
  easel_run_set_progress (work->run, (double) index / batch->requests->len, message);
  image = easel_overnight_copies_load (work->copies, work->job->library, item->picture,
                                       easel_provider_config_get_max_image_edge (get_config (work)),
                                       &mime_type, work->cancellable, error);
  return image != NULL ? easel_analyze_prompt_new (analyzer, image, mime_type) : NULL;
}

/* About what all the batches will cost that have not been counted. */
static gint64
estimate (Work *work)
{
  const EaselPrice *price = easel_budget_find_price (work->job->budget, work->run);
  gint64 total = 0;

  for (guint i = 0; i < work->analyzers->len; i++)
    {
      EaselAnalyzer *analyzer = g_ptr_array_index (work->analyzers, i);
      g_autoptr (GPtrArray) alone = g_ptr_array_new ();
      g_autoptr (EaselEstimate) part = NULL;
      guint n = 0;

      for (guint j = 0; j < work->batches->len; j++)
        {
          const GArray *requests
              = ((EaselOvernightBatch *) g_ptr_array_index (work->batches, j))->requests;

          for (guint k = 0; k < requests->len; k++)
            n += g_str_equal (g_array_index (work->plan->requests, EaselOvernightRequest,
                                             g_array_index (requests, guint, k))
                                  .analyzer,
                              easel_analyzer_get_name (analyzer));
        }
      g_ptr_array_add (alone, analyzer);
      part = easel_estimate_new_for_analysis (
          price, alone, n, easel_provider_config_get_max_image_edge (get_config (work)));
      if (part->overnight_micros == EASEL_PRICE_UNKNOWN)
        return EASEL_PRICE_UNKNOWN;
      total += part->overnight_micros;
    }
  return total;
}

/* It is noted before it is sent, so it is looked for there before it is sent again. */
static gboolean
submit (Work *work, EaselOvernightBatch *batch, gboolean is_new, GError **error)
{
  gpointer data[] = { work, batch };
  g_auto (GStrv) keys = easel_overnight_batch_dup_keys (batch);
  const EaselBatchRequest request = { .token = batch->token,
                                      .model = easel_run_get_model (work->run),
                                      .n_requests = batch->requests->len,
                                      .keys = (const char *const *) keys,
                                      .prompt_func = make_prompt,
                                      .user_data = data,
                                      .folder = work->copies };
  g_autoptr (EaselProvider) allowed = NULL;

  if (!is_new
      && !easel_overnight_batch_find (batch, work->batches, work->provider, work->cancellable,
                                      error))
    return FALSE;
  if (batch->id != NULL)
    return save_batches (work, error);

  allowed = easel_budget_open_for_batch (work->job->budget, work->run, estimate (work), error);
  if (allowed == NULL
      || !easel_model_notes_check_vision (work->job->notes, get_config (work),
                                          easel_run_get_model (work->run), error)
      || !save_batches (work, error))
    return FALSE;
  g_mkdir_with_parents (work->copies, 0700);
  batch->id = easel_provider_submit_batch (work->provider, &request, work->cancellable, error);
  return batch->id != NULL && save_batches (work, error);
}

/* (nullable) */
static EaselOvernightBatch *
find_batch (Work *work, guint part)
{
  for (guint i = 0; i < work->batches->len; i++)
    {
      EaselOvernightBatch *batch = g_ptr_array_index (work->batches, i);

      if (batch->part == part)
        return batch;
    }
  return NULL;
}

static gboolean
send_part (Work *work, guint part, guint start, guint end, GError **error)
{
  EaselOvernightBatch *batch = find_batch (work, part);
  gboolean is_new = batch == NULL;
  g_autoptr (GArray) requests = find_unanswered (work, start, end);

  if (requests->len == 0 || (batch != NULL && batch->id != NULL))
    return TRUE;
  if (!need_provider (work, error))
    return FALSE;
  if (is_new)
    {
      batch = easel_overnight_batch_new (part, g_steal_pointer (&requests));
      g_ptr_array_add (work->batches, batch);
    }
  return submit (work, batch, is_new, error);
}

static gboolean
send_all (Work *work, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) object = NULL;
  JsonArray *ends;
  guint start = 0;

  if (work->plan->requests->len == 0)
    return TRUE;
  text = easel_run_step (work->run, "divide", NULL, divide_step, work, error);
  object = text != NULL ? easel_step_json_read (text, error) : NULL;
  ends = easel_json_get_array (object, "ends");
  if (object == NULL)
    return FALSE;
  for (guint i = 0; ends != NULL && i < json_array_get_length (ends); i++)
    {
      guint end = (guint) json_array_get_int_element (ends, i);

      if (!send_part (work, i, start, end, error))
        return FALSE;
      start = end;
    }
  return TRUE;
}

/* Results --------------------------------------------------------------------------------- */

/* What has come of a batch: specs of the jobs that get it. */
typedef struct
{
  Work *work;                 /* (unowned) */
  EaselOvernightBatch *batch; /* (unowned) */
  GPtrArray *specs;           /* (owned) (element-type EaselJobSpec) */
} Harvest;

/* What an answer cost; nothing, when nothing came. @reply: (nullable) */
static EaselUsage
price_reply (Work *work, EaselReply *reply)
{
  const EaselPrice *price = easel_budget_find_price (work->job->budget, work->run);
  EaselUsage usage = EASEL_USAGE_NONE;

  if (reply == NULL)
    return usage;
  usage = easel_analyze_usage (reply);
  usage.cost_micros = easel_price_in_batch (price, easel_price_cost (price, &usage, TRUE));
  return usage;
}

/* (transfer full) */
static EaselJobSpec *
judge (Work *work, guint request, EaselReply *reply, const GError *failure)
{
  const char *name = g_array_index (work->plan->requests, EaselOvernightRequest, request).analyzer;
  EaselAnalyzer *analyzer = easel_analyzer_catalog_lookup (work->job->catalog, name, NULL);
  g_autoptr (JsonNode) schema = analyzer != NULL ? easel_analyzer_dup_schema (analyzer) : NULL;
  EaselUsage usage = price_reply (work, reply);
  g_autoptr (JsonObject) answer = NULL;
  g_autoptr (GError) error = failure != NULL ? g_error_copy (failure) : NULL;

  if (error != NULL || !easel_provider_judge_reply (reply, schema, &error))
    return easel_overnight_children_new_failed (&work->children, request, error, usage);
  answer = easel_analyze_answer_new (reply);
  easel_analyze_answer_set_usage (answer, &usage);
  return easel_overnight_children_new_answered (&work->children, request, answer);
}

/* EaselBatchResultFunc */
static gboolean
on_result (const char *key,
           EaselReply *reply,
           const GError *failure,
           gpointer user_data,
           GError **error)
{
  Harvest *harvest = user_data;
  guint request;

  if (easel_overnight_batch_read_key (harvest->batch, key, &request)
      && request < harvest->work->plan->requests->len)
    g_ptr_array_add (harvest->specs, judge (harvest->work, request, reply, failure));
  return TRUE;
}

static GPtrArray *
specs_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) easel_job_spec_free);
}

/* Each result gets its job, once: those that are there are left alone. */
static gboolean
leave_to_children (Work *work, GPtrArray *specs, GError **error)
{
  g_autoptr (GPtrArray) outcomes = NULL;

  return specs->len == 0 || easel_run_join_children (work->run, specs, &outcomes, error);
}

static gboolean
harvest_batch (Work *work, EaselOvernightBatch *batch, GError **error)
{
  g_autoptr (GPtrArray) specs = specs_new ();
  Harvest harvest = { work, batch, specs };
  g_auto (GStrv) keys = easel_overnight_batch_dup_keys (batch);
  GError *local = NULL;

  easel_run_set_progress (work->run, -1, _ ("Fetching the answers"));
  if (!easel_provider_fetch_batch (work->provider, batch->id, (const char *const *) keys, on_result,
                                   &harvest, work->cancellable, &local))
    return ask_later (work, batch->since, local, error);
  return leave_to_children (work, specs, error);
}

/* The only one takes the job with it, and is sent anew by a retry; of several, the pictures of each
 * say why. */
static gboolean
lose_batch (Work *work, EaselOvernightBatch *batch, const GError *reason, GError **error)
{
  g_autoptr (GPtrArray) specs = specs_new ();

  if (work->batches->len == 1)
    {
      if (reason != NULL)
        g_propagate_error (error, g_error_copy (reason));
      else
        g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_UNANSWERED,
                     _ ("%s has not answered any of this."), get_name (work));
      easel_provider_forget_batch (work->provider, batch->id, work->cancellable, NULL);
      g_ptr_array_remove (work->batches, batch);
      save_batches (work, NULL);
      return FALSE;
    }
  for (guint i = 0; i < batch->requests->len; i++)
    g_ptr_array_add (specs, easel_overnight_children_new_failed (
                                &work->children, g_array_index (batch->requests, guint, i), reason,
                                EASEL_USAGE_NONE));
  return leave_to_children (work, specs, error);
}

static gboolean
has_results (Work *work, const EaselOvernightBatch *batch)
{
  for (guint i = 0; i < batch->requests->len; i++)
    {
      guint request = g_array_index (batch->requests, guint, i);
      g_autofree char *key = request < work->plan->requests->len
                                 ? easel_overnight_plan_dup_key (work->plan, request)
                                 : NULL;

      if (key != NULL && !easel_run_has_child (work->run, key))
        return FALSE;
    }
  return TRUE;
}

/* (transfer full) */
static char *
describe_wait (Work *work, guint n_done, guint n)
{
  /* Some tell only when they have done all. */
  if (n_done == 0)
    /* Translators: a provider */
    return g_strdup_printf (_ ("Waiting for %s"), get_name (work));
  /* Translators: a provider, how many pictures it has looked at, and of how many */
  return g_strdup_printf (_ ("Waiting for %s · %'u of %'u"), get_name (work), n_done, n);
}

/* Asks about each batch whose results are not here. Goes on when all are. */
static gboolean
gather (Work *work, GError **error)
{
  guint n = 0, n_done = 0;
  gint64 since = 0;
  g_autofree char *message = NULL;

  for (guint i = 0; i < work->batches->len; i++)
    {
      EaselOvernightBatch *batch = g_ptr_array_index (work->batches, i);
      g_autoptr (EaselBatchStatus) status = NULL;
      GError *local = NULL;

      n += batch->requests->len;
      if (has_results (work, batch))
        {
          n_done += batch->requests->len;
          continue;
        }
      if (!need_provider (work, error))
        return FALSE;
      status = easel_provider_poll_batch (work->provider, batch->id, work->cancellable, &local);
      if (status == NULL)
        return ask_later (work, batch->since, local, error);
      if (status->state == EASEL_BATCH_ENDED)
        return harvest_batch (work, batch, error);
      if (status->state == EASEL_BATCH_FAILED)
        return lose_batch (work, batch, status->error, error);
      n_done += status->n_succeeded + status->n_failed;
      since = MAX (since, batch->since);
    }

  if (since == 0)
    return TRUE;
  message = describe_wait (work, n_done, n);
  easel_run_set_progress (work->run, (double) n_done / n, message);
  return easel_overnight_pace_wait (&work->job->pace, work->run, since, message, error);
}

/* Has the provider delete what it was sent, and what came of it. */
static gboolean
forget_all (Work *work, GError **error)
{
  for (guint i = 0; i < work->batches->len; i++)
    {
      const EaselOvernightBatch *batch = g_ptr_array_index (work->batches, i);
      g_autoptr (GError) local = NULL;
      g_autoptr (EaselFailure) failure = NULL;

      if (batch->id == NULL || !need_provider (work, &local)
          || easel_provider_forget_batch (work->provider, batch->id, work->cancellable, &local))
        continue;
      failure = easel_studio_describe_error (local);
      if (g_cancellable_is_cancelled (work->cancellable)
          || (failure->policy != EASEL_RETRY_NEVER
              && g_get_real_time () - batch->since < FORGET_TIME))
        return ask_later (work, batch->since, g_steal_pointer (&local), error);
    }

  if (work->batches->len == 0)
    return TRUE;
  g_ptr_array_set_size (work->batches, 0);
  return save_batches (work, error);
}

static char *
go_on (Work *work, GError **error)
{
  g_autoptr (GPtrArray) settled = NULL;
  g_autoptr (GPtrArray) outcomes = NULL;
  JsonObject *result;

  if (!send_all (work, error))
    return NULL;
  easel_overnight_copies_remove (work->copies);

  settled = easel_overnight_children_new_settled (&work->children);
  if (!leave_to_children (work, settled, error) || !gather (work, error)
      || !forget_all (work, error) || !easel_run_join_children (work->run, NULL, &outcomes, error))
    return NULL;
  result = easel_children_result (outcomes, NULL, error);
  return result != NULL ? easel_step_json_write (result) : NULL;
}

static gboolean
make_plan (Work *work, GError **error)
{
  g_autoptr (EaselProviderConfig) config = easel_provider_registry_get_config (
      work->job->providers, easel_run_get_provider (work->run));
  const EaselOvernightImport import = {
    .library = work->job->library,
    .run = work->run,
    .params = work->params,
    .analyzers = work->analyzers,
    .max_edge = config != NULL ? easel_provider_config_get_max_image_edge (config)
                               : EASEL_PROVIDER_MAX_IMAGE_EDGE,
    .copies = work->copies
  };
  g_autofree char *title = NULL;

  work->plan = easel_overnight_import (&import, error);
  if (work->plan == NULL)
    return FALSE;
  title = easel_overnight_dup_title (work->plan->items->len);
  if (work->plan->items->len > 1)
    easel_run_set_title (work->run, title);
  work->children = (EaselOvernightChildren) { .catalog = work->job->catalog,
                                              .providers = work->job->providers,
                                              .library = work->job->library,
                                              .run = work->run,
                                              .params = work->params,
                                              .plan = work->plan };
  return TRUE;
}

static char *
easel_overnight_job_run (EaselJobKind *kind, EaselRun *run, GError **error)
{
  EaselOvernightJob *self = EASEL_OVERNIGHT_JOB (kind);
  g_auto (Work) work = { .job = self, .run = run, .cancellable = easel_run_get_cancellable (run) };
  char *result = NULL;

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
  if (make_plan (&work, error))
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
