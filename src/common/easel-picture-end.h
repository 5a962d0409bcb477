/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  EASEL_PICTURE_END_UNKNOWN, /* a format that is not looked into here */
  EASEL_PICTURE_END_PRESENT,
  EASEL_PICTURE_END_MISSING,
} EaselPictureEnd;

/**
 * easel_picture_end_find:
 * @format: gdk-pixbuf's name for the format
 * @data: (array length=size): the whole file
 *
 * Decoders are made for pictures that are still arriving: they show what is there and do not
 * complain when the rest never comes. So the file's own end mark is looked for, by walking
 * its segments; what a camera appends behind the mark does not matter.
 */
EaselPictureEnd easel_picture_end_find (const char *format, const guint8 *data, gsize size);

G_END_DECLS
