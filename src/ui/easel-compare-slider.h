/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-compare-canvas.h"

G_BEGIN_DECLS

/**
 * EaselCompareSlider:
 *
 * Two pictures one over the other, with a line between them that is moved by dragging and by the
 * keyboard: the first is left of it, the second right of it.
 *
 * Property `position` (double, 0 to 1, writable, notify): of the line.
 */
#define EASEL_TYPE_COMPARE_SLIDER (easel_compare_slider_get_type ())
G_DECLARE_FINAL_TYPE (EaselCompareSlider, easel_compare_slider, EASEL, COMPARE_SLIDER, GtkWidget)

/* Once, before anything is shown. */
void easel_compare_slider_set_up (EaselCompareSlider *self,
                                  EaselLibrary *library,
                                  EaselCompareZoom *zoom);

/* @first, @second: (nullable): pictures */
void easel_compare_slider_show (EaselCompareSlider *self,
                                EaselContactItem *first,
                                EaselContactItem *second);

void easel_compare_slider_set_position (EaselCompareSlider *self, double position);

/* (transfer none): @second: of the two */
EaselCompareCanvas *easel_compare_slider_get_canvas (EaselCompareSlider *self, gboolean second);

G_END_DECLS
