/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-openai-request.h"

#include "easel-schema.h"

#include <string.h>

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

/* A word that is in none of the prompt's texts, to stand for the pictures until they are put
 * in. The generator would make a second and third copy of every picture. */
static char *
make_marker (EaselPrompt *prompt)
{
  GPtrArray *parts = easel_prompt_get_parts (prompt);

  for (guint n = 0;; n++)
    {
      g_autofree char *marker = g_strdup_printf ("easel-picture-%u-", n);
      gboolean used = FALSE;

      for (guint i = 0; i < parts->len && !used; i++)
        {
          EaselPromptPart *part = g_ptr_array_index (parts, i);

          used = part->text != NULL && strstr (part->text, marker) != NULL;
        }
      if (!used
          && (easel_prompt_get_system (prompt) == NULL
              || strstr (easel_prompt_get_system (prompt), marker) == NULL))
        return g_steal_pointer (&marker);
    }
}

static void
add_message_parts (JsonBuilder *builder, GPtrArray *parts, guint from, guint to, const char *marker)
{
  json_builder_begin_array (builder);
  for (guint i = from; i < to; i++)
    {
      EaselPromptPart *part = g_ptr_array_index (parts, i);

      json_builder_begin_object (builder);
      if (part->image != NULL)
        {
          g_autofree char *url = g_strdup_printf ("data:%s;base64,%s%u", part->mime_type, marker,
                                                  i);

          add_string (builder, "type", "image_url");
          json_builder_set_member_name (builder, "image_url");
          json_builder_begin_object (builder);
          add_string (builder, "url", url);
          json_builder_end_object (builder);
        }
      else
        {
          add_string (builder, "type", "text");
          add_string (builder, "text", part->text);
        }
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* Plain text is sent as a plain string, which the simplest servers understand too. */
static void
add_message_text (JsonBuilder *builder, GPtrArray *parts, guint from, guint to)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = from; i < to; i++)
    {
      EaselPromptPart *part = g_ptr_array_index (parts, i);

      if (text->len > 0)
        g_string_append (text, "\n\n");
      g_string_append (text, part->text);
    }
  json_builder_add_string_value (builder, text->str);
}

static void
add_conversation (JsonBuilder *builder, GPtrArray *parts, const char *marker)
{
  for (guint from = 0; from < parts->len;)
    {
      EaselPromptRole role = ((EaselPromptPart *) g_ptr_array_index (parts, from))->role;
      gboolean has_image = FALSE;
      guint to = from;

      for (; to < parts->len; to++)
        {
          EaselPromptPart *part = g_ptr_array_index (parts, to);

          if (part->role != role)
            break;
          has_image = has_image || part->image != NULL;
        }

      json_builder_begin_object (builder);
      add_string (builder, "role", role == EASEL_PROMPT_ROLE_USER ? "user" : "assistant");
      json_builder_set_member_name (builder, "content");
      if (has_image)
        add_message_parts (builder, parts, from, to, marker);
      else
        add_message_text (builder, parts, from, to);
      json_builder_end_object (builder);
      from = to;
    }
}

static void
add_instructions (JsonBuilder *builder, EaselPrompt *prompt, const EaselOpenaiDialect *dialect)
{
  const char *system = easel_prompt_get_system (prompt);
  JsonNode *schema = easel_prompt_get_schema (prompt);
  g_autoptr (GString) text = g_string_new (system);

  if (schema != NULL && dialect->schema_in_prompt)
    {
      g_autofree char *json = json_to_string (schema, FALSE);

      if (text->len > 0)
        g_string_append (text, "\n\n");
      g_string_append_printf (text,
                              "Answer with one JSON object and nothing else. It must fit this "
                              "JSON Schema:\n%s",
                              json);
    }
  if (text->len == 0)
    return;

  json_builder_begin_object (builder);
  add_string (builder, "role", dialect->developer_role ? "developer" : "system");
  add_string (builder, "content", text->str);
  json_builder_end_object (builder);
}

static void
add_response_format (JsonBuilder *builder, EaselPrompt *prompt, EaselOpenaiFormat format)
{
  json_builder_set_member_name (builder, "response_format");
  json_builder_begin_object (builder);
  if (format == EASEL_OPENAI_FORMAT_OBJECT)
    add_string (builder, "type", "json_object");
  else
    {
      add_string (builder, "type", "json_schema");
      json_builder_set_member_name (builder, "json_schema");
      json_builder_begin_object (builder);
      add_string (builder, "name", easel_prompt_get_schema_name (prompt));
      json_builder_set_member_name (builder, "strict");
      json_builder_add_boolean_value (builder, TRUE);
      json_builder_set_member_name (builder, "schema");
      json_builder_add_value (builder, easel_schema_to_strict (easel_prompt_get_schema (prompt)));
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
}

static char *
build_json (const char *model,
            EaselPrompt *prompt,
            const EaselOpenaiDialect *dialect,
            const char *marker)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  guint max_tokens = easel_prompt_get_max_tokens (prompt);

  json_builder_begin_object (builder);
  add_string (builder, "model", model);
  json_builder_set_member_name (builder, "stream");
  json_builder_add_boolean_value (builder, TRUE);
  if (dialect->stream_options)
    {
      json_builder_set_member_name (builder, "stream_options");
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "include_usage");
      json_builder_add_boolean_value (builder, TRUE);
      json_builder_end_object (builder);
    }
  if (max_tokens > 0)
    {
      json_builder_set_member_name (
          builder, dialect->max_completion_tokens ? "max_completion_tokens" : "max_tokens");
      json_builder_add_int_value (builder, max_tokens);
    }
  if (dialect->temperature && easel_prompt_get_temperature (prompt) >= 0)
    {
      json_builder_set_member_name (builder, "temperature");
      json_builder_add_double_value (builder, easel_prompt_get_temperature (prompt));
    }
  if (easel_prompt_get_schema (prompt) != NULL && dialect->format != EASEL_OPENAI_FORMAT_NONE)
    add_response_format (builder, prompt, dialect->format);

  json_builder_set_member_name (builder, "messages");
  json_builder_begin_array (builder);
  add_instructions (builder, prompt, dialect);
  add_conversation (builder, easel_prompt_get_parts (prompt), marker);
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static void
add_range (EaselRequestStream *stream,
           GBytes *bytes,
           const char *start,
           const char *from,
           const char *to)
{
  g_autoptr (GBytes) range = g_bytes_new_from_bytes (bytes, (gsize) (from - start),
                                                     (gsize) (to - from));

  easel_request_stream_add (stream, range);
}

EaselRequestStream *
easel_openai_request_build (const char *model,
                            EaselPrompt *prompt,
                            const EaselOpenaiDialect *dialect)
{
  EaselRequestStream *stream = easel_request_stream_new ();
  GPtrArray *parts = easel_prompt_get_parts (prompt);
  g_autofree char *marker = make_marker (prompt);
  char *json = build_json (model, prompt, dialect, marker);
  gsize length = strlen (json);
  g_autoptr (GBytes) bytes = g_bytes_new_take (json, length);
  const char *rest = json;

  for (guint i = 0; i < parts->len; i++)
    {
      EaselPromptPart *part = g_ptr_array_index (parts, i);
      g_autofree char *mark = g_strdup_printf ("%s%u", marker, i);
      const char *found = part->image != NULL ? strstr (rest, mark) : NULL;

      if (found == NULL)
        continue;
      add_range (stream, bytes, json, rest, found);
      easel_request_stream_add_base64 (stream, part->image);
      rest = found + strlen (mark);
    }
  add_range (stream, bytes, json, rest, json + length);
  return stream;
}
