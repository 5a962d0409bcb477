/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-reply.h"

G_BEGIN_DECLS

/**
 * EaselImageReply:
 *
 * What came of a request for a picture, in no provider's format. Folded together by a
 * provider's codec, then only read. One thread at a time.
 */
#define EASEL_TYPE_IMAGE_REPLY (easel_image_reply_get_type ())
G_DECLARE_FINAL_TYPE (EaselImageReply, easel_image_reply, EASEL, IMAGE_REPLY, GObject)

EaselImageReply *easel_image_reply_new (void);

/* (transfer none) (nullable): the picture's file. easel_provider_generate_image() has decoded it
 * once. */
GBytes *easel_image_reply_get_picture (EaselImageReply *self);
void easel_image_reply_set_picture (EaselImageReply *self, GBytes *picture);

/* (nullable): of the picture, by its own first bytes and not by what a server calls it; set by
 * easel_provider_generate_image() */
const char *easel_image_reply_get_mime_type (EaselImageReply *self);
void easel_image_reply_set_mime_type (EaselImageReply *self, const char *mime_type);

/* (transfer none) (nullable): the last unfinished picture that came, for when no other does */
GBytes *easel_image_reply_get_partial (EaselImageReply *self);
void easel_image_reply_set_partial (EaselImageReply *self, GBytes *picture);

/* (nullable): the prompt as the provider rewrote it */
const char *easel_image_reply_get_revised_prompt (EaselImageReply *self);
void easel_image_reply_set_revised_prompt (EaselImageReply *self, const char *prompt);

/* The seed the provider says it used; or -1 */
gint64 easel_image_reply_get_seed (EaselImageReply *self);
void easel_image_reply_set_seed (EaselImageReply *self, gint64 seed);

/* (not nullable): what was said beside the picture, or in its place */
const char *easel_image_reply_get_text (EaselImageReply *self);
void easel_image_reply_append_text (EaselImageReply *self, const char *text);

/* %EASEL_FINISH_NONE: the answer is incomplete */
EaselFinish easel_image_reply_get_finish (EaselImageReply *self);
/* (nullable): the provider's own word, such as "completed" */
const char *easel_image_reply_get_finish_reason (EaselImageReply *self);
void easel_image_reply_set_finish (EaselImageReply *self, EaselFinish finish, const char *reason);

/* (nullable): the model that answered, as it names itself */
const char *easel_image_reply_get_model (EaselImageReply *self);
void easel_image_reply_set_model (EaselImageReply *self, const char *model);

/* Tokens; -1 when the provider did not say. */
gint64 easel_image_reply_get_input_tokens (EaselImageReply *self);
gint64 easel_image_reply_get_output_tokens (EaselImageReply *self);
void easel_image_reply_set_tokens (EaselImageReply *self, gint64 input, gint64 output);

G_END_DECLS
