/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-ollama-request.h"

#include "easel-json.h"
#include "easel-prompt-stream.h"

#include <string.h>

/* The texts of a message are one string, and its pictures a list beside it. */
static void
add_message (JsonBuilder *builder, GPtrArray *parts, guint from, guint to, const char *marker)
{
  EaselPromptPart *first = g_ptr_array_index (parts, from);
  g_autoptr (GString) text = g_string_new (NULL);

  json_builder_begin_object (builder);
  easel_json_add_string (builder, "role",
                         first->role == EASEL_PROMPT_ROLE_USER ? "user" : "assistant");
  easel_json_begin_array (builder, "images");
  for (guint i = from; i < to; i++)
    {
      EaselPromptPart *part = g_ptr_array_index (parts, i);

      if (part->image != NULL)
        {
          g_autofree char *mark = g_strdup_printf ("%s%u", marker, i);

          json_builder_add_string_value (builder, mark);
        }
      else
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n\n" : "", part->text);
    }
  json_builder_end_array (builder);
  easel_json_add_string (builder, "content", text->str);
  json_builder_end_object (builder);
}

static void
add_messages (JsonBuilder *builder, EaselPrompt *prompt, EaselSchemaMode mode, const char *marker)
{
  GPtrArray *parts = easel_prompt_get_parts (prompt);
  g_autofree char *system = easel_prompt_dup_instructions (prompt,
                                                           (mode & EASEL_SCHEMA_MODE_WORDS) != 0);

  easel_json_begin_array (builder, "messages");
  if (system != NULL)
    {
      json_builder_begin_object (builder);
      easel_json_add_string (builder, "role", "system");
      easel_json_add_string (builder, "content", system);
      json_builder_end_object (builder);
    }
  for (guint i = 0; i < parts->len;)
    {
      guint end = easel_prompt_get_message_end (prompt, i);

      add_message (builder, parts, i, end, marker);
      i = end;
    }
  json_builder_end_array (builder);
}

static void
add_options (JsonBuilder *builder, EaselPrompt *prompt)
{
  guint max_tokens = easel_prompt_get_max_tokens (prompt);
  guint context = easel_prompt_get_context_tokens (prompt);

  easel_json_begin_object (builder, "options");
  if (context > 0)
    easel_json_add_int (builder, "num_ctx", context);
  if (max_tokens > 0)
    easel_json_add_int (builder, "num_predict", max_tokens);
  json_builder_end_object (builder);
}

/* Nothing is said about thinking: "think": false makes some models that can think overlook the
 * format, and to any other it means nothing. */
EaselRequestStream *
easel_ollama_request_build (const char *model, EaselPrompt *prompt, EaselSchemaMode mode)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *marker = easel_prompt_stream_make_marker (prompt);
  JsonNode *schema = easel_prompt_get_schema (prompt);

  json_builder_begin_object (builder);
  easel_json_add_string (builder, "model", model);
  easel_json_add_boolean (builder, "stream", TRUE);
  /* Else the beginning of what does not fit, which is what to do, is left out without a word. */
  easel_json_add_boolean (builder, "truncate", FALSE);
  if (schema != NULL && (mode & EASEL_SCHEMA_MODE_FORMAT) != 0)
    {
      json_builder_set_member_name (builder, "format");
      json_builder_add_value (builder, json_node_copy (schema));
    }
  add_options (builder, prompt);
  add_messages (builder, prompt, mode, marker);
  json_builder_end_object (builder);

  return easel_prompt_stream_new (easel_json_builder_to_text (builder), prompt, marker);
}

static EaselRequestStream *
build_named (const char *model, gboolean with_stream)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  EaselRequestStream *stream = easel_request_stream_new ();
  g_autoptr (GBytes) bytes = NULL;
  char *text;

  json_builder_begin_object (builder);
  easel_json_add_string (builder, "model", model);
  if (with_stream)
    easel_json_add_boolean (builder, "stream", TRUE);
  json_builder_end_object (builder);
  text = easel_json_builder_to_text (builder);
  bytes = g_bytes_new_take (text, strlen (text));
  easel_request_stream_add (stream, bytes);
  return stream;
}

EaselRequestStream *
easel_ollama_request_build_show (const char *model)
{
  return build_named (model, FALSE);
}

EaselRequestStream *
easel_ollama_request_build_pull (const char *model)
{
  return build_named (model, TRUE);
}
