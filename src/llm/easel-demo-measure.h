/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define EASEL_DEMO_N_COLORS 5

/**
 * EaselDemoMeasure:
 * @colors: names of the colours that fill most of the picture, most frequent first;
 *   %NULL-terminated when there are fewer. Static strings.
 * @brightness: 0 (black) to 1 (white)
 * @contrast: 0 (flat) to 1
 * @width, @height: in pixels, orientation applied
 * @seed: the same for the same bytes
 *
 * What can be told about a picture without a model. A plain value.
 */
typedef struct
{
  const char *colors[EASEL_DEMO_N_COLORS + 1];
  double brightness;
  double contrast;
  int width;
  int height;
  guint64 seed;
} EaselDemoMeasure;

/* Decodes and measures an encoded picture; blocks. */
gboolean easel_demo_measure_picture (EaselDemoMeasure *self, GBytes *picture, GError **error);

/* Makes measures up for a text. */
void easel_demo_measure_text (EaselDemoMeasure *self, const char *text);

/* Words: "dark" to "bright", "soft" to "strong", "portrait", "landscape" or "square". */
const char *easel_demo_measure_get_brightness_word (const EaselDemoMeasure *self);
const char *easel_demo_measure_get_contrast_word (const EaselDemoMeasure *self);
const char *easel_demo_measure_get_orientation_word (const EaselDemoMeasure *self);

G_END_DECLS
