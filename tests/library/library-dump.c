/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library-dump.h"

static sqlite3 *
connect_file (const char *path)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 5000);
  return db;
}

static sqlite3 *
connect_database (LibraryFixture *self)
{
  g_autofree char *path = library_fixture_path (self, "data/library.sqlite");

  return connect_file (path);
}

static sqlite3_stmt *
prepare (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *stmt = NULL;

  if (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
  return stmt;
}

/* (transfer full): the first column of all rows of @sql */
static GPtrArray *
list (sqlite3 *db, const char *sql)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *stmt = prepare (db, sql);

  while (sqlite3_step (stmt) == SQLITE_ROW)
    g_ptr_array_add (texts, g_strdup ((const char *) sqlite3_column_text (stmt, 0)));
  sqlite3_finalize (stmt);
  return texts;
}

static void
dump_rows (sqlite3 *db, const char *sql, const char *title, GString *dump)
{
  g_autoptr (GPtrArray) rows = list (db, sql);

  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (dump, "%s: %s\n", title, (const char *) g_ptr_array_index (rows, i));
}

static void
dump_table (sqlite3 *db, const char *table, GString *dump)
{
  g_autofree char *listing = g_strdup_printf (
      "SELECT name FROM pragma_table_info ('%s') WHERE '%s' <> 'entity' OR name <> 'revision'",
      table, table);
  g_autoptr (GPtrArray) columns = list (db, listing);
  g_autoptr (GString) sql = g_string_new ("SELECT ");

  g_assert_cmpuint (columns->len, >, 0);
  for (guint i = 0; i < columns->len; i++)
    g_string_append_printf (sql, "%squote (\"%s\")", i > 0 ? " || ' | ' || " : "",
                            (const char *) g_ptr_array_index (columns, i));
  g_string_append_printf (sql, " AS line FROM \"%s\" ORDER BY line", table);
  dump_rows (db, sql->str, table, dump);
}

static void
dump_tables (sqlite3 *db, const char *which, GString *dump)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%%' "
      "AND name NOT LIKE 'entity_text%%' AND %s ORDER BY name",
      which);
  g_autoptr (GPtrArray) tables = list (db, sql);

  for (guint i = 0; i < tables->len; i++)
    dump_table (db, g_ptr_array_index (tables, i), dump);
}

static void
dump_words (sqlite3 *db, GString *dump)
{
  g_assert_cmpint (
      sqlite3_exec (db,
                    "CREATE VIRTUAL TABLE temp.word USING fts5vocab ('main', 'entity_text', "
                    "'instance')",
                    NULL, NULL, NULL),
      ==, SQLITE_OK);
  dump_rows (db,
             "SELECT doc || ' ' || col || ' ' || offset || ' ' || term FROM word "
             "ORDER BY doc, col, offset, term",
             "word", dump);
}

char *
library_dump (LibraryFixture *self)
{
  sqlite3 *db = connect_database (self);
  GString *dump = g_string_new (NULL);

  dump_tables (db, "name NOT LIKE 'journal%'", dump);
  dump_words (db, dump);
  sqlite3_close (db);
  return g_string_free (dump, FALSE);
}

char *
library_dump_file (const char *path)
{
  sqlite3 *db = connect_file (path);
  GString *dump = g_string_new (NULL);

  dump_tables (db, "TRUE", dump);
  dump_words (db, dump);
  dump_rows (db, "SELECT id || ' ' || revision FROM entity ORDER BY id", "revision", dump);
  sqlite3_close (db);
  return g_string_free (dump, FALSE);
}

void
library_assert_same_dump (const char *dump, const char *expected)
{
  g_auto (GStrv) lines = g_strsplit (dump, "\n", -1);
  g_auto (GStrv) expected_lines = g_strsplit (expected, "\n", -1);

  for (guint i = 0; lines[i] != NULL && expected_lines[i] != NULL; i++)
    g_assert_cmpstr (lines[i], ==, expected_lines[i]);
  g_assert_cmpuint (g_strv_length (lines), ==, g_strv_length (expected_lines));
}

GHashTable *
library_revisions (LibraryFixture *self)
{
  sqlite3 *db = connect_database (self);
  GHashTable *revisions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sqlite3_stmt *stmt = prepare (db, "SELECT id, revision FROM entity");

  while (sqlite3_step (stmt) == SQLITE_ROW)
    g_hash_table_insert (revisions, g_strdup ((const char *) sqlite3_column_text (stmt, 0)),
                         GINT_TO_POINTER (sqlite3_column_int (stmt, 1)));
  sqlite3_finalize (stmt);
  sqlite3_close (db);
  return revisions;
}

void
library_assert_sound (LibraryFixture *self)
{
  static const char *const none[] = {
    "SELECT count(*) FROM pragma_foreign_key_check",
    "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
    /* Every revision is in the journal, once. */
    "SELECT count(*) FROM entity WHERE revision - 1 <> (SELECT count(*) FROM journal_entity "
    "WHERE entity = id)",
    "SELECT count(*) FROM (SELECT 1 FROM journal_entity GROUP BY entity, revision "
    "HAVING count(*) > 1)",
    "SELECT count(*) FROM journal WHERE touched <> (SELECT count(*) FROM journal_entity "
    "WHERE entry = seq)",
    /* What took something back is there, came later, and is an undo. */
    "SELECT count(*) FROM journal AS mine WHERE undone_by IS NOT NULL AND NOT EXISTS (SELECT 1 "
    "FROM journal WHERE id = mine.undone_by AND kind = 'undo' AND seq > mine.seq)",
    "SELECT count(*) FROM not_duplicates WHERE first >= second",
  };

  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    {
      gint64 n = library_fixture_count (self, none[i]);

      if (n != 0)
        g_test_message ("%s", none[i]);
      g_assert_cmpint (n, ==, 0);
    }
}
