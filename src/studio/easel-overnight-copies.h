/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-library.h"

G_BEGIN_DECLS

/* The copies of pictures that are sent overnight: made when their sizes have to be known, read when
 * they are sent, and removed then. A folder for each job in Easel's cache; what is missing there is
 * made again. Blocking, but for the path. */

/* (transfer full) */
char *easel_overnight_copies_get_folder (const char *cache_dir, const char *job);

/* @size: (out): in bytes */
gboolean easel_overnight_copies_make (const char *folder,
                                      EaselLibrary *library,
                                      const char *picture,
                                      guint max_edge,
                                      gsize *size,
                                      GCancellable *cancellable,
                                      GError **error);

/* (transfer full) (nullable). @mime_type: (out) (transfer none) */
GBytes *easel_overnight_copies_load (const char *folder,
                                     EaselLibrary *library,
                                     const char *picture,
                                     guint max_edge,
                                     const char **mime_type,
                                     GCancellable *cancellable,
                                     GError **error);

void easel_overnight_copies_remove (const char *folder);

/* Removes those of all jobs but @jobs, in a thread. */
void easel_overnight_copies_sweep (const char *cache_dir, const char *const *jobs);

G_END_DECLS
