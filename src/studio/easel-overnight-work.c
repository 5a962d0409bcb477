/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-overnight-work.h"

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
easel_overnight_work_save (EaselOvernightWork *work, GError **error)
{
  g_autofree char *deposit = easel_overnight_batches_to_json (work->batches);

  return easel_run_set_deposit (work->run, deposit, error);
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
