/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define EASEL_COMPARE_MAX_ZOOM 16.0

/**
 * EaselCompareZoom:
 *
 * How large, and where, the pictures are that are looked at side by side: the same for all of them,
 * whatever their size. Main thread only.
 *
 * Signal `changed`.
 */
#define EASEL_TYPE_COMPARE_ZOOM (easel_compare_zoom_get_type ())
G_DECLARE_FINAL_TYPE (EaselCompareZoom, easel_compare_zoom, EASEL, COMPARE_ZOOM, GObject)

/* The whole picture, in the middle. */
EaselCompareZoom *easel_compare_zoom_new (void);

/* 1 is the whole picture; at most %EASEL_COMPARE_MAX_ZOOM */
double easel_compare_zoom_get_scale (EaselCompareZoom *self);

/**
 * easel_compare_zoom_place:
 * @width, @height: the room there is
 * @ratio: of the picture, width by height
 * @area: (out): where the picture is
 */
void easel_compare_zoom_place (EaselCompareZoom *self,
                               double width,
                               double height,
                               double ratio,
                               graphene_rect_t *area);

/* Makes the picture @factor times as large; what is at @point stays there. */
void easel_compare_zoom_scale_by (EaselCompareZoom *self,
                                  double factor,
                                  const graphene_point_t *point,
                                  double width,
                                  double height,
                                  double ratio);

/* Moves the picture by so much. */
void easel_compare_zoom_pan (EaselCompareZoom *self,
                             double dx,
                             double dy,
                             double width,
                             double height,
                             double ratio);

/* The whole picture again. */
void easel_compare_zoom_reset (EaselCompareZoom *self);

G_END_DECLS
