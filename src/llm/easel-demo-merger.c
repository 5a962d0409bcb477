/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-demo-merger.h"

#include "easel-json.h"

#include <string.h>

#define DEMO "Demo"

static JsonNode *merge (const char *name, JsonObject *schema, JsonNode *first, JsonNode *second);

static gboolean
says_nothing (JsonNode *value)
{
  const char *text = easel_json_node_get_string (value);

  return value == NULL || JSON_NODE_HOLDS_NULL (value)
         || (text != NULL && (*text == '\0' || g_ascii_strcasecmp (text, "not visible") == 0))
         || (JSON_NODE_HOLDS_ARRAY (value)
             && json_array_get_length (json_node_get_array (value)) == 0);
}

/* (transfer full) */
static JsonNode *
copy_or_null (JsonNode *value)
{
  return value != NULL ? json_node_copy (value) : json_node_new (JSON_NODE_NULL);
}

/* (transfer full): both, unless one has all of the other */
static JsonNode *
merge_texts (const char *first, const char *second)
{
  g_autofree char *text = NULL;

  if (strstr (first, second) != NULL)
    text = g_strdup (first);
  else if (strstr (second, first) != NULL)
    text = g_strdup (second);
  else
    text = g_strdup_printf ("%s%s / %s", g_str_has_prefix (first, DEMO) ? "" : DEMO ": ", first,
                            second);
  return json_node_init_string (json_node_alloc (), text);
}

static void
add_elements (JsonArray *result, JsonArray *elements)
{
  for (guint i = 0; i < json_array_get_length (elements); i++)
    {
      JsonNode *element = json_array_get_element (elements, i);
      gboolean is_there = FALSE;

      for (guint k = 0; k < json_array_get_length (result) && !is_there; k++)
        is_there = json_node_equal (json_array_get_element (result, k), element);
      if (!is_there)
        json_array_add_element (result, json_node_copy (element));
    }
}

/* (transfer full): every element, as far as they fit */
static JsonNode *
merge_arrays (JsonObject *schema, JsonArray *first, JsonArray *second)
{
  g_autoptr (JsonArray) array = json_array_new ();
  gint64 max = easel_json_get_int (schema, "maxItems", G_MAXINT);

  add_elements (array, first);
  add_elements (array, second);
  while (json_array_get_length (array) > max)
    json_array_remove_element (array, json_array_get_length (array) - 1);
  return json_node_init_array (json_node_alloc (), array);
}

/* @first, @second: (nullable)
 *
 * (transfer full) */
static JsonNode *
merge_objects (JsonObject *schema, JsonObject *first, JsonObject *second)
{
  JsonObject *properties = easel_json_get_object (schema, "properties");
  g_autoptr (JsonObject) object = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (properties != NULL)
    {
      json_object_iter_init_ordered (&iter, properties);
      while (json_object_iter_next_ordered (&iter, &name, &node))
        json_object_set_member (
            object, name,
            merge (name, easel_json_node_get_object (node),
                   first != NULL ? json_object_get_member (first, name) : NULL,
                   second != NULL ? json_object_get_member (second, name) : NULL));
    }
  return json_node_init_object (json_node_alloc (), object);
}

/* @name: of the member; what things are called is not put together
 * @schema, @first, @second: (nullable)
 *
 * (transfer full) */
static JsonNode *
merge (const char *name, JsonObject *schema, JsonNode *first, JsonNode *second)
{
  const char *text = easel_json_node_get_string (first);
  const char *other = easel_json_node_get_string (second);

  if (says_nothing (second))
    return copy_or_null (first);
  if (says_nothing (first))
    return copy_or_null (second);
  if (JSON_NODE_HOLDS_OBJECT (first) && JSON_NODE_HOLDS_OBJECT (second))
    return merge_objects (schema, json_node_get_object (first), json_node_get_object (second));
  if (JSON_NODE_HOLDS_ARRAY (first) && JSON_NODE_HOLDS_ARRAY (second))
    return merge_arrays (schema, json_node_get_array (first), json_node_get_array (second));
  if (text != NULL && other != NULL && !g_str_equal (name, "name")
      && easel_json_get_array (schema, "enum") == NULL)
    return merge_texts (text, other);
  return copy_or_null (first);
}

/* (transfer full) (nullable): the object that @text is, if it has the two */
static JsonObject *
read_entries (const char *text)
{
  g_autoptr (JsonNode) node = *text == '{' ? json_from_string (text, NULL) : NULL;
  JsonObject *object = easel_json_node_get_object (node);

  if (easel_json_get_object (object, "first") == NULL
      || easel_json_get_object (object, "second") == NULL)
    return NULL;
  return json_object_ref (object);
}

JsonNode *
easel_demo_merger_fill (EaselPrompt *prompt)
{
  JsonObject *schema = easel_json_node_get_object (easel_prompt_get_schema (prompt));
  GPtrArray *parts = easel_prompt_get_parts (prompt);
  g_autoptr (JsonObject) entries = NULL;
  gboolean is_again = FALSE;

  for (guint i = 0; i < parts->len; i++)
    {
      const EaselPromptPart *part = g_ptr_array_index (parts, i);

      if (part->role == EASEL_PROMPT_ROLE_ASSISTANT)
        is_again = TRUE;
      else if (entries == NULL && part->text != NULL)
        entries = read_entries (part->text);
    }
  if (entries == NULL)
    return NULL;
  return merge_objects (schema, easel_json_get_object (entries, is_again ? "second" : "first"),
                        easel_json_get_object (entries, is_again ? "first" : "second"));
}
