/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * easel_salvage_open:
 * @path: a damaged file
 *
 * Opens @path for reading only, so that nothing of it is lost by looking. Touches the disk:
 * never call it on the main thread.
 *
 * Returns: (transfer full) (nullable): the connection
 */
sqlite3 *easel_salvage_open (const char *path, GError **error);

/**
 * easel_salvage_table:
 * @from: a damaged database
 * @to: a sound one with the newest schema, inside a transaction
 * @table: name of a table that has a rowid
 * @copied: (out) (optional): how many rows were saved
 *
 * Copies every row that SQLite can still read, stepping over damaged pages, in the columns
 * both tables have. Rows that break a constraint of @to are left out. Turn foreign keys off
 * before and remove orphans after. Touches the disk: never call it on the main thread.
 *
 * Returns: %FALSE when @to could not be written; damage in @from is no error
 */
gboolean
easel_salvage_table (sqlite3 *from, sqlite3 *to, const char *table, guint *copied, GError **error);

G_END_DECLS
