/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EaselEntityThumbnail:
 *
 * A square with a small picture that fills it, loaded off the main thread, or an icon while
 * there is none. As high as it is wide. Says nothing to a screen reader: the name beside it does.
 */
#define EASEL_TYPE_ENTITY_THUMBNAIL (easel_entity_thumbnail_get_type ())
G_DECLARE_FINAL_TYPE (EaselEntityThumbnail,
                      easel_entity_thumbnail,
                      EASEL,
                      ENTITY_THUMBNAIL,
                      GtkWidget)

/* @size: the least width, in pixels */
GtkWidget *easel_entity_thumbnail_new (int size);

/* What is shown while there is no picture. @icon_name: (nullable) */
void easel_entity_thumbnail_set_icon (EaselEntityThumbnail *self, const char *icon_name);

/* @path: (nullable) */
void easel_entity_thumbnail_set_path (EaselEntityThumbnail *self, const char *path);

G_END_DECLS
