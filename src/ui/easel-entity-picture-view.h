/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-library.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EaselEntityPictureView:
 *
 * A picture of the library, large, in its own proportions and no higher than a page has room
 * for. Its thumbnail stands in until the picture has been read. Takes no room before that, and
 * none at all when the file is gone.
 *
 * Set the accessible label to what it shows.
 */
#define EASEL_TYPE_ENTITY_PICTURE_VIEW (easel_entity_picture_view_get_type ())
G_DECLARE_FINAL_TYPE (EaselEntityPictureView,
                      easel_entity_picture_view,
                      EASEL,
                      ENTITY_PICTURE_VIEW,
                      GtkWidget)

/* @picture: (nullable): id of a picture entity */
void easel_entity_picture_view_show (EaselEntityPictureView *self,
                                     EaselLibrary *library,
                                     const char *picture);

G_END_DECLS
