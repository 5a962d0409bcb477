/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-overnight-fetch.h"

#include "easel-analyze-answer.h"
#include "easel-overnight-children.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>

/* How long Easel tries to have a provider delete what it was sent. */
#define FORGET_TIME (2 * G_TIME_SPAN_DAY)

/* What has come of a batch: specs of the jobs that get it. */
typedef struct
{
  EaselOvernightWork *work;   /* (unowned) */
  EaselOvernightBatch *batch; /* (unowned) */
  GPtrArray *specs;           /* (owned) (element-type EaselJobSpec) */
} Harvest;

/* (transfer full) */
static EaselJobSpec *
judge (EaselOvernightWork *work, guint request, EaselReply *reply, const GError *failure)
{
  const char *name = g_array_index (work->plan->requests, EaselOvernightRequest, request).analyzer;
  EaselUsage usage = easel_overnight_batch_usage (work->budget, work->run, reply);
  g_autoptr (JsonNode) schema = NULL;
  g_autoptr (JsonObject) answer = NULL;
  g_autoptr (GError) error = failure != NULL ? g_error_copy (failure) : NULL;
  EaselAnalyzer *analyzer = error == NULL
                                ? easel_analyzer_catalog_lookup (work->catalog, name, &error)
                                : NULL;

  if (analyzer != NULL)
    schema = easel_analyzer_dup_schema (analyzer);
  if (error != NULL || !easel_provider_judge_reply (reply, schema, &error))
    return easel_overnight_children_new_failed (work, request, error, usage);
  answer = easel_analyze_answer_new (reply);
  easel_analyze_answer_set_usage (answer, &usage);
  return easel_overnight_children_new_answered (work, request, answer);
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

static gboolean
harvest_batch (EaselOvernightWork *work, EaselOvernightBatch *batch, GError **error)
{
  g_autoptr (GPtrArray) specs = easel_overnight_children_new ();
  Harvest harvest = { work, batch, specs };
  g_auto (GStrv) keys = easel_overnight_batch_dup_keys (batch);
  GError *local = NULL;

  easel_run_set_progress (work->run, -1, _ ("Fetching the answers"));
  if (!easel_provider_fetch_batch (work->provider, batch->id, (const char *const *) keys, on_result,
                                   &harvest, work->cancellable, &local))
    return easel_overnight_work_ask_later (work, batch->since, local, error);
  return easel_overnight_children_make (work, specs, error);
}

/* The only one takes the job with it, and is sent anew by a retry; of several, the pictures of each
 * say why. */
static gboolean
lose_batch (EaselOvernightWork *work,
            EaselOvernightBatch *batch,
            const GError *reason,
            GError **error)
{
  g_autoptr (GPtrArray) specs = easel_overnight_children_new ();

  if (work->batches->len == 1)
    {
      g_propagate_error (error, g_error_copy (reason));
      easel_provider_forget_batch (work->provider, batch->id, work->cancellable, NULL);
      g_ptr_array_remove (work->batches, batch);
      easel_overnight_work_save (work, NULL);
      return FALSE;
    }
  for (guint i = 0; i < batch->requests->len; i++)
    g_ptr_array_add (
        specs, easel_overnight_children_new_failed (work, g_array_index (batch->requests, guint, i),
                                                    reason, EASEL_USAGE_NONE));
  return easel_overnight_children_make (work, specs, error);
}

/* (transfer full) */
static char *
describe_wait (EaselOvernightWork *work, guint n_done, guint n)
{
  /* Some tell only when they have done all. */
  if (n_done == 0)
    /* Translators: a provider */
    return g_strdup_printf (_ ("Waiting for %s"), easel_overnight_work_get_name (work));
  /* Translators: a provider, how many pictures it has looked at, and of how many */
  return g_strdup_printf (_ ("Waiting for %s · %'u of %'u"), easel_overnight_work_get_name (work),
                          n_done, n);
}

/* Asks about each batch whose results are not here. Goes on when all are. */
static gboolean
gather (EaselOvernightWork *work, GError **error)
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
      if (easel_overnight_work_has_results (work, batch))
        {
          n_done += batch->requests->len;
          continue;
        }
      if (!easel_overnight_work_need_provider (work, error))
        return FALSE;
      status = easel_provider_poll_batch (work->provider, batch->id, work->cancellable, &local);
      if (status == NULL)
        return easel_overnight_work_ask_later (work, batch->since, local, error);
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
  return easel_overnight_pace_wait (work->pace, work->run, since, message, error);
}

/* Has the provider delete what it was sent, and what came of it. */
static gboolean
forget_all (EaselOvernightWork *work, GError **error)
{
  for (guint i = 0; i < work->batches->len; i++)
    {
      const EaselOvernightBatch *batch = g_ptr_array_index (work->batches, i);
      g_autoptr (GError) local = NULL;
      g_autoptr (EaselFailure) failure = NULL;

      if (batch->id == NULL || !easel_overnight_work_need_provider (work, &local)
          || easel_provider_forget_batch (work->provider, batch->id, work->cancellable, &local))
        continue;
      failure = easel_studio_describe_error (local);
      if (g_cancellable_is_cancelled (work->cancellable)
          || (failure->policy != EASEL_RETRY_NEVER
              && g_get_real_time () - batch->since < FORGET_TIME))
        return easel_overnight_work_ask_later (work, batch->since, g_steal_pointer (&local), error);
    }

  if (work->batches->len == 0)
    return TRUE;
  g_ptr_array_set_size (work->batches, 0);
  return easel_overnight_work_save (work, error);
}

/* What has come is paid for with its pictures, and is not to come any more. */
static gboolean
settle (EaselOvernightWork *work, GError **error)
{
  for (guint i = 0; i < work->batches->len; i++)
    if (easel_overnight_work_has_results (work, g_ptr_array_index (work->batches, i)))
      return easel_overnight_work_need_provider (work, error)
             && easel_overnight_work_save (work, error);
  return TRUE;
}

gboolean
easel_overnight_fetch (EaselOvernightWork *work, GError **error)
{
  return settle (work, error) && gather (work, error) && forget_all (work, error);
}
