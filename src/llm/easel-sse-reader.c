/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-sse-reader.h"

#include "easel-llm-error.h"

#include <glib/gi18n.h>
#include <string.h>

/* Only whole lines are looked at, so a split inside a character, inside CRLF or inside a
 * marker needs no thought: what is left of a line waits here for the next piece. */
struct _EaselSseReader
{
  EaselSseFunc func;
  gpointer user_data;
  gsize max_event_bytes;

  GString *line;  /* an unfinished line */
  GString *data;  /* the data lines of the event so far, each followed by LF */
  GString *event; /* the event's name; empty for none */
  gboolean at_start;
  gboolean after_cr; /* the last line ended with CR: an LF that follows belongs to it */
};

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

static gboolean
dispatch (EaselSseReader *self, GError **error)
{
  gboolean result = TRUE;

  if (self->data->len > 0)
    {
      /* The last data line's LF is a separator without a follower. */
      g_string_truncate (self->data, self->data->len - 1);
      result = self->func (self->event->len > 0 ? self->event->str : "message", self->data->str,
                           self->data->len, self->user_data, error);
    }

  g_string_truncate (self->data, 0);
  g_string_truncate (self->event, 0);
  return result;
}

static gboolean
take_field (EaselSseReader *self,
            const char *name,
            gsize name_length,
            const char *value,
            gsize value_length,
            GError **error)
{
  if (name_length == 4 && memcmp (name, "data", 4) == 0)
    {
      if (self->data->len + value_length >= self->max_event_bytes)
        {
          g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_TOO_LARGE,
                       _ ("The server sent a message that is too large."));
          return FALSE;
        }
      g_string_append_len (self->data, value, (gssize) value_length);
      g_string_append_c (self->data, '\n');
    }
  else if (name_length == 5 && memcmp (name, "event", 5) == 0)
    {
      g_string_truncate (self->event, 0);
      g_string_append_len (self->event, value, (gssize) value_length);
    }

  /* `id` and `retry` are about reconnecting, which a paid answer never does; other names
   * are to be ignored. */
  return TRUE;
}

static gboolean
take_line (EaselSseReader *self, const char *line, gsize length, GError **error)
{
  const char *colon;
  const char *value;

  if (self->at_start)
    {
      self->at_start = FALSE;
      if (length >= strlen (BYTE_ORDER_MARK)
          && memcmp (line, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK)) == 0)
        {
          line += strlen (BYTE_ORDER_MARK);
          length -= strlen (BYTE_ORDER_MARK);
        }
    }

  if (length == 0)
    return dispatch (self, error);

  colon = memchr (line, ':', length);
  if (colon == NULL)
    return take_field (self, line, length, "", 0, error);
  if (colon == line)
    return TRUE;

  value = colon + 1;
  if (value < line + length && *value == ' ')
    value++;

  return take_field (self, line, (gsize) (colon - line), value, (gsize) (line + length - value),
                     error);
}

static const char *
find_line_end (const char *bytes, gsize length)
{
  const char *lf = memchr (bytes, '\n', length);
  const char *cr = memchr (bytes, '\r', lf != NULL ? (gsize) (lf - bytes) : length);

  return cr != NULL ? cr : lf;
}

EaselSseReader *
easel_sse_reader_new (gsize max_event_bytes, EaselSseFunc func, gpointer user_data)
{
  EaselSseReader *self = g_new0 (EaselSseReader, 1);

  self->func = func;
  self->user_data = user_data;
  self->max_event_bytes = max_event_bytes;
  self->line = g_string_new (NULL);
  self->data = g_string_new (NULL);
  self->event = g_string_new (NULL);
  self->at_start = TRUE;
  return self;
}

void
easel_sse_reader_free (EaselSseReader *self)
{
  if (self == NULL)
    return;

  g_string_free (self->line, TRUE);
  g_string_free (self->data, TRUE);
  g_string_free (self->event, TRUE);
  g_free (self);
}

gboolean
easel_sse_reader_push (EaselSseReader *self, const char *bytes, gsize length, GError **error)
{
  const char *end = bytes + length;

  while (bytes < end)
    {
      const char *line_end;
      gboolean ok;

      if (self->after_cr)
        {
          self->after_cr = FALSE;
          if (*bytes == '\n')
            {
              bytes++;
              continue;
            }
        }

      line_end = find_line_end (bytes, (gsize) (end - bytes));
      if (line_end == NULL)
        {
          if (self->line->len + (gsize) (end - bytes) > self->max_event_bytes)
            {
              g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_TOO_LARGE,
                           _ ("The server sent a line that is too long."));
              return FALSE;
            }
          g_string_append_len (self->line, bytes, (gssize) (end - bytes));
          return TRUE;
        }

      self->after_cr = *line_end == '\r';
      if (self->line->len > 0)
        {
          g_string_append_len (self->line, bytes, (gssize) (line_end - bytes));
          ok = take_line (self, self->line->str, self->line->len, error);
          g_string_truncate (self->line, 0);
        }
      else
        ok = take_line (self, bytes, (gsize) (line_end - bytes), error);

      if (!ok)
        return FALSE;
      bytes = line_end + 1;
    }

  return TRUE;
}
