/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-spool.h"

G_BEGIN_DECLS

/**
 * EaselRequestStream:
 *
 * The body of a request, put together from pieces of text, of pictures, and of what is on disk.
 * A picture is encoded while the body is read, so that no second copy of it is ever made. One
 * thread at a time.
 */
#define EASEL_TYPE_REQUEST_STREAM (easel_request_stream_get_type ())
G_DECLARE_FINAL_TYPE (EaselRequestStream, easel_request_stream, EASEL, REQUEST_STREAM, GInputStream)

EaselRequestStream *easel_request_stream_new (void);

/* Adds @bytes as they are. */
void easel_request_stream_add (EaselRequestStream *self, GBytes *bytes);
/* Adds @bytes in Base64. */
void easel_request_stream_add_base64 (EaselRequestStream *self, GBytes *bytes);
void easel_request_stream_add_text (EaselRequestStream *self, const char *text);
/* Adds @length bytes of what is in @spool at @from. */
void easel_request_stream_add_spool (EaselRequestStream *self,
                                     EaselSpool *spool,
                                     gsize from,
                                     gsize length);
/* Adds all of @other, from its start. */
void easel_request_stream_add_stream (EaselRequestStream *self, EaselRequestStream *other);

/* (transfer full): the same from its start, to be sent again; shares the bytes */
EaselRequestStream *easel_request_stream_copy (EaselRequestStream *self);

/* How many bytes there are to read, from the start. */
gsize easel_request_stream_get_length (EaselRequestStream *self);

G_END_DECLS
