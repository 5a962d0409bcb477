/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-compare-canvas.h"

G_BEGIN_DECLS

/* How a picture is made larger and moved. The zoom that canvases share is changed through
 * @canvas, which has @widget's size and place, or is it. It lives as long as @widget. */

/* The wheel, a touchpad, two fingers. */
void easel_compare_gestures_add_zoom (GtkWidget *widget, EaselCompareCanvas *canvas);

/* Dragging, of what is larger than the room. What is not can be dragged out to other programs. */
void easel_compare_gestures_add_pan (GtkWidget *widget, EaselCompareCanvas *canvas);

/* +, -, 0; and Ctrl with the arrows moves. @widget may be any here. */
void easel_compare_gestures_add_keys (GtkWidget *widget, EaselCompareCanvas *canvas);

G_END_DECLS
