/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-analyzer-catalog.h"
#include "easel-budget.h"
#include "easel-job-kind.h"
#include "easel-library.h"
#include "easel-model-notes.h"

G_BEGIN_DECLS

#define EASEL_ANALYZE_JOB_KIND "analyze"

/**
 * EaselAnalyzeJob:
 *
 * Looks at a picture with one analyzer and keeps what the model says in the library. With
 * several analyzers, a folder, or no provider chosen yet, it makes children that do.
 *
 * Its params are those of #EaselAnalyzeParams. Its result: `picture`, `entities` [{`id`, `kind`,
 * `name`}], `cached`, `analyzer`, `provider`, `model`, `prompt_revision`, `attributes`; with
 * children: `completed`, `failed`, `canceled`, and if they looked at one picture `picture` and
 * `entities`.
 */
#define EASEL_TYPE_ANALYZE_JOB (easel_analyze_job_get_type ())
G_DECLARE_FINAL_TYPE (EaselAnalyzeJob, easel_analyze_job, EASEL, ANALYZE_JOB, EaselJobKind)

EaselJobKind *easel_analyze_job_new (EaselLibrary *library,
                                     EaselProviderRegistry *providers,
                                     EaselBudget *budget,
                                     EaselAnalyzerCatalog *catalog,
                                     EaselModelNotes *notes);

G_END_DECLS
