/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "llm-testing.h"

#include "easel-line-reader.h"
#include "easel-ollama-request.h"

#include <string.h>

/* What only Ollama has: requests, lines, what a model can do. */

#define CHAT "\"method\":\"POST\",\"path\":\"/api/chat\""
#define SHOW "\"method\":\"POST\",\"path\":\"/api/show\""

static void
test_request (void)
{
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (TRUE);
  g_autoptr (GBytes) picture = g_bytes_new_static ("\1\2\3\4", 4);
  g_autoptr (EaselRequestStream) stream = NULL;

  easel_prompt_add_image (prompt, picture, "image/png");
  easel_prompt_add_text (prompt, EASEL_PROMPT_ROLE_USER, "Well?");
  easel_prompt_set_max_tokens (prompt, 300);
  easel_prompt_set_context_tokens (prompt, 8192);
  stream = easel_ollama_request_build ("m", prompt, EASEL_SCHEMA_MODE_FORMAT);
  llm_testing_assert_request (
      stream,
      "{\"model\":\"m\",\"stream\":true,\"truncate\":false,\"format\":{\"type\":\"object\","
      "\"properties\":{\"alt\":{"
      "\"type\":\"string\"}},\"required\":[\"alt\"],\"additionalProperties\":false},\"options\":{"
      "\"num_ctx\":8192,\"num_predict\":300},\"messages\":[{\"role\":"
      "\"system\",\"content\":"
      "\"Write alt text.\"},{\"role\":\"user\",\"images\":[\"AQIDBA==\"],\"content\":"
      "\"Describe.\\n\\nWell?\"}]}");
}

/* Whether a model sees is asked before it is sent a picture. */
static void
test_blind (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve (
      "{" SHOW ",\"body\":{\"capabilities\":[\"completion\",\"tools\"]}},"
      "{" CHAT ",\"text\":\"Hi\"}");
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_OLLAMA);
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (FALSE);
  g_autoptr (GBytes) picture = llm_testing_picture ();
  g_autoptr (EaselReply) reply = NULL;
  g_autoptr (JsonArray) journal = NULL;
  g_autoptr (GError) error = NULL;

  reply = easel_provider_complete (provider, "m", prompt, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  easel_prompt_add_image (prompt, picture, "image/png");
  g_assert_null (easel_provider_complete (provider, "m", prompt, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NO_VISION);
  journal = easel_test_server_get_journal (server, "request");
  g_assert_cmpuint (json_array_get_length (journal), ==, 2);
  g_assert_cmpstr (
      json_object_get_string_member (json_array_get_object_element (journal, 1), "body"), ==,
      "{\"model\":\"m\"}");
}

/* It sees, or nobody says: then it is asked. */
static void
test_sees (void)
{
  static const char *const shows[] = {
    "{" SHOW ",\"body\":{\"capabilities\":[\"completion\",\"vision\"]}}",
    "{" SHOW ",\"body\":{}}",
    "{" SHOW ",\"status\":404,\"body\":{\"error\":\"model 'm' not found\"}}",
    "{" SHOW ",\"body\":\"[\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (shows); i++)
    {
      g_autofree char *routes = g_strconcat (shows[i], ",{" CHAT ",\"text\":\"Hi\"}", NULL);
      g_autoptr (EaselTestServer) server = llm_testing_serve (routes);
      g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_OLLAMA);
      g_autoptr (EaselPrompt) prompt = llm_testing_prompt (FALSE);
      g_autoptr (GBytes) picture = llm_testing_picture ();
      g_autoptr (EaselReply) reply = NULL;
      g_autoptr (GError) error = NULL;

      easel_prompt_add_image (prompt, picture, "image/png");
      reply = easel_provider_complete (provider, "m", prompt, NULL, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
    }
}

/* How much there is room for is said each time; what has no room is refused, and not cut. */
static void
test_room (void)
{
  static const char refusal[] = "{\"error\":\"{\\\"error\\\":{\\\"code\\\":400,\\\"message\\\":"
                                "\\\"request (8889 tokens) exceeds the available context size\\\","
                                "\\\"type\\\":\\\"exceed_context_size_error\\\",\\\"n_ctx\\\":"
                                "8192}}\"}";
  g_autoptr (EaselTestServer) server = llm_testing_serve ("{" CHAT ",\"times\":1,\"text\":\"Hi\"}");
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_OLLAMA);
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (FALSE);
  g_autoptr (EaselPrompt) schema_prompt = llm_testing_prompt (TRUE);
  g_autoptr (EaselReply) reply = NULL;
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (EaselTestServer) full = NULL;
  g_autoptr (EaselProvider) asked = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *route = g_strdup_printf ("{" CHAT ",\"status\":400,\"body\":%s}", refusal);
  JsonObject *request;

  reply = easel_provider_complete (provider, "m", prompt, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  requests = llm_testing_requests (server);
  request = json_node_get_object (g_ptr_array_index (requests, 0));
  g_assert_cmpint (
      json_object_get_int_member (json_object_get_object_member (request, "options"), "num_ctx"),
      ==, EASEL_PROVIDER_CONTEXT_TOKENS);
  g_assert_false (json_object_get_boolean_member (request, "truncate"));
  g_assert_false (json_object_has_member (request, "think"));

  full = llm_testing_serve (route);
  asked = llm_testing_provider (full, EASEL_PROVIDER_OLLAMA);
  g_assert_null (
      easel_provider_complete (asked, "m", schema_prompt, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_CONTEXT_TOO_LONG);
  g_assert_nonnull (strstr (error->message, "8889 tokens"));
  g_clear_pointer (&requests, g_ptr_array_unref);
  requests = llm_testing_requests (full);
  g_assert_cmpuint (requests->len, ==, 1);
}

static void
test_models (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve (
      "{\"method\":\"GET\",\"path\":\"/api/tags\",\"body\":{\"models\":[{\"name\":\"llava:latest\","
      "\"model\":\"llava:latest\"},{\"name\":\"old\"},{\"name\":\"text\"},{}]}},"
      "{" SHOW ",\"match\":{\"body_contains\":\"llava\"},\"body\":{\"capabilities\":["
      "\"vision\"]}},"
      "{" SHOW ",\"match\":{\"body_contains\":\"text\"},\"body\":{\"capabilities\":["
      "\"completion\"]}},{" SHOW ",\"body\":{\"template\":\"x\"}}");
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_OLLAMA);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) models = easel_provider_list_models (provider, NULL, &error);
  EaselModel *model;

  g_assert_no_error (error);
  g_assert_cmpuint (models->len, ==, 3);
  model = g_ptr_array_index (models, 0);
  g_assert_cmpstr (model->id, ==, "llava:latest");
  g_assert_true (model->vision_known && model->vision);
  model = g_ptr_array_index (models, 1);
  g_assert_false (model->vision_known);
  model = g_ptr_array_index (models, 2);
  g_assert_true (model->vision_known && !model->vision);
}

static void
test_not_ollama (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve (
      "{\"status\":404,\"headers\":{\"Content-Type\":\"text/plain\"},\"body\":\"no\"}");
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_OLLAMA);
  g_autoptr (GError) error = NULL;

  g_assert_null (easel_provider_list_models (provider, NULL, &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NOT_API);
}

/* The last line may come without its end. */
static void
test_last_line (void)
{
  static const struct
  {
    const char *last;
    int code;
  } lasts[] = {
    { "{\\\"message\\\":{\\\"content\\\":\\\"!\\\"},\\\"done\\\":true}", -1 },
    { "{\\\"error\\\":\\\"It broke\\\"}", EASEL_LLM_ERROR_SERVER },
    { "{\\\"error\\\":\\\"It bro", EASEL_LLM_ERROR_INCOMPLETE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lasts); i++)
    {
      g_autofree char *route = g_strdup_printf (
          "{" CHAT ",\"headers\":{\"Content-Type\":\"application/x-ndjson\"},"
          "\"body\":\"{\\\"message\\\":{\\\"content\\\":\\\"Hi\\\"}}\\n%s\"}",
          lasts[i].last);
      g_autoptr (EaselTestServer) server = llm_testing_serve (route);
      g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_OLLAMA);
      g_autoptr (EaselPrompt) prompt = llm_testing_prompt (FALSE);
      g_autoptr (EaselReply) partial = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (EaselReply) reply = easel_provider_complete (provider, "m", prompt, NULL, NULL,
                                                              &partial, NULL, &error);

      if (lasts[i].code < 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, EASEL_LLM_ERROR, lasts[i].code);
      g_assert_cmpstr (easel_reply_get_text (reply != NULL ? reply : partial), ==,
                       lasts[i].code < 0 ? "Hi!" : "Hi");
    }
}

/* Lines */

static gboolean
on_line (const char *event, const char *data, gsize length, gpointer user_data, GError **error)
{
  g_string_append_len (user_data, data, (gssize) length);
  g_string_append_c (user_data, '|');
  return TRUE;
}

static void
test_lines (void)
{
  static const struct
  {
    const char *stream;
    const char *lines;
  } streams[] = {
    { "{}\n[1]\n", "{}|[1]|" },
    { "\n\r\n{}\r\n", "{}|" },
    { "{}\n{\"a\":1}", "{}|{\"a\":1}|" }, /* a last line without an end */
    { "{}\n{\"a\":", "{}|" },             /* cut in the middle */
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (streams); i++)
    for (gsize step = 1; step < 6; step++)
      {
        g_autoptr (GString) got = g_string_new (NULL);
        g_autoptr (EaselLineReader) reader = easel_line_reader_new (100, on_line, got);
        gsize length = strlen (streams[i].stream);

        for (gsize at = 0; at < length; at += step)
          g_assert_true (easel_line_reader_push (reader, streams[i].stream + at,
                                                 MIN (step, length - at), NULL));
        g_assert_true (easel_line_reader_finish (reader, NULL));
        g_assert_cmpstr (got->str, ==, streams[i].lines);
      }
}

static void
test_long_line (void)
{
  g_autoptr (GString) got = g_string_new (NULL);
  g_autoptr (EaselLineReader) reader = easel_line_reader_new (10, on_line, got);
  g_autoptr (GError) error = NULL;

  g_assert_true (easel_line_reader_push (reader, "1234567\n89", 10, &error));
  g_assert_false (easel_line_reader_push (reader, "123456789", 9, &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_TOO_LARGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ollama/request", test_request);
  g_test_add_func ("/ollama/blind", test_blind);
  g_test_add_func ("/ollama/sees", test_sees);
  g_test_add_func ("/ollama/room", test_room);
  g_test_add_func ("/ollama/models", test_models);
  g_test_add_func ("/ollama/not-ollama", test_not_ollama);
  g_test_add_func ("/ollama/last-line", test_last_line);
  g_test_add_func ("/ollama/lines", test_lines);
  g_test_add_func ("/ollama/long-line", test_long_line);
  return g_test_run ();
}
