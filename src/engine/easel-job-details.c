/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-job-details-private.h"

static void
step_record_free (EaselStepRecord *step)
{
  g_free (step->name);
  g_free (step->result);
  g_free (step);
}

EaselJobDetails *
easel_job_details_new (void)
{
  EaselJobDetails *details = g_new0 (EaselJobDetails, 1);

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
  easel_proposal_free (details->proposal);
  easel_decision_free (details->decision);
  g_ptr_array_unref (details->steps);
  g_free (details);
}
