/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "llm-testing.h"

#include <string.h>

/* What holds for every wire format: the real clients against a real server that speaks it. */

#define KEY "key-test-0123456789abcdef"

/* How a format says things. */
typedef struct
{
  const char *name;
  EaselProviderKind kind;
  const char *path;
  const char *type;       /* of a stream */
  const char *key_header; /* with @key_prefix before the key */
  const char *key_prefix;
  const char *one; /* an event with the text “One” */
  const char *two;
  const char *odd; /* what no version knows yet */
  const char *stop;
  const char *length;
  const char *refused; /* (nullable) */
  const char *unknown; /* an end for a reason nobody knows */
  const char *broken;  /* an error in the middle */
  EaselLlmError broken_code;
} Wire;

#define CHUNK(text)                                                                                \
  "data: {\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" text                \
  "\"},\"finish_reason\":null}],\"usage\":null}\n\n"
#define ENDING(reason)                                                                             \
  "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" reason                      \
  "\"}]}\n\ndata: [DONE]\n\n"
#define CHAT(name, kind)                                                                           \
  { name,                                                                                          \
    kind,                                                                                          \
    "/v1/chat/completions",                                                                        \
    "text/event-stream",                                                                           \
    "Authorization",                                                                               \
    "Bearer ",                                                                                     \
    CHUNK ("One"),                                                                                 \
    CHUNK ("Two"),                                                                                 \
    ": keep-alive\n\ndata: {\"later\":1,\"choices\":[]}\n\nevent: later\ndata: {\"choices\":["     \
    "{\"delta\":{\"role\":\"assistant\",\"reasoning\":\"no\",\"tool_calls\":[{}]}},7]}\n\n",       \
    ENDING ("stop"),                                                                               \
    ENDING ("length"),                                                                             \
    ENDING ("content_filter"),                                                                     \
    ENDING ("later"),                                                                              \
    "data: {\"error\":{\"message\":\"Busy\",\"code\":503}}\n\n",                                   \
    EASEL_LLM_ERROR_OVERLOADED }

#define BLOCK(text)                                                                                \
  "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":"     \
  "{\"type\":\"text_delta\",\"text\":\"" text "\"}}\n\n"
#define STOP(reason)                                                                               \
  "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" reason   \
  "\"},\"usage\":{\"output_tokens\":9}}\n\nevent: message_stop\ndata: {\"type\":"                  \
  "\"message_stop\"}\n\n"

#define PART(text)                                                                                 \
  "data: {\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"" text           \
  "\"}]},\"index\":0}]}\r\n\r\n"
#define FINISH(reason)                                                                             \
  "data: {\"candidates\":[{\"finishReason\":\"" reason "\",\"index\":0}]}\r\n\r\n"

#define LINE(text)                                                                                 \
  "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"" text "\"},\"done\":false}" \
  "\n"
#define DONE(reason)                                                                               \
  "{\"model\":\"m\",\"message\":{\"content\":\"\"},\"done\":true,\"done_reason\":\"" reason "\"}"  \
  "\n"

static const Wire wires[] = {
  CHAT ("openai", EASEL_PROVIDER_OPENAI),
  CHAT ("compatible", EASEL_PROVIDER_COMPATIBLE),
  { "anthropic", EASEL_PROVIDER_ANTHROPIC, "/v1/messages", "text/event-stream", "x-api-key", "",
    BLOCK ("One"), BLOCK ("Two"),
    "event: later\ndata: {\"type\":\"later\",\"delta\":[]}\n\n"
    "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"delta\":{\"type\":"
    "\"later_delta\",\"text\":\"no\"}}\n\ndata: {}\n\n",
    STOP ("end_turn"), STOP ("max_tokens"), STOP ("refusal"), STOP ("later"),
    "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
    "\"message\":\"Overloaded\"}}\n\n",
    EASEL_LLM_ERROR_OVERLOADED },
  { "gemini", EASEL_PROVIDER_GEMINI, "/v1/models/m:streamGenerateContent", "text/event-stream",
    "x-goog-api-key", "", PART ("One"), PART ("Two"),
    "data: {\"later\":[]}\r\n\r\ndata: {\"candidates\":[{\"content\":{\"parts\":[{\"later\":{}},7,"
    "{\"text\":\"no\",\"thought\":true}]}}]}\r\n\r\n",
    FINISH ("STOP"), FINISH ("MAX_TOKENS"), FINISH ("SAFETY"), FINISH ("LATER"),
    "data: "
    "{\"error\":{\"code\":503,\"message\":\"Overloaded\",\"status\":\"UNAVAILABLE\"}}\r\n\r\n",
    EASEL_LLM_ERROR_OVERLOADED },
  /* Nobody refuses there but the model itself, in words. */
  { "ollama", EASEL_PROVIDER_OLLAMA, "/api/chat", "application/x-ndjson", "Authorization",
    "Bearer ", LINE ("One"), LINE ("Two"),
    "{\"later\":1}\n\n{\"message\":{\"content\":null,\"thinking\":\"no\",\"tool_calls\":[{}]}}\r\n",
    DONE ("stop"), DONE ("length"), NULL, DONE ("later"), "{\"error\":\"It broke\"}\n",
    EASEL_LLM_ERROR_SERVER },
};

static void
collect (const char *text, gpointer user_data)
{
  g_string_append (user_data, text);
}

/* (transfer full): a route with @body as a stream; @more: (nullable): further members */
static char *
make_route (const Wire *wire, const char *more, const char *body)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), body);
  g_autofree char *quoted = json_to_string (node, FALSE);

  return g_strdup_printf ("{\"method\":\"POST\",\"path\":\"%s\",\"headers\":{\"Content-Type\":"
                          "\"%s\"},\"body\":%s%s}",
                          wire->path, wire->type, quoted, more != NULL ? more : "");
}

/* One question that gets @first and @second (nullable) as its answer. @error_code: -1 for none. */
static void
hear (const Wire *wire,
      const char *more,
      const char *first,
      const char *second,
      int error_code,
      const char *text)
{
  g_autofree char *body = g_strconcat (first, second, NULL);
  g_autofree char *route = make_route (wire, more, body);
  g_autoptr (EaselTestServer) server = llm_testing_serve (route);
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, wire->kind);
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (FALSE);
  g_autoptr (GString) streamed = g_string_new (NULL);
  g_autoptr (EaselReply) partial = NULL;
  g_autoptr (EaselReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  easel_http_provider_set_timeouts (EASEL_HTTP_PROVIDER (provider), 5, 1, 1);
  reply = easel_provider_complete (provider, "m", prompt, collect, streamed, &partial, NULL,
                                   &error);
  if (error_code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, EASEL_LLM_ERROR, error_code);
  g_assert_cmpstr (easel_reply_get_text (reply != NULL ? reply : partial), ==, text);
  g_assert_cmpstr (streamed->str, ==, text);
}

static void
say (const Wire *wire, const char *more)
{
  g_autofree char *route = g_strdup_printf (
      "{\"method\":\"POST\",\"path\":\"%s\",\"text\":\"Ein grünes Boot, am Abend.\"%s}", wire->path,
      more);
  g_autoptr (EaselTestServer) server = llm_testing_serve (route);
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, wire->kind);
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (FALSE);
  g_autoptr (GString) streamed = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselReply) reply = easel_provider_complete (provider, "m", prompt, collect, streamed,
                                                          NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (easel_reply_get_text (reply), ==, "Ein grünes Boot, am Abend.");
  g_assert_cmpstr (streamed->str, ==, "Ein grünes Boot, am Abend.");
  g_assert_nonnull (easel_reply_get_model (reply));
  g_assert_true (easel_reply_get_complete (reply));
  g_assert_cmpint (easel_reply_get_input_tokens (reply), ==, 100);
  g_assert_cmpint (easel_reply_get_output_tokens (reply), ==, 7);
}

static void
test_text (gconstpointer wire)
{
  say (wire, "");
  say (wire, ",\"piece_bytes\":1");
  say (wire, ",\"piece_bytes\":1,\"framing\":\"length\"");
  say (wire, ",\"framing\":\"close\",\"piece_delay_ms\":30");
}

/* The picture is in the request as it was, and the answer fits the schema. */
static void
test_picture_and_schema (gconstpointer data)
{
  const Wire *wire = data;
  g_autofree char *route = g_strdup_printf (
      "{\"method\":\"POST\",\"path\":\"%s\",\"echo_schema\":true}", wire->path);
  g_autoptr (EaselTestServer) server = llm_testing_serve (route);
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, wire->kind);
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (TRUE);
  g_autoptr (GBytes) picture = llm_testing_picture ();
  g_autofree char *encoded = g_base64_encode (g_bytes_get_data (picture, NULL),
                                              g_bytes_get_size (picture));
  g_autofree char *script = g_strdup_printf ("{\"journal_pictures\":true,\"routes\":[%s]}", route);
  g_autoptr (EaselReply) reply = NULL;
  g_autoptr (JsonArray) journal = NULL;
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;

  easel_test_server_set_script (server, script, &error);
  g_assert_no_error (error);
  easel_prompt_add_image (prompt, picture, "image/png");
  reply = easel_provider_complete (provider, "m", prompt, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  json = json_to_string (easel_reply_get_json (reply), FALSE);
  g_assert_cmpstr (json, ==, "{\"alt\":\"Test alt\"}");

  journal = easel_test_server_get_journal (server, "request");
  g_assert_nonnull (strstr (
      json_object_get_string_member (
          json_array_get_object_element (journal, json_array_get_length (journal) - 1), "body"),
      encoded));
}

/* A server that takes no schema is told in words, and the next time at once. */
static void
test_schema_refused (gconstpointer data)
{
  const Wire *wire = data;
  g_autofree char *routes = g_strdup_printf (
      "{\"path\":\"%s\",\"match\":{\"body_lacks\":\"additionalProperties\\\":false\"},"
      "\"text\":\"{\\\"alt\\\":\\\"A barn\\\"}\"},"
      "{\"path\":\"%s\",\"status\":400,\"body\":{\"error\":{\"message\":\"?\"}}}",
      wire->path, wire->path);
  g_autoptr (EaselTestServer) server = llm_testing_serve (routes);
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, wire->kind);
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (TRUE);
  g_autoptr (JsonArray) journal = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EaselReply) reply = easel_provider_complete (provider, "m", prompt, NULL, NULL,
                                                              NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (easel_reply_get_json (reply));
    }
  journal = easel_test_server_get_journal (server, "request");
  g_assert_cmpuint (json_array_get_length (journal), ==, 3);
}

/* Every word the formats have for why an answer ended. */
static const struct
{
  const char *wire;
  const char *end;
  int code; /* -1: it is an answer all the same */
} reasons[] = {
  { "openai", ENDING ("stop"), -1 },
  { "openai", ENDING ("tool_calls"), -1 },
  { "openai", ENDING ("function_call"), -1 },
  { "openai", ENDING ("length"), EASEL_LLM_ERROR_TRUNCATED },
  { "openai", ENDING ("content_filter"), EASEL_LLM_ERROR_REFUSED },
  { "compatible", ENDING ("stop"), -1 },
  { "compatible", ENDING ("eos"), -1 },
  { "compatible", ENDING ("length"), EASEL_LLM_ERROR_TRUNCATED },
  { "compatible", ENDING ("content_filter"), EASEL_LLM_ERROR_REFUSED },
  { "anthropic", STOP ("end_turn"), -1 },
  { "anthropic", STOP ("stop_sequence"), -1 },
  { "anthropic", STOP ("tool_use"), -1 },
  { "anthropic", STOP ("pause_turn"), -1 },
  { "anthropic", STOP ("max_tokens"), EASEL_LLM_ERROR_TRUNCATED },
  { "anthropic", STOP ("model_context_window_exceeded"), EASEL_LLM_ERROR_TRUNCATED },
  { "anthropic", STOP ("refusal"), EASEL_LLM_ERROR_REFUSED },
  { "gemini", FINISH ("STOP"), -1 },
  { "gemini", FINISH ("LANGUAGE"), -1 },
  { "gemini", FINISH ("OTHER"), -1 },
  { "gemini", FINISH ("MALFORMED_FUNCTION_CALL"), -1 },
  { "gemini", FINISH ("UNEXPECTED_TOOL_CALL"), -1 },
  { "gemini", FINISH ("TOO_MANY_TOOL_CALLS"), -1 },
  { "gemini", FINISH ("NO_IMAGE"), -1 },
  { "gemini", FINISH ("IMAGE_OTHER"), -1 },
  { "gemini", FINISH ("MALFORMED_RESPONSE"), -1 },
  { "gemini", FINISH ("FINISH_REASON_UNSPECIFIED"), -1 },
  { "gemini", FINISH ("MAX_TOKENS"), EASEL_LLM_ERROR_TRUNCATED },
  { "gemini", FINISH ("CONTINUATION"), EASEL_LLM_ERROR_TRUNCATED },
  { "gemini", FINISH ("SAFETY"), EASEL_LLM_ERROR_REFUSED },
  { "gemini", FINISH ("RECITATION"), EASEL_LLM_ERROR_REFUSED },
  { "gemini", FINISH ("BLOCKLIST"), EASEL_LLM_ERROR_REFUSED },
  { "gemini", FINISH ("PROHIBITED_CONTENT"), EASEL_LLM_ERROR_REFUSED },
  { "gemini", FINISH ("SPII"), EASEL_LLM_ERROR_REFUSED },
  { "gemini", FINISH ("IMAGE_SAFETY"), EASEL_LLM_ERROR_REFUSED },
  { "gemini", FINISH ("IMAGE_PROHIBITED_CONTENT"), EASEL_LLM_ERROR_REFUSED },
  { "gemini", FINISH ("IMAGE_RECITATION"), EASEL_LLM_ERROR_REFUSED },
  { "ollama", DONE ("stop"), -1 },
  { "ollama", DONE ("load"), -1 },
  { "ollama", DONE ("unload"), -1 },
  { "ollama", DONE ("length"), EASEL_LLM_ERROR_TRUNCATED },
  /* A stream may say so otherwise as well. */
  { "gemini", "data: {\"promptFeedback\":{\"blockReason\":\"IMAGE_SAFETY\"}}\r\n\r\n",
    EASEL_LLM_ERROR_REFUSED },
  { "gemini",
    "data: "
    "[{\"error\":{\"code\":429,\"message\":\"m\",\"status\":\"RESOURCE_EXHAUSTED\"}}]\r\n\r\n",
    EASEL_LLM_ERROR_RATE_LIMIT },
  { "openai", "event: error\ndata: {\"message\":\"m\",\"code\":\"insufficient_quota\"}\n\n",
    EASEL_LLM_ERROR_QUOTA },
  { "compatible", "data: {\"error\":{\"message\":\"m\",\"type\":\"None\",\"code\":\"429\"}}\n\n",
    EASEL_LLM_ERROR_RATE_LIMIT },
  { "compatible",
    "data: {\"object\":\"error\",\"message\":\"m\",\"type\":\"InternalServerError\",\"code\":500}"
    "\n\n",
    EASEL_LLM_ERROR_SERVER },
};

static void
test_reasons (gconstpointer data)
{
  const Wire *wire = data;

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_str_equal (reasons[i].wire, wire->name))
      {
        g_test_message ("%s", reasons[i].end);
        hear (wire, NULL, wire->one, reasons[i].end, reasons[i].code, "One");
      }
}

static void
test_endings (gconstpointer data)
{
  const Wire *wire = data;

  hear (wire, NULL, wire->one, wire->stop, -1, "One");
  hear (wire, NULL, wire->one, wire->unknown, -1, "One");
  hear (wire, NULL, wire->one, wire->length, EASEL_LLM_ERROR_TRUNCATED, "One");
  if (wire->refused != NULL)
    {
      hear (wire, NULL, wire->one, wire->refused, EASEL_LLM_ERROR_REFUSED, "One");
      hear (wire, NULL, wire->refused, NULL, EASEL_LLM_ERROR_REFUSED, "");
    }
  hear (wire, NULL, wire->one, wire->broken, (int) wire->broken_code, "One");
  hear (wire, NULL, wire->one, NULL, EASEL_LLM_ERROR_INCOMPLETE, "One");
  hear (wire, NULL, "", NULL, EASEL_LLM_ERROR_INCOMPLETE, "");
}

/* Truncation is told apart from garbage, which is asked about once more. */
static void
test_garbage (gconstpointer data)
{
  const Wire *wire = data;
  g_autofree char *route = g_strdup_printf ("{\"path\":\"%s\",\"text\":\"A barn.\"}", wire->path);
  g_autoptr (EaselTestServer) server = llm_testing_serve (route);
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, wire->kind);
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (TRUE);
  g_autoptr (JsonArray) journal = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (easel_provider_complete (provider, "m", prompt, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REPLY);
  journal = easel_test_server_get_journal (server, "request");
  g_assert_cmpuint (json_array_get_length (journal), ==, 2);
}

static void
test_unknown (gconstpointer data)
{
  const Wire *wire = data;
  g_autofree char *first = g_strconcat (wire->odd, wire->one, NULL);
  g_autofree char *second = g_strconcat (wire->odd, wire->two, wire->stop, NULL);

  hear (wire, NULL, first, second, -1, "OneTwo");
}

static void
test_cut (gconstpointer data)
{
  static const char *const hows[] = {
    "\"framing\":\"chunked\"",
    "\"framing\":\"length\"",
    "\"framing\":\"close\"",
    "\"framing\":\"chunked\",\"reset\":true",
    "\"framing\":\"length\",\"reset\":true",
  };
  const Wire *wire = data;
  g_autofree char *rest = g_strconcat (wire->two, wire->stop, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (hows); i++)
    {
      g_autofree char *within = g_strdup_printf (",%s,\"cut_after\":%zu", hows[i],
                                                 strlen (wire->one) + 20);

      hear (wire, within, wire->one, rest, EASEL_LLM_ERROR_INCOMPLETE, "One");
    }
}

/* Nothing more comes, and nobody hangs up. */
static void
test_silence (gconstpointer data)
{
  const Wire *wire = data;
  g_autofree char *within = g_strdup_printf (",\"cut_after\":%zu,\"hang\":true",
                                             strlen (wire->one) + 20);

  hear (wire, within, wire->one, wire->stop, EASEL_LLM_ERROR_TIMEOUT, "One");
  hear (wire, ",\"framing\":\"close\",\"cut_after\":100000,\"hang\":true", wire->one, wire->stop,
        -1, "One");
}

static void
cancel (const char *text, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
test_cancel (gconstpointer data)
{
  const Wire *wire = data;
  g_autofree char *body = g_strconcat (wire->one, wire->two, wire->stop, NULL);
  g_autofree char *more = g_strdup_printf (",\"framing\":\"chunked\",\"cut_after\":%zu,"
                                           "\"hang\":true",
                                           strlen (wire->one));
  g_autofree char *route = make_route (wire, more, body);
  g_autoptr (EaselTestServer) server = llm_testing_serve (route);
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, wire->kind);
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (EaselReply) partial = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (easel_provider_complete (provider, "m", prompt, cancel, cancellable, &partial,
                                          cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (easel_reply_get_text (partial), ==, "One");
  g_assert_true (easel_test_server_wait (server, "closed", 1, EASEL_TEST_SERVER_PATIENCE));
}

static void
test_page (gconstpointer data)
{
  Wire wire = *(const Wire *) data;

  wire.type = "text/html";
  hear (&wire, NULL, "<html>Please sign in</html>", NULL, EASEL_LLM_ERROR_NOT_API, "");
}

static JsonObject *
get_headers (EaselTestServer *server)
{
  g_autoptr (JsonArray) journal = easel_test_server_get_journal (server, "request");

  g_assert_cmpuint (json_array_get_length (journal), ==, 1);
  return json_object_ref (
      json_object_get_object_member (json_array_get_object_element (journal, 0), "headers"));
}

/* The key goes into its header, and never to another origin. */
static void
test_key (gconstpointer data)
{
  const Wire *wire = data;
  g_autoptr (EaselTestServer) other = llm_testing_serve ("{\"text\":\"Caught it\"}");
  g_autofree char *target = easel_test_server_get_url (other, wire->path);
  g_autofree char *route = g_strdup_printf (
      "{\"status\":307,\"headers\":{\"Location\":\"%s\"},\"body\":\"\"}", target);
  g_autoptr (EaselTestServer) server = llm_testing_serve (route);
  g_autofree char *url = easel_test_server_get_url (server, "/v1");
  g_autoptr (EaselKeyring) keyring = llm_testing_keyring (url, KEY);
  g_autoptr (EaselProvider) provider = llm_testing_provider_with_key (server, wire->kind, keyring);
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (FALSE);
  g_autofree char *value = g_strconcat (wire->key_prefix, KEY, NULL);
  g_autoptr (JsonArray) caught = NULL;
  g_autoptr (JsonObject) headers = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (easel_provider_complete (provider, "m", prompt, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NOT_API);
  headers = get_headers (server);
  g_assert_cmpstr (json_object_get_string_member (headers, wire->key_header), ==, value);
  caught = easel_test_server_get_journal (other, "request");
  g_assert_cmpuint (json_array_get_length (caught), ==, 0);
}

static void
add (const Wire *wire, const char *name, GTestDataFunc func)
{
  g_autofree char *path = g_strdup_printf ("/wires/%s/%s", wire->name, name);

  g_test_add_data_func (path, wire, func);
}

int
main (int argc, char **argv)
{
  /* With no keyring service in reach, a key is kept in memory. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (wires); i++)
    {
      add (&wires[i], "text", test_text);
      add (&wires[i], "picture-and-schema", test_picture_and_schema);
      /* Chat Completions have steps in between, which test-openai-adapting.c is about. */
      if (!g_str_equal (wires[i].path, "/v1/chat/completions"))
        add (&wires[i], "schema-refused", test_schema_refused);
      add (&wires[i], "endings", test_endings);
      add (&wires[i], "reasons", test_reasons);
      add (&wires[i], "garbage", test_garbage);
      add (&wires[i], "unknown", test_unknown);
      add (&wires[i], "cut", test_cut);
      add (&wires[i], "silence", test_silence);
      add (&wires[i], "cancel", test_cancel);
      add (&wires[i], "page", test_page);
      add (&wires[i], "key", test_key);
    }
  return g_test_run ();
}
