/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-image-fold.h"
#include "easel-reply-fold.h"

G_BEGIN_DECLS

/* Reading generateContent answers, as pure functions: no I/O, no state. Any thread. */

/* Adds one event of a stream to @fold. What is not known is skipped; an error object becomes its
 * error; what is not JSON is %EASEL_LLM_ERROR_BAD_REPLY. */
gboolean easel_gemini_codec_fold_event (EaselReplyFold *fold,
                                        const char *event,
                                        const char *data,
                                        gsize length,
                                        GError **error);

/* Adds a whole answer that was not streamed. */
gboolean
easel_gemini_codec_fold_body (EaselReplyFold *fold, const char *data, gsize length, GError **error);

/* The same of an answer with a picture in it. */
gboolean easel_gemini_codec_fold_image_event (EaselImageFold *fold,
                                              const char *event,
                                              const char *data,
                                              gsize length,
                                              GError **error);
gboolean easel_gemini_codec_fold_image_body (EaselImageFold *fold,
                                             const char *data,
                                             gsize length,
                                             GError **error);

G_END_DECLS
