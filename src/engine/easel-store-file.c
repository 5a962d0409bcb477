/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-store-file.h"

#include "easel-engine-error.h"
#include "easel-store-schema.h"

#include <glib/gi18n.h>

struct _EaselStoreFile
{
  sqlite3 *db;            /* (owned) */
  GHashTable *statements; /* (owned): SQL constant → sqlite3_stmt */
  char *attachments;      /* (owned) */
  gboolean durable;       /* how synchronous is set */
  gboolean damaged;
};

static gboolean
mark_in_use (EaselStoreFile *self, GError **error)
{
  gint64 in_use;

  /* Two Easels on one list would do every job twice: the lock is kept until the end. */
  if (!easel_database_exec (self->db, "PRAGMA locking_mode = EXCLUSIVE", error)
      || !easel_store_file_read_setting (self, "in-use", &in_use, error))
    return FALSE;

  if (in_use != 0)
    return easel_database_check (self->db, error);
  return easel_store_file_write_setting (self, "in-use", 1, error);
}

EaselStoreFile *
easel_store_file_open (const char *path, GError **error)
{
  g_autoptr (EaselStoreFile) self = g_new0 (EaselStoreFile, 1);
  g_autofree char *folder = g_path_get_dirname (path);

  self->db = easel_database_open (path, easel_store_schema_migrations,
                                  easel_store_schema_n_migrations, error);
  if (self->db == NULL)
    return NULL;

  self->durable = TRUE;
  self->attachments = g_build_filename (folder, "attachments", NULL);
  self->statements = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) sqlite3_finalize);

  if (!mark_in_use (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

gboolean
easel_store_file_close (EaselStoreFile *self, GError **error)
{
  g_autoptr (EaselStoreFile) closing = self;

  return self->damaged || easel_store_file_write_setting (self, "in-use", 0, error);
}

void
easel_store_file_free (EaselStoreFile *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->statements, g_hash_table_unref);
  g_clear_pointer (&self->db, sqlite3_close_v2);
  g_free (self->attachments);
  g_free (self);
}

const char *
easel_store_file_get_attachments (EaselStoreFile *self)
{
  return self->attachments;
}

sqlite3_stmt *
easel_store_file_get (EaselStoreFile *self, const char *sql, GError **error)
{
  sqlite3_stmt *stmt = g_hash_table_lookup (self->statements, sql);

  if (stmt != NULL)
    {
      sqlite3_reset (stmt);
      return stmt;
    }

  stmt = easel_database_prepare (self->db, sql, error);
  if (stmt != NULL)
    g_hash_table_insert (self->statements, (gpointer) sql, stmt);
  return stmt;
}

sqlite3_stmt *
easel_store_file_get_for_job (EaselStoreFile *self, const char *sql, const char *id, GError **error)
{
  sqlite3_stmt *rows = easel_store_file_get (self, sql, error);

  return rows != NULL && easel_database_bind (rows, error, "s", id) ? rows : NULL;
}

gboolean
easel_store_file_set_unknown_job (GError **error)
{
  g_set_error_literal (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_UNKNOWN_JOB,
                       _ ("There is no such job."));
  return FALSE;
}

gboolean
easel_store_file_read_setting (EaselStoreFile *self,
                               const char *name,
                               gint64 *value,
                               GError **error)
{
  gboolean has_row;
  g_autoptr (EaselRows) rows = easel_store_file_get (
      self, "SELECT value FROM settings WHERE name = ?", error);

  if (rows == NULL || !easel_database_bind (rows, error, "s", name)
      || !easel_database_step (rows, &has_row, error))
    return FALSE;

  *value = has_row ? sqlite3_column_int64 (rows, 0) : 0;
  return TRUE;
}

gboolean
easel_store_file_write_setting (EaselStoreFile *self,
                                const char *name,
                                gint64 value,
                                GError **error)
{
  sqlite3_stmt *stmt = easel_store_file_get (
      self, "INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", error);

  return stmt != NULL && easel_database_run (stmt, error, "si", name, value);
}

gboolean
easel_store_file_begin (EaselStoreFile *self, gboolean durable, GError **error)
{
  sqlite3_stmt *begin;

  if (durable != self->durable)
    {
      if (!easel_database_exec (
              self->db, durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL",
              error))
        return FALSE;
      self->durable = durable;
    }

  begin = easel_store_file_get (self, "BEGIN IMMEDIATE", error);
  return begin != NULL && easel_database_run (begin, error, "");
}

gboolean
easel_store_file_commit (EaselStoreFile *self, GError **error)
{
  sqlite3_stmt *commit = easel_store_file_get (self, "COMMIT", error);

  return commit != NULL && easel_database_run (commit, error, "");
}

void
easel_store_file_rollback (EaselStoreFile *self)
{
  /* Where SQLite has undone the transaction already there is nothing to roll back. */
  if (!easel_store_file_is_undone (self))
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
}

gboolean
easel_store_file_is_undone (EaselStoreFile *self)
{
  return sqlite3_get_autocommit (self->db) != 0;
}

int
easel_store_file_count_changes (EaselStoreFile *self)
{
  return sqlite3_changes (self->db);
}

void
easel_store_file_note_error (EaselStoreFile *self, const GError *error)
{
  if (g_error_matches (error, EASEL_DATABASE_ERROR, EASEL_DATABASE_ERROR_CORRUPT))
    self->damaged = TRUE;
}
