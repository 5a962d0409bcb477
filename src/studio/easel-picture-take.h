/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-library.h"

G_BEGIN_DECLS

/**
 * easel_picture_take_async:
 * @uri: (nullable): of a picture: a file, or an address; or
 * @bytes: (nullable): a picture that has no file
 * @name: (nullable): what people call it; when %NULL as the file
 *
 * Takes a picture into the library outside of any job, off the main thread: what a person puts
 * into a recipe is there from then on, wherever it came from.
 *
 * Finish: (transfer full) (nullable): the picture
 */
void easel_picture_take_async (EaselLibrary *library,
                               const char *uri,
                               GBytes *bytes,
                               const char *name,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
EaselEntity *easel_picture_take_finish (GAsyncResult *result, GError **error);

G_END_DECLS
