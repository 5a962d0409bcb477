/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-proposal.h"
#include "easel-spending.h"
#include "easel-store-file.h"

G_BEGIN_DECLS

/* What the store does for runs: their input, finished steps and usage. Each
 * EaselStoreFunc is named with the type of its data; see easel-store.h. */

/**
 * EaselRunInput:
 * @id: the job
 * @params: (out): JSON text
 * @has_attachment: (out)
 * @result: (out) (nullable): what it came to, when it has been completed before
 * @steps: (out): the results of finished steps, by easel_run_input_step_key()
 * @decisions: (out) (element-type EaselDecision): the answers in the order of asking; the
 *   last is %NULL while it is open
 * @open: (out): what the open question offers; 0 when none is open
 * @deposit: (out) (nullable): what the job has left elsewhere
 * @results: (out): what its completed children made, by their ids
 *
 * What a run starts from.
 */
typedef struct
{
  char *id;
  char *params;
  gboolean has_attachment;
  char *result;
  char *deposit;
  GHashTable *steps;
  GPtrArray *decisions;
  EaselDecisionAction open;
  GHashTable *results;
} EaselRunInput;

EaselRunInput *easel_run_input_new (const char *id);
void easel_run_input_free (EaselRunInput *input);
char *easel_run_input_step_key (const char *name, const char *key_hash);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselRunInput, easel_run_input_free)

/* @data: an EaselRunInput */
gboolean easel_store_load_run (EaselStoreFile *file, gpointer data, GError **error);

/**
 * EaselStepEntry:
 * @provider: (nullable): who was asked, if anyone was
 *
 * A finished step with what it used. Plain pointers into the caller's own.
 */
typedef struct
{
  const char *job;
  const char *provider;
  const char *name;
  const char *key_hash;
  const char *result;
  EaselSpending spending;
} EaselStepEntry;

/* @data: an EaselStepEntry */
gboolean easel_store_add_step (EaselStoreFile *file, gpointer data, GError **error);

/**
 * EaselDepositEntry:
 * @deposit: (nullable)
 * @cost: what is still to be paid for it, in millionths of a US dollar
 *
 * What a job that has not ended leaves elsewhere. Plain pointers into the caller's own.
 */
typedef struct
{
  const char *job;
  const char *deposit;
  gint64 cost;
} EaselDepositEntry;

/* @data: an EaselDepositEntry. %EASEL_ENGINE_ERROR_WRONG_STATE when the job has ended */
gboolean easel_store_set_deposit (EaselStoreFile *file, gpointer data, GError **error);

/**
 * EaselUsageEntry:
 * @provider: (nullable): who was asked
 *
 * What was used outside of any finished step.
 */
typedef struct
{
  char *job;
  char *provider;
  EaselSpending spending;
} EaselUsageEntry;

EaselUsageEntry *
easel_usage_entry_new (const char *job, const char *provider, const EaselSpending *spending);
void easel_usage_entry_free (EaselUsageEntry *entry);

/* @data: an EaselUsageEntry. What was spent was spent, also by a job that is gone. */
gboolean easel_store_add_usage (EaselStoreFile *file, gpointer data, GError **error);

G_END_DECLS
