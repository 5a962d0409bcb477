/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* @fraction: 0 to 1, below 0 when the size is not known */
typedef void (*EaselFetchProgressFunc) (double fraction, gpointer user_data);

/**
 * easel_picture_fetch:
 * @uri: http(s), data, or any scheme GIO can read
 * @name: what people call the picture, for sentences
 * @progress: (nullable): called on the calling thread
 *
 * Brings a picture dragged out of a browser or from a share into a temporary file. No key or
 * cookie is sent, at most %EASEL_PICTURE_MAX_BYTES are read, and whether it is a picture at all
 * is for the import to say. Blocking: worker threads only.
 *
 * Returns: (transfer full) (nullable): path of the file, which is the caller's to delete
 */
char *easel_picture_fetch (const char *uri,
                           const char *name,
                           EaselFetchProgressFunc progress,
                           gpointer user_data,
                           GCancellable *cancellable,
                           GError **error);

G_END_DECLS
