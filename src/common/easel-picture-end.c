/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-picture-end.h"

#include <string.h>

#define JPEG_START_OF_IMAGE 0xd8
#define JPEG_END_OF_IMAGE 0xd9
#define JPEG_START_OF_SCAN 0xda
#define PNG_SIGNATURE_SIZE 8
#define PNG_CHUNK_OVERHEAD 12 /* length, type, checksum */

static guint32
read_be32 (const guint8 *data)
{
  guint32 value;

  memcpy (&value, data, sizeof value);
  return GUINT32_FROM_BE (value);
}

static guint32
read_le32 (const guint8 *data)
{
  guint32 value;

  memcpy (&value, data, sizeof value);
  return GUINT32_FROM_LE (value);
}

/* Skips a scan's coded data, in which 0xff is always followed by a zero or a restart mark. */
static gsize
skip_jpeg_scan (const guint8 *data, gsize size, gsize at)
{
  while (at + 1 < size)
    {
      const guint8 *mark = memchr (data + at, 0xff, size - at - 1);

      if (mark == NULL)
        return size;
      at = (gsize) (mark - data);
      if (mark[1] != 0x00 && mark[1] != 0xff && (mark[1] < 0xd0 || mark[1] > 0xd7))
        return at;
      at += mark[1] == 0xff ? 1 : 2;
    }
  return size;
}

static gboolean
jpeg_has_end (const guint8 *data, gsize size)
{
  gsize at = 0;

  while (at + 1 < size && data[at] == 0xff)
    {
      guint8 marker = data[at + 1];

      if (marker == JPEG_END_OF_IMAGE)
        return TRUE;

      if (marker == 0xff)
        at += 1; /* padding */
      else if (marker == JPEG_START_OF_IMAGE)
        at += 2;
      else if (at + 3 < size)
        at += 2u + ((gsize) data[at + 2] << 8 | data[at + 3]);
      else
        return FALSE;

      if (marker == JPEG_START_OF_SCAN)
        at = skip_jpeg_scan (data, size, at);
    }
  return FALSE;
}

static gboolean
png_has_end (const guint8 *data, gsize size)
{
  gsize at = PNG_SIGNATURE_SIZE;

  while (at + PNG_CHUNK_OVERHEAD <= size)
    {
      if (memcmp (data + at + 4, "IEND", 4) == 0)
        return TRUE;
      at += (gsize) read_be32 (data + at) + PNG_CHUNK_OVERHEAD;
    }
  return FALSE;
}

EaselPictureEnd
easel_picture_end_find (const char *format, const guint8 *data, gsize size)
{
  gboolean present;

  if (g_strcmp0 (format, "jpeg") == 0)
    present = jpeg_has_end (data, size);
  else if (g_strcmp0 (format, "png") == 0)
    present = png_has_end (data, size);
  else if (g_strcmp0 (format, "bmp") == 0)
    present = size >= 6 && read_le32 (data + 2) <= size;
  else if (g_strcmp0 (format, "webp") == 0)
    present = size >= 8 && (guint64) read_le32 (data + 4) + 8 <= size;
  else
    return EASEL_PICTURE_END_UNKNOWN;

  return present ? EASEL_PICTURE_END_PRESENT : EASEL_PICTURE_END_MISSING;
}
