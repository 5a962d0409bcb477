/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-job-kind.h"

G_BEGIN_DECLS

#define EASEL_BATCH_JOB_KIND "batch"

/**
 * EaselBatchJob:
 *
 * Stands for jobs that were asked for together. Its result: `completed`, `failed`, `canceled`,
 * as numbers. It fails only when all of them have.
 */
#define EASEL_TYPE_BATCH_JOB (easel_batch_job_get_type ())
G_DECLARE_FINAL_TYPE (EaselBatchJob, easel_batch_job, EASEL, BATCH_JOB, EaselJobKind)

EaselJobKind *easel_batch_job_new (void);

G_END_DECLS
