/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-batch.h"
#include "easel-reply-fold.h"

G_BEGIN_DECLS

/**
 * EaselBatchResult:
 * @key: (nullable): whose answer it is; %NULL where a provider goes by the order of the requests
 * @reply, @failure: one of them
 *
 * What came of one request of a batch. A plain value; (owned) all.
 */
typedef struct
{
  char *key;
  EaselReply *reply;
  GError *failure;
} EaselBatchResult;

void easel_batch_result_clear (EaselBatchResult *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EaselBatchResult, easel_batch_result_clear)

/* Reads one result as a wire format spells it. Pure. Sets @result's key, and its reply or failure.
 * @host: whom to name in an error */
typedef void (*EaselBatchReadFunc) (const char *host, JsonObject *object, EaselBatchResult *result);

/* Reads a whole answer, as it is without a batch. */
typedef gboolean (*EaselBatchFoldFunc) (EaselReplyFold *fold,
                                        const char *data,
                                        gsize length,
                                        GError **error);

/* Sets @self's reply or failure. @answer: (nullable) */
void easel_batch_result_fold (EaselBatchResult *self,
                              const char *host,
                              EaselBatchFoldFunc fold_body,
                              JsonObject *answer);

/* (transfer full): why a request has no answer */
GError *easel_batch_error_canceled (const char *host);
GError *easel_batch_error_expired (const char *host);
GError *easel_batch_error_missing (const char *host);
GError *easel_batch_error_unreadable (const char *host);
/* (transfer full): the batch is not there any more */
GError *easel_batch_error_gone (const char *host);

G_END_DECLS
