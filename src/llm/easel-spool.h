/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EaselSpool:
 *
 * What is too much to be held in memory until it is sent: a file without a name, that only this
 * process can reach and that is gone with it. Written by one thread, then only read, by any.
 */
typedef struct _EaselSpool EaselSpool;

/* @folder: must be there. Errors are %G_IO_ERROR, with a sentence. */
EaselSpool *easel_spool_new (const char *folder, GError **error);
EaselSpool *easel_spool_ref (EaselSpool *self);
void easel_spool_unref (EaselSpool *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselSpool, easel_spool_unref)

/* Adds all that @stream has. */
gboolean easel_spool_write (EaselSpool *self,
                            GInputStream *stream,
                            GCancellable *cancellable,
                            GError **error);

gsize easel_spool_get_length (EaselSpool *self);

/* Returns: the number of bytes, 0 at the end, -1 on error */
gssize easel_spool_read (EaselSpool *self, gsize offset, char *buffer, gsize size, GError **error);

G_END_DECLS
