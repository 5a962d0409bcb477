/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-book.h"

G_BEGIN_DECLS

/**
 * easel_book_write_pdf:
 * @file: where to; it must have a path, and is replaced
 *
 * Writes A5 pages with the fonts of this computer in them, an outline, and a structure for who
 * has them read out. Cairo knows no words for pictures in that structure. Blocks; any thread. On
 * failure nothing is left behind, and what was there is untouched.
 *
 * Returns: %FALSE with %EASEL_BOOK_ERROR or %G_IO_ERROR_CANCELLED
 */
gboolean
easel_book_write_pdf (EaselBook *self, GFile *file, GCancellable *cancellable, GError **error);

G_END_DECLS
