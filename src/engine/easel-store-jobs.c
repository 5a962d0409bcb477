/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-store-jobs.h"

#include "easel-attachments.h"
#include "easel-engine-error.h"
#include "easel-queue.h"
#include "easel-store-journal.h"

#include "easel-id.h"
#include <glib/gi18n.h>

/* The columns of an EaselJobRecord, in the order read_record() takes them. */
#define RECORD_COLUMNS                                                                             \
  "id, kind, title, description, lane, provider, model, parent, child_key, thumbnail, state, "     \
  "created, started, finished, not_before, when_online, boost, attempts, step, n_steps, "          \
  "input_tokens, output_tokens, images, cost_micros, failure_code, failure_message, "              \
  "failure_hint, failure_remedy, failure_policy, hidden_until, outcome, message, deposit, "        \
  "CASE state WHEN 'awaiting_input' THEN "                                                         \
  "(SELECT actions FROM asks WHERE job = seq AND action IS NULL) ELSE 0 END"

EaselStoreContents *
easel_store_contents_new (void)
{
  return g_new0 (EaselStoreContents, 1);
}

void
easel_store_contents_free (EaselStoreContents *contents)
{
  g_clear_pointer (&contents->records, g_ptr_array_unref);
  g_free (contents->notice);
  g_free (contents);
}

static EaselJobRecord *
read_record (sqlite3_stmt *rows)
{
  g_autoptr (EaselJobRecord) record = easel_job_record_new ();
  char **texts[] = { &record->id,   &record->kind,     &record->title, &record->description,
                     &record->lane, &record->provider, &record->model, &record->parent,
                     &record->key,  &record->thumbnail };
  const char *state;
  int column = 0;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = easel_database_text (rows, column++);

  state = (const char *) sqlite3_column_text (rows, column++);
  if (!easel_id_is_valid (record->id) || !easel_job_state_from_string (state, &record->state))
    return NULL;

  record->created = sqlite3_column_int64 (rows, column++);
  record->started = sqlite3_column_int64 (rows, column++);
  record->finished = sqlite3_column_int64 (rows, column++);
  record->not_before = sqlite3_column_int64 (rows, column++);
  record->when_online = sqlite3_column_int (rows, column++) != 0;
  record->boost = sqlite3_column_int64 (rows, column++);
  record->attempts = (guint) sqlite3_column_int (rows, column++);
  record->step = (guint) sqlite3_column_int (rows, column++);
  record->n_steps = (guint) sqlite3_column_int (rows, column++);
  record->usage.input_tokens = sqlite3_column_int64 (rows, column++);
  record->usage.output_tokens = sqlite3_column_int64 (rows, column++);
  record->usage.images = sqlite3_column_int64 (rows, column++);
  record->usage.cost_micros = sqlite3_column_int64 (rows, column++);
  if (sqlite3_column_text (rows, column) != NULL)
    record->failure = easel_failure_new ((const char *) sqlite3_column_text (rows, column),
                                         (const char *) sqlite3_column_text (rows, column + 1),
                                         (const char *) sqlite3_column_text (rows, column + 2),
                                         (const char *) sqlite3_column_text (rows, column + 3),
                                         (EaselRetryPolicy) sqlite3_column_int (rows, column + 4));
  record->hidden_until = sqlite3_column_int64 (rows, column + 5);
  record->outcome = easel_database_text (rows, column + 6);
  record->message = easel_database_text (rows, column + 7);
  record->deposit = easel_database_text (rows, column + 8);
  record->asked = (EaselDecisionAction) sqlite3_column_int (rows, column + 9);
  return g_steal_pointer (&record);
}

/* What the last Easel left running goes on from its finished steps; that attempt did not
 * end, so it does not count. A question whose record was lost is asked again. */
static gboolean
requeue_interrupted (EaselStoreFile *file, GError **error)
{
  sqlite3_stmt *running = easel_store_file_get (
      file,
      "UPDATE jobs SET state = 'queued', attempts = max (attempts - 1, 0) WHERE state = 'running'",
      error);
  sqlite3_stmt *unasked;

  if (running == NULL || !easel_database_run (running, error, ""))
    return FALSE;

  unasked = easel_store_file_get (
      file,
      "UPDATE jobs SET state = 'queued' WHERE state = 'awaiting_input'"
      "  AND NOT EXISTS (SELECT 1 FROM asks WHERE job = seq AND action IS NULL)",
      error);
  return unasked != NULL && easel_database_run (unasked, error, "");
}

static gboolean
load_records (EaselStoreFile *file, EaselStoreContents *contents, GError **error)
{
  gboolean has_row;
  g_autoptr (EaselRows) rows = easel_store_file_get (
      file, "SELECT " RECORD_COLUMNS " FROM jobs ORDER BY seq", error);
  if (rows == NULL)
    return FALSE;

  do
    {
      EaselJobRecord *record;

      if (!easel_database_step (rows, &has_row, error))
        return FALSE;
      record = has_row ? read_record (rows) : NULL;
      if (record != NULL)
        g_ptr_array_add (contents->records, record);
    }
  while (has_row);
  return TRUE;
}

gboolean
easel_store_load_contents (EaselStoreFile *file, EaselStoreContents *contents, GError **error)
{
  gint64 paused;

  g_clear_pointer (&contents->records, g_ptr_array_unref);
  contents->records = g_ptr_array_new_with_free_func ((GDestroyNotify) easel_job_record_free);

  if (!requeue_interrupted (file, error)
      || !easel_store_file_read_setting (file, "paused", &paused, error))
    return FALSE;

  contents->paused = paused != 0;
  return load_records (file, contents, error);
}

void
easel_store_sweep_attachments (EaselStoreFile *file, EaselStoreContents *contents)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < contents->records->len; i++)
    g_hash_table_add (ids, ((EaselJobRecord *) contents->records->pdata[i])->id);
  easel_attachments_sweep (easel_store_file_get_attachments (file), ids);
}

EaselNewJob *
easel_new_job_new (const char *id, gint64 created, const EaselJobSpec *spec, const char *parent)
{
  EaselNewJob *job = g_atomic_rc_box_new0 (EaselNewJob);

  job->id = g_strdup (id);
  job->created = created;
  job->spec = easel_job_spec_copy (spec);
  if (parent != NULL)
    g_set_str (&job->spec->parent, parent);
  return job;
}

EaselNewJob *
easel_new_job_ref (EaselNewJob *job)
{
  return g_atomic_rc_box_acquire (job);
}

static void
new_job_clear (gpointer data)
{
  EaselNewJob *job = data;

  g_free (job->id);
  easel_job_spec_free (job->spec);
}

void
easel_new_job_unref (EaselNewJob *job)
{
  g_atomic_rc_box_release_full (job, new_job_clear);
}

/* A job that has failed before it was made, and what that has used. */
static gboolean
fail_inserted (EaselStoreFile *file, EaselNewJob *job, GError **error)
{
  const EaselFailure *f = job->spec->failure;
  sqlite3_stmt *update = easel_store_file_get (
      file,
      "UPDATE jobs SET state = 'failed', finished = created, failure_code = ?2,"
      "  failure_message = ?3, failure_hint = ?4, failure_remedy = ?5, failure_policy = ?6"
      "  WHERE id = ?1",
      error);
  EaselUsageEntry usage = { .job = job->id,
                            .provider = job->spec->provider,
                            .spending = EASEL_SPENDING_NONE };

  if (update == NULL
      || !easel_database_run (update, error, "sssssi", job->id, f->code, f->message, f->hint,
                              f->remedy, (gint64) f->policy))
    return FALSE;

  if (!easel_usage_is_none (&job->spec->usage))
    easel_spending_add_call (&usage.spending, &job->spec->usage);
  return easel_store_add_usage (file, &usage, error);
}

static gboolean
insert_job (EaselStoreFile *file, EaselNewJob *job, GError **error)
{
  const EaselJobSpec *spec = job->spec;
  sqlite3_stmt *insert;

  if (spec->attachment != NULL
      && !easel_attachments_write (easel_store_file_get_attachments (file), job->id,
                                   spec->attachment, error))
    return FALSE;

  insert = easel_store_file_get (
      file,
      "INSERT INTO jobs (id, state, kind, title, description, lane, provider, model, parent,"
      "  child_key, thumbnail, attachment, created, params)"
      "  VALUES (?, 'queued', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      error);
  return insert != NULL
         && easel_database_run (insert, error, "ssssssssssiis", job->id, spec->kind, spec->title,
                                spec->description,
                                spec->lane != NULL ? spec->lane : EASEL_LANE_LOCAL, spec->provider,
                                spec->model, spec->parent, spec->key, spec->thumbnail,
                                (gint64) (spec->attachment != NULL), job->created, spec->params)
         && (spec->failure == NULL || fail_inserted (file, job, error));
}

gboolean
easel_store_insert_jobs (EaselStoreFile *file, gpointer data, GError **error)
{
  GPtrArray *jobs = data;

  for (guint i = 0; i < jobs->len; i++)
    if (!insert_job (file, jobs->pdata[i], error))
      return FALSE;
  return TRUE;
}

EaselJobChange *
easel_job_change_new (EaselJobRecord *record, const char *result)
{
  EaselJobChange *change = g_new0 (EaselJobChange, 1);

  change->record = record;
  change->result = g_strdup (result);
  return change;
}

void
easel_job_change_free (EaselJobChange *change)
{
  easel_job_record_free (change->record);
  g_free (change->result);
  g_free (change);
}

static gboolean
change_job (EaselStoreFile *file, EaselJobChange *change, gboolean *changed, GError **error)
{
  const EaselJobRecord *r = change->record;
  const EaselFailure *f = r->failure;
  const char *state = easel_job_state_to_string (r->state);
  sqlite3_stmt *update = easel_store_file_get (
      file,
      "UPDATE jobs SET state = ?2, title = ?3, thumbnail = ?4, started = ?5, finished = ?6,"
      "  not_before = ?7, when_online = ?8, boost = ?9, attempts = ?10, step = ?11,"
      "  n_steps = ?12, failure_code = ?13, failure_message = ?14, failure_hint = ?15,"
      "  failure_remedy = ?16, failure_policy = ?17, "
      "  result = CASE ?2 WHEN 'canceled' THEN NULL ELSE coalesce (?18, result) END,"
      "  hidden_until = ?19, outcome = ?20, message = ?21,"
      "  deposit = CASE ?2 WHEN 'canceled' THEN NULL ELSE deposit END"
      "  WHERE id = ?1 AND (state <> 'completed' OR ?2 IN ('canceled', 'queued'))"
      "  AND (state <> 'canceled' OR ?2 IN ('canceled', 'queued', 'running'))",
      error);

  if (update == NULL
      || !easel_database_run (update, error, "ssssiiiiiiiissssisiss", r->id, state, r->title,
                              r->thumbnail, r->started, r->finished, r->not_before,
                              (gint64) r->when_online, r->boost, (gint64) r->attempts,
                              (gint64) r->step, (gint64) r->n_steps, f != NULL ? f->code : NULL,
                              f != NULL ? f->message : NULL, f != NULL ? f->hint : NULL,
                              f != NULL ? f->remedy : NULL, (gint64) (f != NULL ? f->policy : 0),
                              change->result, r->hidden_until, r->outcome, r->message))
    return FALSE;

  *changed = easel_store_file_count_changes (file) == 1;
  return TRUE;
}

gboolean
easel_store_change_job (EaselStoreFile *file, gpointer data, GError **error)
{
  gboolean changed;

  if (!change_job (file, data, &changed, error))
    return FALSE;

  if (!changed)
    g_set_error_literal (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_WRONG_STATE,
                         _ ("This job has already ended."));
  return changed;
}

gboolean
easel_store_change_jobs (EaselStoreFile *file, gpointer data, GError **error)
{
  GPtrArray *changes = data;
  gboolean changed;

  for (guint i = 0; i < changes->len; i++)
    if (!change_job (file, changes->pdata[i], &changed, error))
      return FALSE;
  return TRUE;
}

EaselHiding *
easel_hiding_new (const char *id, EaselJobState state, gint64 until)
{
  EaselHiding *hiding = g_new0 (EaselHiding, 1);

  hiding->id = g_strdup (id);
  hiding->state = state;
  hiding->until = until;
  return hiding;
}

void
easel_hiding_free (EaselHiding *hiding)
{
  g_free (hiding->id);
  g_free (hiding);
}

gboolean
easel_store_hide_job (EaselStoreFile *file, gpointer data, GError **error)
{
  EaselHiding *hiding = data;
  sqlite3_stmt *update = easel_store_file_get (
      file, "UPDATE jobs SET hidden_until = ?3 WHERE id = ?1 AND state = ?2", error);

  return update != NULL
         && easel_database_run (update, error, "ssi", hiding->id,
                                easel_job_state_to_string (hiding->state), hiding->until);
}

gboolean
easel_store_remove_jobs (EaselStoreFile *file, gpointer data, GError **error)
{
  GPtrArray *ids = data;
  sqlite3_stmt *delete = easel_store_file_get (file, "DELETE FROM jobs WHERE id = ?", error);

  for (guint i = 0; delete != NULL && i < ids->len; i++)
    if (!easel_database_run (delete, error, "s", ids->pdata[i]))
      return FALSE;
  return delete != NULL;
}

gboolean
easel_store_remove_attachments (EaselStoreFile *file, gpointer data, GError **error)
{
  GPtrArray *ids = data;

  for (guint i = 0; i < ids->len; i++)
    easel_attachments_remove (easel_store_file_get_attachments (file), ids->pdata[i]);
  return TRUE;
}

gboolean
easel_store_set_paused (EaselStoreFile *file, gpointer data, GError **error)
{
  return easel_store_file_write_setting (file, "paused", GPOINTER_TO_UINT (data), error);
}
