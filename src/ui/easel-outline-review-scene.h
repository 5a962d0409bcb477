/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-story-outline.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* What is written of a scene. */
typedef enum
{
  EASEL_OUTLINE_REVIEW_TITLE,
  EASEL_OUTLINE_REVIEW_SUMMARY,
  EASEL_OUTLINE_REVIEW_PICTURE,
  EASEL_OUTLINE_REVIEW_N_PARTS,
} EaselOutlineReviewPart;

/* Translated: "Summary". */
const char *easel_outline_review_part_get_label (EaselOutlineReviewPart part);

/**
 * EaselOutlineReviewScene:
 *
 * A scene of an outline under review. Nothing that is written is lost because it cannot be. Main
 * thread.
 *
 * Signal `changed`: anything of it.
 */
#define EASEL_TYPE_OUTLINE_REVIEW_SCENE (easel_outline_review_scene_get_type ())
G_DECLARE_FINAL_TYPE (EaselOutlineReviewScene,
                      easel_outline_review_scene,
                      EASEL,
                      OUTLINE_REVIEW_SCENE,
                      GObject)

/* @planned: (nullable): read here, not kept; %NULL for an empty one */
EaselOutlineReviewScene *easel_outline_review_scene_new (const EaselStoryPlannedScene *planned);

/* (not nullable) */
const char *
easel_outline_review_scene_get_text (EaselOutlineReviewScene *self, EaselOutlineReviewPart part);
void easel_outline_review_scene_set_text (EaselOutlineReviewScene *self,
                                          EaselOutlineReviewPart part,
                                          const char *text);

gboolean easel_outline_review_scene_get_illustrated (EaselOutlineReviewScene *self);
void
easel_outline_review_scene_set_illustrated (EaselOutlineReviewScene *self, gboolean illustrated);

/* Whether @part is missing: whatever is to be drawn must be described. */
gboolean
easel_outline_review_scene_get_missing (EaselOutlineReviewScene *self, EaselOutlineReviewPart part);

gboolean easel_outline_review_scene_equal (EaselOutlineReviewScene *self,
                                           const EaselStoryPlannedScene *planned);

G_END_DECLS
