/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-contact-model.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselPictureViewer:
 *
 * One picture after the other, as large as the window. Signal `closed`: the person has seen
 * enough, or none is left.
 */
#define EASEL_TYPE_PICTURE_VIEWER (easel_picture_viewer_get_type ())
G_DECLARE_FINAL_TYPE (EaselPictureViewer, easel_picture_viewer, EASEL, PICTURE_VIEWER, AdwBin)

/* @model: of pictures of @library. @current: id of the one of them that is shown first */
GtkWidget *
easel_picture_viewer_new (EaselLibrary *library, EaselContactModel *model, const char *current);

/* (transfer none) */
AdwToastOverlay *easel_picture_viewer_get_toasts (EaselPictureViewer *self);

G_END_DECLS
