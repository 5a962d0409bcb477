/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-entity-image.h"

#include "easel-attribute-schema.h"

#include <glib/gi18n.h>

#define PART_ATTRIBUTES "attributes"
#define PART_UPDATED "updated"
#define PREFIX_PICTURE "picture/"
#define PREFIX_REFERENCE "reference/"

/* Reading ------------------------------------------------------------------------------- */

static gboolean
read_links (sqlite3 *db, const char *id, const char *sql, JsonObject *image, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (db, sql, error);
  gboolean has_row;

  if (stmt == NULL || !easel_database_bind (stmt, error, "s", id))
    return FALSE;

  while (easel_database_step (stmt, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      json_object_set_string_member (image, (const char *) sqlite3_column_text (stmt, 0),
                                     (const char *) sqlite3_column_text (stmt, 1));
    }
  return FALSE;
}

gboolean
easel_entity_image_read (sqlite3 *db, const char *id, JsonObject **image, GError **error)
{
  static const char *const parts[] = { "name", PART_ATTRIBUTES, "tags", "archived", PART_UPDATED };
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db, "SELECT name, attributes, tags, archived, updated FROM entity WHERE id = ?1", error);
  g_autoptr (JsonObject) read = json_object_new ();
  gboolean has_row;

  *image = NULL;
  if (stmt == NULL || !easel_database_bind (stmt, error, "s", id)
      || !easel_database_step (stmt, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;

  for (int i = 0; i < (int) G_N_ELEMENTS (parts); i++)
    json_object_set_string_member (read, parts[i], (const char *) sqlite3_column_text (stmt, i));

  if (!read_links (db, id,
                   "SELECT '" PREFIX_PICTURE "' || position, json_array (picture, role) "
                   "FROM entity_picture WHERE entity = ?1 ORDER BY position",
                   read, error)
      || !read_links (db, id,
                      "SELECT '" PREFIX_REFERENCE "' || position, json_array (role, target) "
                      "FROM entity_reference WHERE entity = ?1 ORDER BY position",
                      read, error))
    return FALSE;

  *image = g_steal_pointer (&read);
  return TRUE;
}

/* Comparing ----------------------------------------------------------------------------- */

const char *
easel_entity_image_get_part (JsonObject *image, const char *part)
{
  return json_object_get_string_member_with_default (image, part, NULL);
}

static const char *
get_text (JsonObject *changes, const char *part, guint i)
{
  if (!json_object_has_member (changes, part))
    return NULL;
  return json_array_get_string_element (json_object_get_array_member (changes, part), i);
}

const char *
easel_entity_image_get_before (JsonObject *changes, const char *part)
{
  return get_text (changes, part, 0);
}

const char *
easel_entity_image_get_after (JsonObject *changes, const char *part)
{
  return get_text (changes, part, 1);
}

static void
add_text (JsonArray *array, const char *text)
{
  if (text != NULL)
    json_array_add_string_element (array, text);
  else
    json_array_add_null_element (array);
}

void
easel_entity_image_set_change (JsonObject *changes,
                               const char *part,
                               const char *before,
                               const char *after)
{
  JsonArray *texts = json_array_new ();

  add_text (texts, before);
  add_text (texts, after);
  json_object_set_array_member (changes, part, texts);
}

JsonObject *
easel_entity_image_compare (JsonObject *before, JsonObject *after)
{
  JsonObject *images[] = { before, after };
  g_autoptr (JsonObject) changes = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (images); i++)
    {
      JsonObjectIter iter;
      const char *part;

      json_object_iter_init_ordered (&iter, images[i]);
      while (json_object_iter_next_ordered (&iter, &part, NULL))
        {
          const char *was = easel_entity_image_get_part (before, part);
          const char *is = easel_entity_image_get_part (after, part);

          if (g_strcmp0 (was, is) != 0)
            easel_entity_image_set_change (changes, part, was, is);
        }
    }
  return json_object_get_size (changes) > 0 ? g_steal_pointer (&changes) : NULL;
}

/* Attributes ---------------------------------------------------------------------------- */

/* (transfer full): empty when @text is none */
static JsonObject *
parse_attributes (const char *text)
{
  g_autoptr (JsonNode) node = text != NULL ? json_from_string (text, NULL) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return json_object_new ();
  return json_node_dup_object (node);
}

static gboolean
is_same (JsonNode *a, JsonNode *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return json_node_equal (a, b);
}

/* (transfer full): the fields in which @before and @after differ */
static GStrv
list_attributes (JsonObject *before, JsonObject *after)
{
  g_autoptr (GStrvBuilder) fields = g_strv_builder_new ();
  JsonObjectIter iter;
  const char *field;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, before);
  while (json_object_iter_next_ordered (&iter, &field, &value))
    if (!is_same (value, json_object_get_member (after, field)))
      g_strv_builder_add (fields, field);

  json_object_iter_init_ordered (&iter, after);
  while (json_object_iter_next_ordered (&iter, &field, &value))
    if (!json_object_has_member (before, field))
      g_strv_builder_add (fields, field);
  return g_strv_builder_end (fields);
}

/* (transfer full): what @current is without the changes */
static char *
revert_fields (JsonObject *changes, const char *current, GPtrArray *overwritten)
{
  g_autoptr (JsonObject) before = parse_attributes (
      easel_entity_image_get_before (changes, PART_ATTRIBUTES));
  g_autoptr (JsonObject) after = parse_attributes (
      easel_entity_image_get_after (changes, PART_ATTRIBUTES));
  g_autoptr (JsonObject) reverted = parse_attributes (current);
  g_auto (GStrv) fields = list_attributes (before, after);
  g_autoptr (JsonNode) node = json_node_alloc ();

  for (guint i = 0; fields[i] != NULL; i++)
    {
      JsonNode *was = json_object_get_member (before, fields[i]);
      JsonNode *is = json_object_get_member (reverted, fields[i]);

      if (is_same (is, was))
        continue;
      if (!is_same (is, json_object_get_member (after, fields[i])))
        g_ptr_array_add (overwritten, easel_attribute_schema_label (fields[i]));
      if (was != NULL)
        json_object_set_member (reverted, fields[i], json_node_copy (was));
      else
        json_object_remove_member (reverted, fields[i]);
    }

  json_node_init_object (node, reverted);
  return json_to_string (node, FALSE);
}

/* Names for people ---------------------------------------------------------------------- */

static const char *
get_label (const char *part)
{
  if (g_str_has_prefix (part, PREFIX_PICTURE))
    return _ ("pictures");
  if (g_str_has_prefix (part, PREFIX_REFERENCE))
    return _ ("links");
  if (g_str_equal (part, "tags"))
    return _ ("tags");
  if (g_str_equal (part, "archived"))
    return _ ("archived");
  return _ ("name");
}

static void
add_label (GPtrArray *labels, const char *label)
{
  if (!g_ptr_array_find_with_equal_func (labels, label, g_str_equal, NULL))
    g_ptr_array_add (labels, g_strdup (label));
}

static void
add_attribute_labels (GPtrArray *labels, JsonObject *changes)
{
  g_autoptr (JsonObject) before = parse_attributes (
      easel_entity_image_get_before (changes, PART_ATTRIBUTES));
  g_autoptr (JsonObject) after = parse_attributes (
      easel_entity_image_get_after (changes, PART_ATTRIBUTES));
  g_auto (GStrv) fields = list_attributes (before, after);

  for (guint i = 0; fields[i] != NULL; i++)
    {
      g_autofree char *label = easel_attribute_schema_label (fields[i]);

      add_label (labels, label);
    }
}

static void
add_part_labels (GPtrArray *labels, JsonObject *changes, const char *part)
{
  if (g_str_equal (part, PART_ATTRIBUTES))
    add_attribute_labels (labels, changes);
  else
    add_label (labels, get_label (part));
}

GStrv
easel_entity_image_list_fields (JsonObject *changes)
{
  static const char *const order[] = { "name",     PART_ATTRIBUTES, "tags",
                                       "archived", PREFIX_PICTURE,  PREFIX_REFERENCE };
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GStrvBuilder) fields = g_strv_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      JsonObjectIter iter;
      const char *part;

      json_object_iter_init_ordered (&iter, changes);
      while (json_object_iter_next_ordered (&iter, &part, NULL))
        if (g_str_has_prefix (part, order[i]))
          add_part_labels (labels, changes, part);
    }
  for (guint i = 0; i < labels->len; i++)
    g_strv_builder_add (fields, g_ptr_array_index (labels, i));
  return g_strv_builder_end (fields);
}

/* Putting back -------------------------------------------------------------------------- */

/* @text: (nullable): %NULL removes a link */
static gboolean
write_link (sqlite3 *db, const char *id, const char *part, const char *text, GError **error)
{
  gboolean is_picture = g_str_has_prefix (part, PREFIX_PICTURE);
  const char *position = strchr (part, '/') + 1;
  g_autoptr (sqlite3_stmt) stmt = NULL;
  const char *sql;

  if (text == NULL)
    sql = is_picture ? "DELETE FROM entity_picture WHERE entity = ?1 AND position = ?2 + 0"
                     : "DELETE FROM entity_reference WHERE entity = ?1 AND position = ?2 + 0";
  else
    sql = is_picture ? "REPLACE INTO entity_picture (entity, position, picture, role) "
                       "VALUES (?1, ?2, ?3 ->> 0, ?3 ->> 1)"
                     : "REPLACE INTO entity_reference (entity, position, role, target) "
                       "VALUES (?1, ?2, ?3 ->> 0, ?3 ->> 1)";
  stmt = easel_database_prepare (db, sql, error);
  return stmt != NULL
         && easel_database_run (stmt, error, text != NULL ? "sss" : "ss", id, position, text);
}

static gboolean
write_part (sqlite3 *db, const char *id, const char *part, const char *text, GError **error)
{
  static const char *const updates[][2] = {
    { "name", "UPDATE entity SET name = ?2 WHERE id = ?1" },
    { PART_ATTRIBUTES, "UPDATE entity SET attributes = ?2 WHERE id = ?1" },
    { "tags", "UPDATE entity SET tags = ?2 WHERE id = ?1" },
    { "archived", "UPDATE entity SET archived = ?2 WHERE id = ?1" },
    { PART_UPDATED, "UPDATE entity SET updated = ?2 WHERE id = ?1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (updates); i++)
    if (g_str_equal (updates[i][0], part))
      {
        g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (db, updates[i][1], error);

        return stmt != NULL && easel_database_run (stmt, error, "ss", id, text);
      }
  return write_link (db, id, part, text, error);
}

static gboolean
revert_part (sqlite3 *db,
             const char *id,
             JsonObject *changes,
             const char *part,
             const char *current,
             GPtrArray *overwritten,
             GError **error)
{
  const char *before = easel_entity_image_get_before (changes, part);
  const char *after = easel_entity_image_get_after (changes, part);

  if (g_strcmp0 (current, before) == 0)
    return TRUE;

  if (g_strcmp0 (current, after) != 0)
    {
      /* Changed again, by more than this: it will get a time of its own. */
      if (g_str_equal (part, PART_UPDATED))
        return TRUE;
      if (g_str_equal (part, PART_ATTRIBUTES))
        {
          g_autofree char *reverted = revert_fields (changes, current, overwritten);

          return write_part (db, id, part, reverted, error);
        }
      g_ptr_array_add (overwritten, g_strdup (get_label (part)));
    }
  return write_part (db, id, part, before, error);
}

gboolean
easel_entity_image_revert (sqlite3 *db,
                           const char *id,
                           JsonObject *changes,
                           GPtrArray *overwritten,
                           GError **error)
{
  g_autoptr (JsonObject) current = NULL;
  JsonObjectIter iter;
  const char *part;

  if (!easel_entity_image_read (db, id, &current, error))
    return FALSE;

  json_object_iter_init_ordered (&iter, changes);
  while (json_object_iter_next_ordered (&iter, &part, NULL))
    if (!revert_part (db, id, changes, part, easel_entity_image_get_part (current, part),
                      overwritten, error))
      return FALSE;
  return TRUE;
}
