/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-entity.h"
#include "easel-library-database.h"
#include "easel-media-store.h"

G_BEGIN_DECLS

/**
 * EaselLibraryImport:
 *
 * What easel_library_import_picture() or easel_library_add_picture() was given, and where it goes.
 * All (unowned).
 */
typedef struct
{
  EaselLibraryDatabase *database;
  EaselMediaStore *media;
  const char *thumbnails; /* a folder */

  const char *path; /* (nullable): or … */
  GBytes *bytes;    /* (nullable) */
  const char *display_name;
  const char *job;         /* (nullable) */
  char *(*make_id) (void); /* (nullable): or … */
  EaselEntity *picture;    /* (nullable): what is entered, but for what its file is like */
} EaselLibraryImport;

/**
 * easel_library_import_run:
 * @is_new: (out): whether the library did not have the picture before
 *
 * Returns: (transfer full) (nullable): the picture's entity
 */
EaselEntity *easel_library_import_run (const EaselLibraryImport *self,
                                       gboolean *is_new,
                                       GCancellable *cancellable,
                                       GError **error);

G_END_DECLS
