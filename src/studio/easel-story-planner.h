/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-budget.h"
#include "easel-run.h"
#include "easel-story-catalog.h"
#include "easel-story-outline.h"
#include "easel-story-params.h"

G_BEGIN_DECLS

/**
 * EaselStoryPlanner:
 * @character: what the character is like
 *
 * What it takes to plan a story in a run. Everything belongs to the caller.
 */
typedef struct
{
  EaselBudget *budget;
  EaselStoryCatalog *catalog;
  EaselRun *run;
  const EaselStoryParams *params;
  const char *character;
} EaselStoryPlanner;

/**
 * easel_story_planner_plan:
 * @n_steps: how many steps the run has besides those made here and those of the scenes
 * @n_versions: (out): how often it was planned
 *
 * Plans the story, in steps of the run; when that is wished, asks the person until they agree with
 * the plan. Blocking: for the run's worker.
 *
 * Returns: (transfer full) (nullable): what is to be written; %NULL with
 *   %EASEL_ENGINE_ERROR_YIELD when it waits for an answer
 */
EaselStoryOutline *easel_story_planner_plan (const EaselStoryPlanner *self,
                                             guint n_steps,
                                             guint *n_versions,
                                             GError **error);

G_END_DECLS
