/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-batch-result.h"
#include "easel-openai-dialect.h"
#include "easel-request-stream.h"

G_BEGIN_DECLS

/* How OpenAI spells batches of Chat Completions. Pure; any thread. */

/* (transfer full): one line of the file of requests */
EaselRequestStream *easel_openai_batch_codec_build_line (const char *key,
                                                         const char *model,
                                                         EaselPrompt *prompt,
                                                         const EaselOpenaiDialect *dialect);

/* (transfer full): the batch of what is in file @file_id, in JSON */
char *easel_openai_batch_codec_build_batch (const char *file_id, const char *token);

/* (transfer full): @batch is a batch object */
EaselBatchStatus *easel_openai_batch_codec_read_status (const char *host, JsonObject *batch);
/* Whether @batch was made with @token. */
gboolean easel_openai_batch_codec_has_token (JsonObject *batch, const char *token);

/* One line of the output or the error file. */
void
easel_openai_batch_codec_read_result (const char *host, JsonObject *line, EaselBatchResult *result);

/* (transfer full): why a request of @batch is in neither */
GError *easel_openai_batch_codec_explain_missing (const char *host, JsonObject *batch);

G_END_DECLS
