/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-openai-dialect.h"

#include <string.h>

void
easel_openai_dialect_init (EaselOpenaiDialect *self, EaselProviderKind kind)
{
  gboolean openai = kind == EASEL_PROVIDER_OPENAI;

  self->format = EASEL_OPENAI_FORMAT_SCHEMA;
  /* Local servers use the schema as a grammar only, and some not at all: what a field is for
   * reaches their model by the prompt alone. */
  self->schema_in_prompt = !openai;
  self->developer_role = openai;
  self->max_completion_tokens = openai;
  self->stream_options = TRUE;
}

static gboolean
lower_format (EaselOpenaiDialect *self)
{
  self->schema_in_prompt = TRUE;
  switch (self->format)
    {
    case EASEL_OPENAI_FORMAT_SCHEMA:
      self->format = EASEL_OPENAI_FORMAT_OBJECT;
      return TRUE;
    case EASEL_OPENAI_FORMAT_OBJECT:
      self->format = EASEL_OPENAI_FORMAT_NONE;
      return TRUE;
    case EASEL_OPENAI_FORMAT_NONE:
    default:
      return FALSE;
    }
}

static gboolean
drop (gboolean *flag)
{
  gboolean was = *flag;

  *flag = FALSE;
  return was;
}

gboolean
easel_openai_dialect_adapt (EaselOpenaiDialect *self,
                            const char *param,
                            gboolean has_schema,
                            gboolean guess)
{
  if (param != NULL)
    {
      /* No other form of the request would change that. */
      if (g_str_equal (param, "model"))
        return FALSE;
      if (g_str_has_prefix (param, "response_format"))
        return has_schema && lower_format (self);
      if (g_str_has_prefix (param, "stream_options"))
        return drop (&self->stream_options);
      if (g_str_equal (param, "max_completion_tokens"))
        return drop (&self->max_completion_tokens);
      if (g_str_equal (param, "max_tokens"))
        {
          gboolean was = self->max_completion_tokens;

          self->max_completion_tokens = TRUE;
          return !was;
        }
      if (g_str_has_prefix (param, "messages") && g_str_has_suffix (param, "role"))
        return drop (&self->developer_role);
    }

  if (!guess)
    return FALSE;
  if (has_schema && lower_format (self))
    return TRUE;
  return drop (&self->stream_options);
}
