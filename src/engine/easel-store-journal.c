/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-store-journal.h"

#include "easel-engine-error.h"
#include "easel-store-asks.h"
#include "easel-store-spending.h"

#include <glib/gi18n.h>

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
  g_clear_pointer (&input->result, g_free);
  g_clear_pointer (&input->deposit, g_free);
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

/* A question that was answered with cancel, and whose job was retried, is asked anew. */
static gboolean
load_decisions (EaselStoreFile *file, EaselRunInput *input, GError **error)
{
  gboolean has_row;
  g_autoptr (EaselRows) rows = easel_store_file_get_for_job (
      file,
      "SELECT action, decision_data, comment, door, decided, actions FROM asks"
      "  WHERE job = " EASEL_STORE_JOB " AND action IS NOT 'cancel' ORDER BY nth",
      input->id, error);

  if (rows == NULL)
    return FALSE;

  do
    {
      if (!easel_database_step (rows, &has_row, error))
        return FALSE;
      if (!has_row)
        break;

      g_ptr_array_add (input->decisions, easel_store_read_decision (rows, 0));
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
  g_autoptr (EaselRows) rows = easel_store_file_get_for_job (
      file, "SELECT name, key, result FROM steps WHERE job = " EASEL_STORE_JOB, input->id, error);

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
  g_autoptr (EaselRows) rows = easel_store_file_get_for_job (
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
  g_autoptr (EaselRows) rows = easel_store_file_get_for_job (
      file, "SELECT params, attachment, result, deposit FROM jobs WHERE id = ?1", input->id, error);

  if (rows == NULL || !easel_database_step (rows, &has_row, error))
    return FALSE;
  if (!has_row)
    return easel_store_file_set_unknown_job (error);

  clear_run_input (input);
  input->params = easel_database_text (rows, 0);
  input->has_attachment = sqlite3_column_int (rows, 1) != 0;
  input->result = easel_database_text (rows, 2);
  input->deposit = easel_database_text (rows, 3);
  input->open = 0;
  input->steps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  input->results = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  input->decisions = g_ptr_array_new_with_free_func ((GDestroyNotify) easel_decision_free);
  return load_steps (file, input, error) && load_decisions (file, input, error)
         && load_results (file, input, error);
}

gboolean
easel_store_set_deposit (EaselStoreFile *file, gpointer data, GError **error)
{
  EaselDepositEntry *entry = data;
  sqlite3_stmt *update = easel_store_file_get (
      file,
      "UPDATE jobs SET deposit = ?2, deposit_cost = ?3 WHERE id = ?1"
      "  AND state NOT IN ('completed', 'failed', 'canceled')",
      error);

  if (update == NULL
      || !easel_database_run (update, error, "ssi", entry->job, entry->deposit, entry->cost))
    return FALSE;
  if (easel_store_file_count_changes (file) == 1)
    return TRUE;

  g_set_error_literal (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_WRONG_STATE,
                       _ ("This job has already ended."));
  return FALSE;
}

EaselUsageEntry *
easel_usage_entry_new (const char *job, const char *provider, const EaselSpending *spending)
{
  EaselUsageEntry *entry = g_new0 (EaselUsageEntry, 1);

  entry->job = g_strdup (job);
  entry->provider = g_strdup (provider);
  entry->spending = *spending;
  return entry;
}

void
easel_usage_entry_free (EaselUsageEntry *entry)
{
  g_free (entry->job);
  g_free (entry->provider);
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
    g_autoptr (EaselRows) rows = easel_store_file_get_for_job (
        file, "SELECT input_tokens, output_tokens, images, cost_micros FROM jobs WHERE id = ?1",
        job, error);

    if (rows == NULL || !easel_database_step (rows, &has_row, error))
      return FALSE;
    if (!has_row)
      return TRUE;

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

/* To the job, and to what its provider was asked today. */
static gboolean
add_spending (EaselStoreFile *file,
              const char *job,
              const char *provider,
              const EaselSpending *spending,
              GError **error)
{
  EaselUsage usage = easel_spending_to_usage (spending);

  if (easel_spending_is_none (spending))
    return TRUE;
  return (provider == NULL || easel_store_add_spending (file, provider, spending, error))
         && add_usage (file, job, &usage, error);
}

gboolean
easel_store_add_step (EaselStoreFile *file, gpointer data, GError **error)
{
  EaselStepEntry *step = data;
  sqlite3_stmt *insert = easel_store_file_get (
      file,
      "INSERT INTO steps (job, name, key, finished, result) VALUES (" EASEL_STORE_JOB
      ", ?2, ?3, ?4, ?5)",
      error);

  if (insert == NULL
      || !easel_database_run (insert, error, "sssis", step->job, step->name, step->key_hash,
                              g_get_real_time (), step->result))
    return FALSE;

  return add_spending (file, step->job, step->provider, &step->spending, error);
}

gboolean
easel_store_add_usage (EaselStoreFile *file, gpointer data, GError **error)
{
  EaselUsageEntry *entry = data;

  return add_spending (file, entry->job, entry->provider, &entry->spending, error);
}
