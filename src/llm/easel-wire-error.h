/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-llm-error.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* What a server's refusal means, as far as all wire formats agree: by status, headers and
 * machine code; never by the wording of the message, which vendors change. Pure; any thread. */

/* A machine code of a wire format and what it means here. */
typedef struct
{
  const char *word;
  EaselLlmError code;
} EaselErrorWord;

/**
 * EaselErrorObjectFunc:
 * @host: whom to name in the sentence
 * @status: below 400 in the middle of a stream, where it says nothing any more
 * @param: (out) (nullable) (transfer full): the request's member the server named
 * @specific: (out): whether a machine code said what is wrong, rather than the status alone
 *
 * Reads an error object as a wire format spells it.
 *
 * Returns: (transfer full)
 */
typedef GError *(*EaselErrorObjectFunc) (const char *host,
                                         guint status,
                                         JsonObject *object,
                                         char **param,
                                         gboolean *specific);

/* Whether @word (nullable) is among @words. */
gboolean easel_wire_error_find (const EaselErrorWord *words,
                                gsize n_words,
                                const char *word,
                                EaselLlmError *code);
EaselLlmError easel_wire_error_of_status (guint status);

/* (transfer full): @words (nullable) are the server's own, and are repeated where they help */
GError *easel_wire_error_new (EaselLlmError code,
                              const char *host,
                              const char *words,
                              gint64 retry_after_ms);

/**
 * easel_wire_error_read:
 * @status: other than 2xx
 * @param, @specific: (out) (optional): as of #EaselErrorObjectFunc
 *
 * Reads a whole refusal: {"error":{…}}, [{"error":{…}}], {"error":"text"},
 * {"object":"error",…}, a page, or nothing.
 *
 * Returns: (transfer full)
 */
GError *easel_wire_error_read (EaselErrorObjectFunc read_object,
                               const char *host,
                               guint status,
                               SoupMessageHeaders *headers,
                               const char *data,
                               gsize length,
                               char **param,
                               gboolean *specific);

/**
 * easel_wire_error_parse:
 * @parser: keeps what is returned, until it is used again
 * @event: (nullable): the event's name, when @data is one's
 *
 * Returns: (transfer none) (nullable): the object that @data is; an error object has become its
 *   error, and what is no JSON object is %EASEL_LLM_ERROR_BAD_REPLY
 */
JsonObject *easel_wire_error_parse (EaselErrorObjectFunc read_object,
                                    const char *host,
                                    JsonParser *parser,
                                    const char *event,
                                    const char *data,
                                    gsize length,
                                    GError **error);

/* Always %FALSE: what answered speaks another language. */
gboolean easel_wire_error_set_not_api (const char *host, GError **error);

/* Whether a body is a page for people, such as a proxy's. */
gboolean easel_wire_error_is_page (SoupMessageHeaders *headers, const char *data, gsize length);

/* What the clock of the server said when it answered, in milliseconds since 1970; @now_ms when the
 * headers do not tell. */
gint64 easel_wire_error_read_now (SoupMessageHeaders *headers, gint64 now_ms);

/* Milliseconds to wait as the headers say, at @now_ms (milliseconds since 1970); or -1. */
gint64 easel_wire_error_read_retry_after (SoupMessageHeaders *headers, gint64 now_ms);

G_END_DECLS
