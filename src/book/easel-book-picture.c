/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-book-picture.h"

#include "easel-book.h"
#include "easel-picture-end.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Read and decoded between two looks at the cancellable. */
#define SLICE_BYTES (64 * 1024)
#define MAX_BYTES (200 * 1024 * 1024)
#define MAX_PIXELS (100 * 1000 * 1000)
/* Of the longer side: fills a page in print. */
#define MAX_EDGE 2400
/* An opaque PNG above that is a painting, not a drawing: a JPEG of it looks the same, and mail
 * and e-readers take the book. */
#define MAX_PNG_BYTES (512 * 1024)
#define QUALITY "92"

/* One decoding. */
typedef struct
{
  const char *path;
  const char *scene;
  char *format;      /* (owned) (nullable): until the decoder knows it */
  GdkPixbuf *pixbuf; /* (owned) (nullable): until it is decoded */
  gboolean too_large;
  gboolean scaled;
} Decoding;

static void
decoding_clear (Decoding *self)
{
  g_clear_pointer (&self->format, g_free);
  g_clear_object (&self->pixbuf);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Decoding, decoding_clear)

/* @why: a reason, if more is known than that it is no picture. Returns: always %FALSE */
static gboolean
set_error (const Decoding *decoding, const char *why, GError **error)
{
  g_autofree char *name = g_path_get_basename (decoding->path);
  g_autofree char *shown = g_filename_display_name (name);

  if (decoding->scene == NULL)
    g_set_error (error, EASEL_BOOK_ERROR, EASEL_BOOK_ERROR_PICTURE,
                 /* TRANSLATORS: the name of a file, and what is wrong with it */
                 _ ("The cover’s picture “%s” cannot be used: %s."), shown, why);
  else
    g_set_error (error, EASEL_BOOK_ERROR, EASEL_BOOK_ERROR_PICTURE,
                 /* TRANSLATORS: the title of a scene, the name of a file, and what is wrong */
                 _ ("The picture of the scene “%s”, “%s”, cannot be used: %s."), decoding->scene,
                 shown, why);
  return FALSE;
}

/* Reading --------------------------------------------------------------------------------- */

/* A pipe must not keep the export waiting. */
static int
open_file (const Decoding *decoding, GError **error)
{
  g_autofd int fd = open (decoding->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat info;

  if (fd < 0)
    set_error (decoding, errno == ENOENT ? _ ("the file is gone") : g_strerror (errno), error);
  else if (fstat (fd, &info) != 0)
    set_error (decoding, g_strerror (errno), error);
  else if (!S_ISREG (info.st_mode))
    set_error (decoding, _ ("it is not a file"), error);
  else if (info.st_size > MAX_BYTES)
    set_error (decoding, _ ("it is too large"), error);
  else
    return g_steal_fd (&fd);
  return -1;
}

static GBytes *
read_file (const Decoding *decoding, GCancellable *cancellable, GError **error)
{
  g_autofd int fd = open_file (decoding, error);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *slice = g_malloc (SLICE_BYTES);
  gssize n = fd < 0 ? -1 : 1;

  while (n > 0 && bytes->len <= MAX_BYTES)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      do
        n = read (fd, slice, SLICE_BYTES);
      while (n < 0 && errno == EINTR);
      if (n < 0)
        set_error (decoding, g_strerror (errno), error);
      else
        g_byte_array_append (bytes, slice, (guint) n);
    }
  return n < 0 ? NULL : g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/* Decoding -------------------------------------------------------------------------------- */

static void
on_size_prepared (GdkPixbufLoader *loader, int width, int height, gpointer user_data)
{
  Decoding *decoding = user_data;
  GdkPixbufFormat *format = gdk_pixbuf_loader_get_format (loader);
  gboolean is_drawing = format != NULL && gdk_pixbuf_format_is_scalable (format);
  double factor = (double) MAX_EDGE / MAX (1, MAX (width, height));

  if (format != NULL && decoding->format == NULL)
    decoding->format = gdk_pixbuf_format_get_name (format);

  if (width < 1 || height < 1)
    return;
  if (!is_drawing && (gint64) width * height > MAX_PIXELS)
    {
      decoding->too_large = TRUE;
      /* A decoder gives up at this size, before it allocates anything. */
      gdk_pixbuf_loader_set_size (loader, 0, 0);
    }
  else if (is_drawing || factor < 1)
    {
      decoding->scaled = TRUE;
      gdk_pixbuf_loader_set_size (loader, MAX (1, (int) (width * factor + 0.5)),
                                  MAX (1, (int) (height * factor + 0.5)));
    }
}

/* @loader is closed afterwards, in any case. */
static gboolean
feed (GdkPixbufLoader *loader, GBytes *bytes, GCancellable *cancellable, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  gboolean fed = TRUE;

  for (gsize at = 0; fed && at < size; at += SLICE_BYTES)
    fed = !g_cancellable_set_error_if_cancelled (cancellable, error)
          && gdk_pixbuf_loader_write (loader, data + at, MIN (SLICE_BYTES, size - at), error);
  return gdk_pixbuf_loader_close (loader, fed ? error : NULL) && fed;
}

static gboolean
is_cut (const Decoding *decoding, GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  return easel_picture_end_find (decoding->format, data, size) == EASEL_PICTURE_END_MISSING;
}

static gboolean
decode (Decoding *decoding, GBytes *bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  g_autoptr (GError) problem = NULL;
  GdkPixbuf *pixbuf;
  gboolean decoded;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size_prepared), decoding);
  decoded = feed (loader, bytes, cancellable, &problem);
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (decoding->too_large)
    return set_error (decoding, _ ("it is too large"), error);

  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  if (!decoded || pixbuf == NULL || is_cut (decoding, bytes))
    return set_error (decoding, _ ("it is damaged, or no picture that Easel can read"), error);
  decoding->pixbuf = gdk_pixbuf_apply_embedded_orientation (pixbuf);
  return TRUE;
}

/* Encoding -------------------------------------------------------------------------------- */

static gboolean
is_opaque (GdkPixbuf *pixbuf)
{
  int width = gdk_pixbuf_get_width (pixbuf);
  int height = gdk_pixbuf_get_height (pixbuf);
  int stride = gdk_pixbuf_get_rowstride (pixbuf);
  const guint8 *pixels = gdk_pixbuf_read_pixels (pixbuf);

  if (!gdk_pixbuf_get_has_alpha (pixbuf))
    return TRUE;
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      if (pixels[(gsize) y * stride + (gsize) x * 4 + 3] != 255)
        return FALSE;
  return TRUE;
}

/* Whether it may say who made it where. Bytes that only look like it cost an encoding. */
static gboolean
has_metadata (GBytes *bytes)
{
  static const char *const signs[] = { "Exif", "eXIf", "http://ns.adobe.com/xap/",
                                       "XML:com.adobe.xmp", "Photoshop 3.0" };
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (memmem (data, size, signs[i], strlen (signs[i])) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
can_stay (const Decoding *decoding, GBytes *bytes, gboolean opaque)
{
  if (decoding->scaled || has_metadata (bytes))
    return FALSE;
  if (g_strcmp0 (decoding->format, "jpeg") == 0)
    return TRUE;
  return g_strcmp0 (decoding->format, "png") == 0
         && (!opaque || g_bytes_get_size (bytes) <= MAX_PNG_BYTES);
}

static GBytes *
encode (const Decoding *decoding, gboolean as_jpeg, GError **error)
{
  g_autoptr (GError) problem = NULL;
  char *data;
  gsize size;
  gboolean encoded = as_jpeg ? gdk_pixbuf_save_to_buffer (decoding->pixbuf, &data, &size, "jpeg",
                                                          &problem, "quality", QUALITY, NULL)
                             : gdk_pixbuf_save_to_buffer (decoding->pixbuf, &data, &size, "png",
                                                          &problem, NULL);

  if (encoded)
    return g_bytes_new_take (data, size);
  set_error (decoding, problem->message, error);
  return NULL;
}

EaselBookPicture *
easel_book_picture_load (const char *path,
                         const char *scene,
                         GCancellable *cancellable,
                         GError **error)
{
  g_auto (Decoding) decoding = { path, scene, NULL, NULL, FALSE, FALSE };
  g_autoptr (GBytes) bytes = read_file (&decoding, cancellable, error);
  g_autoptr (EaselBookPicture) self = g_new0 (EaselBookPicture, 1);
  gboolean is_jpeg, opaque;

  if (bytes == NULL || !decode (&decoding, bytes, cancellable, error))
    return NULL;

  opaque = is_opaque (decoding.pixbuf);
  if (can_stay (&decoding, bytes, opaque))
    {
      is_jpeg = g_str_equal (decoding.format, "jpeg");
      self->bytes = g_steal_pointer (&bytes);
    }
  else
    {
      is_jpeg = opaque;
      self->bytes = encode (&decoding, is_jpeg, error);
    }
  self->mime_type = is_jpeg ? "image/jpeg" : "image/png";
  self->extension = is_jpeg ? "jpg" : "png";
  self->width = gdk_pixbuf_get_width (decoding.pixbuf);
  self->height = gdk_pixbuf_get_height (decoding.pixbuf);
  return self->bytes != NULL ? g_steal_pointer (&self) : NULL;
}

void
easel_book_picture_free (EaselBookPicture *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}
