/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-outline-review-scene.h"
#include "easel-proposal.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EaselOutlineReviewModel:
 *
 * The outline of a story under review: what a model proposed, in one or more versions, and what the
 * person makes of each. Knows nothing of widgets. Main thread.
 *
 * Signal `changed`: anything of what is shown, or which version is.
 */
#define EASEL_TYPE_OUTLINE_REVIEW_MODEL (easel_outline_review_model_get_type ())
G_DECLARE_FINAL_TYPE (EaselOutlineReviewModel,
                      easel_outline_review_model,
                      EASEL,
                      OUTLINE_REVIEW_MODEL,
                      GObject)

/**
 * easel_outline_review_model_new:
 * @outlines: (element-type EaselStoryOutline): one for each version, the oldest first; the last is
 *   what is under review
 */
EaselOutlineReviewModel *easel_outline_review_model_new (GPtrArray *outlines);

const char *easel_outline_review_model_get_title (EaselOutlineReviewModel *self);
void easel_outline_review_model_set_title (EaselOutlineReviewModel *self, const char *title);
/* (transfer full) (nullable): why the title cannot be, as a sentence */
char *easel_outline_review_model_describe_title_problem (EaselOutlineReviewModel *self);

/* The tag of the language it is to be written in, "" when it is not known. */
const char *easel_outline_review_model_get_language (EaselOutlineReviewModel *self);
void easel_outline_review_model_set_language (EaselOutlineReviewModel *self, const char *language);
/* (transfer full) (nullable): why it is no tag, as a sentence */
char *easel_outline_review_model_describe_language_problem (EaselOutlineReviewModel *self);

/* (transfer none) (element-type EaselOutlineReviewScene): in the order in which they are told */
GPtrArray *easel_outline_review_model_get_scenes (EaselOutlineReviewModel *self);

/* Whether there may be one more, or one less. */
gboolean easel_outline_review_model_get_can_add (EaselOutlineReviewModel *self);
gboolean easel_outline_review_model_get_can_remove (EaselOutlineReviewModel *self);

/* (transfer none): an empty one at the end; only where there may be one more */
EaselOutlineReviewScene *easel_outline_review_model_add (EaselOutlineReviewModel *self);
/* Only where there may be one less. */
void
easel_outline_review_model_remove (EaselOutlineReviewModel *self, EaselOutlineReviewScene *scene);
/* Puts back what was removed last, when that can be. */
void easel_outline_review_model_restore (EaselOutlineReviewModel *self);
/* @step: -1 or 1. Returns: whether it went there */
gboolean easel_outline_review_model_move (EaselOutlineReviewModel *self,
                                          EaselOutlineReviewScene *scene,
                                          int step);

/* Versions count from 0 here, the oldest first. Each keeps what the person made of it. */
guint easel_outline_review_model_get_version (EaselOutlineReviewModel *self);
void easel_outline_review_model_set_version (EaselOutlineReviewModel *self, guint version);
/* Whether the version before, or that after the first, has no scene like @scene. */
gboolean easel_outline_review_model_get_differs (EaselOutlineReviewModel *self,
                                                 EaselOutlineReviewScene *scene);

/* Back to what is under review. */
void easel_outline_review_model_reset (EaselOutlineReviewModel *self);
/* Whether resetting would change anything. */
gboolean easel_outline_review_model_get_chosen (EaselOutlineReviewModel *self);

/* (transfer full): "Writes 5 scenes and draws 3 pictures" */
char *easel_outline_review_model_describe_work (EaselOutlineReviewModel *self);

/* (transfer none) (nullable): the first scene that cannot be, and what is missing there */
EaselOutlineReviewScene *easel_outline_review_model_find_problem (EaselOutlineReviewModel *self,
                                                                  EaselOutlineReviewPart *part);

/**
 * easel_outline_review_model_decide:
 * @force: even though something was changed since
 *
 * Returns: (transfer full) (nullable): to approve what is shown; %EASEL_LIBRARY_ERROR_INVALID when
 *   that is no outline
 */
EaselDecision *
easel_outline_review_model_decide (EaselOutlineReviewModel *self, gboolean force, GError **error);

/* (transfer full) (nullable): what was changed, as JSON text; %NULL when nothing was */
char *easel_outline_review_model_write_draft (EaselOutlineReviewModel *self);
/* @draft: (nullable): from the same outlines; anything else changes nothing */
void easel_outline_review_model_read_draft (EaselOutlineReviewModel *self, const char *draft);

G_END_DECLS
