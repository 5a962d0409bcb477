/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-gemini-error.h"

#include "easel-json.h"

#include <math.h>
#include <string.h>

/* Of a detail's "reason", the more exact one, and of "status". "INVALID_ARGUMENT" is not among
 * them: it says no more than the HTTP status. */
static const EaselErrorWord error_words[] = {
  { "API_KEY_INVALID", EASEL_LLM_ERROR_KEY_REFUSED },
  { "API_KEY_EXPIRED", EASEL_LLM_ERROR_KEY_REFUSED },
  { "API_KEY_SERVICE_BLOCKED", EASEL_LLM_ERROR_KEY_REFUSED },
  { "SERVICE_DISABLED", EASEL_LLM_ERROR_KEY_REFUSED },
  { "BILLING_DISABLED", EASEL_LLM_ERROR_QUOTA },
  { "UNAUTHENTICATED", EASEL_LLM_ERROR_KEY_REFUSED },
  { "PERMISSION_DENIED", EASEL_LLM_ERROR_KEY_REFUSED },
  { "NOT_FOUND", EASEL_LLM_ERROR_MODEL_NOT_FOUND },
  { "RESOURCE_EXHAUSTED", EASEL_LLM_ERROR_RATE_LIMIT },
  { "DEADLINE_EXCEEDED", EASEL_LLM_ERROR_TIMEOUT },
  { "UNAVAILABLE", EASEL_LLM_ERROR_OVERLOADED },
  { "INTERNAL", EASEL_LLM_ERROR_SERVER },
};

static gboolean
is_detail (JsonObject *detail, const char *name)
{
  const char *type = easel_json_get_string (detail, "@type");

  return type != NULL && g_str_has_suffix (type, name);
}

/* A duration such as "27s" or "1.5s", in milliseconds; -1 for anything else. */
static gint64
read_delay (const char *text)
{
  char *end = NULL;
  double seconds = text != NULL ? g_ascii_strtod (text, &end) : -1;

  if (text == NULL || end == text || !g_str_equal (end, "s") || !isfinite (seconds) || seconds < 0
      || seconds > G_MAXINT32)
    return -1;
  return (gint64) ceil (seconds * 1000);
}

/* What is used up for a day does not come back in a minute. */
static gboolean
is_for_a_day (JsonObject *detail)
{
  JsonArray *violations = easel_json_get_array (detail, "violations");

  for (guint i = 0; violations != NULL && i < json_array_get_length (violations); i++)
    {
      JsonObject *violation = easel_json_node_get_object (json_array_get_element (violations, i));
      const char *id = easel_json_get_string (violation, "quotaId");

      if (id != NULL && strstr (id, "PerDay") != NULL)
        return TRUE;
    }
  return FALSE;
}

GError *
easel_gemini_error_from_object (const char *host,
                                guint status,
                                JsonObject *object,
                                char **param,
                                gboolean *specific)
{
  JsonArray *details = easel_json_get_array (object, "details");
  gint64 number = easel_json_get_int (object, "code", 0);
  gint64 wait = -1;
  EaselLlmError code;

  /* In the middle of a stream the status has long been 200. */
  if (status < 400)
    status = number >= 400 && number < 600 ? (guint) number : SOUP_STATUS_INTERNAL_SERVER_ERROR;

  *param = NULL;
  *specific = easel_wire_error_find (error_words, G_N_ELEMENTS (error_words),
                                     easel_json_get_string (object, "status"), &code);
  if (!*specific)
    code = easel_wire_error_of_status (status);
  for (guint i = 0; details != NULL && i < json_array_get_length (details); i++)
    {
      JsonObject *detail = easel_json_node_get_object (json_array_get_element (details, i));

      if (is_detail (detail, "ErrorInfo"))
        *specific = easel_wire_error_find (error_words, G_N_ELEMENTS (error_words),
                                           easel_json_get_string (detail, "reason"), &code)
                    || *specific;
      else if (is_detail (detail, "RetryInfo"))
        wait = read_delay (easel_json_get_string (detail, "retryDelay"));
      else if (is_detail (detail, "QuotaFailure") && is_for_a_day (detail))
        code = EASEL_LLM_ERROR_QUOTA;
    }
  return easel_wire_error_new (code, host, easel_json_get_string (object, "message"), wait);
}
