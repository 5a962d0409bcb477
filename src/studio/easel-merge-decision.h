/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EaselMergeDecision:
 * @values: (nullable): with an edit all of them: `name`, `tags`, `attributes`; see easel-merge.h
 * @origins: (nullable): like @values, but each is "ai" or "person"; found out when %NULL
 * @swapped: the target is kept, and the source is folded into it
 * @force: even if one of them was changed since
 * @group: (nullable): an id; merges of one group can be taken back together
 *
 * What EaselDecision.data says when a merge is approved or edited. Plain (owned) fields.
 */
typedef struct
{
  JsonNode *values;
  JsonObject *origins;
  gboolean swapped;
  gboolean force;
  char *group;
} EaselMergeDecision;

EaselMergeDecision *easel_merge_decision_new (void);
void easel_merge_decision_free (EaselMergeDecision *decision);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselMergeDecision, easel_merge_decision_free)

/**
 * easel_merge_decision_from_json:
 * @text: (nullable): what there is to say beside "approve"
 *
 * Whether the values fit the proposal is easel_merge_check_proposal()'s to say.
 *
 * Returns: (transfer full) (nullable): %EASEL_ENGINE_ERROR_BAD_DECISION, with a sentence, for
 *   anything but an object of the members above, each of its type
 */
EaselMergeDecision *easel_merge_decision_from_json (const char *text, GError **error);

/* (transfer full) */
char *easel_merge_decision_to_json (const EaselMergeDecision *decision);

G_END_DECLS
