/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-analyzer-catalog.h"
#include "easel-budget.h"
#include "easel-library.h"
#include "easel-merge-proposal.h"
#include "easel-model-notes.h"

G_BEGIN_DECLS

/**
 * EaselMergeProposer:
 * @run: whose provider and model are asked
 * @source, @target: ids
 * @version: from 1
 * @comment: (nullable): what the person said to the version before
 * @changed: (nullable): sentences, when it is proposed again because of that
 * @rounds: (element-type EaselMergeRound): the versions they have said something to
 *
 * What is needed to propose a merge. Borrowed fields.
 */
typedef struct
{
  EaselLibrary *library;
  EaselProviderRegistry *providers;
  EaselBudget *budget;
  EaselAnalyzerCatalog *catalog;
  EaselModelNotes *notes;
  EaselRun *run;
  const char *source;
  const char *target;
  guint version;
  const char *comment;
  const char *const *changed;
  GPtrArray *rounds;
} EaselMergeProposer;

/**
 * easel_merge_proposer_propose:
 *
 * Reads the two and asks a model what to make of them. When that comes to nothing, for whatever
 * reason, it is put together field by field, and the proposal says why. Blocking.
 *
 * Returns: (transfer full) (nullable): %NULL when they cannot be merged, see easel_merge_check(),
 *   or the run was canceled
 */
EaselMergeProposal *easel_merge_proposer_propose (const EaselMergeProposer *self, GError **error);

G_END_DECLS
