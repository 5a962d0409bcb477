/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-library.h"

G_BEGIN_DECLS

/* Whether nothing of a library may be sent to another machine: pictures, names, words. It is kept
 * in the library, and is the property `keep-here` of #EaselLibrary too, which tells of changes on
 * the main thread. Whoever asks models obeys it. */

/* Any thread, at once. It is off before the library is opened, and stays what it was afterwards. */
gboolean easel_library_get_keep_here (EaselLibrary *self);

/* It holds once it is on the disk. Worker threads. */
gboolean easel_library_set_keep_here (EaselLibrary *self, gboolean keep_here, GError **error);

void easel_library_set_keep_here_async (EaselLibrary *self,
                                        gboolean keep_here,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean
easel_library_set_keep_here_finish (EaselLibrary *self, GAsyncResult *result, GError **error);

G_END_DECLS
