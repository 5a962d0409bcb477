/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-test-pull.h"

#define INT64 G_GINT64_FORMAT

typedef struct
{
  GString *stream;
  GArray *offsets;
} Lines;

static void
end_line (Lines *lines)
{
  gsize offset;

  g_string_append_c (lines->stream, '\n');
  offset = lines->stream->len;
  g_array_append_val (lines->offsets, offset);
}

static void
add_layer (Lines *lines, guint number, gint64 size, gint64 completed)
{
  /* The first line about a layer has no "completed". */
  g_string_append_printf (lines->stream,
                          "{\"status\":\"pulling %012x\",\"digest\":\"sha256:%064x\","
                          "\"total\":%" INT64,
                          number, number, size);
  if (completed >= 0)
    g_string_append_printf (lines->stream, ",\"completed\":%" INT64, completed);
  g_string_append_c (lines->stream, '}');
  end_line (lines);
}

/* @limit: how long the answer may become. Returns: how much has come by then */
static gint64
make_lines (Lines *lines, JsonObject *pull, gint64 from, gsize limit)
{
  JsonArray *layers = json_object_get_array_member (pull, "layers");
  gint64 step = json_object_get_int_member_with_default (pull, "step", G_MAXINT32);
  gint64 begin = 0, come = from;

  g_string_append (lines->stream, "{\"status\":\"pulling manifest\"}");
  end_line (lines);
  for (guint i = 0; i < json_array_get_length (layers); i++)
    {
      gint64 size = json_array_get_int_element (layers, i);

      add_layer (lines, i + 1, size, -1);
      for (gint64 at = CLAMP (from - begin, 0, size); lines->stream->len <= limit;
           at = MIN (at + step, size))
        {
          add_layer (lines, i + 1, size, at);
          if (lines->stream->len <= limit)
            come = MAX (come, begin + at);
          if (at == size)
            break;
        }
      begin += size;
    }
  return come;
}

GBytes *
easel_test_pull_answer (JsonObject *pull, gint64 from, GArray *offsets)
{
  Lines lines = { g_string_new (NULL), offsets };

  make_lines (&lines, pull, from, G_MAXSIZE);
  g_string_append (lines.stream, "{\"status\":\"verifying sha256 digest\"}");
  end_line (&lines);
  g_string_append (lines.stream, "{\"status\":\"writing manifest\"}");
  end_line (&lines);
  g_string_append (lines.stream, "{\"status\":\"success\"}");
  end_line (&lines);
  return g_string_free_to_bytes (lines.stream);
}

gint64
easel_test_pull_count (JsonObject *pull, gint64 from, gsize sent)
{
  g_autoptr (GString) stream = g_string_new (NULL);
  g_autoptr (GArray) offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  Lines lines = { stream, offsets };

  return make_lines (&lines, pull, from, sent);
}
