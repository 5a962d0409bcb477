/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-schema-dialect.h"

#include "easel-json.h"

#include <string.h>

static gboolean
is_required (JsonObject *schema, const char *name)
{
  JsonArray *required = easel_json_get_array (schema, "required");

  for (guint i = 0; required != NULL && i < json_array_get_length (required); i++)
    if (g_str_equal (json_array_get_string_element (required, i), name))
      return TRUE;
  return FALSE;
}

static gboolean
array_has (JsonArray *array, JsonNode *wanted)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (json_node_equal (json_array_get_element (array, i), wanted))
      return TRUE;
  return FALSE;
}

/* Lets @schema, a copy of our own, take null as well. */
static void
make_nullable (JsonObject *schema)
{
  const char *type = easel_json_get_string (schema, "type");
  JsonArray *list = easel_json_get_array (schema, "type");
  JsonArray *allowed = easel_json_get_array (schema, "enum");
  g_autoptr (JsonNode) null_node = json_node_new (JSON_NODE_NULL);
  g_autoptr (JsonNode) null_name = json_node_init_string (json_node_alloc (), "null");

  if (type != NULL && !g_str_equal (type, "null"))
    {
      JsonArray *both = json_array_new ();

      json_array_add_string_element (both, type);
      json_array_add_string_element (both, "null");
      json_object_set_array_member (schema, "type", both);
    }
  else if (list != NULL && !array_has (list, null_name))
    json_array_add_string_element (list, "null");

  if (allowed != NULL && !array_has (allowed, null_node))
    json_array_add_null_element (allowed);
}

static JsonArray *
copy_array (JsonArray *array)
{
  JsonArray *copy = json_array_sized_new (json_array_get_length (array));

  for (guint i = 0; i < json_array_get_length (array); i++)
    json_array_add_element (copy, json_node_copy (json_array_get_element (array, i)));
  return copy;
}

static JsonObject *to_strict (JsonObject *schema);

static void
strict_properties (JsonObject *schema, JsonObject *strict)
{
  JsonObject *properties = easel_json_get_object (schema, "properties");
  JsonObject *strict_ones = json_object_new ();
  JsonArray *required = json_array_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_iter_init_ordered (&iter, properties);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      JsonObject *property = to_strict (json_node_get_object (member));

      if (!is_required (schema, name))
        make_nullable (property);
      json_object_set_object_member (strict_ones, name, property);
      json_array_add_string_element (required, name);
    }
  json_object_set_object_member (strict, "properties", strict_ones);
  json_object_set_array_member (strict, "required", required);
  json_object_set_boolean_member (strict, "additionalProperties", FALSE);
}

static JsonObject *
to_strict (JsonObject *schema)
{
  JsonObject *strict = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, schema);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      if (g_str_equal (name, "properties") || g_str_equal (name, "required"))
        continue;
      if (g_str_equal (name, "items") && JSON_NODE_HOLDS_OBJECT (value))
        json_object_set_object_member (strict, name, to_strict (json_node_get_object (value)));
      else if (JSON_NODE_HOLDS_ARRAY (value))
        json_object_set_array_member (strict, name, copy_array (json_node_get_array (value)));
      else
        json_object_set_member (strict, name, json_node_copy (value));
    }
  if (easel_json_get_object (schema, "properties") != NULL)
    strict_properties (schema, strict);
  return strict;
}

JsonNode *
easel_schema_to_strict (JsonNode *schema)
{
  JsonNode *node;

  g_return_val_if_fail (schema != NULL && JSON_NODE_HOLDS_OBJECT (schema), NULL);

  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, to_strict (json_node_get_object (schema)));
  return node;
}

/* Without limits */

static gboolean
is_limit (const char *name, JsonNode *value)
{
  if (g_str_equal (name, "minItems"))
    return json_node_get_int (value) > 1;
  return g_str_equal (name, "maxItems") || g_str_equal (name, "minimum")
         || g_str_equal (name, "maximum");
}

static void
describe_limits (JsonObject *schema, JsonObject *boundless)
{
  const char *description = easel_json_get_string (schema, "description");
  g_autoptr (GString) text = g_string_new (description);
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, schema);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    if (is_limit (name, value))
      g_string_append_printf (text, "%s(%s: %g)", text->len > 0 ? " " : "", name,
                              json_node_get_double (value));
  if (text->len > 0)
    json_object_set_string_member (boundless, "description", text->str);
}

static JsonNode *
to_boundless (JsonNode *node)
{
  JsonObject *schema = json_node_get_object (node);
  JsonObject *boundless = json_object_new ();
  JsonNode *result = json_node_new (JSON_NODE_OBJECT);
  JsonObject *properties = easel_json_get_object (schema, "properties");
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, schema);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    if (g_str_equal (name, "items"))
      json_object_set_member (boundless, name, to_boundless (value));
    else if (!g_str_equal (name, "properties") && !is_limit (name, value))
      json_object_set_member (boundless, name, json_node_copy (value));
  describe_limits (schema, boundless);

  if (properties != NULL)
    {
      JsonObject *all = json_object_new ();

      json_object_iter_init_ordered (&iter, properties);
      while (json_object_iter_next_ordered (&iter, &name, &value))
        json_object_set_member (all, name, to_boundless (value));
      json_object_set_object_member (boundless, "properties", all);
      json_object_set_boolean_member (boundless, "additionalProperties", FALSE);
    }
  json_node_take_object (result, boundless);
  return result;
}

JsonNode *
easel_schema_to_boundless (JsonNode *schema)
{
  g_return_val_if_fail (schema != NULL && JSON_NODE_HOLDS_OBJECT (schema), NULL);

  return to_boundless (schema);
}

static JsonNode *prune (JsonObject *schema, JsonNode *value);

static JsonNode *
prune_object (JsonObject *schema, JsonObject *object)
{
  JsonObject *properties = easel_json_get_object (schema, "properties");
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *pruned = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      if (JSON_NODE_HOLDS_NULL (member) && !is_required (schema, name))
        continue;
      json_object_set_member (pruned, name,
                              prune (easel_json_get_object (properties, name), member));
    }
  json_node_take_object (node, pruned);
  return node;
}

static JsonNode *
prune (JsonObject *schema, JsonNode *value)
{
  JsonObject *items = easel_json_get_object (schema, "items");

  if (schema != NULL && JSON_NODE_HOLDS_OBJECT (value))
    return prune_object (schema, json_node_get_object (value));
  if (items != NULL && JSON_NODE_HOLDS_ARRAY (value))
    {
      JsonArray *array = json_node_get_array (value);
      JsonNode *node = json_node_new (JSON_NODE_ARRAY);
      JsonArray *pruned = json_array_sized_new (json_array_get_length (array));

      for (guint i = 0; i < json_array_get_length (array); i++)
        json_array_add_element (pruned, prune (items, json_array_get_element (array, i)));
      json_node_take_array (node, pruned);
      return node;
    }
  return json_node_copy (value);
}

JsonNode *
easel_schema_prune_nulls (JsonNode *schema, JsonNode *value)
{
  g_return_val_if_fail (schema != NULL && JSON_NODE_HOLDS_OBJECT (schema), NULL);
  g_return_val_if_fail (value != NULL, NULL);

  return prune (json_node_get_object (schema), value);
}
