/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A folder with more pictures than this is refused: it is rarely what was meant. */
#define EASEL_PICTURE_FOLDER_MAX 20000

/**
 * easel_picture_folder_list:
 *
 * Finds the pictures in a folder and the folders in it, by content type, in the order of their
 * names. Hidden files are left out and links to folders not followed. Blocking: worker threads
 * only.
 *
 * Returns: (transfer full) (nullable): file URIs; %EASEL_STUDIO_ERROR_NO_PICTURES,
 *   %EASEL_STUDIO_ERROR_TOO_MANY, or a #GIOErrorEnum for a folder that cannot be read
 */
GStrv easel_picture_folder_list (const char *path, GCancellable *cancellable, GError **error);

G_END_DECLS
