/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "generate-fixture.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

/* What leaves with a picture: what it shows, and nothing its file says besides. */

/* In each place where a file can say something. */
#define NOTE "48.8584N 2.2945E Serial 0815"

static void
append_be (GByteArray *bytes, guint32 value, guint size)
{
  for (guint i = 0; i < size; i++)
    {
      guint8 byte = (guint8) (value >> (8 * (size - 1 - i)));

      g_byte_array_append (bytes, &byte, 1);
    }
}

/* EXIF that says how the camera was held (6: on its side), and a note where the place would be. */
static GByteArray *
make_exif (void)
{
  GByteArray *exif = g_byte_array_new ();

  g_byte_array_append (exif, (const guint8 *) "MM\0*\0\0\0\x08", 8);
  append_be (exif, 2, 2);
  append_be (exif, 0x0112, 2); /* orientation: a short */
  append_be (exif, 3, 2);
  append_be (exif, 1, 4);
  append_be (exif, 6 << 16, 4);
  append_be (exif, 0x8825, 2); /* place: a table of its own */
  append_be (exif, 4, 2);
  append_be (exif, 1, 4);
  append_be (exif, 38, 4);
  append_be (exif, 0, 4);
  append_be (exif, 1, 2);
  append_be (exif, 0x001b, 2); /* how it was found: bytes */
  append_be (exif, 7, 2);
  append_be (exif, sizeof NOTE, 4);
  append_be (exif, 56, 4);
  append_be (exif, 0, 4);
  g_byte_array_append (exif, (const guint8 *) NOTE, sizeof NOTE);
  return exif;
}

static GBytes *
encode (const char *format)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 24, 16);
  g_autoptr (GError) error = NULL;
  char *data;
  gsize length;

  gdk_pixbuf_fill (pixbuf, 0x336699ff);
  gdk_pixbuf_save_to_buffer (pixbuf, &data, &length, format, &error, NULL);
  g_assert_no_error (error);
  return g_bytes_new_take (data, length);
}

static void
append_segment (GByteArray *jpeg, guint8 marker, const char *name, gsize n_name, GByteArray *body)
{
  append_be (jpeg, 0xff00 | marker, 2);
  append_be (jpeg, (guint32) (2 + n_name + body->len), 2);
  g_byte_array_append (jpeg, (const guint8 *) name, (guint) n_name);
  g_byte_array_append (jpeg, body->data, body->len);
}

/* With EXIF, XMP, IPTC, a comment, and more after its end. */
static GBytes *
make_jpeg (void)
{
  static const char xmp[] = "http://ns.adobe.com/xap/1.0/";
  static const char iptc[] = "Photoshop 3.0";
  g_autoptr (GBytes) plain = encode ("jpeg");
  g_autoptr (GByteArray) exif = make_exif ();
  g_autoptr (GByteArray) note = g_byte_array_new ();
  GByteArray *jpeg = g_byte_array_new ();
  gsize size;
  const guint8 *data = g_bytes_get_data (plain, &size);

  g_byte_array_append (note, (const guint8 *) NOTE, sizeof NOTE);
  g_byte_array_append (jpeg, data, 2);
  append_segment (jpeg, 0xe1, "Exif\0\0", 6, exif);
  append_segment (jpeg, 0xe1, xmp, sizeof xmp, note);
  append_segment (jpeg, 0xed, iptc, sizeof iptc, note);
  append_segment (jpeg, 0xfe, "", 0, note);
  g_byte_array_append (jpeg, data + 2, (guint) size - 2);
  g_byte_array_append (jpeg, note->data, note->len);
  return g_byte_array_free_to_bytes (jpeg);
}

static guint32
checksum (const guint8 *data, gsize length)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < length; i++)
    {
      crc ^= data[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xedb88320 : 0);
    }
  return ~crc;
}

static void
append_chunk (GByteArray *png, const char *type, const char *name, gsize n_name, GByteArray *body)
{
  guint start;

  append_be (png, (guint32) (n_name + body->len), 4);
  start = png->len;
  g_byte_array_append (png, (const guint8 *) type, 4);
  g_byte_array_append (png, (const guint8 *) name, (guint) n_name);
  g_byte_array_append (png, body->data, body->len);
  append_be (png, checksum (png->data + start, png->len - start), 4);
}

static GBytes *
make_png (void)
{
  static const char xmp[] = "XML:com.adobe.xmp\0\0\0\0";
  const guint header = 8 + 25; /* the signature and IHDR */
  g_autoptr (GBytes) plain = encode ("png");
  g_autoptr (GByteArray) exif = make_exif ();
  g_autoptr (GByteArray) note = g_byte_array_new ();
  GByteArray *png = g_byte_array_new ();
  gsize size;
  const guint8 *data = g_bytes_get_data (plain, &size);

  g_byte_array_append (note, (const guint8 *) NOTE, strlen (NOTE));
  g_byte_array_append (png, data, header);
  append_chunk (png, "eXIf", "", 0, exif);
  append_chunk (png, "tEXt", "Comment", 8, note);
  append_chunk (png, "iTXt", xmp, sizeof xmp, note);
  g_byte_array_append (png, data + header, (guint) size - header);
  return g_byte_array_free_to_bytes (png);
}

static gboolean
can_write (const char *format)
{
  g_autoptr (GSList) formats = gdk_pixbuf_get_formats ();

  for (GSList *l = formats; l != NULL; l = l->next)
    {
      g_autofree char *name = gdk_pixbuf_format_get_name (l->data);

      if (g_str_equal (name, format))
        return gdk_pixbuf_format_is_writable (l->data);
    }
  return FALSE;
}

static void
append_riff (GByteArray *riff, const char *name, const guint8 *data, guint size)
{
  g_byte_array_append (riff, (const guint8 *) name, 4);
  append_be (riff, GUINT32_SWAP_LE_BE (size), 4);
  g_byte_array_append (riff, data, size);
  if (size % 2 != 0)
    append_be (riff, 0, 1);
}

static GBytes *
make_webp (void)
{
  static const guint8 wide[] = { 0x08, 0, 0, 0, 23, 0, 0, 15, 0, 0 }; /* has EXIF; 24 × 16 */
  g_autoptr (GBytes) plain = encode ("webp");
  g_autoptr (GByteArray) exif = make_exif ();
  g_autoptr (GByteArray) inside = g_byte_array_new ();
  GByteArray *webp = g_byte_array_new ();
  gsize size;
  const guint8 *data = g_bytes_get_data (plain, &size);

  g_byte_array_append (inside, (const guint8 *) "WEBP", 4);
  append_riff (inside, "VP8X", wide, sizeof wide);
  g_assert_cmpint (memcmp (data + 12, "VP8 ", 4), ==, 0);
  g_byte_array_append (inside, data + 12, (guint) size - 12);
  append_riff (inside, "EXIF", exif->data, exif->len);
  append_riff (webp, "RIFF", inside->data, inside->len);
  return g_byte_array_free_to_bytes (webp);
}

/* Looking --------------------------------------------------------------------------------- */

static gboolean
has_bytes (GBytes *bytes, const char *words)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  return memmem (data, size, words, strlen (words)) != NULL;
}

/* A JPEG has nothing but what decoding takes, and the six bytes that call it one. */
static void
assert_bare_jpeg (GBytes *picture)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (picture, &size);

  for (gsize at = 2; at + 4 < size && data[at + 1] != 0xda;
       at += 2 + ((gsize) data[at + 2] << 8 | data[at + 3]))
    {
      g_assert_cmphex (data[at], ==, 0xff);
      g_assert_cmphex (data[at + 1], !=, 0xfe);
      g_assert_true (data[at + 1] < 0xe1 || data[at + 1] > 0xef);
    }
}

/* @upright: whether the camera's word on how it was held was obeyed */
static void
assert_bare (GBytes *picture, gboolean upright)
{
  static const char *const marks[] = { NOTE,   "Exif",  "eXIf",      "tEXt", "iTXt",
                                       "EXIF", "adobe", "Photoshop", "XML" };
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  g_autoptr (GError) error = NULL;
  GdkPixbuf *pixbuf;

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    g_assert_false (has_bytes (picture, marks[i]));
  gdk_pixbuf_loader_write_bytes (loader, picture, &error);
  g_assert_no_error (error);
  gdk_pixbuf_loader_close (loader, &error);
  g_assert_no_error (error);
  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  g_assert_null (gdk_pixbuf_get_option (pixbuf, "orientation"));
  if (upright)
    g_assert_cmpint (gdk_pixbuf_get_width (pixbuf), ==, 16);
  if (has_bytes (picture, "JFIF"))
    assert_bare_jpeg (picture);
}

/* (transfer full): the picture in what was sent: in JSON, or in a form */
static GBytes *
find_picture (JsonObject *request)
{
  const char *base64 = NULL;
  g_autofree char *text = NULL;
  gsize size;
  guchar *data;

  if (json_object_has_member (request, "form"))
    {
      JsonArray *form = json_object_get_array_member (request, "form");

      for (guint i = 0; i < json_array_get_length (form); i++)
        {
          JsonObject *part = json_array_get_object_element (form, i);

          if (json_object_has_member (part, "base64"))
            base64 = json_object_get_string_member (part, "base64");
        }
    }
  else
    {
      base64 = strstr (json_object_get_string_member (request, "body"), ";base64,");
      g_assert_nonnull (base64);
      text = g_strndup (base64 + 8, strcspn (base64 + 8, "\""));
      base64 = text;
    }
  g_assert_nonnull (base64);
  data = g_base64_decode (base64, &size);
  return g_bytes_new_take (data, size);
}

/* Sends @picture on each way there is, and looks at what the server got. */
static void
send (GBytes *picture, const char *name, gboolean upright)
{
  g_autoptr (StudioFixture) fixture = generate_fixture_new (NULL);
  g_autofree char *uri = studio_fixture_write_bytes (
      fixture, name, g_bytes_get_data (picture, NULL), (gssize) g_bytes_get_size (picture));
  g_autofree char *recipe = g_strdup_printf (
      "{\"generator\":\"modular\",\"subject\":{\"file\":\"%s\"}}", uri);
  g_autoptr (JsonObject) analyzed = NULL;
  g_autoptr (JsonObject) made = NULL;
  g_autoptr (JsonArray) journal = NULL;
  g_autoptr (GError) error = NULL;
  guint n_pictures = 0;

  easel_test_server_set_script (fixture->server,
                                "{\"journal_pictures\":true,\"routes\":[" FIXTURE_ANSWER
                                "," GENERATE_ANSWER "," EDIT_ANSWER "]}",
                                &error);
  g_assert_no_error (error);
  analyzed = studio_fixture_complete (fixture, uri, "outfit");
  made = generate_fixture_complete (fixture, recipe);

  journal = easel_test_server_get_journal (fixture->server, "request");
  for (guint i = 0; i < json_array_get_length (journal); i++)
    {
      JsonObject *request = json_array_get_object_element (journal, i);
      g_autoptr (GBytes) sent = find_picture (request);
      g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), request);
      g_autofree char *text = json_to_string (node, FALSE);

      assert_bare (sent, upright);
      /* Nor what the file is called, or where it is. */
      g_assert_null (strstr (text, name));
      g_assert_null (strstr (text, fixture->dir));
      n_pictures++;
    }
  g_assert_cmpuint (n_pictures, ==, 2);
}

static void
test_jpeg (void)
{
  g_autoptr (GBytes) picture = make_jpeg ();

  g_assert_true (has_bytes (picture, NOTE));
  send (picture, "holiday-in-paris.jpg", TRUE);
}

static void
test_png (void)
{
  g_autoptr (GBytes) picture = make_png ();

  send (picture, "holiday-in-paris.png", FALSE);
}

static void
test_webp (void)
{
  g_autoptr (GBytes) picture = NULL;

  if (!can_write ("webp"))
    {
      g_test_skip ("this computer does not write WebP");
      return;
    }
  picture = make_webp ();
  send (picture, "holiday-in-paris.webp", FALSE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/uploads/jpeg", test_jpeg);
  g_test_add_func ("/uploads/png", test_png);
  g_test_add_func ("/uploads/webp", test_webp);
  return g_test_run ();
}
