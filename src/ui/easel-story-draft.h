/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-queue.h"

G_BEGIN_DECLS

/**
 * EaselStoryDraftScene:
 * @text: as far as it is written; may be empty
 * @is_writing: whether there is more to come of it just now
 * @picture_prompt: (nullable): what can be seen on its illustration
 *
 * Plain (owned) fields.
 */
typedef struct
{
  char *title;
  char *text;
  gboolean is_writing;
  gboolean illustrated;
  char *picture_prompt;
} EaselStoryDraftScene;

/**
 * EaselStoryDraft:
 * @title: (nullable): once it is planned
 * @scenes: (element-type EaselStoryDraftScene): once it is planned
 *
 * A story that is not in the library yet, as far as its job has come.
 */
typedef struct
{
  char *title;
  GPtrArray *scenes;
} EaselStoryDraft;

/**
 * easel_story_draft_new:
 * @details: of a job that writes a story
 * @live: what the job has streamed; may be ahead of @details
 *
 * Pure; any thread. Returns: (transfer full)
 */
EaselStoryDraft *easel_story_draft_new (const EaselJobDetails *details, const char *live);
void easel_story_draft_free (EaselStoryDraft *draft);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselStoryDraft, easel_story_draft_free)

G_END_DECLS
