/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EaselBookOutput:
 *
 * A file that is written beside the one it becomes: until easel_book_output_finish() the old one
 * is there, whole, and afterwards the new one. Freed before that, it leaves nothing behind.
 * One thread at a time; everything blocks.
 */
typedef struct _EaselBookOutput EaselBookOutput;

/* @file must have a path. Returns: (transfer full) (nullable) */
EaselBookOutput *easel_book_output_new (GFile *file, GError **error);
void easel_book_output_free (EaselBookOutput *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselBookOutput, easel_book_output_free)

gboolean
easel_book_output_write (EaselBookOutput *self, gconstpointer data, gsize size, GError **error);

/* Puts the file in its place; not when @cancellable is canceled. */
gboolean
easel_book_output_finish (EaselBookOutput *self, GCancellable *cancellable, GError **error);

/* Writes all of @file at once, in the same way. */
gboolean easel_book_output_write_file (GFile *file,
                                       gconstpointer data,
                                       gsize size,
                                       GCancellable *cancellable,
                                       GError **error);

/* Sets the sentence for what went wrong with @file, an errno. Returns: always %FALSE */
gboolean easel_book_output_set_error (GFile *file, int number, GError **error);

G_END_DECLS
