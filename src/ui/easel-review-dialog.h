/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselReviewDialog:
 *
 * What waits for a person's decision, one after the other. Closing it keeps what was changed.
 *
 * Keys: Ctrl+Enter approves, or sends what is to be revised; Escape closes it; Ctrl+Page Up and
 * Ctrl+Page Down go to the other reviews.
 *
 * Signals:
 * - `decided` (EaselJob *job, EaselDecisionAction action): and it is on disk
 * - `told` (const char *message): something to know, when the dialog has closed
 */
#define EASEL_TYPE_REVIEW_DIALOG (easel_review_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EaselReviewDialog, easel_review_dialog, EASEL, REVIEW_DIALOG, AdwDialog)

EaselReviewDialog *easel_review_dialog_new (EaselStudio *studio);

/* @job: one that waits. What was changed in another is kept. */
void easel_review_dialog_review (EaselReviewDialog *self, EaselJob *job);

/* (transfer none): for what is to be told while it is open */
AdwToastOverlay *easel_review_dialog_get_toasts (EaselReviewDialog *self);

G_END_DECLS
