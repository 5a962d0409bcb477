/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-book-picture.h"

#include "book-fixture.h"

#include <glib/gstdio.h>

#include <sys/stat.h>

/* (transfer full): @bytes as a picture of a scene */
static EaselBookPicture *
load (GBytes *bytes, GError **error)
{
  g_auto (SampleFolder) folder = { NULL };
  g_autofree char *path = NULL;

  sample_folder_init (&folder);
  path = sample_write (&folder, "file.png", bytes);
  return easel_book_picture_load (path, "The Lamp", NULL, error);
}

static EaselBookPicture *
load_good (GBytes *bytes, const char *mime_type, int width, int height)
{
  g_autoptr (GError) error = NULL;
  EaselBookPicture *picture = load (bytes, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (picture->mime_type, ==, mime_type);
  g_assert_cmpstr (picture->extension, ==, g_str_equal (mime_type, "image/png") ? "png" : "jpg");
  g_assert_cmpint (picture->width, ==, width);
  g_assert_cmpint (picture->height, ==, height);
  return picture;
}

/* (transfer full): what a reader gets to see of @picture */
static GdkPixbuf *
decode (EaselBookPicture *picture)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (picture->bytes);
  g_autoptr (GError) error = NULL;
  GdkPixbuf *pixbuf = gdk_pixbuf_new_from_stream (stream, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (gdk_pixbuf_get_width (pixbuf), ==, picture->width);
  g_assert_cmpint (gdk_pixbuf_get_height (pixbuf), ==, picture->height);
  return pixbuf;
}

static const guint8 *
get_pixel (GdkPixbuf *pixbuf, int x, int y)
{
  return gdk_pixbuf_read_pixels (pixbuf) + y * gdk_pixbuf_get_rowstride (pixbuf)
         + x * gdk_pixbuf_get_n_channels (pixbuf);
}

static void
test_stays (void)
{
  g_autoptr (GdkPixbuf) pixbuf = sample_pixbuf (40, 30, 1, TRUE);
  g_autoptr (GBytes) png = sample_encode (pixbuf, "png");
  g_autoptr (GBytes) jpeg = sample_encode (pixbuf, "jpeg");
  g_autoptr (EaselBookPicture) of_png = load_good (png, "image/png", 40, 30);
  g_autoptr (EaselBookPicture) of_jpeg = load_good (jpeg, "image/jpeg", 40, 30);

  g_assert_true (g_bytes_equal (png, of_png->bytes));
  g_assert_true (g_bytes_equal (jpeg, of_jpeg->bytes));
}

/* Where it was taken is nobody's business. */
static void
test_metadata (void)
{
  g_autoptr (GdkPixbuf) pixbuf = sample_pixbuf (40, 30, 1, FALSE);
  g_autoptr (GBytes) jpeg = sample_encode (pixbuf, "jpeg");
  g_autoptr (GBytes) with_exif = sample_add_exif (jpeg, 6);
  g_autoptr (EaselBookPicture) picture = load_good (with_exif, "image/jpeg", 30, 40);
  g_autoptr (GdkPixbuf) shown = decode (picture);

  g_assert_true (sample_contains (with_exif, "Exif", 4));
  g_assert_false (sample_contains (picture->bytes, "Exif", 4));
  /* turned to the right: red was on the left, and is on top */
  g_assert_cmpuint (get_pixel (shown, 15, 5)[0], >, 200);
  g_assert_cmpuint (get_pixel (shown, 15, 35)[2], >, 200);
}

static void
test_webp (void)
{
  g_autoptr (GBytes) opaque = book_sample_webp (FALSE);
  g_autoptr (GBytes) clear = book_sample_webp (TRUE);
  g_autoptr (EaselBookPicture) jpeg = load_good (opaque, "image/jpeg", 40, 30);
  g_autoptr (EaselBookPicture) png = load_good (clear, "image/png", 40, 30);
  g_autoptr (GdkPixbuf) gradient = decode (jpeg);
  g_autoptr (GdkPixbuf) circle = decode (png);

  g_assert_cmpuint (get_pixel (gradient, 20, 1)[0], >, 200);
  g_assert_cmpuint (get_pixel (gradient, 20, 28)[2], >, 200);
  g_assert_cmpuint (get_pixel (circle, 0, 0)[3], ==, 0);
  g_assert_cmpuint (get_pixel (circle, 20, 15)[0], >, 200);
  g_assert_cmpuint (get_pixel (circle, 20, 15)[3], ==, 255);
}

static void
test_other_formats (void)
{
  g_autoptr (GBytes) gif = sample_get (SAMPLE_ANIMATED_GIF);
  g_autoptr (GBytes) deep = sample_get (SAMPLE_DEEP_PNG);
  g_autoptr (GBytes) cmyk = sample_get (SAMPLE_CMYK_JPEG);
  g_autoptr (EaselBookPicture) first = load_good (gif, "image/jpeg", 6, 4);
  g_autoptr (EaselBookPicture) of_deep = load_good (deep, "image/png", 4, 4);
  g_autoptr (EaselBookPicture) of_cmyk = load_good (cmyk, "image/jpeg", 8, 8);
  g_autoptr (GdkPixbuf) shown = decode (first);

  /* of the two frames the red one */
  g_assert_cmpuint (get_pixel (shown, 3, 2)[0], >, 200);
}

/* (transfer full): pixels no encoder makes small */
static GBytes *
encode_noise (int width, int height, gboolean alpha)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, alpha, 8, width, height);
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  gsize size = (gsize) gdk_pixbuf_get_rowstride (pixbuf) * ((gsize) height - 1)
               + (gsize) width * (alpha ? 4 : 3);
  guint8 *pixels = gdk_pixbuf_get_pixels (pixbuf);

  for (gsize i = 0; i < size; i++)
    pixels[i] = (guint8) g_rand_int (random);
  return sample_encode (pixbuf, "png");
}

static void
test_large (void)
{
  g_autoptr (GBytes) painting = encode_noise (500, 400, FALSE);
  g_autoptr (GBytes) cutout = encode_noise (500, 400, TRUE);
  g_autoptr (GdkPixbuf) wide = sample_pixbuf (4800, 100, 1, FALSE);
  g_autoptr (GBytes) wide_png = sample_encode (wide, "png");
  g_autoptr (EaselBookPicture) of_painting = load_good (painting, "image/jpeg", 500, 400);
  g_autoptr (EaselBookPicture) of_cutout = load_good (cutout, "image/png", 500, 400);
  g_autoptr (EaselBookPicture) of_wide = load_good (wide_png, "image/jpeg", 2400, 50);

  g_assert_true (g_bytes_equal (cutout, of_cutout->bytes));
}

static void
assert_bad (const char *what, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselBookPicture) picture = load (bytes, &error);

  g_test_message ("%s", what);
  g_assert_error (error, EASEL_BOOK_ERROR, EASEL_BOOK_ERROR_PICTURE);
  g_assert_nonnull (strstr (error->message, "“The Lamp”"));
  g_assert_nonnull (strstr (error->message, "“file.png”"));
  g_assert_null (picture);
}

static void
test_bad (void)
{
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) text = g_bytes_new_static ("Dear diary,", 11);
  g_autoptr (GBytes) huge = sample_get (SAMPLE_HUGE_PNG);
  g_autoptr (GBytes) zero = sample_get (SAMPLE_ZERO_PNG);
  g_autoptr (GBytes) jpeg = sample_portrait ();
  g_autoptr (GBytes) cut_jpeg = sample_cut (jpeg, g_bytes_get_size (jpeg) / 2);
  g_autoptr (GBytes) webp = book_sample_webp (TRUE);
  g_autoptr (GBytes) cut_webp = sample_cut (webp, 200);
  g_autoptr (GBytes) png = encode_noise (40, 30, TRUE);
  g_autoptr (GBytes) cut_png = sample_cut (png, 2000);

  assert_bad ("nothing", nothing);
  assert_bad ("text", text);
  assert_bad ("huge", huge);
  assert_bad ("zero", zero);
  assert_bad ("cut jpeg", cut_jpeg);
  assert_bad ("cut webp", cut_webp);
  assert_bad ("cut png", cut_png);
}

static void
test_no_file (void)
{
  g_auto (SampleFolder) folder = { NULL };
  g_autofree char *gone = NULL;
  g_autofree char *pipe = NULL;
  g_autoptr (GError) error = NULL;

  sample_folder_init (&folder);
  gone = sample_folder_get (&folder, "gone.png");
  pipe = sample_folder_get (&folder, "pipe.png");
  g_assert_no_errno (mkfifo (pipe, 0600));

  g_assert_null (easel_book_picture_load (gone, NULL, NULL, &error));
  g_assert_error (error, EASEL_BOOK_ERROR, EASEL_BOOK_ERROR_PICTURE);
  g_assert_cmpstr (error->message, ==,
                   "The cover’s picture “gone.png” cannot be used: the file is gone.");
  g_clear_error (&error);

  g_assert_null (easel_book_picture_load (pipe, "The Lamp", NULL, &error));
  g_assert_error (error, EASEL_BOOK_ERROR, EASEL_BOOK_ERROR_PICTURE);
  g_clear_error (&error);

  g_assert_null (easel_book_picture_load (folder.path, "The Lamp", NULL, &error));
  g_assert_error (error, EASEL_BOOK_ERROR, EASEL_BOOK_ERROR_PICTURE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/book/picture/stays", test_stays);
  g_test_add_func ("/book/picture/metadata", test_metadata);
  g_test_add_func ("/book/picture/webp", test_webp);
  g_test_add_func ("/book/picture/other-formats", test_other_formats);
  g_test_add_func ("/book/picture/large", test_large);
  g_test_add_func ("/book/picture/bad", test_bad);
  g_test_add_func ("/book/picture/no-file", test_no_file);

  return g_test_run ();
}
