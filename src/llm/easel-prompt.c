/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-prompt.h"

struct _EaselPrompt
{
  GObject parent_instance;

  char *system;     /* (nullable) */
  GPtrArray *parts; /* (element-type EaselPromptPart) */
  char *schema_name;
  JsonNode *schema; /* (nullable) */
  guint max_tokens;
  guint context_tokens;
};

G_DEFINE_FINAL_TYPE (EaselPrompt, easel_prompt, G_TYPE_OBJECT)

static void
part_free (gpointer data)
{
  EaselPromptPart *part = data;

  g_free (part->text);
  g_clear_pointer (&part->image, g_bytes_unref);
  g_free (part->mime_type);
  g_free (part);
}

static void
easel_prompt_finalize (GObject *object)
{
  EaselPrompt *self = EASEL_PROMPT (object);

  g_free (self->system);
  g_ptr_array_unref (self->parts);
  g_free (self->schema_name);
  g_clear_pointer (&self->schema, json_node_unref);

  G_OBJECT_CLASS (easel_prompt_parent_class)->finalize (object);
}

static void
easel_prompt_class_init (EaselPromptClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = easel_prompt_finalize;
}

static void
easel_prompt_init (EaselPrompt *self)
{
  self->parts = g_ptr_array_new_with_free_func (part_free);
}

EaselPrompt *
easel_prompt_new (const char *system)
{
  EaselPrompt *self = g_object_new (EASEL_TYPE_PROMPT, NULL);

  self->system = g_strdup (system);
  return self;
}

void
easel_prompt_add_text (EaselPrompt *self, EaselPromptRole role, const char *text)
{
  EaselPromptPart *part;

  g_return_if_fail (EASEL_IS_PROMPT (self));
  g_return_if_fail (text != NULL);

  part = g_new0 (EaselPromptPart, 1);
  part->role = role;
  part->text = g_strdup (text);
  g_ptr_array_add (self->parts, part);
}

void
easel_prompt_add_image (EaselPrompt *self, GBytes *image, const char *mime_type)
{
  EaselPromptPart *part;

  g_return_if_fail (EASEL_IS_PROMPT (self));
  g_return_if_fail (image != NULL);
  g_return_if_fail (mime_type != NULL);

  part = g_new0 (EaselPromptPart, 1);
  part->role = EASEL_PROMPT_ROLE_USER;
  part->image = g_bytes_ref (image);
  part->mime_type = g_strdup (mime_type);
  g_ptr_array_add (self->parts, part);
}

void
easel_prompt_set_schema (EaselPrompt *self, const char *name, JsonNode *schema)
{
  g_return_if_fail (EASEL_IS_PROMPT (self));
  g_return_if_fail (name != NULL);
  g_return_if_fail (schema != NULL);

  g_set_str (&self->schema_name, name);
  g_clear_pointer (&self->schema, json_node_unref);
  self->schema = json_node_ref (schema);
}

void
easel_prompt_set_max_tokens (EaselPrompt *self, guint max_tokens)
{
  g_return_if_fail (EASEL_IS_PROMPT (self));
  self->max_tokens = max_tokens;
}

void
easel_prompt_set_context_tokens (EaselPrompt *self, guint context_tokens)
{
  g_return_if_fail (EASEL_IS_PROMPT (self));
  self->context_tokens = context_tokens;
}

const char *
easel_prompt_get_system (EaselPrompt *self)
{
  g_return_val_if_fail (EASEL_IS_PROMPT (self), NULL);
  return self->system;
}

char *
easel_prompt_dup_instructions (EaselPrompt *self, gboolean with_schema)
{
  g_autoptr (GString) text = NULL;

  g_return_val_if_fail (EASEL_IS_PROMPT (self), NULL);

  text = g_string_new (self->system);
  if (self->schema != NULL && with_schema)
    {
      g_autofree char *json = json_to_string (self->schema, FALSE);

      if (text->len > 0)
        g_string_append (text, "\n\n");
      g_string_append_printf (text,
                              "Answer with one JSON object and nothing else. It must fit this "
                              "JSON Schema:\n%s",
                              json);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

GPtrArray *
easel_prompt_get_parts (EaselPrompt *self)
{
  g_return_val_if_fail (EASEL_IS_PROMPT (self), NULL);
  return self->parts;
}

guint
easel_prompt_get_message_end (EaselPrompt *self, guint from)
{
  guint to = from;

  g_return_val_if_fail (EASEL_IS_PROMPT (self), from);

  while (to < self->parts->len
         && ((EaselPromptPart *) g_ptr_array_index (self->parts, to))->role
                == ((EaselPromptPart *) g_ptr_array_index (self->parts, from))->role)
    to++;
  return to;
}

gboolean
easel_prompt_has_image (EaselPrompt *self)
{
  g_return_val_if_fail (EASEL_IS_PROMPT (self), FALSE);

  for (guint i = 0; i < self->parts->len; i++)
    {
      EaselPromptPart *part = g_ptr_array_index (self->parts, i);

      if (part->image != NULL)
        return TRUE;
    }
  return FALSE;
}

const char *
easel_prompt_get_schema_name (EaselPrompt *self)
{
  g_return_val_if_fail (EASEL_IS_PROMPT (self), NULL);
  return self->schema_name;
}

JsonNode *
easel_prompt_get_schema (EaselPrompt *self)
{
  g_return_val_if_fail (EASEL_IS_PROMPT (self), NULL);
  return self->schema;
}

guint
easel_prompt_get_max_tokens (EaselPrompt *self)
{
  g_return_val_if_fail (EASEL_IS_PROMPT (self), 0);
  return self->max_tokens;
}

guint
easel_prompt_get_context_tokens (EaselPrompt *self)
{
  g_return_val_if_fail (EASEL_IS_PROMPT (self), 0);
  return self->context_tokens;
}

EaselPrompt *
easel_prompt_copy (EaselPrompt *self)
{
  EaselPrompt *copy;

  g_return_val_if_fail (EASEL_IS_PROMPT (self), NULL);

  copy = easel_prompt_new (self->system);
  for (guint i = 0; i < self->parts->len; i++)
    {
      EaselPromptPart *part = g_ptr_array_index (self->parts, i);

      if (part->image != NULL)
        easel_prompt_add_image (copy, part->image, part->mime_type);
      else
        easel_prompt_add_text (copy, part->role, part->text);
    }
  if (self->schema != NULL)
    easel_prompt_set_schema (copy, self->schema_name, self->schema);
  copy->max_tokens = self->max_tokens;
  copy->context_tokens = self->context_tokens;
  return copy;
}
