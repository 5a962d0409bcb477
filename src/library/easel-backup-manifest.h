/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-backup.h"

G_BEGIN_DECLS

/* What is in a file of a backup. */
typedef struct
{
  gint64 bytes;
  char *sha256;
} EaselBackupFile;

/**
 * EaselBackupManifest:
 * @easel: the version of Easel that wrote it
 * @created: when, as ISO 8601
 * @n_entries: how many things are in the library, without pictures
 * @n_pictures: how many pictures
 * @files: (element-type utf8 EaselBackupFile): by their names, all but the manifest itself
 * @missing: (element-type utf8): names of pictures that the library has, but whose files could not
 *   be read
 *
 * What a backup says about itself: manifest.json. Owned fields.
 */
typedef struct
{
  char *easel;
  char *created;
  guint n_entries;
  guint n_pictures;
  GHashTable *files;
  GHashTable *missing;
} EaselBackupManifest;

EaselBackupManifest *easel_backup_manifest_new (void);
void easel_backup_manifest_free (EaselBackupManifest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselBackupManifest, easel_backup_manifest_free)

void easel_backup_manifest_add_file (EaselBackupManifest *self,
                                     const char *name,
                                     gint64 bytes,
                                     const char *sha256);

/* (transfer full) */
char *easel_backup_manifest_to_json (EaselBackupManifest *self);

/* @name: of the backup, for sentences. Returns: (transfer full) (nullable): %NULL with
 * %EASEL_BACKUP_ERROR_FOREIGN, _TOO_NEW or _DAMAGED */
EaselBackupManifest *
easel_backup_manifest_from_json (const char *json, gssize length, const char *name, GError **error);

/* Sets the sentence for a backup that is not as it was written. Returns: always %FALSE */
gboolean easel_backup_set_damaged (const char *name, GError **error);
gboolean easel_backup_set_foreign (const char *name, GError **error);

G_END_DECLS
