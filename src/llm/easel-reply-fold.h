/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-provider.h"

G_BEGIN_DECLS

/**
 * EaselReplyFold:
 * @reply: what everything is added to
 * @host: whom to name in an error
 * @parser: reused from event to event
 * @text_func: (nullable): called with each piece of text
 * @ended: set when the wire format's mark for the end has come
 *
 * What folding one answer into a reply needs. A plain value, filled in by the caller.
 */
typedef struct
{
  EaselReply *reply;
  const char *host;
  JsonParser *parser;
  EaselTextFunc text_func;
  gpointer user_data;
  gboolean ended;
} EaselReplyFold;

/* @text: (nullable): the next piece of the answer */
void easel_reply_fold_text (EaselReplyFold *self, const char *text);

/* @model: (nullable): what the answering model calls itself; the first counts */
void easel_reply_fold_model (EaselReplyFold *self, const char *model);

/* The answer ended as it should, for a reason such as "stop". */
void easel_reply_fold_finish (EaselReplyFold *self, EaselFinish finish, const char *reason);

G_END_DECLS
