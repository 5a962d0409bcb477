/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-book-output.h"

G_BEGIN_DECLS

/**
 * EaselBookArchive: a ZIP file that is being written. One thread at a time; everything blocks.
 */
typedef struct _EaselBookArchive EaselBookArchive;

/* @output is written to until easel_book_archive_close(). Returns: (transfer full) (nullable) */
EaselBookArchive *easel_book_archive_new (EaselBookOutput *output, GError **error);
void easel_book_archive_free (EaselBookArchive *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselBookArchive, easel_book_archive_free)

/* @compress: %FALSE for what is compressed by itself, and for what must be readable as it is */
gboolean easel_book_archive_add (EaselBookArchive *self,
                                 const char *name,
                                 gconstpointer data,
                                 gsize size,
                                 gboolean compress,
                                 GError **error);
gboolean easel_book_archive_add_text (EaselBookArchive *self,
                                      const char *name,
                                      const char *text,
                                      GError **error);

/* Writes the table of contents. @output remains to be finished. */
gboolean easel_book_archive_close (EaselBookArchive *self, GError **error);

G_END_DECLS
