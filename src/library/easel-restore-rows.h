/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-backup-manifest.h"
#include "easel-library-backup.h"
#include "easel-library-database.h"

G_BEGIN_DECLS

/**
 * easel_restore_rows_apply:
 * @db: inside a transaction that writes, with the adopted database of a backup as “backup”
 * @manifest: of that backup
 * @counts: (out): all but @n_own
 * @added: (element-type utf8): gets the ids of entities that were not there before
 *
 * Adds what is in the backup to the library.
 *
 * Returns: %FALSE with %EASEL_DATABASE_ERROR_CORRUPT when a row is none of a library’s
 */
gboolean easel_restore_rows_apply (sqlite3 *db,
                                   EaselBackupManifest *manifest,
                                   EaselRestoreCounts *counts,
                                   GPtrArray *added,
                                   GError **error);

G_END_DECLS
