/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-provider-client.h"
#include "easel-reply-fold.h"

G_BEGIN_DECLS

/**
 * EaselReplyFormat:
 * @lines: a stream is JSON, one object a line, else Server-Sent Events
 * @fold_event: adds one event, or line
 * @fold_body: (nullable): adds a whole answer that was not streamed; when %NULL one is read as a
 *   line
 *
 * How a wire format answers.
 */
typedef struct
{
  gboolean lines;
  gboolean (*fold_event) (EaselReplyFold *fold,
                          const char *event,
                          const char *data,
                          gsize length,
                          GError **error);
  gboolean (*fold_body) (EaselReplyFold *fold, const char *data, gsize length, GError **error);
} EaselReplyFormat;

/**
 * easel_reply_reader_read:
 * @fold: with all but host and parser
 * @call: one that was answered with success
 *
 * Reads an answer to its end, streamed or not. Blocking. An answer that said it was whole stays
 * whole when the connection breaks behind it.
 */
gboolean easel_reply_reader_read (EaselProviderClient *client,
                                  const EaselReplyFormat *format,
                                  EaselReplyFold *fold,
                                  EaselHttpCall *call,
                                  GCancellable *cancellable,
                                  GError **error);

G_END_DECLS
