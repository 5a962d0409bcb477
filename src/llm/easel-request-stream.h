/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EaselRequestStream:
 *
 * The body of a request, put together from pieces of text and of pictures. A picture is encoded
 * while the body is read, so that no second copy of it is ever made. One thread at a time.
 */
#define EASEL_TYPE_REQUEST_STREAM (easel_request_stream_get_type ())
G_DECLARE_FINAL_TYPE (EaselRequestStream, easel_request_stream, EASEL, REQUEST_STREAM, GInputStream)

EaselRequestStream *easel_request_stream_new (void);

/* Adds @bytes as they are. */
void easel_request_stream_add (EaselRequestStream *self, GBytes *bytes);
/* Adds @bytes in Base64. */
void easel_request_stream_add_base64 (EaselRequestStream *self, GBytes *bytes);

/* (transfer full): the same from its start, to be sent again; shares the bytes */
EaselRequestStream *easel_request_stream_copy (EaselRequestStream *self);

/* How many bytes there are to read, from the start. */
gsize easel_request_stream_get_length (EaselRequestStream *self);

G_END_DECLS
