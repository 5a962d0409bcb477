/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-library-keep-rows.h"

gboolean
easel_library_keep_rows_prepare (sqlite3 *db, GError **error)
{
  return easel_database_exec (
      db, "INSERT OR IGNORE INTO setting (name, value) VALUES ('keep-here', 0)", error);
}

gboolean
easel_library_keep_rows_read (sqlite3 *db, gboolean *keep_here, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db, "SELECT value FROM setting WHERE name = 'keep-here'", error);
  gboolean has_row;

  if (stmt == NULL || !easel_database_step (stmt, &has_row, error))
    return FALSE;
  *keep_here = !has_row || sqlite3_column_int (stmt, 0) != 0;
  return TRUE;
}

gboolean
easel_library_keep_rows_write (sqlite3 *db, gboolean keep_here, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db,
      "INSERT INTO setting (name, value) VALUES ('keep-here', ?1) "
      "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      error);

  return stmt != NULL && easel_database_run (stmt, error, "i", (gint64) (keep_here ? 1 : 0));
}
