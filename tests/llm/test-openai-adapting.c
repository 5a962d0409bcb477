/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "llm-testing.h"

#include <string.h>

/* What the client makes of refusals it can do something about, and of model lists. */

#define COMPLETIONS "\"method\":\"POST\",\"path\":\"/v1/chat/completions\""
#define REFUSAL(param)                                                                             \
  "\"status\":400,\"body\":{\"error\":{\"message\":\"Unsupported parameter\",\"type\":"            \
  "\"invalid_request_error\",\"param\":" param ",\"code\":null}}"
#define HAS(word) "\"match\":{\"body_contains\":\"" word "\"}"
#define ANSWER "{" COMPLETIONS ",\"text\":\"{\\\"alt\\\":\\\"A barn\\\"}\"}"

static EaselReply *
ask (EaselProvider *provider, const char *model, GError **error)
{
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (TRUE);

  easel_prompt_set_max_tokens (prompt, 100);
  return easel_provider_complete (provider, model, prompt, NULL, NULL, NULL, NULL, error);
}

static void
assert_answers (EaselProvider *provider, const char *model)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselReply) reply = ask (provider, model, &error);

  g_assert_no_error (error);
  g_assert_nonnull (easel_reply_get_json (reply));
}

static JsonObject *
nth_request (GPtrArray *requests, guint n)
{
  g_assert_cmpuint (n, <, requests->len);
  return json_node_get_object (g_ptr_array_index (requests, n));
}

/* One word for how the request asked for JSON. */
static const char *
format_of (JsonObject *request)
{
  if (!json_object_has_member (request, "response_format"))
    return "none";
  return json_object_get_string_member (json_object_get_object_member (request, "response_format"),
                                        "type");
}

static void
test_named_format (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve (
      "{" COMPLETIONS "," HAS ("json_schema\\\"") "," REFUSAL ("\"response_format\"") "}," ANSWER);
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_OPENAI);
  g_autoptr (GPtrArray) requests = NULL;

  assert_answers (provider, "one");
  /* Remembered for this model, and for this model alone. */
  assert_answers (provider, "one");
  assert_answers (provider, "two");

  requests = llm_testing_requests (server);
  g_assert_cmpuint (requests->len, ==, 5);
  g_assert_cmpstr (format_of (nth_request (requests, 0)), ==, "json_schema");
  g_assert_cmpstr (format_of (nth_request (requests, 1)), ==, "json_object");
  g_assert_cmpstr (format_of (nth_request (requests, 2)), ==, "json_object");
  g_assert_cmpstr (format_of (nth_request (requests, 3)), ==, "json_schema");
  g_assert_cmpstr (format_of (nth_request (requests, 4)), ==, "json_object");
}

static void
test_unnamed_format (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve ("{" COMPLETIONS "," HAS (
      "response_format") ",\"status\":400,\"body\":\"Bad Request\"}," ANSWER);
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_COMPATIBLE);
  g_autoptr (GPtrArray) requests = NULL;

  assert_answers (provider, "m");
  assert_answers (provider, "m");
  requests = llm_testing_requests (server);
  g_assert_cmpuint (requests->len, ==, 4);
  g_assert_cmpstr (format_of (nth_request (requests, 1)), ==, "json_object");
  g_assert_cmpstr (format_of (nth_request (requests, 2)), ==, "none");
  g_assert_cmpstr (format_of (nth_request (requests, 3)), ==, "none");
}

/* OpenAI names what it refuses: nothing is guessed there. */
static void
test_openai_no_guessing (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve ("{" COMPLETIONS "," REFUSAL ("null") "}");
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_OPENAI);
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (ask (provider, "m", &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REQUEST);
  requests = llm_testing_requests (server);
  g_assert_cmpuint (requests->len, ==, 1);
}

/* When nothing helps, what was tried is forgotten. */
static void
test_nothing_helps (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve ("{" COMPLETIONS "," REFUSAL ("null") "}");
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_COMPATIBLE);
  g_autoptr (GPtrArray) requests = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ask (provider, "m", &error));
      g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REQUEST);
    }
  requests = llm_testing_requests (server);
  g_assert_cmpuint (requests->len, ==, 8);
  g_assert_cmpstr (format_of (nth_request (requests, 0)), ==, "json_schema");
  g_assert_cmpstr (format_of (nth_request (requests, 4)), ==, "json_schema");
}

static void
test_parameters (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve (
      "{" COMPLETIONS "," HAS ("\\\"max_tokens\\\"") "," REFUSAL (
          "\"max_tokens\"") "},"
                            "{" COMPLETIONS "," HAS ("\\\"stream_options\\\"") "," REFUSAL (
                                "\"stream_options\"") "}," ANSWER);
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_COMPATIBLE);
  g_autoptr (GPtrArray) requests = NULL;
  JsonObject *last;

  assert_answers (provider, "m");
  requests = llm_testing_requests (server);
  g_assert_cmpuint (requests->len, ==, 3);
  last = nth_request (requests, 2);
  g_assert_cmpint (json_object_get_int_member (last, "max_completion_tokens"), ==, 100);
  g_assert_false (json_object_has_member (last, "max_tokens"));
  g_assert_false (json_object_has_member (last, "stream_options"));
  g_assert_cmpstr (format_of (last), ==, "json_schema");
}

/* A machine code that says what is wrong is believed at once. */
static void
test_specific_error (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve (
      "{" COMPLETIONS ",\"status\":400,\"body\":{\"error\":{\"code\":400,\"message\":\"too long\","
      "\"type\":\"exceed_context_size_error\",\"n_ctx\":4096}}}");
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_COMPATIBLE);
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (ask (provider, "m", &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_CONTEXT_TOO_LONG);
  requests = llm_testing_requests (server);
  g_assert_cmpuint (requests->len, ==, 1);
}

static void
test_retry_after (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve (
      "{" COMPLETIONS ",\"status\":429,\"headers\":{\"Retry-After\":\"1.5\"},\"body\":{\"error\":"
      "{\"message\":\"Slow "
      "down\",\"type\":\"rate_limit_error\",\"code\":\"rate_limit_exceeded\"}}}");
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_OPENAI);
  g_autoptr (GError) error = NULL;

  g_assert_null (ask (provider, "m", &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_RATE_LIMIT);
  g_assert_cmpint (easel_llm_error_get_retry_after (error), ==, 1500);
  g_assert_true (easel_llm_error_can_retry (error));
}

/* The status counts also when the body that would explain it never arrives. */
static void
test_refusal_cut (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve (
      "{" COMPLETIONS ",\"status\":401,\"body\":\"{\\\"error\\\":{}}\","
      "\"cut_after\":5}");
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_OPENAI);
  g_autoptr (GError) error = NULL;

  g_assert_null (ask (provider, "m", &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_KEY_REFUSED);
}

/* Models that cannot see */

static void
ask_with_picture (const char *routes, EaselProviderKind kind, int error_code, guint n_requests)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve (routes);
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, kind);
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (FALSE);
  g_autoptr (GBytes) picture = llm_testing_picture ();
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (GError) error = NULL;

  easel_prompt_add_image (prompt, picture, "image/png");
  g_assert_null (easel_provider_complete (provider, "m", prompt, NULL, NULL, NULL, NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, EASEL_LLM_ERROR, error_code);
  requests = llm_testing_requests (server);
  g_assert_cmpuint (requests->len, ==, n_requests);
}

static void
test_no_vision (void)
{
  const char *llama = "{" COMPLETIONS
                      "," HAS ("image_url") ",\"status\":500,\"body\":{\"error\":"
                                            "{\"code\":500,\"message\":\"not "
                                            "supported\",\"type\":\"server_error\"}}}," ANSWER;
  const char *openai = "{" COMPLETIONS "," HAS ("image_url") "," REFUSAL (
      "\"messages.[1].content.[1].type\"") "}," ANSWER;
  const char *router = "{" COMPLETIONS
                       "," HAS ("image_url") ",\"status\":404,\"body\":{\"error\":"
                                             "{\"code\":404,\"message\":\"no endpoint\"}}}," ANSWER;

  ask_with_picture (llama, EASEL_PROVIDER_COMPATIBLE, EASEL_LLM_ERROR_NO_VISION, 3);
  ask_with_picture (openai, EASEL_PROVIDER_OPENAI, EASEL_LLM_ERROR_NO_VISION, 2);
  ask_with_picture (router, EASEL_PROVIDER_COMPATIBLE, EASEL_LLM_ERROR_NO_VISION, 2);
}

/* A failure that has passed by the time it is looked into. */
static void
test_passing_failure (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve (
      "{" COMPLETIONS ",\"times\":1,\"status\":500,\"body\":\"\"}," ANSWER);
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_COMPATIBLE);
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (FALSE);
  g_autoptr (GBytes) picture = llm_testing_picture ();
  g_autoptr (EaselReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  easel_prompt_add_image (prompt, picture, "image/png");
  reply = easel_provider_complete (provider, "m", prompt, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
test_not_about_picture (void)
{
  ask_with_picture ("{" COMPLETIONS ",\"status\":500,\"body\":\"\"}", EASEL_PROVIDER_OPENAI,
                    EASEL_LLM_ERROR_SERVER, 1);
  ask_with_picture ("{" COMPLETIONS ",\"status\":500,\"body\":{\"error\":{\"message\":\"x\"}}}",
                    EASEL_PROVIDER_COMPATIBLE, EASEL_LLM_ERROR_SERVER, 2);
  ask_with_picture ("{" COMPLETIONS
                    ",\"status\":404,\"body\":{\"error\":{\"message\":\"x\",\"code\":"
                    "\"model_not_found\"}}}",
                    EASEL_PROVIDER_OPENAI, EASEL_LLM_ERROR_MODEL_NOT_FOUND, 1);
  ask_with_picture ("{" COMPLETIONS ",\"status\":429,\"body\":\"\"}", EASEL_PROVIDER_COMPATIBLE,
                    EASEL_LLM_ERROR_RATE_LIMIT, 1);
}

/* Model lists */

static void
test_list_models (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve (
      "{\"method\":\"GET\",\"path\":\"/v1/models\",\"body\":{\"object\":"
      "\"list\",\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}]}}");
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_OPENAI);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) models = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  easel_provider_list_models_async (provider, NULL, llm_testing_on_result, &slot);
  result = llm_testing_wait (&slot);
  models = easel_provider_list_models_finish (provider, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (models->len, ==, 2);
  g_assert_cmpstr (((EaselModel *) g_ptr_array_index (models, 1))->id, ==, "b");
}

static void
test_list_models_fails (void)
{
  static const struct
  {
    const char *answer;
    EaselLlmError code;
  } rows[] = {
    { "\"status\":401,\"body\":{\"error\":{\"message\":\"no\"}}", EASEL_LLM_ERROR_KEY_REFUSED },
    { "\"headers\":{\"Content-Type\":\"text/html\"},\"body\":\"<html>\"", EASEL_LLM_ERROR_NOT_API },
    { "\"body\":{\"models\":[]}", EASEL_LLM_ERROR_NOT_API },
    { "\"body\":\"\"", EASEL_LLM_ERROR_NOT_API },
    { "\"status\":404,\"body\":\"404 page not found\"", EASEL_LLM_ERROR_NOT_API },
    { "\"status\":404,\"body\":{\"error\":{\"message\":\"no\"}}", EASEL_LLM_ERROR_NOT_API },
    { "\"status\":503,\"body\":\"\"", EASEL_LLM_ERROR_OVERLOADED },
    { "\"body\":{\"data\":[]},\"cut_after\":4", EASEL_LLM_ERROR_INCOMPLETE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *route = g_strdup_printf ("{%s}", rows[i].answer);
      g_autoptr (EaselTestServer) server = llm_testing_serve (route);
      g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_OPENAI);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", rows[i].answer);
      g_assert_null (easel_provider_list_models (provider, NULL, &error));
      g_assert_error (error, EASEL_LLM_ERROR, (int) rows[i].code);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/openai-adapting/named-format", test_named_format);
  g_test_add_func ("/openai-adapting/unnamed-format", test_unnamed_format);
  g_test_add_func ("/openai-adapting/openai-no-guessing", test_openai_no_guessing);
  g_test_add_func ("/openai-adapting/nothing-helps", test_nothing_helps);
  g_test_add_func ("/openai-adapting/parameters", test_parameters);
  g_test_add_func ("/openai-adapting/specific-error", test_specific_error);
  g_test_add_func ("/openai-adapting/retry-after", test_retry_after);
  g_test_add_func ("/openai-adapting/refusal-cut", test_refusal_cut);
  g_test_add_func ("/openai-adapting/no-vision", test_no_vision);
  g_test_add_func ("/openai-adapting/passing-failure", test_passing_failure);
  g_test_add_func ("/openai-adapting/not-about-picture", test_not_about_picture);
  g_test_add_func ("/openai-adapting/list-models", test_list_models);
  g_test_add_func ("/openai-adapting/list-models-fails", test_list_models_fails);
  return g_test_run ();
}
