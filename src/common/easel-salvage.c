/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-salvage.h"

#include "easel-database.h"

/* A tree whose pages point at each other could be walked for ever. */
#define MAX_SKIPS 10000

typedef struct
{
  sqlite3_stmt *rows;   /* (owned): rowid and the shared columns, from a rowid on */
  sqlite3_stmt *insert; /* (owned) */
  guint copied;
} Salvage;

sqlite3 *
easel_salvage_open (const char *path, GError **error)
{
  g_autoptr (sqlite3) db = NULL;

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    {
      easel_database_set_error (db, error);
      return NULL;
    }

  /* SQLite then also reads a file that is shorter than its header says. */
  sqlite3_db_config (db, SQLITE_DBCONFIG_WRITABLE_SCHEMA, 1, NULL);
  return g_steal_pointer (&db);
}

/* Returns: (transfer full): the column names; empty where the schema cannot be read */
static GPtrArray *
list_columns (sqlite3 *db, const char *table)
{
  g_autoptr (sqlite3_stmt) stmt = NULL;
  GPtrArray *columns = g_ptr_array_new_with_free_func (g_free);

  if (sqlite3_prepare_v2 (db, "SELECT name FROM pragma_table_info (?1)", -1, &stmt, NULL)
      != SQLITE_OK)
    return columns;

  sqlite3_bind_text (stmt, 1, table, -1, SQLITE_TRANSIENT);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    g_ptr_array_add (columns, easel_database_text (stmt, 0));
  return columns;
}

static char *
shared_columns (sqlite3 *from, sqlite3 *to, const char *table, guint *n_columns)
{
  g_autoptr (GPtrArray) old = list_columns (from, table);
  g_autoptr (GPtrArray) new = list_columns (to, table);
  g_autoptr (GString) names = g_string_new (NULL);

  *n_columns = 0;
  for (guint i = 0; i < new->len; i++)
    if (g_ptr_array_find_with_equal_func (old, new->pdata[i], g_str_equal, NULL))
      {
        g_string_append_printf (names, ", \"%s\"", (const char *) new->pdata[i]);
        (*n_columns)++;
      }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

/* Returns: whether there is a readable row, or a readable end, at @rowid or after it */
static gboolean
is_readable_from (Salvage *self, sqlite3_int64 rowid)
{
  int code;

  sqlite3_reset (self->rows);
  sqlite3_bind_int64 (self->rows, 1, rowid);
  code = sqlite3_step (self->rows);
  sqlite3_reset (self->rows);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

/* A damaged page hides a run of rowids: find its end by doubling, then by halving. */
static gboolean
skip_damage (Salvage *self, sqlite3_int64 *rowid)
{
  sqlite3_int64 bad = *rowid;
  sqlite3_int64 good;
  sqlite3_int64 stride = 1;

  for (good = bad + 1; !is_readable_from (self, good); good = bad + stride)
    {
      bad = good;
      if (stride > G_MAXINT64 / 4 || bad > G_MAXINT64 / 2)
        return FALSE;
      stride *= 2;
    }

  while (good - bad > 1)
    {
      sqlite3_int64 middle = bad + (good - bad) / 2;

      if (is_readable_from (self, middle))
        good = middle;
      else
        bad = middle;
    }
  *rowid = good;
  return TRUE;
}

static gboolean
copy_row (Salvage *self, sqlite3 *to, GError **error)
{
  int code;

  sqlite3_reset (self->insert);
  for (int i = 1; i < sqlite3_column_count (self->rows); i++)
    sqlite3_bind_value (self->insert, i, sqlite3_column_value (self->rows, i));

  code = sqlite3_step (self->insert);
  if (code == SQLITE_DONE)
    self->copied += (guint) sqlite3_changes (to);
  else if ((code & 0xff) != SQLITE_CONSTRAINT)
    {
      easel_database_set_error (to, error);
      sqlite3_reset (self->insert);
      return FALSE;
    }
  sqlite3_reset (self->insert);
  return TRUE;
}

static gboolean
copy_rows (Salvage *self, sqlite3 *to, GError **error)
{
  sqlite3_int64 next = G_MININT64 / 2;

  for (guint skips = 0; skips < MAX_SKIPS; skips++)
    {
      int code;

      sqlite3_reset (self->rows);
      sqlite3_bind_int64 (self->rows, 1, next);
      while ((code = sqlite3_step (self->rows)) == SQLITE_ROW)
        {
          next = MAX (next, sqlite3_column_int64 (self->rows, 0) + 1);
          if (!copy_row (self, to, error))
            return FALSE;
        }

      if (code == SQLITE_DONE || !skip_damage (self, &next))
        return TRUE;
    }
  return TRUE;
}

gboolean
easel_salvage_table (sqlite3 *from, sqlite3 *to, const char *table, guint *copied, GError **error)
{
  guint n_columns;
  g_autofree char *columns = shared_columns (from, to, table, &n_columns);
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (sqlite3_stmt) rows = NULL;
  g_autoptr (sqlite3_stmt) insert = NULL;
  Salvage self = { 0 };
  gboolean done;

  if (copied != NULL)
    *copied = 0;
  if (n_columns == 0)
    return TRUE;

  g_string_printf (sql, "SELECT rowid%s FROM \"%s\" WHERE rowid >= ?1 ORDER BY rowid", columns,
                   table);
  if (sqlite3_prepare_v2 (from, sql->str, -1, &rows, NULL) != SQLITE_OK)
    return TRUE;

  g_string_printf (sql, "INSERT OR IGNORE INTO \"%s\" (%s) VALUES (?", table, columns + 2);
  for (guint i = 1; i < n_columns; i++)
    g_string_append (sql, ", ?");
  g_string_append_c (sql, ')');
  insert = easel_database_prepare (to, sql->str, error);
  if (insert == NULL)
    return FALSE;

  self.rows = rows;
  self.insert = insert;
  done = copy_rows (&self, to, error);
  if (copied != NULL)
    *copied = self.copied;
  return done;
}
