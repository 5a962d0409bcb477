/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Making one value of two, without a model. Pure functions; any thread. */

/* @value: (nullable). Whether it says nothing: none, null, blank, an empty list or group, or the
 * analyzers' words for what a picture does not show. */
gboolean easel_merge_value_is_empty (JsonNode *value);

/**
 * easel_merge_value_combine:
 * @source, @target: (nullable): %NULL when there is none
 *
 * The fuller one of two short texts; of longer ones every sentence once; every element of two
 * lists once; members of groups one by one. Of what cannot be put together, such as numbers, it is
 * the source's. A value that says nothing gives way.
 *
 * Returns: (transfer full) (nullable): %NULL when both are
 */
JsonNode *easel_merge_value_combine (JsonNode *source, JsonNode *target);

/**
 * easel_merge_value_conflicts:
 * @source, @target: (nullable)
 *
 * Returns: whether both say something, and putting them together leaves some of it out, or says
 *   two things: texts of which none has all words of the other in a row, and what cannot be put
 *   together. Lists never do
 */
gboolean easel_merge_value_conflicts (JsonNode *source, JsonNode *target);

/* (transfer full): @first, and what @second adds to it */
char *easel_merge_value_combine_texts (const char *first, const char *second);
/* (transfer full): each once, as @first spells it */
GStrv easel_merge_value_unite_tags (const char *const *first, const char *const *second);

/* (transfer full): with nothing shared, unlike json_node_copy() */
JsonNode *easel_merge_value_copy (JsonNode *value);

/**
 * easel_merge_value_replace_text:
 *
 * Where a text in @value is exactly @from, it becomes @to. Elements of a list that are the same
 * because of that are one.
 *
 * Returns: (transfer full) (nullable): a copy; %NULL when there is no such text
 */
JsonNode *easel_merge_value_replace_text (JsonNode *value, const char *from, const char *to);

G_END_DECLS
