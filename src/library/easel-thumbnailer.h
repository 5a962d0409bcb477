/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-library.h"

G_BEGIN_DECLS

/**
 * EaselThumbnailer:
 *
 * Finds the thumbnails of an open library, and makes those that are missing, on a thread of its
 * own; it has the library tell of what then shows one. Any thread.
 */
typedef struct _EaselThumbnailer EaselThumbnailer;

/* @library: (unowned): outlives it. @folder: of thumbnails. Returns: (transfer full) (nullable) */
EaselThumbnailer *easel_thumbnailer_new (EaselLibrary *library, const char *folder, GError **error);
/* Waits for its thread. Once the library is closed: what is left to do is dropped. */
void easel_thumbnailer_free (EaselThumbnailer *self);

/* Finds the thumbnail of @entity, or has it made. One that fails is not tried again. */
void easel_thumbnailer_show (EaselThumbnailer *self, EaselEntity *entity);
/* But for this: @picture has its file again. */
void easel_thumbnailer_retry (EaselThumbnailer *self, const char *picture);

G_END_DECLS
