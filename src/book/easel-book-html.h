/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-book.h"

G_BEGIN_DECLS

/**
 * easel_book_write_html:
 * @file: where to; it must have a path, and is replaced
 *
 * Writes one page that needs nothing else: the pictures are in it. It follows the reader's light
 * or dark mode, and prints as a book. Blocks; any thread. On failure nothing is left behind, and
 * what was there is untouched.
 *
 * Returns: %FALSE with %EASEL_BOOK_ERROR or %G_IO_ERROR_CANCELLED
 */
gboolean
easel_book_write_html (EaselBook *self, GFile *file, GCancellable *cancellable, GError **error);

G_END_DECLS
