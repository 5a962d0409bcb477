/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-database.h"

G_BEGIN_DECLS

/**
 * EaselStoreFile:
 *
 * jobs.sqlite, open: the connection, its kept statements, and the folder of attachments.
 * Belongs to the store's thread.
 */
typedef struct _EaselStoreFile EaselStoreFile;

/**
 * easel_store_file_open:
 * @path: of jobs.sqlite; its folder is made when missing
 *
 * Opens the file for this process alone. When Easel did not come to its end the last time,
 * the file is checked whole, which is %EASEL_DATABASE_ERROR_CORRUPT when it is damaged.
 * Until easel_store_file_close() the file counts as in use.
 */
EaselStoreFile *easel_store_file_open (const char *path, GError **error);

/**
 * easel_store_file_close:
 * @self: (transfer full)
 *
 * Closes the file and marks it as whole, unless damage was met while it was in use.
 */
gboolean easel_store_file_close (EaselStoreFile *self, GError **error);

/* Closes the file as a crash would: the next opening checks it. */
void easel_store_file_free (EaselStoreFile *self);

/* The folder of attachments, one file a job, named by its id. */
const char *easel_store_file_get_attachments (EaselStoreFile *self);

/**
 * easel_store_file_get:
 * @sql: a constant, which is the key under which the statement is kept
 *
 * Returns: (transfer none) (nullable): the statement, reset
 */
sqlite3_stmt *easel_store_file_get (EaselStoreFile *self, const char *sql, GError **error);

/* A subquery for the seq of the job whose id is the first parameter. */
#define EASEL_STORE_JOB "(SELECT seq FROM jobs WHERE id = ?1)"

/* The same, with the job's id bound as the first parameter. */
sqlite3_stmt *easel_store_file_get_for_job (EaselStoreFile *self,
                                            const char *sql,
                                            const char *id,
                                            GError **error);

/* Returns: always %FALSE, so that a caller can return it */
gboolean easel_store_file_set_unknown_job (GError **error);

/* A setting that was never written is 0. */
gboolean easel_store_file_read_setting (EaselStoreFile *self,
                                        const char *name,
                                        gint64 *value,
                                        GError **error);
gboolean easel_store_file_write_setting (EaselStoreFile *self,
                                         const char *name,
                                         gint64 value,
                                         GError **error);

/**
 * easel_store_file_begin:
 * @durable: whether the commit must be on disk when it returns (`synchronous=FULL`)
 */
gboolean easel_store_file_begin (EaselStoreFile *self, gboolean durable, GError **error);
gboolean easel_store_file_commit (EaselStoreFile *self, GError **error);
void easel_store_file_rollback (EaselStoreFile *self);

/* Whether SQLite has undone the transaction by itself, as it does when a disk is full. */
gboolean easel_store_file_is_undone (EaselStoreFile *self);

/* How many rows the last statement changed. */
int easel_store_file_count_changes (EaselStoreFile *self);

/* To be called with every error met, so that a damaged file is not marked as whole. */
void easel_store_file_note_error (EaselStoreFile *self, const GError *error);

/* A kept statement that is reset at the end of its scope: an open one blocks the commit. */
typedef sqlite3_stmt EaselRows;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselRows, sqlite3_reset)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselStoreFile, easel_store_file_free)

G_END_DECLS
