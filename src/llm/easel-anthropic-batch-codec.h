/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-batch-result.h"
#include "easel-http-provider.h"

G_BEGIN_DECLS

/* How Anthropic spells Message Batches. Pure; any thread. There is no name to give to a batch, so
 * the ids of its requests begin with one. */

/* (transfer full): one of the requests */
EaselRequestStream *easel_anthropic_batch_codec_build_request (const char *token,
                                                               const char *key,
                                                               const char *model,
                                                               EaselPrompt *prompt,
                                                               EaselSchemaMode mode);

/* (transfer full): @batch is a batch object */
EaselBatchStatus *easel_anthropic_batch_codec_read_status (const char *host, JsonObject *batch);
/* When it was made, in microseconds since 1970; 0 when that cannot be read. */
gint64 easel_anthropic_batch_codec_read_created (JsonObject *batch);

/* One line of the results. */
void easel_anthropic_batch_codec_read_result (const char *host,
                                              JsonObject *line,
                                              EaselBatchResult *result);
/* Whether a line of the results is of a batch with @token. */
gboolean easel_anthropic_batch_codec_has_token (JsonObject *line, const char *token);

G_END_DECLS
