/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Answers in the wire formats beside Chat Completions, told apart by the path that was asked. */

/* (transfer none) (nullable): the schema a request of any wire format wants its answer in */
JsonNode *easel_test_wires_find_schema (JsonNode *request);

/**
 * easel_test_wires_answer:
 * @offsets: (out) (element-type gsize): where the stream's events end
 * @content_type: (out): of the stream
 *
 * Returns: (transfer full) (nullable): a stream that says @text; %NULL when @path is of Chat
 *   Completions
 */
GBytes *easel_test_wires_answer (const char *path,
                                 JsonNode *request,
                                 const char *text,
                                 GArray *offsets,
                                 const char **content_type);

/* (transfer full): a stream of Gemini's with @picture, in Base64, in it */
GBytes *easel_test_wires_picture (const char *picture, GArray *offsets);

G_END_DECLS
