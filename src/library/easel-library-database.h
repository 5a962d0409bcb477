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
/* A library.sqlite from elsewhere. */

/**
 * easel_library_database_adopt:
 * @path: a file that nobody else uses
 *
 * Makes sure that it is the database of a library, sound and with nothing in it that has no
 * business there, and brings it up to date.
 *
 * Returns: %FALSE with %EASEL_DATABASE_ERROR_CORRUPT when it is not, or _TOO_NEW
 */
gboolean easel_library_database_adopt (const char *path, GError **error);
/* Lets the transactions of the writing connection see an adopted file as “backup”. One file at a
 * time: waits until the one before is detached, by the thread that attached it. */
gboolean
easel_library_database_attach (EaselLibraryDatabase *self, const char *path, GError **error);
void easel_library_database_detach (EaselLibraryDatabase *self);

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
