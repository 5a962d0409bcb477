/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EaselPictureError: what is wrong with a file that should be a picture. Each message is a
 * sentence that names the file.
 */
typedef enum
{
  EASEL_PICTURE_ERROR_NOT_A_PICTURE,
  EASEL_PICTURE_ERROR_EMPTY,
  EASEL_PICTURE_ERROR_TRUNCATED,
  EASEL_PICTURE_ERROR_TOO_LARGE,  /* more than EASEL_PICTURE_MAX_PIXELS or _MAX_BYTES */
  EASEL_PICTURE_ERROR_NOT_A_FILE, /* a folder, a pipe, a device */
  EASEL_PICTURE_ERROR_NO_PERMISSION,
  EASEL_PICTURE_ERROR_VANISHED,
  EASEL_PICTURE_ERROR_HIDDEN, /* outside of the sandbox */
  EASEL_PICTURE_ERROR_FAILED,
} EaselPictureError;

#define EASEL_PICTURE_ERROR (easel_picture_error_quark ())
GQuark easel_picture_error_quark (void);

#define EASEL_PICTURE_MAX_PIXELS (100 * 1000 * 1000)
#define EASEL_PICTURE_MAX_BYTES (200 * 1024 * 1024)

/**
 * EaselPictureInfo:
 * @format: "jpeg", "png" …
 * @width, @height: in pixels, orientation applied
 */
typedef struct
{
  char *format;
  int width;
  int height;
} EaselPictureInfo;

void easel_picture_info_clear (EaselPictureInfo *info);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EaselPictureInfo, easel_picture_info_clear)

/* All functions block: worker threads only. */

/**
 * easel_picture_scale:
 * @max_edge: the longer side in pixels, at least 1; never enlarged
 * @mime_type: (out) (transfer none): of the result: "image/jpeg", or "image/png" when any
 *   of its pixels is transparent
 *
 * Scales while decoding, applies the orientation, drops EXIF and every other metadata. Of an
 * animation it is the first frame. A drawing (SVG) has no size of its own that matters, and
 * is drawn at @max_edge.
 *
 * Returns: (transfer full) (nullable): encoded bytes
 */
GBytes *easel_picture_scale (const char *path,
                             int max_edge,
                             const char **mime_type,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
