/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-reply-fold.h"

G_BEGIN_DECLS

/* Adds one line of an answer of /api/chat to @fold. What is not known is skipped; an error becomes
 * its error; what is not JSON is %EASEL_LLM_ERROR_BAD_REPLY. Pure; any thread. */
gboolean easel_ollama_codec_fold_event (EaselReplyFold *fold,
                                        const char *event,
                                        const char *data,
                                        gsize length,
                                        GError **error);

G_END_DECLS
