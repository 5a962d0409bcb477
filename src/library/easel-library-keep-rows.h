/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-database.h"

G_BEGIN_DECLS

/* The row that says whether a library is kept on this machine. It is there from the first opening
 * on, so that one that is missing after a recovery was lost. */

/* For a library that was damaged. */
#define EASEL_LIBRARY_KEEP_HERE_IF_UNKNOWN                                                         \
  "INSERT OR IGNORE INTO setting (name, value) VALUES ('keep-here', 1)"

/* Makes the row, "off", where there is none. */
gboolean easel_library_keep_rows_prepare (sqlite3 *db, GError **error);
gboolean easel_library_keep_rows_read (sqlite3 *db, gboolean *keep_here, GError **error);
gboolean easel_library_keep_rows_write (sqlite3 *db, gboolean keep_here, GError **error);

G_END_DECLS
