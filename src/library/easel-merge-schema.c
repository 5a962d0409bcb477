/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-merge-private.h"

#include "easel-attribute-schema.h"
#include "easel-library.h"
#include "easel-merge-value.h"

#include <glib/gi18n.h>

/* The schema of a proposal, and whether one fits it. */

static JsonObject *
new_text_schema (const char *description)
{
  JsonObject *schema = json_object_new ();

  json_object_set_string_member (schema, "type", "string");
  json_object_set_string_member (schema, "description", description);
  return schema;
}

static JsonObject *
new_tags_schema (void)
{
  JsonObject *schema = json_object_new ();

  json_object_set_string_member (schema, "type", "array");
  json_object_set_string_member (schema, "description", "All tags that either has, each once.");
  json_object_set_object_member (schema, "items", new_text_schema ("One tag, as it is."));
  return schema;
}

/* @properties: (transfer full), all of them required */
static JsonObject *
new_object_schema (const char *description, JsonObject *properties)
{
  JsonObject *schema = json_object_new ();
  JsonArray *required = json_array_new ();
  JsonObjectIter iter;
  const char *name;

  json_object_iter_init_ordered (&iter, properties);
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    json_array_add_string_element (required, name);

  json_object_set_string_member (schema, "type", "object");
  json_object_set_string_member (schema, "description", description);
  json_object_set_object_member (schema, "properties", properties);
  json_object_set_array_member (schema, "required", required);
  json_object_set_boolean_member (schema, "additionalProperties", FALSE);
  return schema;
}

static gboolean
fits (JsonNode *schema, JsonNode *value)
{
  return value == NULL || JSON_NODE_HOLDS_NULL (value)
         || easel_attribute_schema_check (json_node_get_object (schema), NULL, value, NULL);
}

/* (transfer full) (nullable): for one attribute; %NULL when it is null in both */
static JsonObject *
build_field (EaselEntity *source, EaselEntity *target, JsonNode *kind_schema, const char *field)
{
  JsonNode *own = json_object_get_member (easel_entity_get_attributes (source), field);
  JsonNode *other = json_object_get_member (easel_entity_get_attributes (target), field);
  JsonNode *of_kind = kind_schema != NULL ? easel_attribute_schema_find (kind_schema, field) : NULL;
  g_autoptr (JsonNode) combined = easel_merge_value_combine (own, other);
  JsonObject *schema;

  if (JSON_NODE_HOLDS_NULL (combined))
    return NULL;

  /* What came from another analyzer, or an older one, may not be as the kind says today. */
  if (of_kind != NULL && fits (of_kind, own) && fits (of_kind, other) && fits (of_kind, combined))
    {
      g_autoptr (JsonNode) copy = easel_merge_value_copy (of_kind);

      schema = json_node_dup_object (copy);
      if (easel_attribute_schema_requires (kind_schema, field))
        return schema;
    }
  else
    schema = easel_attribute_schema_infer (combined);

  easel_attribute_schema_make_nullable (schema);
  return schema;
}

JsonNode *
easel_merge_build_schema (EaselEntity *source, EaselEntity *target, JsonNode *kind_schema)
{
  g_auto (GStrv) fields = easel_merge_list_fields (source, target);
  JsonObject *attributes = json_object_new ();
  JsonObject *properties = json_object_new ();
  g_autoptr (JsonObject) schema = NULL;

  for (guint i = 0; fields[i] != NULL; i++)
    {
      JsonObject *field = build_field (source, target, kind_schema, fields[i]);

      if (field != NULL)
        json_object_set_object_member (attributes, fields[i], field);
    }

  json_object_set_object_member (
      properties, EASEL_MERGE_NAME,
      new_text_schema ("What people call it: the first one’s name, unless the second one’s says "
                       "more."));
  json_object_set_object_member (properties, EASEL_MERGE_TAGS, new_tags_schema ());
  json_object_set_object_member (
      properties, EASEL_MERGE_ATTRIBUTES,
      new_object_schema ("What is known about it: from both, each thing said once.", attributes));
  schema = new_object_schema ("The two made one.", properties);
  return json_node_init_object (json_node_alloc (), schema);
}

/* Checking ------------------------------------------------------------------------------ */

static gboolean
refuse (const char *sentence, GError **error)
{
  g_set_error_literal (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_INVALID, sentence);
  return FALSE;
}

/* Members of the proposal itself: the attributes are fields, but "attributes" is none. */
static gboolean
check_member (JsonObject *schemas, JsonObject *proposal, const char *member, GError **error)
{
  JsonObject *schema = json_object_get_object_member (schemas, member);
  JsonNode *value = json_object_get_member (proposal, member);
  gboolean is_whole = g_str_equal (member, EASEL_MERGE_ATTRIBUTES);

  if (value == NULL)
    {
      g_set_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_INVALID, _ ("“%s” is missing."),
                   member);
      return FALSE;
    }
  return easel_attribute_schema_check (schema, is_whole ? NULL : member, value, error);
}

static gboolean
check_members (JsonObject *schemas, JsonObject *proposal, GError **error)
{
  JsonObjectIter iter;
  const char *member;

  json_object_iter_init_ordered (&iter, schemas);
  while (json_object_iter_next_ordered (&iter, &member, NULL))
    if (!check_member (schemas, proposal, member, error))
      return FALSE;

  json_object_iter_init_ordered (&iter, proposal);
  while (json_object_iter_next_ordered (&iter, &member, NULL))
    if (!json_object_has_member (schemas, member))
      {
        g_autofree char *valid = g_utf8_make_valid (member, -1);

        g_set_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_INVALID,
                     _ ("There is no field “%s” here."), valid);
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_tags (JsonArray *array, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) tags = NULL;

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_strv_builder_add (builder, json_array_get_string_element (array, i));
  tags = g_strv_builder_end (builder);
  return easel_attribute_schema_check_tags ((const char *const *) tags, error);
}

gboolean
easel_merge_check_proposal (JsonNode *schema, JsonNode *proposal, GError **error)
{
  JsonObject *schemas = json_object_get_object_member (json_node_get_object (schema), "properties");
  JsonObject *object;

  if (proposal == NULL || !JSON_NODE_HOLDS_OBJECT (proposal))
    return refuse (_ ("This is not a proposal for a merge."), error);

  object = json_node_get_object (proposal);
  return check_members (schemas, object, error)
         && easel_attribute_schema_check_name (
             json_object_get_string_member (object, EASEL_MERGE_NAME), error)
         && check_tags (json_object_get_array_member (object, EASEL_MERGE_TAGS), error);
}
