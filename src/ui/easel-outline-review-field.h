/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EaselOutlineReviewField:
 *
 * A text with its name above, and what is wrong with it below.
 *
 * Properties, construct only: `label`; `multiline`, whether Enter begins a line instead of
 * going on to what is next.
 * Signal `changed`: the person has written something.
 */
#define EASEL_TYPE_OUTLINE_REVIEW_FIELD (easel_outline_review_field_get_type ())
G_DECLARE_FINAL_TYPE (EaselOutlineReviewField,
                      easel_outline_review_field,
                      EASEL,
                      OUTLINE_REVIEW_FIELD,
                      GtkBox)

/* (transfer full) */
char *easel_outline_review_field_dup_text (EaselOutlineReviewField *self);
/* Nothing happens when it is there already; is not told as a change. */
void easel_outline_review_field_set_text (EaselOutlineReviewField *self, const char *text);

/* @problem: (nullable): a sentence */
void easel_outline_review_field_set_problem (EaselOutlineReviewField *self, const char *problem);

G_END_DECLS
