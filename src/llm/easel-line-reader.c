/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-line-reader.h"

#include "easel-llm-error.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

struct _EaselLineReader
{
  gsize max_line_bytes;
  EaselSseFunc func;
  gpointer user_data;
  GString *line; /* so far */
};

EaselLineReader *
easel_line_reader_new (gsize max_line_bytes, EaselSseFunc func, gpointer user_data)
{
  EaselLineReader *self = g_new0 (EaselLineReader, 1);

  self->max_line_bytes = max_line_bytes;
  self->func = func;
  self->user_data = user_data;
  self->line = g_string_new (NULL);
  return self;
}

void
easel_line_reader_free (EaselLineReader *self)
{
  if (self == NULL)
    return;

  g_string_free (self->line, TRUE);
  g_free (self);
}

static gboolean
end_line (EaselLineReader *self, GError **error)
{
  gboolean ok;

  if (self->line->len > 0 && self->line->str[self->line->len - 1] == '\r')
    g_string_truncate (self->line, self->line->len - 1);
  ok = self->line->len == 0
       || self->func ("message", self->line->str, self->line->len, self->user_data, error);
  g_string_truncate (self->line, 0);
  return ok;
}

gboolean
easel_line_reader_push (EaselLineReader *self, const char *bytes, gsize length, GError **error)
{
  const char *end = bytes + length;

  while (bytes < end)
    {
      const char *stop = memchr (bytes, '\n', (gsize) (end - bytes));

      g_string_append_len (self->line, bytes, (stop != NULL ? stop : end) - bytes);
      if (self->line->len > self->max_line_bytes)
        {
          g_set_error_literal (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_TOO_LARGE,
                               _ ("The server sent a line that is too long."));
          return FALSE;
        }
      if (stop == NULL)
        return TRUE;
      if (!end_line (self, error))
        return FALSE;
      bytes = stop + 1;
    }
  return TRUE;
}

gboolean
easel_line_reader_finish (EaselLineReader *self, GError **error)
{
  g_autoptr (JsonNode) whole = json_from_string (self->line->str, NULL);

  return whole == NULL || end_line (self, error);
}
