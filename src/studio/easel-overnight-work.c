/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-overnight-work.h"

#include "easel-estimate.h"
#include "easel-studio-error.h"

void
easel_overnight_work_clear (EaselOvernightWork *work)
{
  g_clear_pointer (&work->params, easel_overnight_params_free);
  g_clear_pointer (&work->analyzers, g_ptr_array_unref);
  g_clear_pointer (&work->copies, g_free);
  g_clear_pointer (&work->plan, easel_overnight_plan_free);
  g_clear_pointer (&work->batches, g_ptr_array_unref);
  g_clear_object (&work->provider);
}

gboolean
easel_overnight_work_need_provider (EaselOvernightWork *work, GError **error)
{
  if (work->provider == NULL)
    work->provider = easel_provider_registry_get_provider (
        work->providers, easel_run_get_provider (work->run), error);
  return work->provider != NULL;
}

const char *
easel_overnight_work_get_name (EaselOvernightWork *work)
{
  return easel_provider_config_get_name (easel_provider_get_config (work->provider));
}

gboolean
easel_overnight_work_has_results (EaselOvernightWork *work, const EaselOvernightBatch *batch)
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

/* How many of @batch are for @analyzer. */
static guint
count_requests (EaselOvernightWork *work, const EaselOvernightBatch *batch, const char *analyzer)
{
  const GArray *requests = work->plan->requests;
  guint n = 0;

  for (guint i = 0; i < batch->requests->len; i++)
    {
      guint request = g_array_index (batch->requests, guint, i);

      if (request < requests->len
          && g_str_equal (g_array_index (requests, EaselOvernightRequest, request).analyzer,
                          analyzer))
        n++;
    }
  return n;
}

/* (transfer container) (element-type EaselOvernightBatch) */
static GPtrArray *
list_unanswered (EaselOvernightWork *work)
{
  GPtrArray *unanswered = g_ptr_array_new ();

  for (guint i = 0; i < work->batches->len; i++)
    if (!easel_overnight_work_has_results (work, g_ptr_array_index (work->batches, i)))
      g_ptr_array_add (unanswered, g_ptr_array_index (work->batches, i));
  return unanswered;
}

/* About what the batches will cost that have not come. */
static gint64
estimate (EaselOvernightWork *work)
{
  const EaselPrice *price = easel_budget_find_price (work->budget, work->run);
  guint max_edge = easel_provider_config_get_max_image_edge (
      easel_provider_get_config (work->provider));
  g_autoptr (GPtrArray) unanswered = list_unanswered (work);
  gint64 total = 0;

  for (guint i = 0; i < work->analyzers->len; i++)
    {
      EaselAnalyzer *analyzer = g_ptr_array_index (work->analyzers, i);
      g_autoptr (GPtrArray) alone = g_ptr_array_new ();
      g_autoptr (EaselEstimate) part = NULL;
      guint n = 0;

      for (guint j = 0; j < unanswered->len; j++)
        n += count_requests (work, unanswered->pdata[j], easel_analyzer_get_name (analyzer));
      g_ptr_array_add (alone, analyzer);
      part = easel_estimate_new_for_analysis (price, alone, n, max_edge);
      if (part->overnight_micros == EASEL_PRICE_UNKNOWN)
        return EASEL_PRICE_UNKNOWN;
      total += part->overnight_micros;
    }
  return total;
}

gboolean
easel_overnight_work_reserve (EaselOvernightWork *work, GError **error)
{
  g_autofree char *deposit = easel_overnight_batches_to_json (work->batches);

  return easel_budget_allow_deposit (work->budget, work->run, deposit, estimate (work), error);
}

gboolean
easel_overnight_work_save (EaselOvernightWork *work, GError **error)
{
  g_autofree char *deposit = easel_overnight_batches_to_json (work->batches);

  return easel_run_set_deposit (work->run, deposit, MAX (estimate (work), 0), error);
}

gboolean
easel_overnight_work_ask_later (EaselOvernightWork *work,
                                gint64 since,
                                GError *failure,
                                GError **error)
{
  g_autoptr (GError) owned = failure;
  g_autoptr (EaselFailure) described = easel_studio_describe_error (owned);

  /* Without a network the queue knows when to go on. */
  if (g_cancellable_is_cancelled (work->cancellable)
      || described->policy == EASEL_RETRY_WHEN_ONLINE)
    {
      g_propagate_error (error, g_steal_pointer (&owned));
      return FALSE;
    }
  return easel_overnight_pace_wait (work->pace, work->run, since, owned->message, error);
}
