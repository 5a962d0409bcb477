/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-merge-review-model.h"
#include "easel-review-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselMergeReview:
 *
 * The review of a merge: field by field, left, result and right. An #EaselReviewView.
 *
 * Keys: Alt+Left and Alt+Right take a side for the field that has the keyboard, Alt+Up and
 * Alt+Down go to the field before and after.
 */
#define EASEL_TYPE_MERGE_REVIEW (easel_merge_review_get_type ())
G_DECLARE_FINAL_TYPE (EaselMergeReview, easel_merge_review, EASEL, MERGE_REVIEW, AdwBin)

GtkWidget *easel_merge_review_new (void);

/* (transfer none) (nullable): until it shows something */
EaselMergeReviewModel *easel_merge_review_get_model (EaselMergeReview *self);

G_END_DECLS
