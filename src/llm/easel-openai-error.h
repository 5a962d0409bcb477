/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-llm-error.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* What a server's refusal means: by status, headers and machine code; never by the wording of
 * the message, which vendors change. Pure; any thread. */

/**
 * easel_openai_error_read:
 * @host: whom to name in the sentence
 * @status: other than 2xx
 * @param: (out) (optional) (nullable) (transfer full): the request's member the server named
 * @specific: (out) (optional): whether a machine code said what is wrong, rather than the
 *   HTTP status alone
 *
 * Returns: (transfer full)
 */
GError *easel_openai_error_read (const char *host,
                                 guint status,
                                 SoupMessageHeaders *headers,
                                 const char *data,
                                 gsize length,
                                 char **param,
                                 gboolean *specific);

/* (transfer full): the same from an error object, such as one in the middle of a stream,
 * where @status says nothing any more */
GError *easel_openai_error_from_object (const char *host,
                                        guint status,
                                        JsonObject *object,
                                        char **param,
                                        gboolean *specific);

/* Whether a body is a page for people, such as a proxy's. */
gboolean easel_openai_error_is_page (SoupMessageHeaders *headers, const char *data, gsize length);

/* Milliseconds to wait as the headers say, at @now_ms (milliseconds since 1970); or -1. */
gint64 easel_openai_error_read_retry_after (SoupMessageHeaders *headers, gint64 now_ms);

G_END_DECLS
