/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-reply-reader.h"

#include "easel-line-reader.h"

#include <glib/gi18n.h>
#include <string.h>

#define READ_SIZE 16384

typedef struct
{
  EaselProviderClient *client;
  const EaselReplyFormat *format;
  EaselReplyFold *fold;
} Answer;

static gboolean
on_event (const char *event, const char *data, gsize length, gpointer user_data, GError **error)
{
  Answer *answer = user_data;

  if (answer->fold->ended)
    return TRUE;
  return answer->format->fold_event (answer->fold, event, data, length, error);
}

static gboolean
is_over (Answer *answer, const GError *problem)
{
  return easel_reply_get_complete (answer->fold->reply)
         && (g_error_matches (problem, EASEL_LLM_ERROR, EASEL_LLM_ERROR_INCOMPLETE)
             || g_error_matches (problem, EASEL_LLM_ERROR, EASEL_LLM_ERROR_TIMEOUT));
}

static gboolean
read_stream (Answer *answer, EaselHttpCall *call, GCancellable *cancellable, GError **error)
{
  gsize max_reply = easel_provider_client_get_max_reply (answer->client);
  g_autoptr (EaselSseReader) events = easel_sse_reader_new (max_reply, on_event, answer);
  g_autoptr (EaselLineReader) lines = easel_line_reader_new (max_reply, on_event, answer);
  g_autoptr (GError) problem = NULL;
  char buffer[READ_SIZE];
  gsize total = 0;
  gssize got;

  /* Some servers keep the connection open behind the end mark. */
  while (problem == NULL && !answer->fold->ended
         && (got = easel_http_call_read (call, buffer, sizeof buffer, cancellable, &problem)) > 0)
    {
      total += (gsize) got;
      if (total > max_reply)
        easel_provider_client_set_too_large (answer->client, &problem);
      else if (answer->format->lines)
        easel_line_reader_push (lines, buffer, (gsize) got, &problem);
      else
        easel_sse_reader_push (events, buffer, (gsize) got, &problem);
    }
  if (problem == NULL)
    easel_line_reader_finish (lines, &problem);

  if (problem == NULL || is_over (answer, problem))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static gboolean
read_body (Answer *answer, EaselHttpCall *call, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) body = easel_http_call_read_all (
      call, easel_provider_client_get_max_reply (answer->client), cancellable, error);
  gsize length;
  const char *data;

  if (body == NULL)
    return FALSE;
  data = g_bytes_get_data (body, &length);
  if (length == 0)
    {
      g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REPLY,
                   _ ("%s sent an empty answer."), answer->fold->host);
      return FALSE;
    }
  if (easel_wire_error_is_page (easel_http_call_get_headers (call), data, length))
    return easel_provider_client_set_page (answer->client, error);
  /* Some servers stream without saying so. */
  if ((length >= strlen ("data:") && memcmp (data, "data:", strlen ("data:")) == 0)
      || (length >= strlen ("event:") && memcmp (data, "event:", strlen ("event:")) == 0))
    {
      g_autoptr (EaselSseReader) reader = easel_sse_reader_new (length, on_event, answer);

      return easel_sse_reader_push (reader, data, length, error);
    }
  return answer->format->fold_body (answer->fold, data, length, error);
}

gboolean
easel_reply_reader_read (EaselProviderClient *client,
                         const EaselReplyFormat *format,
                         EaselReplyFold *fold,
                         EaselHttpCall *call,
                         GCancellable *cancellable,
                         GError **error)
{
  const char *type = soup_message_headers_get_content_type (easel_http_call_get_headers (call),
                                                            NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  Answer answer = { client, format, fold };
  gboolean streams = format->lines ? g_strcmp0 (type, "text/html") != 0
                                   : g_strcmp0 (type, "text/event-stream") == 0;
  GError *problem = NULL;

  fold->host = easel_provider_client_get_name (client);
  fold->parser = parser;
  if (streams ? read_stream (&answer, call, cancellable, &problem)
              : read_body (&answer, call, cancellable, &problem))
    return TRUE;

  easel_http_call_hide_key (call, problem);
  g_propagate_error (error, problem);
  return FALSE;
}
