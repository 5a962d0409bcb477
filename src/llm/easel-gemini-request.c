/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-gemini-request.h"

#include "easel-json.h"
#include "easel-prompt-stream.h"

#define MODEL_PREFIX "models/"

static void
add_part (JsonBuilder *builder, EaselPromptPart *part, const char *marker, guint n)
{
  json_builder_begin_object (builder);
  if (part->image != NULL)
    {
      g_autofree char *mark = g_strdup_printf ("%s%u", marker, n);

      easel_json_begin_object (builder, "inlineData");
      easel_json_add_string (builder, "mimeType", part->mime_type);
      easel_json_add_string (builder, "data", mark);
      json_builder_end_object (builder);
    }
  else
    easel_json_add_string (builder, "text", part->text);
  json_builder_end_object (builder);
}

static void
add_contents (JsonBuilder *builder, EaselPrompt *prompt, const char *marker)
{
  GPtrArray *parts = easel_prompt_get_parts (prompt);

  easel_json_begin_array (builder, "contents");
  for (guint i = 0; i < parts->len;)
    {
      EaselPromptPart *first = g_ptr_array_index (parts, i);
      guint end = easel_prompt_get_message_end (prompt, i);

      json_builder_begin_object (builder);
      easel_json_add_string (builder, "role",
                             first->role == EASEL_PROMPT_ROLE_USER ? "user" : "model");
      easel_json_begin_array (builder, "parts");
      for (; i < end; i++)
        add_part (builder, g_ptr_array_index (parts, i), marker, i);
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_instructions (JsonBuilder *builder, const char *text)
{
  easel_json_begin_object (builder, "systemInstruction");
  easel_json_begin_array (builder, "parts");
  json_builder_begin_object (builder);
  easel_json_add_string (builder, "text", text);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_config (JsonBuilder *builder, EaselPrompt *prompt, EaselSchemaMode mode)
{
  JsonNode *schema = easel_prompt_get_schema (prompt);
  guint max_tokens = easel_prompt_get_max_tokens (prompt);

  easel_json_begin_object (builder, "generationConfig");
  if (max_tokens > 0)
    easel_json_add_int (builder, "maxOutputTokens", max_tokens);
  /* It takes all of what #EaselSchema has. */
  if (schema != NULL && (mode & EASEL_SCHEMA_MODE_FORMAT) != 0)
    {
      easel_json_add_string (builder, "responseMimeType", "application/json");
      json_builder_set_member_name (builder, "responseJsonSchema");
      json_builder_add_value (builder, json_node_copy (schema));
    }
  json_builder_end_object (builder);
}

EaselRequestStream *
easel_gemini_request_build (const char *model, EaselPrompt *prompt, EaselSchemaMode mode)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *marker = easel_prompt_stream_make_marker (prompt);
  g_autofree char *system = easel_prompt_dup_instructions (prompt,
                                                           (mode & EASEL_SCHEMA_MODE_WORDS) != 0);

  json_builder_begin_object (builder);
  if (system != NULL)
    add_instructions (builder, system);
  add_config (builder, prompt, mode);
  add_contents (builder, prompt, marker);
  json_builder_end_object (builder);

  return easel_prompt_stream_new (easel_json_builder_to_text (builder), prompt, marker);
}

EaselRequestStream *
easel_gemini_request_build_image (EaselImageRequest *request)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (EaselPrompt) prompt = easel_prompt_new (NULL);
  g_autofree char *words = easel_image_request_dup_labelled_prompt (request);
  g_autofree char *marker = NULL;
  GPtrArray *inputs = easel_image_request_get_inputs (request);

  for (guint i = 0; i < inputs->len; i++)
    {
      EaselImageInput *input = g_ptr_array_index (inputs, i);

      easel_prompt_add_image (prompt, input->image, input->mime_type);
    }
  easel_prompt_add_text (prompt, EASEL_PROMPT_ROLE_USER, words);
  marker = easel_prompt_stream_make_marker (prompt);

  json_builder_begin_object (builder);
  easel_json_begin_object (builder, "generationConfig");
  easel_json_begin_array (builder, "responseModalities");
  json_builder_add_string_value (builder, "TEXT");
  json_builder_add_string_value (builder, "IMAGE");
  json_builder_end_array (builder);
  if (easel_image_request_get_seed (request) >= 0)
    easel_json_add_int (builder, "seed", easel_image_request_get_seed (request));
  if (easel_image_request_get_aspect_ratio (request) != NULL)
    {
      easel_json_begin_object (builder, "imageConfig");
      easel_json_add_string (builder, "aspectRatio",
                             easel_image_request_get_aspect_ratio (request));
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
  add_contents (builder, prompt, marker);
  json_builder_end_object (builder);

  return easel_prompt_stream_new (easel_json_builder_to_text (builder), prompt, marker);
}

static char *
make_path (const char *model, const char *verb)
{
  const char *plain = g_str_has_prefix (model, MODEL_PREFIX) ? model + sizeof MODEL_PREFIX - 1
                                                             : model;
  g_autofree char *escaped = g_uri_escape_string (plain, NULL, FALSE);

  return g_strdup_printf ("/models/%s:%s", escaped, verb);
}

char *
easel_gemini_request_make_path (const char *model)
{
  return make_path (model, "streamGenerateContent?alt=sse");
}

char *
easel_gemini_request_make_batch_path (const char *model)
{
  return make_path (model, "batchGenerateContent");
}
