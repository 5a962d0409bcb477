/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-database.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include <errno.h>

/* Long enough for another Easel's commit on a slow disk, short enough to tell a person. */
#define BUSY_TIMEOUT_MS 5000

G_DEFINE_QUARK (easel-database-error-quark, easel_database_error)

void
easel_database_set_error_from_code (int code, const char *detail, GError **error)
{
  EaselDatabaseError mapped = EASEL_DATABASE_ERROR_FAILED;
  const char *sentence = NULL;

  switch (code & 0xff)
    {
    case SQLITE_FULL:
      mapped = EASEL_DATABASE_ERROR_FULL;
      sentence = _ ("The disk is full. Free some space, then try again.");
      break;
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      mapped = EASEL_DATABASE_ERROR_READ_ONLY;
      sentence = _ ("Easel cannot write to its data folder. Check its permissions.");
      break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      mapped = EASEL_DATABASE_ERROR_CORRUPT;
      sentence = _ ("A file of Easel’s is damaged.");
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      mapped = EASEL_DATABASE_ERROR_BUSY;
      sentence = _ ("Another program is using Easel’s files.");
      break;
    default:
      break;
    }

  if (sentence != NULL)
    g_set_error_literal (error, EASEL_DATABASE_ERROR, (int) mapped, sentence);
  else
    g_set_error (error, EASEL_DATABASE_ERROR, (int) mapped,
                 /* Translators: %s is SQLite's own, untranslated words */
                 _ ("Easel’s files could not be used: %s"), detail);
}

gboolean
easel_database_set_error (sqlite3 *db, GError **error)
{
  int code = sqlite3_errcode (db) & 0xff;

  /* What fills a disk, a quota or a file's allowed size can hide behind an I/O error or
   * a failed open, whose errno SQLite keeps. */
  if (code == SQLITE_IOERR || code == SQLITE_CANTOPEN)
    switch (sqlite3_system_errno (db))
      {
      case ENOSPC:
      case EDQUOT:
      case EFBIG:
        code = SQLITE_FULL;
        break;
      case EROFS:
        code = SQLITE_READONLY;
        break;
      default:
        break;
      }

  easel_database_set_error_from_code (code, sqlite3_errmsg (db), error);
  return FALSE;
}

gboolean
easel_database_exec (sqlite3 *db, const char *sql, GError **error)
{
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) != SQLITE_OK)
    return easel_database_set_error (db, error);
  return TRUE;
}

static gboolean
read_version (sqlite3 *db, guint *version, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (db, "PRAGMA user_version", error);

  if (stmt == NULL || !easel_database_step (stmt, NULL, error))
    return FALSE;
  *version = (guint) sqlite3_column_int (stmt, 0);
  return TRUE;
}

static gboolean
check_version (sqlite3 *db, guint newest, GError **error)
{
  guint version;

  if (!read_version (db, &version, error))
    return FALSE;

  if (version > newest)
    {
      g_set_error_literal (error, EASEL_DATABASE_ERROR, EASEL_DATABASE_ERROR_TOO_NEW,
                           _ ("These files were written by a newer Easel. Update Easel to "
                              "open them; nothing was changed."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
migrate (sqlite3 *db, const char *const *migrations, guint n_migrations, GError **error)
{
  guint version;

  if (!read_version (db, &version, error))
    return FALSE;

  for (; version < n_migrations; version++)
    {
      g_autofree char *script = g_strdup_printf ("BEGIN IMMEDIATE; %s; PRAGMA user_version = %u; "
                                                 "COMMIT",
                                                 migrations[version], version + 1);

      if (!easel_database_exec (db, script, error))
        {
          sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
          return FALSE;
        }
    }
  return TRUE;
}

sqlite3 *
easel_database_open (const char *path,
                     const char *const *migrations,
                     guint n_migrations,
                     GError **error)
{
  g_autoptr (sqlite3) db = NULL;
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      easel_database_set_error_from_code (errno == ENOSPC ? SQLITE_FULL : SQLITE_CANTOPEN, NULL,
                                          error);
      return NULL;
    }

  if (sqlite3_open_v2 (path, &db,
                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
                           | SQLITE_OPEN_EXRESCODE,
                       NULL)
      != SQLITE_OK)
    {
      easel_database_set_error (db, error);
      return NULL;
    }
  sqlite3_busy_timeout (db, BUSY_TIMEOUT_MS);

  /* The version is looked at before anything is written: WAL mode would change the file,
   * and so would closing it again after a crash, by copying the WAL into it. */
  sqlite3_db_config (db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  if (!check_version (db, n_migrations, error))
    return NULL;

  if (!easel_database_exec (db,
                            "PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON; "
                            "PRAGMA synchronous = FULL",
                            error)
      || !migrate (db, migrations, n_migrations, error))
    return NULL;

  sqlite3_db_config (db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
  return g_steal_pointer (&db);
}

gboolean
easel_database_check (sqlite3 *db, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (db, "PRAGMA quick_check(1)", error);

  if (stmt == NULL || !easel_database_step (stmt, NULL, error))
    return FALSE;

  if (g_strcmp0 ((const char *) sqlite3_column_text (stmt, 0), "ok") != 0)
    {
      easel_database_set_error_from_code (SQLITE_CORRUPT, NULL, error);
      return FALSE;
    }
  return TRUE;
}

sqlite3_stmt *
easel_database_prepare (sqlite3 *db, const char *sql, GError **error)
{
  sqlite3_stmt *stmt = NULL;

  if (sqlite3_prepare_v3 (db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL) != SQLITE_OK)
    easel_database_set_error (db, error);
  return stmt;
}

static gboolean
bind_all (sqlite3_stmt *stmt, const char *types, va_list values, GError **error)
{
  int code = SQLITE_OK;

  for (int i = 1; types[i - 1] != '\0' && code == SQLITE_OK; i++)
    switch (types[i - 1])
      {
      case 's':
        code = sqlite3_bind_text (stmt, i, va_arg (values, const char *), -1, SQLITE_TRANSIENT);
        break;
      case 'i':
        code = sqlite3_bind_int64 (stmt, i, va_arg (values, gint64));
        break;
      case 'd':
        code = sqlite3_bind_double (stmt, i, va_arg (values, double));
        break;
      default:
        g_assert_not_reached ();
      }

  if (code != SQLITE_OK)
    return easel_database_set_error (sqlite3_db_handle (stmt), error);
  return TRUE;
}

gboolean
easel_database_bind (sqlite3_stmt *stmt, GError **error, const char *types, ...)
{
  va_list values;
  gboolean bound;

  va_start (values, types);
  bound = bind_all (stmt, types, values, error);
  va_end (values);
  return bound;
}

gboolean
easel_database_step (sqlite3_stmt *stmt, gboolean *has_row, GError **error)
{
  int code = sqlite3_step (stmt);

  if (code != SQLITE_ROW && code != SQLITE_DONE)
    return easel_database_set_error (sqlite3_db_handle (stmt), error);
  if (has_row != NULL)
    *has_row = code == SQLITE_ROW;
  return TRUE;
}

gboolean
easel_database_run (sqlite3_stmt *stmt, GError **error, const char *types, ...)
{
  va_list values;
  gboolean done;

  sqlite3_reset (stmt);
  va_start (values, types);
  done = bind_all (stmt, types, values, error);
  va_end (values);

  done = done && easel_database_step (stmt, NULL, error);
  sqlite3_reset (stmt);
  return done;
}

char *
easel_database_text (sqlite3_stmt *stmt, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (stmt, column));
}
