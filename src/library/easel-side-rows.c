/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-side-rows.h"

/* SQL for a table, whose rows are JSON arrays of all its columns, those of its key first. */
typedef struct
{
  const char *table;
  const char *renaming; /* the rows that name ?1, and what they are with ?2 instead, if anything */
  const char *finding;  /* the row that has the key of ?1 */
  const char *removing;
  const char *inserting;
} SideTable;

#define ANALYSIS_COLUMNS "picture, analyzer, provider, model, prompt_revision, entity, created"
#define ANALYSIS_KEY                                                                               \
  "WHERE picture = ?1 ->> 0 AND analyzer = ?1 ->> 1 AND provider = ?1 ->> 2 "                      \
  "AND model = ?1 ->> 3 AND prompt_revision = ?1 ->> 4"

#define PAIR_COLUMNS "first, second, created"
#define PAIR_KEY "WHERE first = ?1 ->> 0 AND second = ?1 ->> 1"

/* What was deleted since cannot be named again. */
#define BOTH_EXIST(one, other)                                                                     \
  "WHERE EXISTS (SELECT 1 FROM entity WHERE id = ?1 ->> " one ") "                                 \
  "AND EXISTS (SELECT 1 FROM entity WHERE id = ?1 ->> " other ")"

static const SideTable side_tables[] = {
  {
      .table = "analysis",
      .renaming = "SELECT json_array (" ANALYSIS_COLUMNS "), "
                  "json_array (iif (picture = ?1, ?2, picture), analyzer, provider, model, "
                  "prompt_revision, iif (entity = ?1, ?2, entity), created) "
                  "FROM analysis WHERE entity = ?1 OR picture = ?1 ORDER BY 1",
      .finding = "SELECT json_array (" ANALYSIS_COLUMNS ") FROM analysis " ANALYSIS_KEY,
      .removing = "DELETE FROM analysis " ANALYSIS_KEY,
      .inserting = "INSERT INTO analysis (" ANALYSIS_COLUMNS ") SELECT ?1 ->> 0, ?1 ->> 1, "
                   "?1 ->> 2, ?1 ->> 3, ?1 ->> 4, ?1 ->> 5, ?1 ->> 6 " BOTH_EXIST ("0", "5"),
  },
  {
      .table = "not_duplicates",
      .renaming = "SELECT json_array (" PAIR_COLUMNS "), iif (other = ?2, NULL, "
                  "json_array (min (other, ?2), max (other, ?2), created)) "
                  "FROM (SELECT " PAIR_COLUMNS ", iif (first = ?1, second, first) AS other "
                  "FROM not_duplicates WHERE first = ?1 OR second = ?1) ORDER BY 1",
      .finding = "SELECT json_array (" PAIR_COLUMNS ") FROM not_duplicates " PAIR_KEY,
      .removing = "DELETE FROM not_duplicates " PAIR_KEY,
      .inserting = "INSERT INTO not_duplicates (" PAIR_COLUMNS ") "
                   "SELECT ?1 ->> 0, ?1 ->> 1, ?1 ->> 2 " BOTH_EXIST ("0", "1"),
  },
};

static const SideTable *
find_table (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (side_tables); i++)
    if (g_strcmp0 (side_tables[i].table, name) == 0)
      return &side_tables[i];
  return NULL;
}

/* @found: (out) (transfer full) (nullable): the row with the key of @row */
static gboolean
find_row (sqlite3 *db, const SideTable *table, const char *row, char **found, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (db, table->finding, error);
  gboolean has_row;

  *found = NULL;
  if (stmt == NULL || !easel_database_bind (stmt, error, "s", row)
      || !easel_database_step (stmt, &has_row, error))
    return FALSE;
  if (has_row)
    *found = easel_database_text (stmt, 0);
  return TRUE;
}

static gboolean
run (sqlite3 *db, const char *sql, const char *row, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (db, sql, error);

  return stmt != NULL && easel_database_run (stmt, error, "s", row);
}

static void
set_row (JsonObject *object, const char *member, const char *row)
{
  if (row != NULL)
    json_object_set_string_member (object, member, row);
  else
    json_object_set_null_member (object, member);
}

/* Writes @after where @before was, each (nullable), and enters that in @moved. */
static gboolean
change_row (sqlite3 *db,
            const SideTable *table,
            const char *before,
            const char *after,
            JsonArray *moved,
            GError **error)
{
  JsonObject *object;

  if ((before != NULL && !run (db, table->removing, before, error))
      || (after != NULL && !run (db, table->inserting, after, error)))
    return FALSE;

  object = json_object_new ();
  json_object_set_string_member (object, "table", table->table);
  set_row (object, "before", before);
  set_row (object, "after", after);
  json_array_add_object_element (moved, object);
  return TRUE;
}

/* Moving -------------------------------------------------------------------------------- */

/* A row before and after. Owned. */
typedef struct
{
  char *before;
  char *after; /* (nullable) */
} Renaming;

static void
renaming_free (gpointer data)
{
  Renaming *self = data;

  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

/* (transfer full) (nullable) (element-type Renaming) */
static GPtrArray *
list_renamings (sqlite3 *db,
                const SideTable *table,
                const char *source,
                const char *target,
                GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (db, table->renaming, error);
  g_autoptr (GPtrArray) renamings = g_ptr_array_new_with_free_func (renaming_free);
  gboolean has_row;

  if (stmt == NULL || !easel_database_bind (stmt, error, "ss", target, source))
    return NULL;

  while (easel_database_step (stmt, &has_row, error))
    {
      Renaming *renaming;

      if (!has_row)
        return g_steal_pointer (&renamings);
      renaming = g_new0 (Renaming, 1);
      renaming->before = easel_database_text (stmt, 0);
      renaming->after = easel_database_text (stmt, 1);
      g_ptr_array_add (renamings, renaming);
    }
  return NULL;
}

static gboolean
rename_row (sqlite3 *db,
            const SideTable *table,
            const Renaming *renaming,
            JsonArray *moved,
            GError **error)
{
  g_autofree char *there = NULL;

  if (renaming->after == NULL)
    return change_row (db, table, renaming->before, NULL, moved, error);

  /* What the source has already is kept. */
  if (!find_row (db, table, renaming->after, &there, error))
    return FALSE;
  if (there != NULL && !g_str_equal (there, renaming->before))
    return change_row (db, table, renaming->before, NULL, moved, error);
  return change_row (db, table, renaming->before, renaming->after, moved, error);
}

gboolean
easel_side_rows_move (sqlite3 *db,
                      const char *source,
                      const char *target,
                      JsonArray *moved,
                      GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (side_tables); i++)
    {
      g_autoptr (GPtrArray) renamings = list_renamings (db, &side_tables[i], source, target, error);

      if (renamings == NULL)
        return FALSE;
      for (guint j = 0; j < renamings->len; j++)
        if (!rename_row (db, &side_tables[i], g_ptr_array_index (renamings, j), moved, error))
          return FALSE;
    }
  return TRUE;
}

/* Putting back -------------------------------------------------------------------------- */

static gboolean
revert_row (sqlite3 *db, JsonObject *object, JsonArray *reverted, GError **error)
{
  const SideTable *table = find_table (
      json_object_get_string_member_with_default (object, "table", NULL));
  const char *before = json_object_get_string_member_with_default (object, "before", NULL);
  const char *after = json_object_get_string_member_with_default (object, "after", NULL);
  g_autofree char *at_before = NULL;
  g_autofree char *at_after = NULL;

  /* A table that a newer Easel had. */
  if (table == NULL)
    return TRUE;

  if ((before != NULL && !find_row (db, table, before, &at_before, error))
      || (after != NULL && !find_row (db, table, after, &at_after, error)))
    return FALSE;

  if (g_strcmp0 (at_after, after) != 0)
    return TRUE;
  /* The place it was moved from may be taken. */
  if (at_before != NULL && g_strcmp0 (at_before, after) != 0)
    return TRUE;
  return change_row (db, table, after, before, reverted, error);
}

gboolean
easel_side_rows_revert (sqlite3 *db, JsonArray *moved, JsonArray *reverted, GError **error)
{
  /* Backwards, as a place may have been taken after it was left. */
  for (guint i = json_array_get_length (moved); i > 0; i--)
    if (!revert_row (db, json_array_get_object_element (moved, i - 1), reverted, error))
      return FALSE;
  return TRUE;
}

/* Pairs --------------------------------------------------------------------------------- */

gboolean
easel_side_rows_set_not_duplicates (sqlite3 *db,
                                    const char *first,
                                    const char *second,
                                    gboolean refused,
                                    GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db,
      refused ? "INSERT OR IGNORE INTO not_duplicates (first, second, created) "
                "VALUES (min (?1, ?2), max (?1, ?2), ?3)"
              : "DELETE FROM not_duplicates WHERE first = min (?1, ?2) AND second = max (?1, ?2)",
      error);

  return stmt != NULL
         && easel_database_run (stmt, error, refused ? "ssi" : "ss", first, second,
                                g_get_real_time ());
}

GHashTable *
easel_side_rows_list_not_duplicates (sqlite3 *db, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db, "SELECT first || ' ' || second FROM not_duplicates", error);
  g_autoptr (GHashTable) pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;

  while (easel_database_step (stmt, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&pairs);
      g_hash_table_add (pairs, easel_database_text (stmt, 0));
    }
  return NULL;
}
