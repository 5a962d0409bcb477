/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-provider.h"
#include "easel-reply-fold.h"

G_BEGIN_DECLS

/* Reading Chat Completions answers, as pure functions: no I/O, no state. Any thread. */

/**
 * easel_openai_codec_parse:
 * @host: whom to name in an error
 * @parser: keeps what is returned, until it is used again
 * @event: (nullable): the event's name, when @data is one's
 *
 * Returns: (transfer none) (nullable): the object that @data is; an error object has become its
 *   error, and what is no JSON object is %EASEL_LLM_ERROR_BAD_REPLY
 */
JsonObject *easel_openai_codec_parse (const char *host,
                                      JsonParser *parser,
                                      const char *event,
                                      const char *data,
                                      gsize length,
                                      GError **error);

/* Adds one event of a stream to @fold. Unknown members are fine; an error object becomes its
 * error; what is not JSON is %EASEL_LLM_ERROR_BAD_REPLY. */
gboolean easel_openai_codec_fold_event (EaselReplyFold *fold,
                                        const char *event,
                                        const char *data,
                                        gsize length,
                                        GError **error);

/* Whether an event is the mark after which nothing comes. */
gboolean easel_openai_codec_is_end (const char *data, gsize length);

/* Adds a whole answer that was not streamed. */
gboolean
easel_openai_codec_fold_body (EaselReplyFold *fold, const char *data, gsize length, GError **error);

G_END_DECLS
