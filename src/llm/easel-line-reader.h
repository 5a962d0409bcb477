/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-sse-reader.h"

G_BEGIN_DECLS

/**
 * EaselLineReader:
 *
 * Cuts a byte stream into lines, as NDJSON has one object on each; LF or CRLF, blank lines
 * dropped. Bytes may come in any pieces. Not thread-safe.
 */
typedef struct _EaselLineReader EaselLineReader;

/* @func: called with each line; the event is always "message". @max_line_bytes: a line longer
 * than this is EASEL_LLM_ERROR_TOO_LARGE */
EaselLineReader *
easel_line_reader_new (gsize max_line_bytes, EaselSseFunc func, gpointer user_data);
void easel_line_reader_free (EaselLineReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselLineReader, easel_line_reader_free)

gboolean
easel_line_reader_push (EaselLineReader *self, const char *bytes, gsize length, GError **error);

/* There is no more: a last line that has no end is one when it is whole JSON, else dropped. */
gboolean easel_line_reader_finish (EaselLineReader *self, GError **error);

G_END_DECLS
