/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-entity-rows.h"

#include "easel-entity-private.h"

#include <glib/gi18n.h>

#define ENTITY_COLUMNS                                                                             \
  "entity.id, entity.kind, entity.name, entity.attributes, entity.tags, entity.job, "              \
  "entity.analyzer, entity.provider, entity.model, entity.prompt_revision, entity.created, "       \
  "entity.updated, entity.revision, entity.archived"

typedef enum
{
  COLUMN_ID,
  COLUMN_KIND,
  COLUMN_NAME,
  COLUMN_ATTRIBUTES,
  COLUMN_TAGS,
  COLUMN_JOB,
  COLUMN_ANALYZER,
  COLUMN_PROVIDER,
  COLUMN_MODEL,
  COLUMN_PROMPT_REVISION,
  COLUMN_CREATED,
  COLUMN_UPDATED,
  COLUMN_REVISION,
  COLUMN_ARCHIVED,
} EntityColumn;

/* What reading entities takes, prepared once for all the rows of a query. */
typedef struct
{
  sqlite3_stmt *pictures;
  sqlite3_stmt *references;
} LinkReader;

static void
link_reader_clear (LinkReader *reader)
{
  sqlite3_finalize (reader->pictures);
  sqlite3_finalize (reader->references);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LinkReader, link_reader_clear)

static gboolean
link_reader_init (LinkReader *reader, sqlite3 *db, GError **error)
{
  reader->pictures = easel_database_prepare (
      db, "SELECT picture, role FROM entity_picture WHERE entity = ?1 ORDER BY position", error);
  if (reader->pictures == NULL)
    return FALSE;

  reader->references = easel_database_prepare (
      db, "SELECT role, target FROM entity_reference WHERE entity = ?1 ORDER BY position", error);
  return reader->references != NULL;
}

typedef void (*LinkFunc) (EaselEntity *entity, const char *first, const char *second);

static gboolean
read_links (sqlite3_stmt *stmt, EaselEntity *entity, LinkFunc add, GError **error)
{
  gboolean has_row;

  sqlite3_reset (stmt);
  if (!easel_database_bind (stmt, error, "s", easel_entity_get_id (entity)))
    return FALSE;

  while (easel_database_step (stmt, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      add (entity, (const char *) sqlite3_column_text (stmt, 0),
           (const char *) sqlite3_column_text (stmt, 1));
    }
  return FALSE;
}

static const char *
column_text (sqlite3_stmt *stmt, EntityColumn column)
{
  return (const char *) sqlite3_column_text (stmt, (int) column);
}

static void
read_tags (EaselEntity *entity, JsonNode *node)
{
  g_autoptr (GStrvBuilder) tags = g_strv_builder_new ();
  g_auto (GStrv) strv = NULL;
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return;

  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    g_strv_builder_add (tags, json_array_get_string_element (array, i));
  strv = g_strv_builder_end (tags);
  easel_entity_set_tags (entity, (const char *const *) strv);
}

static gboolean
read_json (EaselEntity *entity, const char *attributes, const char *tags, GError **error)
{
  g_autoptr (JsonNode) attributes_node = json_from_string (attributes, error);
  g_autoptr (JsonNode) tags_node = NULL;

  if (attributes_node == NULL)
    return FALSE;
  if (JSON_NODE_HOLDS_OBJECT (attributes_node))
    easel_entity_set_attributes (entity, json_node_get_object (attributes_node));

  tags_node = json_from_string (tags, error);
  if (tags_node == NULL)
    return FALSE;
  read_tags (entity, tags_node);
  return TRUE;
}

static EaselEntity *
read_entity (sqlite3_stmt *stmt, LinkReader *links, GError **error)
{
  g_autoptr (EaselEntity) entity = NULL;

  entity = easel_entity_new (column_text (stmt, COLUMN_ID), column_text (stmt, COLUMN_KIND),
                             column_text (stmt, COLUMN_NAME));
  easel_entity_set_provenance (
      entity, column_text (stmt, COLUMN_JOB), column_text (stmt, COLUMN_ANALYZER),
      column_text (stmt, COLUMN_PROVIDER), column_text (stmt, COLUMN_MODEL),
      column_text (stmt, COLUMN_PROMPT_REVISION));
  easel_entity_set_stored (entity, sqlite3_column_int64 (stmt, COLUMN_CREATED),
                           sqlite3_column_int64 (stmt, COLUMN_UPDATED),
                           (guint) sqlite3_column_int64 (stmt, COLUMN_REVISION),
                           sqlite3_column_int (stmt, COLUMN_ARCHIVED) != 0);

  if (!read_json (entity, column_text (stmt, COLUMN_ATTRIBUTES), column_text (stmt, COLUMN_TAGS),
                  error)
      || !read_links (links->pictures, entity, easel_entity_add_picture, error)
      || !read_links (links->references, entity, easel_entity_add_reference, error))
    return NULL;

  return g_steal_pointer (&entity);
}

/* Reads all rows of @stmt, whose parameters are bound. */
static GPtrArray *
read_entities (sqlite3 *db, sqlite3_stmt *stmt, GError **error)
{
  g_autoptr (GPtrArray) entities = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (LinkReader) links = { 0 };
  gboolean has_row;

  if (!link_reader_init (&links, db, error))
    return NULL;

  while (easel_database_step (stmt, &has_row, error))
    {
      EaselEntity *entity;

      if (!has_row)
        return g_steal_pointer (&entities);
      entity = read_entity (stmt, &links, error);
      if (entity == NULL)
        return NULL;
      g_ptr_array_add (entities, entity);
    }
  return NULL;
}

static gboolean
check_existing (sqlite3 *db, EaselEntity *entity, gboolean *exists, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db, "SELECT job FROM entity WHERE id = ?1", error);
  g_autofree char *job = NULL;

  if (stmt == NULL || !easel_database_bind (stmt, error, "s", easel_entity_get_id (entity))
      || !easel_database_step (stmt, exists, error))
    return FALSE;
  if (!*exists)
    return TRUE;

  job = easel_database_text (stmt, 0);
  if (g_strcmp0 (job, easel_entity_get_job (entity)) != 0)
    {
      g_set_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_EXISTS,
                   _ ("“%s” could not be added: something else in the library has its id."),
                   easel_entity_get_name (entity));
      return FALSE;
    }
  return TRUE;
}

static char *
tags_to_json (EaselEntity *entity)
{
  const char *const *tags = easel_entity_get_tags (entity);
  g_autoptr (JsonArray) array = json_array_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; tags[i] != NULL; i++)
    json_array_add_string_element (array, tags[i]);
  json_node_set_array (node, array);
  return json_to_string (node, FALSE);
}

static char *
attributes_to_json (EaselEntity *entity)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, easel_entity_get_attributes (entity));
  return json_to_string (node, FALSE);
}

static gboolean
insert_entity (sqlite3 *db, EaselEntity *entity, GError **error)
{
  g_autofree char *attributes = attributes_to_json (entity);
  g_autofree char *tags = tags_to_json (entity);
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db,
      "INSERT INTO entity (id, kind, name, attributes, tags, job, analyzer, provider, model, "
      "prompt_revision, created, updated) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?11)",
      error);

  return stmt != NULL
         && easel_database_run (
             stmt, error, "ssssssssssi", easel_entity_get_id (entity),
             easel_entity_get_kind (entity), easel_entity_get_name (entity), attributes, tags,
             easel_entity_get_job (entity), easel_entity_get_analyzer (entity),
             easel_entity_get_provider (entity), easel_entity_get_model (entity),
             easel_entity_get_prompt_revision (entity), easel_entity_get_created (entity));
}

/* @from: how many of the pictures are left out */
static gboolean
insert_pictures (sqlite3 *db, const char *id, GPtrArray *pictures, guint from, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db,
      "INSERT INTO entity_picture (entity, position, picture, role) VALUES (?1, "
      "(SELECT ifnull (max (position) + 1, 0) FROM entity_picture WHERE entity = ?1), ?2, ?3)",
      error);

  if (stmt == NULL)
    return FALSE;

  for (guint i = from; i < pictures->len; i++)
    {
      EaselEntityPicture *picture = g_ptr_array_index (pictures, i);

      if (!easel_database_run (stmt, error, "sss", id, picture->picture, picture->role))
        return FALSE;
    }
  return TRUE;
}

static gboolean
insert_references (sqlite3 *db, EaselEntity *entity, guint from, GError **error)
{
  GPtrArray *references = easel_entity_get_references (entity);
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db,
      "INSERT INTO entity_reference (entity, position, role, target) VALUES (?1, "
      "(SELECT ifnull (max (position) + 1, 0) FROM entity_reference WHERE entity = ?1), ?2, ?3)",
      error);

  if (stmt == NULL)
    return FALSE;

  for (guint i = from; i < references->len; i++)
    {
      EaselEntityReference *reference = g_ptr_array_index (references, i);

      if (!easel_database_run (stmt, error, "sss", easel_entity_get_id (entity), reference->role,
                               reference->target))
        return FALSE;
    }
  return TRUE;
}

gboolean
easel_entity_rows_insert (sqlite3 *db, EaselEntity *entity, gboolean *added, GError **error)
{
  gint64 now = g_get_real_time ();
  gboolean exists;

  *added = FALSE;
  if (!check_existing (db, entity, &exists, error))
    return FALSE;
  if (exists)
    return TRUE;

  easel_entity_set_stored (entity, now, now, 1, FALSE);
  *added = TRUE;
  return insert_entity (db, entity, error)
         && insert_pictures (db, easel_entity_get_id (entity), easel_entity_get_pictures (entity),
                             0, error)
         && insert_references (db, entity, 0, error);
}

gboolean
easel_entity_rows_update (sqlite3 *db, EaselEntity *entity, GError **error)
{
  g_autofree char *attributes = attributes_to_json (entity);
  g_autofree char *tags = tags_to_json (entity);
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db, "UPDATE entity SET name = ?2, attributes = ?3, tags = ?4 WHERE id = ?1", error);

  return stmt != NULL
         && easel_database_run (stmt, error, "ssss", easel_entity_get_id (entity),
                                easel_entity_get_name (entity), attributes, tags);
}

gboolean
easel_entity_rows_set_pictures (sqlite3 *db, const char *id, GPtrArray *pictures, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db, "DELETE FROM entity_picture WHERE entity = ?1", error);

  return stmt != NULL && easel_database_run (stmt, error, "s", id)
         && insert_pictures (db, id, pictures, 0, error);
}

gboolean
easel_entity_rows_append_links (sqlite3 *db,
                                EaselEntity *entity,
                                guint n_pictures,
                                guint n_references,
                                GError **error)
{
  return insert_pictures (db, easel_entity_get_id (entity), easel_entity_get_pictures (entity),
                          n_pictures, error)
         && insert_references (db, entity, n_references, error);
}

gboolean
easel_entity_rows_set_archived (sqlite3 *db, const char *id, gboolean archived, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db, "UPDATE entity SET archived = ?2 WHERE id = ?1", error);

  return stmt != NULL && easel_database_run (stmt, error, "si", id, (gint64) (archived ? 1 : 0));
}

EaselEntity *
easel_entity_rows_get (sqlite3 *db, const char *id, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db, "SELECT " ENTITY_COLUMNS " FROM entity WHERE id = ?1", error);
  g_autoptr (GPtrArray) found = NULL;

  if (stmt == NULL || !easel_database_bind (stmt, error, "s", id))
    return NULL;
  found = read_entities (db, stmt, error);
  if (found == NULL)
    return NULL;

  if (found->len == 0)
    {
      g_set_error_literal (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_FOUND,
                           _ ("It is no longer in the library."));
      return NULL;
    }
  return g_object_ref (g_ptr_array_index (found, 0));
}

/* Makes every word of @text a quoted prefix, so that nothing a person types is taken for the
 * search engine's own language. Returns: (transfer full) (nullable): %NULL without words */
static char *
build_match (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_auto (GStrv) words = g_regex_split_simple ("[^\\p{L}\\p{N}\\p{M}\\p{Co}]+", valid,
                                               G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT);
  g_autoptr (GString) match = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (match, "%s\"%s\"*", match->len > 0 ? " " : "", words[i]);

  return match->len > 0 ? g_string_free (g_steal_pointer (&match), FALSE) : NULL;
}

GPtrArray *
easel_entity_rows_query (sqlite3 *db, const EaselLibraryQuery *query, GError **error)
{
  g_autofree char *match = build_match (query->text);
  g_autoptr (GString) sql = g_string_new ("SELECT " ENTITY_COLUMNS " FROM entity ");
  g_autoptr (sqlite3_stmt) stmt = NULL;

  if (query->preferred_first)
    g_string_append (sql, "LEFT JOIN (SELECT atom, max (used) AS used FROM recipe, "
                          "json_tree (recipe) WHERE type = 'text' GROUP BY atom) AS lately "
                          "ON lately.atom = entity.id ");
  g_string_append (sql, "WHERE archived = ?1 AND ");
  g_string_append (sql, query->kind != NULL ? "kind = ?2 " : "kind IS NOT ?2 ");
  if (match != NULL)
    g_string_append (sql, "AND seq IN (SELECT rowid FROM entity_text WHERE entity_text MATCH ?5) ");
  g_string_append (sql, "ORDER BY ");
  if (query->preferred_first)
    g_string_append (sql, "EXISTS (SELECT 1 FROM json_each (tags) "
                          "WHERE value = '" EASEL_ENTITY_FAVORITE "') DESC, lately.used DESC, ");
  g_string_append (sql, "created DESC, seq DESC LIMIT ?3 OFFSET ?4");

  stmt = easel_database_prepare (db, sql->str, error);
  if (stmt == NULL
      || !easel_database_bind (
          stmt, error, match != NULL ? "isiis" : "isii", (gint64) (query->archived ? 1 : 0),
          query->kind != NULL ? query->kind : EASEL_ENTITY_PICTURE,
          query->limit > 0 ? (gint64) query->limit : (gint64) -1, (gint64) query->offset, match))
    return NULL;

  return read_entities (db, stmt, error);
}

GPtrArray *
easel_entity_rows_where_used (sqlite3 *db, const char *id, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db,
      "SELECT " ENTITY_COLUMNS " FROM entity WHERE archived = 0 AND id IN ("
      "SELECT entity FROM entity_reference WHERE target = ?1 UNION "
      "SELECT entity FROM entity_picture WHERE picture = ?1) "
      "ORDER BY created DESC, seq DESC",
      error);

  if (stmt == NULL || !easel_database_bind (stmt, error, "s", id))
    return NULL;
  return read_entities (db, stmt, error);
}

gboolean
easel_entity_rows_find_picture (sqlite3 *db, const char *sha256, char **id, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db, "SELECT entity FROM media WHERE sha256 = ?1", error);
  gboolean has_row;

  *id = NULL;
  if (stmt == NULL || !easel_database_bind (stmt, error, "s", sha256)
      || !easel_database_step (stmt, &has_row, error))
    return FALSE;
  if (has_row)
    *id = easel_database_text (stmt, 0);
  return TRUE;
}

gboolean
easel_entity_rows_get_media (sqlite3 *db,
                             const char *picture,
                             char **sha256,
                             char **format,
                             GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db, "SELECT sha256, format FROM media WHERE entity = ?1", error);
  gboolean has_row;

  if (stmt == NULL || !easel_database_bind (stmt, error, "s", picture)
      || !easel_database_step (stmt, &has_row, error))
    return FALSE;

  if (!has_row)
    {
      g_set_error_literal (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_FOUND,
                           _ ("The picture is no longer in the library."));
      return FALSE;
    }
  *sha256 = easel_database_text (stmt, 0);
  *format = easel_database_text (stmt, 1);
  return TRUE;
}

gboolean
easel_entity_rows_insert_media (sqlite3 *db,
                                const char *picture,
                                const char *sha256,
                                const char *format,
                                GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db, "INSERT INTO media (entity, sha256, format) VALUES (?1, ?2, ?3)", error);

  return stmt != NULL && easel_database_run (stmt, error, "sss", picture, sha256, format);
}
