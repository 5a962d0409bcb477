/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-database.h"

G_BEGIN_DECLS

/**
 * EaselLibraryDatabase:
 *
 * The connections to library.sqlite: one that writes, which threads take in turn, and a few
 * that read at the same time. Worker threads only.
 */
typedef struct _EaselLibraryDatabase EaselLibraryDatabase;

/**
 * easel_library_database_open:
 * @notice: (out) (transfer full) (nullable): a sentence when the file was damaged
 *
 * Returns: (transfer full) (nullable): %NULL with an %EASEL_DATABASE_ERROR
 */
EaselLibraryDatabase *easel_library_database_open (const char *path, char **notice, GError **error);
/* No call may be under way. */
void easel_library_database_close (EaselLibraryDatabase *self);

/* Waits for a reading connection, and starts a transaction, so that all it reads is of one
 * moment. Give it back with end_read(). */
sqlite3 *easel_library_database_begin_read (EaselLibraryDatabase *self, GError **error);
void easel_library_database_end_read (EaselLibraryDatabase *self, sqlite3 *db);

/* Waits for the writing connection, and starts a transaction. It ends with a commit() that
 * succeeds, or with rollback(). */
sqlite3 *easel_library_database_begin_write (EaselLibraryDatabase *self, GError **error);
/* On the disk when this returns %TRUE; still to be rolled back when it returns %FALSE. */
gboolean easel_library_database_commit (EaselLibraryDatabase *self, GError **error);
void easel_library_database_rollback (EaselLibraryDatabase *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselLibraryDatabase, easel_library_database_close)

G_END_DECLS
