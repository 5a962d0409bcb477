/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-reply.h"

struct _EaselReply
{
  GObject parent_instance;

  GString *text;
  GString *refusal; /* (nullable) */
  EaselFinish finish;
  char *finish_reason; /* (nullable) */
  gboolean complete;
  char *model; /* (nullable) */
  gint64 input_tokens;
  gint64 output_tokens;
  JsonNode *json; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (EaselReply, easel_reply, G_TYPE_OBJECT)

static void
easel_reply_finalize (GObject *object)
{
  EaselReply *self = EASEL_REPLY (object);

  g_string_free (self->text, TRUE);
  if (self->refusal != NULL)
    g_string_free (self->refusal, TRUE);
  g_free (self->finish_reason);
  g_free (self->model);
  g_clear_pointer (&self->json, json_node_unref);

  G_OBJECT_CLASS (easel_reply_parent_class)->finalize (object);
}

static void
easel_reply_class_init (EaselReplyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = easel_reply_finalize;
}

static void
easel_reply_init (EaselReply *self)
{
  self->text = g_string_new (NULL);
  self->input_tokens = -1;
  self->output_tokens = -1;
}

EaselReply *
easel_reply_new (void)
{
  return g_object_new (EASEL_TYPE_REPLY, NULL);
}

const char *
easel_reply_get_text (EaselReply *self)
{
  g_return_val_if_fail (EASEL_IS_REPLY (self), NULL);
  return self->text->str;
}

void
easel_reply_append_text (EaselReply *self, const char *text)
{
  g_return_if_fail (EASEL_IS_REPLY (self));
  g_string_append (self->text, text);
}

const char *
easel_reply_get_refusal (EaselReply *self)
{
  g_return_val_if_fail (EASEL_IS_REPLY (self), NULL);
  return self->refusal != NULL ? self->refusal->str : NULL;
}

void
easel_reply_append_refusal (EaselReply *self, const char *text)
{
  g_return_if_fail (EASEL_IS_REPLY (self));

  /* Servers open every answer with an empty refusal. */
  if (*text == '\0')
    return;
  if (self->refusal == NULL)
    self->refusal = g_string_new (NULL);
  g_string_append (self->refusal, text);
}

EaselFinish
easel_reply_get_finish (EaselReply *self)
{
  g_return_val_if_fail (EASEL_IS_REPLY (self), EASEL_FINISH_NONE);
  return self->finish;
}

const char *
easel_reply_get_finish_reason (EaselReply *self)
{
  g_return_val_if_fail (EASEL_IS_REPLY (self), NULL);
  return self->finish_reason;
}

void
easel_reply_set_finish (EaselReply *self, EaselFinish finish, const char *reason)
{
  g_return_if_fail (EASEL_IS_REPLY (self));
  self->finish = finish;
  g_set_str (&self->finish_reason, reason);
}

gboolean
easel_reply_get_complete (EaselReply *self)
{
  g_return_val_if_fail (EASEL_IS_REPLY (self), FALSE);
  return self->complete;
}

void
easel_reply_set_complete (EaselReply *self, gboolean complete)
{
  g_return_if_fail (EASEL_IS_REPLY (self));
  self->complete = complete;
}

const char *
easel_reply_get_model (EaselReply *self)
{
  g_return_val_if_fail (EASEL_IS_REPLY (self), NULL);
  return self->model;
}

void
easel_reply_set_model (EaselReply *self, const char *model)
{
  g_return_if_fail (EASEL_IS_REPLY (self));
  g_set_str (&self->model, model);
}

gint64
easel_reply_get_input_tokens (EaselReply *self)
{
  g_return_val_if_fail (EASEL_IS_REPLY (self), -1);
  return self->input_tokens;
}

gint64
easel_reply_get_output_tokens (EaselReply *self)
{
  g_return_val_if_fail (EASEL_IS_REPLY (self), -1);
  return self->output_tokens;
}

void
easel_reply_set_tokens (EaselReply *self, gint64 input, gint64 output)
{
  g_return_if_fail (EASEL_IS_REPLY (self));
  self->input_tokens = input;
  self->output_tokens = output;
}

JsonNode *
easel_reply_get_json (EaselReply *self)
{
  g_return_val_if_fail (EASEL_IS_REPLY (self), NULL);
  return self->json;
}

void
easel_reply_set_json (EaselReply *self, JsonNode *json)
{
  g_return_if_fail (EASEL_IS_REPLY (self));
  g_clear_pointer (&self->json, json_node_unref);
  self->json = json != NULL ? json_node_ref (json) : NULL;
}
