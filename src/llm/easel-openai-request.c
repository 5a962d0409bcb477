/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-openai-request.h"

#include "easel-json.h"
#include "easel-prompt-stream.h"
#include "easel-schema-dialect.h"

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

          easel_json_add_string (builder, "type", "image_url");
          easel_json_begin_object (builder, "image_url");
          easel_json_add_string (builder, "url", url);
          json_builder_end_object (builder);
        }
      else
        {
          easel_json_add_string (builder, "type", "text");
          easel_json_add_string (builder, "text", part->text);
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
add_conversation (JsonBuilder *builder, EaselPrompt *prompt, const char *marker)
{
  GPtrArray *parts = easel_prompt_get_parts (prompt);

  for (guint from = 0; from < parts->len;)
    {
      EaselPromptRole role = ((EaselPromptPart *) g_ptr_array_index (parts, from))->role;
      guint to = easel_prompt_get_message_end (prompt, from);
      gboolean has_image = FALSE;

      for (guint i = from; i < to; i++)
        has_image = has_image || ((EaselPromptPart *) g_ptr_array_index (parts, i))->image != NULL;

      json_builder_begin_object (builder);
      easel_json_add_string (builder, "role",
                             role == EASEL_PROMPT_ROLE_USER ? "user" : "assistant");
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
  g_autofree char *text = easel_prompt_dup_instructions (prompt, dialect->schema_in_prompt);

  if (text == NULL)
    return;

  json_builder_begin_object (builder);
  easel_json_add_string (builder, "role", dialect->developer_role ? "developer" : "system");
  easel_json_add_string (builder, "content", text);
  json_builder_end_object (builder);
}

static void
add_response_format (JsonBuilder *builder, EaselPrompt *prompt, EaselOpenaiFormat format)
{
  easel_json_begin_object (builder, "response_format");
  if (format == EASEL_OPENAI_FORMAT_OBJECT)
    easel_json_add_string (builder, "type", "json_object");
  else
    {
      easel_json_add_string (builder, "type", "json_schema");
      easel_json_begin_object (builder, "json_schema");
      easel_json_add_string (builder, "name", easel_prompt_get_schema_name (prompt));
      easel_json_add_boolean (builder, "strict", TRUE);
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
            gboolean stream,
            const char *marker)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  guint max_tokens = easel_prompt_get_max_tokens (prompt);

  json_builder_begin_object (builder);
  easel_json_add_string (builder, "model", model);
  if (stream)
    easel_json_add_boolean (builder, "stream", TRUE);
  if (stream && dialect->stream_options)
    {
      easel_json_begin_object (builder, "stream_options");
      easel_json_add_boolean (builder, "include_usage", TRUE);
      json_builder_end_object (builder);
    }
  if (max_tokens > 0)
    {
      json_builder_set_member_name (
          builder, dialect->max_completion_tokens ? "max_completion_tokens" : "max_tokens");
      json_builder_add_int_value (builder, max_tokens);
    }
  if (easel_prompt_get_schema (prompt) != NULL && dialect->format != EASEL_OPENAI_FORMAT_NONE)
    add_response_format (builder, prompt, dialect->format);

  easel_json_begin_array (builder, "messages");
  add_instructions (builder, prompt, dialect);
  add_conversation (builder, prompt, marker);
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  return easel_json_builder_to_text (builder);
}

EaselRequestStream *
easel_openai_request_build (const char *model,
                            EaselPrompt *prompt,
                            const EaselOpenaiDialect *dialect)
{
  g_autofree char *marker = easel_prompt_stream_make_marker (prompt);

  return easel_prompt_stream_new (build_json (model, prompt, dialect, TRUE, marker), prompt,
                                  marker);
}

EaselRequestStream *
easel_openai_request_build_whole (const char *model,
                                  EaselPrompt *prompt,
                                  const EaselOpenaiDialect *dialect)
{
  g_autofree char *marker = easel_prompt_stream_make_marker (prompt);

  return easel_prompt_stream_new (build_json (model, prompt, dialect, FALSE, marker), prompt,
                                  marker);
}
