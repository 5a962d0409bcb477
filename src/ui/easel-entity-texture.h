/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-library.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * Pictures for the screen, read and decoded on a worker. Main thread only; nothing is kept: a
 * texture lives as long as a widget shows it.
 */

/* @path: a small picture, such as easel_entity_get_thumbnail() */
void easel_entity_texture_load_async (const char *path,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);

/**
 * easel_entity_texture_load_picture_async:
 * @picture: id of a picture entity
 * @max_edge: the longer side in pixels: a picture of any size costs no more than this
 *
 * Finish with easel_entity_texture_load_finish().
 */
void easel_entity_texture_load_picture_async (EaselLibrary *library,
                                              const char *picture,
                                              int max_edge,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);

/* (transfer full) (nullable) */
GdkTexture *easel_entity_texture_load_finish (GAsyncResult *result, GError **error);

/* Where the file of a picture is; the library is asked on a worker.
 * Finish: (transfer full) (nullable) */
void easel_entity_texture_find_file_async (EaselLibrary *library,
                                           const char *picture,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
GFile *easel_entity_texture_find_file_finish (GAsyncResult *result, GError **error);

G_END_DECLS
