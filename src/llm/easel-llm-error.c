/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-llm-error.h"

/* GLib's macro looks up the private part by domain and would give NULL for another one. */
#pragma GCC diagnostic ignored "-Wnull-dereference"

/* What the server said about trying again. */
typedef enum
{
  RETRY_UNSAID,
  RETRY_YES,
  RETRY_NO,
} RetryWord;

/* What an error of this domain carries beside its code and message. */
typedef struct
{
  gint64 retry_after_ms;
  RetryWord retry;
} EaselLlmErrorPrivate;

static void
easel_llm_error_private_init (EaselLlmErrorPrivate *priv)
{
  priv->retry_after_ms = -1;
  priv->retry = RETRY_UNSAID;
}

static void
easel_llm_error_private_copy (const EaselLlmErrorPrivate *source, EaselLlmErrorPrivate *target)
{
  *target = *source;
}

static void
easel_llm_error_private_clear (EaselLlmErrorPrivate *priv)
{
}

G_DEFINE_EXTENDED_ERROR (EaselLlmError, easel_llm_error)

const char *
easel_llm_error_to_string (EaselLlmError code)
{
  switch (code)
    {
    case EASEL_LLM_ERROR_NO_PROVIDER:
      return "no-provider";
    case EASEL_LLM_ERROR_NO_KEY:
      return "no-key";
    case EASEL_LLM_ERROR_KEYRING:
      return "keyring";
    case EASEL_LLM_ERROR_KEY_REFUSED:
      return "key-refused";
    case EASEL_LLM_ERROR_QUOTA:
      return "quota";
    case EASEL_LLM_ERROR_RATE_LIMIT:
      return "rate-limit";
    case EASEL_LLM_ERROR_OVERLOADED:
      return "overloaded";
    case EASEL_LLM_ERROR_MODEL_NOT_FOUND:
      return "model-not-found";
    case EASEL_LLM_ERROR_NO_VISION:
      return "no-vision";
    case EASEL_LLM_ERROR_NO_IMAGES:
      return "no-images";
    case EASEL_LLM_ERROR_CONTEXT_TOO_LONG:
      return "context-too-long";
    case EASEL_LLM_ERROR_REFUSED:
      return "refused";
    case EASEL_LLM_ERROR_TRUNCATED:
      return "truncated";
    case EASEL_LLM_ERROR_INCOMPLETE:
      return "incomplete";
    case EASEL_LLM_ERROR_BAD_REPLY:
      return "bad-reply";
    case EASEL_LLM_ERROR_NOT_API:
      return "not-api";
    case EASEL_LLM_ERROR_OFFLINE:
      return "offline";
    case EASEL_LLM_ERROR_UNREACHABLE:
      return "unreachable";
    case EASEL_LLM_ERROR_TIMEOUT:
      return "timeout";
    case EASEL_LLM_ERROR_TLS:
      return "tls";
    case EASEL_LLM_ERROR_INSECURE:
      return "insecure";
    case EASEL_LLM_ERROR_BAD_REQUEST:
      return "bad-request";
    case EASEL_LLM_ERROR_SERVER:
      return "server";
    case EASEL_LLM_ERROR_TOO_LARGE:
      return "too-large";
    case EASEL_LLM_ERROR_UNANSWERED:
      return "unanswered";
    default:
      g_return_val_if_reached ("unknown");
    }
}

gint64
easel_llm_error_get_retry_after (const GError *error)
{
  if (error == NULL || error->domain != EASEL_LLM_ERROR)
    return -1;

  return easel_llm_error_get_private (error)->retry_after_ms;
}

static gboolean
code_can_retry (EaselLlmError code)
{
  switch (code)
    {
    case EASEL_LLM_ERROR_RATE_LIMIT:
    case EASEL_LLM_ERROR_OVERLOADED:
    case EASEL_LLM_ERROR_INCOMPLETE:
    case EASEL_LLM_ERROR_OFFLINE:
    case EASEL_LLM_ERROR_UNREACHABLE:
    case EASEL_LLM_ERROR_TIMEOUT:
    case EASEL_LLM_ERROR_SERVER:
      return TRUE;
    case EASEL_LLM_ERROR_NO_PROVIDER:
    case EASEL_LLM_ERROR_NO_KEY:
    case EASEL_LLM_ERROR_KEYRING:
    case EASEL_LLM_ERROR_KEY_REFUSED:
    case EASEL_LLM_ERROR_QUOTA:
    case EASEL_LLM_ERROR_MODEL_NOT_FOUND:
    case EASEL_LLM_ERROR_NO_VISION:
    case EASEL_LLM_ERROR_NO_IMAGES:
    case EASEL_LLM_ERROR_CONTEXT_TOO_LONG:
    case EASEL_LLM_ERROR_REFUSED:
    case EASEL_LLM_ERROR_TRUNCATED:
    case EASEL_LLM_ERROR_BAD_REPLY:
    case EASEL_LLM_ERROR_NOT_API:
    case EASEL_LLM_ERROR_TLS:
    case EASEL_LLM_ERROR_INSECURE:
    case EASEL_LLM_ERROR_BAD_REQUEST:
    case EASEL_LLM_ERROR_TOO_LARGE:
    /* It may, but outside of a batch it costs more: that is for the person to say. */
    case EASEL_LLM_ERROR_UNANSWERED:
    default:
      return FALSE;
    }
}

gboolean
easel_llm_error_can_retry (const GError *error)
{
  RetryWord said;

  if (error == NULL || error->domain != EASEL_LLM_ERROR)
    return FALSE;

  said = easel_llm_error_get_private (error)->retry;
  return said == RETRY_UNSAID ? code_can_retry ((EaselLlmError) error->code) : said == RETRY_YES;
}

void
easel_llm_error_set_can_retry (GError *error, gboolean can_retry)
{
  g_return_if_fail (error != NULL && error->domain == EASEL_LLM_ERROR);

  easel_llm_error_get_private (error)->retry = can_retry ? RETRY_YES : RETRY_NO;
}

GError *
easel_llm_error_new (EaselLlmError code, gint64 retry_after_ms, const char *format, ...)
{
  va_list args;
  GError *error;

  va_start (args, format);
  error = g_error_new_valist (EASEL_LLM_ERROR, (int) code, format, args);
  va_end (args);

  easel_llm_error_get_private (error)->retry_after_ms = MAX (retry_after_ms, -1);
  return error;
}
