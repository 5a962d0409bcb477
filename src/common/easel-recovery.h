/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * EaselRecoveryPlan:
 * @migrations: (array length=n_migrations): as for easel_database_open()
 * @tables: (array zero-terminated=1): what to copy, in this order; each has a rowid
 * @cleanup: SQL that removes what refers to rows that could not be saved
 *
 * How to make a sound database of a damaged one. Plain data, (unowned).
 */
typedef struct
{
  const char *const *migrations;
  guint n_migrations;
  const char *const *tables;
  const char *cleanup;
} EaselRecoveryPlan;

/* Both touch the disk: never call them on the main thread. No connection to @path may be open. */

/**
 * easel_recovery_run:
 * @path: a database that %EASEL_DATABASE_ERROR_CORRUPT was said of
 * @n_saved: (out): rows of the first table that could be saved
 * @aside: (out) (transfer full): what the damaged file is called now, in the same folder
 *
 * Makes a new database at @path of what can still be read, and sets the damaged file
 * aside. That is not touched before the new one is whole and on the disk.
 */
gboolean easel_recovery_run (const char *path,
                             const EaselRecoveryPlan *plan,
                             guint *n_saved,
                             char **aside,
                             GError **error);

/**
 * easel_recovery_finish:
 *
 * Ends a recovery that a crash cut off. Call it before @path is opened, always.
 */
gboolean easel_recovery_finish (const char *path, GError **error);

G_END_DECLS
