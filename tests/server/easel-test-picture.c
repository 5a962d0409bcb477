/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-test-picture.h"

#include "easel-test-wires.h"

#include <string.h>

/* The longer side of what is answered; only the ratio of what was asked for is kept. */
#define EDGE 96
#define USAGE                                                                                      \
  "\"usage\":{\"total_tokens\":150,\"input_tokens\":50,\"output_tokens\":100,"                     \
  "\"input_tokens_details\":{\"text_tokens\":50,\"image_tokens\":0}}"

/* PNG */

static guint32
crc32_of (const guint8 *data, gsize length)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < length; i++)
    {
      crc ^= data[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = (crc >> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
  return ~crc;
}

static void
add_number (GByteArray *png, guint32 number)
{
  guint32 big_endian = GUINT32_TO_BE (number);

  g_byte_array_append (png, (const guint8 *) &big_endian, sizeof big_endian);
}

static void
add_chunk (GByteArray *png, const char *type, const guint8 *data, gsize length)
{
  guint start = png->len + 4;

  add_number (png, (guint32) length);
  g_byte_array_append (png, (const guint8 *) type, 4);
  g_byte_array_append (png, data, (guint) length);
  add_number (png, crc32_of (png->data + start, length + 4));
}

static GBytes *
compress (GByteArray *rows)
{
  g_autoptr (GZlibCompressor) zlib = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9);
  g_autoptr (GBytes) bytes = g_bytes_new (rows->data, rows->len);
  GBytes *result = g_converter_convert_bytes (G_CONVERTER (zlib), bytes, NULL);

  g_assert (result != NULL);
  return result;
}

GBytes *
easel_test_picture_new (guint width, guint height, guint32 color)
{
  const guint8 filter = 0;
  const guint8 pixel[] = { (guint8) (color >> 16), (guint8) (color >> 8), (guint8) color };
  const guint8 kind[] = { 8, 2, 0, 0, 0 }; /* 8 bit RGB */
  g_autoptr (GByteArray) header = g_byte_array_new ();
  g_autoptr (GByteArray) rows = g_byte_array_new ();
  g_autoptr (GBytes) packed = NULL;
  GByteArray *png = g_byte_array_new ();

  add_number (header, width);
  add_number (header, height);
  g_byte_array_append (header, kind, sizeof kind);
  for (guint y = 0; y < height; y++)
    {
      g_byte_array_append (rows, &filter, 1);
      for (guint x = 0; x < width; x++)
        g_byte_array_append (rows, pixel, sizeof pixel);
    }
  packed = compress (rows);

  g_byte_array_append (png, (const guint8 *) "\x89PNG\r\n\x1a\n", 8);
  add_chunk (png, "IHDR", header->data, header->len);
  add_chunk (png, "IDAT", g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));
  add_chunk (png, "IEND", NULL, 0);
  return g_byte_array_free_to_bytes (png);
}

/* Answers */

static gint64
get_int (JsonObject *request, const char *name)
{
  return request != NULL ? json_object_get_int_member_with_default (request, name, 0) : 0;
}

static const char *
get_string (JsonObject *request, const char *name)
{
  return request != NULL ? json_object_get_string_member_with_default (request, name, "") : "";
}

/* "1024x512" of the Images API, or "16:9" of Gemini's */
static const char *
get_size (JsonObject *request)
{
  JsonObject *config = request != NULL && json_object_has_member (request, "generationConfig")
                           ? json_object_get_object_member (request, "generationConfig")
                           : NULL;

  if (config == NULL || !json_object_has_member (config, "imageConfig"))
    return get_string (request, "size");
  return get_string (json_object_get_object_member (config, "imageConfig"), "aspectRatio");
}

static char *
make_picture (JsonObject *request, guint number, guint stage)
{
  g_autofree char *key = g_strdup_printf ("%s %u %u", get_string (request, "prompt"), number,
                                          stage);
  g_auto (GStrv) size = g_strsplit_set (get_size (request), "x:", 2);
  guint64 width = g_strv_length (size) == 2 ? g_ascii_strtoull (size[0], NULL, 10) : 0;
  guint64 height = width > 0 ? g_ascii_strtoull (size[1], NULL, 10) : 0;
  g_autoptr (GBytes) png = NULL;

  if (width == 0 || height == 0)
    width = height = 1;
  png = easel_test_picture_new ((guint) (EDGE * width / MAX (width, height)),
                                (guint) (EDGE * height / MAX (width, height)),
                                g_str_hash (key) & 0xffffff);
  return g_base64_encode (g_bytes_get_data (png, NULL), g_bytes_get_size (png));
}

static void
add_event (GString *stream, GArray *offsets, const char *type, const char *picture, const char *end)
{
  gsize offset;

  g_string_append_printf (stream, "event: %s\ndata: {\"type\":\"%s\",\"b64_json\":\"%s\",%s}\n\n",
                          type, type, picture, end);
  offset = stream->len;
  g_array_append_val (offsets, offset);
}

static GBytes *
make_stream (JsonObject *request, gboolean edit, guint number, GArray *offsets)
{
  const char *name = edit ? "image_edit" : "image_generation";
  g_autofree char *partial_type = g_strconcat (name, ".partial_image", NULL);
  g_autofree char *completed_type = g_strconcat (name, ".completed", NULL);
  g_autofree char *picture = make_picture (request, number, G_MAXUINT);
  gint64 n_partials = get_int (request, "partial_images");
  GString *stream = g_string_new (NULL);

  for (gint64 i = 0; i < n_partials; i++)
    {
      g_autofree char *partial = make_picture (request, number, (guint) i);
      g_autofree char *end = g_strdup_printf ("\"partial_image_index\":%" G_GINT64_FORMAT, i);

      add_event (stream, offsets, partial_type, partial, end);
    }
  add_event (stream, offsets, completed_type, picture, USAGE);
  return g_string_free_to_bytes (stream);
}

GBytes *
easel_test_picture_answer (const char *path,
                           JsonNode *request,
                           gboolean edit,
                           guint number,
                           const char **stream_type,
                           GArray *offsets)
{
  JsonObject *object = request != NULL && JSON_NODE_HOLDS_OBJECT (request)
                           ? json_node_get_object (request)
                           : NULL;
  g_autofree char *picture = NULL;
  char *text;

  picture = make_picture (object, number, G_MAXUINT);
  *stream_type = "text/event-stream";
  if (g_str_has_suffix (path, ":streamGenerateContent"))
    return easel_test_wires_picture (picture, offsets);
  if (object != NULL && json_object_get_boolean_member_with_default (object, "stream", FALSE))
    return make_stream (object, edit, number, offsets);

  *stream_type = NULL;
  text = g_strdup_printf ("{\"created\":1,\"data\":[{\"b64_json\":\"%s\"}]," USAGE "}", picture);
  return g_bytes_new_take (text, strlen (text));
}
