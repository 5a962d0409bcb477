/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-batch-result.h"
#include "easel-request-stream.h"

G_BEGIN_DECLS

/* How Gemini spells batches of generateContent. Pure; any thread. */

/* What a line of a file of requests has before the request, and after it; (transfer full) @before
 */
char *easel_gemini_batch_codec_begin_line (const char *key);
#define EASEL_GEMINI_BATCH_LINE_END "}"

/* (transfer full): the same of a request that is sent along with the batch, all in one */
char *easel_gemini_batch_codec_begin_inline (const char *token);
#define EASEL_GEMINI_BATCH_INLINE_END "]}}}}"
#define EASEL_GEMINI_BATCH_REQUEST_BEGIN "{\"request\":"
/* (transfer full) */
char *easel_gemini_batch_codec_end_request (const char *key);

/* (transfer full): the batch of what is in file @file, in JSON */
char *easel_gemini_batch_codec_build_batch (const char *file, const char *token);

/* (transfer full): @operation is a batch, as one asks for it */
EaselBatchStatus *easel_gemini_batch_codec_read_status (const char *host, JsonObject *operation);
/* Whether @operation was made with @token. */
gboolean easel_gemini_batch_codec_has_token (JsonObject *operation, const char *token);

/* (nullable): the file of what was asked, and the one of what came of it */
const char *easel_gemini_batch_codec_get_input (JsonObject *operation);
const char *easel_gemini_batch_codec_get_output (JsonObject *operation);
/* (nullable): what came of it, when it is in no file */
JsonArray *easel_gemini_batch_codec_get_inline (JsonObject *operation);

/* One line of the file, or one of those that are in none. */
void easel_gemini_batch_codec_read_result (const char *host,
                                           JsonObject *object,
                                           EaselBatchResult *result);

/* (transfer full): why a request has no result */
GError *easel_gemini_batch_codec_explain_missing (const char *host, JsonObject *operation);

G_END_DECLS
