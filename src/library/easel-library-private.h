/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-library-database.h"
#include "easel-library.h"
#include "easel-media-store.h"
#include "easel-thumbnailer.h"

G_BEGIN_DECLS

/* What the files that make up the library share. Worker threads only. */

/* The frame of a call that reads: %NULL when it is not open; else to be ended. */
sqlite3 *easel_library_begin_read (EaselLibrary *self, GError **error);
void easel_library_end_read (EaselLibrary *self, sqlite3 *db);

/* And of one that writes. @written: whether all went well so far. Returns: whether it is on the
 * disk; else nothing of it is */
sqlite3 *easel_library_begin_write (EaselLibrary *self, GError **error);
gboolean easel_library_end_write (EaselLibrary *self, gboolean written, GError **error);

/**
 * EaselLibraryFiles:
 *
 * What a library is made of, for as long as it was entered. All (unowned).
 */
typedef struct
{
  const char *data_dir;
  EaselLibraryDatabase *database;
  EaselMediaStore *media;
  EaselThumbnailer *thumbnailer;
} EaselLibraryFiles;

/* The frame of a call that takes long: it holds up nobody but who closes the library. Use the
 * @files, and not the calls above, before it is left. */
gboolean easel_library_enter (EaselLibrary *self, EaselLibraryFiles *files, GError **error);
void easel_library_leave (EaselLibrary *self);

/* Has `changed` emitted for @id, soon. */
void easel_library_tell_changed (EaselLibrary *self, const char *id);

/* Has `lookalikes-changed` emitted, soon. */
void easel_library_tell_lookalikes_changed (EaselLibrary *self);

/* What easel_library_get_keep_here() gives from now on; has `keep-here` notified, soon. */
void easel_library_tell_keep_here (EaselLibrary *self, gboolean keep_here);

/* Finds the thumbnail of @entity, or has it made. Between begin and end. */
void easel_library_show_thumbnail (EaselLibrary *self, EaselEntity *entity);
/* (transfer none): the folder of thumbnails */
const char *easel_library_get_thumbnails (EaselLibrary *self);

G_END_DECLS
