/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes that came with a job and have no file of their own, one file a job, named by its
 * id. All of this touches the disk: never call it on the main thread. */

/* Whole and on disk when this returns; the folder is made when missing. */
gboolean
easel_attachments_write (const char *folder, const char *job_id, GBytes *bytes, GError **error);

void easel_attachments_remove (const char *folder, const char *job_id);

/* Removes the files that belong to none of @job_ids, a set. */
void easel_attachments_sweep (const char *folder, GHashTable *job_ids);

G_END_DECLS
