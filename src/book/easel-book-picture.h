/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EaselBookPicture:
 * @bytes: a JPEG, or a PNG
 * @mime_type: of @bytes
 * @extension: of a file with @bytes in it, without a dot
 * @width, @height: in pixels
 *
 * A picture as it goes into a book.
 */
typedef struct
{
  GBytes *bytes;
  const char *mime_type; /* (unowned) */
  const char *extension; /* (unowned) */
  int width;
  int height;
} EaselBookPicture;

/**
 * easel_book_picture_load:
 * @path: of a file of any format this computer has a decoder for
 * @scene: (nullable): the title of the scene it belongs to, for sentences; %NULL for the cover
 *
 * Reads and decodes it whole, so that a damaged one is found. What every reader shows stays as
 * it is. All else is written anew: other formats, what is turned by its metadata, what has
 * metadata that nobody expects in a book (such as where it was taken), and what is larger than
 * a page can show. Blocks; any thread.
 *
 * Returns: (transfer full) (nullable)
 */
EaselBookPicture *easel_book_picture_load (const char *path,
                                           const char *scene,
                                           GCancellable *cancellable,
                                           GError **error);

void easel_book_picture_free (EaselBookPicture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselBookPicture, easel_book_picture_free)

G_END_DECLS
