/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-prompt.h"
#include "easel-story-outline.h"
#include "easel-story-params.h"
#include "easel-story-template.h"

G_BEGIN_DECLS

/* What a model is told about a story. Pure functions; any thread. */

/**
 * EaselStoryRound:
 * @outline: what was proposed, as JSON
 * @comment: what the person said to it
 *
 * One round of asking that came before. Plain (owned) fields.
 */
typedef struct
{
  JsonNode *outline;
  char *comment;
} EaselStoryRound;

EaselStoryRound *easel_story_round_new (JsonNode *outline, const char *comment);
void easel_story_round_free (gpointer round);

/**
 * easel_story_plan_prompt_new:
 * @character: what the character is like
 * @rounds: (element-type EaselStoryRound): oldest first
 *
 * Asks for an outline.
 *
 * Returns: (transfer full)
 */
EaselPrompt *easel_story_plan_prompt_new (EaselStoryTemplate *plan,
                                          const EaselStoryParams *params,
                                          const char *character,
                                          GPtrArray *rounds);

/**
 * EaselStorySceneRequest:
 * @params: what was wished for the story
 * @character: what the character is like
 * @outline: of the story
 * @texts: (element-type utf8): of its scenes, as far as they are written
 * @number: which is to be written, from 1. When it is written, it is to be written anew
 * @comment: (nullable): what is to be otherwise
 *
 * Everything belongs to the caller.
 */
typedef struct
{
  const EaselStoryParams *params;
  const char *character;
  const EaselStoryOutline *outline;
  GPtrArray *texts;
  guint number;
  const char *comment;
} EaselStorySceneRequest;

/* (transfer full): asks for the text of a scene; of what was written before it carries the ends */
EaselPrompt *
easel_story_scene_prompt_new (EaselStoryTemplate *scene, const EaselStorySceneRequest *request);

/* (transfer full): what a model wrote, without what it was not asked for: space around it, and a
 * heading above it. @title: the scene's */
char *easel_story_tidy_text (const char *text, const char *title);

G_END_DECLS
