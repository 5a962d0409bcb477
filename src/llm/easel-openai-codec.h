/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-provider.h"
#include "easel-reply.h"

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

/**
 * easel_openai_codec_fold_event:
 * @host: whom to name in an error
 * @parser: reused from event to event
 * @event: the event's name
 * @data: its data
 *
 * Adds one event of a stream, not its end, to @reply. Unknown members are fine; an error
 * object becomes its error; what is not JSON is %EASEL_LLM_ERROR_BAD_REPLY.
 */
gboolean easel_openai_codec_fold_event (EaselReply *reply,
                                        const char *host,
                                        JsonParser *parser,
                                        const char *event,
                                        const char *data,
                                        gsize length,
                                        EaselTextFunc text_func,
                                        gpointer user_data,
                                        GError **error);

/* Whether an event is the mark after which nothing comes. */
gboolean easel_openai_codec_is_end (const char *data, gsize length);

/* Adds a whole answer that was not streamed. */
gboolean easel_openai_codec_fold_body (EaselReply *reply,
                                       const char *host,
                                       const char *data,
                                       gsize length,
                                       EaselTextFunc text_func,
                                       gpointer user_data,
                                       GError **error);

/**
 * easel_openai_codec_read_models:
 * @owner: (out) (optional) (nullable) (transfer full): who owns the first model, by which
 *   local servers can be told apart
 *
 * Returns: (transfer full) (nullable) (element-type EaselModel): from the answer of /models
 */
GPtrArray *easel_openai_codec_read_models (const char *host,
                                           const char *data,
                                           gsize length,
                                           char **owner,
                                           GError **error);

G_END_DECLS
