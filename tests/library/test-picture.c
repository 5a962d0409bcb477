/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-picture-private.h"
#include "sample-files.h"

#include <glib/gstdio.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Whether it can be decoded. @name: (nullable): its own when %NULL */
static gboolean
probe (const char *path,
       const char *name,
       EaselPictureInfo *info,
       GCancellable *cancellable,
       GError **error)
{
  g_autoptr (GdkPixbuf) pixbuf = easel_picture_decode (path, name != NULL ? name : path, 256, info,
                                                       cancellable, error);

  return pixbuf != NULL;
}

static void
assert_probe (const char *path, const char *format, int width, int height)
{
  g_auto (EaselPictureInfo) info = { 0 };
  g_autoptr (GError) error = NULL;

  probe (path, NULL, &info, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (info.format, ==, format);
  g_assert_cmpint (info.width, ==, width);
  g_assert_cmpint (info.height, ==, height);
}

/* Refused for @code, with a sentence that names the file as a person knows it. */
static void
assert_refused (const char *path, EaselPictureError code)
{
  g_auto (EaselPictureInfo) info = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) scale_error = NULL;
  const char *mime_type;

  g_assert_false (probe (path, "Holiday", &info, NULL, &error));
  g_assert_error (error, EASEL_PICTURE_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, "“Holiday”"));
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_null (info.format);

  g_assert_null (easel_picture_scale (path, 512, &mime_type, NULL, &scale_error));
  g_assert_error (scale_error, EASEL_PICTURE_ERROR, (int) code);
}

/* (transfer full): @path scaled, and decoded again */
static GdkPixbuf *
scale (const char *path, int max_edge, const char *expected_mime_type, GBytes **bytes_out)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  const char *mime_type;

  bytes = easel_picture_scale (path, max_edge, &mime_type, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (mime_type, ==, expected_mime_type);

  gdk_pixbuf_loader_write_bytes (loader, bytes, &error);
  g_assert_no_error (error);
  gdk_pixbuf_loader_close (loader, &error);
  g_assert_no_error (error);
  if (bytes_out != NULL)
    *bytes_out = g_steal_pointer (&bytes);
  return g_object_ref (gdk_pixbuf_loader_get_pixbuf (loader));
}

static void
assert_size (GdkPixbuf *pixbuf, int width, int height)
{
  g_assert_cmpint (gdk_pixbuf_get_width (pixbuf), ==, width);
  g_assert_cmpint (gdk_pixbuf_get_height (pixbuf), ==, height);
}

typedef enum
{
  TINT_RED,
  TINT_BLUE,
} Tint;

static void
assert_tint (GdkPixbuf *pixbuf, int x, int y, Tint tint)
{
  const guint8 *pixel = gdk_pixbuf_read_pixels (pixbuf) + y * gdk_pixbuf_get_rowstride (pixbuf)
                        + x * gdk_pixbuf_get_n_channels (pixbuf);

  if (tint == TINT_RED)
    g_assert_cmpint (pixel[0], >, pixel[2] + 100);
  else
    g_assert_cmpint (pixel[2], >, pixel[0] + 100);
}

static void
test_probe_formats (void)
{
  static const char *const formats[] = { "jpeg", "png", "bmp", "tiff" };
  g_auto (SampleFolder) folder = { 0 };
  g_autoptr (GdkPixbuf) pixbuf = sample_pixbuf (640, 400, 0, FALSE);

  sample_folder_init (&folder);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (GBytes) bytes = sample_encode (pixbuf, formats[i]);
      /* The name says nothing: what is in the file counts. */
      g_autofree char *path = sample_write (&folder, "file", bytes);
      g_autoptr (GdkPixbuf) scaled = NULL;

      assert_probe (path, formats[i], 640, 400);
      scaled = scale (path, 320, "image/jpeg", NULL);
      assert_size (scaled, 320, 200);
      assert_tint (scaled, 20, 100, TINT_RED);
      assert_tint (scaled, 300, 100, TINT_BLUE);
    }
}

static gboolean
has_loader (const char *name)
{
  g_autoptr (GSList) formats = gdk_pixbuf_get_formats ();

  for (GSList *l = formats; l != NULL; l = l->next)
    {
      g_autofree char *format = gdk_pixbuf_format_get_name (l->data);

      if (g_str_equal (format, name))
        return TRUE;
    }
  return FALSE;
}

/* Made by another program, as most WebP pictures are. */
static void
test_webp (void)
{
  g_auto (SampleFolder) folder = { 0 };
  g_autoptr (GdkPixbuf) pixbuf = sample_pixbuf (640, 400, 0, FALSE);
  g_autoptr (GBytes) bytes = sample_encode (pixbuf, "png");
  g_autoptr (GBytes) half = NULL;
  g_autoptr (GdkPixbuf) scaled = NULL;
  g_autofree char *png_path = NULL;
  g_autofree char *webp_path = NULL;
  g_autofree char *half_path = NULL;
  g_autofree char *data = NULL;
  gsize size;

  if (!has_loader ("webp"))
    {
      g_test_skip ("needs gdk-pixbuf's loader for WebP");
      return;
    }
  sample_folder_init (&folder);
  png_path = sample_write (&folder, "picture.png", bytes);
  webp_path = sample_folder_get (&folder, "picture.webp");
  if (!g_spawn_sync (NULL, (char *[]) { (char *) "convert", png_path, webp_path, NULL }, NULL,
                     G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL)
      || !g_file_get_contents (webp_path, &data, &size, NULL))
    {
      g_test_skip ("needs ImageMagick that writes WebP");
      return;
    }

  assert_probe (webp_path, "webp", 640, 400);
  scaled = scale (webp_path, 320, "image/jpeg", NULL);
  assert_size (scaled, 320, 200);
  assert_tint (scaled, 20, 100, TINT_RED);
  assert_tint (scaled, 300, 100, TINT_BLUE);

  half = g_bytes_new (data, size / 2);
  half_path = sample_write (&folder, "Holiday", half);
  assert_refused (half_path, EASEL_PICTURE_ERROR_TRUNCATED);
}

static void
test_portrait (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "astronaut.jpg", NULL);
  g_autoptr (GdkPixbuf) small = scale (path, 200, "image/jpeg", NULL);
  g_autoptr (GdkPixbuf) same = scale (path, 4000, "image/jpeg", NULL);

  assert_probe (path, "jpeg", 512, 512);
  assert_size (small, 200, 200);
  /* Never enlarged. */
  assert_size (same, 512, 512);
}

static void
test_narrow (void)
{
  g_auto (SampleFolder) folder = { 0 };
  g_autoptr (GdkPixbuf) dot = sample_pixbuf (1, 1, 0, FALSE);
  g_autoptr (GdkPixbuf) line = sample_pixbuf (3000, 1, 0, FALSE);
  g_autoptr (GBytes) dot_bytes = sample_encode (dot, "png");
  g_autoptr (GBytes) line_bytes = sample_encode (line, "jpeg");
  g_autofree char *dot_path = NULL;
  g_autofree char *line_path = NULL;
  g_autoptr (GdkPixbuf) scaled_dot = NULL;
  g_autoptr (GdkPixbuf) scaled_line = NULL;

  sample_folder_init (&folder);
  dot_path = sample_write (&folder, "dot.png", dot_bytes);
  line_path = sample_write (&folder, "line.jpg", line_bytes);

  assert_probe (dot_path, "png", 1, 1);
  scaled_dot = scale (dot_path, 1024, "image/jpeg", NULL);
  assert_size (scaled_dot, 1, 1);
  assert_probe (line_path, "jpeg", 3000, 1);
  scaled_line = scale (line_path, 1000, "image/jpeg", NULL);
  assert_size (scaled_line, 1000, 1);
}

static void
test_orientation (void)
{
  /* Where the camera's left edge, which is red, is when the picture is upright. */
  static const struct
  {
    int orientation;
    gboolean turned;
    int red_x, red_y, blue_x, blue_y; /* in percent */
  } cases[] = {
    { 1, FALSE, 10, 50, 90, 50 }, { 2, FALSE, 90, 50, 10, 50 }, { 3, FALSE, 90, 50, 10, 50 },
    { 4, FALSE, 10, 50, 90, 50 }, { 5, TRUE, 50, 10, 50, 90 },  { 6, TRUE, 50, 10, 50, 90 },
    { 7, TRUE, 50, 90, 50, 10 },  { 8, TRUE, 50, 90, 50, 10 },
  };
  g_auto (SampleFolder) folder = { 0 };
  g_autoptr (GdkPixbuf) pixbuf = sample_pixbuf (640, 400, 0, FALSE);
  g_autoptr (GBytes) plain = sample_encode (pixbuf, "jpeg");

  sample_folder_init (&folder);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = sample_add_exif (plain, cases[i].orientation);
      g_autofree char *path = sample_write (&folder, "turned.jpg", bytes);
      g_autoptr (GdkPixbuf) scaled = scale (path, 160, "image/jpeg", NULL);
      int width = cases[i].turned ? 100 : 160;
      int height = cases[i].turned ? 160 : 100;

      assert_probe (path, "jpeg", cases[i].turned ? 400 : 640, cases[i].turned ? 640 : 400);
      assert_size (scaled, width, height);
      assert_tint (scaled, cases[i].red_x * width / 100, cases[i].red_y * height / 100, TINT_RED);
      assert_tint (scaled, cases[i].blue_x * width / 100, cases[i].blue_y * height / 100,
                   TINT_BLUE);
    }
}

static void
test_metadata_dropped (void)
{
  /* As build_exif() has it: 12/1, 34/1, 56/1. */
  static const char place[] = "\0\0\0\x0c\0\0\0\x01\0\0\0\x22\0\0\0\x01\0\0\0\x38\0\0\0\x01";
  g_auto (SampleFolder) folder = { 0 };
  g_autoptr (GBytes) portrait = sample_portrait ();
  g_autoptr (GBytes) tagged = sample_add_exif (portrait, 1);
  g_autoptr (GBytes) sent = NULL;
  g_autoptr (GdkPixbuf) scaled = NULL;
  g_autofree char *path = NULL;

  sample_folder_init (&folder);
  path = sample_write (&folder, "tagged.jpg", tagged);
  g_assert_true (sample_contains (tagged, "Exif", 4));
  g_assert_true (sample_contains (tagged, place, sizeof place - 1));
  g_assert_true (sample_contains (tagged, "Photoshop", 9));

  /* Also when there is nothing to scale, and the file could have been sent as it is. */
  scaled = scale (path, 1024, "image/jpeg", &sent);
  assert_size (scaled, 512, 512);
  g_assert_false (sample_contains (sent, "Exif", 4));
  g_assert_false (sample_contains (sent, place, sizeof place - 1));
  g_assert_false (sample_contains (sent, "Photoshop", 9));
}

static void
test_transparency (void)
{
  g_auto (SampleFolder) folder = { 0 };
  g_autoptr (GdkPixbuf) glass = sample_pixbuf (64, 64, 0, TRUE);
  g_autoptr (GdkPixbuf) wall = sample_pixbuf (64, 64, 0, FALSE);
  g_autoptr (GdkPixbuf) opaque = gdk_pixbuf_add_alpha (wall, FALSE, 0, 0, 0);
  g_autoptr (GBytes) glass_bytes = sample_encode (glass, "png");
  g_autoptr (GBytes) opaque_bytes = sample_encode (opaque, "png");
  g_autofree char *glass_path = NULL;
  g_autofree char *opaque_path = NULL;
  g_autoptr (GdkPixbuf) scaled_glass = NULL;
  g_autoptr (GdkPixbuf) scaled_opaque = NULL;

  sample_folder_init (&folder);
  glass_path = sample_write (&folder, "glass.png", glass_bytes);
  opaque_path = sample_write (&folder, "opaque.png", opaque_bytes);

  scaled_glass = scale (glass_path, 32, "image/png", NULL);
  g_assert_true (gdk_pixbuf_get_has_alpha (scaled_glass));
  g_assert_cmpint (gdk_pixbuf_read_pixels (scaled_glass)[3], <, 255);

  /* A channel without a hole in it is not worth a PNG. */
  scaled_opaque = scale (opaque_path, 32, "image/jpeg", NULL);
  assert_size (scaled_opaque, 32, 32);
}

static void
test_unusual (void)
{
  g_auto (SampleFolder) folder = { 0 };
  g_autoptr (GBytes) cmyk = sample_get (SAMPLE_CMYK_JPEG);
  g_autoptr (GBytes) deep = sample_get (SAMPLE_DEEP_PNG);
  g_autoptr (GBytes) animated = sample_get (SAMPLE_ANIMATED_GIF);
  g_autoptr (GBytes) progressive = sample_get (SAMPLE_PROGRESSIVE_JPEG);
  g_autofree char *cmyk_path = NULL;
  g_autofree char *deep_path = NULL;
  g_autofree char *animated_path = NULL;
  g_autofree char *progressive_path = NULL;
  g_autoptr (GdkPixbuf) from_cmyk = NULL;
  g_autoptr (GdkPixbuf) from_deep = NULL;
  g_autoptr (GdkPixbuf) from_animated = NULL;

  sample_folder_init (&folder);
  cmyk_path = sample_write (&folder, "cmyk.jpg", cmyk);
  deep_path = sample_write (&folder, "deep.png", deep);
  animated_path = sample_write (&folder, "animated.gif", animated);
  progressive_path = sample_write (&folder, "progressive.jpg", progressive);

  assert_probe (cmyk_path, "jpeg", 8, 8);
  from_cmyk = scale (cmyk_path, 8, "image/jpeg", NULL);
  assert_tint (from_cmyk, 4, 4, TINT_RED);

  assert_probe (deep_path, "png", 4, 4);
  from_deep = scale (deep_path, 4, "image/jpeg", NULL);
  assert_size (from_deep, 4, 4);

  assert_probe (animated_path, "gif", 6, 4);
  from_animated = scale (animated_path, 6, "image/jpeg", NULL);
  assert_tint (from_animated, 3, 2, TINT_RED);

  assert_probe (progressive_path, "jpeg", 40, 24);
}

static void
test_drawing (void)
{
  static const char svg[] = "<svg xmlns='http://www.w3.org/2000/svg' width='20' height='10'>"
                            "<rect width='10' height='10' fill='red'/>"
                            "<rect x='10' width='10' height='10' fill='blue'/></svg>";
  g_auto (SampleFolder) folder = { 0 };
  g_autoptr (GBytes) bytes = g_bytes_new_static (svg, sizeof svg - 1);
  g_autoptr (GBytes) half = g_bytes_new_static (svg, sizeof svg / 2);
  g_autofree char *path = NULL;
  g_autofree char *half_path = NULL;
  g_autoptr (GdkPixbuf) scaled = NULL;

  sample_folder_init (&folder);
  path = sample_write (&folder, "drawing.svg", bytes);
  half_path = sample_write (&folder, "half.svg", half);

  assert_probe (path, "svg", 20, 10);
  /* A model could not see much in 20 × 10 pixels. */
  scaled = scale (path, 400, "image/jpeg", NULL);
  assert_size (scaled, 400, 200);
  assert_tint (scaled, 100, 100, TINT_RED);
  assert_tint (scaled, 300, 100, TINT_BLUE);

  assert_refused (half_path, EASEL_PICTURE_ERROR_TRUNCATED);
}

static void
test_not_a_picture (void)
{
  static const char *const texts[] = {
    "Dear diary, this is no picture.\n",
    "#define EASEL_WIDTH 12\n#define EASEL_HEIGHT 3\nint main (void);\n",
    "/* XPM */\nint main (void);\n",
    "%PDF-1.7\n",
    "\xff\xd8",
    "<!DOCTYPE html><html><body>Not found</body></html>",
    "x",
  };
  g_auto (SampleFolder) folder = { 0 };

  sample_folder_init (&folder);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));
      g_autofree char *path = sample_write (&folder, "holiday.jpg", bytes);

      g_test_message ("%s", texts[i]);
      if (i == 4)
        assert_refused (path, EASEL_PICTURE_ERROR_TRUNCATED);
      else
        assert_refused (path, EASEL_PICTURE_ERROR_NOT_A_PICTURE);
    }
}

static void
test_empty (void)
{
  g_auto (SampleFolder) folder = { 0 };
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autofree char *path = NULL;

  sample_folder_init (&folder);
  path = sample_write (&folder, "empty.jpg", nothing);
  assert_refused (path, EASEL_PICTURE_ERROR_EMPTY);
}

static void
assert_every_cut_refused (SampleFolder *folder, GBytes *bytes, gsize step)
{
  gsize size = g_bytes_get_size (bytes);

  for (gsize at = 16; at < size; at += step)
    {
      g_autoptr (GBytes) cut = sample_cut (bytes, at);
      g_autofree char *path = sample_write (folder, "cut", cut);
      g_auto (EaselPictureInfo) info = { 0 };
      g_autoptr (GError) error = NULL;

      g_test_message ("cut at %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT, at, size);
      g_assert_false (probe (path, NULL, &info, NULL, &error));
      g_assert_error (error, EASEL_PICTURE_ERROR, EASEL_PICTURE_ERROR_TRUNCATED);
    }
}

static void
test_truncated (void)
{
  static const char *const formats[] = { "png", "bmp", "tiff" };
  g_auto (SampleFolder) folder = { 0 };
  g_autoptr (GdkPixbuf) pixbuf = sample_pixbuf (64, 48, 7, FALSE);
  g_autoptr (GBytes) portrait = sample_portrait ();
  g_autoptr (GBytes) tagged = sample_add_exif (portrait, 6);
  g_autoptr (GBytes) progressive = sample_get (SAMPLE_PROGRESSIVE_JPEG);
  g_autoptr (GBytes) animated = sample_get (SAMPLE_ANIMATED_GIF);
  g_autoptr (GBytes) last_byte = sample_cut (portrait, g_bytes_get_size (portrait) - 1);
  g_autofree char *last_byte_path = NULL;

  sample_folder_init (&folder);
  assert_every_cut_refused (&folder, portrait, 4999);
  assert_every_cut_refused (&folder, tagged, 9001);
  assert_every_cut_refused (&folder, progressive, 1);
  assert_every_cut_refused (&folder, animated, 1);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (GBytes) bytes = sample_encode (pixbuf, formats[i]);

      assert_every_cut_refused (&folder, bytes, g_bytes_get_size (bytes) / 40);
    }

  last_byte_path = sample_write (&folder, "last", last_byte);
  assert_refused (last_byte_path, EASEL_PICTURE_ERROR_TRUNCATED);
}

/* What cameras append behind the picture is not missing, and not in the way. */
static void
test_appendix (void)
{
  static const char appendix[] = "appended \xff\xda \xff\xd8 by a camera";
  g_auto (SampleFolder) folder = { 0 };
  g_autoptr (GBytes) portrait = sample_portrait ();
  g_autoptr (GByteArray) longer = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *path = NULL;

  sample_folder_init (&folder);
  g_byte_array_append (longer, g_bytes_get_data (portrait, NULL),
                       (guint) g_bytes_get_size (portrait));
  g_byte_array_append (longer, (const guint8 *) appendix, sizeof appendix - 1);
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&longer));
  path = sample_write (&folder, "longer.jpg", bytes);
  assert_probe (path, "jpeg", 512, 512);
}

static void
test_too_large (void)
{
  g_auto (SampleFolder) folder = { 0 };
  g_autoptr (GBytes) portrait = sample_portrait ();
  g_autoptr (GBytes) huge_jpeg = sample_claim_size (portrait, 20000, 10000);
  g_autoptr (GBytes) huge_png = sample_get (SAMPLE_HUGE_PNG);
  g_autofree char *jpeg_path = NULL;
  g_autofree char *png_path = NULL;
  g_autofree char *heavy_path = NULL;

  sample_folder_init (&folder);
  jpeg_path = sample_write (&folder, "huge.jpg", huge_jpeg);
  png_path = sample_write (&folder, "huge.png", huge_png);
  heavy_path = sample_write (&folder, "heavy.jpg", portrait);
  g_assert_no_errno (truncate (heavy_path, EASEL_PICTURE_MAX_BYTES + 1));

  assert_refused (jpeg_path, EASEL_PICTURE_ERROR_TOO_LARGE);
  assert_refused (png_path, EASEL_PICTURE_ERROR_TOO_LARGE);
  assert_refused (heavy_path, EASEL_PICTURE_ERROR_TOO_LARGE);
}

static void
test_no_pixels (void)
{
  g_auto (SampleFolder) folder = { 0 };
  g_autoptr (GBytes) portrait = sample_portrait ();
  g_autoptr (GBytes) zero_jpeg = sample_claim_size (portrait, 0, 0);
  g_autoptr (GBytes) zero_png = sample_get (SAMPLE_ZERO_PNG);
  g_autofree char *jpeg_path = NULL;
  g_autofree char *png_path = NULL;

  sample_folder_init (&folder);
  jpeg_path = sample_write (&folder, "zero.jpg", zero_jpeg);
  png_path = sample_write (&folder, "zero.png", zero_png);
  assert_refused (jpeg_path, EASEL_PICTURE_ERROR_FAILED);
  assert_refused (png_path, EASEL_PICTURE_ERROR_FAILED);
}

static void
test_damaged (void)
{
  g_auto (SampleFolder) folder = { 0 };
  g_autoptr (GdkPixbuf) pixbuf = sample_pixbuf (64, 48, 0, FALSE);
  g_autoptr (GBytes) bytes = sample_encode (pixbuf, "png");
  gsize size = g_bytes_get_size (bytes);
  guint8 *data = g_memdup2 (g_bytes_get_data (bytes, NULL), size);
  g_autoptr (GBytes) damaged = g_bytes_new_take (data, size);
  g_autofree char *path = NULL;

  sample_folder_init (&folder);
  for (gsize at = size / 2; at < size / 2 + 8; at++)
    data[at] ^= 0xff;
  path = sample_write (&folder, "damaged.png", damaged);
  assert_refused (path, EASEL_PICTURE_ERROR_FAILED);
}

static void
test_not_a_file (void)
{
  g_auto (SampleFolder) folder = { 0 };
  g_autofree char *pipe_path = NULL;
  g_autofree char *link_path = NULL;

  sample_folder_init (&folder);
  pipe_path = sample_folder_get (&folder, "pipe");
  link_path = sample_folder_get (&folder, "link.jpg");
  g_assert_no_errno (mkfifo (pipe_path, 0600));
  g_assert_no_errno (symlink (pipe_path, link_path));

  assert_refused (folder.path, EASEL_PICTURE_ERROR_NOT_A_FILE);
  /* Opening one of these to read waits for a writer, for ever. */
  assert_refused (pipe_path, EASEL_PICTURE_ERROR_NOT_A_FILE);
  assert_refused (link_path, EASEL_PICTURE_ERROR_NOT_A_FILE);
  assert_refused ("/dev/zero", EASEL_PICTURE_ERROR_NOT_A_FILE);
}

static void
test_vanished (void)
{
  g_auto (SampleFolder) folder = { 0 };
  g_autofree char *path = NULL;
  g_autofree char *inside_a_file = NULL;
  g_autoptr (GBytes) portrait = sample_portrait ();

  sample_folder_init (&folder);
  path = sample_write (&folder, "there.jpg", portrait);
  inside_a_file = g_build_filename (path, "below.jpg", NULL);
  assert_refused (inside_a_file, EASEL_PICTURE_ERROR_VANISHED);
  g_assert_no_errno (g_unlink (path));
  assert_refused (path, EASEL_PICTURE_ERROR_VANISHED);
}

/* What Flatpak’s sandbox leaves of the computer is not to be had here, but its mark is. */
static void
test_hidden (void)
{
  g_auto (SampleFolder) folder = { 0 };
  g_autofree char *home = g_build_filename (g_get_home_dir (), "nowhere.jpg", NULL);
  g_autofree char *path = NULL;

  sample_folder_init (&folder);
  path = g_build_filename (folder.path, "nowhere.jpg", NULL);
  assert_refused (home, EASEL_PICTURE_ERROR_VANISHED);
  assert_refused ("/nowhere/at-all/a.jpg", EASEL_PICTURE_ERROR_VANISHED);

  g_setenv ("FLATPAK_ID", "io.github.easelapp.Easel", TRUE);
  assert_refused (home, EASEL_PICTURE_ERROR_HIDDEN);
  assert_refused ("/tmp/nowhere.jpg", EASEL_PICTURE_ERROR_HIDDEN);
  assert_refused ("/nowhere/at-all/a.jpg", EASEL_PICTURE_ERROR_HIDDEN);
  /* A folder that one sees is not hidden, so what is missing in it is gone. */
  assert_refused (path, EASEL_PICTURE_ERROR_VANISHED);
  g_unsetenv ("FLATPAK_ID");
}

static void
test_no_permission (void)
{
  g_auto (SampleFolder) folder = { 0 };
  g_autoptr (GBytes) portrait = sample_portrait ();
  g_autofree char *path = NULL;

  sample_folder_init (&folder);
  path = sample_write (&folder, "locked.jpg", portrait);
  g_assert_no_errno (g_chmod (path, 0000));
  g_assert_no_errno (g_chmod (folder.path, 0755));

  if (sample_step_down (path, R_OK))
    assert_refused (path, EASEL_PICTURE_ERROR_NO_PERMISSION);
  else
    g_test_skip ("nothing is forbidden here");
  sample_step_up ();
}

static void
test_cancelled (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "astronaut.jpg", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (EaselPictureInfo) info = { 0 };
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (probe (path, NULL, &info, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/picture/formats", test_probe_formats);
  g_test_add_func ("/picture/webp", test_webp);
  g_test_add_func ("/picture/portrait", test_portrait);
  g_test_add_func ("/picture/narrow", test_narrow);
  g_test_add_func ("/picture/orientation", test_orientation);
  g_test_add_func ("/picture/metadata-dropped", test_metadata_dropped);
  g_test_add_func ("/picture/transparency", test_transparency);
  g_test_add_func ("/picture/unusual", test_unusual);
  g_test_add_func ("/picture/drawing", test_drawing);
  g_test_add_func ("/picture/not-a-picture", test_not_a_picture);
  g_test_add_func ("/picture/empty", test_empty);
  g_test_add_func ("/picture/truncated", test_truncated);
  g_test_add_func ("/picture/appendix", test_appendix);
  g_test_add_func ("/picture/too-large", test_too_large);
  g_test_add_func ("/picture/no-pixels", test_no_pixels);
  g_test_add_func ("/picture/damaged", test_damaged);
  g_test_add_func ("/picture/not-a-file", test_not_a_file);
  g_test_add_func ("/picture/vanished", test_vanished);
  g_test_add_func ("/picture/hidden", test_hidden);
  g_test_add_func ("/picture/no-permission", test_no_permission);
  g_test_add_func ("/picture/cancelled", test_cancelled);

  return g_test_run ();
}
