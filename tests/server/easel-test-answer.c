/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-test-answer.h"

#include "easel-test-wires.h"

#include <string.h>

#define CHARACTERS_PER_EVENT 16
#define MODEL_UNKNOWN "test-model"

static JsonNode *fill_value (const char *name, JsonNode *schema, JsonObject *fill);

static JsonNode *
fill_object (JsonObject *schema, JsonObject *fill)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_node_take_object (node, object);
  if (!json_object_has_member (schema, "properties"))
    return node;

  json_object_iter_init_ordered (&iter, json_object_get_object_member (schema, "properties"));
  while (json_object_iter_next_ordered (&iter, &name, &member))
    json_object_set_member (object, name, fill_value (name, member, fill));
  return node;
}

static JsonNode *
fill_array (const char *name, JsonObject *schema, JsonObject *fill)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();
  gint64 min = json_object_get_int_member_with_default (schema, "minItems", 2);
  gint64 max = json_object_get_int_member_with_default (schema, "maxItems", G_MAXINT64);
  JsonNode *items = json_object_get_member (schema, "items");

  json_node_take_array (node, array);
  for (gint64 i = 0; items != NULL && i < MIN (MAX (min, 2), max); i++)
    {
      g_autofree char *element = g_strdup_printf ("%s %" G_GINT64_FORMAT, name, i + 1);
      json_array_add_element (array, fill_value (element, items, fill));
    }
  return node;
}

static JsonNode *
fill_string (const char *name)
{
  g_autofree char *words = g_strdup (name);
  g_autofree char *text = NULL;

  g_strdelimit (words, "_", ' ');
  text = g_strdup_printf ("Test %s", words);
  return json_node_init_string (json_node_alloc (), text);
}

static const char *
schema_type (JsonObject *schema)
{
  JsonNode *type = json_object_get_member (schema, "type");
  JsonArray *types;

  if (type == NULL)
    return "string";
  if (JSON_NODE_HOLDS_VALUE (type))
    return json_node_get_string (type);

  types = json_node_get_array (type);
  for (guint i = 0; i < json_array_get_length (types); i++)
    if (!g_str_equal (json_array_get_string_element (types, i), "null"))
      return json_array_get_string_element (types, i);
  return "null";
}

static JsonNode *
fill_value (const char *name, JsonNode *node, JsonObject *fill)
{
  JsonObject *schema = json_node_get_object (node);
  const char *type = schema_type (schema);
  gint64 minimum = json_object_get_int_member_with_default (schema, "minimum", 1);

  if (fill != NULL && json_object_has_member (fill, name))
    return json_object_dup_member (fill, name);
  if (json_object_has_member (schema, "enum"))
    return json_node_copy (
        json_array_get_element (json_object_get_array_member (schema, "enum"), 0));
  if (g_str_equal (type, "object"))
    return fill_object (schema, fill);
  if (g_str_equal (type, "array"))
    return fill_array (name, schema, fill);
  if (g_str_equal (type, "integer"))
    return json_node_init_int (json_node_alloc (), minimum);
  if (g_str_equal (type, "number"))
    return json_node_init_double (json_node_alloc (), (double) minimum);
  if (g_str_equal (type, "boolean"))
    return json_node_init_boolean (json_node_alloc (), TRUE);
  if (g_str_equal (type, "null"))
    return json_node_init_null (json_node_alloc ());
  return fill_string (name);
}

JsonNode *
easel_test_answer_fill (JsonNode *schema, JsonObject *fill)
{
  return fill_value ("value", schema, fill);
}

static gboolean
flag (JsonNode *request, const char *outer, const char *name)
{
  JsonObject *object;

  if (request == NULL || !JSON_NODE_HOLDS_OBJECT (request))
    return FALSE;
  object = json_node_get_object (request);
  if (outer != NULL)
    {
      if (!json_object_has_member (object, outer))
        return FALSE;
      object = json_object_get_object_member (object, outer);
    }
  return json_object_get_boolean_member_with_default (object, name, FALSE);
}

static void
add_usage (JsonBuilder *builder, const char *text)
{
  gint64 output = (gint64) strlen (text) / 4 + 1;

  json_builder_set_member_name (builder, "usage");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "prompt_tokens");
  json_builder_add_int_value (builder, 100);
  json_builder_set_member_name (builder, "completion_tokens");
  json_builder_add_int_value (builder, output);
  json_builder_set_member_name (builder, "total_tokens");
  json_builder_add_int_value (builder, 100 + output);
  json_builder_end_object (builder);
}

static JsonBuilder *
begin_completion (const char *object, const char *model)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "id");
  json_builder_add_string_value (builder, "chatcmpl-test");
  json_builder_set_member_name (builder, "object");
  json_builder_add_string_value (builder, object);
  json_builder_set_member_name (builder, "created");
  json_builder_add_int_value (builder, 1);
  json_builder_set_member_name (builder, "model");
  json_builder_add_string_value (builder, model);
  json_builder_set_member_name (builder, "choices");
  json_builder_begin_array (builder);
  return builder;
}

static char *
end_completion (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = NULL;

  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  g_object_unref (builder);
  return json_to_string (root, FALSE);
}

/* One choice: @text in a "delta" or a "message", or nothing with a finish reason. */
static void
add_choice (JsonBuilder *builder, const char *holder, const char *text, const char *finish)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "index");
  json_builder_add_int_value (builder, 0);
  json_builder_set_member_name (builder, holder);
  json_builder_begin_object (builder);
  if (text != NULL)
    {
      json_builder_set_member_name (builder, "role");
      json_builder_add_string_value (builder, "assistant");
      json_builder_set_member_name (builder, "content");
      json_builder_add_string_value (builder, text);
    }
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "finish_reason");
  if (finish != NULL)
    json_builder_add_string_value (builder, finish);
  else
    json_builder_add_null_value (builder);
  json_builder_end_object (builder);
}

static void
add_event (GString *stream, GArray *offsets, const char *data)
{
  gsize offset;

  g_string_append_printf (stream, "data: %s\n\n", data);
  offset = stream->len;
  g_array_append_val (offsets, offset);
}

static void
add_chunk (GString *stream, GArray *offsets, const char *model, const char *text, const char *end)
{
  JsonBuilder *builder = begin_completion ("chat.completion.chunk", model);
  g_autofree char *json = NULL;

  add_choice (builder, "delta", text, end);
  json_builder_end_array (builder);
  json = end_completion (builder);
  add_event (stream, offsets, json);
}

static GBytes *
make_stream (const char *model, const char *text, gboolean with_usage, GArray *offsets)
{
  GString *stream = g_string_new (NULL);

  add_chunk (stream, offsets, model, "", NULL);
  for (const char *at = text; *at != '\0';)
    {
      g_autofree char *piece = NULL;
      const char *next = at;

      for (guint i = 0; i < CHARACTERS_PER_EVENT && *next != '\0'; i++)
        next = g_utf8_next_char (next);
      piece = g_strndup (at, (gsize) (next - at));
      add_chunk (stream, offsets, model, piece, NULL);
      at = next;
    }
  add_chunk (stream, offsets, model, NULL, "stop");

  if (with_usage)
    {
      JsonBuilder *builder = begin_completion ("chat.completion.chunk", model);
      g_autofree char *json = NULL;

      json_builder_end_array (builder);
      add_usage (builder, text);
      json = end_completion (builder);
      add_event (stream, offsets, json);
    }
  add_event (stream, offsets, "[DONE]");

  return g_string_free_to_bytes (stream);
}

static GBytes *
make_object (const char *model, const char *text)
{
  JsonBuilder *builder = begin_completion ("chat.completion", model);
  char *json;

  add_choice (builder, "message", text, "stop");
  json_builder_end_array (builder);
  add_usage (builder, text);
  json = end_completion (builder);
  return g_bytes_new_take (json, strlen (json));
}

static const char *
request_model (JsonNode *request)
{
  if (request == NULL || !JSON_NODE_HOLDS_OBJECT (request))
    return MODEL_UNKNOWN;
  return json_object_get_string_member_with_default (json_node_get_object (request), "model",
                                                     MODEL_UNKNOWN);
}

GBytes *
easel_test_answer_completion (const char *path,
                              JsonNode *request,
                              const char *text,
                              JsonObject *fill,
                              const char **stream_type,
                              GArray *offsets)
{
  g_autofree char *filled = NULL;
  GBytes *answer;

  if (text == NULL)
    {
      JsonNode *schema = easel_test_wires_find_schema (request);
      g_autoptr (JsonNode) value = NULL;

      if (schema != NULL)
        {
          value = easel_test_answer_fill (schema, fill);
          filled = json_to_string (value, FALSE);
        }
      text = filled != NULL ? filled : "Test answer.";
    }

  answer = easel_test_wires_answer (path, request, text, offsets, stream_type);
  if (answer != NULL)
    return answer;
  *stream_type = flag (request, NULL, "stream") ? "text/event-stream" : NULL;
  if (*stream_type == NULL)
    return make_object (request_model (request), text);
  return make_stream (request_model (request), text,
                      flag (request, "stream_options", "include_usage"), offsets);
}
