/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "llm-testing.h"

#include "easel-anthropic-codec.h"
#include "easel-gemini-codec.h"
#include "easel-line-reader.h"
#include "easel-ollama-codec.h"
#include "easel-openai-codec.h"
#include "easel-reply-reader.h"

#include <string.h>

/* Recorded streams, sent by a real server to the real client in every way of cutting, and
 * compared with what their .expect.json files say. */

static const struct
{
  const char *prefix; /* of a file's name */
  EaselProviderKind kind;
  const char *path;
  const char *ending;
  const char *type;
  const EaselReplyFormat format;
} wires[] = {
  { "openai-",
    EASEL_PROVIDER_OPENAI,
    "/v1/chat/completions",
    "sse",
    "text/event-stream",
    { .fold_event = easel_openai_codec_fold_event } },
  { "anthropic-",
    EASEL_PROVIDER_ANTHROPIC,
    "/v1/messages",
    "sse",
    "text/event-stream",
    { .fold_event = easel_anthropic_codec_fold_event } },
  { "gemini-",
    EASEL_PROVIDER_GEMINI,
    "/v1/models/m:streamGenerateContent",
    "sse",
    "text/event-stream",
    { .fold_event = easel_gemini_codec_fold_event } },
  { "ollama-",
    EASEL_PROVIDER_OLLAMA,
    "/api/chat",
    "ndjson",
    "application/x-ndjson",
    { .lines = TRUE, .fold_event = easel_ollama_codec_fold_event } },
};

static const char *const names[] = { "openai-basic",
                                     "openai-crlf-comments",
                                     "openai-error-midstream",
                                     "openai-refusal",
                                     "openai-usage-chunk",
                                     "openai-utf8-split",
                                     "anthropic-basic",
                                     "anthropic-error-midstream",
                                     "anthropic-thinking-tool",
                                     "gemini-basic-crlf",
                                     "gemini-image",
                                     "gemini-prompt-blocked",
                                     "ollama-chat" };

static guint
find_wire (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (wires); i++)
    if (g_str_has_prefix (name, wires[i].prefix))
      return i;
  g_assert_not_reached ();
}

static JsonObject *
load_expectation (const char *name)
{
  g_autofree char *file = g_strconcat (name, ".expect.json", NULL);
  g_autoptr (GBytes) bytes = llm_testing_fixture (file);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (text, &error);

  g_assert_no_error (error);
  return json_node_dup_object (node);
}

/* What was thought is paid for too: it is output as well. */
static void
check_usage (EaselReply *reply, JsonObject *expected)
{
  JsonObject *usage;
  gint64 input;
  gint64 output;

  if (!json_object_has_member (expected, "usage"))
    return;
  usage = json_object_get_object_member (expected, "usage");
  input = json_object_get_int_member (usage, json_object_has_member (usage, "prompt") ? "prompt"
                                                                                      : "input");
  output = json_object_has_member (usage, "total")
               ? json_object_get_int_member (usage, "total") - input
               : json_object_get_int_member (
                     usage, json_object_has_member (usage, "completion") ? "completion" : "output");
  g_assert_cmpint (easel_reply_get_input_tokens (reply), ==, input);
  g_assert_cmpint (easel_reply_get_output_tokens (reply), ==, output);
}

static void
check_reply (EaselReply *reply, JsonObject *expected)
{
  g_assert_cmpstr (easel_reply_get_text (reply), ==,
                   json_object_get_string_member (expected, "text"));
  g_assert_cmpint (easel_reply_get_complete (reply), ==,
                   json_object_get_boolean_member (expected, "complete"));
  g_assert_cmpstr (easel_reply_get_finish_reason (reply), ==,
                   json_object_get_string_member_with_default (expected, "finish", NULL));
  g_assert_cmpstr (easel_reply_get_refusal (reply), ==,
                   json_object_get_string_member_with_default (expected, "refusal", NULL));

  check_usage (reply, expected);
}

static void
check_error (GError *error, JsonObject *expected)
{
  if (!json_object_get_null_member (expected, "error"))
    {
      JsonObject *stated = json_object_get_object_member (expected, "error");
      const char *type = json_object_get_string_member (stated, "type");

      if (g_str_equal (type, "overloaded_error"))
        g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_OVERLOADED);
      else if (g_str_equal (type, "PROHIBITED_CONTENT"))
        g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_REFUSED);
      else
        g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_SERVER);
      g_assert_nonnull (strstr (
          error->message, json_object_get_string_member_with_default (stated, "message", "")));
    }
  else if (json_object_has_member (expected, "refusal"))
    {
      g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_REFUSED);
      g_assert_nonnull (
          strstr (error->message, json_object_get_string_member (expected, "refusal")));
    }
  else
    g_assert_no_error (error);
}

static void
collect (const char *text, gpointer user_data)
{
  g_string_append (user_data, text);
}

static void
replay (const char *name, const char *cutting)
{
  guint wire = find_wire (name);
  g_autofree char *route = g_strdup_printf (
      "{\"method\":\"POST\",\"path\":\"%s\",\"body_file\":\"%s.%s\","
      "\"headers\":{\"Content-Type\":\"%s\"}%s}",
      wires[wire].path, name, wires[wire].ending, wires[wire].type, cutting);
  g_autoptr (EaselTestServer) server = llm_testing_serve (route);
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, wires[wire].kind);
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (FALSE);
  g_autoptr (JsonObject) expected = load_expectation (name);
  g_autoptr (GString) streamed = g_string_new (NULL);
  g_autoptr (EaselReply) partial = NULL;
  g_autoptr (EaselReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  reply = easel_provider_complete (provider, "m", prompt, collect, streamed, &partial, NULL,
                                   &error);
  g_assert_true ((reply == NULL) != (partial == NULL));
  check_error (error, expected);
  check_reply (reply != NULL ? reply : partial, expected);
  g_assert_cmpstr (streamed->str, ==, json_object_get_string_member (expected, "text"));
}

static void
test_one_piece (gconstpointer name)
{
  replay (name, "");
}

static void
test_byte_by_byte (gconstpointer name)
{
  replay (name, ",\"piece_bytes\":1");
}

static void
test_chunked_byte_by_byte (gconstpointer name)
{
  replay (name, ",\"piece_bytes\":1,\"framing\":\"chunked\"");
}

static void
test_split_at (gconstpointer name)
{
  g_autoptr (JsonObject) expected = load_expectation (name);
  g_autofree char *split = NULL;
  g_autofree char *cutting = NULL;

  if (!json_object_has_member (expected, "split_at"))
    {
      g_test_skip ("states no split points");
      return;
    }
  split = json_to_string (json_object_get_member (expected, "split_at"), FALSE);
  /* A pause between the pieces keeps the network from joining them again. */
  cutting = g_strdup_printf (",\"framing\":\"close\",\"piece_delay_ms\":5,\"pieces\":%s", split);
  replay (name, cutting);
}

typedef struct
{
  EaselReplyFold fold;
  const EaselReplyFormat *format;
} Folding;

static gboolean
fold_event (const char *event, const char *data, gsize length, gpointer user_data, GError **error)
{
  Folding *folding = user_data;

  return folding->format->fold_event (&folding->fold, event, data, length, error);
}

static gboolean
push_cut (Folding *folding, const char *data, gsize size, gsize cut, GError **error)
{
  g_autoptr (EaselSseReader) events = easel_sse_reader_new (65536, fold_event, folding);
  g_autoptr (EaselLineReader) lines = easel_line_reader_new (65536, fold_event, folding);

  if (folding->format->lines)
    return easel_line_reader_push (lines, data, cut, error)
           && easel_line_reader_push (lines, data + cut, size - cut, error)
           && easel_line_reader_finish (lines, error);
  return easel_sse_reader_push (events, data, cut, error)
         && easel_sse_reader_push (events, data + cut, size - cut, error);
}

/* Every single place to cut in two, without a network. */
static void
test_every_cut (gconstpointer name)
{
  guint wire = find_wire (name);
  g_autofree char *file = g_strdup_printf ("%s.%s", (const char *) name, wires[wire].ending);
  g_autoptr (GBytes) bytes = llm_testing_fixture (file);
  g_autoptr (JsonObject) expected = load_expectation (name);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  for (gsize cut = 0; cut <= size; cut++)
    {
      g_autoptr (EaselReply) reply = easel_reply_new ();
      g_autoptr (JsonParser) parser = json_parser_new ();
      Folding folding = { .fold = { .reply = reply, .host = "Tester", .parser = parser },
                          .format = &wires[wire].format };
      g_autoptr (GError) error = NULL;

      push_cut (&folding, data, size, cut, &error);
      check_reply (reply, expected);
      if (json_object_get_null_member (expected, "error"))
        g_assert_no_error (error);
      else if (error != NULL)
        check_error (error, expected);
    }
}

static void
add (const char *name, const char *way, GTestDataFunc func)
{
  g_autofree char *path = g_strdup_printf ("/fixtures/%s/%s", name, way);

  g_test_add_data_func (path, name, func);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      add (names[i], "one-piece", test_one_piece);
      add (names[i], "byte-by-byte", test_byte_by_byte);
      add (names[i], "chunked-byte-by-byte", test_chunked_byte_by_byte);
      add (names[i], "split-at", test_split_at);
      add (names[i], "every-cut", test_every_cut);
    }
  return g_test_run ();
}
