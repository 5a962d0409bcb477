/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-image-reader.h"

#include "easel-sse-reader.h"

#include <glib/gi18n.h>
#include <string.h>

#define READ_SIZE 16384

typedef struct
{
  EaselProviderClient *client;
  const EaselImageFormat *format;
  EaselImageFold *fold;
  EaselSseReader *reader; /* (nullable): for a stream */
  GString *rest;          /* what came, without the pictures: one piece, or a whole body */
} Answer;

static gboolean
is_whole (Answer *answer)
{
  return easel_image_reply_get_finish (answer->fold->reply) != EASEL_FINISH_NONE;
}

static gboolean
on_event (const char *event, const char *data, gsize length, gpointer user_data, GError **error)
{
  Answer *answer = user_data;
  gboolean ok;

  if (answer->fold->ended || is_whole (answer))
    return TRUE;
  ok = answer->format->fold_event (answer->fold, event, data, length, error);
  easel_base64_lifter_forget (answer->fold->lifter, data, length);
  return ok;
}

static gboolean
take_piece (Answer *answer, const char *bytes, gsize length, GError **error)
{
  gboolean ok;

  if (!easel_base64_lifter_push (answer->fold->lifter, bytes, length, answer->rest, error))
    return FALSE;
  if (answer->reader == NULL)
    return TRUE;

  ok = easel_sse_reader_push (answer->reader, answer->rest->str, answer->rest->len, error);
  g_string_truncate (answer->rest, 0);
  return ok;
}

/* Reads until nothing more is needed: of a stream, until the picture is there. */
static gboolean
read_all (Answer *answer, EaselHttpCall *call, GCancellable *cancellable, GError **error)
{
  gsize max_reply = easel_provider_client_get_max_reply (answer->client);
  /* The unfinished pictures may each be as large as the finished one. */
  gsize max_total = max_reply * (EASEL_IMAGE_MAX_PARTIALS + 1);
  g_autoptr (GError) problem = NULL;
  char buffer[READ_SIZE];
  gsize total = 0;
  gssize got;

  while (problem == NULL && !answer->fold->ended && !is_whole (answer)
         && (got = easel_http_call_read (call, buffer, sizeof buffer, cancellable, &problem)) > 0)
    {
      total += (gsize) got;
      if (take_piece (answer, buffer, (gsize) got, &problem)
          && (total > max_total || answer->rest->len > max_reply))
        easel_provider_client_set_too_large (answer->client, &problem);
    }

  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static gboolean
fold_body (Answer *answer, EaselHttpCall *call, GError **error)
{
  const char *name = easel_provider_client_get_name (answer->client);
  const char *data = answer->rest->str;
  gsize length = answer->rest->len;

  if (length == 0)
    {
      g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REPLY,
                   _ ("%s sent an empty answer."), name);
      return FALSE;
    }
  if (easel_wire_error_is_page (easel_http_call_get_headers (call), data, length))
    return easel_provider_client_set_page (answer->client, error);
  /* Some servers stream without saying so. */
  if (g_str_has_prefix (data, "data:") || g_str_has_prefix (data, "event:"))
    {
      g_autoptr (EaselSseReader) reader = easel_sse_reader_new (length, on_event, answer);

      return easel_sse_reader_push (reader, data, length, error);
    }
  return answer->format->fold_body (answer->fold, data, length, error);
}

/* An address came where a picture was asked for. */
static gboolean
fetch (Answer *answer, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) picture = easel_provider_client_fetch (answer->client, answer->fold->url,
                                                            cancellable, error);

  if (picture == NULL)
    return FALSE;
  easel_image_reply_set_picture (answer->fold->reply, picture);
  return TRUE;
}

static gboolean
read_answer (Answer *answer, EaselHttpCall *call, GCancellable *cancellable, GError **error)
{
  const char *type = soup_message_headers_get_content_type (easel_http_call_get_headers (call),
                                                            NULL);
  gsize max_reply = easel_provider_client_get_max_reply (answer->client);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (EaselBase64Lifter) lifter = easel_base64_lifter_new (max_reply);
  g_autoptr (EaselSseReader) reader = NULL;
  g_autoptr (GString) rest = g_string_new (NULL);
  gboolean ok;

  if (type != NULL && g_str_equal (type, "text/event-stream"))
    reader = easel_sse_reader_new (max_reply, on_event, answer);
  answer->fold->parser = parser;
  answer->fold->lifter = lifter;
  answer->reader = reader;
  answer->rest = rest;

  ok = read_all (answer, call, cancellable, error)
       && (reader != NULL || fold_body (answer, call, error))
       && (answer->fold->url == NULL || fetch (answer, cancellable, error));
  g_clear_pointer (&answer->fold->url, g_free);
  return ok;
}

gboolean
easel_image_reader_read (EaselProviderClient *client,
                         const EaselImageFormat *format,
                         EaselImageFold *fold,
                         EaselHttpCall *call,
                         GCancellable *cancellable,
                         GError **error)
{
  Answer answer = { .client = client, .format = format, .fold = fold };
  GError *problem = NULL;

  fold->host = easel_provider_client_get_name (client);
  if (read_answer (&answer, call, cancellable, &problem))
    return TRUE;

  easel_http_call_hide_key (call, problem);
  g_propagate_error (error, problem);
  return FALSE;
}
