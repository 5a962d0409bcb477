/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-backup-manifest.h"

G_BEGIN_DECLS

/**
 * EaselBackupReader:
 *
 * A backup that is being read: everything in it is checked against the manifest, and nothing that
 * does not belong there is taken. Names of files are never used as paths before that. One thread
 * at a time; everything blocks.
 */
typedef struct _EaselBackupReader EaselBackupReader;

/**
 * easel_backup_reader_new:
 *
 * Looks at all names and at the manifest, not yet at the files.
 *
 * Returns: (transfer full) (nullable): %NULL with an %EASEL_BACKUP_ERROR
 */
EaselBackupReader *easel_backup_reader_new (GFile *file, GError **error);
void easel_backup_reader_free (EaselBackupReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselBackupReader, easel_backup_reader_free)

/* (transfer none) */
EaselBackupManifest *easel_backup_reader_get_manifest (EaselBackupReader *self);
/* (transfer none): the SHA-256 of the manifest, and so of all that is in it */
const char *easel_backup_reader_get_digest (EaselBackupReader *self);
/* (transfer none): what people call the file */
const char *easel_backup_reader_get_name (EaselBackupReader *self);
/* 0 to 1: how much was read of it */
double easel_backup_reader_get_fraction (EaselBackupReader *self);

/**
 * easel_backup_reader_next:
 * @name: (out) (transfer none) (nullable): the next file’s, %NULL after the last one
 *
 * Call it when the file before was read to its end.
 */
gboolean easel_backup_reader_next (EaselBackupReader *self, const char **name, GError **error);

/* Returns: how much was read into @buffer, 0 at the end, -1 with an error: also when the bytes are
 * not those of the manifest, which only the end shows */
gssize easel_backup_reader_read (EaselBackupReader *self, void *buffer, gsize size, GError **error);

/* (transfer full) (nullable): the whole file */
GBytes *
easel_backup_reader_read_all (EaselBackupReader *self, GCancellable *cancellable, GError **error);

G_END_DECLS
