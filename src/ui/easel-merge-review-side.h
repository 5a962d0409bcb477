/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-entity.h"
#include "easel-merge-field.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselMergeReviewSide:
 *
 * The heading of a side's column: which of the two it is, and whether it will be kept.
 */
#define EASEL_TYPE_MERGE_REVIEW_SIDE (easel_merge_review_side_get_type ())
G_DECLARE_FINAL_TYPE (EaselMergeReviewSide,
                      easel_merge_review_side,
                      EASEL,
                      MERGE_REVIEW_SIDE,
                      AdwBin)

void easel_merge_review_side_set_entity (EaselMergeReviewSide *self,
                                         EaselEntity *entity,
                                         EaselMergeSide side);
void easel_merge_review_side_set_kept (EaselMergeReviewSide *self, gboolean kept);
/* Without the small picture, where there is no room for it. */
void easel_merge_review_side_set_narrow (EaselMergeReviewSide *self, gboolean narrow);

G_END_DECLS
