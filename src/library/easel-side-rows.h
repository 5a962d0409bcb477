/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-database.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Rows beside an entity that name it: the result cache, and what are no duplicates. Taking a change
 * back never waits for them: a row that is no longer as the change left it is newer, and stays.
 *
 * A moved row is an object: `table`, and its columns `before` and `after` as JSON text, null where
 * there was none. @db is inside a transaction, on its thread. */

/**
 * easel_side_rows_move:
 * @moved: gets an object for each row that changed
 *
 * Makes all rows that name @target name @source instead. One that would then be there twice, or
 * be about the two themselves, goes.
 */
gboolean easel_side_rows_move (sqlite3 *db,
                               const char *source,
                               const char *target,
                               JsonArray *moved,
                               GError **error);

/**
 * easel_side_rows_revert:
 * @moved: from easel_side_rows_move() or this function
 * @reverted: gets what this changed, in the same form
 */
gboolean
easel_side_rows_revert (sqlite3 *db, JsonArray *moved, JsonArray *reverted, GError **error);

/* What are no duplicates: each pair once, whichever is named first. */

/* @refused: whether they are no duplicates; else that is forgotten. Both must be there. */
gboolean easel_side_rows_set_not_duplicates (sqlite3 *db,
                                             const char *first,
                                             const char *second,
                                             gboolean refused,
                                             GError **error);
/* (transfer full) (nullable) (element-type utf8): a set of "first second", in alphabetical order */
GHashTable *easel_side_rows_list_not_duplicates (sqlite3 *db, GError **error);

G_END_DECLS
