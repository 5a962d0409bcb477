/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample-files.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static const char *const samples[] = {
  [SAMPLE_CMYK_JPEG]
  = "/9j/7gAOQWRvYmUAZAAAAAAC/9sAQwAUDg8SDw0UEhASFxUUGB4yIR4cHB49LC4kMklATEtHQEZFUFpzYlBVbVZFRmSI"
    "ZW13e4GCgU5gjZeMfZZzfoF8/9sAQwEVFxceGh47ISE7fFNGU3x8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8"
    "fHx8fHx8fHx8fHx8fHx8fHx8/8AAFAgACAAIBAEiAAIRAQMRAQQRAP/EABYAAQEBAAAAAAAAAAAAAAAAAAAFBv/EABQQ"
    "AQAAAAAAAAAAAAAAAAAAAAD/xAAVAQEBAAAAAAAAAAAAAAAAAAAFBv/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAOBAEA"
    "AhEDEQQAAD8AqAEEc2b/2Q==",
  [SAMPLE_DEEP_PNG]
  = "iVBORw0KGgoAAAANSUhEUgAAAAQAAAAEEAIAAAB2A9VqAAAAH0lEQVQI12P8/58BK2BZvZqBITSUBAlGBgYGBmzGAQDc"
    "qAgHsld5ygAAAABJRU5ErkJggg==",
  [SAMPLE_ANIMATED_GIF]
  = "R0lGODlhBgAEAPAAAP8AAAAAACH/C05FVFNDQVBFMi4wAwEAAAAh+QQACgAAACwAAAAABgAEAAACBISPqVcAIfkEAAoA"
    "AAAsAAAAAAYABACAAAD/AAAAAgSEj6lXADs=",
  [SAMPLE_PROGRESSIVE_JPEG]
  = "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1td"
    "hbWGkJ6jq62rZ4C8ybqmx5moq6T/wgALCAAYACgBAREA/8QAFQABAQAAAAAAAAAAAAAAAAAAAAT/2gAIAQEAAAABiC0L"
    "Q//EABUQAQEAAAAAAAAAAAAAAAAAAAAS/9oACAEBAAEFApSlKUpSlKUpSl//xAAUEAEAAAAAAAAAAAAAAAAAAAAw/9oA"
    "CAEBAAY/An//xAAUEAEAAAAAAAAAAAAAAAAAAAAw/9oACAEBAAE/IX//AP8A/9oACAEBAAAAEAAB/8QAFRABAQAAAAAA"
    "AAAAAAAAAAAAAHH/2gAIAQEAAT8QhCEIQhCEIQhCH//Z",
  [SAMPLE_HUGE_PNG]
  = "iVBORw0KGgoAAAANSUhEUgAATiAAACcQCAIAAAB2Rt/1AAAADElEQVR4nGNgoAwAAABAAAG3NHzvAAAAAElFTkSuQmCC",
  [SAMPLE_ZERO_PNG]
  = "iVBORw0KGgoAAAANSUhEUgAAAAAAAAAACAIAAAC06etFAAAADElEQVR4nGNgoAwAAABAAAG3NHzvAAAAAElFTkSuQmCC",
};

void
sample_folder_init (SampleFolder *self)
{
  g_autoptr (GError) error = NULL;

  self->path = g_dir_make_tmp ("easel-library-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (g_file_test (path, G_FILE_TEST_IS_SYMLINK) || !g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_unlink (path);
      return;
    }

  g_chmod (path, 0700);
  dir = g_dir_open (path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_rmdir (path);
}

void
sample_folder_clear (SampleFolder *self)
{
  remove_tree (self->path);
  g_clear_pointer (&self->path, g_free);
}

char *
sample_folder_get (SampleFolder *self, const char *name)
{
  return g_build_filename (self->path, name, NULL);
}

guint
sample_count_files (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  if (dir == NULL)
    return g_file_test (path, G_FILE_TEST_EXISTS) ? 1 : 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      n += sample_count_files (child);
    }
  return n;
}

gboolean
sample_step_down (const char *path, int mode)
{
  const id_t nobody = 65534;

  if (faccessat (AT_FDCWD, path, mode, AT_EACCESS) != 0)
    return TRUE;
  if (setegid (nobody) != 0 || seteuid (nobody) != 0)
    return FALSE;
  return faccessat (AT_FDCWD, path, mode, AT_EACCESS) != 0;
}

void
sample_step_up (void)
{
  g_assert_no_errno (seteuid (getuid ()));
  g_assert_no_errno (setegid (getgid ()));
}

GBytes *
sample_portrait (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "astronaut.jpg", NULL);
  g_autoptr (GError) error = NULL;
  char *data;
  gsize size;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, size);
}

GBytes *
sample_get (Sample sample)
{
  gsize size;
  guint8 *data = g_base64_decode (samples[sample], &size);

  return g_bytes_new_take (data, size);
}

GdkPixbuf *
sample_pixbuf (int width, int height, guint number, gboolean alpha)
{
  GdkPixbuf *pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, alpha, 8, width, height);
  int stride = gdk_pixbuf_get_rowstride (pixbuf);
  int n_channels = gdk_pixbuf_get_n_channels (pixbuf);
  guint8 *pixels = gdk_pixbuf_get_pixels (pixbuf);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        guint8 *pixel = pixels + y * stride + x * n_channels;

        pixel[0] = x < width / 2 ? 255 : 0;
        pixel[1] = (guint8) number;
        pixel[2] = x < width / 2 ? 0 : 255;
        if (alpha)
          pixel[3] = y == 0 ? 0 : 255;
      }
  return pixbuf;
}

GBytes *
sample_encode (GdkPixbuf *pixbuf, const char *format)
{
  g_autoptr (GError) error = NULL;
  char *data;
  gsize size;

  gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, format, &error, NULL);
  g_assert_no_error (error);
  return g_bytes_new_take (data, size);
}

/* Big-endian TIFF: the orientation, and a block with a latitude of 12° 34' 56" north. */
static GByteArray *
build_exif (int orientation)
{
  const guint8 head[] = {
    'E',  'x',  'i', 'f', 0, 0,                      /* */
    'M',  'M',  0,   42,  0, 0, 0, 8,                /* first block at 8 */
    0,    2,                                         /* two entries */
    0x01, 0x12, 0,   3,   0, 0, 0, 1, 0,   0, 0, 0,  /* orientation, set below */
    0x88, 0x25, 0,   4,   0, 0, 0, 1, 0,   0, 0, 38, /* GPS block at 38 */
    0,    0,    0,   0,                              /* no further block */
    0,    2,                                         /* two entries */
    0,    1,    0,   2,   0, 0, 0, 2, 'N', 0, 0, 0,  /* north */
    0,    2,    0,   5,   0, 0, 0, 3, 0,   0, 0, 68, /* three fractions at 68 */
    0,    0,    0,   0,                              /* */
    0,    0,    0,   12,  0, 0, 0, 1,                /* 12/1 */
    0,    0,    0,   34,  0, 0, 0, 1,                /* 34/1 */
    0,    0,    0,   56,  0, 0, 0, 1,                /* 56/1 */
  };
  GByteArray *exif = g_byte_array_new ();

  g_byte_array_append (exif, head, sizeof head);
  exif->data[6 + 8 + 2 + 9] = (guint8) orientation;
  return exif;
}

GBytes *
sample_add_exif (GBytes *jpeg, int orientation)
{
  g_autoptr (GByteArray) exif = build_exif (orientation);
  GByteArray *result = g_byte_array_new ();
  guint length = exif->len + 2;
  const guint8 segment[] = { 0xff, 0xe1, (guint8) (length >> 8), (guint8) length };
  gsize size;
  const guint8 *data = g_bytes_get_data (jpeg, &size);

  g_assert_cmpuint (size, >, 2);
  g_byte_array_append (result, data, 2);
  g_byte_array_append (result, segment, sizeof segment);
  g_byte_array_append (result, exif->data, exif->len);
  g_byte_array_append (result, data + 2, (guint) size - 2);
  return g_byte_array_free_to_bytes (result);
}

GBytes *
sample_claim_size (GBytes *jpeg, int width, int height)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (jpeg, &size);
  guint8 *copy = g_memdup2 (data, size);
  guint8 *frame = memmem (copy, size, "\xff\xc0\x00\x11\x08", 5);

  g_assert_nonnull (frame);
  frame[5] = (guint8) (height >> 8);
  frame[6] = (guint8) height;
  frame[7] = (guint8) (width >> 8);
  frame[8] = (guint8) width;
  return g_bytes_new_take (copy, size);
}

GBytes *
sample_cut (GBytes *bytes, gsize size)
{
  return g_bytes_new_from_bytes (bytes, 0, size);
}

char *
sample_write (SampleFolder *folder, const char *name, GBytes *bytes)
{
  char *path = sample_folder_get (folder, name);
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  g_file_set_contents (path, data, (gssize) size, &error);
  g_assert_no_error (error);
  return path;
}

gboolean
sample_contains (GBytes *bytes, const char *needle, gsize needle_size)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  return memmem (data, size, needle, needle_size) != NULL;
}
