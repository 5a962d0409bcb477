/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-compare-zoom.h"
#include "easel-contact-item.h"

G_BEGIN_DECLS

/**
 * EaselCompareCanvas:
 *
 * One picture, as large as its #EaselCompareZoom says, which others may share. Its thumbnail
 * stands in until it has been read. A picture that cannot be read says why.
 */
#define EASEL_TYPE_COMPARE_CANVAS (easel_compare_canvas_get_type ())
G_DECLARE_FINAL_TYPE (EaselCompareCanvas, easel_compare_canvas, EASEL, COMPARE_CANVAS, GtkWidget)

GtkWidget *easel_compare_canvas_new (void);

/* Once, before anything is shown. */
void easel_compare_canvas_set_up (EaselCompareCanvas *self,
                                  EaselLibrary *library,
                                  EaselCompareZoom *zoom);

/* @item: (nullable): a picture */
void easel_compare_canvas_show (EaselCompareCanvas *self, EaselContactItem *item);
/* (transfer none) (nullable) */
EaselContactItem *easel_compare_canvas_get_item (EaselCompareCanvas *self);
/* Whether the picture itself is there. */
gboolean easel_compare_canvas_is_loaded (EaselCompareCanvas *self);

/* Makes it larger; @point: (nullable): what stays where it is, else the middle */
void easel_compare_canvas_scale_by (EaselCompareCanvas *self,
                                    double factor,
                                    const graphene_point_t *point);
void easel_compare_canvas_pan (EaselCompareCanvas *self, double dx, double dy);
/* (transfer none) */
EaselCompareZoom *easel_compare_canvas_get_zoom (EaselCompareCanvas *self);

G_END_DECLS
