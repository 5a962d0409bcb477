/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * EaselBase64Lifter:
 *
 * Takes the pictures out of JSON while it arrives: a long string of Base64 is decoded as it
 * passes, and a short mark stands in its place, so that neither the parser nor anybody else
 * ever holds a picture as text. Bytes may come in any pieces, and may be JSON or events with
 * JSON in them. Not thread-safe.
 */
typedef struct _EaselBase64Lifter EaselBase64Lifter;

/* @max_bytes: a decoded string longer than this is %EASEL_LLM_ERROR_TOO_LARGE */
EaselBase64Lifter *easel_base64_lifter_new (gsize max_bytes);
void easel_base64_lifter_free (EaselBase64Lifter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselBase64Lifter, easel_base64_lifter_free)

/* Appends to @rest what is not lifted out. */
gboolean easel_base64_lifter_push (EaselBase64Lifter *self,
                                   const char *bytes,
                                   gsize length,
                                   GString *rest,
                                   GError **error);

/**
 * easel_base64_lifter_read:
 * @text: (nullable): a string of the JSON: a mark, or Base64 that was too short to lift
 *
 * Returns: (transfer full) (nullable): its bytes; %NULL for what is not Base64
 */
GBytes *easel_base64_lifter_read (EaselBase64Lifter *self, const char *text);

/* Frees what the marks in @json stand for. */
void easel_base64_lifter_forget (EaselBase64Lifter *self, const char *json, gsize length);

G_END_DECLS
