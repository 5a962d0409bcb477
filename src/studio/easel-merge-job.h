/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-analyzer-catalog.h"
#include "easel-budget.h"
#include "easel-job-kind.h"
#include "easel-library.h"
#include "easel-model-notes.h"

G_BEGIN_DECLS

#define EASEL_MERGE_JOB_KIND "merge"

/**
 * EaselMergeJob:
 *
 * Makes one of two entities, after asking the person: proposes what to make of them, asks, and does
 * it. A revise makes it propose again, and so does a change of either that came between the answer
 * and the library.
 *
 * Its params are those of #EaselMergeParams, what it asks is an #EaselMergeProposal, and answers
 * carry an #EaselMergeDecision. Its result: `entry` of the journal, `group` if it has one, `source`
 * which was kept, `target` which was archived, `kind`, `name`, `values`, `summary`, `origins`, and
 * the `decision`, "approve" or "edit".
 */
#define EASEL_TYPE_MERGE_JOB (easel_merge_job_get_type ())
G_DECLARE_FINAL_TYPE (EaselMergeJob, easel_merge_job, EASEL, MERGE_JOB, EaselJobKind)

EaselJobKind *easel_merge_job_new (EaselLibrary *library,
                                   EaselProviderRegistry *providers,
                                   EaselBudget *budget,
                                   EaselAnalyzerCatalog *catalog,
                                   EaselModelNotes *notes);

/* (transfer full): @params: JSON text. @provider, @model: (nullable) */
EaselJobSpec *easel_merge_spec_new (EaselProviderRegistry *providers,
                                    const char *params,
                                    const char *provider,
                                    const char *model);

G_END_DECLS
