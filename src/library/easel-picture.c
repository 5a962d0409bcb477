/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-picture-private.h"

#include "easel-picture-end.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* Decoded between two looks at the cancellable. */
#define SLICE_BYTES (64 * 1024)
/* Above this a model sees no difference, and an upload takes longer. */
#define UPLOAD_QUALITY 90

/* One decoding. */
typedef struct
{
  const char *display_name;
  int max_edge;
  int width; /* 0 until the decoder has read it */
  int height;
  gboolean too_large;
  char *format; /* (owned) (nullable): until the decoder knows it */
} Decoding;

G_DEFINE_QUARK (easel-picture-error-quark, easel_picture_error)

void
easel_picture_info_clear (EaselPictureInfo *info)
{
  g_clear_pointer (&info->format, g_free);
}

static GBytes *
read_file (const char *path, const char *display_name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofd int fd = easel_picture_open_file (path, display_name, error);
  g_autofree guint8 *slice = g_malloc (SLICE_BYTES);
  gssize n;

  if (fd < 0)
    return NULL;

  while ((n = easel_picture_read (fd, display_name, slice, SLICE_BYTES, error)) > 0)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      /* It may be growing. */
      if (bytes->len + (gsize) n > EASEL_PICTURE_MAX_BYTES)
        break;
      g_byte_array_append (bytes, slice, (guint) n);
    }
  if (n < 0)
    return NULL;

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static void
set_scaled_size (GdkPixbufLoader *loader, int width, int height, int max_edge)
{
  double factor = (double) max_edge / MAX (width, height);

  gdk_pixbuf_loader_set_size (loader, MAX (1, (int) (width * factor + 0.5)),
                              MAX (1, (int) (height * factor + 0.5)));
}

static void
on_size_prepared (GdkPixbufLoader *loader, int width, int height, gpointer user_data)
{
  Decoding *decoding = user_data;
  GdkPixbufFormat *format = gdk_pixbuf_loader_get_format (loader);
  gboolean scalable = format != NULL && gdk_pixbuf_format_is_scalable (format);

  decoding->width = width;
  decoding->height = height;
  if (width < 1 || height < 1)
    return;

  if (!scalable && (gint64) width * height > EASEL_PICTURE_MAX_PIXELS)
    {
      decoding->too_large = TRUE;
      /* A decoder gives up at this size, before it allocates anything. */
      gdk_pixbuf_loader_set_size (loader, 0, 0);
    }
  else if (scalable || MAX (width, height) > decoding->max_edge)
    set_scaled_size (loader, width, height, decoding->max_edge);
}

/* Texts that some decoder would take for a picture: a C source may begin like an XBM. */
static gboolean
is_text (const Decoding *decoding)
{
  return g_strcmp0 (decoding->format, "xbm") == 0 || g_strcmp0 (decoding->format, "xpm") == 0;
}

static void
note_format (GdkPixbufLoader *loader, Decoding *decoding)
{
  GdkPixbufFormat *format = gdk_pixbuf_loader_get_format (loader);

  if (decoding->format == NULL && format != NULL)
    decoding->format = gdk_pixbuf_format_get_name (format);
}

/* Feeds @loader, and closes it in any case. @at_end: whether all bytes were taken */
static gboolean
feed (GdkPixbufLoader *loader,
      Decoding *decoding,
      GBytes *bytes,
      gboolean *at_end,
      GCancellable *cancellable,
      GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  gboolean fed = TRUE;

  for (gsize at = 0; fed && at < size && !is_text (decoding); at += SLICE_BYTES)
    {
      fed = !g_cancellable_set_error_if_cancelled (cancellable, error)
            && gdk_pixbuf_loader_write (loader, data + at, MIN (SLICE_BYTES, size - at), error);
      note_format (loader, decoding);
    }

  *at_end = fed;
  fed = gdk_pixbuf_loader_close (loader, fed ? error : NULL) && fed;
  note_format (loader, decoding);
  return fed;
}

static void
set_error (EaselPictureError code, const char *display_name, GError **error)
{
  switch (code)
    {
    case EASEL_PICTURE_ERROR_NOT_A_PICTURE:
      g_set_error (error, EASEL_PICTURE_ERROR, (int) code,
                   _ ("“%s” is not a picture that Easel can read."), display_name);
      break;
    case EASEL_PICTURE_ERROR_TRUNCATED:
      g_set_error (error, EASEL_PICTURE_ERROR, (int) code,
                   _ ("“%s” is incomplete: a part of the picture is missing."), display_name);
      break;
    case EASEL_PICTURE_ERROR_TOO_LARGE:
      g_set_error (error, EASEL_PICTURE_ERROR, (int) code, _ ("“%s” has more than %d megapixels."),
                   display_name, EASEL_PICTURE_MAX_PIXELS / 1000000);
      break;
    case EASEL_PICTURE_ERROR_FAILED:
    case EASEL_PICTURE_ERROR_EMPTY:
    case EASEL_PICTURE_ERROR_NOT_A_FILE:
    case EASEL_PICTURE_ERROR_NO_PERMISSION:
    case EASEL_PICTURE_ERROR_VANISHED:
    case EASEL_PICTURE_ERROR_HIDDEN:
    default:
      g_set_error (error, EASEL_PICTURE_ERROR, (int) code,
                   _ ("“%s” is damaged and cannot be shown."), display_name);
      break;
    }
}

/* Says what the decoder's @cause means for the person. @cause: (nullable): %NULL when the
 * decoder was content */
static gboolean
check_outcome (const Decoding *decoding,
               GBytes *bytes,
               gboolean at_end,
               const GError *cause,
               GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  EaselPictureEnd end = easel_picture_end_find (decoding->format, data, size);

  if (decoding->too_large)
    set_error (EASEL_PICTURE_ERROR_TOO_LARGE, decoding->display_name, error);
  else if (decoding->format == NULL || is_text (decoding))
    set_error (EASEL_PICTURE_ERROR_NOT_A_PICTURE, decoding->display_name, error);
  else if (end == EASEL_PICTURE_END_MISSING)
    set_error (EASEL_PICTURE_ERROR_TRUNCATED, decoding->display_name, error);
  else if (cause == NULL)
    return TRUE;
  else if (g_error_matches (cause, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_INSUFFICIENT_MEMORY))
    g_set_error (error, EASEL_PICTURE_ERROR, EASEL_PICTURE_ERROR_FAILED,
                 _ ("There is not enough memory to open “%s”."), decoding->display_name);
  else if (at_end && end == EASEL_PICTURE_END_UNKNOWN)
    set_error (EASEL_PICTURE_ERROR_TRUNCATED, decoding->display_name, error);
  else
    set_error (EASEL_PICTURE_ERROR_FAILED, decoding->display_name, error);

  return FALSE;
}

static GdkPixbuf *
make_upright (GdkPixbuf *pixbuf, const Decoding *decoding, EaselPictureInfo *info, GError **error)
{
  const char *orientation = gdk_pixbuf_get_option (pixbuf, "orientation");
  gboolean lies = orientation != NULL && g_ascii_strtoull (orientation, NULL, 10) >= 5;
  GdkPixbuf *upright = gdk_pixbuf_apply_embedded_orientation (pixbuf);

  if (upright == NULL)
    {
      g_set_error (error, EASEL_PICTURE_ERROR, EASEL_PICTURE_ERROR_FAILED,
                   _ ("There is not enough memory to open “%s”."), decoding->display_name);
      return NULL;
    }

  if (info != NULL)
    {
      info->format = g_strdup (decoding->format);
      info->width = lies ? decoding->height : decoding->width;
      info->height = lies ? decoding->width : decoding->height;
    }
  return upright;
}

GdkPixbuf *
easel_picture_decode (const char *path,
                      const char *display_name,
                      int max_edge,
                      EaselPictureInfo *info,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GBytes) bytes = read_file (path, display_name, cancellable, error);
  g_autoptr (GdkPixbufLoader) loader = NULL;
  g_autoptr (GError) cause = NULL;
  g_autofree char *format = NULL;
  Decoding decoding = { .display_name = display_name, .max_edge = MAX (max_edge, 1) };
  GdkPixbuf *pixbuf;
  gboolean at_end;

  if (bytes == NULL)
    return NULL;

  loader = gdk_pixbuf_loader_new ();
  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size_prepared), &decoding);
  feed (loader, &decoding, bytes, &at_end, cancellable, &cause);
  format = decoding.format;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  if (!check_outcome (&decoding, bytes, at_end, cause, error))
    return NULL;

  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  if (pixbuf == NULL)
    {
      set_error (EASEL_PICTURE_ERROR_FAILED, display_name, error);
      return NULL;
    }
  return make_upright (pixbuf, &decoding, info, error);
}

static gboolean
has_transparency (GdkPixbuf *pixbuf)
{
  int width = gdk_pixbuf_get_width (pixbuf);
  int height = gdk_pixbuf_get_height (pixbuf);
  int stride = gdk_pixbuf_get_rowstride (pixbuf);
  const guint8 *pixels;

  if (!gdk_pixbuf_get_has_alpha (pixbuf))
    return FALSE;

  pixels = gdk_pixbuf_read_pixels (pixbuf);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      if (pixels[(gsize) y * (gsize) stride + (gsize) x * 4 + 3] != 0xff)
        return TRUE;
  return FALSE;
}

GBytes *
easel_picture_encode (GdkPixbuf *pixbuf, int quality, const char **mime_type, GError **error)
{
  g_autofree char *quality_text = g_strdup_printf ("%d", quality);
  gboolean transparent = has_transparency (pixbuf);
  gboolean encoded;
  char *data = NULL;
  gsize size = 0;

  if (transparent)
    encoded = gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, "png", error, NULL);
  else
    encoded = gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, "jpeg", error, "quality",
                                         quality_text, NULL);
  if (!encoded)
    return NULL;

  *mime_type = transparent ? "image/png" : "image/jpeg";
  return g_bytes_new_take (data, size);
}

GBytes *
easel_picture_scale (const char *path,
                     int max_edge,
                     const char **mime_type,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autofree char *basename = g_filename_display_basename (path);
  g_autoptr (GdkPixbuf) pixbuf = NULL;

  pixbuf = easel_picture_decode (path, basename, max_edge, NULL, cancellable, error);
  if (pixbuf == NULL)
    return NULL;

  return easel_picture_encode (pixbuf, UPLOAD_QUALITY, mime_type, error);
}
