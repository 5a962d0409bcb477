/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-anthropic-request.h"

#include "easel-json.h"
#include "easel-prompt-stream.h"
#include "easel-schema-dialect.h"

/* A limit has to be said. Every model there is writes as much; only what is written costs. */
#define DEFAULT_MAX_TOKENS 16384

static void
add_part (JsonBuilder *builder, EaselPromptPart *part, const char *marker, guint n)
{
  json_builder_begin_object (builder);
  if (part->image != NULL)
    {
      g_autofree char *mark = g_strdup_printf ("%s%u", marker, n);

      easel_json_add_string (builder, "type", "image");
      easel_json_begin_object (builder, "source");
      easel_json_add_string (builder, "type", "base64");
      easel_json_add_string (builder, "media_type", part->mime_type);
      easel_json_add_string (builder, "data", mark);
      json_builder_end_object (builder);
    }
  else
    {
      easel_json_add_string (builder, "type", "text");
      easel_json_add_string (builder, "text", part->text);
    }
  json_builder_end_object (builder);
}

static void
add_messages (JsonBuilder *builder, EaselPrompt *prompt, const char *marker)
{
  GPtrArray *parts = easel_prompt_get_parts (prompt);

  easel_json_begin_array (builder, "messages");
  for (guint i = 0; i < parts->len;)
    {
      EaselPromptPart *first = g_ptr_array_index (parts, i);
      guint end = easel_prompt_get_message_end (prompt, i);

      json_builder_begin_object (builder);
      easel_json_add_string (builder, "role",
                             first->role == EASEL_PROMPT_ROLE_USER ? "user" : "assistant");
      easel_json_begin_array (builder, "content");
      for (; i < end; i++)
        add_part (builder, g_ptr_array_index (parts, i), marker, i);
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_format (JsonBuilder *builder, JsonNode *schema)
{
  easel_json_begin_object (builder, "output_config");
  easel_json_begin_object (builder, "format");
  easel_json_add_string (builder, "type", "json_schema");
  json_builder_set_member_name (builder, "schema");
  json_builder_add_value (builder, easel_schema_to_boundless (schema));
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static EaselRequestStream *
build (const char *model, EaselPrompt *prompt, EaselSchemaMode mode, gboolean stream)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *marker = easel_prompt_stream_make_marker (prompt);
  g_autofree char *system = easel_prompt_dup_instructions (prompt,
                                                           (mode & EASEL_SCHEMA_MODE_WORDS) != 0);
  guint max_tokens = easel_prompt_get_max_tokens (prompt);

  json_builder_begin_object (builder);
  easel_json_add_string (builder, "model", model);
  easel_json_add_int (builder, "max_tokens", max_tokens > 0 ? max_tokens : DEFAULT_MAX_TOKENS);
  if (stream)
    easel_json_add_boolean (builder, "stream", TRUE);
  if (system != NULL)
    easel_json_add_string (builder, "system", system);
  if (easel_prompt_get_schema (prompt) != NULL && (mode & EASEL_SCHEMA_MODE_FORMAT) != 0)
    add_format (builder, easel_prompt_get_schema (prompt));
  add_messages (builder, prompt, marker);
  json_builder_end_object (builder);

  return easel_prompt_stream_new (easel_json_builder_to_text (builder), prompt, marker);
}

EaselRequestStream *
easel_anthropic_request_build (const char *model, EaselPrompt *prompt, EaselSchemaMode mode)
{
  return build (model, prompt, mode, TRUE);
}

EaselRequestStream *
easel_anthropic_request_build_whole (const char *model, EaselPrompt *prompt, EaselSchemaMode mode)
{
  return build (model, prompt, mode, FALSE);
}
