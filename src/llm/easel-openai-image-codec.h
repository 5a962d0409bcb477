/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-image-fold.h"

G_BEGIN_DECLS

/* Reading answers of the Images API, as pure functions: no I/O, no state. Any thread. */

/**
 * easel_openai_image_codec_fold_event:
 *
 * Adds one event of a stream, of a new picture or of an edit, to @fold. Events
 * nobody knows are fine; an error object becomes its error.
 */
gboolean easel_openai_image_codec_fold_event (EaselImageFold *fold,
                                              const char *event,
                                              const char *data,
                                              gsize length,
                                              GError **error);

/* Adds a whole answer that was not streamed. */
gboolean easel_openai_image_codec_fold_body (EaselImageFold *fold,
                                             const char *data,
                                             gsize length,
                                             GError **error);

G_END_DECLS
