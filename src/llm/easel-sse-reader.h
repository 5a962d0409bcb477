/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * EaselSseReader:
 *
 * Cuts a byte stream into Server-Sent Events, by the WHATWG rules: LF, CRLF or CR, a BOM at
 * the start, comments, joined data lines, an unterminated event at the end dropped. Bytes
 * may come in any pieces. Not thread-safe.
 */
typedef struct _EaselSseReader EaselSseReader;

/* @event: "message" when the stream names none. @data: valid during the call. Returning
 * %FALSE with an error stops the reader. */
typedef gboolean (*EaselSseFunc) (const char *event,
                                  const char *data,
                                  gsize length,
                                  gpointer user_data,
                                  GError **error);

/* @max_event_bytes: an event longer than this is EASEL_LLM_ERROR_TOO_LARGE */
EaselSseReader *easel_sse_reader_new (gsize max_event_bytes, EaselSseFunc func, gpointer user_data);
void easel_sse_reader_free (EaselSseReader *self);

gboolean
easel_sse_reader_push (EaselSseReader *self, const char *bytes, gsize length, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselSseReader, easel_sse_reader_free)

G_END_DECLS
