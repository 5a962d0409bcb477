/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-anthropic-error.h"

#include "easel-json.h"

/* Of "details.error_code", the more exact one, and of "type". "invalid_request_error" is not
 * among them: it says no more than the status. */
static const EaselErrorWord error_words[] = {
  { "enforced_spend_limit_reached", EASEL_LLM_ERROR_QUOTA },
  { "image_dimensions_too_large", EASEL_LLM_ERROR_TOO_LARGE },
  { "authentication_error", EASEL_LLM_ERROR_KEY_REFUSED },
  { "permission_error", EASEL_LLM_ERROR_KEY_REFUSED },
  { "billing_error", EASEL_LLM_ERROR_QUOTA },
  { "not_found_error", EASEL_LLM_ERROR_MODEL_NOT_FOUND },
  { "request_too_large", EASEL_LLM_ERROR_TOO_LARGE },
  { "rate_limit_error", EASEL_LLM_ERROR_RATE_LIMIT },
  { "overloaded_error", EASEL_LLM_ERROR_OVERLOADED },
  { "timeout_error", EASEL_LLM_ERROR_TIMEOUT },
  { "conflict_error", EASEL_LLM_ERROR_SERVER },
  { "api_error", EASEL_LLM_ERROR_SERVER },
  /* llama-server and its like stay with OpenAI's words here too. */
  { "exceed_context_size_error", EASEL_LLM_ERROR_CONTEXT_TOO_LONG },
};

GError *
easel_anthropic_error_from_object (const char *host,
                                   guint status,
                                   JsonObject *object,
                                   char **param,
                                   gboolean *specific)
{
  const char *detail = easel_json_get_string (easel_json_get_object (object, "details"),
                                              "error_code");
  EaselLlmError code;

  *param = NULL;
  *specific = easel_wire_error_find (error_words, G_N_ELEMENTS (error_words), detail, &code)
              || easel_wire_error_find (error_words, G_N_ELEMENTS (error_words),
                                        easel_json_get_string (object, "type"), &code);
  if (!*specific)
    code = easel_wire_error_of_status (status < 400 ? SOUP_STATUS_INTERNAL_SERVER_ERROR : status);
  return easel_wire_error_new (code, host, easel_json_get_string (object, "message"), -1);
}
