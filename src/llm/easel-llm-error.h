/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * EaselLlmError:
 * @EASEL_LLM_ERROR_NO_PROVIDER: no provider is set up for the task, or it was removed
 * @EASEL_LLM_ERROR_NO_KEY: the provider needs a key and none is stored
 * @EASEL_LLM_ERROR_KEYRING: the keyring is missing, locked or did not answer in time
 * @EASEL_LLM_ERROR_KEY_REFUSED: the server refused the key
 * @EASEL_LLM_ERROR_QUOTA: no credit left; trying again changes nothing
 * @EASEL_LLM_ERROR_RATE_LIMIT: too many requests; see easel_llm_error_get_retry_after()
 * @EASEL_LLM_ERROR_OVERLOADED: the server is busy
 * @EASEL_LLM_ERROR_MODEL_NOT_FOUND: the server does not know the model
 * @EASEL_LLM_ERROR_NO_VISION: the model cannot see pictures
 * @EASEL_LLM_ERROR_NO_IMAGES: the provider, or the model, makes no pictures
 * @EASEL_LLM_ERROR_CONTEXT_TOO_LONG: the request is longer than the model reads
 * @EASEL_LLM_ERROR_REFUSED: the model or the provider's policy declined
 * @EASEL_LLM_ERROR_TRUNCATED: the answer reached its length limit
 * @EASEL_LLM_ERROR_INCOMPLETE: the connection ended in the middle of the answer
 * @EASEL_LLM_ERROR_BAD_REPLY: an answer that is not what was asked for, also after repair
 * @EASEL_LLM_ERROR_NOT_API: something else answered, such as a proxy's HTML page
 * @EASEL_LLM_ERROR_OFFLINE: this machine has no network
 * @EASEL_LLM_ERROR_UNREACHABLE: the server's name or port does not answer
 * @EASEL_LLM_ERROR_TIMEOUT: no byte for too long
 * @EASEL_LLM_ERROR_TLS: the server's certificate is not trusted
 * @EASEL_LLM_ERROR_INSECURE: plain http to another machine, not allowed for this provider
 * @EASEL_LLM_ERROR_BAD_REQUEST: the server did not understand the request
 * @EASEL_LLM_ERROR_SERVER: the server failed (5xx)
 * @EASEL_LLM_ERROR_TOO_LARGE: a reply or picture past Easel's limit
 * @EASEL_LLM_ERROR_UNANSWERED: a batch ended before it was this request's turn
 *
 * Everything that can go wrong between Easel and a model. The message is a sentence for
 * the person, with the server's own words where they help; it never contains a key.
 */
typedef enum
{
  EASEL_LLM_ERROR_NO_PROVIDER,
  EASEL_LLM_ERROR_NO_KEY,
  EASEL_LLM_ERROR_KEYRING,
  EASEL_LLM_ERROR_KEY_REFUSED,
  EASEL_LLM_ERROR_QUOTA,
  EASEL_LLM_ERROR_RATE_LIMIT,
  EASEL_LLM_ERROR_OVERLOADED,
  EASEL_LLM_ERROR_MODEL_NOT_FOUND,
  EASEL_LLM_ERROR_NO_VISION,
  EASEL_LLM_ERROR_NO_IMAGES,
  EASEL_LLM_ERROR_CONTEXT_TOO_LONG,
  EASEL_LLM_ERROR_REFUSED,
  EASEL_LLM_ERROR_TRUNCATED,
  EASEL_LLM_ERROR_INCOMPLETE,
  EASEL_LLM_ERROR_BAD_REPLY,
  EASEL_LLM_ERROR_NOT_API,
  EASEL_LLM_ERROR_OFFLINE,
  EASEL_LLM_ERROR_UNREACHABLE,
  EASEL_LLM_ERROR_TIMEOUT,
  EASEL_LLM_ERROR_TLS,
  EASEL_LLM_ERROR_INSECURE,
  EASEL_LLM_ERROR_BAD_REQUEST,
  EASEL_LLM_ERROR_SERVER,
  EASEL_LLM_ERROR_TOO_LARGE,
  EASEL_LLM_ERROR_UNANSWERED,
} EaselLlmError;

/* An extended error domain: an error of it can carry what the server said about waiting. */
#define EASEL_LLM_ERROR (easel_llm_error_quark ())
GQuark easel_llm_error_quark (void);

/* The stable machine word of a code, such as "key-refused". */
const char *easel_llm_error_to_string (EaselLlmError code);

/* Milliseconds to wait before trying again, as the server said; -1 when it did not.
 * @error may be of any domain. */
gint64 easel_llm_error_get_retry_after (const GError *error);

/* Whether the same request may succeed later: by the code, unless the server said it itself.
 * Cancelled work and errors of other domains: %FALSE. */
gboolean easel_llm_error_can_retry (const GError *error);
/* What the server said about that. @error must be of this domain. */
void easel_llm_error_set_can_retry (GError *error, gboolean can_retry);

/* (transfer full): an error with a waiting time; -1 for none */
GError *easel_llm_error_new (EaselLlmError code, gint64 retry_after_ms, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

G_END_DECLS
