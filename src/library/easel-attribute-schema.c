/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-attribute-schema.h"

#include "easel-library.h"
#include "easel-text.h"

#include <glib/gi18n.h>

static gboolean
check_value (JsonObject *schema, const char *label, JsonNode *value, GError **error);

char *
easel_attribute_schema_label (const char *field)
{
  return g_strdelimit (g_strdup (field), "_", ' ');
}

/* (transfer full): what people call the member @field of what they call @label */
static char *
label_member (const char *label, const char *field)
{
  g_autofree char *own = easel_attribute_schema_label (field);

  return label != NULL ? g_strconcat (label, " › ", own, NULL) : g_steal_pointer (&own);
}

/* People count from 1. */
static char *
label_element (const char *label, guint i)
{
  return g_strdup_printf ("%s › %u", label, i + 1);
}

static const char *
or_whole (const char *label)
{
  return label != NULL ? label : _ ("attributes");
}

/* @sentence: (transfer full). Returns: always %FALSE */
static gboolean
refuse (char *sentence, GError **error)
{
  g_set_error_literal (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_INVALID, sentence);
  g_free (sentence);
  return FALSE;
}

/* Types --------------------------------------------------------------------------------- */

static const char *
get_type (JsonNode *value)
{
  if (JSON_NODE_HOLDS_OBJECT (value))
    return "object";
  if (JSON_NODE_HOLDS_ARRAY (value))
    return "array";
  if (JSON_NODE_HOLDS_NULL (value))
    return "null";
  if (json_node_get_value_type (value) == G_TYPE_STRING)
    return "string";
  if (json_node_get_value_type (value) == G_TYPE_BOOLEAN)
    return "boolean";
  return json_node_get_value_type (value) == G_TYPE_INT64 ? "integer" : "number";
}

static gboolean
type_takes (const char *type, JsonNode *value)
{
  const char *actual = get_type (value);

  return g_strcmp0 (type, actual) == 0
         || (g_strcmp0 (type, "number") == 0 && g_str_equal (actual, "integer"));
}

/* (transfer full) */
static char *
describe_type (const char *type, const char *label)
{
  if (g_strcmp0 (type, "string") == 0)
    return g_strdup_printf (_ ("“%s” must be a text."), label);
  if (g_strcmp0 (type, "array") == 0)
    return g_strdup_printf (_ ("“%s” must be a list."), label);
  if (g_strcmp0 (type, "object") == 0)
    return g_strdup_printf (_ ("“%s” must be a group of fields."), label);
  if (g_strcmp0 (type, "boolean") == 0)
    return g_strdup_printf (_ ("“%s” must be yes or no."), label);
  if (g_strcmp0 (type, "integer") == 0)
    return g_strdup_printf (_ ("“%s” must be a whole number."), label);
  if (g_strcmp0 (type, "number") == 0)
    return g_strdup_printf (_ ("“%s” must be a number."), label);
  return g_strdup_printf (_ ("“%s” must be empty."), label);
}

static gboolean
check_type (JsonNode *type, const char *label, JsonNode *value, GError **error)
{
  const char *wanted = NULL;

  if (!JSON_NODE_HOLDS_ARRAY (type))
    wanted = json_node_get_string (type);
  else
    for (guint i = 0; i < json_array_get_length (json_node_get_array (type)); i++)
      {
        const char *name = json_array_get_string_element (json_node_get_array (type), i);

        if (type_takes (name, value))
          return TRUE;
        if (g_strcmp0 (name, "null") != 0)
          wanted = name;
      }
  return type_takes (wanted, value) || refuse (describe_type (wanted, or_whole (label)), error);
}

static gboolean
check_enum (JsonArray *allowed, const char *label, JsonNode *value, GError **error)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (allowed); i++)
    {
      JsonNode *one = json_array_get_element (allowed, i);
      const char *word = type_takes ("string", one) ? json_node_get_string (one) : NULL;

      if (json_node_equal (one, value))
        return TRUE;
      if (word != NULL)
        g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", word);
    }
  return refuse (
      g_strdup_printf (_ ("“%s” must be one of these: %s."), or_whole (label), words->str), error);
}

static gboolean
check_range (JsonObject *schema, const char *label, JsonNode *value, GError **error)
{
  double number;

  if (!type_takes ("number", value))
    return TRUE;

  number = json_node_get_double (value);
  if (json_object_has_member (schema, "minimum")
      && number < json_object_get_double_member (schema, "minimum"))
    return refuse (g_strdup_printf (_ ("“%s” must be at least %g."), or_whole (label),
                                    json_object_get_double_member (schema, "minimum")),
                   error);
  if (json_object_has_member (schema, "maximum")
      && number > json_object_get_double_member (schema, "maximum"))
    return refuse (g_strdup_printf (_ ("“%s” must be at most %g."), or_whole (label),
                                    json_object_get_double_member (schema, "maximum")),
                   error);
  return TRUE;
}

/* Lists and groups ---------------------------------------------------------------------- */

static gboolean
check_length (JsonObject *schema, const char *label, JsonArray *array, GError **error)
{
  gint64 length = json_array_get_length (array);
  gint64 least = json_object_get_int_member_with_default (schema, "minItems", 0);
  gint64 most = json_object_get_int_member_with_default (schema, "maxItems", G_MAXINT64);

  if (length < least)
    return refuse (
        g_strdup_printf (ngettext ("“%s” must have at least %u entry.",
                                   "“%s” must have at least %u entries.", (gulong) least),
                         or_whole (label), (guint) least),
        error);
  if (length > most)
    return refuse (
        g_strdup_printf (ngettext ("“%s” must not have more than %u entry.",
                                   "“%s” must not have more than %u entries.", (gulong) most),
                         or_whole (label), (guint) most),
        error);
  return TRUE;
}

static gboolean
check_array (JsonObject *schema, const char *label, JsonArray *array, GError **error)
{
  JsonNode *items = json_object_get_member (schema, "items");

  if (!check_length (schema, label, array, error))
    return FALSE;

  for (guint i = 0; items != NULL && i < json_array_get_length (array); i++)
    {
      g_autofree char *below = label_element (or_whole (label), i);

      if (!check_value (json_node_get_object (items), below, json_array_get_element (array, i),
                        error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_required (JsonObject *schema, const char *label, JsonObject *object, GError **error)
{
  JsonNode *required = json_object_get_member (schema, "required");

  for (guint i = 0; required != NULL && i < json_array_get_length (json_node_get_array (required));
       i++)
    {
      const char *field = json_array_get_string_element (json_node_get_array (required), i);
      g_autofree char *below = label_member (label, field);

      if (!json_object_has_member (object, field))
        return refuse (g_strdup_printf (_ ("“%s” is missing."), below), error);
    }
  return TRUE;
}

static gboolean
check_object (JsonObject *schema, const char *label, JsonObject *object, GError **error)
{
  JsonNode *properties = json_object_get_member (schema, "properties");
  JsonObjectIter iter;
  const char *field;
  JsonNode *value;

  if (!check_required (schema, label, object, error))
    return FALSE;
  if (properties == NULL)
    return TRUE;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &field, &value))
    {
      g_autofree char *below = label_member (label, field);
      JsonNode *known = json_object_get_member (json_node_get_object (properties), field);

      if (known == NULL)
        return refuse (g_strdup_printf (_ ("There is no field “%s” here."), below), error);
      if (!check_value (json_node_get_object (known), below, value, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_value (JsonObject *schema, const char *label, JsonNode *value, GError **error)
{
  JsonNode *type = json_object_get_member (schema, "type");
  JsonNode *allowed = json_object_get_member (schema, "enum");

  if (type != NULL && !check_type (type, label, value, error))
    return FALSE;
  if (allowed != NULL && !check_enum (json_node_get_array (allowed), label, value, error))
    return FALSE;
  if (JSON_NODE_HOLDS_OBJECT (value))
    return check_object (schema, label, json_node_get_object (value), error);
  if (JSON_NODE_HOLDS_ARRAY (value))
    return check_array (schema, label, json_node_get_array (value), error);
  return check_range (schema, label, value, error);
}

/* Sizes --------------------------------------------------------------------------------- */

/* Returns: whether no text in @value is too long; else which, in @label */
static gboolean
check_texts (const char *label, JsonNode *value, GError **error)
{
  if (JSON_NODE_HOLDS_OBJECT (value))
    {
      JsonObjectIter iter;
      const char *field;
      JsonNode *member;

      json_object_iter_init_ordered (&iter, json_node_get_object (value));
      while (json_object_iter_next_ordered (&iter, &field, &member))
        {
          g_autofree char *below = label_member (label, field);

          if (!check_texts (below, member, error))
            return FALSE;
        }
    }
  else if (JSON_NODE_HOLDS_ARRAY (value))
    {
      JsonArray *array = json_node_get_array (value);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          g_autofree char *below = label_element (or_whole (label), i);

          if (!check_texts (below, json_array_get_element (array, i), error))
            return FALSE;
        }
    }
  else if (type_takes ("string", value)
           && strlen (json_node_get_string (value)) > EASEL_ATTRIBUTE_MAX_TEXT)
    {
      g_autofree char *size = easel_text_format_size (strlen (json_node_get_string (value)));
      g_autofree char *most = easel_text_format_size (EASEL_ATTRIBUTE_MAX_TEXT);

      return refuse (
          g_strdup_printf (_ ("“%s” is too long: %s, where %s is the most there can be."),
                           or_whole (label), size, most),
          error);
    }
  return TRUE;
}

gboolean
easel_attribute_schema_check_size (const char *label, JsonNode *value, GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *most = NULL;

  if (!check_texts (label, value, error))
    return FALSE;

  text = json_to_string (value, FALSE);
  if (strlen (text) <= EASEL_ATTRIBUTES_MAX_SIZE)
    return TRUE;

  most = easel_text_format_size (EASEL_ATTRIBUTES_MAX_SIZE);
  return refuse (g_strdup_printf (_ ("This is too much for one entry of the library: %s is the "
                                     "most there can be."),
                                  most),
                 error);
}

gboolean
easel_attribute_schema_check (JsonObject *schema,
                              const char *label,
                              JsonNode *value,
                              GError **error)
{
  return check_value (schema, label, value, error)
         && easel_attribute_schema_check_size (label, value, error);
}

gboolean
easel_attribute_schema_check_name (const char *name, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (name));

  if (*trimmed == '\0')
    return refuse (g_strdup (_ ("A name must not be empty.")), error);
  if (g_utf8_strlen (name, -1) > EASEL_ENTITY_MAX_NAME)
    return refuse (g_strdup_printf (_ ("A name must not have more than %u characters."),
                                    EASEL_ENTITY_MAX_NAME),
                   error);
  return TRUE;
}

gboolean
easel_attribute_schema_check_tags (const char *const *tags, GError **error)
{
  if (tags != NULL && g_strv_length ((GStrv) tags) > EASEL_ENTITY_MAX_TAGS)
    return refuse (
        g_strdup_printf (_ ("There must not be more than %u tags."), EASEL_ENTITY_MAX_TAGS), error);

  for (guint i = 0; tags != NULL && tags[i] != NULL; i++)
    {
      g_autofree char *trimmed = g_strstrip (g_strdup (tags[i]));

      if (*trimmed == '\0')
        return refuse (g_strdup (_ ("A tag must not be empty.")), error);
      if (g_utf8_strlen (tags[i], -1) > EASEL_ENTITY_MAX_TAG)
        return refuse (g_strdup_printf (_ ("A tag must not have more than %u characters."),
                                        EASEL_ENTITY_MAX_TAG),
                       error);
    }
  return TRUE;
}

/* Looking into schemas -------------------------------------------------------------------- */

JsonNode *
easel_attribute_schema_find (JsonNode *schema, const char *field)
{
  JsonNode *properties = json_object_get_member (json_node_get_object (schema), "properties");

  return properties != NULL ? json_object_get_member (json_node_get_object (properties), field)
                            : NULL;
}

gboolean
easel_attribute_schema_requires (JsonNode *schema, const char *field)
{
  JsonNode *required = json_object_get_member (json_node_get_object (schema), "required");
  JsonArray *array = required != NULL ? json_node_get_array (required) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (g_str_equal (json_array_get_string_element (array, i), field))
      return TRUE;
  return FALSE;
}

/* Making schemas ------------------------------------------------------------------------ */

static JsonObject *
new_schema (const char *type)
{
  JsonObject *schema = json_object_new ();

  json_object_set_string_member (schema, "type", type);
  return schema;
}

/* How many of the objects in @array have @field. */
static guint
count_having (JsonArray *array, const char *field)
{
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (array); i++)
    n += json_object_has_member (json_array_get_object_element (array, i), field) ? 1 : 0;
  return n;
}

/* (transfer full) (nullable): for all values of @field in the objects of @array; %NULL when
 * they are of several types */
static JsonObject *
infer_shared (JsonArray *array, const char *field)
{
  g_autoptr (JsonArray) values = json_array_new ();
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autoptr (JsonObject) schema = NULL;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *value = json_object_get_member (json_array_get_object_element (array, i), field);

      if (value != NULL)
        json_array_add_element (values, json_node_copy (value));
    }
  json_node_init_array (node, values);
  schema = easel_attribute_schema_infer (node);
  if (!json_object_has_member (schema, "items"))
    return NULL;
  return json_object_ref (json_object_get_object_member (schema, "items"));
}

/* (transfer full): for an object that is like each in @array */
static JsonObject *
infer_objects (JsonArray *array)
{
  JsonObject *schema = new_schema ("object");
  JsonObject *properties = json_object_new ();
  JsonArray *required = json_array_new ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObjectIter iter;
      const char *field;

      json_object_iter_init_ordered (&iter, json_array_get_object_element (array, i));
      while (json_object_iter_next_ordered (&iter, &field, NULL))
        {
          JsonObject *shared;

          if (json_object_has_member (properties, field))
            continue;
          shared = infer_shared (array, field);
          json_object_set_object_member (properties, field,
                                         shared != NULL ? shared : json_object_new ());
          if (count_having (array, field) == json_array_get_length (array))
            json_array_add_string_element (required, field);
        }
    }

  json_object_set_object_member (schema, "properties", properties);
  json_object_set_array_member (schema, "required", required);
  json_object_set_boolean_member (schema, "additionalProperties", FALSE);
  return schema;
}

/* The one type of all elements, or %NULL. An empty list will most likely hold texts. */
static const char *
get_shared_type (JsonArray *array)
{
  const char *shared = NULL;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *type = get_type (json_array_get_element (array, i));

      if (shared == NULL || (g_str_equal (shared, "integer") && g_str_equal (type, "number")))
        shared = type;
      else if (!g_str_equal (shared, type)
               && !(g_str_equal (shared, "number") && g_str_equal (type, "integer")))
        return NULL;
    }
  return shared != NULL ? shared : "string";
}

/* (transfer full) (nullable): for lists that are like each in @array */
static JsonObject *
infer_lists (JsonArray *array)
{
  g_autoptr (JsonArray) all = json_array_new ();
  g_autoptr (JsonNode) node = json_node_alloc ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonArray *inner = json_array_get_array_element (array, i);

      for (guint j = 0; j < json_array_get_length (inner); j++)
        json_array_add_element (all, json_node_copy (json_array_get_element (inner, j)));
    }
  json_node_init_array (node, all);
  return easel_attribute_schema_infer (node);
}

JsonObject *
easel_attribute_schema_infer (JsonNode *value)
{
  JsonObject *schema = new_schema (get_type (value));

  if (JSON_NODE_HOLDS_OBJECT (value))
    {
      g_autoptr (JsonArray) one = json_array_new ();

      json_array_add_element (one, json_node_copy (value));
      json_object_unref (schema);
      return infer_objects (one);
    }

  if (JSON_NODE_HOLDS_ARRAY (value))
    {
      JsonArray *array = json_node_get_array (value);
      const char *type = get_shared_type (array);

      if (g_strcmp0 (type, "object") == 0)
        json_object_set_object_member (schema, "items", infer_objects (array));
      else if (g_strcmp0 (type, "array") == 0)
        json_object_set_object_member (schema, "items", infer_lists (array));
      else if (type != NULL)
        json_object_set_object_member (schema, "items", new_schema (type));
    }
  return schema;
}

void
easel_attribute_schema_make_nullable (JsonObject *schema)
{
  const char *type = json_object_get_string_member_with_default (schema, "type", NULL);
  JsonNode *allowed = json_object_get_member (schema, "enum");
  JsonArray *both;

  if (type == NULL || g_str_equal (type, "null"))
    return;

  both = json_array_new ();
  json_array_add_string_element (both, type);
  json_array_add_string_element (both, "null");
  json_object_set_array_member (schema, "type", both);
  if (allowed != NULL)
    json_array_add_null_element (json_node_get_array (allowed));
}
