/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-edit.h"

#include "easel-attribute-schema.h"
#include "easel-merge-value.h"

#include <glib/gi18n.h>

/* @value: (nullable): %NULL when the field goes */
static gboolean
check_field (EaselEntity *entity,
             JsonNode *schema,
             const char *field,
             JsonNode *value,
             GError **error)
{
  JsonNode *current = json_object_get_member (easel_entity_get_attributes (entity), field);
  JsonNode *property = schema != NULL ? easel_attribute_schema_find (schema, field) : NULL;
  g_autofree char *label = easel_attribute_schema_label (field);

  if (current != NULL && value != NULL && json_node_equal (current, value))
    return TRUE;

  if (easel_entity_kind_is_fact (easel_entity_get_kind (entity), field))
    {
      g_set_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_INVALID,
                   _ ("“%s” says what the file is like, so it cannot be changed."), label);
      return FALSE;
    }
  if (value == NULL && schema != NULL && easel_attribute_schema_requires (schema, field))
    {
      g_set_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_INVALID, _ ("“%s” is missing."),
                   label);
      return FALSE;
    }
  if (value != NULL && schema != NULL && property == NULL && current == NULL)
    {
      g_set_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_INVALID,
                   _ ("There is no field “%s” here."), label);
      return FALSE;
    }
  return value == NULL || property == NULL
         || easel_attribute_schema_check (json_node_get_object (property), label, value, error);
}

static gboolean
check_attributes (EaselEntity *entity, JsonObject *attributes, JsonNode *schema, GError **error)
{
  g_autoptr (JsonNode) whole = json_node_init_object (json_node_alloc (), attributes);
  JsonObjectIter iter;
  const char *field;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, attributes);
  while (json_object_iter_next_ordered (&iter, &field, &value))
    if (!check_field (entity, schema, field, value, error))
      return FALSE;

  json_object_iter_init_ordered (&iter, easel_entity_get_attributes (entity));
  while (json_object_iter_next_ordered (&iter, &field, &value))
    if (!json_object_has_member (attributes, field)
        && !check_field (entity, schema, field, NULL, error))
      return FALSE;

  return easel_attribute_schema_check_size (NULL, whole, error);
}

gboolean
easel_edit_check (EaselEntity *entity, const EaselEditRequest *request, GError **error)
{
  return (request->name == NULL || g_str_equal (request->name, easel_entity_get_name (entity))
          || easel_attribute_schema_check_name (request->name, error))
         && easel_attribute_schema_check_tags (request->tags, error)
         && (request->attributes == NULL
             || check_attributes (entity, request->attributes, request->schema, error));
}

void
easel_edit_apply (EaselEntity *entity, const EaselEditRequest *request)
{
  static const char *const none[] = { NULL };

  if (request->name != NULL && !g_str_equal (request->name, easel_entity_get_name (entity)))
    {
      g_autofree char *name = g_strstrip (g_strdup (request->name));

      easel_entity_set_name (entity, name);
    }
  if (request->tags != NULL)
    {
      g_auto (GStrv) tags = easel_merge_value_unite_tags (request->tags, none);

      easel_entity_set_tags (entity, (const char *const *) tags);
    }
  if (request->attributes != NULL)
    easel_entity_set_attributes (entity, request->attributes);
}

gboolean
easel_edit_is_tagging (const EaselEditRequest *request)
{
  return request->tags != NULL && request->name == NULL && request->attributes == NULL
         && request->pictures == NULL;
}
