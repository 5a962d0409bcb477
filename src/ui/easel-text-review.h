/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-review-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselTextReview:
 *
 * The review of a proposal that has none of its own: what it proposes as JSON, to be changed where
 * the proposal allows it. An #EaselReviewView.
 */
#define EASEL_TYPE_TEXT_REVIEW (easel_text_review_get_type ())
G_DECLARE_FINAL_TYPE (EaselTextReview, easel_text_review, EASEL, TEXT_REVIEW, AdwBin)

GtkWidget *easel_text_review_new (void);

G_END_DECLS
