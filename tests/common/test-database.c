/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-database.h"
#include "easel-salvage.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>

#define N_ROWS 5000
#define PAGE 4096

static const char *const first_schema[] = {
  "CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT"
};

static const char *const second_schema[] = {
  "CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT",
  "ALTER TABLE things ADD COLUMN colour TEXT;"
  "CREATE TABLE more (word TEXT PRIMARY KEY NOT NULL) STRICT"
};

static const char *const broken_schema[] = {
  "CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT",
  "CREATE TABLE more (word TEXT); INSERT INTO nowhere VALUES (1)"
};

typedef struct
{
  char *dir;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->dir = g_dir_make_tmp ("easel-database-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->dir, "deeper", "down", "test.sqlite", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autofree char *above = g_path_get_dirname (folder);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
  g_rmdir (above);
  g_rmdir (fixture->dir);
  g_free (fixture->path);
  g_free (fixture->dir);
}

static sqlite3 *
open_first (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *db = easel_database_open (fixture->path, first_schema, 1, &error);

  g_assert_no_error (error);
  g_assert_nonnull (db);
  return db;
}

static gint64
ask_number (sqlite3 *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (db, sql, &error);
  gboolean has_row = FALSE;

  g_assert_no_error (error);
  g_assert_true (easel_database_step (stmt, &has_row, &error));
  g_assert_true (has_row);
  return sqlite3_column_int64 (stmt, 0);
}

static char *
read_file (const char *path, gsize *length)
{
  g_autoptr (GError) error = NULL;
  char *contents;

  g_file_get_contents (path, &contents, length, &error);
  g_assert_no_error (error);
  return contents;
}

static void
overwrite (const char *path, glong offset, char byte, gsize length)
{
  g_autofree char *bytes = g_malloc (length);
  FILE *file = g_fopen (path, "r+b");

  g_assert_nonnull (file);
  memset (bytes, byte, length);
  g_assert_cmpint (fseek (file, offset, SEEK_SET), ==, 0);
  g_assert_cmpuint (fwrite (bytes, 1, length, file), ==, length);
  g_assert_cmpint (fclose (file), ==, 0);
}

static void
add_rows (sqlite3 *db, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (sqlite3_stmt) insert = easel_database_prepare (
      db, "INSERT INTO things (name) VALUES (?)", &error);

  g_assert_no_error (error);
  g_assert_true (easel_database_exec (db, "BEGIN", &error));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("thing number %u", i);

      g_assert_true (easel_database_run (insert, &error, "s", name));
    }
  g_assert_true (easel_database_exec (db, "COMMIT", &error));
}

static void
test_open (Fixture *fixture, gconstpointer data)
{
  g_autoptr (sqlite3) db = open_first (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (ask_number (db, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (ask_number (db, "PRAGMA foreign_keys"), ==, 1);
  g_assert_cmpint (ask_number (db, "PRAGMA synchronous"), ==, 2);
  g_assert_cmpint (ask_number (db, "SELECT journal_mode = 'wal' FROM pragma_journal_mode"), ==, 1);
  g_assert_true (easel_database_check (db, &error));
  g_assert_no_error (error);
}

static void
test_bind (Fixture *fixture, gconstpointer data)
{
  g_autoptr (sqlite3) db = open_first (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (db, "SELECT ?1, ?2, ?3, ?4", &error);
  g_autofree char *text = NULL;
  g_autofree char *none = NULL;

  g_assert_no_error (error);
  g_assert_true (easel_database_bind (stmt, &error, "sids", "ünïcode", G_MAXINT64, 0.5, NULL));
  g_assert_true (easel_database_step (stmt, NULL, &error));
  text = easel_database_text (stmt, 0);
  none = easel_database_text (stmt, 3);
  g_assert_cmpstr (text, ==, "ünïcode");
  g_assert_cmpint (sqlite3_column_int64 (stmt, 1), ==, G_MAXINT64);
  g_assert_cmpfloat (sqlite3_column_double (stmt, 2), ==, 0.5);
  g_assert_null (none);
}

static void
test_migrate (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *db = open_first (fixture);

  add_rows (db, 3);
  sqlite3_close (db);

  db = easel_database_open (fixture->path, second_schema, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ask_number (db, "PRAGMA user_version"), ==, 2);
  g_assert_cmpint (ask_number (db, "SELECT count (*) FROM things WHERE colour IS NULL"), ==, 3);
  g_assert_cmpint (ask_number (db, "SELECT count (*) FROM more"), ==, 0);
  sqlite3_close (db);
}

static void
test_failed_migration_changes_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *db = open_first (fixture);

  add_rows (db, 1);
  sqlite3_close (db);
  g_assert_null (easel_database_open (fixture->path, broken_schema, 2, &error));
  g_assert_error (error, EASEL_DATABASE_ERROR, EASEL_DATABASE_ERROR_FAILED);

  db = open_first (fixture);
  g_assert_cmpint (ask_number (db, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (ask_number (db, "SELECT count (*) FROM sqlite_schema WHERE name = 'more'"), ==,
                   0);
  sqlite3_close (db);
}

/* As a newer Easel that crashed leaves it: with a WAL that is not in the file yet. */
static void
test_newer_is_not_touched (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *wal_before = NULL;
  g_autofree char *wal_after = NULL;
  gsize before_length, after_length, wal_before_length, wal_after_length;
  sqlite3 *db = easel_database_open (fixture->path, second_schema, 2, &error);

  g_assert_no_error (error);
  add_rows (db, 100);
  sqlite3_db_config (db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  sqlite3_close (db);

  before = read_file (fixture->path, &before_length);
  wal_before = read_file (wal, &wal_before_length);
  g_assert_cmpuint (wal_before_length, >, 0);

  g_assert_null (easel_database_open (fixture->path, first_schema, 1, &error));
  g_assert_error (error, EASEL_DATABASE_ERROR, EASEL_DATABASE_ERROR_TOO_NEW);

  after = read_file (fixture->path, &after_length);
  wal_after = read_file (wal, &wal_after_length);
  g_assert_cmpmem (before, before_length, after, after_length);
  g_assert_cmpmem (wal_before, wal_before_length, wal_after, wal_after_length);
}

static void
test_not_a_database (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autofree char *after = NULL;

  g_mkdir_with_parents (folder, 0700);
  g_file_set_contents (fixture->path, "This is a letter to my aunt, not a database.", -1, &error);
  g_assert_no_error (error);

  g_assert_null (easel_database_open (fixture->path, first_schema, 1, &error));
  g_assert_error (error, EASEL_DATABASE_ERROR, EASEL_DATABASE_ERROR_CORRUPT);
  after = read_file (fixture->path, NULL);
  g_assert_cmpstr (after, ==, "This is a letter to my aunt, not a database.");
}

static void
test_cannot_write (Fixture *fixture, gconstpointer data)
{
  g_autofree char *in_file = g_build_filename (fixture->dir, "file", "test.sqlite", NULL);
  g_autofree char *file = g_build_filename (fixture->dir, "file", NULL);
  const char *paths[] = { "/proc/easel/test.sqlite", "/proc/test.sqlite", in_file };

  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (easel_database_open (paths[i], first_schema, 1, &error));
      g_assert_error (error, EASEL_DATABASE_ERROR, EASEL_DATABASE_ERROR_READ_ONLY);
    }
  g_unlink (file);
}

/* A limit to the size of files fails writes as a full disk does, in the middle of a file. */
static void
test_full (Fixture *fixture, gconstpointer data)
{
  g_autoptr (sqlite3) db = open_first (fixture);
  g_autoptr (sqlite3_stmt) insert = easel_database_prepare (
      db, "INSERT INTO things (name) VALUES (?)", NULL);
  g_autofree char *long_name = g_strnfill (10000, 'x');
  g_autoptr (GError) error = NULL;
  struct rlimit limit;
  struct rlimit low;
  guint n_written = 0;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  low = limit;
  low.rlim_cur = 256 * 1024;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &low), ==, 0);
  while (n_written < 1000 && easel_database_run (insert, &error, "s", long_name))
    n_written++;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);

  g_assert_error (error, EASEL_DATABASE_ERROR, EASEL_DATABASE_ERROR_FULL);
  g_assert_cmpuint (n_written, >, 0);
  g_assert_cmpint (ask_number (db, "SELECT count (*) FROM things"), ==, n_written);

  /* There is room again. */
  g_clear_error (&error);
  g_assert_true (easel_database_run (insert, &error, "s", long_name));
  g_assert_no_error (error);
  g_assert_true (easel_database_check (db, &error));
}

static void
test_busy (Fixture *fixture, gconstpointer data)
{
  g_autoptr (sqlite3) db = open_first (fixture);
  g_autoptr (sqlite3) other = open_first (fixture);
  g_autoptr (GError) error = NULL;

  sqlite3_busy_timeout (other, 10);
  g_assert_true (easel_database_exec (db, "BEGIN IMMEDIATE", &error));
  g_assert_false (easel_database_exec (other, "BEGIN IMMEDIATE", &error));
  g_assert_error (error, EASEL_DATABASE_ERROR, EASEL_DATABASE_ERROR_BUSY);
}

static void
test_check (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *db = open_first (fixture);

  add_rows (db, N_ROWS);
  sqlite3_close (db);
  overwrite (fixture->path, 10 * PAGE, 'Z', PAGE);

  db = open_first (fixture);
  g_assert_false (easel_database_check (db, &error));
  g_assert_error (error, EASEL_DATABASE_ERROR, EASEL_DATABASE_ERROR_CORRUPT);
  sqlite3_close (db);
}

/* Returns: how many rows came through */
static guint
salvage (Fixture *fixture)
{
  g_autofree char *to_path = g_strconcat (fixture->path, ".saved", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (sqlite3) from = easel_salvage_open (fixture->path, &error);
  g_autoptr (sqlite3) to = NULL;
  guint copied = G_MAXUINT;

  g_assert_no_error (error);
  to = easel_database_open (to_path, second_schema, 2, &error);
  g_assert_no_error (error);
  g_assert_true (easel_database_exec (to, "BEGIN", &error));
  g_assert_true (easel_salvage_table (from, to, "things", &copied, &error));
  g_assert_true (easel_database_exec (to, "COMMIT", &error));
  g_assert_no_error (error);
  g_assert_true (easel_database_check (to, &error));
  g_assert_cmpint (ask_number (to, "SELECT count (*) FROM things"), ==, copied);

  /* Each row is the row it was. */
  g_assert_cmpint (ask_number (to, "SELECT count (*) FROM things"
                                   " WHERE name <> 'thing number ' || (id - 1)"),
                   ==, 0);
  return copied;
}

static void
fill_and_close (Fixture *fixture)
{
  sqlite3 *db = open_first (fixture);

  add_rows (db, N_ROWS);
  sqlite3_close (db);
}

static void
test_salvage_sound (Fixture *fixture, gconstpointer data)
{
  fill_and_close (fixture);
  g_assert_cmpuint (salvage (fixture), ==, N_ROWS);
}

static void
test_salvage_around_damage (Fixture *fixture, gconstpointer data)
{
  guint saved;

  /* Three leaves lost, two of them neighbours. */
  fill_and_close (fixture);
  overwrite (fixture->path, 7 * PAGE, 'Z', 2 * PAGE);
  overwrite (fixture->path, 20 * PAGE, '\0', PAGE);
  saved = salvage (fixture);
  g_test_message ("saved %u of %u rows", saved, N_ROWS);
  g_assert_cmpuint (saved, <, N_ROWS);
  g_assert_cmpuint (saved, >, N_ROWS - 3 * 250);
}

static void
test_salvage_last_page_lost (Fixture *fixture, gconstpointer data)
{
  g_autofree char *contents = NULL;
  gsize length;
  guint saved;

  fill_and_close (fixture);
  contents = read_file (fixture->path, &length);
  overwrite (fixture->path, (glong) length - PAGE, 'Z', PAGE);
  saved = salvage (fixture);
  g_assert_cmpuint (saved, <, N_ROWS);
  g_assert_cmpuint (saved, >, N_ROWS - 250);
}

static void
test_salvage_truncated (Fixture *fixture, gconstpointer data)
{
  guint saved;

  fill_and_close (fixture);
  g_assert_cmpint (truncate (fixture->path, 12 * PAGE), ==, 0);
  saved = salvage (fixture);
  g_assert_cmpuint (saved, >, 100);
  g_assert_cmpuint (saved, <, N_ROWS);
}

static void
test_salvage_nothing_left (Fixture *fixture, gconstpointer data)
{
  fill_and_close (fixture);
  overwrite (fixture->path, 0, 'Z', 3 * PAGE);
  g_assert_cmpuint (salvage (fixture), ==, 0);
}

#define ADD(name, func) g_test_add ("/database/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("open", test_open);
  ADD ("bind", test_bind);
  ADD ("migrate", test_migrate);
  ADD ("failed-migration-changes-nothing", test_failed_migration_changes_nothing);
  ADD ("newer-is-not-touched", test_newer_is_not_touched);
  ADD ("not-a-database", test_not_a_database);
  ADD ("cannot-write", test_cannot_write);
  ADD ("full", test_full);
  ADD ("busy", test_busy);
  ADD ("check", test_check);
  ADD ("salvage/sound", test_salvage_sound);
  ADD ("salvage/around-damage", test_salvage_around_damage);
  ADD ("salvage/last-page-lost", test_salvage_last_page_lost);
  ADD ("salvage/truncated", test_salvage_truncated);
  ADD ("salvage/nothing-left", test_salvage_nothing_left);

  return g_test_run ();
}
