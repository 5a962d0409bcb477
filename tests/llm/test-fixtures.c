/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "llm-testing.h"

#include "easel-openai-codec.h"
#include "easel-sse-reader.h"

#include <string.h>

/* Recorded streams, sent by a real server to the real client in every way of cutting, and
 * compared with what their .expect.json files say. */

static const char *const names[] = { "openai-basic",           "openai-crlf-comments",
                                     "openai-error-midstream", "openai-refusal",
                                     "openai-usage-chunk",     "openai-utf8-split" };

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

  if (json_object_has_member (expected, "usage"))
    {
      JsonObject *usage = json_object_get_object_member (expected, "usage");

      g_assert_cmpint (easel_reply_get_input_tokens (reply), ==,
                       json_object_get_int_member (usage, "prompt"));
      g_assert_cmpint (easel_reply_get_output_tokens (reply), ==,
                       json_object_get_int_member (usage, "completion"));
    }
  else
    g_assert_cmpint (easel_reply_get_input_tokens (reply), ==, -1);
}

static void
check_error (GError *error, JsonObject *expected)
{
  if (!json_object_get_null_member (expected, "error"))
    {
      JsonObject *stated = json_object_get_object_member (expected, "error");

      g_assert_cmpstr (json_object_get_string_member (stated, "type"), ==, "server_error");
      g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_SERVER);
      g_assert_nonnull (strstr (error->message, json_object_get_string_member (stated, "message")));
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
  g_autofree char *route = g_strdup_printf (
      "{\"method\":\"POST\",\"path\":\"/v1/chat/completions\",\"body_file\":\"%s.sse\","
      "\"headers\":{\"Content-Type\":\"text/event-stream\"}%s}",
      name, cutting);
  g_autoptr (EaselTestServer) server = llm_testing_serve (route);
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_OPENAI);
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

static gboolean
fold_event (const char *event, const char *data, gsize length, gpointer user_data, GError **error)
{
  return easel_openai_codec_fold_event (user_data, event, data, length, error);
}

/* Every single place to cut in two, without a network. */
static void
test_every_cut (gconstpointer name)
{
  g_autofree char *file = g_strconcat (name, ".sse", NULL);
  g_autoptr (GBytes) bytes = llm_testing_fixture (file);
  g_autoptr (JsonObject) expected = load_expectation (name);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  for (gsize cut = 0; cut <= size; cut++)
    {
      g_autoptr (EaselReply) reply = easel_reply_new ();
      g_autoptr (JsonParser) parser = json_parser_new ();
      EaselReplyFold fold = { .reply = reply, .host = "Tester", .parser = parser };
      g_autoptr (EaselSseReader) reader = easel_sse_reader_new (65536, fold_event, &fold);
      g_autoptr (GError) error = NULL;

      if (easel_sse_reader_push (reader, data, cut, &error))
        easel_sse_reader_push (reader, data + cut, size - cut, &error);
      check_reply (reply, expected);
      if (json_object_get_null_member (expected, "error"))
        g_assert_no_error (error);
      else
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
