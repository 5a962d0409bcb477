/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "llm-testing.h"

#include <string.h>

/* The real client against a real server: pictures that come, and what is made of those that do
 * not. */

#define GENERATIONS "\"method\":\"POST\",\"path\":\"/v1/images/generations\""
#define EDITS "\"method\":\"POST\",\"path\":\"/v1/images/edits\""
#define MODELS                                                                                     \
  "{\"method\":\"GET\",\"path\":\"/v1/models\",\"body\":{\"object\":\"list\",\"data\":["           \
  "{\"id\":\"m\"}]}}"
#define EVENTS "\"headers\":{\"Content-Type\":\"text/event-stream\"}"
#define RECORDED "\"body_file\":\"openaiimage-partial.sse\"," EVENTS
#define REFUSAL(param, code)                                                                       \
  "\"status\":400,\"body\":{\"error\":{\"message\":\"Not this way.\",\"type\":"                    \
  "\"invalid_request_error\",\"param\":" param ",\"code\":" code "}}"
#define HAS(word) "\"match\":{\"body_contains\":\"" word "\"}"
#define PICTURE "{" GENERATIONS ",\"image\":true}"

typedef struct
{
  guint n_partials;
  guint cancel_at; /* 0: never */
  GCancellable *cancellable;
} Watcher;

static void
on_picture (GBytes *picture, gpointer user_data)
{
  Watcher *watcher = user_data;

  g_assert_cmpuint (g_bytes_get_size (picture), >, 60);
  if (++watcher->n_partials == watcher->cancel_at)
    g_cancellable_cancel (watcher->cancellable);
}

static EaselImageRequest *
make_request (guint n_partials)
{
  EaselImageRequest *request = easel_image_request_new ("A red barn");

  easel_image_request_set_n_partials (request, n_partials);
  return request;
}

static EaselImageReply *
generate (EaselProvider *provider, EaselImageRequest *request, GError **error)
{
  EaselImageReply *reply = easel_provider_generate_image (provider, "m", request, NULL, NULL, NULL,
                                                          NULL, error);

  if (error != NULL && *error != NULL)
    g_test_message ("%s", (*error)->message);
  return reply;
}

/* One request to a server with @routes. @words: (nullable): must be in the error's message */
static void
fails (const char *routes, EaselProviderKind kind, int code, const char *words)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve (routes);
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, kind);
  g_autoptr (EaselImageRequest) request = make_request (1);
  g_autoptr (EaselImageReply) partial = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (
      easel_provider_generate_image (provider, "m", request, NULL, NULL, &partial, NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, EASEL_LLM_ERROR, code);
  if (words != NULL)
    g_assert_nonnull (strstr (error->message, words));
  g_assert_nonnull (partial);
  g_assert_null (easel_image_reply_get_picture (partial));
}

static JsonObject *
nth_request (GPtrArray *requests, guint n)
{
  g_assert_cmpuint (n, <, requests->len);
  return json_node_get_object (g_ptr_array_index (requests, n));
}

/* Pictures that come */

static void
test_generates (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve (PICTURE);
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_COMPATIBLE);
  g_autoptr (EaselImageRequest) request = make_request (0);
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (EaselImageReply) reply = NULL;
  g_autoptr (EaselImageReply) second = NULL;
  g_autoptr (GError) error = NULL;

  reply = generate (provider, request, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (easel_image_reply_get_mime_type (reply), ==, "image/png");
  g_assert_cmpint (easel_image_reply_get_input_tokens (reply), ==, 50);
  g_assert_cmpint (easel_image_reply_get_output_tokens (reply), ==, 100);
  g_assert_cmpint (easel_image_reply_get_seed (reply), ==, -1);
  g_assert_null (easel_image_reply_get_revised_prompt (reply));
  g_assert_cmpstr (easel_image_reply_get_text (reply), ==, "");

  second = generate (provider, request, &error);
  g_assert_false (g_bytes_equal (easel_image_reply_get_picture (reply),
                                 easel_image_reply_get_picture (second)));
  requests = llm_testing_requests (server);
  g_assert_false (json_object_has_member (nth_request (requests, 0), "stream"));
}

static void
test_streams (gconstpointer kind)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve (PICTURE);
  g_autoptr (EaselProvider) provider = llm_testing_provider (
      server, (EaselProviderKind) GPOINTER_TO_INT (kind));
  g_autoptr (EaselImageRequest) request = make_request (3);
  g_autoptr (EaselImageReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  Watcher watcher = { 0 };

  reply = easel_provider_generate_image (provider, "m", request, on_picture, &watcher, NULL, NULL,
                                         &error);
  g_assert_no_error (error);
  g_assert_cmpuint (watcher.n_partials, ==, 3);
  g_assert_cmpstr (easel_image_reply_get_mime_type (reply), ==, "image/png");
  g_assert_cmpint (easel_image_reply_get_output_tokens (reply), ==, 100);
}

static void
replay (const char *how)
{
  g_autofree char *route = g_strdup_printf ("{" GENERATIONS "," RECORDED "%s}", how);
  g_autoptr (EaselTestServer) server = llm_testing_serve (route);
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_OPENAI);
  g_autoptr (EaselImageRequest) request = make_request (1);
  g_autoptr (EaselImageReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  Watcher watcher = { 0 };

  reply = easel_provider_generate_image (provider, "m", request, on_picture, &watcher, NULL, NULL,
                                         &error);
  g_assert_no_error (error);
  g_assert_cmpuint (watcher.n_partials, ==, 1);
  g_assert_cmpuint (g_bytes_get_size (easel_image_reply_get_picture (reply)), ==, 69);
  g_assert_cmpint (easel_image_reply_get_input_tokens (reply), ==, 8);
}

static void
test_recorded (void)
{
  replay ("");
  replay (",\"piece_bytes\":1");
  replay (",\"piece_bytes\":1,\"framing\":\"chunked\"");
  /* The picture is there: whether the end mark comes, or the end, does not matter. */
  replay (",\"framing\":\"close\",\"cut_after\":100000,\"hang\":true");
}

/* A stream that calls itself something else; the whole answer as the only event. */
static void
test_odd_streams (void)
{
  g_autoptr (GBytes) picture = llm_testing_picture ();
  g_autofree char *text = g_base64_encode (g_bytes_get_data (picture, NULL),
                                           g_bytes_get_size (picture));
  g_autofree char *routes = g_strdup_printf (
      "{" GENERATIONS ",\"times\":1,\"body_file\":\"openaiimage-partial.sse\","
      "\"headers\":{\"Content-Type\":\"text/plain\"}},"
      "{" GENERATIONS ",\"times\":1," EVENTS ",\"body\":\"data: {\\\"data\\\":[{\\\"b64_json\\\":"
      "\\\"%s\\\"}]}\\n\\n\"},"
      "{" GENERATIONS ",\"body\":{\"data\":[{\"url\":\"data:image/png;base64,%s\"}]}}",
      text, text);
  g_autoptr (EaselTestServer) server = llm_testing_serve (routes);
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_COMPATIBLE);
  g_autoptr (EaselImageRequest) request = make_request (1);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EaselImageReply) reply = generate (provider, request, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (easel_image_reply_get_mime_type (reply), ==, "image/png");
    }
}

static void
assert_file (JsonArray *form, guint n, const char *name, const char *type, GBytes *bytes)
{
  JsonObject *part = json_array_get_object_element (form, n);
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  g_assert_cmpstr (json_object_get_string_member (part, "name"), ==, name);
  g_assert_cmpstr (json_object_get_string_member (part, "type"), ==, type);
  g_assert_cmpint (json_object_get_int_member (part, "size"), ==,
                   (gint64) g_bytes_get_size (bytes));
  g_assert_cmpstr (json_object_get_string_member (part, "sha256"), ==, sha256);
}

static void
assert_field (JsonArray *form, guint n, const char *name, const char *value)
{
  JsonObject *part = json_array_get_object_element (form, n);

  g_assert_cmpstr (json_object_get_string_member (part, "name"), ==, name);
  g_assert_cmpstr (json_object_get_string_member (part, "value"), ==, value);
}

static void
test_three_inputs (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve ("{" EDITS ",\"image\":true}");
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_OPENAI);
  g_autoptr (EaselImageRequest) request = make_request (2);
  g_autofree char *fill = g_strnfill (3 * 1024 * 1024, '-');
  g_autoptr (GBytes) one = llm_testing_picture ();
  g_autoptr (GBytes) two = g_bytes_new (fill, 3 * 1024 * 1024);
  g_autoptr (GBytes) three = g_bytes_new_static ("\0\r\n--", 5);
  g_autoptr (EaselImageReply) reply = NULL;
  g_autoptr (JsonArray) journal = NULL;
  g_autoptr (GError) error = NULL;
  JsonArray *form;
  Watcher watcher = { 0 };

  easel_image_request_add_input (request, one, "image/png", "the person");
  easel_image_request_add_input (request, two, "image/jpeg", NULL);
  easel_image_request_add_input (request, three, "image/webp", "the coat");
  easel_image_request_set_aspect_ratio (request, "3:2");
  reply = easel_provider_generate_image (provider, "m", request, on_picture, &watcher, NULL, NULL,
                                         &error);
  g_assert_no_error (error);
  g_assert_cmpuint (watcher.n_partials, ==, 2);

  journal = easel_test_server_get_journal (server, "request");
  form = json_object_get_array_member (json_array_get_object_element (journal, 0), "form");
  g_assert_cmpuint (json_array_get_length (form), ==, 8);
  assert_field (form, 0, "model", "m");
  assert_field (form, 1, "prompt", "A red barn\n\nPicture 1: the person\nPicture 3: the coat");
  assert_field (form, 2, "size", "1536x1024");
  assert_field (form, 3, "stream", "true");
  assert_field (form, 4, "partial_images", "2");
  assert_file (form, 5, "image[]", "image/png", one);
  assert_file (form, 6, "image[]", "image/jpeg", two);
  assert_file (form, 7, "image[]", "image/webp", three);
}

/* Addresses in place of pictures */

#define ADDRESS(url) "{" GENERATIONS ",\"body\":{\"data\":[{\"url\":\"" url "\"}]}}"

static void
test_address (void)
{
  g_autoptr (GBytes) picture = llm_testing_picture ();
  g_autofree char *text = g_base64_encode (g_bytes_get_data (picture, NULL),
                                           g_bytes_get_size (picture));
  g_autofree char *routes = g_strdup_printf (
      ADDRESS ("/files/1.png") ","
                               "{\"method\":\"GET\",\"path\":\"/files/1.png\","
                               "\"body_base64\":\"%s\"}",
      text);
  g_autoptr (EaselTestServer) server = llm_testing_serve (routes);
  g_autofree char *url = easel_test_server_get_url (server, "/v1");
  g_autofree char *origin = easel_provider_url_get_origin (url);
  g_autoptr (EaselKeyring) keyring = easel_keyring_new ();
  g_autoptr (EaselProviderConfig) config = g_object_new (
      EASEL_TYPE_PROVIDER_CONFIG, "id", "test", "name", "Tester", "kind",
      (int) EASEL_PROVIDER_COMPATIBLE, "url", url, "needs-key", TRUE, NULL);
  g_autoptr (EaselProvider) provider = easel_openai_provider_new (config, keyring);
  g_autoptr (EaselImageRequest) request = make_request (0);
  g_autoptr (EaselImageReply) reply = NULL;
  g_autoptr (JsonArray) journal = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *headers;

  /* With no keyring service in reach, the key is kept in memory. */
  easel_keyring_store_async (keyring, "test", origin, "sk-test-0123456789", TRUE, NULL,
                             llm_testing_on_result, &slot);
  result = llm_testing_wait (&slot);
  g_assert_true (easel_keyring_store_finish (keyring, result, NULL, NULL));

  reply = generate (provider, request, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (easel_image_reply_get_picture (reply), picture));

  journal = easel_test_server_get_journal (server, "request");
  g_assert_cmpuint (json_array_get_length (journal), ==, 2);
  headers = json_object_get_object_member (json_array_get_object_element (journal, 0), "headers");
  g_assert_true (json_object_has_member (headers, "Authorization"));
  headers = json_object_get_object_member (json_array_get_object_element (journal, 1), "headers");
  g_assert_false (json_object_has_member (headers, "Authorization"));
}

static void
test_address_elsewhere (void)
{
  g_autoptr (EaselTestServer) other = llm_testing_serve ("{\"body\":\"Caught it\"}");
  g_autofree char *target = easel_test_server_get_url (other, "/1.png");
  g_autofree char *route = g_strdup_printf (ADDRESS ("%s"), target);
  g_autoptr (JsonArray) journal = NULL;

  fails (route, EASEL_PROVIDER_COMPATIBLE, EASEL_LLM_ERROR_BAD_REPLY, "at another place");
  fails (ADDRESS ("file:///etc/passwd"), EASEL_PROVIDER_COMPATIBLE, EASEL_LLM_ERROR_BAD_REPLY,
         "at another place");
  fails (ADDRESS ("/gone.png"), EASEL_PROVIDER_COMPATIBLE, EASEL_LLM_ERROR_BAD_REPLY, "not there");
  journal = easel_test_server_get_journal (other, "request");
  g_assert_cmpuint (json_array_get_length (journal), ==, 0);
}

/* Pictures that do not come */

static void
test_refused (void)
{
  fails ("{" GENERATIONS ",\"status\":400,\"body\":{\"error\":{\"message\":\"Your request was "
         "rejected by the safety system.\",\"type\":\"image_generation_user_error\",\"param\":null,"
         "\"code\":\"moderation_blocked\"}}}",
         EASEL_PROVIDER_COMPATIBLE, EASEL_LLM_ERROR_REFUSED,
         "Your request was rejected by the safety system.");
}

static void
test_refused_midstream (void)
{
  g_autoptr (GBytes) recorded = llm_testing_fixture ("openaiimage-partial.sse");
  const char *data = g_bytes_get_data (recorded, NULL);
  gsize length = (gsize) (strstr (data, "event: image_generation.completed") - data);
  g_autoptr (GString) stream = g_string_new_len (data, (gssize) length);
  g_autofree char *encoded = NULL;
  g_autofree char *route = NULL;
  g_autoptr (EaselTestServer) server = NULL;
  g_autoptr (EaselProvider) provider = NULL;
  g_autoptr (EaselImageRequest) request = make_request (1);
  g_autoptr (EaselImageReply) partial = NULL;
  g_autoptr (GError) error = NULL;

  g_string_append (stream, "event: error\ndata: {\"type\":\"error\",\"error\":{\"code\":"
                           "\"moderation_blocked\",\"message\":\"Not that.\"}}\n\n");
  encoded = g_base64_encode ((const guchar *) stream->str, stream->len);
  route = g_strdup_printf ("{" GENERATIONS "," EVENTS ",\"body_base64\":\"%s\"}", encoded);
  server = llm_testing_serve (route);
  provider = llm_testing_provider (server, EASEL_PROVIDER_OPENAI);

  g_assert_null (
      easel_provider_generate_image (provider, "m", request, NULL, NULL, &partial, NULL, &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "Not that."));
  g_assert_nonnull (easel_image_reply_get_partial (partial));
  g_assert_null (easel_image_reply_get_picture (partial));
}

/* @format: of the picture's text: %s stands for the Base64 of a whole picture */
static void
fails_with_text (const char *text, const char *words)
{
  g_autofree char *route = g_strdup_printf (
      "{" GENERATIONS ",\"body\":{\"data\":[{\"b64_json\":\"%s\"}]}}", text);

  fails (route, EASEL_PROVIDER_COMPATIBLE, EASEL_LLM_ERROR_BAD_REPLY, words);
}

static void
test_bad_pictures (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "astronaut.jpg", NULL);
  g_autofree char *photo = NULL;
  g_autofree char *text = NULL;
  g_autofree char *half = NULL;
  g_autofree char *garbled = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &photo, &length, NULL));
  text = g_base64_encode ((const guchar *) photo, length);
  half = g_strndup (text, strlen (text) / 2 + 1);
  garbled = g_strdup (text);
  garbled[5000] = '!';

  fails_with_text (half, "is missing");
  fails_with_text (garbled, "cannot be read");
  fails_with_text ("PHN2Zz48L3N2Zz4=", "not a picture");
  fails_with_text ("", "no picture");
  fails ("{" GENERATIONS ",\"body\":{\"data\":[]}}", EASEL_PROVIDER_OPENAI,
         EASEL_LLM_ERROR_BAD_REPLY, "no picture");
  fails ("{" GENERATIONS ",\"body\":\"\"}", EASEL_PROVIDER_OPENAI, EASEL_LLM_ERROR_BAD_REPLY,
         "empty");
  fails ("{" GENERATIONS ",\"body\":{\"images\":[]}}", EASEL_PROVIDER_OPENAI,
         EASEL_LLM_ERROR_NOT_API, NULL);
  fails ("{" GENERATIONS ",\"headers\":{\"Content-Type\":\"text/html\"},\"body\":\"<p>Hi\"}",
         EASEL_PROVIDER_OPENAI, EASEL_LLM_ERROR_NOT_API, "web page");
  fails ("{" GENERATIONS ",\"body\":\"{oops\"}", EASEL_PROVIDER_OPENAI, EASEL_LLM_ERROR_BAD_REPLY,
         NULL);
}

static void
test_prompt_too_long (void)
{
  fails ("{" GENERATIONS "," REFUSAL ("\"prompt\"", "\"string_above_max_length\"") "}",
         EASEL_PROVIDER_COMPATIBLE, EASEL_LLM_ERROR_CONTEXT_TOO_LONG, "Not this way.");
}

static void
test_no_images (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve (
      "{" EDITS ",\"status\":404,\"body\":{\"detail\":\"Not Found\"}}," MODELS);
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_COMPATIBLE);
  g_autoptr (EaselImageRequest) request = make_request (0);
  g_autoptr (GBytes) picture = llm_testing_picture ();
  g_autoptr (GError) error = NULL;

  fails ("{" GENERATIONS ",\"status\":404,\"body\":\"404 page not found\"}," MODELS,
         EASEL_PROVIDER_COMPATIBLE, EASEL_LLM_ERROR_NO_IMAGES, "“m” makes no pictures");
  fails ("{" GENERATIONS ",\"status\":405,\"body\":\"\"}," MODELS, EASEL_PROVIDER_COMPATIBLE,
         EASEL_LLM_ERROR_NO_IMAGES, NULL);
  fails ("{" GENERATIONS "," REFUSAL ("\"model\"", "\"invalid_value\"") "}", EASEL_PROVIDER_OPENAI,
         EASEL_LLM_ERROR_NO_IMAGES, NULL);

  easel_image_request_add_input (request, picture, "image/png", NULL);
  g_assert_null (generate (provider, request, &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NO_IMAGES);
  g_assert_nonnull (strstr (error->message, "from other pictures"));
}

static void
test_no_such_model (void)
{
  fails ("{" GENERATIONS ",\"status\":404,\"body\":{\"error\":{\"message\":\"No m.\",\"code\":"
         "\"model_not_found\"}}}",
         EASEL_PROVIDER_OPENAI, EASEL_LLM_ERROR_MODEL_NOT_FOUND, NULL);
  fails ("{" GENERATIONS ",\"status\":404,\"body\":{\"error\":{\"message\":\"No m.\"}}},"
         "{\"method\":\"GET\",\"body\":{\"data\":[{\"id\":\"other\"}]}}",
         EASEL_PROVIDER_COMPATIBLE, EASEL_LLM_ERROR_MODEL_NOT_FOUND, NULL);
}

/* A kind of provider that has no pictures to give */

#define TEST_TYPE_WRITER (test_writer_get_type ())
G_DECLARE_FINAL_TYPE (TestWriter, test_writer, TEST, WRITER, EaselProvider)

struct _TestWriter
{
  EaselProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (TestWriter, test_writer, EASEL_TYPE_PROVIDER)

static void
test_writer_class_init (TestWriterClass *klass)
{
}

static void
test_writer_init (TestWriter *self)
{
}

static void
test_provider_without_images (void)
{
  g_autoptr (EaselProviderConfig) config = easel_provider_config_new (
      "w", "Writer", EASEL_PROVIDER_COMPATIBLE, NULL);
  g_autoptr (EaselProvider) provider = g_object_new (TEST_TYPE_WRITER, "config", config, NULL);
  g_autoptr (EaselImageRequest) request = make_request (0);
  g_autoptr (GError) error = NULL;

  g_assert_null (generate (provider, request, &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NO_IMAGES);
  g_assert_cmpstr (error->message, ==, "Writer makes no pictures.");
}

/* Adapting */

static void
assert_generates (EaselProvider *provider, EaselImageRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselImageReply) reply = generate (provider, request, &error);

  g_assert_no_error (error);
}

/* A route that takes no request with @word in it. */
#define REFUSES(word, param, code) "{" GENERATIONS "," HAS (word) "," REFUSAL (param, code) "},"

static void
test_adapts_as_named (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve (
      REFUSES ("response_format", "\"response_format\"", "null")
          REFUSES ("partial_images", "\"partial_images\"", "\"unknown_parameter\"")
              REFUSES ("1536x864", "\"size\"", "\"invalid_value\"")
                  REFUSES ("\\\"seed\\\"", "\"seed\"", "null") PICTURE);
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_COMPATIBLE);
  g_autoptr (EaselImageRequest) request = make_request (2);
  g_autoptr (GPtrArray) requests = NULL;
  JsonObject *last;

  easel_image_request_set_aspect_ratio (request, "16:9");
  easel_image_request_set_seed (request, 3);
  assert_generates (provider, request);
  /* Remembered. */
  assert_generates (provider, request);

  requests = llm_testing_requests (server);
  g_assert_cmpuint (requests->len, ==, 6);
  last = nth_request (requests, 5);
  g_assert_cmpuint (json_object_get_size (last), ==, 3);
  g_assert_cmpstr (json_object_get_string_member (last, "size"), ==, "1536x1024");
}

/* A server that says no and nothing else, until only the prompt is left. */
static void
test_adapts_by_guessing (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve (
      "{" GENERATIONS "," HAS ("size") ",\"status\":422,\"body\":{\"detail\":\"no\"}}," PICTURE);
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_COMPATIBLE);
  g_autoptr (EaselImageRequest) request = make_request (2);
  g_autoptr (GPtrArray) requests = NULL;

  easel_image_request_set_aspect_ratio (request, "1:1");
  assert_generates (provider, request);
  requests = llm_testing_requests (server);
  g_assert_cmpuint (requests->len, ==, 4);
  g_assert_cmpuint (json_object_get_size (nth_request (requests, 3)), ==, 2);

  fails ("{" GENERATIONS ",\"status\":400,\"body\":\"Bad Request\"}", EASEL_PROVIDER_OPENAI,
         EASEL_LLM_ERROR_BAD_REQUEST, NULL);
}

/* Ends, waits and limits */

/* In the middle of the last picture. */
#define CUT_AT "700"

static void
cut (const char *how)
{
  g_autofree char *route = g_strdup_printf ("{" GENERATIONS "," RECORDED ",%s}", how);
  g_autoptr (EaselTestServer) server = llm_testing_serve (route);
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_OPENAI);
  g_autoptr (EaselImageRequest) request = make_request (1);
  g_autoptr (EaselImageReply) partial = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (
      easel_provider_generate_image (provider, "m", request, NULL, NULL, &partial, NULL, &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_INCOMPLETE);
  g_assert_nonnull (easel_image_reply_get_partial (partial));
}

static void
test_cut (void)
{
  cut ("\"framing\":\"length\",\"cut_after\":" CUT_AT);
  cut ("\"framing\":\"chunked\",\"cut_after\":" CUT_AT);
  cut ("\"framing\":\"close\",\"cut_after\":" CUT_AT);
  cut ("\"framing\":\"chunked\",\"reset\":true,\"cut_after\":" CUT_AT);
  fails ("{" GENERATIONS "," EVENTS ",\"body\":\"data: [DONE]\\n\\n\"}", EASEL_PROVIDER_OPENAI,
         EASEL_LLM_ERROR_INCOMPLETE, NULL);
  fails ("{" GENERATIONS "," EVENTS ",\"body\":\"\"}", EASEL_PROVIDER_OPENAI,
         EASEL_LLM_ERROR_INCOMPLETE, NULL);
}

static void
test_cancel_midstream (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve (
      "{" GENERATIONS "," RECORDED ",\"framing\":\"chunked\",\"cut_after\":" CUT_AT
      ",\"hang\":true}");
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_OPENAI);
  g_autoptr (EaselImageRequest) request = make_request (1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (EaselImageReply) partial = NULL;
  g_autoptr (GError) error = NULL;
  Watcher watcher = { 0, 1, cancellable };

  g_assert_null (easel_provider_generate_image (provider, "m", request, on_picture, &watcher,
                                                &partial, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_nonnull (easel_image_reply_get_partial (partial));
  g_assert_true (easel_test_server_wait (server, "closed", 1, EASEL_TEST_SERVER_PATIENCE));
}

static void
test_waits (void)
{
  g_autoptr (EaselTestServer) slow = llm_testing_serve (
      "{" GENERATIONS ",\"image\":true,\"delay_ms\":2200,\"piece_delay_ms\":2200}");
  g_autoptr (EaselTestServer) dead = llm_testing_serve ("{" GENERATIONS ",\"hang\":true}");
  g_autoptr (EaselProvider) patient = llm_testing_provider (slow, EASEL_PROVIDER_OPENAI);
  g_autoptr (EaselProvider) impatient = llm_testing_provider (dead, EASEL_PROVIDER_OPENAI);
  g_autoptr (EaselImageRequest) request = make_request (1);
  g_autoptr (GError) error = NULL;

  /* The time to connect is no limit for thinking; each sign of life starts the wait anew. */
  easel_http_provider_set_timeouts (EASEL_HTTP_PROVIDER (patient), 1, 4, 4);
  assert_generates (patient, request);

  easel_http_provider_set_timeouts (EASEL_HTTP_PROVIDER (impatient), 1, 1, 1);
  g_assert_null (generate (impatient, request, &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_TIMEOUT);
}

static void
test_too_large (void)
{
  g_autofree char *fill = g_strnfill (20000, 'A');
  g_autofree char *spaces = g_strnfill (20000, ' ');
  const char *texts[] = { fill, spaces };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *route = g_strdup_printf (
          "{" GENERATIONS ",\"body\":{\"data\":[{\"b64_json\":\"%s\"}]}}", texts[i]);
      g_autoptr (EaselTestServer) server = llm_testing_serve (route);
      g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_OPENAI);
      g_autoptr (EaselImageRequest) request = make_request (0);
      g_autoptr (GError) error = NULL;

      easel_http_provider_set_max_reply (EASEL_HTTP_PROVIDER (provider), 10000);
      g_assert_null (generate (provider, request, &error));
      g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_TOO_LARGE);
    }
}

int
main (int argc, char **argv)
{
  /* No keyring in reach. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/openai-images/generates", test_generates);
  g_test_add_data_func ("/openai-images/streams/openai", GINT_TO_POINTER (EASEL_PROVIDER_OPENAI),
                        test_streams);
  g_test_add_data_func ("/openai-images/streams/compatible",
                        GINT_TO_POINTER (EASEL_PROVIDER_COMPATIBLE), test_streams);
  g_test_add_func ("/openai-images/recorded", test_recorded);
  g_test_add_func ("/openai-images/odd-streams", test_odd_streams);
  g_test_add_func ("/openai-images/three-inputs", test_three_inputs);
  g_test_add_func ("/openai-images/address", test_address);
  g_test_add_func ("/openai-images/address-elsewhere", test_address_elsewhere);
  g_test_add_func ("/openai-images/refused", test_refused);
  g_test_add_func ("/openai-images/refused-midstream", test_refused_midstream);
  g_test_add_func ("/openai-images/bad-pictures", test_bad_pictures);
  g_test_add_func ("/openai-images/prompt-too-long", test_prompt_too_long);
  g_test_add_func ("/openai-images/no-images", test_no_images);
  g_test_add_func ("/openai-images/no-such-model", test_no_such_model);
  g_test_add_func ("/openai-images/provider-without-images", test_provider_without_images);
  g_test_add_func ("/openai-images/adapts-as-named", test_adapts_as_named);
  g_test_add_func ("/openai-images/adapts-by-guessing", test_adapts_by_guessing);
  g_test_add_func ("/openai-images/cut", test_cut);
  g_test_add_func ("/openai-images/cancel-midstream", test_cancel_midstream);
  g_test_add_func ("/openai-images/waits", test_waits);
  g_test_add_func ("/openai-images/too-large", test_too_large);
  return g_test_run ();
}
