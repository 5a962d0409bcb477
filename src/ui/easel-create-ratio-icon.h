/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EaselCreateRatioIcon:
 *
 * The outline of a picture with an aspect ratio; dashed where it can be any.
 */
#define EASEL_TYPE_CREATE_RATIO_ICON (easel_create_ratio_icon_get_type ())
G_DECLARE_FINAL_TYPE (EaselCreateRatioIcon,
                      easel_create_ratio_icon,
                      EASEL,
                      CREATE_RATIO_ICON,
                      GtkWidget)

/* @ratio: (nullable): "16:9" */
GtkWidget *easel_create_ratio_icon_new (const char *ratio);

G_END_DECLS
