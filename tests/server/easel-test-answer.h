/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Chat Completions answers, made from what the request asked for. */

/**
 * easel_test_answer_fill:
 * @fill: (nullable): values by member name, at any depth
 *
 * Returns: (transfer full): a value of @schema, the same every time
 */
JsonNode *easel_test_answer_fill (JsonNode *schema, JsonObject *fill);

/**
 * easel_test_answer_completion:
 * @request: (nullable): the request's body
 * @text: (nullable): what to answer; %NULL fills the request's schema
 * @offsets: (out) (element-type gsize): where the stream's events end; empty when @request
 *   did not ask for a stream
 *
 * Returns: (transfer full): the body, a stream of events or one object as @request asks
 */
GBytes *easel_test_answer_completion (JsonNode *request,
                                      const char *text,
                                      JsonObject *fill,
                                      gboolean *is_stream,
                                      GArray *offsets);

G_END_DECLS
