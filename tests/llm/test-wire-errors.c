/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "llm-testing.h"

#include <string.h>

/* What refusals of each wire format mean, said by a real server. */

#define ANTHROPIC(type)                                                                            \
  "{\"type\":\"error\",\"error\":{\"type\":\"" type "\",\"message\":\"Words.\"},"                  \
  "\"request_id\":\"req_1\"}"

#define GEMINI(status, code, more)                                                                 \
  "{\"error\":{\"code\":" code ",\"message\":\"Words.\",\"status\":\"" status "\"" more "}}"
#define DETAIL(type, members) "{\"@type\":\"type.googleapis.com/google.rpc." type "\"," members "}"
#define DETAILS(details) ",\"details\":[" details "]"
#define WORDS "{\"error\":\"Words.\"}"

#define OPENAI(type, code)                                                                         \
  "{\"error\":{\"message\":\"Words.\",\"type\":\"" type "\",\"param\":null,\"code\":" code "}}"
#define LITELLM(type, param, code)                                                                 \
  "{\"error\":{\"message\":\"Words.\",\"type\":\"" type "\",\"param\":\"" param                    \
  "\",\"code\":\"" code "\"}}"
#define VLLM(type, code)                                                                           \
  "{\"object\":\"error\",\"message\":\"Words.\",\"type\":\"" type                                  \
  "\",\"param\":null,\"code\":" code "}"

static const struct
{
  const char *name;
  EaselProviderKind kind;
  guint status;
  const char *headers; /* as members of JSON */
  const char *body;
  EaselLlmError code;
  gboolean can_retry;
  gint64 wait_ms;
} rows[] = {
  { "openai/parameter", EASEL_PROVIDER_OPENAI, 400, "",
    OPENAI ("invalid_request_error", "\"unsupported_parameter\""), EASEL_LLM_ERROR_BAD_REQUEST,
    FALSE, -1 },
  { "openai/value", EASEL_PROVIDER_OPENAI, 400, "",
    OPENAI ("invalid_request_error", "\"unsupported_value\""), EASEL_LLM_ERROR_BAD_REQUEST, FALSE,
    -1 },
  { "openai/context", EASEL_PROVIDER_OPENAI, 400, "",
    OPENAI ("invalid_request_error", "\"context_length_exceeded\""),
    EASEL_LLM_ERROR_CONTEXT_TOO_LONG, FALSE, -1 },
  { "openai/moderation", EASEL_PROVIDER_OPENAI, 400, "",
    OPENAI ("image_generation_user_error", "\"moderation_blocked\""), EASEL_LLM_ERROR_REFUSED,
    FALSE, -1 },
  { "openai/key", EASEL_PROVIDER_OPENAI, 401, "",
    OPENAI ("invalid_request_error", "\"invalid_api_key\""), EASEL_LLM_ERROR_KEY_REFUSED, FALSE,
    -1 },
  { "openai/country", EASEL_PROVIDER_OPENAI, 403, "", OPENAI ("later", "null"),
    EASEL_LLM_ERROR_KEY_REFUSED, FALSE, -1 },
  { "openai/no-model", EASEL_PROVIDER_OPENAI, 404, "",
    OPENAI ("invalid_request_error", "\"model_not_found\""), EASEL_LLM_ERROR_MODEL_NOT_FOUND, FALSE,
    -1 },
  { "openai/conflict", EASEL_PROVIDER_OPENAI, 409, "", OPENAI ("later", "null"),
    EASEL_LLM_ERROR_SERVER, TRUE, -1 },
  { "openai/rate", EASEL_PROVIDER_OPENAI, 429,
    "\"retry-after\":\"7\",\"x-ratelimit-reset-requests\":\"90ms\"",
    OPENAI ("rate_limit_error", "\"rate_limit_exceeded\""), EASEL_LLM_ERROR_RATE_LIMIT, TRUE,
    7000 },
  { "openai/rate-ms", EASEL_PROVIDER_OPENAI, 429,
    "\"retry-after-ms\":\"1250.5\",\"Retry-After\":\"2\"",
    OPENAI ("rate_limit_error", "\"rate_limit_exceeded\""), EASEL_LLM_ERROR_RATE_LIMIT, TRUE,
    1251 },
  { "openai/rate-date", EASEL_PROVIDER_OPENAI, 429,
    "\"Retry-After\":\"Tue, 24 Nov 2020 09:00:30 GMT\"",
    OPENAI ("rate_limit_error", "\"rate_limit_exceeded\""), EASEL_LLM_ERROR_RATE_LIMIT, TRUE, 0 },
  { "openai/quota", EASEL_PROVIDER_OPENAI, 429, "\"Retry-After\":\"7\"",
    OPENAI ("insufficient_quota", "\"insufficient_quota\""), EASEL_LLM_ERROR_QUOTA, FALSE, 7000 },
  { "openai/credit", EASEL_PROVIDER_OPENAI, 429, "",
    OPENAI ("insufficient_quota", "\"credit_balance_exhausted\""), EASEL_LLM_ERROR_QUOTA, FALSE,
    -1 },
  { "openai/never", EASEL_PROVIDER_OPENAI, 500, "\"x-should-retry\":\"false\"",
    OPENAI ("server_error", "null"), EASEL_LLM_ERROR_SERVER, FALSE, -1 },
  { "openai/all-the-same", EASEL_PROVIDER_OPENAI, 403, "\"x-should-retry\":\"true\"",
    OPENAI ("later", "null"), EASEL_LLM_ERROR_KEY_REFUSED, TRUE, -1 },
  { "openai/server", EASEL_PROVIDER_OPENAI, 500, "", OPENAI ("server_error", "null"),
    EASEL_LLM_ERROR_SERVER, TRUE, -1 },
  { "openai/slow-down", EASEL_PROVIDER_OPENAI, 503, "",
    OPENAI ("service_unavailable_error", "\"slow_down\""), EASEL_LLM_ERROR_OVERLOADED, TRUE, -1 },
  { "openai/overloaded", EASEL_PROVIDER_OPENAI, 503, "",
    OPENAI ("service_unavailable_error", "\"server_is_overloaded\""), EASEL_LLM_ERROR_OVERLOADED,
    TRUE, -1 },

  { "llama/context", EASEL_PROVIDER_COMPATIBLE, 400, "",
    OPENAI ("exceed_context_size_error", "400"), EASEL_LLM_ERROR_CONTEXT_TOO_LONG, FALSE, -1 },
  { "llama/key", EASEL_PROVIDER_COMPATIBLE, 401, "", OPENAI ("authentication_error", "401"),
    EASEL_LLM_ERROR_KEY_REFUSED, FALSE, -1 },
  { "llama/no-model", EASEL_PROVIDER_COMPATIBLE, 404, "", OPENAI ("not_found_error", "404"),
    EASEL_LLM_ERROR_MODEL_NOT_FOUND, FALSE, -1 },
  { "llama/loading", EASEL_PROVIDER_COMPATIBLE, 503, "", OPENAI ("unavailable_error", "503"),
    EASEL_LLM_ERROR_OVERLOADED, TRUE, -1 },
  { "vllm/too-long", EASEL_PROVIDER_COMPATIBLE, 400, "", VLLM ("BadRequestError", "400"),
    EASEL_LLM_ERROR_BAD_REQUEST, FALSE, -1 },
  { "vllm/no-model", EASEL_PROVIDER_COMPATIBLE, 404, "", VLLM ("NotFoundError", "404"),
    EASEL_LLM_ERROR_MODEL_NOT_FOUND, FALSE, -1 },
  { "vllm/no-model-now", EASEL_PROVIDER_COMPATIBLE, 404, "", OPENAI ("NotFoundError", "404"),
    EASEL_LLM_ERROR_MODEL_NOT_FOUND, FALSE, -1 },
  { "vllm/key", EASEL_PROVIDER_COMPATIBLE, 401, "", WORDS, EASEL_LLM_ERROR_KEY_REFUSED, FALSE, -1 },
  { "vllm/elsewhere", EASEL_PROVIDER_COMPATIBLE, 404, "", "{\"detail\":\"Not Found\"}",
    EASEL_LLM_ERROR_NOT_API, FALSE, -1 },
  { "litellm/queue", EASEL_PROVIDER_COMPATIBLE, 429, "\"retry-after\":\"5\"",
    LITELLM ("None", "None", "429"), EASEL_LLM_ERROR_RATE_LIMIT, TRUE, 5000 },
  { "litellm/throttled", EASEL_PROVIDER_COMPATIBLE, 429, "",
    LITELLM ("throttling_error", "None", "429"), EASEL_LLM_ERROR_RATE_LIMIT, TRUE, -1 },
  { "litellm/budget", EASEL_PROVIDER_COMPATIBLE, 429, "",
    LITELLM ("budget_exceeded", "None", "429"), EASEL_LLM_ERROR_QUOTA, FALSE, -1 },
  { "litellm/budget-400", EASEL_PROVIDER_COMPATIBLE, 400, "",
    LITELLM ("budget_exceeded", "None", "400"), EASEL_LLM_ERROR_QUOTA, FALSE, -1 },
  { "litellm/key", EASEL_PROVIDER_COMPATIBLE, 401, "", LITELLM ("auth_error", "None", "401"),
    EASEL_LLM_ERROR_KEY_REFUSED, FALSE, -1 },
  { "litellm/key-unknown", EASEL_PROVIDER_COMPATIBLE, 401, "",
    LITELLM ("token_not_found_in_db", "key", "401"), EASEL_LLM_ERROR_KEY_REFUSED, FALSE, -1 },
  { "litellm/not-this-model", EASEL_PROVIDER_COMPATIBLE, 403, "",
    LITELLM ("key_model_access_denied", "model", "403"), EASEL_LLM_ERROR_MODEL_NOT_FOUND, FALSE,
    -1 },
  { "litellm/no-model", EASEL_PROVIDER_COMPATIBLE, 400, "",
    LITELLM ("invalid_request_error", "model", "400"), EASEL_LLM_ERROR_MODEL_NOT_FOUND, FALSE, -1 },
  { "litellm/unreachable", EASEL_PROVIDER_COMPATIBLE, 500, "", LITELLM ("None", "None", "500"),
    EASEL_LLM_ERROR_SERVER, TRUE, -1 },
  { "ray/full", EASEL_PROVIDER_COMPATIBLE, 503, "\"Content-Type\":\"text/plain\"",
    "Request dropped due to backpressure (num_queued_requests=100, max_queued_requests=100).",
    EASEL_LLM_ERROR_OVERLOADED, TRUE, -1 },
  { "nginx/full", EASEL_PROVIDER_COMPATIBLE, 503,
    "\"Retry-After\":\"30\",\"Content-Type\":\"text/html\"", "<html>503</html>",
    EASEL_LLM_ERROR_OVERLOADED, TRUE, 30000 },
  { "nginx/impatient", EASEL_PROVIDER_COMPATIBLE, 504, "\"Content-Type\":\"text/html\"",
    "<html>504</html>", EASEL_LLM_ERROR_TIMEOUT, TRUE, -1 },

  { "anthropic/invalid", EASEL_PROVIDER_ANTHROPIC, 400, "", ANTHROPIC ("invalid_request_error"),
    EASEL_LLM_ERROR_BAD_REQUEST, FALSE, -1 },
  { "anthropic/dimensions", EASEL_PROVIDER_ANTHROPIC, 400, "",
    "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"Words.\","
    "\"details\":{\"error_code\":\"image_dimensions_too_large\"}}}",
    EASEL_LLM_ERROR_TOO_LARGE, FALSE, -1 },
  { "anthropic/unknown-detail", EASEL_PROVIDER_ANTHROPIC, 400, "",
    "{\"error\":{\"type\":\"new_error\",\"message\":\"Words.\",\"details\":{\"error_code\":7}}}",
    EASEL_LLM_ERROR_BAD_REQUEST, FALSE, -1 },
  { "anthropic/key", EASEL_PROVIDER_ANTHROPIC, 401, "", ANTHROPIC ("authentication_error"),
    EASEL_LLM_ERROR_KEY_REFUSED, FALSE, -1 },
  { "anthropic/billing", EASEL_PROVIDER_ANTHROPIC, 402, "", ANTHROPIC ("billing_error"),
    EASEL_LLM_ERROR_QUOTA, FALSE, -1 },
  { "anthropic/permission", EASEL_PROVIDER_ANTHROPIC, 403, "", ANTHROPIC ("permission_error"),
    EASEL_LLM_ERROR_KEY_REFUSED, FALSE, -1 },
  { "anthropic/no-model", EASEL_PROVIDER_ANTHROPIC, 404, "", ANTHROPIC ("not_found_error"),
    EASEL_LLM_ERROR_MODEL_NOT_FOUND, FALSE, -1 },
  { "anthropic/timeout", EASEL_PROVIDER_ANTHROPIC, 408, "", ANTHROPIC ("timeout_error"),
    EASEL_LLM_ERROR_TIMEOUT, TRUE, -1 },
  { "anthropic/conflict", EASEL_PROVIDER_ANTHROPIC, 409, "", ANTHROPIC ("conflict_error"),
    EASEL_LLM_ERROR_SERVER, TRUE, -1 },
  { "anthropic/too-large", EASEL_PROVIDER_ANTHROPIC, 413, "", ANTHROPIC ("request_too_large"),
    EASEL_LLM_ERROR_TOO_LARGE, FALSE, -1 },
  { "anthropic/too-large-page", EASEL_PROVIDER_ANTHROPIC, 413, "\"Content-Type\":\"text/html\"",
    "<html>413</html>", EASEL_LLM_ERROR_TOO_LARGE, FALSE, -1 },
  { "anthropic/too-large-words", EASEL_PROVIDER_ANTHROPIC, 413, "\"Content-Type\":\"text/plain\"",
    "Payload too large", EASEL_LLM_ERROR_TOO_LARGE, FALSE, -1 },
  { "anthropic/too-large-nothing", EASEL_PROVIDER_ANTHROPIC, 413, "", "", EASEL_LLM_ERROR_TOO_LARGE,
    FALSE, -1 },
  { "anthropic/rate", EASEL_PROVIDER_ANTHROPIC, 429, "\"retry-after\":\"7\"",
    ANTHROPIC ("rate_limit_error"), EASEL_LLM_ERROR_RATE_LIMIT, TRUE, 7000 },
  { "anthropic/rate-ms", EASEL_PROVIDER_ANTHROPIC, 429,
    "\"retry-after\":\"7\",\"retry-after-ms\":\"250\"", ANTHROPIC ("rate_limit_error"),
    EASEL_LLM_ERROR_RATE_LIMIT, TRUE, 250 },
  { "anthropic/spend-limit", EASEL_PROVIDER_ANTHROPIC, 429, "",
    "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"Words.\","
    "\"details\":{\"error_code\":\"enforced_spend_limit_reached\"}}}",
    EASEL_LLM_ERROR_QUOTA, FALSE, -1 },
  { "anthropic/never", EASEL_PROVIDER_ANTHROPIC, 429, "\"x-should-retry\":\"false\"",
    ANTHROPIC ("rate_limit_error"), EASEL_LLM_ERROR_RATE_LIMIT, FALSE, -1 },
  { "anthropic/server", EASEL_PROVIDER_ANTHROPIC, 500, "", ANTHROPIC ("api_error"),
    EASEL_LLM_ERROR_SERVER, TRUE, -1 },
  { "anthropic/gateway-timeout", EASEL_PROVIDER_ANTHROPIC, 504, "", ANTHROPIC ("timeout_error"),
    EASEL_LLM_ERROR_TIMEOUT, TRUE, -1 },
  { "anthropic/overloaded", EASEL_PROVIDER_ANTHROPIC, 529, "", ANTHROPIC ("overloaded_error"),
    EASEL_LLM_ERROR_OVERLOADED, TRUE, -1 },
  { "anthropic/llama-context", EASEL_PROVIDER_ANTHROPIC, 400, "",
    "{\"error\":{\"code\":400,\"message\":\"Words.\",\"type\":\"exceed_context_size_error\"}}",
    EASEL_LLM_ERROR_CONTEXT_TOO_LONG, FALSE, -1 },
  { "anthropic/nothing", EASEL_PROVIDER_ANTHROPIC, 502, "", "", EASEL_LLM_ERROR_SERVER, TRUE, -1 },
  { "anthropic/elsewhere", EASEL_PROVIDER_ANTHROPIC, 404, "\"Content-Type\":\"text/html\"",
    "<html>404</html>", EASEL_LLM_ERROR_NOT_API, FALSE, -1 },

  { "gemini/invalid", EASEL_PROVIDER_GEMINI, 400, "", GEMINI ("INVALID_ARGUMENT", "400", ""),
    EASEL_LLM_ERROR_BAD_REQUEST, FALSE, -1 },
  { "gemini/key", EASEL_PROVIDER_GEMINI, 400, "",
    GEMINI ("INVALID_ARGUMENT",
            "400",
            DETAILS (DETAIL ("ErrorInfo", "\"reason\":\"API_KEY_INVALID\""))),
    EASEL_LLM_ERROR_KEY_REFUSED, FALSE, -1 },
  { "gemini/permission", EASEL_PROVIDER_GEMINI, 403, "", GEMINI ("PERMISSION_DENIED", "403", ""),
    EASEL_LLM_ERROR_KEY_REFUSED, FALSE, -1 },
  { "gemini/no-model", EASEL_PROVIDER_GEMINI, 404, "", GEMINI ("NOT_FOUND", "404", ""),
    EASEL_LLM_ERROR_MODEL_NOT_FOUND, FALSE, -1 },
  { "gemini/rate", EASEL_PROVIDER_GEMINI, 429, "", GEMINI ("RESOURCE_EXHAUSTED", "429", ""),
    EASEL_LLM_ERROR_RATE_LIMIT, TRUE, -1 },
  { "gemini/rate-info", EASEL_PROVIDER_GEMINI, 429, "",
    GEMINI ("RESOURCE_EXHAUSTED",
            "429",
            DETAILS (DETAIL ("Help", "\"links\":[]") "," DETAIL (
                "QuotaFailure",
                "\"violations\":[{\"quotaId\":\"RequestsPerMinute\"}]") "," DETAIL ("RetryInfo",
                                                                                    "\"retryDelay\""
                                                                                    ":\"27.5s\""))),
    EASEL_LLM_ERROR_RATE_LIMIT, TRUE, 27500 },
  { "gemini/rate-header", EASEL_PROVIDER_GEMINI, 429, "\"Retry-After\":\"3\"",
    GEMINI ("RESOURCE_EXHAUSTED", "429", DETAILS (DETAIL ("RetryInfo", "\"retryDelay\":\"27s\""))),
    EASEL_LLM_ERROR_RATE_LIMIT, TRUE, 3000 },
  { "gemini/rate-odd", EASEL_PROVIDER_GEMINI, 429, "",
    GEMINI ("RESOURCE_EXHAUSTED",
            "429",
            DETAILS ("7,{},{\"@type\":7}," DETAIL ("RetryInfo", "\"retryDelay\":\"soon\""))),
    EASEL_LLM_ERROR_RATE_LIMIT, TRUE, -1 },
  { "gemini/day", EASEL_PROVIDER_GEMINI, 429, "",
    GEMINI ("RESOURCE_EXHAUSTED",
            "429",
            DETAILS (DETAIL ("QuotaFailure",
                             "\"violations\":[{\"quotaId\":\"RequestsPerDayPerProject\"}]"))),
    EASEL_LLM_ERROR_QUOTA, FALSE, -1 },
  { "gemini/internal", EASEL_PROVIDER_GEMINI, 500, "", GEMINI ("INTERNAL", "500", ""),
    EASEL_LLM_ERROR_SERVER, TRUE, -1 },
  { "gemini/overloaded", EASEL_PROVIDER_GEMINI, 503, "", GEMINI ("UNAVAILABLE", "503", ""),
    EASEL_LLM_ERROR_OVERLOADED, TRUE, -1 },
  { "gemini/deadline", EASEL_PROVIDER_GEMINI, 504, "", GEMINI ("DEADLINE_EXCEEDED", "504", ""),
    EASEL_LLM_ERROR_TIMEOUT, TRUE, -1 },
  { "gemini/in-array", EASEL_PROVIDER_GEMINI, 503, "", "[" GEMINI ("UNAVAILABLE", "503", "") "]",
    EASEL_LLM_ERROR_OVERLOADED, TRUE, -1 },
  { "gemini/new-status", EASEL_PROVIDER_GEMINI, 429, "", GEMINI ("LATER", "429", ""),
    EASEL_LLM_ERROR_RATE_LIMIT, TRUE, -1 },

  { "ollama/invalid", EASEL_PROVIDER_OLLAMA, 400, "", WORDS, EASEL_LLM_ERROR_BAD_REQUEST, FALSE,
    -1 },
  { "ollama/sign-in", EASEL_PROVIDER_OLLAMA, 401, "",
    "{\"error\":\"Words.\",\"signin_url\":\"https://ollama.example/\"}",
    EASEL_LLM_ERROR_KEY_REFUSED, FALSE, -1 },
  { "ollama/no-model", EASEL_PROVIDER_OLLAMA, 404, "", WORDS, EASEL_LLM_ERROR_MODEL_NOT_FOUND,
    FALSE, -1 },
  { "ollama/elsewhere", EASEL_PROVIDER_OLLAMA, 404, "\"Content-Type\":\"text/plain\"",
    "404 page not found", EASEL_LLM_ERROR_NOT_API, FALSE, -1 },
  { "ollama/rate", EASEL_PROVIDER_OLLAMA, 429, "\"Retry-After\":\"2\"", WORDS,
    EASEL_LLM_ERROR_RATE_LIMIT, TRUE, 2000 },
  { "ollama/server", EASEL_PROVIDER_OLLAMA, 500, "", WORDS, EASEL_LLM_ERROR_SERVER, TRUE, -1 },
  { "ollama/cloud", EASEL_PROVIDER_OLLAMA, 502, "", WORDS, EASEL_LLM_ERROR_SERVER, TRUE, -1 },
  { "ollama/busy", EASEL_PROVIDER_OLLAMA, 503, "", WORDS, EASEL_LLM_ERROR_OVERLOADED, TRUE, -1 },
  { "ollama/object", EASEL_PROVIDER_OLLAMA, 400, "", "{\"error\":{\"message\":\"Words.\"}}",
    EASEL_LLM_ERROR_BAD_REQUEST, FALSE, -1 },
};

static void
test_row (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (JsonNode) body = json_node_init_string (json_node_alloc (), rows[i].body);
  g_autofree char *quoted = json_to_string (body, FALSE);
  g_autofree char *route = g_strdup_printf (
      "{\"method\":\"POST\",\"status\":%u,\"headers\":{%s},\"body\":%s}", rows[i].status,
      rows[i].headers, quoted);
  g_autoptr (EaselTestServer) server = llm_testing_serve (route);
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, rows[i].kind);
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (FALSE);
  g_autoptr (JsonArray) journal = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (easel_provider_complete (provider, "m", prompt, NULL, NULL, NULL, NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, EASEL_LLM_ERROR, (int) rows[i].code);
  g_assert_cmpint (easel_llm_error_can_retry (error), ==, rows[i].can_retry);
  g_assert_cmpint (easel_llm_error_get_retry_after (error), ==, rows[i].wait_ms);
  /* About a refused key a server's words may hold part of it. */
  g_assert_cmpint (strstr (error->message, "Words.") != NULL, ==,
                   strstr (rows[i].body, "Words.") != NULL
                       && rows[i].code != EASEL_LLM_ERROR_KEY_REFUSED);
  /* Asking again is the scheduler's to decide; but what a stranger's server does not take of a
   * request is found out by leaving it away. */
  journal = easel_test_server_get_journal (server, "request");
  g_assert_cmpuint (
      json_array_get_length (journal), ==,
      rows[i].kind == EASEL_PROVIDER_COMPATIBLE && rows[i].code == EASEL_LLM_ERROR_BAD_REQUEST ? 2
                                                                                               : 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/wire-errors/", rows[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_row);
    }
  return g_test_run ();
}
