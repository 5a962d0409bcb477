/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-image-reply.h"

struct _EaselImageReply
{
  GObject parent_instance;

  GBytes *picture;      /* (nullable) */
  char *mime_type;      /* (nullable) */
  GBytes *partial;      /* (nullable) */
  char *revised_prompt; /* (nullable) */
  gint64 seed;
  GString *text;
  EaselFinish finish;
  char *finish_reason; /* (nullable) */
  char *model;         /* (nullable) */
  gint64 input_tokens;
  gint64 output_tokens;
};

G_DEFINE_FINAL_TYPE (EaselImageReply, easel_image_reply, G_TYPE_OBJECT)

static void
easel_image_reply_finalize (GObject *object)
{
  EaselImageReply *self = EASEL_IMAGE_REPLY (object);

  g_clear_pointer (&self->picture, g_bytes_unref);
  g_free (self->mime_type);
  g_clear_pointer (&self->partial, g_bytes_unref);
  g_free (self->revised_prompt);
  g_string_free (self->text, TRUE);
  g_free (self->finish_reason);
  g_free (self->model);

  G_OBJECT_CLASS (easel_image_reply_parent_class)->finalize (object);
}

static void
easel_image_reply_class_init (EaselImageReplyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = easel_image_reply_finalize;
}

static void
easel_image_reply_init (EaselImageReply *self)
{
  self->seed = -1;
  self->text = g_string_new (NULL);
  self->input_tokens = -1;
  self->output_tokens = -1;
}

static void
set_bytes (GBytes **slot, GBytes *bytes)
{
  GBytes *old = *slot;

  *slot = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  g_clear_pointer (&old, g_bytes_unref);
}

EaselImageReply *
easel_image_reply_new (void)
{
  return g_object_new (EASEL_TYPE_IMAGE_REPLY, NULL);
}

GBytes *
easel_image_reply_get_picture (EaselImageReply *self)
{
  g_return_val_if_fail (EASEL_IS_IMAGE_REPLY (self), NULL);
  return self->picture;
}

void
easel_image_reply_set_picture (EaselImageReply *self, GBytes *picture)
{
  g_return_if_fail (EASEL_IS_IMAGE_REPLY (self));
  set_bytes (&self->picture, picture);
}

const char *
easel_image_reply_get_mime_type (EaselImageReply *self)
{
  g_return_val_if_fail (EASEL_IS_IMAGE_REPLY (self), NULL);
  return self->mime_type;
}

void
easel_image_reply_set_mime_type (EaselImageReply *self, const char *mime_type)
{
  g_return_if_fail (EASEL_IS_IMAGE_REPLY (self));
  g_set_str (&self->mime_type, mime_type);
}

GBytes *
easel_image_reply_get_partial (EaselImageReply *self)
{
  g_return_val_if_fail (EASEL_IS_IMAGE_REPLY (self), NULL);
  return self->partial;
}

void
easel_image_reply_set_partial (EaselImageReply *self, GBytes *picture)
{
  g_return_if_fail (EASEL_IS_IMAGE_REPLY (self));
  set_bytes (&self->partial, picture);
}

const char *
easel_image_reply_get_revised_prompt (EaselImageReply *self)
{
  g_return_val_if_fail (EASEL_IS_IMAGE_REPLY (self), NULL);
  return self->revised_prompt;
}

void
easel_image_reply_set_revised_prompt (EaselImageReply *self, const char *prompt)
{
  g_return_if_fail (EASEL_IS_IMAGE_REPLY (self));
  g_set_str (&self->revised_prompt, prompt);
}

gint64
easel_image_reply_get_seed (EaselImageReply *self)
{
  g_return_val_if_fail (EASEL_IS_IMAGE_REPLY (self), -1);
  return self->seed;
}

void
easel_image_reply_set_seed (EaselImageReply *self, gint64 seed)
{
  g_return_if_fail (EASEL_IS_IMAGE_REPLY (self));
  self->seed = seed;
}

const char *
easel_image_reply_get_text (EaselImageReply *self)
{
  g_return_val_if_fail (EASEL_IS_IMAGE_REPLY (self), NULL);
  return self->text->str;
}

void
easel_image_reply_append_text (EaselImageReply *self, const char *text)
{
  g_return_if_fail (EASEL_IS_IMAGE_REPLY (self));
  g_string_append (self->text, text);
}

EaselFinish
easel_image_reply_get_finish (EaselImageReply *self)
{
  g_return_val_if_fail (EASEL_IS_IMAGE_REPLY (self), EASEL_FINISH_NONE);
  return self->finish;
}

const char *
easel_image_reply_get_finish_reason (EaselImageReply *self)
{
  g_return_val_if_fail (EASEL_IS_IMAGE_REPLY (self), NULL);
  return self->finish_reason;
}

void
easel_image_reply_set_finish (EaselImageReply *self, EaselFinish finish, const char *reason)
{
  g_return_if_fail (EASEL_IS_IMAGE_REPLY (self));
  self->finish = finish;
  g_set_str (&self->finish_reason, reason);
}

const char *
easel_image_reply_get_model (EaselImageReply *self)
{
  g_return_val_if_fail (EASEL_IS_IMAGE_REPLY (self), NULL);
  return self->model;
}

void
easel_image_reply_set_model (EaselImageReply *self, const char *model)
{
  g_return_if_fail (EASEL_IS_IMAGE_REPLY (self));
  g_set_str (&self->model, model);
}

gint64
easel_image_reply_get_input_tokens (EaselImageReply *self)
{
  g_return_val_if_fail (EASEL_IS_IMAGE_REPLY (self), -1);
  return self->input_tokens;
}

gint64
easel_image_reply_get_output_tokens (EaselImageReply *self)
{
  g_return_val_if_fail (EASEL_IS_IMAGE_REPLY (self), -1);
  return self->output_tokens;
}

void
easel_image_reply_set_tokens (EaselImageReply *self, gint64 input, gint64 output)
{
  g_return_if_fail (EASEL_IS_IMAGE_REPLY (self));
  self->input_tokens = input;
  self->output_tokens = output;
}
