/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "llm-testing.h"

#include <string.h>

/* The real client against a real server: how answers end, and what is made of them. */

#define COMPLETIONS "\"method\":\"POST\",\"path\":\"/v1/chat/completions\""
#define EVENTS "\"headers\":{\"Content-Type\":\"text/event-stream\"}"
#define CHUNK(text)                                                                                \
  "data: {\\\"choices\\\":[{\\\"index\\\":0,\\\"delta\\\":{\\\"content\\\":\\\"" text              \
  "\\\"},\\\"finish_reason\\\":null}]}\\n\\n"
#define FINISH(reason)                                                                             \
  "data: {\\\"choices\\\":[{\\\"index\\\":0,\\\"delta\\\":{},\\\"finish_reason\\\":\\\"" reason    \
  "\\\"}]}\\n\\n"
#define DONE "data: [DONE]\\n\\n"
#define STREAM(body) "{" COMPLETIONS "," EVENTS ",\"body\":\"" body "\"}"

static void
collect (const char *text, gpointer user_data)
{
  g_string_append (user_data, text);
}

/* One question to a server with @routes. @error: -1 for none. @text: of the reply, or of what
 * had come before the error; %NULL when there must be none. */
static void
ask_once (const char *routes, gboolean with_schema, int error_code, const char *text)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve (routes);
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_COMPATIBLE);
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (with_schema);
  g_autoptr (EaselReply) partial = NULL;
  g_autoptr (EaselReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  reply = easel_provider_complete (provider, "m", prompt, NULL, NULL, &partial, NULL, &error);
  if (error != NULL)
    g_test_message ("%s", error->message);
  if (error_code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, EASEL_LLM_ERROR, error_code);
  g_assert_true ((reply != NULL) == (error == NULL));
  if (text != NULL)
    g_assert_cmpstr (easel_reply_get_text (reply != NULL ? reply : partial), ==, text);
}

static void
wait_with (const char *routes, guint connect_seconds, guint silence_seconds, int error_code)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve (routes);
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_OPENAI);
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (FALSE);
  g_autoptr (EaselReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  easel_http_provider_set_timeouts (EASEL_HTTP_PROVIDER (provider), connect_seconds,
                                    silence_seconds, silence_seconds);
  reply = easel_provider_complete (provider, "m", prompt, NULL, NULL, NULL, NULL, &error);
  if (error_code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, EASEL_LLM_ERROR, error_code);
}

static void
test_streams_text (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve (
      "{" COMPLETIONS ",\"text\":\"A red barn, in the evening sun.\"}");
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_OPENAI);
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (FALSE);
  g_autoptr (GString) streamed = g_string_new (NULL);
  g_autoptr (EaselReply) partial = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselReply) reply = easel_provider_complete (provider, "some-model", prompt, collect,
                                                          streamed, &partial, NULL, &error);

  g_assert_no_error (error);
  g_assert_null (partial);
  g_assert_cmpstr (easel_reply_get_text (reply), ==, "A red barn, in the evening sun.");
  g_assert_cmpstr (streamed->str, ==, "A red barn, in the evening sun.");
  g_assert_cmpstr (easel_reply_get_model (reply), ==, "some-model");
  g_assert_cmpint (easel_reply_get_input_tokens (reply), ==, 100);
  g_assert_cmpint (easel_reply_get_output_tokens (reply), >, 0);
  g_assert_null (easel_reply_get_json (reply));
}

static void
test_fills_schema (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve ("{" COMPLETIONS ",\"echo_schema\":true}");
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_OPENAI);
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (TRUE);
  g_autoptr (GBytes) picture = llm_testing_picture ();
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (EaselReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  JsonArray *messages;

  easel_prompt_add_image (prompt, picture, "image/png");
  reply = easel_provider_complete (provider, "m", prompt, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (
      json_object_get_string_member (json_node_get_object (easel_reply_get_json (reply)), "alt"),
      ==, "Test alt");

  requests = llm_testing_requests (server);
  g_assert_cmpuint (requests->len, ==, 1);
  messages = json_object_get_array_member (json_node_get_object (g_ptr_array_index (requests, 0)),
                                           "messages");
  g_assert_cmpuint (json_array_get_length (messages), ==, 2);
}

/* A server that does not stream although it was asked to. */
static void
test_whole_answer (void)
{
  ask_once ("{" COMPLETIONS ",\"body\":{\"choices\":[{\"message\":{\"content\":\"Whole.\"},"
            "\"finish_reason\":\"stop\"}]}}",
            FALSE, -1, "Whole.");
}

/* The server says no more, and does not hang up either. */
static void
test_held_open (void)
{
  const char *hold = ",\"framing\":\"close\",\"cut_after\":10000,\"hang\":true}";
  g_autofree char *after_done = g_strconcat (
      "{" COMPLETIONS "," EVENTS ",\"body\":\"" CHUNK ("Hi") FINISH ("stop") DONE "\"", hold, NULL);
  g_autofree char *after_finish = g_strconcat (
      "{" COMPLETIONS "," EVENTS ",\"body\":\"" CHUNK ("Hi") FINISH ("stop") "\"", hold, NULL);

  wait_with (after_done, 5, 600, -1);
  wait_with (after_finish, 5, 1, -1);
}

static void
test_finish_without_done (void)
{
  ask_once (STREAM (CHUNK ("Hi") FINISH ("stop")), FALSE, -1, "Hi");
}

static void
test_done_without_finish (void)
{
  ask_once (STREAM (CHUNK ("Hi") DONE), FALSE, EASEL_LLM_ERROR_INCOMPLETE, "Hi");
}

static void
test_undeclared_stream (void)
{
  ask_once ("{" COMPLETIONS
            ",\"headers\":{\"Content-Type\":\"text/plain\"},\"body\":\"" CHUNK ("Hi")
                FINISH ("stop") DONE "\"}",
            FALSE, -1, "Hi");
}

static void
test_empty_stream (void)
{
  ask_once (STREAM (""), FALSE, EASEL_LLM_ERROR_INCOMPLETE, "");
}

static void
test_empty_body (void)
{
  ask_once ("{" COMPLETIONS ",\"body\":\"\"}", FALSE, EASEL_LLM_ERROR_BAD_REPLY, "");
}

static void
test_empty_answer (void)
{
  ask_once (STREAM (FINISH ("stop") DONE), FALSE, EASEL_LLM_ERROR_BAD_REPLY, "");
}

static void
test_html (void)
{
  ask_once ("{" COMPLETIONS ",\"headers\":{\"Content-Type\":\"text/html\"},"
            "\"body\":\"<html>Please sign in</html>\"}",
            FALSE, EASEL_LLM_ERROR_NOT_API, "");
  ask_once ("{" COMPLETIONS ",\"headers\":{\"Content-Type\":\"text/plain\"},"
            "\"body\":\"  <!doctype html>\"}",
            FALSE, EASEL_LLM_ERROR_NOT_API, "");
}

static void
test_not_http (void)
{
  ask_once ("{" COMPLETIONS ",\"raw\":\"SSH-2.0-OpenSSH_9.2\\r\\n\"}", FALSE,
            EASEL_LLM_ERROR_NOT_API, "");
}

static void
test_malformed_json_midstream (void)
{
  ask_once (STREAM (CHUNK ("Part") "data: {\\\"choices\\\": oops}\\n\\n" CHUNK ("never")
                        FINISH ("stop") DONE),
            FALSE, EASEL_LLM_ERROR_BAD_REPLY, "Part");
}

/* "data: {…"content":"\xff\xfe"…}" */
static void
test_invalid_utf8 (void)
{
  const char *event = "data: {\"choices\":[{\"delta\":{\"content\":\"\xff\xfe\"}}]}\n\n";
  g_autofree char *encoded = g_base64_encode ((const guchar *) event, strlen (event));
  g_autofree char *route = g_strdup_printf ("{" COMPLETIONS "," EVENTS ",\"body_base64\":\"%s\"}",
                                            encoded);

  ask_once (route, FALSE, EASEL_LLM_ERROR_BAD_REPLY, "");
}

static void
test_error_event (void)
{
  ask_once (STREAM (CHUNK ("Part") "event: error\\ndata: {\\\"message\\\":\\\"x\\\"}\\n\\n"), FALSE,
            EASEL_LLM_ERROR_SERVER, "Part");
}

static void
test_truncated (void)
{
  ask_once (STREAM (CHUNK ("{\\\\\\\"alt\\\\\\\":\\\\\\\"long") FINISH ("length") DONE), TRUE,
            EASEL_LLM_ERROR_TRUNCATED, "{\"alt\":\"long");
}

static void
test_content_filter (void)
{
  ask_once (STREAM (CHUNK ("Part") FINISH ("content_filter") DONE), FALSE, EASEL_LLM_ERROR_REFUSED,
            "Part");
}

static void
test_cut (gconstpointer how)
{
  g_autofree char *route = g_strdup_printf ("{" COMPLETIONS "," EVENTS ",\"body\":\"" CHUNK ("One")
                                                CHUNK ("Two") CHUNK ("Three") FINISH ("stop") DONE
                                            "\",%s}",
                                            (const char *) how);

  ask_once (route, FALSE, EASEL_LLM_ERROR_INCOMPLETE, "OneTwo");
}

/* The text was said to be whole; only the end mark is missing. */
static void
test_cut_after_finish (gconstpointer how)
{
  g_autofree char *route = g_strdup_printf ("{" COMPLETIONS "," EVENTS ",\"body\":\"" CHUNK ("One")
                                                FINISH ("stop") DONE "\",%s}",
                                            (const char *) how);

  ask_once (route, FALSE, -1, "One");
}

static void
test_reset_before_answer (void)
{
  ask_once ("{" COMPLETIONS ",\"reset\":true}", FALSE, EASEL_LLM_ERROR_INCOMPLETE, "");
}

static void
test_too_large (void)
{
  g_autofree char *filler = g_strnfill (200, 'x');
  g_autoptr (GString) route = g_string_new ("{" COMPLETIONS "," EVENTS ",\"body\":\"");
  g_autoptr (EaselTestServer) server = NULL;
  g_autoptr (EaselProvider) provider = NULL;
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (FALSE);
  g_autoptr (EaselReply) partial = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 100; i++)
    g_string_append_printf (route, CHUNK ("%s"), filler);
  g_string_append (route, FINISH ("stop") "\"}");
  server = llm_testing_serve (route->str);
  provider = llm_testing_provider (server, EASEL_PROVIDER_COMPATIBLE);
  easel_http_provider_set_max_reply (EASEL_HTTP_PROVIDER (provider), 10000);

  g_assert_null (
      easel_provider_complete (provider, "m", prompt, NULL, NULL, &partial, NULL, &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_TOO_LARGE);
  g_assert_cmpuint (strlen (easel_reply_get_text (partial)), <, 10000);
}

/* Repair */

static void
test_repaired (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve (
      "{" COMPLETIONS ",\"times\":1,\"text\":\"It is a barn.\"},"
      "{" COMPLETIONS ",\"text\":\"```json\\n{\\\"alt\\\":\\\"A barn\\\"}\\n```\"}");
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_OPENAI);
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (TRUE);
  g_autoptr (GString) streamed = g_string_new (NULL);
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselReply) reply = easel_provider_complete (provider, "m", prompt, collect, streamed,
                                                          NULL, NULL, &error);
  JsonArray *messages;

  g_assert_no_error (error);
  g_assert_cmpstr (
      json_object_get_string_member (json_node_get_object (easel_reply_get_json (reply)), "alt"),
      ==, "A barn");
  g_assert_cmpint (easel_reply_get_input_tokens (reply), ==, 200);
  g_assert_nonnull (strstr (streamed->str, "It is a barn.\n\n```"));

  requests = llm_testing_requests (server);
  g_assert_cmpuint (requests->len, ==, 2);
  messages = json_object_get_array_member (json_node_get_object (g_ptr_array_index (requests, 1)),
                                           "messages");
  g_assert_cmpuint (json_array_get_length (messages), ==, 4);
  g_assert_cmpstr (
      json_object_get_string_member (json_array_get_object_element (messages, 2), "content"), ==,
      "It is a barn.");
  g_assert_nonnull (strstr (
      json_object_get_string_member (json_array_get_object_element (messages, 3), "content"),
      "no valid JSON"));
}

static void
test_repair_names_misfit (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve (
      "{" COMPLETIONS ",\"times\":1,\"text\":\"{\\\"alt\\\":7}\"},"
      "{" COMPLETIONS ",\"text\":\"{\\\"alt\\\":\\\"A barn\\\"}\"}");
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_OPENAI);
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (TRUE);
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselReply) reply = easel_provider_complete (provider, "m", prompt, NULL, NULL, NULL,
                                                          NULL, &error);
  JsonArray *messages;

  g_assert_no_error (error);
  requests = llm_testing_requests (server);
  messages = json_object_get_array_member (json_node_get_object (g_ptr_array_index (requests, 1)),
                                           "messages");
  g_assert_nonnull (strstr (
      json_object_get_string_member (json_array_get_object_element (messages, 3), "content"),
      "/alt: must be of type string"));
}

static void
test_not_json_twice (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve ("{" COMPLETIONS
                                                          ",\"text\":\"It is a barn.\"}");
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_OPENAI);
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (TRUE);
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (EaselReply) partial = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (
      easel_provider_complete (provider, "m", prompt, NULL, NULL, &partial, NULL, &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REPLY);
  g_assert_cmpstr (easel_reply_get_text (partial), ==, "It is a barn.");
  g_assert_cmpint (easel_reply_get_input_tokens (partial), ==, 200);
  requests = llm_testing_requests (server);
  g_assert_cmpuint (requests->len, ==, 2);
}

static void
test_nulls_pruned (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve (
      "{" COMPLETIONS ",\"text\":\"{\\\"a\\\":\\\"x\\\",\\\"b\\\":null}\"}");
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_OPENAI);
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (FALSE);
  g_autoptr (JsonNode) schema = json_from_string (
      "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"},\"b\":{\"type\":"
      "\"string\"}},\"required\":[\"a\"],\"additionalProperties\":false}",
      NULL);
  g_autoptr (EaselReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;

  easel_prompt_set_schema (prompt, "x", schema);
  reply = easel_provider_complete (provider, "m", prompt, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  json = json_to_string (easel_reply_get_json (reply), FALSE);
  g_assert_cmpstr (json, ==, "{\"a\":\"x\"}");
}

/* Cancelling and waiting */

typedef struct
{
  GCancellable *cancellable;
  GString *text;
} Canceller;

static void
cancel_at_first_text (const char *text, gpointer user_data)
{
  Canceller *canceller = user_data;

  g_string_append (canceller->text, text);
  g_cancellable_cancel (canceller->cancellable);
}

static void
test_cancel_midstream (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve (
      "{" COMPLETIONS "," EVENTS ",\"framing\":\"chunked\",\"body\":\"" CHUNK ("One") CHUNK ("Two")
          FINISH ("stop") "\",\"cut_after\":100,\"hang\":true}");
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_OPENAI);
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (EaselReply) partial = NULL;
  g_autoptr (GError) error = NULL;
  Canceller canceller = { cancellable, text };

  g_assert_null (easel_provider_complete (provider, "m", prompt, cancel_at_first_text, &canceller,
                                          &partial, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (text->str, ==, "One");
  g_assert_cmpstr (easel_reply_get_text (partial), ==, "One");
  g_assert_true (easel_test_server_wait (server, "closed", 1, EASEL_TEST_SERVER_PATIENCE));
}

typedef struct
{
  EaselProvider *provider;
  GCancellable *cancellable;
  GError *error;
} Waiter;

static gpointer
run_waiter (gpointer data)
{
  Waiter *waiter = data;
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (FALSE);
  g_autoptr (EaselReply) reply = easel_provider_complete (
      waiter->provider, "m", prompt, NULL, NULL, NULL, waiter->cancellable, &waiter->error);

  g_assert_null (reply);
  return NULL;
}

static void
test_cancel_before_headers (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve ("{" COMPLETIONS ",\"hang\":true}");
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_OPENAI);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Waiter waiter = { provider, cancellable, NULL };
  GThread *thread = g_thread_new ("waiter", run_waiter, &waiter);

  g_assert_true (easel_test_server_wait (server, "request", 1, EASEL_TEST_SERVER_PATIENCE));
  g_cancellable_cancel (cancellable);
  g_assert_true (easel_test_server_wait (server, "closed", 1, EASEL_TEST_SERVER_PATIENCE));
  g_thread_join (thread);
  g_assert_error (waiter.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_error_free (waiter.error);
}

static void
test_cancelled_before (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve ("{" COMPLETIONS ",\"text\":\"x\"}");
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_OPENAI);
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (JsonArray) journal = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (
      easel_provider_complete (provider, "m", prompt, NULL, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  journal = easel_test_server_get_journal (server, "request");
  g_assert_cmpuint (json_array_get_length (journal), ==, 0);
}

static void
test_timeout_before_headers (void)
{
  wait_with ("{" COMPLETIONS ",\"hang\":true}", 15, 1, EASEL_LLM_ERROR_TIMEOUT);
}

static void
test_timeout_midstream (void)
{
  wait_with ("{" COMPLETIONS "," EVENTS ",\"body\":\"" CHUNK ("One")
                 FINISH ("stop") "\",\"cut_after\":80,\"hang\":true}",
             15, 1, EASEL_LLM_ERROR_TIMEOUT);
}

/* A queued request gets no byte for long; the limit for connecting is none for that. */
static void
test_patience (void)
{
  wait_with ("{" COMPLETIONS ",\"text\":\"late\",\"delay_ms\":2500}", 1, 20, -1);
}

#define N_STREAMS 32

static gpointer
run_stream (gpointer data)
{
  EaselProvider *provider = data;
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (FALSE);
  g_autoptr (GString) streamed = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselReply) reply = easel_provider_complete (provider, "m", prompt, collect, streamed,
                                                          NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (easel_reply_get_text (reply), ==, streamed->str);
  return g_strdup (streamed->str);
}

static void
test_parallel_streams (void)
{
  g_autofree char *text = g_strnfill (4000, 'w');
  g_autofree char *route = g_strdup_printf (
      "{" COMPLETIONS ",\"text\":\"%s\",\"hold_after\":0,\"piece_delay_ms\":1}", text);
  g_autoptr (EaselTestServer) server = llm_testing_serve (route);
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_OPENAI);
  GThread *threads[N_STREAMS];

  for (guint i = 0; i < N_STREAMS; i++)
    threads[i] = g_thread_new ("stream", run_stream, provider);
  /* All are there before the first is answered: none waits for another's connection. */
  g_assert_true (easel_test_server_wait (server, "held", N_STREAMS, EASEL_TEST_SERVER_PATIENCE));
  easel_test_server_release (server);
  for (guint i = 0; i < N_STREAMS; i++)
    {
      g_autofree char *got = g_thread_join (threads[i]);

      g_assert_cmpstr (got, ==, text);
    }
}

static void
add_cuts (void)
{
  static const char *const hows[][2] = {
    { "chunked", "\"framing\":\"chunked\"" },
    { "length", "\"framing\":\"length\"" },
    { "close", "\"framing\":\"close\"" },
    { "chunked-reset", "\"framing\":\"chunked\",\"reset\":true" },
    { "length-reset", "\"framing\":\"length\",\"reset\":true" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (hows); i++)
    {
      g_autofree char *cut = g_strconcat ("/openai-provider/cut/", hows[i][0], NULL);
      g_autofree char *after = g_strconcat ("/openai-provider/cut-after-finish/", hows[i][0], NULL);

      /* In the middle of the third event; and in the middle of the end mark. */
      g_test_add_data_func_full (cut, g_strconcat (hows[i][1], ",\"cut_after\":190", NULL),
                                 test_cut, g_free);
      g_test_add_data_func_full (after, g_strconcat (hows[i][1], ",\"cut_after\":152", NULL),
                                 test_cut_after_finish, g_free);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/openai-provider/streams-text", test_streams_text);
  g_test_add_func ("/openai-provider/fills-schema", test_fills_schema);
  g_test_add_func ("/openai-provider/whole-answer", test_whole_answer);
  g_test_add_func ("/openai-provider/held-open", test_held_open);
  g_test_add_func ("/openai-provider/finish-without-done", test_finish_without_done);
  g_test_add_func ("/openai-provider/done-without-finish", test_done_without_finish);
  g_test_add_func ("/openai-provider/undeclared-stream", test_undeclared_stream);
  g_test_add_func ("/openai-provider/empty-stream", test_empty_stream);
  g_test_add_func ("/openai-provider/empty-body", test_empty_body);
  g_test_add_func ("/openai-provider/empty-answer", test_empty_answer);
  g_test_add_func ("/openai-provider/html", test_html);
  g_test_add_func ("/openai-provider/not-http", test_not_http);
  g_test_add_func ("/openai-provider/malformed-json-midstream", test_malformed_json_midstream);
  g_test_add_func ("/openai-provider/invalid-utf8", test_invalid_utf8);
  g_test_add_func ("/openai-provider/error-event", test_error_event);
  g_test_add_func ("/openai-provider/truncated", test_truncated);
  g_test_add_func ("/openai-provider/content-filter", test_content_filter);
  add_cuts ();
  g_test_add_func ("/openai-provider/reset-before-answer", test_reset_before_answer);
  g_test_add_func ("/openai-provider/too-large", test_too_large);
  g_test_add_func ("/openai-provider/repaired", test_repaired);
  g_test_add_func ("/openai-provider/repair-names-misfit", test_repair_names_misfit);
  g_test_add_func ("/openai-provider/not-json-twice", test_not_json_twice);
  g_test_add_func ("/openai-provider/nulls-pruned", test_nulls_pruned);
  g_test_add_func ("/openai-provider/cancel-midstream", test_cancel_midstream);
  g_test_add_func ("/openai-provider/cancel-before-headers", test_cancel_before_headers);
  g_test_add_func ("/openai-provider/cancelled-before", test_cancelled_before);
  g_test_add_func ("/openai-provider/timeout-before-headers", test_timeout_before_headers);
  g_test_add_func ("/openai-provider/timeout-midstream", test_timeout_midstream);
  g_test_add_func ("/openai-provider/patience", test_patience);
  g_test_add_func ("/openai-provider/parallel-streams", test_parallel_streams);
  return g_test_run ();
}
