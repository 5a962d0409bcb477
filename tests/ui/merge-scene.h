/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-merge-review-model.h"

G_BEGIN_DECLS

/* A merge of two coats, as reviews of it need it. */

/* (transfer full) (element-type EaselMergeProposal): @n_versions proposals; a model made each of
 * them when @model, else they are plain combinations. The second one names another fabric. */
GPtrArray *merge_scene_propose (guint n_versions, gboolean model);

/* (transfer full): a review of them */
EaselMergeReviewModel *merge_scene_review (guint n_versions, gboolean model);

/* (nullable): by its name */
EaselMergeField *merge_scene_find (EaselMergeReviewModel *model, const char *name);

/* Of a value, as JSON. */
void merge_scene_check (JsonNode *value, const char *expected);

G_END_DECLS
