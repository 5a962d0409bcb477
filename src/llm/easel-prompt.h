/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  EASEL_PROMPT_ROLE_USER,
  EASEL_PROMPT_ROLE_ASSISTANT,
} EaselPromptRole;

/**
 * EaselPromptPart:
 * @role: whose words
 * @text: (nullable): a text part, or
 * @image: (nullable): an encoded picture, with its @mime_type
 *
 * One part of a prompt, in order. Neighbours of one role become one message.
 */
typedef struct
{
  EaselPromptRole role;
  char *text;
  GBytes *image;
  char *mime_type;
} EaselPromptPart;

/**
 * EaselPrompt:
 *
 * What a model is asked, in no provider's format. Built on one thread, then only read.
 */
#define EASEL_TYPE_PROMPT (easel_prompt_get_type ())
G_DECLARE_FINAL_TYPE (EaselPrompt, easel_prompt, EASEL, PROMPT, GObject)

/* @system: (nullable): instructions that stand above the conversation */
EaselPrompt *easel_prompt_new (const char *system);

void easel_prompt_add_text (EaselPrompt *self, EaselPromptRole role, const char *text);
void easel_prompt_add_image (EaselPrompt *self, GBytes *image, const char *mime_type);

/**
 * easel_prompt_set_schema:
 * @name: [A-Za-z0-9_-]{1,64}
 * @schema: (transfer none): JSON Schema of the answer, in the subset of #EaselSchema
 */
void easel_prompt_set_schema (EaselPrompt *self, const char *name, JsonNode *schema);

/* 0: the provider's default */
void easel_prompt_set_max_tokens (EaselPrompt *self, guint max_tokens);
/* For servers that make room for question and answer as they are told; 0: as they like */
void easel_prompt_set_context_tokens (EaselPrompt *self, guint context_tokens);

const char *easel_prompt_get_system (EaselPrompt *self);
/* (transfer full) (nullable): the system text, and @with_schema the wish for JSON in words */
char *easel_prompt_dup_instructions (EaselPrompt *self, gboolean with_schema);
/* (transfer none) (element-type EaselPromptPart) */
GPtrArray *easel_prompt_get_parts (EaselPrompt *self);
/* Where the message that begins with part @from ends: the number behind its last part */
guint easel_prompt_get_message_end (EaselPrompt *self, guint from);
gboolean easel_prompt_has_image (EaselPrompt *self);
const char *easel_prompt_get_schema_name (EaselPrompt *self);
/* (transfer none) (nullable) */
JsonNode *easel_prompt_get_schema (EaselPrompt *self);
guint easel_prompt_get_max_tokens (EaselPrompt *self);
guint easel_prompt_get_context_tokens (EaselPrompt *self);

/* (transfer full): a prompt with the same parts, schema and limits, to add to */
EaselPrompt *easel_prompt_copy (EaselPrompt *self);

G_END_DECLS
