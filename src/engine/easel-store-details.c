/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-store-details.h"

#include "easel-job-details-private.h"
#include "easel-store-asks.h"

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

static EaselAskRecord *
read_ask (sqlite3_stmt *rows)
{
  EaselAskRecord *ask = g_new0 (EaselAskRecord, 1);

  ask->decision = easel_store_read_decision (rows, 0);
  ask->proposal = easel_proposal_new ((const char *) sqlite3_column_text (rows, 5),
                                      (const char *) sqlite3_column_text (rows, 7),
                                      (const char *) sqlite3_column_text (rows, 8),
                                      (EaselDecisionAction) sqlite3_column_int (rows, 11));
  ask->proposal->description = easel_database_text (rows, 6);
  ask->proposal->provenance = easel_database_text (rows, 9);
  ask->proposal->basis = easel_database_text (rows, 10);
  ask->asked = sqlite3_column_int64 (rows, 12);
  ask->draft = easel_database_text (rows, 13);
  return ask;
}

static gboolean
load_asks (EaselStoreFile *file, EaselDetailsQuery *query, GError **error)
{
  gboolean has_row;
  g_autoptr (EaselRows) rows = easel_store_file_get_for_job (
      file,
      "SELECT action, decision_data, comment, door, decided, title, description,"
      "  view, data, provenance, basis, actions, asked, draft FROM asks"
      "  WHERE job = " EASEL_STORE_JOB " ORDER BY nth",
      query->id, error);

  if (rows == NULL)
    return FALSE;

  do
    {
      if (!easel_database_step (rows, &has_row, error))
        return FALSE;
      if (has_row)
        g_ptr_array_add (query->details->asks, read_ask (rows));
    }
  while (has_row);
  return TRUE;
}

static gboolean
load_step_records (EaselStoreFile *file, EaselDetailsQuery *query, GError **error)
{
  gboolean has_row;
  g_autoptr (EaselRows) rows = easel_store_file_get_for_job (
      file,
      "SELECT name, result, finished FROM steps WHERE job = " EASEL_STORE_JOB
      " ORDER BY finished, rowid",
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
  g_autoptr (EaselRows) rows = easel_store_file_get_for_job (
      file, "SELECT params, result FROM jobs WHERE id = ?1", query->id, error);

  if (rows == NULL || !easel_database_step (rows, &has_row, error))
    return FALSE;
  if (!has_row)
    return easel_store_file_set_unknown_job (error);

  g_clear_pointer (&query->details, easel_job_details_free);
  query->details = easel_job_details_new ();
  query->details->params = easel_database_text (rows, 0);
  query->details->result = easel_database_text (rows, 1);
  return load_asks (file, query, error) && load_step_records (file, query, error);
}
