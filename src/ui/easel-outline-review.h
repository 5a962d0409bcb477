/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-outline-review-model.h"
#include "easel-review-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselOutlineReview:
 *
 * The review of the outline of a story: its scenes in order, each to be edited, moved or removed,
 * and what follows when it is approved.
 */
#define EASEL_TYPE_OUTLINE_REVIEW (easel_outline_review_get_type ())
G_DECLARE_FINAL_TYPE (EaselOutlineReview, easel_outline_review, EASEL, OUTLINE_REVIEW, AdwBin)

GtkWidget *easel_outline_review_new (void);

/* (transfer none) (nullable): once it was shown */
EaselOutlineReviewModel *easel_outline_review_get_model (EaselOutlineReview *self);

G_END_DECLS
