/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EaselFinish:
 * @EASEL_FINISH_NONE: the stream did not say; the reply is incomplete
 * @EASEL_FINISH_STOP: the model was done
 * @EASEL_FINISH_LENGTH: it reached a length limit
 * @EASEL_FINISH_REFUSED: it, or the provider's filter, declined
 * @EASEL_FINISH_OTHER: a reason Easel does not know
 */
typedef enum
{
  EASEL_FINISH_NONE,
  EASEL_FINISH_STOP,
  EASEL_FINISH_LENGTH,
  EASEL_FINISH_REFUSED,
  EASEL_FINISH_OTHER,
} EaselFinish;

/**
 * EaselReply:
 *
 * What a model answered, in no provider's format. Folded together by a provider's codec,
 * then only read. One thread at a time.
 */
#define EASEL_TYPE_REPLY (easel_reply_get_type ())
G_DECLARE_FINAL_TYPE (EaselReply, easel_reply, EASEL, REPLY, GObject)

EaselReply *easel_reply_new (void);

/* (not nullable): the answer's text so far */
const char *easel_reply_get_text (EaselReply *self);
void easel_reply_append_text (EaselReply *self, const char *text);

/* (nullable): why the model declined, in its words */
const char *easel_reply_get_refusal (EaselReply *self);
void easel_reply_append_refusal (EaselReply *self, const char *text);

EaselFinish easel_reply_get_finish (EaselReply *self);
/* (nullable): the provider's own word, such as "stop" */
const char *easel_reply_get_finish_reason (EaselReply *self);
void easel_reply_set_finish (EaselReply *self, EaselFinish finish, const char *reason);

/* Whether the stream ended as its format says it must. */
gboolean easel_reply_get_complete (EaselReply *self);
void easel_reply_set_complete (EaselReply *self, gboolean complete);

/* (nullable): the model that answered, as it names itself */
const char *easel_reply_get_model (EaselReply *self);
void easel_reply_set_model (EaselReply *self, const char *model);

/* Tokens; -1 when the provider did not say. */
gint64 easel_reply_get_input_tokens (EaselReply *self);
gint64 easel_reply_get_output_tokens (EaselReply *self);
void easel_reply_set_tokens (EaselReply *self, gint64 input, gint64 output);

/* (transfer none) (nullable): the validated answer of a prompt with a schema */
JsonNode *easel_reply_get_json (EaselReply *self);
void easel_reply_set_json (EaselReply *self, JsonNode *json);

G_END_DECLS
