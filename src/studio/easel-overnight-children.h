/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-analyzer-catalog.h"
#include "easel-library.h"
#include "easel-overnight-params.h"
#include "easel-overnight-plan.h"
#include "easel-provider-registry.h"
#include "easel-reply.h"
#include "easel-run.h"

G_BEGIN_DECLS

/**
 * EaselOvernightChildren:
 *
 * Makes the specs of the jobs that an "overnight" job leaves its results to. Borrowed fields; for
 * the run's worker.
 */
typedef struct
{
  EaselAnalyzerCatalog *catalog;
  EaselProviderRegistry *providers;
  EaselLibrary *library;
  EaselRun *run;
  const EaselOvernightParams *params;
  const EaselOvernightPlan *plan;
} EaselOvernightChildren;

/* (transfer full) (element-type EaselJobSpec): for what needs no asking, as far as it has no job:
 * what the library knows, and what could not be imported */
GPtrArray *easel_overnight_children_new_settled (const EaselOvernightChildren *children);

/* (transfer full): saves @answer, see easel_analyze_answer_new() */
EaselJobSpec *easel_overnight_children_new_answered (const EaselOvernightChildren *children,
                                                     guint request,
                                                     JsonObject *answer);

/* (transfer full): has failed already, and asks by itself when it is retried.
 * @usage: what was used nevertheless */
EaselJobSpec *easel_overnight_children_new_failed (const EaselOvernightChildren *children,
                                                   guint request,
                                                   const GError *reason,
                                                   EaselUsage usage);

G_END_DECLS
