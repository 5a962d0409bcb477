/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * easel_store_recovery_finish:
 *
 * Brings a salvage that was interrupted to its end, before the file is opened.
 */
gboolean easel_store_recovery_finish (const char *data_dir, GError **error);

/**
 * easel_store_recovery_run:
 * @notice: (out) (transfer full): what the person should read
 *
 * Sets a damaged jobs.sqlite aside, whole, and puts a sound one in its place that has
 * every row SQLite could read. The store's thread only; the file must be closed.
 */
gboolean easel_store_recovery_run (const char *data_dir, char **notice, GError **error);

G_END_DECLS
