/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-schema.h"

#include "easel-json.h"

#include <math.h>

G_DEFINE_QUARK (easel-schema-error-quark, easel_schema_error)

static const char *const keywords[] = {
  "type",     "properties", "required",    "additionalProperties",
  "items",    "enum",       "description", "minItems",
  "maxItems", "minimum",    "maximum",     "title",
  NULL
};

static const char *const types[] = { "object",  "array",   "string", "number",
                                     "integer", "boolean", "null",   NULL };

/* Where in a value or schema we are, as a JSON pointer. */

static gsize
path_push (GString *path, const char *name)
{
  gsize before = path->len;

  g_string_append_c (path, '/');
  for (const char *p = name; *p != '\0'; p++)
    {
      if (*p == '~')
        g_string_append (path, "~0");
      else if (*p == '/')
        g_string_append (path, "~1");
      else
        g_string_append_c (path, *p);
    }
  return before;
}

static gsize
path_push_index (GString *path, guint index)
{
  gsize before = path->len;

  g_string_append_printf (path, "/%u", index);
  return before;
}

static gboolean G_GNUC_PRINTF (4, 5)
    fail (GString *path, EaselSchemaError code, GError **error, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list args;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  /* The empty pointer is the whole value. */
  g_set_error (error, EASEL_SCHEMA_ERROR, (int) code, "%s: %s", path->len > 0 ? path->str : "/",
               what);
  return FALSE;
}

/* Checking schemas */

static gboolean check_schema (JsonNode *node, GString *path, GError **error);

static gboolean
check_type (JsonNode *type, GString *path, GError **error)
{
  const char *name = easel_json_node_get_string (type);
  guint n_real = 0;

  if (name != NULL)
    return g_strv_contains (types, name)
           || fail (path, EASEL_SCHEMA_ERROR_UNSUPPORTED, error, "unknown type “%s”", name);
  if (!JSON_NODE_HOLDS_ARRAY (type))
    return fail (path, EASEL_SCHEMA_ERROR_UNSUPPORTED, error, "“type” must be a string or a list");

  for (guint i = 0; i < json_array_get_length (json_node_get_array (type)); i++)
    {
      name = easel_json_node_get_string (json_array_get_element (json_node_get_array (type), i));
      if (name == NULL || !g_strv_contains (types, name))
        return fail (path, EASEL_SCHEMA_ERROR_UNSUPPORTED, error, "unknown type in a list");
      n_real += g_str_equal (name, "null") ? 0 : 1;
    }
  return n_real == 1
         || fail (path, EASEL_SCHEMA_ERROR_UNSUPPORTED, error,
                  "a list of types may hold one type and “null”");
}

static gboolean
check_properties (JsonObject *schema, GString *path, GError **error)
{
  JsonNode *node = json_object_get_member (schema, "properties");
  JsonObject *properties = easel_json_node_get_object (node);
  gsize outer;
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (node == NULL)
    return TRUE;
  if (properties == NULL)
    return fail (path, EASEL_SCHEMA_ERROR_UNSUPPORTED, error, "“properties” must be an object");

  outer = path_push (path, "properties");
  json_object_iter_init_ordered (&iter, properties);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      gsize before = path_push (path, name);

      if (!check_schema (member, path, error))
        return FALSE;
      g_string_truncate (path, before);
    }
  g_string_truncate (path, outer);
  return TRUE;
}

static gboolean
check_required (JsonObject *schema, GString *path, GError **error)
{
  JsonNode *node = json_object_get_member (schema, "required");
  JsonObject *properties = easel_json_get_object (schema, "properties");

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return fail (path, EASEL_SCHEMA_ERROR_UNSUPPORTED, error, "“required” must be a list");
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    {
      const char *name = easel_json_node_get_string (
          json_array_get_element (json_node_get_array (node), i));

      if (name == NULL || properties == NULL || !json_object_has_member (properties, name))
        return fail (path, EASEL_SCHEMA_ERROR_UNSUPPORTED, error,
                     "“required” names “%s”, which is no property", name != NULL ? name : "?");
    }
  return TRUE;
}

static gboolean
check_enum (JsonObject *schema, GString *path, GError **error)
{
  JsonNode *node = json_object_get_member (schema, "enum");

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node) || json_array_get_length (json_node_get_array (node)) == 0)
    return fail (path, EASEL_SCHEMA_ERROR_UNSUPPORTED, error, "“enum” must be a list of values");
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    {
      JsonNode *value = json_array_get_element (json_node_get_array (node), i);

      if (!JSON_NODE_HOLDS_VALUE (value) && !JSON_NODE_HOLDS_NULL (value))
        return fail (path, EASEL_SCHEMA_ERROR_UNSUPPORTED, error,
                     "“enum” may hold plain values only");
    }
  return TRUE;
}

static gboolean
is_number (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node)
         && (json_node_get_value_type (node) == G_TYPE_INT64
             || json_node_get_value_type (node) == G_TYPE_DOUBLE);
}

static gboolean
check_members (JsonObject *schema, GString *path, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, schema);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      if (!g_strv_contains (keywords, name))
        return fail (path, EASEL_SCHEMA_ERROR_UNSUPPORTED, error, "“%s” is not supported", name);
      if ((g_str_has_prefix (name, "min") || g_str_has_prefix (name, "max")) && !is_number (value))
        return fail (path, EASEL_SCHEMA_ERROR_UNSUPPORTED, error, "“%s” must be a number", name);
    }
  if (json_object_has_member (schema, "additionalProperties")
      && easel_json_get_boolean (schema, "additionalProperties", TRUE))
    return fail (path, EASEL_SCHEMA_ERROR_UNSUPPORTED, error,
                 "“additionalProperties” can only be false");
  if (!json_object_has_member (schema, "type") && !json_object_has_member (schema, "enum"))
    return fail (path, EASEL_SCHEMA_ERROR_UNSUPPORTED, error, "“type” is missing");
  return TRUE;
}

static gboolean
check_schema (JsonNode *node, GString *path, GError **error)
{
  JsonObject *schema = easel_json_node_get_object (node);
  JsonNode *type;
  JsonNode *items;

  if (schema == NULL)
    return fail (path, EASEL_SCHEMA_ERROR_UNSUPPORTED, error, "a schema must be an object");

  type = json_object_get_member (schema, "type");
  if (!check_members (schema, path, error) || (type != NULL && !check_type (type, path, error))
      || !check_properties (schema, path, error) || !check_required (schema, path, error)
      || !check_enum (schema, path, error))
    return FALSE;

  items = json_object_get_member (schema, "items");
  if (items != NULL)
    {
      gsize before = path_push (path, "items");

      if (!check_schema (items, path, error))
        return FALSE;
      g_string_truncate (path, before);
    }
  return TRUE;
}

gboolean
easel_schema_check (JsonNode *schema, GError **error)
{
  g_autoptr (GString) path = g_string_new (NULL);

  g_return_val_if_fail (schema != NULL, FALSE);
  return check_schema (schema, path, error);
}

/* Validating values */

static gboolean validate (JsonObject *schema, JsonNode *value, GString *path, GError **error);

static gboolean
has_type (JsonNode *value, const char *type)
{
  if (g_str_equal (type, "object"))
    return JSON_NODE_HOLDS_OBJECT (value);
  if (g_str_equal (type, "array"))
    return JSON_NODE_HOLDS_ARRAY (value);
  if (g_str_equal (type, "null"))
    return JSON_NODE_HOLDS_NULL (value);
  if (!JSON_NODE_HOLDS_VALUE (value))
    return FALSE;
  if (g_str_equal (type, "string"))
    return json_node_get_value_type (value) == G_TYPE_STRING;
  if (g_str_equal (type, "boolean"))
    return json_node_get_value_type (value) == G_TYPE_BOOLEAN;
  if (g_str_equal (type, "number"))
    return is_number (value);
  if (g_str_equal (type, "integer"))
    return is_number (value)
           && (json_node_get_value_type (value) == G_TYPE_INT64
               || trunc (json_node_get_double (value)) == json_node_get_double (value));
  return FALSE;
}

static gboolean
validate_type (JsonNode *type, JsonNode *value, GString *path, GError **error)
{
  const char *name = easel_json_node_get_string (type);
  const char *real = NULL;

  if (name != NULL)
    return has_type (value, name)
           || fail (path, EASEL_SCHEMA_ERROR_MISMATCH, error, "must be of type %s", name);

  for (guint i = 0; i < json_array_get_length (json_node_get_array (type)); i++)
    {
      name = json_array_get_string_element (json_node_get_array (type), i);
      if (has_type (value, name))
        return TRUE;
      if (!g_str_equal (name, "null"))
        real = name;
    }
  return fail (path, EASEL_SCHEMA_ERROR_MISMATCH, error, "must be of type %s or null", real);
}

static gboolean
validate_enum (JsonArray *allowed, JsonNode *value, GString *path, GError **error)
{
  g_autoptr (JsonNode) all = NULL;
  g_autofree char *list = NULL;

  for (guint i = 0; i < json_array_get_length (allowed); i++)
    if (json_node_equal (json_array_get_element (allowed, i), value))
      return TRUE;

  all = json_node_init_array (json_node_alloc (), allowed);
  list = json_to_string (all, FALSE);
  return fail (path, EASEL_SCHEMA_ERROR_MISMATCH, error, "must be one of %s", list);
}

static gboolean
validate_range (JsonObject *schema, JsonNode *value, GString *path, GError **error)
{
  JsonNode *minimum = json_object_get_member (schema, "minimum");
  JsonNode *maximum = json_object_get_member (schema, "maximum");

  if (!is_number (value))
    return TRUE;
  if (minimum != NULL && json_node_get_double (value) < json_node_get_double (minimum))
    return fail (path, EASEL_SCHEMA_ERROR_MISMATCH, error, "must be at least %g",
                 json_node_get_double (minimum));
  if (maximum != NULL && json_node_get_double (value) > json_node_get_double (maximum))
    return fail (path, EASEL_SCHEMA_ERROR_MISMATCH, error, "must be at most %g",
                 json_node_get_double (maximum));
  return TRUE;
}

static gboolean
validate_array (JsonObject *schema, JsonArray *array, GString *path, GError **error)
{
  JsonObject *items = easel_json_get_object (schema, "items");
  guint length = json_array_get_length (array);
  gint64 min = easel_json_get_int (schema, "minItems", 0);
  gint64 max = easel_json_get_int (schema, "maxItems", G_MAXINT64);

  if (length < min)
    return fail (path, EASEL_SCHEMA_ERROR_MISMATCH, error,
                 "must have at least %" G_GINT64_FORMAT " items", min);
  if (length > max)
    return fail (path, EASEL_SCHEMA_ERROR_MISMATCH, error,
                 "must have at most %" G_GINT64_FORMAT " items", max);

  for (guint i = 0; items != NULL && i < length; i++)
    {
      gsize before = path_push_index (path, i);

      if (!validate (items, json_array_get_element (array, i), path, error))
        return FALSE;
      g_string_truncate (path, before);
    }
  return TRUE;
}

static gboolean
validate_required (JsonObject *schema, JsonObject *object, GString *path, GError **error)
{
  JsonArray *required = easel_json_get_array (schema, "required");

  for (guint i = 0; required != NULL && i < json_array_get_length (required); i++)
    {
      const char *name = json_array_get_string_element (required, i);

      if (!json_object_has_member (object, name))
        {
          path_push (path, name);
          return fail (path, EASEL_SCHEMA_ERROR_MISMATCH, error, "is missing");
        }
    }
  return TRUE;
}

static gboolean
validate_object (JsonObject *schema, JsonObject *object, GString *path, GError **error)
{
  JsonObject *properties = easel_json_get_object (schema, "properties");
  gboolean open = easel_json_get_boolean (schema, "additionalProperties", TRUE);
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (!validate_required (schema, object, path, error))
    return FALSE;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      JsonObject *property = easel_json_get_object (properties, name);
      gsize before = path_push (path, name);

      if (property == NULL && !open)
        return fail (path, EASEL_SCHEMA_ERROR_MISMATCH, error, "is not asked for");
      if (property != NULL && !validate (property, member, path, error))
        return FALSE;
      g_string_truncate (path, before);
    }
  return TRUE;
}

static gboolean
validate (JsonObject *schema, JsonNode *value, GString *path, GError **error)
{
  JsonNode *type = json_object_get_member (schema, "type");
  JsonArray *allowed = easel_json_get_array (schema, "enum");

  if (type != NULL && !validate_type (type, value, path, error))
    return FALSE;
  if (allowed != NULL && !validate_enum (allowed, value, path, error))
    return FALSE;
  if (JSON_NODE_HOLDS_OBJECT (value))
    return validate_object (schema, json_node_get_object (value), path, error);
  if (JSON_NODE_HOLDS_ARRAY (value))
    return validate_array (schema, json_node_get_array (value), path, error);
  return validate_range (schema, value, path, error);
}

gboolean
easel_schema_validate (JsonNode *schema, JsonNode *value, GError **error)
{
  g_autoptr (GString) path = g_string_new (NULL);

  g_return_val_if_fail (schema != NULL && JSON_NODE_HOLDS_OBJECT (schema), FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  return validate (json_node_get_object (schema), value, path, error);
}
