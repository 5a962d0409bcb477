/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-entity.h"
#include "easel-proposal.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Which review shows it: EaselProposal.view. */
#define EASEL_MERGE_VIEW "merge"

/**
 * EaselMergeAffected:
 *
 * Something that will point elsewhere after a merge.
 */
typedef struct
{
  char *id;
  char *kind;
  char *name;
} EaselMergeAffected;

/**
 * EaselMergeProposal:
 *
 * What a merge asks the person: the two entities as they were when it was proposed, and what would
 * become of them. Immutable. Any thread, but one at a time.
 */
#define EASEL_TYPE_MERGE_PROPOSAL (easel_merge_proposal_get_type ())
G_DECLARE_FINAL_TYPE (EaselMergeProposal, easel_merge_proposal, EASEL, MERGE_PROPOSAL, GObject)

/**
 * EaselMergeProposalParts:
 * @source: what is kept
 * @target: what is folded into it
 * @schema: from easel_merge_build_schema()
 * @values: fits @schema
 * @fallback_reason: (nullable): why no model proposed it, as a sentence; then nobody did
 * @version: from 1
 * @comment: (nullable): what the person asked for with the revise before it
 * @changed: (nullable): sentences, when it is asked again because of that
 * @affected: (element-type EaselEntity) (nullable): what points at @target
 * @affected_swapped: (element-type EaselEntity) (nullable): what points at @source
 * @provider, @model, @prompt_revision: (nullable): who proposed it
 *
 * What a proposal is made of. Borrowed fields.
 */
typedef struct
{
  EaselEntity *source;
  EaselEntity *target;
  JsonNode *schema;
  JsonNode *values;
  const char *fallback_reason;
  guint version;
  const char *comment;
  const char *const *changed;
  GPtrArray *affected;
  GPtrArray *affected_swapped;
  const char *provider;
  const char *model;
  const char *prompt_revision;
} EaselMergeProposalParts;

/* (transfer full): a question, with the names of both */
char *easel_merge_proposal_make_title (EaselEntity *source, EaselEntity *target);

/* Finds out the rest: what differs, and what a model wrote. */
EaselMergeProposal *easel_merge_proposal_new (const EaselMergeProposalParts *parts);

/* (transfer full) (nullable): %EASEL_STUDIO_ERROR_BAD_PARAMS when it is no merge, or another
 * Easel wrote it differently */
EaselMergeProposal *
easel_merge_proposal_from_proposal (const EaselProposal *proposal, GError **error);

/* (transfer full) */
EaselProposal *easel_merge_proposal_to_proposal (EaselMergeProposal *self);

/* (transfer none): as they were */
EaselEntity *easel_merge_proposal_get_source (EaselMergeProposal *self);
EaselEntity *easel_merge_proposal_get_target (EaselMergeProposal *self);

/* (transfer none): what values must be like */
JsonNode *easel_merge_proposal_get_schema (EaselMergeProposal *self);
/* (transfer none): an object: `name`, `tags`, `attributes`; see easel-merge.h */
JsonNode *easel_merge_proposal_get_values (EaselMergeProposal *self);
/* (transfer none): like the values, but each is "ai" where the model wrote what neither of the two
 * says, and absent elsewhere */
JsonObject *easel_merge_proposal_get_origins (EaselMergeProposal *self);
/* (transfer none): easel_merge_summarize() of it */
JsonNode *easel_merge_proposal_get_summary (EaselMergeProposal *self);
/* Of how many fields the two say different things. */
guint easel_merge_proposal_get_n_conflicts (EaselMergeProposal *self);

/* (nullable): a sentence; %NULL when a model proposed it */
const char *easel_merge_proposal_get_fallback_reason (EaselMergeProposal *self);
/* From 1; the others are among the job's asks. */
guint easel_merge_proposal_get_version (EaselMergeProposal *self);
/* (nullable) */
const char *easel_merge_proposal_get_comment (EaselMergeProposal *self);
/* (transfer none) (not nullable): sentences; empty unless it was approved before, and could not be
 * done because of them */
const char *const *easel_merge_proposal_get_changed (EaselMergeProposal *self);
/* (transfer none) (element-type EaselMergeAffected): what points at the target, and will point at
 * the source */
GPtrArray *easel_merge_proposal_get_affected (EaselMergeProposal *self);
/* (transfer none) (element-type EaselMergeAffected): the other way round, when the person swaps the
 * two */
GPtrArray *easel_merge_proposal_get_affected_swapped (EaselMergeProposal *self);

/* (nullable): who proposed it; %NULL for a fallback */
const char *easel_merge_proposal_get_provider (EaselMergeProposal *self);
const char *easel_merge_proposal_get_model (EaselMergeProposal *self);

/**
 * easel_merge_proposal_find_origins:
 * @values: the person's, fits the schema
 *
 * Returns: (transfer full): who wrote what of them, found out from the values themselves: "ai" as
 *   above where they are as proposed, "person" where they are as neither says nor the model
 *   proposed
 */
JsonObject *easel_merge_proposal_find_origins (EaselMergeProposal *self, JsonNode *values);

G_END_DECLS
