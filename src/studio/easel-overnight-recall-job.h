/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-budget.h"
#include "easel-job-kind.h"
#include "easel-overnight-batch.h"
#include "easel-provider-registry.h"

G_BEGIN_DECLS

#define EASEL_OVERNIGHT_RECALL_JOB_KIND "overnight-recall"

/**
 * EaselOvernightRecallJob:
 *
 * Takes back what a canceled "overnight" job has left with its provider: has the batches
 * canceled, counts what was answered until then, which is paid for, and has all of it deleted.
 *
 * Params: the deposit, see easel_overnight_batches_to_json(). Result: {"canceled": how many}.
 */
#define EASEL_TYPE_OVERNIGHT_RECALL_JOB (easel_overnight_recall_job_get_type ())
G_DECLARE_FINAL_TYPE (EaselOvernightRecallJob,
                      easel_overnight_recall_job,
                      EASEL,
                      OVERNIGHT_RECALL_JOB,
                      EaselJobKind)

EaselJobKind *
easel_overnight_recall_job_new (EaselProviderRegistry *providers, EaselBudget *budget);

/* For tests. Before it runs. */
void
easel_overnight_recall_job_set_pace (EaselOvernightRecallJob *self, const EaselOvernightPace *pace);

G_END_DECLS
