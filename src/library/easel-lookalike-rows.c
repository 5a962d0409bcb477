/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-lookalike-rows.h"

#include "easel-entity-rows.h"

#include <glib/gi18n.h>

/* What is known of a pair besides that it looks alike. */
typedef struct
{
  gint64 found;
  gint64 hidden_until;
} Memory;

/* (transfer full) (nullable): pair → Memory */
static GHashTable *
list_memories (sqlite3 *db, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db, "SELECT first, second, found, hidden_until FROM lookalike", error);
  g_autoptr (GHashTable) memories = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;

  while (easel_database_step (stmt, &has_row, error))
    {
      Memory *memory;

      if (!has_row)
        return g_steal_pointer (&memories);
      memory = g_new0 (Memory, 1);
      memory->found = sqlite3_column_int64 (stmt, 2);
      memory->hidden_until = sqlite3_column_int64 (stmt, 3);
      g_hash_table_insert (memories,
                           easel_lookalike_pair_key ((const char *) sqlite3_column_text (stmt, 0),
                                                     (const char *) sqlite3_column_text (stmt, 1)),
                           memory);
    }
  return NULL;
}

static gboolean
remove_of_kind (sqlite3 *db, const char *kind, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db,
      "DELETE FROM lookalike WHERE ?1 IS NULL OR first IN (SELECT id FROM entity WHERE kind = ?1)",
      error);

  return stmt != NULL && easel_database_run (stmt, error, "s", kind);
}

static gboolean
insert (sqlite3_stmt *stmt, const EaselLookalike *lookalike, GHashTable *memories, GError **error)
{
  const char *first = easel_entity_get_id (lookalike->first);
  const char *second = easel_entity_get_id (lookalike->second);
  g_autofree char *pair = easel_lookalike_pair_key (first, second);
  const Memory *memory = g_hash_table_lookup (memories, pair);

  return easel_database_run (stmt, error, "ssdiii", first, second, lookalike->score,
                             (gint64) lookalike->reasons,
                             memory != NULL ? memory->found : g_get_real_time (),
                             memory != NULL ? memory->hidden_until : 0);
}

gboolean
easel_lookalike_rows_replace (sqlite3 *db, const char *kind, GPtrArray *lookalikes, GError **error)
{
  g_autoptr (GHashTable) memories = list_memories (db, error);
  g_autoptr (sqlite3_stmt) stmt = NULL;

  if (memories == NULL || !remove_of_kind (db, kind, error))
    return FALSE;

  /* What was deleted since it was found is nobody's look-alike any more. */
  stmt = easel_database_prepare (
      db,
      "INSERT OR REPLACE INTO lookalike (first, second, score, reasons, found, hidden_until) "
      "SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE EXISTS (SELECT 1 FROM entity WHERE id = ?1) "
      "AND EXISTS (SELECT 1 FROM entity WHERE id = ?2)",
      error);
  for (guint i = 0; stmt != NULL && i < lookalikes->len; i++)
    if (!insert (stmt, g_ptr_array_index (lookalikes, i), memories, error))
      return FALSE;
  return stmt != NULL;
}

/* (transfer full) (nullable): one object for each entity, however often it is asked for */
static EaselEntity *
get_entity (sqlite3 *db, GHashTable *entities, const char *id, GError **error)
{
  EaselEntity *entity = g_hash_table_lookup (entities, id);

  if (entity == NULL)
    {
      entity = easel_entity_rows_get (db, id, error);
      if (entity == NULL)
        return NULL;
      g_hash_table_insert (entities, (gpointer) easel_entity_get_id (entity), entity);
    }
  return g_object_ref (entity);
}

/* (transfer full) (nullable) */
static EaselLookalike *
read_row (sqlite3 *db, sqlite3_stmt *stmt, GHashTable *entities, GError **error)
{
  g_autoptr (EaselEntity) first = get_entity (db, entities,
                                              (const char *) sqlite3_column_text (stmt, 0), error);
  g_autoptr (EaselEntity) second = NULL;
  EaselLookalike *lookalike;

  if (first == NULL)
    return NULL;
  second = get_entity (db, entities, (const char *) sqlite3_column_text (stmt, 1), error);
  if (second == NULL)
    return NULL;

  lookalike = g_new0 (EaselLookalike, 1);
  lookalike->first = g_steal_pointer (&first);
  lookalike->second = g_steal_pointer (&second);
  lookalike->score = sqlite3_column_double (stmt, 2);
  lookalike->reasons = (EaselLookalikeReasons) sqlite3_column_int (stmt, 3);
  lookalike->found = sqlite3_column_int64 (stmt, 4);
  lookalike->hidden_until = sqlite3_column_int64 (stmt, 5);
  return lookalike;
}

GPtrArray *
easel_lookalike_rows_list (sqlite3 *db, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db,
      "SELECT first, second, score, reasons, found, hidden_until FROM lookalike AS mine "
      "WHERE NOT EXISTS (SELECT 1 FROM entity WHERE id IN (mine.first, mine.second) AND archived) "
      "AND NOT EXISTS (SELECT 1 FROM not_duplicates WHERE first = min (mine.first, mine.second) "
      "AND second = max (mine.first, mine.second)) ORDER BY score DESC, first, second",
      error);
  g_autoptr (GHashTable) entities = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                           g_object_unref);
  g_autoptr (GPtrArray) lookalikes = g_ptr_array_new_with_free_func (easel_lookalike_free);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;

  while (easel_database_step (stmt, &has_row, error))
    {
      EaselLookalike *lookalike;

      if (!has_row)
        return g_steal_pointer (&lookalikes);
      lookalike = read_row (db, stmt, entities, error);
      if (lookalike == NULL)
        return NULL;
      g_ptr_array_add (lookalikes, lookalike);
    }
  return NULL;
}

gboolean
easel_lookalike_rows_hide (sqlite3 *db,
                           const char *first,
                           const char *second,
                           gint64 until,
                           GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db,
      "UPDATE lookalike SET hidden_until = ?3 "
      "WHERE (first = ?1 AND second = ?2) OR (first = ?2 AND second = ?1)",
      error);

  if (stmt == NULL || !easel_database_run (stmt, error, "ssi", first, second, until))
    return FALSE;
  if (sqlite3_changes (db) > 0)
    return TRUE;

  g_set_error_literal (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_FOUND,
                       _ ("These two are no longer among the look-alikes."));
  return FALSE;
}
