/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library-fixture.h"

G_BEGIN_DECLS

/* A backup taken apart: name → GBytes. */

/* (transfer full) */
GHashTable *backup_files_read (const char *path);
/* With the manifest as it is. @link: (nullable): a name that becomes a symbolic link to /etc */
void backup_files_write (GHashTable *files, const char *path, const char *link);

void backup_files_set (GHashTable *files, const char *name, const char *text);
/* Runs @sql on the database. */
void backup_files_exec (GHashTable *files, const char *folder, const char *sql);
/* Writes a manifest with the right sums, and lets @replacement stand for @pattern in it. */
void backup_files_seal (GHashTable *files, const char *pattern, const char *replacement);

G_END_DECLS
