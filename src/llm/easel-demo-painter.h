/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-demo-measure.h"
#include "easel-image-request.h"

G_BEGIN_DECLS

/**
 * EaselDemoPainter:
 *
 * Draws a landscape out of a request's words, the colours named in them and the colours of its
 * pictures; another one for each seed, and the same for the same. “Demo” is written on it.
 */
typedef struct _EaselDemoPainter EaselDemoPainter;

/* Decodes and measures the request's pictures; blocks. Returns: (nullable): %NULL when one of them
 * cannot be read */
EaselDemoPainter *easel_demo_painter_new (EaselImageRequest *request, GError **error);
void easel_demo_painter_free (EaselDemoPainter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselDemoPainter, easel_demo_painter_free)

/**
 * easel_demo_painter_paint:
 * @coarseness: 1 for the finished picture; more for one that is so many times less sharp
 *
 * Returns: (transfer full): a PNG
 */
GBytes *easel_demo_painter_paint (EaselDemoPainter *self, guint coarseness);

G_END_DECLS
