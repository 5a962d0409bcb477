/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* (transfer full): a PNG of one colour, 0xRRGGBB */
GBytes *easel_test_picture_new (guint width, guint height, guint32 color);

/**
 * easel_test_picture_answer:
 * @path: which says whether it is the Images API, or Gemini
 * @request: (nullable): the request's body
 * @edit: whether it has pictures to work from
 * @number: of the request; each gets another colour
 * @stream_type: (out) (nullable): the content type, when the answer is a stream
 * @offsets: (out) (element-type gsize): where the stream's events end; empty when @request
 *   did not ask for a stream
 *
 * Returns: (transfer full): a stream of events or one object as @request asks
 */
GBytes *easel_test_picture_answer (const char *path,
                                   JsonNode *request,
                                   gboolean edit,
                                   guint number,
                                   const char **stream_type,
                                   GArray *offsets);

G_END_DECLS
