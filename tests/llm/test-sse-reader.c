/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-llm-error.h"
#include "easel-sse-reader.h"

#include <string.h>

/* Each row: a stream, and its events written as "name=data" with "|" between. */
static const struct
{
  const char *name;
  const char *stream;
  const char *events;
} rows[] = {
  { "lf", "data: a\n\ndata: b\n\n", "message=a|message=b" },
  { "crlf", "data: a\r\n\r\ndata: b\r\n\r\n", "message=a|message=b" },
  { "cr", "data: a\r\rdata: b\r\r", "message=a|message=b" },
  { "mixed-ends", "data: a\r\n\ndata: b\r\r\ndata: c\n\r", "message=a|message=b|message=c" },
  { "byte-order-mark",
    "\xef\xbb\xbf"
    "data: a\n\n",
    "message=a" },
  { "mark-only-at-start",
    "data: a\n\n\xef\xbb\xbf"
    "data: b\n\n",
    "message=a" },
  { "one-space-dropped", "data:  a\n\ndata:b\n\n", "message= a|message=b" },
  { "joined-lines", "data: a\ndata: b\ndata:\ndata: c\n\n", "message=a\nb\n\nc" },
  { "joined-crlf-lines", "event: e\r\ndata: a\r\ndata: b\r\n\r\n", "e=a\nb" },
  { "event-name", "event: error\ndata: x\n\ndata: y\n\n", "error=x|message=y" },
  { "last-event-name-counts", "event: a\nevent: b\ndata: x\n\n", "b=x" },
  { "comments", ": hi\n:\ndata: a\n: in between\ndata: b\n\n", "message=a\nb" },
  { "no-data-no-event", "event: ping\n\nid: 3\n\n\n\n", "" },
  { "name-of-dropped-event-forgotten", "event: ping\n\ndata: a\n\n", "message=a" },
  { "empty-data", "data\n\ndata:\n\n", "message=|message=" },
  { "unknown-fields", "foo: 1\nid: 2\nretry: 3\nDATA: 4\ndata: a\n\n", "message=a" },
  { "colons-in-data", "data: a: b:c\n\n", "message=a: b:c" },
  { "unterminated-dropped", "data: a\n\ndata: b\n", "message=a" },
  { "unterminated-line-dropped", "data: a\n\ndata: b", "message=a" },
  { "utf8", "data: Grüße 日本語 😀\n\n", "message=Grüße 日本語 😀" },
  { "empty", "", "" },
};

static gboolean
collect (const char *event, const char *data, gsize length, gpointer user_data, GError **error)
{
  GString *events = user_data;

  g_assert_cmpuint (strlen (data), ==, length);
  if (events->len > 0)
    g_string_append_c (events, '|');
  g_string_append_printf (events, "%s=%s", event, data);
  return TRUE;
}

static void
test_row (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  const char *stream = rows[row].stream;
  gsize size = strlen (stream);

  /* In pieces of every size; the last is one piece. */
  for (gsize piece = 1; piece <= size + 1; piece++)
    {
      g_autoptr (GString) events = g_string_new (NULL);
      g_autoptr (EaselSseReader) reader = easel_sse_reader_new (1024, collect, events);
      g_autoptr (GError) error = NULL;

      for (gsize at = 0; at < size; at += piece)
        {
          /* Bytes of its own, so that reading past them shows. */
          g_autofree char *bytes = g_memdup2 (stream + at, MIN (piece, size - at));

          g_assert_true (easel_sse_reader_push (reader, bytes, MIN (piece, size - at), &error));
          g_assert_no_error (error);
        }
      g_assert_cmpstr (events->str, ==, rows[row].events);
    }
}

static gboolean
fail_at_stop (const char *event, const char *data, gsize length, gpointer user_data, GError **error)
{
  guint *n_calls = user_data;

  (*n_calls)++;
  if (!g_str_equal (data, "stop"))
    return TRUE;
  g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REPLY, "stop");
  return FALSE;
}

static void
test_error_stops (void)
{
  const char *stream = "data: a\n\ndata: stop\n\ndata: c\n\n";
  guint n_calls = 0;
  g_autoptr (EaselSseReader) reader = easel_sse_reader_new (1024, fail_at_stop, &n_calls);
  g_autoptr (GError) error = NULL;

  g_assert_false (easel_sse_reader_push (reader, stream, strlen (stream), &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REPLY);
  g_assert_cmpuint (n_calls, ==, 2);
}

static gboolean
push_until_error (const char *piece, GError **error)
{
  g_autoptr (GString) events = g_string_new (NULL);
  g_autoptr (EaselSseReader) reader = easel_sse_reader_new (1024, collect, events);

  for (guint i = 0; i < 2000; i++)
    if (!easel_sse_reader_push (reader, piece, strlen (piece), error))
      return TRUE;
  return FALSE;
}

static void
test_too_large (void)
{
  g_autoptr (GError) line = NULL;
  g_autoptr (GError) event = NULL;

  g_assert_true (push_until_error ("data: no end ", &line));
  g_assert_error (line, EASEL_LLM_ERROR, EASEL_LLM_ERROR_TOO_LARGE);
  g_assert_true (push_until_error ("data: no blank line\n", &event));
  g_assert_error (event, EASEL_LLM_ERROR, EASEL_LLM_ERROR_TOO_LARGE);
  /* Many small events are fine. */
  g_assert_false (push_until_error ("data: x\n\n", NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/sse-reader/", rows[i].name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_row);
    }
  g_test_add_func ("/sse-reader/error-stops", test_error_stops);
  g_test_add_func ("/sse-reader/too-large", test_too_large);
  return g_test_run ();
}
