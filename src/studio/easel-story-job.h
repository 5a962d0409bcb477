/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-budget.h"
#include "easel-generator-catalog.h"
#include "easel-job-kind.h"
#include "easel-library.h"
#include "easel-story-catalog.h"
#include "easel-story-spec.h"

G_BEGIN_DECLS

/* The view of what it asks: its proposal's values are an #EaselStoryOutline as JSON, and its data
 * has `version`, from 1, and the `comment` to the version before. */
#define EASEL_STORY_VIEW "outline"

/**
 * EaselStoryJob:
 *
 * Writes a story: plans it, asks about the plan when that is wished, writes scene by scene, saves
 * it, and has each illustration drawn by a child of its own; a story whose illustrations fail is a
 * story nonetheless. Or writes one scene of a story anew, or has its illustration drawn anew, which
 * is an edit of it.
 *
 * Its params are those of #EaselStoryParams. Its result has `story`, an id, `name`, and `entities`
 * as an analysis has them; for a new story also `scenes` and `illustrations`, how many of them are
 * completed, failed and canceled; for a scene `scene` and `entry`, what takes it back.
 */
#define EASEL_TYPE_STORY_JOB (easel_story_job_get_type ())
G_DECLARE_FINAL_TYPE (EaselStoryJob, easel_story_job, EASEL, STORY_JOB, EaselJobKind)

EaselJobKind *easel_story_job_new (EaselLibrary *library,
                                   EaselProviderRegistry *providers,
                                   EaselBudget *budget,
                                   EaselGeneratorCatalog *generators,
                                   EaselStoryCatalog *catalog);

G_END_DECLS
