/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * EaselDatabaseError:
 * @EASEL_DATABASE_ERROR_FAILED: anything not named below
 * @EASEL_DATABASE_ERROR_FULL: the disk is full; nothing was written
 * @EASEL_DATABASE_ERROR_READ_ONLY: the file or its folder cannot be written
 * @EASEL_DATABASE_ERROR_CORRUPT: the file is damaged, or not a database
 * @EASEL_DATABASE_ERROR_TOO_NEW: a newer Easel wrote the file; it was not touched
 * @EASEL_DATABASE_ERROR_BUSY: another process holds the file
 *
 * What can go wrong with a file of Easel's. Each message is a sentence for the person.
 */
typedef enum
{
  EASEL_DATABASE_ERROR_FAILED,
  EASEL_DATABASE_ERROR_FULL,
  EASEL_DATABASE_ERROR_READ_ONLY,
  EASEL_DATABASE_ERROR_CORRUPT,
  EASEL_DATABASE_ERROR_TOO_NEW,
  EASEL_DATABASE_ERROR_BUSY,
} EaselDatabaseError;

#define EASEL_DATABASE_ERROR (easel_database_error_quark ())
GQuark easel_database_error_quark (void);

/* SQLite's own objects, so that g_autoptr closes them. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3, sqlite3_close_v2)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

/* All functions below touch the disk: never call them on the main thread. */

/**
 * easel_database_open:
 * @path: the file; its folder is made when missing
 * @migrations: (array length=n_migrations): SQL scripts; the nth takes a file from
 *   schema version n to n + 1
 *
 * Opens @path in WAL mode with foreign keys on and brings its schema up to date,
 * each migration in a transaction of its own. A file with a higher version than
 * @n_migrations is refused with %EASEL_DATABASE_ERROR_TOO_NEW and left untouched.
 *
 * Returns: (transfer full) (nullable): the connection, which one thread at a time may use
 */
sqlite3 *easel_database_open (const char *path,
                              const char *const *migrations,
                              guint n_migrations,
                              GError **error);

/**
 * easel_database_check:
 *
 * Reads the whole file (`PRAGMA quick_check`); slow for a big one.
 *
 * Returns: %TRUE when it is sound; else %EASEL_DATABASE_ERROR_CORRUPT
 */
gboolean easel_database_check (sqlite3 *db, GError **error);

/**
 * easel_database_set_error:
 *
 * Sets @error from the last failure on @db, with the sentence for its cause.
 *
 * Returns: always %FALSE, so that a caller can return it
 */
gboolean easel_database_set_error (sqlite3 *db, GError **error);

/**
 * easel_database_set_error_from_code:
 * @code: an SQLite result code
 * @detail: (nullable): words for a code that has no sentence of its own
 *
 * For files beside the database, which fail for the same reasons.
 */
void easel_database_set_error_from_code (int code, const char *detail, GError **error);

gboolean easel_database_exec (sqlite3 *db, const char *sql, GError **error);

/**
 * easel_database_prepare:
 *
 * Returns: (transfer full) (nullable): a statement, kept by SQLite for repeated use
 */
sqlite3_stmt *easel_database_prepare (sqlite3 *db, const char *sql, GError **error);

/**
 * easel_database_bind:
 * @types: one letter per parameter: `s` const char * (nullable), `i` gint64, `d` double
 *
 * Binds all parameters in one call. Text is copied.
 */
gboolean easel_database_bind (sqlite3_stmt *stmt, GError **error, const char *types, ...);

/**
 * easel_database_step:
 * @has_row: (out) (optional): whether a row can be read now
 *
 * Runs @stmt to its next row. Reset it before it is bound again.
 */
gboolean easel_database_step (sqlite3_stmt *stmt, gboolean *has_row, GError **error);

/**
 * easel_database_run:
 *
 * Resets, binds, and runs a statement that gives no rows.
 */
gboolean easel_database_run (sqlite3_stmt *stmt, GError **error, const char *types, ...);

/* Column readers. Text is (transfer full) (nullable). */
char *easel_database_text (sqlite3_stmt *stmt, int column);

G_END_DECLS
