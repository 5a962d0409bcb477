/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-analyzer-catalog.h"
#include "easel-budget.h"
#include "easel-generate-spec.h"
#include "easel-job-kind.h"
#include "easel-library.h"

G_BEGIN_DECLS

/**
 * EaselGenerateJob:
 *
 * Makes what a recipe says, by its generator. Its params are those of #EaselGenerateParams. One
 * picture is one job, with the steps "resolve", "draw" and "save"; several are children with the
 * keys "1", "2" …, that fail alone.
 *
 * The result of one: `entities` as an analysis has them, `generator`, `recipe`, `prompt`,
 * `provider`, `model`; for a picture also `picture`, and `seed` and `revised_prompt` when there
 * are. Of several: `entities` of all of them, and how many are `completed`, `failed`, `canceled`.
 */
#define EASEL_TYPE_GENERATE_JOB (easel_generate_job_get_type ())
G_DECLARE_FINAL_TYPE (EaselGenerateJob, easel_generate_job, EASEL, GENERATE_JOB, EaselJobKind)

/* @analyzers: what entities thought up are like */
EaselJobKind *easel_generate_job_new (EaselLibrary *library,
                                      EaselProviderRegistry *providers,
                                      EaselBudget *budget,
                                      EaselGeneratorCatalog *generators,
                                      EaselAnalyzerCatalog *analyzers);

G_END_DECLS
