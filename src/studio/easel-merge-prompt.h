/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-entity.h"
#include "easel-prompt.h"

G_BEGIN_DECLS

/* Changes when an answer could. */
#define EASEL_MERGE_PROMPT_REVISION "1"

/**
 * EaselMergePicture:
 * @caption: whose picture it is
 * @bytes, @mime_type: encoded
 *
 * Plain (owned) fields, but for the constant texts.
 */
typedef struct
{
  const char *caption;
  GBytes *bytes;
  const char *mime_type;
} EaselMergePicture;

/* @caption, @mime_type: constant. @bytes: (transfer full) */
EaselMergePicture *
easel_merge_picture_new (const char *caption, GBytes *bytes, const char *mime_type);
void easel_merge_picture_free (gpointer picture);

/**
 * EaselMergeRound:
 * @values: what was proposed
 * @comment: what the person said to it
 *
 * One round of asking that came before. Plain (owned) fields.
 */
typedef struct
{
  JsonNode *values;
  char *comment;
} EaselMergeRound;

EaselMergeRound *easel_merge_round_new (JsonNode *values, const char *comment);
void easel_merge_round_free (gpointer round);

/**
 * easel_merge_prompt_new:
 * @schema: from easel_merge_build_schema()
 * @pictures: (element-type EaselMergePicture): what the two look like; none for a model that does
 *   not see
 * @rounds: (element-type EaselMergeRound): oldest first
 *
 * What a model is asked: to make one of the two. One of its parts is a JSON object with `first` and
 * `second`, which are like the answer. Pure; any thread.
 *
 * Returns: (transfer full)
 */
EaselPrompt *easel_merge_prompt_new (EaselEntity *source,
                                     EaselEntity *target,
                                     JsonNode *schema,
                                     GPtrArray *pictures,
                                     GPtrArray *rounds);

G_END_DECLS
