/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-openai-error.h"

#include "easel-json.h"

/* Looked up by "code" first, then by "type": "code" is the more exact of the two. */
static const EaselErrorWord error_words[] = {
  { "insufficient_quota", EASEL_LLM_ERROR_QUOTA },
  { "credit_balance_exhausted", EASEL_LLM_ERROR_QUOTA },
  { "billing_hard_limit_reached", EASEL_LLM_ERROR_QUOTA },
  { "billing_not_active", EASEL_LLM_ERROR_QUOTA },
  /* LiteLLM's words: of its own budgets and keys. */
  { "budget_exceeded", EASEL_LLM_ERROR_QUOTA },
  { "expired_key", EASEL_LLM_ERROR_KEY_REFUSED },
  { "token_not_found_in_db", EASEL_LLM_ERROR_KEY_REFUSED },
  { "auth_error", EASEL_LLM_ERROR_KEY_REFUSED },
  { "key_model_access_denied", EASEL_LLM_ERROR_MODEL_NOT_FOUND },
  { "team_model_access_denied", EASEL_LLM_ERROR_MODEL_NOT_FOUND },
  { "user_model_access_denied", EASEL_LLM_ERROR_MODEL_NOT_FOUND },
  { "org_model_access_denied", EASEL_LLM_ERROR_MODEL_NOT_FOUND },
  { "invalid_api_key", EASEL_LLM_ERROR_KEY_REFUSED },
  { "authentication_error", EASEL_LLM_ERROR_KEY_REFUSED },
  { "permission_error", EASEL_LLM_ERROR_KEY_REFUSED },
  { "model_not_found", EASEL_LLM_ERROR_MODEL_NOT_FOUND },
  { "context_length_exceeded", EASEL_LLM_ERROR_CONTEXT_TOO_LONG },
  { "exceed_context_size_error", EASEL_LLM_ERROR_CONTEXT_TOO_LONG },
  { "string_above_max_length", EASEL_LLM_ERROR_CONTEXT_TOO_LONG },
  { "moderation_blocked", EASEL_LLM_ERROR_REFUSED },
  { "content_policy_violation", EASEL_LLM_ERROR_REFUSED },
  { "content_filter", EASEL_LLM_ERROR_REFUSED },
  { "rate_limit_exceeded", EASEL_LLM_ERROR_RATE_LIMIT },
  { "rate_limit_error", EASEL_LLM_ERROR_RATE_LIMIT },
  { "slow_down", EASEL_LLM_ERROR_OVERLOADED },
  { "server_is_overloaded", EASEL_LLM_ERROR_OVERLOADED },
  { "service_unavailable_error", EASEL_LLM_ERROR_OVERLOADED },
  { "overloaded_error", EASEL_LLM_ERROR_OVERLOADED },
};

/* A number, or as LiteLLM has it the same in quotes; 0 for a word. */
static guint
read_number (JsonObject *object)
{
  const char *text = easel_json_get_string (object, "code");
  guint64 number = 0;

  if (text == NULL)
    number = (guint64) MAX (0, easel_json_get_int (object, "code", 0));
  else if (!g_ascii_string_to_unsigned (text, 10, 0, 999, &number, NULL))
    number = 0;
  return number >= 400 && number < 600 ? (guint) number : 0;
}

GError *
easel_openai_error_from_object (const char *host,
                                guint status,
                                JsonObject *object,
                                char **param,
                                gboolean *specific)
{
  guint number = read_number (object);
  EaselLlmError code;

  /* In the middle of a stream the status has long been 200; llama-server's and OpenRouter's
   * numeric code then says what it would have been. */
  if (status < 400)
    status = number != 0 ? number : 500;

  *param = g_strdup (easel_json_get_string (object, "param"));
  *specific = easel_wire_error_find (error_words, G_N_ELEMENTS (error_words),
                                     easel_json_get_string (object, "code"), &code)
              || easel_wire_error_find (error_words, G_N_ELEMENTS (error_words),
                                        easel_json_get_string (object, "type"), &code);
  /* LiteLLM's way to say that it does not know the model. */
  if (!*specific)
    code = status == SOUP_STATUS_BAD_REQUEST && g_strcmp0 (*param, "model") == 0
               ? EASEL_LLM_ERROR_MODEL_NOT_FOUND
               : easel_wire_error_of_status (status);
  return easel_wire_error_new (code, host, easel_json_get_string (object, "message"), -1);
}
