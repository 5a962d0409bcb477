/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-provider-config.h"

G_BEGIN_DECLS

/**
 * EaselOpenaiFormat:
 * @EASEL_OPENAI_FORMAT_SCHEMA: `response_format` with the schema
 * @EASEL_OPENAI_FORMAT_OBJECT: `response_format` "json_object"; the schema is in the prompt
 * @EASEL_OPENAI_FORMAT_NONE: no `response_format`; the schema is in the prompt
 *
 * How a server is told which JSON is wanted, from best to last.
 */
typedef enum
{
  EASEL_OPENAI_FORMAT_SCHEMA,
  EASEL_OPENAI_FORMAT_OBJECT,
  EASEL_OPENAI_FORMAT_NONE,
} EaselOpenaiFormat;

/**
 * EaselOpenaiDialect:
 * @format: how to ask for JSON
 * @schema_in_prompt: whether the schema is also written into the prompt
 * @developer_role: instructions have the role "developer", else "system"
 * @max_completion_tokens: the limit has that name, else "max_tokens"
 * @stream_options: whether it may be sent
 *
 * What one model of one server takes of Chat Completions. A plain value.
 */
typedef struct
{
  EaselOpenaiFormat format;
  gboolean schema_in_prompt;
  gboolean developer_role;
  gboolean max_completion_tokens;
  gboolean stream_options;
} EaselOpenaiDialect;

/* What to begin with. */
void easel_openai_dialect_init (EaselOpenaiDialect *self, EaselProviderKind kind);

/**
 * easel_openai_dialect_adapt:
 * @param: (nullable): the request's member the server named in its refusal
 * @has_schema: whether the request asked for JSON
 * @guess: whether to try the next lower level when @param says nothing
 *
 * Changes @self after a server has refused a request (400 or 422).
 *
 * Returns: whether there is something else to try
 */
gboolean easel_openai_dialect_adapt (EaselOpenaiDialect *self,
                                     const char *param,
                                     gboolean has_schema,
                                     gboolean guess);

G_END_DECLS
