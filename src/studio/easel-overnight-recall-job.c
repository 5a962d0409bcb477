/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-overnight-recall-job.h"

#include "easel-step-json.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>

struct _EaselOvernightRecallJob
{
  EaselJobKind parent_instance;

  EaselProviderRegistry *providers; /* (owned) */
  EaselBudget *budget;              /* (owned) */
  EaselOvernightPace pace;
};

G_DEFINE_FINAL_TYPE (EaselOvernightRecallJob, easel_overnight_recall_job, EASEL_TYPE_JOB_KIND)

/* One run, on its worker. */
typedef struct
{
  EaselOvernightRecallJob *job; /* (unowned) */
  EaselRun *run;                /* (unowned) */
  GPtrArray *batches;           /* (owned) (element-type EaselOvernightBatch) */
  EaselProvider *provider;      /* (owned) */
  EaselOvernightBatch *batch;   /* (unowned): the one it is at */
  gboolean is_late;             /* whether a batch that is on its way must have arrived */
} Work;

static void
work_clear (Work *work)
{
  g_clear_pointer (&work->batches, g_ptr_array_unref);
  g_clear_object (&work->provider);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static GCancellable *
get_cancellable (Work *work)
{
  return easel_run_get_cancellable (work->run);
}

/* EaselStepFunc: when it was looked for first */
static char *
begin_step (EaselRun *run, gpointer user_data, GError **error)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "time", g_get_real_time ());
  return easel_step_json_write (object);
}

/* EaselStepFunc: {"id"}, or {} when the provider does not have it */
static char *
cancel_step (EaselRun *run, gpointer user_data, GError **error)
{
  Work *work = user_data;
  EaselOvernightBatch *batch = work->batch;
  JsonObject *object;

  if (batch->id == NULL
      && !easel_overnight_batch_find (batch, work->batches, work->provider, get_cancellable (work),
                                      error))
    return NULL;
  if (batch->id == NULL && !work->is_late)
    {
      /* The last words to the provider may still be on their way. */
      easel_overnight_pace_wait (&work->job->pace, run, g_get_real_time (), _ ("Canceling"), error);
      return NULL;
    }
  if (batch->id != NULL
      && !easel_provider_cancel_batch (work->provider, batch->id, get_cancellable (work), error))
    return NULL;
  object = json_object_new ();
  if (batch->id != NULL)
    json_object_set_string_member (object, "id", batch->id);
  return easel_step_json_write (object);
}

/* EaselBatchResultFunc */
static gboolean
on_result (const char *key,
           EaselReply *reply,
           const GError *failure,
           gpointer user_data,
           GError **error)
{
  Work *work = user_data;
  EaselUsage usage = easel_overnight_batch_usage (work->job->budget, work->run, reply);

  if (reply == NULL)
    return TRUE;
  easel_run_add_usage (work->run, &usage);
  return TRUE;
}

/* EaselStepFunc: what was answered is paid for */
static char *
count_step (EaselRun *run, gpointer user_data, GError **error)
{
  Work *work = user_data;
  g_auto (GStrv) keys = easel_overnight_batch_dup_keys (work->batch);

  if (!easel_provider_fetch_batch (work->provider, work->batch->id, (const char *const *) keys,
                                   on_result, work, get_cancellable (work), error))
    return NULL;
  return g_strdup ("{}");
}

/* EaselStepFunc */
static char *
forget_step (EaselRun *run, gpointer user_data, GError **error)
{
  Work *work = user_data;

  if (!easel_provider_forget_batch (work->provider, work->batch->id, get_cancellable (work), error))
    return NULL;
  return g_strdup ("{}");
}

static gboolean
do_step (Work *work, const char *name, EaselStepFunc func, GError **error)
{
  g_autofree char *result = easel_run_step (work->run, name, work->batch->token, func, work, error);

  return result != NULL;
}

static gboolean
take_back (Work *work, gint64 since, guint *n_canceled, GError **error)
{
  EaselOvernightBatch *batch = work->batch;
  g_autofree char *canceled = easel_run_step (work->run, "cancel", batch->token, cancel_step, work,
                                              error);
  g_autoptr (JsonObject) object = canceled != NULL ? easel_step_json_read (canceled, error) : NULL;
  g_autoptr (EaselBatchStatus) status = NULL;

  if (object == NULL)
    return FALSE;
  if (!json_object_has_member (object, "id"))
    return TRUE;
  g_set_str (&batch->id, json_object_get_string_member (object, "id"));
  *n_canceled += 1;

  status = easel_provider_poll_batch (work->provider, batch->id, get_cancellable (work), error);
  if (status == NULL)
    return FALSE;
  if (status->state == EASEL_BATCH_IN_PROGRESS || status->state == EASEL_BATCH_CANCELING)
    return easel_overnight_pace_wait (&work->job->pace, work->run, since, _ ("Canceling"), error);
  if (status->state == EASEL_BATCH_ENDED && !do_step (work, "count", count_step, error))
    return FALSE;
  return do_step (work, "forget", forget_step, error);
}

static char *
take_back_all (Work *work, GError **error)
{
  g_autofree char *begun = easel_run_step (work->run, "begin", NULL, begin_step, work, error);
  g_autoptr (JsonObject) object = begun != NULL ? easel_step_json_read (begun, error) : NULL;
  guint n_canceled = 0;
  JsonObject *result;
  gint64 since;

  if (object == NULL)
    return NULL;
  since = json_object_get_int_member_with_default (object, "time", 0);
  work->is_late = g_get_real_time () - since >= work->job->pace.first;
  easel_run_set_progress (work->run, -1, _ ("Canceling"));
  for (guint i = 0; i < work->batches->len; i++)
    {
      work->batch = g_ptr_array_index (work->batches, i);
      if (!take_back (work, since, &n_canceled, error))
        return NULL;
    }

  easel_run_set_outcome (work->run, n_canceled > 0 ? _ ("Canceled with the provider")
                                                   : _ ("Nothing was sent"));
  result = json_object_new ();
  json_object_set_int_member (result, "canceled", n_canceled);
  return easel_step_json_write (result);
}

static char *
easel_overnight_recall_job_run (EaselJobKind *kind, EaselRun *run, GError **error)
{
  EaselOvernightRecallJob *self = EASEL_OVERNIGHT_RECALL_JOB (kind);
  g_auto (Work) work = { .job = self, .run = run };

  work.batches = easel_overnight_batches_from_json (easel_run_get_params (run));
  work.provider = easel_provider_registry_get_provider (self->providers,
                                                        easel_run_get_provider (run), error);
  return work.provider != NULL ? take_back_all (&work, error) : NULL;
}

static void
easel_overnight_recall_job_dispose (GObject *object)
{
  EaselOvernightRecallJob *self = EASEL_OVERNIGHT_RECALL_JOB (object);

  g_clear_object (&self->providers);
  g_clear_object (&self->budget);

  G_OBJECT_CLASS (easel_overnight_recall_job_parent_class)->dispose (object);
}

static void
easel_overnight_recall_job_class_init (EaselOvernightRecallJobClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = easel_overnight_recall_job_dispose;
  EASEL_JOB_KIND_CLASS (klass)->run = easel_overnight_recall_job_run;
  EASEL_JOB_KIND_CLASS (klass)->describe_error = easel_studio_describe_job_error;
}

static void
easel_overnight_recall_job_init (EaselOvernightRecallJob *self)
{
  self->pace = EASEL_OVERNIGHT_PACE;
}

EaselJobKind *
easel_overnight_recall_job_new (EaselProviderRegistry *providers, EaselBudget *budget)
{
  EaselOvernightRecallJob *self = g_object_new (EASEL_TYPE_OVERNIGHT_RECALL_JOB, "name",
                                                EASEL_OVERNIGHT_RECALL_JOB_KIND, NULL);

  self->providers = g_object_ref (providers);
  self->budget = g_object_ref (budget);
  return EASEL_JOB_KIND (self);
}

void
easel_overnight_recall_job_set_pace (EaselOvernightRecallJob *self, const EaselOvernightPace *pace)
{
  g_return_if_fail (EASEL_IS_OVERNIGHT_RECALL_JOB (self));

  self->pace = *pace;
}
