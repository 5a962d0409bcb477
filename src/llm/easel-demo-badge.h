/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* Writes “Demo” into the lower right corner of a picture of this size. The letters are drawn here,
 * so that they are the same whichever fonts there are. */
void easel_demo_badge_draw (cairo_t *cr, int width, int height);

G_END_DECLS
