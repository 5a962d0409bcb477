/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-job-details-private.h"

static void
step_record_free (EaselStepRecord *step)
{
  g_free (step->name);
  g_free (step->result);
  g_free (step);
}

static void
ask_record_free (EaselAskRecord *ask)
{
  easel_proposal_free (ask->proposal);
  easel_decision_free (ask->decision);
  g_free (ask->draft);
  g_free (ask);
}

EaselJobDetails *
easel_job_details_new (void)
{
  EaselJobDetails *details = g_new0 (EaselJobDetails, 1);

  details->asks = g_ptr_array_new_with_free_func ((GDestroyNotify) ask_record_free);
  details->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) step_record_free);
  return details;
}

void
easel_job_details_free (EaselJobDetails *details)
{
  if (details == NULL)
    return;

  g_free (details->params);
  g_free (details->result);
  g_ptr_array_unref (details->asks);
  g_ptr_array_unref (details->steps);
  g_free (details);
}

EaselAskRecord *
easel_job_details_get_last_ask (const EaselJobDetails *details)
{
  guint n_asks = details->asks->len;

  return n_asks > 0 ? g_ptr_array_index (details->asks, n_asks - 1) : NULL;
}
