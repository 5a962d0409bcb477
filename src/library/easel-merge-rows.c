/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-merge-rows.h"

#include "easel-entity-rows.h"
#include "easel-merge-value.h"
#include "easel-side-rows.h"

/* ?1 is the target in all of them, ?2 the source. */

/* What has it as a text among its attributes: the search's index knows where to look. */
#define EMBEDDING_SQL                                                                              \
  "SELECT id FROM entity WHERE seq IN (SELECT rowid FROM entity_text WHERE entity_text "           \
  "MATCH 'attributes : \"' || replace (?1, '\"', '\"\"') || '\"') "                                \
  "AND instr (attributes, '\"' || ?1 || '\"') AND id <> ?1 "

/* Whatever names the target in any way. */
static const char naming_sql[] = "SELECT entity FROM entity_reference WHERE target = ?1 "
                                 "UNION SELECT entity FROM entity_picture WHERE picture = ?1 "
                                 "UNION " EMBEDDING_SQL "ORDER BY 1";

/* The target itself is put away as it is, and the source gets what is its own otherwise. */
static const char *const moving_sql[] = {
  /* One that would be there twice, and the source's links to what is itself now. */
  "DELETE FROM entity_reference AS mine WHERE target = ?1 AND (entity = ?2 OR (entity <> ?1 AND "
  "EXISTS (SELECT 1 FROM entity_reference WHERE entity = mine.entity AND role = mine.role "
  "AND target = ?2)))",
  "UPDATE entity_reference SET target = ?2 WHERE target = ?1 AND entity <> ?1",
  "DELETE FROM entity_picture AS mine WHERE picture = ?1 AND (entity = ?2 OR (entity <> ?1 AND "
  "EXISTS (SELECT 1 FROM entity_picture WHERE entity = mine.entity AND role = mine.role "
  "AND picture = ?2)))",
  "UPDATE entity_picture SET picture = ?2 WHERE picture = ?1 AND entity <> ?1",
};

/* (transfer full) (nullable) (element-type utf8): the first column of @sql */
static GPtrArray *
list_ids (sqlite3 *db, const char *sql, const char *target, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (db, sql, error);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  gboolean has_row;

  if (stmt == NULL || !easel_database_bind (stmt, error, "s", target))
    return NULL;

  while (easel_database_step (stmt, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&ids);
      g_ptr_array_add (ids, easel_database_text (stmt, 0));
    }
  return NULL;
}

static gboolean
touch_all (EaselChangeRecorder *recorder, const char *source, const char *target, GError **error)
{
  g_autoptr (GPtrArray) naming = NULL;

  if (!easel_change_recorder_touch (recorder, source, "source", NULL, error)
      || !easel_change_recorder_touch (recorder, target, "target", NULL, error))
    return FALSE;

  naming = list_ids (easel_change_recorder_get_db (recorder), naming_sql, target, error);
  if (naming == NULL)
    return FALSE;
  for (guint i = 0; i < naming->len; i++)
    if (!easel_change_recorder_touch (recorder, g_ptr_array_index (naming, i), "link", NULL, error))
      return FALSE;
  return TRUE;
}

static gboolean
move_links (sqlite3 *db, const char *source, const char *target, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (moving_sql); i++)
    {
      g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (db, moving_sql[i], error);

      if (stmt == NULL || !easel_database_run (stmt, error, "ss", target, source))
        return FALSE;
    }
  return TRUE;
}

/* How many of the source's own links are left when those to the target are gone. */
static void
count_own_links (EaselEntity *source, const char *target, guint *n_pictures, guint *n_references)
{
  GPtrArray *pictures = easel_entity_get_pictures (source);
  GPtrArray *references = easel_entity_get_references (source);

  *n_pictures = 0;
  for (guint i = 0; i < pictures->len; i++)
    {
      const EaselEntityPicture *picture = g_ptr_array_index (pictures, i);

      *n_pictures += g_str_equal (picture->picture, target) ? 0 : 1;
    }

  *n_references = 0;
  for (guint i = 0; i < references->len; i++)
    {
      const EaselEntityReference *reference = g_ptr_array_index (references, i);

      *n_references += g_str_equal (reference->target, target) ? 0 : 1;
    }
}

static gboolean
move_in_attributes (sqlite3 *db,
                    const char *entity_id,
                    const char *source,
                    const char *target,
                    GError **error)
{
  g_autoptr (EaselEntity) entity = easel_entity_rows_get (db, entity_id, error);
  g_autoptr (JsonNode) attributes = NULL;
  g_autoptr (JsonNode) replaced = NULL;

  if (entity == NULL)
    return FALSE;

  attributes = json_node_init_object (json_node_alloc (), easel_entity_get_attributes (entity));
  replaced = easel_merge_value_replace_text (attributes, target, source);
  if (replaced == NULL)
    return TRUE;
  easel_entity_set_attributes (entity, json_node_get_object (replaced));
  return easel_entity_rows_update (db, entity, error);
}

static gboolean
move_in_all_attributes (sqlite3 *db, const char *source, const char *target, GError **error)
{
  g_autoptr (GPtrArray) ids = list_ids (db, EMBEDDING_SQL "ORDER BY 1", target, error);

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!move_in_attributes (db, g_ptr_array_index (ids, i), source, target, error))
      return FALSE;
  return TRUE;
}

gboolean
easel_merge_rows_apply (EaselChangeRecorder *recorder,
                        EaselEntity *source,
                        EaselEntity *target,
                        EaselEntity *merged,
                        GError **error)
{
  sqlite3 *db = easel_change_recorder_get_db (recorder);
  const char *source_id = easel_entity_get_id (source);
  const char *target_id = easel_entity_get_id (target);
  guint n_pictures, n_references;

  count_own_links (source, target_id, &n_pictures, &n_references);
  return touch_all (recorder, source_id, target_id, error)
         && easel_entity_rows_update (db, merged, error)
         && move_links (db, source_id, target_id, error)
         && easel_entity_rows_append_links (db, merged, n_pictures, n_references, error)
         && move_in_all_attributes (db, source_id, target_id, error)
         && easel_side_rows_move (db, source_id, target_id,
                                  easel_change_recorder_get_moved (recorder), error)
         && easel_entity_rows_set_archived (db, target_id, TRUE, error);
}
