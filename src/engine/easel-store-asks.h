/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-job-record.h"
#include "easel-store-file.h"

G_BEGIN_DECLS

/* What the store does with questions. Each EaselStoreFunc is named with the type of its
 * data; see easel-store.h. */

/* @column: the first of action, decision_data, comment, door, decided
 *
 * Returns: (transfer full) (nullable): %NULL while there is none */
EaselDecision *easel_store_read_decision (sqlite3_stmt *rows, int column);

/**
 * EaselAsk:
 * @record: the job as it is to be, awaiting its input
 */
typedef struct
{
  EaselJobRecord *record;
  EaselProposal *proposal;
} EaselAsk;

EaselAsk *easel_ask_new (EaselJobRecord *record, const EaselProposal *proposal);
void easel_ask_free (EaselAsk *ask);

/* @data: an EaselAsk: its proposal and the new state, both or neither */
gboolean easel_store_ask (EaselStoreFile *file, gpointer data, GError **error);

/**
 * EaselAnswer:
 * @record: the job as it is to be, running or canceled
 */
typedef struct
{
  EaselJobRecord *record;
  EaselDecision *decision;
} EaselAnswer;

EaselAnswer *easel_answer_new (EaselJobRecord *record, const EaselDecision *decision);
void easel_answer_free (EaselAnswer *answer);

/* @data: an EaselAnswer: the decision and the new state, both or neither; with
 * %EASEL_ENGINE_ERROR_WRONG_STATE where nothing is open. The draft is dropped. */
gboolean easel_store_answer (EaselStoreFile *file, gpointer data, GError **error);

/**
 * EaselDraft:
 * @id: the job that asks
 * @text: (nullable): JSON text
 *
 * A decision that is not taken yet.
 */
typedef struct
{
  char *id;
  char *text;
} EaselDraft;

EaselDraft *easel_draft_new (const char *id, const char *text);
void easel_draft_free (EaselDraft *draft);

/* @data: an EaselDraft; %EASEL_ENGINE_ERROR_WRONG_STATE where nothing is open */
gboolean easel_store_save_draft (EaselStoreFile *file, gpointer data, GError **error);

G_END_DECLS
