/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-analyzer-catalog.h"
#include "easel-budget.h"
#include "easel-job-kind.h"
#include "easel-library.h"
#include "easel-model-notes.h"
#include "easel-overnight-batch.h"
#include "easel-provider-registry.h"

G_BEGIN_DECLS

#define EASEL_OVERNIGHT_JOB_KIND "overnight"

/* Of all that deals with batches: one uploads at a time, and keeps nobody else waiting. */
#define EASEL_OVERNIGHT_LANE "overnight"

/**
 * EaselOvernightJob:
 *
 * Looks at many pictures in batches of a provider: imports them, sends what the library does not
 * know, waits for hours, and leaves each answer, or why there is none, to an "analyze" job of
 * its own. Its deposit is what is with the provider: noted before it is sent, and looked for there
 * before it is sent again. Whoever cancels it makes an #EaselOvernightRecallJob.
 *
 * Params: #EaselOvernightParams. Result: see easel_children_result().
 */
#define EASEL_TYPE_OVERNIGHT_JOB (easel_overnight_job_get_type ())
G_DECLARE_FINAL_TYPE (EaselOvernightJob, easel_overnight_job, EASEL, OVERNIGHT_JOB, EaselJobKind)

/* @cache_dir: where copies of pictures are until they are sent */
EaselJobKind *easel_overnight_job_new (EaselLibrary *library,
                                       EaselProviderRegistry *providers,
                                       EaselBudget *budget,
                                       EaselAnalyzerCatalog *catalog,
                                       EaselModelNotes *notes,
                                       const char *cache_dir);

/* For tests. Before it runs. */
void easel_overnight_job_set_pace (EaselOvernightJob *self, const EaselOvernightPace *pace);

G_END_DECLS
