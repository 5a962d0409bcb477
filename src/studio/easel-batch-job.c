/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-batch-job.h"

#include "easel-children-result.h"
#include "easel-step-json.h"
#include "easel-studio-error.h"

struct _EaselBatchJob
{
  EaselJobKind parent_instance;
};

G_DEFINE_FINAL_TYPE (EaselBatchJob, easel_batch_job, EASEL_TYPE_JOB_KIND)

static char *
easel_batch_job_run (EaselJobKind *kind, EaselRun *run, GError **error)
{
  g_autoptr (GPtrArray) outcomes = NULL;
  JsonObject *result;

  if (!easel_run_join_children (run, NULL, &outcomes, error))
    return NULL;
  result = easel_children_result (outcomes, NULL, error);
  return result != NULL ? easel_step_json_write (result) : NULL;
}

static void
easel_batch_job_class_init (EaselBatchJobClass *klass)
{
  EASEL_JOB_KIND_CLASS (klass)->run = easel_batch_job_run;
  EASEL_JOB_KIND_CLASS (klass)->describe_error = easel_studio_describe_job_error;
}

static void
easel_batch_job_init (EaselBatchJob *self)
{
}

EaselJobKind *
easel_batch_job_new (void)
{
  return g_object_new (EASEL_TYPE_BATCH_JOB, "name", EASEL_BATCH_JOB_KIND, NULL);
}
