/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-review-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselReviewRevise:
 *
 * Asks what a model should do differently: frequent reasons to pick from, and a text of one's own.
 *
 * Signal `revise` (const char *comment): to be asked again, with a comment that is not blank.
 */
#define EASEL_TYPE_REVIEW_REVISE (easel_review_revise_get_type ())
G_DECLARE_FINAL_TYPE (EaselReviewRevise,
                      easel_review_revise,
                      EASEL,
                      REVIEW_REVISE,
                      AdwNavigationPage)

/* @reasons: borrowed for good */
EaselReviewRevise *easel_review_revise_new (const EaselReviewReason *reasons, guint n_reasons);

/* Sends what is written, if there is anything. */
void easel_review_revise_send (EaselReviewRevise *self);

G_END_DECLS
