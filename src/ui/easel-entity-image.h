/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-library.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EaselEntityImage:
 *
 * A picture of the library, large, in its own proportions and no higher than a page has room
 * for. Its thumbnail stands in until the picture has been read. Takes no room before that, and
 * none at all when the file is gone.
 *
 * Set the accessible label to what it shows.
 */
#define EASEL_TYPE_ENTITY_IMAGE (easel_entity_image_get_type ())
G_DECLARE_FINAL_TYPE (EaselEntityImage, easel_entity_image, EASEL, ENTITY_IMAGE, GtkWidget)

/* @picture: (nullable): id of a picture entity */
void easel_entity_image_show (EaselEntityImage *self, EaselLibrary *library, const char *picture);

G_END_DECLS
