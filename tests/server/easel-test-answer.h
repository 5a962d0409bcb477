/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Answers of any wire format, made from what the request asked for. */

/**
 * easel_test_answer_fill:
 * @fill: (nullable): values by member name, at any depth
 *
 * Returns: (transfer full): a value of @schema, the same every time
 */
JsonNode *easel_test_answer_fill (JsonNode *schema, JsonObject *fill);

/**
 * easel_test_answer_completion:
 * @path: which says the wire format
 * @request: (nullable): the request's body
 * @text: (nullable): what to answer; %NULL fills the request's schema
 * @stream_type: (out) (nullable): the content type, when the answer is a stream
 * @offsets: (out) (element-type gsize): where the stream's events end; empty when @request
 *   did not ask for a stream
 *
 * Returns: (transfer full): the body, a stream of events or one object as @request asks
 */
GBytes *easel_test_answer_completion (const char *path,
                                      JsonNode *request,
                                      const char *text,
                                      JsonObject *fill,
                                      const char **stream_type,
                                      GArray *offsets);

G_END_DECLS
