/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-picture.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* What easel_picture_scale() is made of. Worker threads only. */

/**
 * easel_picture_open_file:
 * @display_name: for the error's sentence
 *
 * Opens @path for reading if it is a regular file with a size a picture can have. Never
 * waits, whatever is at @path.
 *
 * Returns: a file descriptor to close, or -1
 */
int easel_picture_open_file (const char *path, const char *display_name, GError **error);

/* Reads on like read(2), with the sentence for a failure. Returns 0 at the end, -1 on errors. */
gssize
easel_picture_read (int fd, const char *display_name, void *buffer, gsize size, GError **error);

/**
 * easel_picture_decode:
 * @info: (out) (optional)
 *
 * Returns: (transfer full) (nullable): upright, not longer than @max_edge on either side
 */
GdkPixbuf *easel_picture_decode (const char *path,
                                 const char *display_name,
                                 int max_edge,
                                 EaselPictureInfo *info,
                                 GCancellable *cancellable,
                                 GError **error);

/**
 * easel_picture_encode:
 * @quality: of a JPEG, 1 to 100
 * @mime_type: (out)
 *
 * Returns: (transfer full) (nullable): without any metadata
 */
GBytes *
easel_picture_encode (GdkPixbuf *pixbuf, int quality, const char **mime_type, GError **error);

G_END_DECLS
