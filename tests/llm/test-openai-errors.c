/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-llm-error.h"
#include "easel-openai-error.h"

#include <string.h>

#define ERROR(type, code)                                                                          \
  "{\"error\":{\"message\":\"Words.\",\"type\":\"" type "\",\"param\":null,\"code\":" code "}}"
#define JSON "application/json"

/* @says: whether the server's words are repeated */
static const struct
{
  const char *name;
  guint status;
  const char *content_type;
  const char *body;
  EaselLlmError code;
  gboolean specific;
  gboolean can_retry;
  gboolean says;
} rows[] = {
  { "unsupported-parameter", 400, JSON,
    ERROR ("invalid_request_error", "\"unsupported_parameter\""), EASEL_LLM_ERROR_BAD_REQUEST,
    FALSE, FALSE, TRUE },
  { "unsupported-value", 400, JSON, ERROR ("invalid_request_error", "\"unsupported_value\""),
    EASEL_LLM_ERROR_BAD_REQUEST, FALSE, FALSE, TRUE },
  { "context-length", 400, JSON, ERROR ("invalid_request_error", "\"context_length_exceeded\""),
    EASEL_LLM_ERROR_CONTEXT_TOO_LONG, TRUE, FALSE, TRUE },
  { "moderation", 400, JSON, ERROR ("image_generation_user_error", "\"moderation_blocked\""),
    EASEL_LLM_ERROR_REFUSED, TRUE, FALSE, TRUE },
  { "invalid-key", 401, JSON, ERROR ("invalid_request_error", "\"invalid_api_key\""),
    EASEL_LLM_ERROR_KEY_REFUSED, TRUE, FALSE, FALSE },
  { "plain-401", 401, JSON, ERROR ("invalid_request_error", "null"), EASEL_LLM_ERROR_KEY_REFUSED,
    FALSE, FALSE, FALSE },
  { "payment", 402, JSON, ERROR ("x", "null"), EASEL_LLM_ERROR_QUOTA, FALSE, FALSE, TRUE },
  { "country", 403, JSON, ERROR ("invalid_request_error", "\"unsupported_country\""),
    EASEL_LLM_ERROR_KEY_REFUSED, FALSE, FALSE, FALSE },
  { "no-model", 404, JSON, ERROR ("invalid_request_error", "\"model_not_found\""),
    EASEL_LLM_ERROR_MODEL_NOT_FOUND, TRUE, FALSE, TRUE },
  { "no-model-unsaid", 404, JSON, ERROR ("not_found_error", "null"),
    EASEL_LLM_ERROR_MODEL_NOT_FOUND, FALSE, FALSE, TRUE },
  { "rate-limit", 429, JSON, ERROR ("rate_limit_error", "\"rate_limit_exceeded\""),
    EASEL_LLM_ERROR_RATE_LIMIT, TRUE, TRUE, TRUE },
  { "rate-limit-unsaid", 429, JSON, "", EASEL_LLM_ERROR_RATE_LIMIT, FALSE, TRUE, FALSE },
  { "no-quota", 429, JSON, ERROR ("insufficient_quota", "\"insufficient_quota\""),
    EASEL_LLM_ERROR_QUOTA, TRUE, FALSE, TRUE },
  { "no-quota-by-type", 429, JSON, ERROR ("insufficient_quota", "null"), EASEL_LLM_ERROR_QUOTA,
    TRUE, FALSE, TRUE },
  { "no-credit", 429, JSON, ERROR ("insufficient_quota", "\"credit_balance_exhausted\""),
    EASEL_LLM_ERROR_QUOTA, TRUE, FALSE, TRUE },
  { "server-error", 500, JSON, ERROR ("server_error", "null"), EASEL_LLM_ERROR_SERVER, FALSE, TRUE,
    TRUE },
  { "slow-down", 503, JSON, ERROR ("service_unavailable_error", "\"slow_down\""),
    EASEL_LLM_ERROR_OVERLOADED, TRUE, TRUE, TRUE },
  { "overloaded", 503, JSON, ERROR ("service_unavailable_error", "\"server_is_overloaded\""),
    EASEL_LLM_ERROR_OVERLOADED, TRUE, TRUE, TRUE },
  { "overloaded-unsaid", 529, JSON, "{}", EASEL_LLM_ERROR_OVERLOADED, FALSE, TRUE, FALSE },
  { "llama-context", 400, JSON,
    "{\"error\":{\"code\":400,\"message\":\"Words.\",\"type\":\"exceed_context_size_error\","
    "\"n_prompt_tokens\":24017,\"n_ctx\":4096}}",
    EASEL_LLM_ERROR_CONTEXT_TOO_LONG, TRUE, FALSE, TRUE },
  { "llama-key", 401, JSON, ERROR ("authentication_error", "401"), EASEL_LLM_ERROR_KEY_REFUSED,
    TRUE, FALSE, FALSE },
  { "llama-not-found", 404, JSON, ERROR ("not_found_error", "404"), EASEL_LLM_ERROR_MODEL_NOT_FOUND,
    FALSE, FALSE, TRUE },
  { "request-timeout", 408, JSON, "", EASEL_LLM_ERROR_TIMEOUT, FALSE, TRUE, FALSE },
  { "gateway-timeout", 504, JSON, "", EASEL_LLM_ERROR_TIMEOUT, FALSE, TRUE, FALSE },
  { "too-large", 413, "text/html", "<html>413</html>", EASEL_LLM_ERROR_TOO_LARGE, FALSE, FALSE,
    FALSE },
  { "error-is-text", 400, JSON, "{\"error\":\"Words.\"}", EASEL_LLM_ERROR_BAD_REQUEST, FALSE, FALSE,
    TRUE },
  { "error-in-array", 429, JSON, "[{\"error\":{\"message\":\"Words.\",\"code\":429}}]",
    EASEL_LLM_ERROR_RATE_LIMIT, FALSE, TRUE, TRUE },
  { "error-of-odd-types", 400, JSON,
    "{\"error\":{\"message\":7,\"type\":{},\"param\":[],\"code\":1.5}}",
    EASEL_LLM_ERROR_BAD_REQUEST, FALSE, FALSE, FALSE },
  { "not-json", 400, JSON, "Bad Request", EASEL_LLM_ERROR_BAD_REQUEST, FALSE, FALSE, FALSE },
  { "404-page", 404, "text/html; charset=utf-8", "<html>no</html>", EASEL_LLM_ERROR_NOT_API, FALSE,
    FALSE, FALSE },
  { "404-text", 404, "text/plain", "404 page not found", EASEL_LLM_ERROR_NOT_API, FALSE, FALSE,
    FALSE },
  { "403-page", 403, "text/html", "<html>Forbidden</html>", EASEL_LLM_ERROR_NOT_API, FALSE, FALSE,
    FALSE },
  { "page-without-type", 400, NULL, " \n<!DOCTYPE html>", EASEL_LLM_ERROR_NOT_API, FALSE, FALSE,
    FALSE },
  { "502-page", 502, "text/html", "<html>Bad Gateway</html>", EASEL_LLM_ERROR_SERVER, FALSE, TRUE,
    FALSE },
  { "503-page", 503, "text/html", "<html>Busy</html>", EASEL_LLM_ERROR_OVERLOADED, FALSE, TRUE,
    FALSE },
  { "405", 405, JSON, "", EASEL_LLM_ERROR_NOT_API, FALSE, FALSE, FALSE },
  { "300", 300, JSON, "", EASEL_LLM_ERROR_NOT_API, FALSE, FALSE, FALSE },
};

static SoupMessageHeaders *
make_headers (const char *content_type)
{
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);

  if (content_type != NULL)
    soup_message_headers_append (headers, "Content-Type", content_type);
  return headers;
}

static void
test_row (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  SoupMessageHeaders *headers = make_headers (rows[i].content_type);
  g_autofree char *param = NULL;
  g_autoptr (GError) error = NULL;
  gboolean specific;

  error = easel_wire_error_read (easel_openai_error_from_object, "Tester", rows[i].status, headers,
                                 rows[i].body, strlen (rows[i].body), &param, &specific);
  g_test_message ("%s", error->message);
  g_assert_error (error, EASEL_LLM_ERROR, (int) rows[i].code);
  g_assert_cmpint (specific, ==, rows[i].specific);
  g_assert_cmpint (easel_llm_error_can_retry (error), ==, rows[i].can_retry);
  g_assert_cmpint (strstr (error->message, "Words.") != NULL, ==, rows[i].says);
  g_assert_nonnull (strstr (error->message, "Tester"));
  g_assert_cmpint (easel_llm_error_get_retry_after (error), ==, -1);
  g_assert_null (param);
  soup_message_headers_unref (headers);
}

static void
test_param (void)
{
  const char *body = "{\"error\":{\"message\":\"no\",\"type\":\"invalid_request_error\","
                     "\"param\":\"max_tokens\",\"code\":\"unsupported_parameter\"}}";
  SoupMessageHeaders *headers = make_headers (JSON);
  g_autofree char *param = NULL;
  g_autoptr (GError) error = easel_wire_error_read (easel_openai_error_from_object, "Tester", 400,
                                                    headers, body, strlen (body), &param, NULL);

  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REQUEST);
  g_assert_cmpstr (param, ==, "max_tokens");
  soup_message_headers_unref (headers);
}

/* In the middle of a stream: the HTTP status was 200. */
static void
test_midstream (void)
{
  static const struct
  {
    const char *object;
    EaselLlmError code;
  } objects[] = {
    { "{\"message\":\"m\",\"type\":\"server_error\",\"code\":null}", EASEL_LLM_ERROR_SERVER },
    { "{\"message\":\"m\",\"type\":\"server_error\",\"code\":500}", EASEL_LLM_ERROR_SERVER },
    { "{\"message\":\"m\",\"code\":429}", EASEL_LLM_ERROR_RATE_LIMIT },
    { "{\"message\":\"m\",\"code\":\"rate_limit_exceeded\"}", EASEL_LLM_ERROR_RATE_LIMIT },
    { "{\"message\":\"m\",\"code\":502}", EASEL_LLM_ERROR_SERVER },
    { "{\"message\":\"m\",\"type\":\"None\",\"code\":\"429\"}", EASEL_LLM_ERROR_RATE_LIMIT },
    { "{\"message\":\"m\",\"code\":7}", EASEL_LLM_ERROR_SERVER },
    { "{}", EASEL_LLM_ERROR_SERVER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    {
      g_autoptr (JsonNode) node = json_from_string (objects[i].object, NULL);
      g_autofree char *param = NULL;
      gboolean specific;
      g_autoptr (GError) error = easel_openai_error_from_object (
          "Tester", 200, json_node_get_object (node), &param, &specific);

      g_assert_error (error, EASEL_LLM_ERROR, (int) objects[i].code);
    }
}

static void
test_long_words (void)
{
  g_autofree char *words = g_strnfill (5000, 'w');
  g_autofree char *body = g_strdup_printf ("{\"error\":{\"message\":\"one\\ntwo\\t%s\"}}", words);
  SoupMessageHeaders *headers = make_headers (JSON);
  g_autoptr (GError) error = easel_wire_error_read (easel_openai_error_from_object, "Tester", 400,
                                                    headers, body, strlen (body), NULL, NULL);

  g_assert_nonnull (strstr (error->message, "“one two www"));
  g_assert_cmpuint (strlen (error->message), <, 500);
  soup_message_headers_unref (headers);
}

/* 2026-11-24 09:00:00 UTC */
#define NOW_MS (G_GINT64_CONSTANT (1795510800) * 1000)

static void
test_retry_after (void)
{
  static const struct
  {
    const char *name;
    const char *value;
    gint64 wait;
  } forms[] = {
    { "Retry-After", "7", 7000 },
    { "Retry-After", "0", 0 },
    { "Retry-After", "0.25", 250 },
    { "Retry-After", " 3 ", 3000 },
    { "Retry-After", "3600", 3600000 },
    { "Retry-After", "Tue, 24 Nov 2026 09:00:30 GMT", 30000 },
    { "Retry-After", "Tue, 24 Nov 2026 08:00:00 GMT", 0 },
    { "Retry-After", "-5", -1 },
    { "Retry-After", "soon", -1 },
    { "Retry-After", "", -1 },
    { "Retry-After", "nan", -1 },
    { "Retry-After", "inf", -1 },
    { "Retry-After", "1e300", -1 },
    { "Retry-After", "5 minutes", -1 },
    { "retry-after-ms", "1500", 1500 },
    { "retry-after-ms", "1500.5", 1501 },
    { "retry-after-ms", "-1", -1 },
    { "X-Other", "9", -1 },
  };
  SoupMessageHeaders *both = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);

      soup_message_headers_append (headers, forms[i].name, forms[i].value);
      g_test_message ("%s: %s", forms[i].name, forms[i].value);
      g_assert_cmpint (easel_wire_error_read_retry_after (headers, NOW_MS), ==, forms[i].wait);
      soup_message_headers_unref (headers);
    }

  soup_message_headers_append (both, "Retry-After", "60");
  soup_message_headers_append (both, "retry-after-ms", "200");
  g_assert_cmpint (easel_wire_error_read_retry_after (both, NOW_MS), ==, 200);
  soup_message_headers_replace (both, "retry-after-ms", "junk");
  g_assert_cmpint (easel_wire_error_read_retry_after (both, NOW_MS), ==, 60000);

  /* A date is one of the server’s clock, which need not be this machine’s. */
  soup_message_headers_replace (both, "Retry-After", "Tue, 24 Nov 2026 11:00:30 GMT");
  soup_message_headers_append (both, "Date", "Tue, 24 Nov 2026 11:00:00 GMT");
  g_assert_cmpint (easel_wire_error_read_retry_after (both, NOW_MS), ==, 30000);
  soup_message_headers_replace (both, "Date", "Tue, 24 Nov");
  g_assert_cmpint (easel_wire_error_read_retry_after (both, NOW_MS), ==, 7230000);
  soup_message_headers_unref (both);
}

static void
test_headers_reach_error (void)
{
  SoupMessageHeaders *headers = make_headers (JSON);
  g_autoptr (GError) wait = NULL;
  g_autoptr (GError) copy = NULL;
  g_autoptr (GError) never = NULL;
  g_autoptr (GError) yes = NULL;

  soup_message_headers_append (headers, "Retry-After", "2");
  wait = easel_wire_error_read (easel_openai_error_from_object, "Tester", 429, headers, "", 0, NULL,
                                NULL);
  g_assert_cmpint (easel_llm_error_get_retry_after (wait), ==, 2000);
  copy = g_error_copy (wait);
  g_assert_cmpint (easel_llm_error_get_retry_after (copy), ==, 2000);

  soup_message_headers_append (headers, "x-should-retry", "false");
  never = easel_wire_error_read (easel_openai_error_from_object, "Tester", 500, headers, "", 0,
                                 NULL, NULL);
  g_assert_false (easel_llm_error_can_retry (never));
  soup_message_headers_replace (headers, "x-should-retry", "true");
  yes = easel_wire_error_read (easel_openai_error_from_object, "Tester", 400, headers, "", 0, NULL,
                               NULL);
  g_assert_true (easel_llm_error_can_retry (yes));
  soup_message_headers_unref (headers);
}

static void
test_words_of_codes (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) other = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "x");

  for (int code = EASEL_LLM_ERROR_NO_PROVIDER; code <= EASEL_LLM_ERROR_TOO_LARGE; code++)
    {
      const char *word = easel_llm_error_to_string ((EaselLlmError) code);

      g_assert_true (g_hash_table_add (seen, (gpointer) word));
    }
  g_assert_cmpint (easel_llm_error_get_retry_after (other), ==, -1);
  g_assert_false (easel_llm_error_can_retry (other));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/openai-errors/row/", rows[i].name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_row);
    }
  g_test_add_func ("/openai-errors/param", test_param);
  g_test_add_func ("/openai-errors/midstream", test_midstream);
  g_test_add_func ("/openai-errors/long-words", test_long_words);
  g_test_add_func ("/openai-errors/retry-after", test_retry_after);
  g_test_add_func ("/openai-errors/headers-reach-error", test_headers_reach_error);
  g_test_add_func ("/openai-errors/words-of-codes", test_words_of_codes);
  return g_test_run ();
}
