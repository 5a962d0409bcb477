/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-test-wires.h"

#include <string.h>

#define CHARACTERS_PER_EVENT 16

static JsonNode *
get_in (JsonNode *node, const char *outer, const char *middle, const char *inner)
{
  const char *names[] = { outer, middle, inner };

  for (guint i = 0; i < G_N_ELEMENTS (names) && node != NULL; i++)
    if (names[i] != NULL)
      node = JSON_NODE_HOLDS_OBJECT (node)
                 ? json_object_get_member (json_node_get_object (node), names[i])
                 : NULL;
  return node;
}

JsonNode *
easel_test_wires_find_schema (JsonNode *request)
{
  JsonNode *found = get_in (request, "response_format", "json_schema", "schema");

  if (found == NULL)
    found = get_in (request, "output_config", "format", "schema");
  if (found == NULL)
    found = get_in (request, "generationConfig", "responseJsonSchema", NULL);
  if (found == NULL)
    found = get_in (request, "format", NULL, NULL);
  return found != NULL && JSON_NODE_HOLDS_OBJECT (found) ? found : NULL;
}

static char *
quote (const char *text)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text);

  return json_to_string (node, FALSE);
}

static void G_GNUC_PRINTF (3, 4) add (GString *stream, GArray *offsets, const char *format, ...)
{
  va_list args;
  gsize offset;

  va_start (args, format);
  g_string_append_vprintf (stream, format, args);
  va_end (args);
  offset = stream->len;
  g_array_append_val (offsets, offset);
}

/* One piece of the answer, quoted, in the middle of a stream. */
typedef void (*AddPieceFunc) (GString *stream, GArray *offsets, const char *piece);

static void
add_pieces (GString *stream, GArray *offsets, const char *text, AddPieceFunc add_piece)
{
  while (*text != '\0')
    {
      const char *next = text;
      g_autofree char *piece = NULL;
      g_autofree char *quoted = NULL;

      for (guint i = 0; i < CHARACTERS_PER_EVENT && *next != '\0'; i++)
        next = g_utf8_next_char (next);
      piece = g_strndup (text, (gsize) (next - text));
      quoted = quote (piece);
      add_piece (stream, offsets, quoted);
      text = next;
    }
}

static guint
count_tokens (const char *text)
{
  return (guint) strlen (text) / 4 + 1;
}

static void
add_anthropic_piece (GString *stream, GArray *offsets, const char *piece)
{
  add (stream, offsets,
       "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
       "\"delta\":{\"type\":\"text_delta\",\"text\":%s}}\n\n",
       piece);
}

static void
make_anthropic (GString *stream, GArray *offsets, const char *model, const char *text)
{
  add (stream, offsets,
       "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_test\","
       "\"type\":\"message\",\"role\":\"assistant\",\"model\":%s,\"content\":[],"
       "\"stop_reason\":null,\"usage\":{\"input_tokens\":100,\"output_tokens\":1}}}\n\n",
       model);
  add (stream, offsets,
       "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,"
       "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n");
  add (stream, offsets, "event: ping\ndata: {\"type\":\"ping\"}\n\n");
  add_pieces (stream, offsets, text, add_anthropic_piece);
  add (stream, offsets,
       "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n");
  add (stream, offsets,
       "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":"
       "\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":%u}}\n\n",
       count_tokens (text));
  add (stream, offsets, "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
}

static void
add_gemini_piece (GString *stream, GArray *offsets, const char *piece)
{
  add (stream, offsets,
       "data: {\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":%s}]},"
       "\"index\":0}],\"modelVersion\":\"test-model\"}\r\n\r\n",
       piece);
}

static void
end_gemini (GString *stream, GArray *offsets, guint tokens)
{
  add (stream, offsets,
       "data: {\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"\"}]},"
       "\"finishReason\":\"STOP\",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":100,"
       "\"candidatesTokenCount\":%u,\"totalTokenCount\":%u},\"modelVersion\":\"test-model\"}"
       "\r\n\r\n",
       tokens, 100 + tokens);
}

static void
add_ollama_piece (GString *stream, GArray *offsets, const char *piece)
{
  add (stream, offsets,
       "{\"model\":\"test-model\",\"created_at\":\"2026-10-26T17:21:21Z\",\"message\":{\"role\":"
       "\"assistant\",\"content\":%s},\"done\":false}\n",
       piece);
}

static void
end_ollama (GString *stream, GArray *offsets, const char *text)
{
  add (stream, offsets,
       "{\"model\":\"test-model\",\"created_at\":\"2026-10-26T17:21:21Z\",\"message\":{\"role\":"
       "\"assistant\",\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\","
       "\"prompt_eval_count\":100,\"eval_count\":%u}\n",
       count_tokens (text));
}

GBytes *
easel_test_wires_answer (const char *path,
                         JsonNode *request,
                         const char *text,
                         GArray *offsets,
                         const char **content_type)
{
  g_autoptr (GString) stream = g_string_new (NULL);
  JsonNode *named = get_in (request, "model", NULL, NULL);
  g_autofree char *model = named != NULL ? json_to_string (named, FALSE) : quote ("test-model");

  *content_type = "text/event-stream";
  if (g_str_has_suffix (path, "/messages"))
    make_anthropic (stream, offsets, model, text);
  else if (g_str_has_suffix (path, ":streamGenerateContent"))
    {
      add_pieces (stream, offsets, text, add_gemini_piece);
      end_gemini (stream, offsets, count_tokens (text));
    }
  else if (g_str_has_suffix (path, "/api/chat"))
    {
      *content_type = "application/x-ndjson";
      add_pieces (stream, offsets, text, add_ollama_piece);
      end_ollama (stream, offsets, text);
    }
  else
    return NULL;
  return g_string_free_to_bytes (g_steal_pointer (&stream));
}

GBytes *
easel_test_wires_picture (const char *picture, GArray *offsets)
{
  g_autoptr (GString) stream = g_string_new (NULL);

  add_gemini_piece (stream, offsets, "\"Here it is.\"");
  add (stream, offsets,
       "data: {\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"inlineData\":{"
       "\"mimeType\":\"image/png\",\"data\":\"%s\"}}]},\"index\":0}],"
       "\"modelVersion\":\"test-model\"}\r\n\r\n",
       picture);
  end_gemini (stream, offsets, 1290);
  return g_string_free_to_bytes (g_steal_pointer (&stream));
}
