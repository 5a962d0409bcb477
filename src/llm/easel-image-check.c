/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-image-check.h"

#include "easel-llm-error.h"
#include "easel-picture-end.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n.h>
#include <string.h>

/* Decoded between two looks at the cancellable. */
#define SLICE_BYTES (64 * 1024)
#define MAX_PIXELS (100 * 1000 * 1000)

typedef struct
{
  const char *mime_type;
  const char *format; /* as gdk-pixbuf calls it */
  const char *magic;
  gsize length;
  gsize offset;
} Magic;

static const Magic magics[] = {
  { "image/png", "png", "\x89PNG\r\n\x1a\n", 8, 0 },
  { "image/jpeg", "jpeg", "\xff\xd8\xff", 3, 0 },
  { "image/webp", "webp", "WEBP", 4, 8 },
  { "image/gif", "gif", "GIF8", 4, 0 },
};

static const Magic *
find_magic (GBytes *picture)
{
  gsize size;
  const char *data = g_bytes_get_data (picture, &size);

  for (guint i = 0; i < G_N_ELEMENTS (magics); i++)
    {
      const Magic *magic = &magics[i];

      if (size >= magic->offset + magic->length
          && memcmp (data + magic->offset, magic->magic, magic->length) == 0)
        return magic;
    }
  return NULL;
}

const char *
easel_image_check_sniff (GBytes *picture)
{
  const Magic *magic = find_magic (picture);

  return magic != NULL ? magic->mime_type : NULL;
}

static void
on_size_prepared (GdkPixbufLoader *loader, int width, int height, gpointer user_data)
{
  gboolean *too_large = user_data;

  if ((gint64) width * height <= MAX_PIXELS)
    return;
  *too_large = TRUE;
  /* A decoder gives up at this size, before it allocates anything. */
  gdk_pixbuf_loader_set_size (loader, 0, 0);
}

/* Closes @loader in any case. */
static gboolean
decode (GdkPixbufLoader *loader, GBytes *picture, GCancellable *cancellable, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (picture, &size);
  gboolean fed = TRUE;

  for (gsize at = 0; fed && at < size; at += SLICE_BYTES)
    fed = !g_cancellable_set_error_if_cancelled (cancellable, error)
          && gdk_pixbuf_loader_write (loader, data + at, MIN (SLICE_BYTES, size - at), error);
  return gdk_pixbuf_loader_close (loader, fed ? error : NULL) && fed;
}

static void
set_error (const GError *cause, gboolean too_large, gboolean cut, const char *name, GError **error)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_error_copy (cause));
  else if (too_large)
    g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_TOO_LARGE,
                 _ ("The picture that %s made has more than %d megapixels."), name,
                 MAX_PIXELS / 1000000);
  else if (cut)
    g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REPLY,
                 _ ("A part of the picture that %s made is missing."), name);
  else if (g_error_matches (cause, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_UNKNOWN_TYPE))
    g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REPLY,
                 _ ("%s made a picture in a format that this computer cannot open."), name);
  else
    g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REPLY,
                 _ ("The picture that %s made is damaged."), name);
}

const char *
easel_image_check (GBytes *picture, const char *name, GCancellable *cancellable, GError **error)
{
  const Magic *magic = find_magic (picture);
  g_autoptr (GdkPixbufLoader) loader = NULL;
  g_autoptr (GError) cause = NULL;
  gboolean too_large = FALSE;
  gboolean decoded;
  gboolean cut;
  gsize size;
  const guint8 *data = g_bytes_get_data (picture, &size);

  if (magic == NULL)
    {
      g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REPLY,
                   _ ("What %s sent is not a picture that Easel can read."), name);
      return NULL;
    }

  loader = gdk_pixbuf_loader_new ();
  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size_prepared), &too_large);
  decoded = decode (loader, picture, cancellable, &cause)
            && gdk_pixbuf_loader_get_pixbuf (loader) != NULL;
  cut = easel_picture_end_find (magic->format, data, size) == EASEL_PICTURE_END_MISSING;
  if (decoded && !cut && !too_large)
    return magic->mime_type;

  set_error (cause, too_large, cut, name, error);
  return NULL;
}
