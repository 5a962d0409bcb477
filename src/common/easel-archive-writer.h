/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-output.h"

G_BEGIN_DECLS

/**
 * EaselArchiveWriter: a ZIP file that is being written. One thread at a time; everything blocks.
 */
typedef struct _EaselArchiveWriter EaselArchiveWriter;

/* @output is written to until easel_archive_writer_close(). Returns: (transfer full) (nullable) */
EaselArchiveWriter *easel_archive_writer_new (EaselOutput *output, GError **error);
void easel_archive_writer_free (EaselArchiveWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselArchiveWriter, easel_archive_writer_free)

/* @compress: %FALSE for what is compressed by itself, and for what must be readable as it is */
gboolean easel_archive_writer_add (EaselArchiveWriter *self,
                                   const char *name,
                                   gconstpointer data,
                                   gsize size,
                                   gboolean compress,
                                   GError **error);
gboolean easel_archive_writer_add_text (EaselArchiveWriter *self,
                                        const char *name,
                                        const char *text,
                                        GError **error);

/**
 * easel_archive_writer_add_file:
 * @size, @sha256: (out) (transfer full): what was read
 *
 * Adds the bytes of @file, compressed, without having all of them in memory.
 */
gboolean easel_archive_writer_add_file (EaselArchiveWriter *self,
                                        const char *name,
                                        GFile *file,
                                        gint64 *size,
                                        char **sha256,
                                        GCancellable *cancellable,
                                        GError **error);

/* Writes the table of contents. @output remains to be finished. */
gboolean easel_archive_writer_close (EaselArchiveWriter *self, GError **error);

G_END_DECLS
