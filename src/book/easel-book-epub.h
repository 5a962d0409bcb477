/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-book.h"

G_BEGIN_DECLS

/**
 * easel_book_write_epub:
 * @file: where to; it must have a path, and is replaced
 *
 * Writes an EPUB 3.3. The same book is the same file, byte by byte. Blocks; any thread. On
 * failure nothing is left behind, and what was there is untouched.
 *
 * Returns: %FALSE with %EASEL_BOOK_ERROR or %G_IO_ERROR_CANCELLED
 */
gboolean
easel_book_write_epub (EaselBook *self, GFile *file, GCancellable *cancellable, GError **error);

G_END_DECLS
