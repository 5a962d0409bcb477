/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-store-journal.h"

#include "easel-engine-error.h"
#include "easel-job-details-private.h"
#include "easel-store-jobs.h"

#include <glib/gi18n.h>

#define JOB "(SELECT seq FROM jobs WHERE id = ?1)"

static gboolean
set_unknown_job (GError **error)
{
  g_set_error_literal (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_UNKNOWN_JOB,
                       _ ("There is no such job."));
  return FALSE;
}

/* Prepares @sql for the one job it takes. */
static sqlite3_stmt *
get_for_job (EaselStoreFile *file, const char *sql, const char *id, GError **error)
{
  sqlite3_stmt *rows = easel_store_file_get (file, sql, error);

  return rows != NULL && easel_database_bind (rows, error, "s", id) ? rows : NULL;
}

EaselRunInput *
easel_run_input_new (const char *id)
{
  EaselRunInput *input = g_new0 (EaselRunInput, 1);

  input->id = g_strdup (id);
  return input;
}

static void
clear_run_input (EaselRunInput *input)
{
  g_clear_pointer (&input->params, g_free);
  g_clear_pointer (&input->steps, g_hash_table_unref);
  g_clear_pointer (&input->decisions, g_ptr_array_unref);
  g_clear_pointer (&input->results, g_hash_table_unref);
}

void
easel_run_input_free (EaselRunInput *input)
{
  clear_run_input (input);
  g_free (input->id);
  g_free (input);
}

char *
easel_run_input_step_key (const char *name, const char *key_hash)
{
  return g_strconcat (key_hash, "/", name, NULL);
}

static EaselDecision *
read_decision (sqlite3_stmt *rows, int column)
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

/* A question that was answered with cancel, and whose job was retried, is asked anew. */
static gboolean
load_decisions (EaselStoreFile *file, EaselRunInput *input, GError **error)
{
  gboolean has_row;
  g_autoptr (EaselRows) rows = get_for_job (
      file,
      "SELECT action, decision_data, comment, door, decided, actions FROM asks"
      "  WHERE job = " JOB " AND action IS NOT 'cancel' ORDER BY nth",
      input->id, error);

  if (rows == NULL)
    return FALSE;

  do
    {
      if (!easel_database_step (rows, &has_row, error))
        return FALSE;
      if (!has_row)
        break;

      g_ptr_array_add (input->decisions, read_decision (rows, 0));
      if (sqlite3_column_type (rows, 0) == SQLITE_NULL)
        input->open = (EaselDecisionAction) sqlite3_column_int (rows, 5);
    }
  while (has_row);
  return TRUE;
}

static gboolean
load_steps (EaselStoreFile *file, EaselRunInput *input, GError **error)
{
  gboolean has_row;
  g_autoptr (EaselRows) rows = get_for_job (
      file, "SELECT name, key, result FROM steps WHERE job = " JOB, input->id, error);

  if (rows == NULL)
    return FALSE;

  do
    {
      if (!easel_database_step (rows, &has_row, error))
        return FALSE;
      if (has_row)
        g_hash_table_insert (
            input->steps,
            easel_run_input_step_key ((const char *) sqlite3_column_text (rows, 0),
                                      (const char *) sqlite3_column_text (rows, 1)),
            easel_database_text (rows, 2));
    }
  while (has_row);
  return TRUE;
}

static gboolean
load_results (EaselStoreFile *file, EaselRunInput *input, GError **error)
{
  gboolean has_row;
  g_autoptr (EaselRows) rows = get_for_job (
      file, "SELECT id, result FROM jobs WHERE parent = ?1 AND state = 'completed'", input->id,
      error);

  if (rows == NULL)
    return FALSE;

  do
    {
      if (!easel_database_step (rows, &has_row, error))
        return FALSE;
      if (has_row)
        g_hash_table_insert (input->results, easel_database_text (rows, 0),
                             easel_database_text (rows, 1));
    }
  while (has_row);
  return TRUE;
}

gboolean
easel_store_load_run (EaselStoreFile *file, gpointer data, GError **error)
{
  EaselRunInput *input = data;
  gboolean has_row;
  g_autoptr (EaselRows) rows = get_for_job (
      file, "SELECT params, attachment FROM jobs WHERE id = ?1", input->id, error);

  if (rows == NULL || !easel_database_step (rows, &has_row, error))
    return FALSE;
  if (!has_row)
    return set_unknown_job (error);

  clear_run_input (input);
  input->params = easel_database_text (rows, 0);
  input->has_attachment = sqlite3_column_int (rows, 1) != 0;
  input->open = 0;
  input->steps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  input->results = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  input->decisions = g_ptr_array_new_with_free_func ((GDestroyNotify) easel_decision_free);
  return load_steps (file, input, error) && load_decisions (file, input, error)
         && load_results (file, input, error);
}

EaselUsageEntry *
easel_usage_entry_new (const char *job, const EaselUsage *usage)
{
  EaselUsageEntry *entry = g_new0 (EaselUsageEntry, 1);

  entry->job = g_strdup (job);
  entry->usage = *usage;
  return entry;
}

void
easel_usage_entry_free (EaselUsageEntry *entry)
{
  g_free (entry->job);
  g_free (entry);
}

/* The rule of easel_usage_add() decides, not SQL. */
static gboolean
add_usage (EaselStoreFile *file, const char *job, const EaselUsage *more, GError **error)
{
  EaselUsage total = EASEL_USAGE_NONE;
  gboolean has_row;
  sqlite3_stmt *update;

  {
    g_autoptr (EaselRows) rows = get_for_job (
        file, "SELECT input_tokens, output_tokens, images, cost_micros FROM jobs WHERE id = ?1",
        job, error);

    if (rows == NULL || !easel_database_step (rows, &has_row, error))
      return FALSE;
    if (!has_row)
      return set_unknown_job (error);

    total.input_tokens = sqlite3_column_int64 (rows, 0);
    total.output_tokens = sqlite3_column_int64 (rows, 1);
    total.images = sqlite3_column_int64 (rows, 2);
    total.cost_micros = sqlite3_column_int64 (rows, 3);
  }

  easel_usage_add (&total, more);
  update = easel_store_file_get (
      file,
      "UPDATE jobs SET input_tokens = ?2, output_tokens = ?3, images = ?4, cost_micros = ?5"
      "  WHERE id = ?1",
      error);
  return update != NULL
         && easel_database_run (update, error, "siiii", job, total.input_tokens,
                                total.output_tokens, total.images, total.cost_micros);
}

gboolean
easel_store_add_step (EaselStoreFile *file, gpointer data, GError **error)
{
  EaselStepEntry *step = data;
  sqlite3_stmt *insert = easel_store_file_get (
      file, "INSERT INTO steps (job, name, key, finished, result) VALUES (" JOB ", ?2, ?3, ?4, ?5)",
      error);

  if (insert == NULL
      || !easel_database_run (insert, error, "sssis", step->job, step->name, step->key_hash,
                              g_get_real_time (), step->result))
    return FALSE;

  return easel_usage_is_none (&step->usage) || add_usage (file, step->job, &step->usage, error);
}

gboolean
easel_store_add_usage (EaselStoreFile *file, gpointer data, GError **error)
{
  EaselUsageEntry *entry = data;

  return add_usage (file, entry->job, &entry->usage, error);
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
      "UPDATE asks SET action = ?2, decision_data = ?3, comment = ?4, door = ?5, decided = ?6"
      "  WHERE job = " JOB " AND action IS NULL",
      error);

  if (update == NULL
      || !easel_database_run (update, error, "sssssi", answer->record->id,
                              easel_decision_action_to_string (d->action), d->data, d->comment,
                              d->door, d->time))
    return FALSE;

  if (easel_store_file_count_changes (file) != 1)
    {
      g_set_error_literal (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_WRONG_STATE,
                           _ ("This was decided already."));
      return FALSE;
    }
  return change_state (file, answer->record, error);
}

EaselDetailsQuery *
easel_details_query_new (const char *id)
{
  EaselDetailsQuery *query = g_new0 (EaselDetailsQuery, 1);

  query->id = g_strdup (id);
  return query;
}

void
easel_details_query_free (EaselDetailsQuery *query)
{
  g_free (query->id);
  g_clear_pointer (&query->details, easel_job_details_free);
  g_free (query);
}

static gboolean
load_last_ask (EaselStoreFile *file, EaselDetailsQuery *query, GError **error)
{
  EaselJobDetails *details = query->details;
  gboolean has_row;
  g_autoptr (EaselRows) rows = get_for_job (
      file,
      "SELECT action, decision_data, comment, door, decided, title, description,"
      "  view, data, provenance, basis, actions FROM asks"
      "  WHERE job = " JOB " ORDER BY nth DESC",
      query->id, error);

  if (rows == NULL)
    return FALSE;

  /* The newest is the proposal; the newest with an answer is the decision. */
  do
    {
      if (!easel_database_step (rows, &has_row, error))
        return FALSE;
      if (!has_row)
        break;

      if (details->proposal == NULL)
        {
          details->proposal = easel_proposal_new (
              (const char *) sqlite3_column_text (rows, 5),
              (const char *) sqlite3_column_text (rows, 7),
              (const char *) sqlite3_column_text (rows, 8),
              (EaselDecisionAction) sqlite3_column_int (rows, 11));
          details->proposal->description = easel_database_text (rows, 6);
          details->proposal->provenance = easel_database_text (rows, 9);
          details->proposal->basis = easel_database_text (rows, 10);
        }
      details->decision = read_decision (rows, 0);
    }
  while (details->decision == NULL);
  return TRUE;
}

static gboolean
load_step_records (EaselStoreFile *file, EaselDetailsQuery *query, GError **error)
{
  gboolean has_row;
  g_autoptr (EaselRows) rows = get_for_job (
      file, "SELECT name, result, finished FROM steps WHERE job = " JOB " ORDER BY finished, rowid",
      query->id, error);

  if (rows == NULL)
    return FALSE;

  do
    {
      if (!easel_database_step (rows, &has_row, error))
        return FALSE;
      if (has_row)
        {
          EaselStepRecord *step = g_new0 (EaselStepRecord, 1);

          step->name = easel_database_text (rows, 0);
          step->result = easel_database_text (rows, 1);
          step->finished = sqlite3_column_int64 (rows, 2);
          g_ptr_array_add (query->details->steps, step);
        }
    }
  while (has_row);
  return TRUE;
}

gboolean
easel_store_load_details (EaselStoreFile *file, gpointer data, GError **error)
{
  EaselDetailsQuery *query = data;
  gboolean has_row;
  g_autoptr (EaselRows) rows = get_for_job (file, "SELECT params, result FROM jobs WHERE id = ?1",
                                            query->id, error);

  if (rows == NULL || !easel_database_step (rows, &has_row, error))
    return FALSE;
  if (!has_row)
    return set_unknown_job (error);

  g_clear_pointer (&query->details, easel_job_details_free);
  query->details = easel_job_details_new ();
  query->details->params = easel_database_text (rows, 0);
  query->details->result = easel_database_text (rows, 1);
  return load_last_ask (file, query, error) && load_step_records (file, query, error);
}
