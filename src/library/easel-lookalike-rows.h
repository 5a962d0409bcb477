/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-database.h"
#include "easel-lookalike.h"

G_BEGIN_DECLS

/* Look-alikes in their table. @db is inside a transaction, on its thread. */

/**
 * easel_lookalike_rows_replace:
 * @kind: (nullable): only those of this kind are replaced
 * @lookalikes: (element-type EaselLookalike)
 *
 * Those that were there keep when they were found, and until when they are hidden.
 */
gboolean
easel_lookalike_rows_replace (sqlite3 *db, const char *kind, GPtrArray *lookalikes, GError **error);

/* (transfer full) (nullable) (element-type EaselLookalike): without those that are archived or no
 * duplicates, the most alike first */
GPtrArray *easel_lookalike_rows_list (sqlite3 *db, GError **error);

/* Either may be named first. %EASEL_LIBRARY_ERROR_NOT_FOUND when there is no such pair. */
gboolean easel_lookalike_rows_hide (sqlite3 *db,
                                    const char *first,
                                    const char *second,
                                    gint64 until,
                                    GError **error);

G_END_DECLS
