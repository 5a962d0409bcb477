/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-prompt-stream.h"

#include <string.h>

char *
easel_prompt_stream_make_marker (EaselPrompt *prompt)
{
  GPtrArray *parts = easel_prompt_get_parts (prompt);

  for (guint n = 0;; n++)
    {
      g_autofree char *marker = g_strdup_printf ("easel-picture-%u-", n);
      gboolean used = FALSE;

      for (guint i = 0; i < parts->len && !used; i++)
        {
          EaselPromptPart *part = g_ptr_array_index (parts, i);

          used = part->text != NULL && strstr (part->text, marker) != NULL;
        }
      if (!used
          && (easel_prompt_get_system (prompt) == NULL
              || strstr (easel_prompt_get_system (prompt), marker) == NULL))
        return g_steal_pointer (&marker);
    }
}

static void
add_range (EaselRequestStream *stream,
           GBytes *bytes,
           const char *start,
           const char *from,
           const char *to)
{
  g_autoptr (GBytes) range = g_bytes_new_from_bytes (bytes, (gsize) (from - start),
                                                     (gsize) (to - from));

  easel_request_stream_add (stream, range);
}

EaselRequestStream *
easel_prompt_stream_new (char *json, EaselPrompt *prompt, const char *marker)
{
  EaselRequestStream *stream = easel_request_stream_new ();
  GPtrArray *parts = easel_prompt_get_parts (prompt);
  gsize length = strlen (json);
  g_autoptr (GBytes) bytes = g_bytes_new_take (json, length);
  const char *rest = json;

  for (guint i = 0; i < parts->len; i++)
    {
      EaselPromptPart *part = g_ptr_array_index (parts, i);
      g_autofree char *mark = g_strdup_printf ("%s%u", marker, i);
      const char *found = part->image != NULL ? strstr (rest, mark) : NULL;

      if (found == NULL)
        continue;
      add_range (stream, bytes, json, rest, found);
      easel_request_stream_add_base64 (stream, part->image);
      rest = found + strlen (mark);
    }
  add_range (stream, bytes, json, rest, json + length);
  return stream;
}
