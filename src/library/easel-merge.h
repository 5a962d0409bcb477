/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-entity.h"

G_BEGIN_DECLS

/* What becomes of two entities of one kind when the target is folded into the source. A
 * proposal is a JSON object: `name`, `tags` (texts), and `attributes`, an object. In it a member
 * that is null is left away. Ids, times, and where the source came from are never touched; pictures
 * and references are not proposed, as all of both are kept. Pure functions; any thread. */

#define EASEL_MERGE_NAME "name"
#define EASEL_MERGE_TAGS "tags"
#define EASEL_MERGE_ATTRIBUTES "attributes"

/**
 * easel_merge_check:
 * @source, @target: (nullable): %NULL when it is not in the library
 *
 * Returns: whether @target can be folded into @source; else %EASEL_LIBRARY_ERROR_NOT_FOUND,
 *   _SAME, _OTHER_KIND or _ARCHIVED
 */
gboolean easel_merge_check (EaselEntity *source, EaselEntity *target, GError **error);

/**
 * easel_merge_propose_fieldwise:
 *
 * A proposal without a model: the source's name, all tags, and for each attribute the fuller
 * value, all elements of two lists, or both texts without saying anything twice. It fits the
 * schema of easel_merge_build_schema(), whichever schema of the kind that is given.
 *
 * Returns: (transfer full)
 */
JsonNode *easel_merge_propose_fieldwise (EaselEntity *source, EaselEntity *target);

/**
 * easel_merge_build_schema:
 * @kind_schema: (nullable): what the kind's attributes are like: the schema of its analyzer, or of
 *   that one's items; in the subset that analyzers use
 *
 * What a proposal must be like, for a model and for easel_merge_check_proposal(): every attribute
 * that either has, and no other. What the kind can do without may be null. An attribute that
 * @kind_schema does not know, or that is not as it says, is described by what is there.
 *
 * Returns: (transfer full): a JSON Schema
 */
JsonNode *
easel_merge_build_schema (EaselEntity *source, EaselEntity *target, JsonNode *kind_schema);

/**
 * easel_merge_check_proposal:
 * @schema: from easel_merge_build_schema()
 * @proposal: anything
 *
 * Returns: whether @proposal has all fields, no others, each of its type and of a reasonable
 *   size; else %EASEL_LIBRARY_ERROR_INVALID with a sentence that names the field
 */
gboolean easel_merge_check_proposal (JsonNode *schema, JsonNode *proposal, GError **error);

/**
 * EaselMergeResult: where a field's value in the proposal is from
 * @EASEL_MERGE_RESULT_EQUAL: all three are the same: "equal"
 * @EASEL_MERGE_RESULT_SOURCE: it is the source's: "source"
 * @EASEL_MERGE_RESULT_TARGET: it is the target's: "target"
 * @EASEL_MERGE_RESULT_COMBINED: it is neither's: "combined"
 * @EASEL_MERGE_RESULT_DROPPED: it says nothing, although one of them did: "dropped"
 */
typedef enum
{
  EASEL_MERGE_RESULT_EQUAL,
  EASEL_MERGE_RESULT_SOURCE,
  EASEL_MERGE_RESULT_TARGET,
  EASEL_MERGE_RESULT_COMBINED,
  EASEL_MERGE_RESULT_DROPPED,
} EaselMergeResult;

const char *easel_merge_result_to_string (EaselMergeResult result);
gboolean easel_merge_result_from_string (const char *text, EaselMergeResult *result);

/**
 * easel_merge_compare:
 * @source, @target, @result: (nullable): the three values of one field
 */
EaselMergeResult easel_merge_compare (JsonNode *source, JsonNode *target, JsonNode *result);

/**
 * easel_merge_count_conflicts:
 *
 * Returns: of how many fields the two say different things, the name among them: whatever a
 *   proposal says, a person may want to look at those
 */
guint easel_merge_count_conflicts (EaselEntity *source, EaselEntity *target);

/**
 * easel_merge_summarize:
 * @proposal: one that was checked
 * @origins: (nullable): who wrote what, as far as it is known: like a proposal, but each value is
 *   "ai" or "person"
 *
 * Tells what @proposal does, found out from the values themselves. A JSON array with an object for
 * each field that says something, in the order in which people see them: `part` ("name", "tags",
 * "attribute", "pictures", "references"); `field`, an attribute's; `result`, as above; `conflict`,
 * true where the two say different things; `origin`, where @origins has one; and, of lists, `lost`:
 * the elements of either that are not in the proposal.
 *
 * Returns: (transfer full)
 */
JsonNode *easel_merge_summarize (EaselEntity *source,
                                 EaselEntity *target,
                                 JsonNode *proposal,
                                 JsonObject *origins);

/**
 * easel_merge_apply_to:
 * @proposal: one that was checked, perhaps against what the entities were some time ago: a field
 *   it does not mention is combined as in easel_merge_propose_fieldwise()
 *
 * Returns: (transfer full): a new entity, with the source's id: the proposal's values, and the
 *   pictures and references of both, those of the source first. Links between the two are gone
 */
EaselEntity *easel_merge_apply_to (EaselEntity *source, EaselEntity *target, JsonNode *proposal);

G_END_DECLS
