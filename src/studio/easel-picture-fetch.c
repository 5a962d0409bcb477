/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-picture-fetch.h"

#include "easel-config.h"
#include "easel-picture.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>

#define TIMEOUT_SECONDS 30
#define PIECE_BYTES (64 * 1024)

typedef struct
{
  const char *name;
  EaselFetchProgressFunc progress;
  gpointer user_data;
} Fetch;

/* Cancelling, a full disk and a missing network keep their own error; anything else is told
 * as what it means for this picture. */
static void
take_error (Fetch *fetch, GError *cause, GError **error)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NO_SPACE)
      || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE)
      || cause->domain == EASEL_PICTURE_ERROR)
    {
      g_propagate_error (error, cause);
      return;
    }
  g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_DOWNLOAD,
               /* Translators: the first is a picture's name, the second the reason */
               _ ("“%s” could not be downloaded: %s"), fetch->name, cause->message);
  g_error_free (cause);
}

static GInputStream *
open_http (const char *uri, goffset *length, GCancellable *cancellable, GError **error)
{
  g_autoptr (SoupSession) session = soup_session_new_with_options (
      "timeout", TIMEOUT_SECONDS, "user-agent", "Easel/" EASEL_VERSION, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (SOUP_METHOD_GET, uri);
  g_autoptr (GInputStream) stream = NULL;

  if (message == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           _ ("its address is not valid."));
      return NULL;
    }
  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept",
                                "image/*;q=1, */*;q=0.1");

  stream = soup_session_send (session, message, cancellable, error);
  if (stream != NULL && soup_message_get_status (message) != SOUP_STATUS_OK)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                   /* Translators: an HTTP status such as 404 and its English words */
                   _ ("the server answered %u %s."), soup_message_get_status (message),
                   soup_message_get_reason_phrase (message));
      return NULL;
    }
  *length = soup_message_headers_get_content_length (soup_message_get_response_headers (message));
  return g_steal_pointer (&stream);
}

static GInputStream *
open_file (const char *uri, goffset *length, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_uri (uri);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);

  *length = 0;
  return stream != NULL ? G_INPUT_STREAM (g_steal_pointer (&stream)) : NULL;
}

/* A picture that is its own address, as some pages have. */
static GInputStream *
open_data (const char *uri, goffset *length, GError **error)
{
  g_autoptr (GBytes) bytes = soup_uri_decode_data_uri (uri, NULL);

  if (bytes == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           _ ("its address is not valid."));
      return NULL;
    }
  *length = (goffset) g_bytes_get_size (bytes);
  return g_memory_input_stream_new_from_bytes (bytes);
}

static gboolean
check_size (Fetch *fetch, goffset size, GError **error)
{
  if (size <= EASEL_PICTURE_MAX_BYTES)
    return TRUE;
  g_set_error (error, EASEL_PICTURE_ERROR, EASEL_PICTURE_ERROR_TOO_LARGE,
               _ ("“%s” is larger than %d MB."), fetch->name,
               EASEL_PICTURE_MAX_BYTES / (1024 * 1024));
  return FALSE;
}

static gboolean
copy (Fetch *fetch,
      GInputStream *in,
      goffset length,
      GOutputStream *out,
      GCancellable *cancellable,
      GError **error)
{
  g_autofree char *piece = g_malloc (PIECE_BYTES);
  goffset total = 0;
  gssize n;

  while ((n = g_input_stream_read (in, piece, PIECE_BYTES, cancellable, error)) > 0)
    {
      total += n;
      if (!check_size (fetch, total, error)
          || !g_output_stream_write_all (out, piece, (gsize) n, NULL, cancellable, error))
        return FALSE;
      if (fetch->progress != NULL)
        fetch->progress (length > 0 ? MIN (1.0, (double) total / (double) length) : -1.0,
                         fetch->user_data);
    }
  return n == 0 && g_output_stream_close (out, cancellable, error);
}

static char *
fetch_to_file (Fetch *fetch, const char *uri, GCancellable *cancellable, GError **error)
{
  g_autofree char *scheme = g_uri_parse_scheme (uri);
  g_autoptr (GInputStream) in = NULL;
  g_autoptr (GFileIOStream) out = NULL;
  g_autoptr (GFile) file = NULL;
  goffset length = 0;

  if (g_strcmp0 (scheme, "http") == 0 || g_strcmp0 (scheme, "https") == 0)
    in = open_http (uri, &length, cancellable, error);
  else if (g_strcmp0 (scheme, "data") == 0)
    in = open_data (uri, &length, error);
  else
    in = open_file (uri, &length, cancellable, error);
  if (in == NULL || !check_size (fetch, length, error))
    return NULL;

  file = g_file_new_tmp ("easel-XXXXXX", &out, error);
  if (file == NULL)
    return NULL;
  if (!copy (fetch, in, length, g_io_stream_get_output_stream (G_IO_STREAM (out)), cancellable,
             error))
    {
      g_unlink (g_file_peek_path (file));
      return NULL;
    }
  return g_file_get_path (file);
}

char *
easel_picture_fetch (const char *uri,
                     const char *name,
                     EaselFetchProgressFunc progress,
                     gpointer user_data,
                     GCancellable *cancellable,
                     GError **error)
{
  Fetch fetch = { name, progress, user_data };
  GError *cause = NULL;
  char *path;

  g_return_val_if_fail (uri != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  path = fetch_to_file (&fetch, uri, cancellable, &cause);
  if (path == NULL)
    take_error (&fetch, cause, error);
  return path;
}
