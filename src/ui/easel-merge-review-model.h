/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-merge-field.h"
#include "easel-merge-proposal.h"

G_BEGIN_DECLS

/**
 * EaselMergeReviewModel:
 *
 * A merge under review: its fields, and which of the two is kept. Knows nothing of widgets. Main
 * thread.
 *
 * Signals:
 * - `changed`: the person has chosen something, in any field
 */
#define EASEL_TYPE_MERGE_REVIEW_MODEL (easel_merge_review_model_get_type ())
G_DECLARE_FINAL_TYPE (EaselMergeReviewModel,
                      easel_merge_review_model,
                      EASEL,
                      MERGE_REVIEW_MODEL,
                      GObject)

/**
 * easel_merge_review_model_new:
 * @proposals: (element-type EaselMergeProposal): one for each version, the oldest first; the last
 *   is what is under review
 */
EaselMergeReviewModel *easel_merge_review_model_new (GPtrArray *proposals);

/* (transfer none): the one under review */
EaselMergeProposal *easel_merge_review_model_get_proposal (EaselMergeReviewModel *self);

/* (transfer none) (element-type EaselMergeField): conflicts first, then what else differs, then
 * what is the same everywhere */
GPtrArray *easel_merge_review_model_get_fields (EaselMergeReviewModel *self);

/* Versions count from 0 here, the oldest first. */
guint easel_merge_review_model_get_version (EaselMergeReviewModel *self);
/* What the person has not chosen otherwise is then as @version proposes it. */
void easel_merge_review_model_set_version (EaselMergeReviewModel *self, guint version);
/* Whether the versions propose different things for @field. */
gboolean easel_merge_review_model_get_differs (EaselMergeReviewModel *self, EaselMergeField *field);

/* Whether the right one is kept, and the left one archived. */
gboolean easel_merge_review_model_get_swapped (EaselMergeReviewModel *self);
void easel_merge_review_model_set_swapped (EaselMergeReviewModel *self, gboolean swapped);

void easel_merge_review_model_take_all (EaselMergeReviewModel *self, EaselMergeSide side);
/* Back to what is under review. */
void easel_merge_review_model_reset (EaselMergeReviewModel *self);
/* Whether resetting would change anything. */
gboolean easel_merge_review_model_get_chosen (EaselMergeReviewModel *self);

/* (transfer none) (nullable): the first whose value cannot be */
EaselMergeField *easel_merge_review_model_find_problem (EaselMergeReviewModel *self);

/**
 * easel_merge_review_model_decide:
 * @force: even if one of the two was changed since
 *
 * Returns: (transfer full): to approve it as it is now
 */
EaselDecision *easel_merge_review_model_decide (EaselMergeReviewModel *self, gboolean force);

/* (transfer full) (nullable): what was chosen, as JSON text; %NULL when nothing was */
char *easel_merge_review_model_write_draft (EaselMergeReviewModel *self);
/* @draft: (nullable): from the same proposals; anything else changes nothing */
void easel_merge_review_model_read_draft (EaselMergeReviewModel *self, const char *draft);

G_END_DECLS
