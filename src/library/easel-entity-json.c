/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-entity-private.h"

#include "easel-library.h"
#include "easel-merge-value.h"

#include <glib/gi18n.h>

/* Writing --------------------------------------------------------------------------------- */

static void
build_nullable (JsonBuilder *builder, const char *member, const char *value)
{
  json_builder_set_member_name (builder, member);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
build_time (JsonBuilder *builder, const char *member, gint64 microseconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc_usec (microseconds);
  g_autofree char *text = g_date_time_format_iso8601 (time);

  build_nullable (builder, member, text);
}

static void
build_links (JsonBuilder *builder, EaselEntity *self)
{
  GPtrArray *pictures = easel_entity_get_pictures (self);
  GPtrArray *references = easel_entity_get_references (self);

  json_builder_set_member_name (builder, "pictures");
  json_builder_begin_array (builder);
  for (guint i = 0; i < pictures->len; i++)
    {
      const EaselEntityPicture *picture = g_ptr_array_index (pictures, i);

      json_builder_begin_object (builder);
      build_nullable (builder, "picture", picture->picture);
      build_nullable (builder, "role", picture->role);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);

  json_builder_set_member_name (builder, "references");
  json_builder_begin_array (builder);
  for (guint i = 0; i < references->len; i++)
    {
      const EaselEntityReference *reference = g_ptr_array_index (references, i);

      json_builder_begin_object (builder);
      build_nullable (builder, "role", reference->role);
      build_nullable (builder, "target", reference->target);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

JsonNode *
easel_entity_to_json (EaselEntity *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  JsonNode *attributes = json_node_alloc ();
  const char *const *tags = easel_entity_get_tags (self);

  json_node_init_object (attributes, easel_entity_get_attributes (self));

  json_builder_begin_object (builder);
  build_nullable (builder, "id", easel_entity_get_id (self));
  build_nullable (builder, "kind", easel_entity_get_kind (self));
  build_nullable (builder, "name", easel_entity_get_name (self));
  json_builder_set_member_name (builder, "attributes");
  json_builder_add_value (builder, attributes);

  json_builder_set_member_name (builder, "tags");
  json_builder_begin_array (builder);
  for (guint i = 0; tags[i] != NULL; i++)
    json_builder_add_string_value (builder, tags[i]);
  json_builder_end_array (builder);

  build_links (builder, self);
  build_nullable (builder, "job", easel_entity_get_job (self));
  build_nullable (builder, "analyzer", easel_entity_get_analyzer (self));
  build_nullable (builder, "provider", easel_entity_get_provider (self));
  build_nullable (builder, "model", easel_entity_get_model (self));
  build_nullable (builder, "prompt_revision", easel_entity_get_prompt_revision (self));
  json_builder_set_member_name (builder, "archived");
  json_builder_add_boolean_value (builder, easel_entity_get_archived (self));
  build_time (builder, "created", easel_entity_get_created (self));
  build_time (builder, "updated", easel_entity_get_updated (self));
  json_builder_set_member_name (builder, "revision");
  json_builder_add_int_value (builder, easel_entity_get_revision (self));
  build_nullable (builder, "thumbnail", easel_entity_get_thumbnail (self));
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

/* Reading --------------------------------------------------------------------------------- */

static gboolean
refuse (const char *member, GError **error)
{
  /* Translators: %s is the name of a member in a JSON object, such as revision */
  g_set_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_INVALID,
               _ ("This is no item of the library: “%s” is missing or not what it should be."),
               member);
  return FALSE;
}

/* @value: (out) (nullable): %NULL when the member is null or not there */
static gboolean
read_nullable (JsonObject *object, const char *member, const char **value, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);

  *value = NULL;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return refuse (member, error);

  *value = json_node_get_string (node);
  return TRUE;
}

static gboolean
read_text (JsonObject *object, const char *member, const char **value, GError **error)
{
  if (!read_nullable (object, member, value, error))
    return FALSE;
  return *value != NULL || refuse (member, error);
}

static gboolean
read_array (JsonObject *object, const char *member, JsonArray **array, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return refuse (member, error);

  *array = json_node_get_array (node);
  return TRUE;
}

static gboolean
read_time (JsonObject *object, const char *member, gint64 *microseconds, GError **error)
{
  const char *text;
  g_autoptr (GDateTime) time = NULL;

  if (!read_text (object, member, &text, error))
    return FALSE;

  time = g_date_time_new_from_iso8601 (text, NULL);
  if (time == NULL)
    return refuse (member, error);

  *microseconds = g_date_time_to_unix_usec (time);
  return TRUE;
}

static gboolean
read_stored (EaselEntity *self, JsonObject *object, GError **error)
{
  JsonNode *revision = json_object_get_member (object, "revision");
  JsonNode *archived = json_object_get_member (object, "archived");
  gint64 created, updated, n;

  if (!read_time (object, "created", &created, error)
      || !read_time (object, "updated", &updated, error))
    return FALSE;
  if (revision == NULL || !JSON_NODE_HOLDS_VALUE (revision)
      || json_node_get_value_type (revision) != G_TYPE_INT64)
    return refuse ("revision", error);
  n = json_node_get_int (revision);
  if (n < 0 || n > G_MAXUINT)
    return refuse ("revision", error);
  if (archived == NULL || !JSON_NODE_HOLDS_VALUE (archived)
      || json_node_get_value_type (archived) != G_TYPE_BOOLEAN)
    return refuse ("archived", error);

  easel_entity_set_stored (self, created, updated, (guint) n, json_node_get_boolean (archived));
  return TRUE;
}

static gboolean
read_tags (EaselEntity *self, JsonObject *object, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) tags = NULL;
  JsonArray *array;

  if (!read_array (object, "tags", &array, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *tag = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (tag) || json_node_get_value_type (tag) != G_TYPE_STRING)
        return refuse ("tags", error);
      g_strv_builder_add (builder, json_node_get_string (tag));
    }
  tags = g_strv_builder_end (builder);
  easel_entity_set_tags (self, (const char *const *) tags);
  return TRUE;
}

/* Reads the two texts of every element of @member, and gives them to @add. */
static gboolean
read_links (EaselEntity *self,
            JsonObject *object,
            const char *member,
            const char *first,
            const char *second,
            void (*add) (EaselEntity *, const char *, const char *),
            GError **error)
{
  JsonArray *array;

  if (!read_array (object, member, &array, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      const char *one, *other;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return refuse (member, error);
      if (!read_text (json_node_get_object (node), first, &one, error)
          || !read_text (json_node_get_object (node), second, &other, error))
        return FALSE;
      add (self, one, other);
    }
  return TRUE;
}

static gboolean
read_provenance (EaselEntity *self, JsonObject *object, GError **error)
{
  const char *job, *analyzer, *provider, *model, *prompt_revision, *thumbnail;

  if (!read_nullable (object, "job", &job, error)
      || !read_nullable (object, "analyzer", &analyzer, error)
      || !read_nullable (object, "provider", &provider, error)
      || !read_nullable (object, "model", &model, error)
      || !read_nullable (object, "prompt_revision", &prompt_revision, error)
      || !read_nullable (object, "thumbnail", &thumbnail, error))
    return FALSE;

  easel_entity_set_provenance (self, job, analyzer, provider, model, prompt_revision);
  easel_entity_take_thumbnail (self, g_strdup (thumbnail));
  return TRUE;
}

static gboolean
read_attributes (EaselEntity *self, JsonObject *object, GError **error)
{
  JsonNode *node = json_object_get_member (object, "attributes");
  g_autoptr (JsonNode) copy = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return refuse ("attributes", error);

  /* A snapshot shares nothing with what it was read from. */
  copy = easel_merge_value_copy (node);
  easel_entity_set_attributes (self, json_node_get_object (copy));
  return TRUE;
}

EaselEntity *
easel_entity_from_json (JsonNode *node, GError **error)
{
  g_autoptr (EaselEntity) self = NULL;
  JsonObject *object;
  const char *id, *kind, *name;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_INVALID,
                           _ ("This is no item of the library."));
      return NULL;
    }

  object = json_node_get_object (node);
  if (!read_text (object, "id", &id, error) || !read_text (object, "kind", &kind, error)
      || !read_text (object, "name", &name, error))
    return NULL;
  if (*id == '\0' || *kind == '\0')
    {
      refuse (*id == '\0' ? "id" : "kind", error);
      return NULL;
    }

  self = easel_entity_new (id, kind, name);
  if (!read_attributes (self, object, error) || !read_tags (self, object, error)
      || !read_links (self, object, "pictures", "picture", "role", easel_entity_add_picture, error)
      || !read_links (self, object, "references", "role", "target", easel_entity_add_reference,
                      error)
      || !read_provenance (self, object, error) || !read_stored (self, object, error))
    return NULL;
  return g_steal_pointer (&self);
}
