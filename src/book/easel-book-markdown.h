/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-book.h"

G_BEGIN_DECLS

/**
 * easel_book_write_markdown:
 * @file: where to; it must have a path, and is replaced
 *
 * Writes a text, and its pictures into a folder beside it, which is named after it:
 * “Story.md” and “Story-pictures/”. What is in that folder stays there: pictures are named
 * after what they show, byte by byte, and so the text that was there before keeps its own.
 * Blocks; any thread. On failure nothing is left behind, and what was there is untouched.
 *
 * Returns: %FALSE with %EASEL_BOOK_ERROR or %G_IO_ERROR_CANCELLED
 */
gboolean
easel_book_write_markdown (EaselBook *self, GFile *file, GCancellable *cancellable, GError **error);

G_END_DECLS
