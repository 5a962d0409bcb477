/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * easel_store_recovery_run:
 * @path: the damaged jobs.sqlite, closed
 * @notice: (out) (transfer full): what the person should read
 *
 * Sets the damaged file aside, whole, and puts a sound one in its place that has every row
 * SQLite could read; see easel_recovery_run(). The store's thread only.
 */
gboolean easel_store_recovery_run (const char *path, char **notice, GError **error);

G_END_DECLS
