/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-outline-review-scene.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselOutlineReviewCard:
 *
 * A scene of an outline, to be edited where it stands.
 *
 * Signals:
 * - `move` (int step): a place up, -1, or down, 1
 * - `remove`
 */
#define EASEL_TYPE_OUTLINE_REVIEW_CARD (easel_outline_review_card_get_type ())
G_DECLARE_FINAL_TYPE (EaselOutlineReviewCard,
                      easel_outline_review_card,
                      EASEL,
                      OUTLINE_REVIEW_CARD,
                      AdwBin)

GtkWidget *easel_outline_review_card_new (EaselOutlineReviewScene *scene);

/* (transfer none) */
EaselOutlineReviewScene *easel_outline_review_card_get_scene (EaselOutlineReviewCard *self);

/* @position: from 0, of @n_scenes. @can_remove: whether there may be one less */
void easel_outline_review_card_set_position (EaselOutlineReviewCard *self,
                                             guint position,
                                             guint n_scenes,
                                             gboolean can_remove);

/* Whether the versions of the outline differ here. */
void easel_outline_review_card_set_differs (EaselOutlineReviewCard *self, gboolean differs);

/* Says what is missing, also where nothing was written yet. */
void easel_outline_review_card_show_problems (EaselOutlineReviewCard *self);

/* Puts the keyboard there. */
void easel_outline_review_card_edit (EaselOutlineReviewCard *self, EaselOutlineReviewPart part);

G_END_DECLS
