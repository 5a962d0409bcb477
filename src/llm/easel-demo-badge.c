/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-demo-badge.h"

/* Lengths in units of the height of a small letter. */
#define CAP_HEIGHT 1.4
#define STROKE 0.2
#define WORD_WIDTH 5.1
#define PADDING 0.75
/* Of the picture's shorter edge. */
#define LETTER_SHARE 0.034
#define MARGIN_SHARE 0.03

static void
trace_d (cairo_t *cr, double x)
{
  cairo_move_to (cr, x, 0);
  cairo_line_to (cr, x, -CAP_HEIGHT);
  cairo_line_to (cr, x + 0.25, -CAP_HEIGHT);
  cairo_curve_to (cr, x + 1.15, -CAP_HEIGHT, x + 1.15, 0, x + 0.25, 0);
  cairo_close_path (cr);
}

static void
trace_e (cairo_t *cr, double x)
{
  cairo_move_to (cr, x + 0.02, -0.52);
  cairo_line_to (cr, x + 0.98, -0.52);
  cairo_arc_negative (cr, x + 0.5, -0.5, 0.5, 0, -2 * G_PI + 0.8);
}

static void
trace_m (cairo_t *cr, double x)
{
  cairo_move_to (cr, x, 0);
  cairo_line_to (cr, x, -1);
  for (guint i = 0; i < 2; i++)
    {
      double left = x + 0.7 * i;

      cairo_move_to (cr, left, -0.62);
      cairo_arc (cr, left + 0.35, -0.64, 0.35, G_PI, 2 * G_PI);
      cairo_line_to (cr, left + 0.7, 0);
    }
}

static void
trace_o (cairo_t *cr, double x)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + 0.5, -0.5, 0.5, 0, 2 * G_PI);
}

static void
trace_pill (cairo_t *cr, double x, double y, double width, double height)
{
  double radius = height / 2;

  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI / 2, G_PI / 2);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI / 2, 3 * G_PI / 2);
  cairo_close_path (cr);
}

void
easel_demo_badge_draw (cairo_t *cr, int width, int height)
{
  double unit = LETTER_SHARE * MIN (width, height);
  double margin = MARGIN_SHARE * MIN (width, height);
  double pill_width = WORD_WIDTH + 2 * PADDING;
  double pill_height = CAP_HEIGHT + 1.3 * PADDING;

  cairo_save (cr);
  cairo_translate (cr, width - margin - pill_width * unit, height - margin - pill_height * unit);
  cairo_scale (cr, unit, unit);
  trace_pill (cr, 0, 0, pill_width, pill_height);
  cairo_set_source_rgba (cr, 0.08, 0.08, 0.12, 0.62);
  cairo_fill (cr);

  cairo_translate (cr, PADDING, 0.65 * PADDING + CAP_HEIGHT);
  trace_d (cr, 0.05);
  trace_e (cr, 1.25);
  trace_m (cr, 2.55);
  trace_o (cr, 4.1);
  cairo_set_line_width (cr, STROKE);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_source_rgba (cr, 1, 1, 1, 0.95);
  cairo_stroke (cr);
  cairo_restore (cr);
}
