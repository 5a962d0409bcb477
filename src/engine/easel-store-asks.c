/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-store-asks.h"

#include "easel-engine-error.h"
#include "easel-store-jobs.h"

#include <glib/gi18n.h>

EaselDecision *
easel_store_read_decision (sqlite3_stmt *rows, int column)
{
  const char *text = (const char *) sqlite3_column_text (rows, column);
  EaselDecisionAction action;
  EaselDecision *decision;

  if (!easel_decision_action_from_string (text, &action))
    return NULL;

  decision = easel_decision_new (action, (const char *) sqlite3_column_text (rows, column + 1),
                                 (const char *) sqlite3_column_text (rows, column + 2),
                                 (const char *) sqlite3_column_text (rows, column + 3));
  decision->time = sqlite3_column_int64 (rows, column + 4);
  return decision;
}

EaselAsk *
easel_ask_new (EaselJobRecord *record, const EaselProposal *proposal)
{
  EaselAsk *ask = g_new0 (EaselAsk, 1);

  ask->record = record;
  ask->proposal = easel_proposal_copy (proposal);
  return ask;
}

void
easel_ask_free (EaselAsk *ask)
{
  easel_job_record_free (ask->record);
  easel_proposal_free (ask->proposal);
  g_free (ask);
}

static gboolean
change_state (EaselStoreFile *file, EaselJobRecord *record, GError **error)
{
  EaselJobChange change = { .record = record };

  return easel_store_change_job (file, &change, error);
}

gboolean
easel_store_ask (EaselStoreFile *file, gpointer data, GError **error)
{
  EaselAsk *ask = data;
  const EaselProposal *p = ask->proposal;
  sqlite3_stmt *insert = easel_store_file_get (
      file,
      "INSERT INTO asks (job, nth, actions, asked, title, description, view, provenance, basis,"
      "  data) SELECT seq, (SELECT count (*) FROM asks WHERE job = seq), ?2, ?3, ?4, ?5, ?6, ?7,"
      "  ?8, ?9 FROM jobs WHERE id = ?1",
      error);

  return insert != NULL
         && easel_database_run (insert, error, "siissssss", ask->record->id, (gint64) p->actions,
                                g_get_real_time (), p->title, p->description, p->view,
                                p->provenance, p->basis, p->data)
         && change_state (file, ask->record, error);
}

static gboolean
set_decided (GError **error)
{
  g_set_error_literal (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_WRONG_STATE,
                       _ ("This was decided already."));
  return FALSE;
}

EaselAnswer *
easel_answer_new (EaselJobRecord *record, const EaselDecision *decision)
{
  EaselAnswer *answer = g_new0 (EaselAnswer, 1);

  answer->record = record;
  answer->decision = easel_decision_copy (decision);
  return answer;
}

void
easel_answer_free (EaselAnswer *answer)
{
  easel_job_record_free (answer->record);
  easel_decision_free (answer->decision);
  g_free (answer);
}

gboolean
easel_store_answer (EaselStoreFile *file, gpointer data, GError **error)
{
  EaselAnswer *answer = data;
  const EaselDecision *d = answer->decision;
  sqlite3_stmt *update = easel_store_file_get (
      file,
      "UPDATE asks SET action = ?2, decision_data = ?3, comment = ?4, door = ?5, decided = ?6,"
      "  draft = NULL"
      "  WHERE job = " EASEL_STORE_JOB " AND action IS NULL",
      error);

  if (update == NULL
      || !easel_database_run (update, error, "sssssi", answer->record->id,
                              easel_decision_action_to_string (d->action), d->data, d->comment,
                              d->door, d->time))
    return FALSE;

  if (easel_store_file_count_changes (file) != 1)
    return set_decided (error);
  return change_state (file, answer->record, error);
}

EaselDraft *
easel_draft_new (const char *id, const char *text)
{
  EaselDraft *draft = g_new0 (EaselDraft, 1);

  draft->id = g_strdup (id);
  draft->text = g_strdup (text);
  return draft;
}

void
easel_draft_free (EaselDraft *draft)
{
  g_free (draft->id);
  g_free (draft->text);
  g_free (draft);
}

gboolean
easel_store_save_draft (EaselStoreFile *file, gpointer data, GError **error)
{
  EaselDraft *draft = data;
  sqlite3_stmt *update = easel_store_file_get (
      file, "UPDATE asks SET draft = ?2 WHERE job = " EASEL_STORE_JOB " AND action IS NULL", error);

  if (update == NULL || !easel_database_run (update, error, "ss", draft->id, draft->text))
    return FALSE;

  return easel_store_file_count_changes (file) == 1 || set_decided (error);
}
