/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-backup.h"
#include "easel-library.h"

G_BEGIN_DECLS

/* A library as one file, to be put into another one. Jobs, providers and keys are not in it. All
 * block, for worker threads, any number at once; the library can be used and changed meanwhile. */

/**
 * EaselBackupCounts:
 * @n_entries: things without pictures
 * @n_pictures: pictures
 * @n_missing: those of them whose files could not be read, so that only what is known of them is
 *   in the backup
 */
typedef struct
{
  guint n_entries;
  guint n_pictures;
  guint n_missing;
} EaselBackupCounts;

/**
 * easel_library_back_up:
 * @file: must have a path; replaced when it is there
 *
 * Writes the library as it is at one moment, and the person’s own files beside it. Until all is
 * written, what was there before stays.
 *
 * Returns: %FALSE with an %EASEL_OUTPUT_ERROR, an %EASEL_DATABASE_ERROR or
 *   %G_IO_ERROR_CANCELLED; nothing is left behind then
 */
gboolean easel_library_back_up (EaselLibrary *self,
                                GFile *file,
                                EaselBackupProgress progress,
                                gpointer user_data,
                                EaselBackupCounts *counts,
                                GCancellable *cancellable,
                                GError **error);

/**
 * EaselRestoreCounts:
 * @n_entries: things without pictures that are added
 * @n_pictures: pictures that are added
 * @n_missing: those of them whose files are not in the backup
 * @n_files: files that come back, of pictures that are here
 * @n_kept: what is in both, pictures too: it stays as it is here
 * @n_recipes: recipes that are added
 * @n_own: the person’s own analyzers, generators and so on that are added
 * @keeps_here: whether the library is kept on this machine from then on, because the backup’s was
 */
typedef struct
{
  guint n_entries;
  guint n_pictures;
  guint n_missing;
  guint n_files;
  guint n_kept;
  guint n_recipes;
  guint n_own;
  gboolean keeps_here;
} EaselRestoreCounts;

/**
 * easel_library_inspect_backup:
 * @counts: (out): what easel_library_restore() would do now
 * @created: (out) (transfer full): when it was made, as ISO 8601
 * @digest: (out) (transfer full): what tells this backup from every other
 *
 * Reads all of a backup and changes nothing.
 *
 * Returns: %FALSE with an %EASEL_BACKUP_ERROR, an %EASEL_DATABASE_ERROR or
 *   %G_IO_ERROR_CANCELLED
 */
gboolean easel_library_inspect_backup (EaselLibrary *self,
                                       GFile *file,
                                       EaselBackupProgress progress,
                                       gpointer user_data,
                                       EaselRestoreCounts *counts,
                                       char **created,
                                       char **digest,
                                       GCancellable *cancellable,
                                       GError **error);

/**
 * easel_library_restore:
 * @digest: (nullable): from easel_library_inspect_backup(): with another file it is
 *   %EASEL_BACKUP_ERROR_CHANGED
 *
 * Adds what is in the backup and not here. What is here stays as it is, told by its id, a picture
 * also by its bytes; where its file is gone, or cut short, that comes back. All of it or nothing:
 * also when it is cut off in the middle, but then files of pictures may be left over, which the
 * next try takes. Can be repeated.
 */
gboolean easel_library_restore (EaselLibrary *self,
                                GFile *file,
                                const char *digest,
                                EaselBackupProgress progress,
                                gpointer user_data,
                                EaselRestoreCounts *counts,
                                GCancellable *cancellable,
                                GError **error);

G_END_DECLS
