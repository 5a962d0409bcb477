/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-library.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EaselMergeReviewPicture:
 *
 * The first picture of an entity, whole and low, to be compared with the one beside it. Invisible
 * when there is none.
 */
#define EASEL_TYPE_MERGE_REVIEW_PICTURE (easel_merge_review_picture_get_type ())
G_DECLARE_FINAL_TYPE (EaselMergeReviewPicture,
                      easel_merge_review_picture,
                      EASEL,
                      MERGE_REVIEW_PICTURE,
                      GtkWidget)

void easel_merge_review_picture_show (EaselMergeReviewPicture *self,
                                      EaselLibrary *library,
                                      EaselEntity *entity);

G_END_DECLS
