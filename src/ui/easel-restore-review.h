/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-review-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselRestoreReview:
 *
 * The review before a backup is restored: what will be added, and what will stay. An
 * #EaselReviewView.
 */
#define EASEL_TYPE_RESTORE_REVIEW (easel_restore_review_get_type ())
G_DECLARE_FINAL_TYPE (EaselRestoreReview, easel_restore_review, EASEL, RESTORE_REVIEW, AdwBin)

GtkWidget *easel_restore_review_new (void);

G_END_DECLS
