/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a picture is, that is made larger and moved. */

#include "easel-compare-zoom.h"

#define WIDTH 400.0
#define HEIGHT 200.0

static void
assert_area (EaselCompareZoom *zoom, double ratio, double x, double y, double width, double height)
{
  graphene_rect_t area;

  easel_compare_zoom_place (zoom, WIDTH, HEIGHT, ratio, &area);
  g_assert_cmpfloat_with_epsilon (area.origin.x, x, 0.01);
  g_assert_cmpfloat_with_epsilon (area.origin.y, y, 0.01);
  g_assert_cmpfloat_with_epsilon (area.size.width, width, 0.01);
  g_assert_cmpfloat_with_epsilon (area.size.height, height, 0.01);
}

static void
scale_at (EaselCompareZoom *zoom, double factor, double x, double y)
{
  easel_compare_zoom_scale_by (zoom, factor, &GRAPHENE_POINT_INIT ((float) x, (float) y), WIDTH,
                               HEIGHT, 1);
}

/* Whole, in the middle, whatever its shape. */
static void
test_fit (void)
{
  g_autoptr (EaselCompareZoom) zoom = easel_compare_zoom_new ();

  assert_area (zoom, 1, 100, 0, 200, 200);
  assert_area (zoom, 2, 0, 0, 400, 200);
  assert_area (zoom, 4, 0, 50, 400, 100);
}

/* What is under the pointer stays there. */
static void
test_scale (void)
{
  g_autoptr (EaselCompareZoom) zoom = easel_compare_zoom_new ();

  scale_at (zoom, 4, 150, 50);
  assert_area (zoom, 1, -50, -150, 800, 800);
  scale_at (zoom, 0.5, 150, 50);
  assert_area (zoom, 1, 0, -50, 400, 400);
  g_assert_cmpfloat (easel_compare_zoom_get_scale (zoom), ==, 2);
}

static void
test_limits (void)
{
  g_autoptr (EaselCompareZoom) zoom = easel_compare_zoom_new ();

  scale_at (zoom, 0.1, 0, 0);
  assert_area (zoom, 1, 100, 0, 200, 200);
  scale_at (zoom, 1000, 200, 100);
  g_assert_cmpfloat (easel_compare_zoom_get_scale (zoom), ==, EASEL_COMPARE_MAX_ZOOM);
  easel_compare_zoom_reset (zoom);
  assert_area (zoom, 1, 100, 0, 200, 200);
}

/* No edge comes into the room; what fits stays in the middle. */
static void
test_pan (void)
{
  g_autoptr (EaselCompareZoom) zoom = easel_compare_zoom_new ();

  easel_compare_zoom_pan (zoom, 50, 50, WIDTH, HEIGHT, 1);
  assert_area (zoom, 1, 100, 0, 200, 200);
  scale_at (zoom, 2, 200, 100);
  assert_area (zoom, 1, 0, -100, 400, 400);
  easel_compare_zoom_pan (zoom, 30, 30, WIDTH, HEIGHT, 1);
  assert_area (zoom, 1, 0, -70, 400, 400);
  easel_compare_zoom_pan (zoom, 0, 1000, WIDTH, HEIGHT, 1);
  assert_area (zoom, 1, 0, 0, 400, 400);
  easel_compare_zoom_pan (zoom, 0, -30, WIDTH, HEIGHT, 1);
  assert_area (zoom, 1, 0, -30, 400, 400);
}

/* Pictures of different shapes show the same part: 5/8 from the left is in the middle of both. */
static void
test_shared (void)
{
  g_autoptr (EaselCompareZoom) zoom = easel_compare_zoom_new ();

  scale_at (zoom, 4, 300, 100);
  assert_area (zoom, 1, -400, -300, 800, 800);
  assert_area (zoom, 2, 200 - 0.75 * 1600, -300, 1600, 800);
}

static void
on_changed (guint *n)
{
  (*n)++;
}

static void
test_signal (void)
{
  g_autoptr (EaselCompareZoom) zoom = easel_compare_zoom_new ();
  guint n = 0;

  g_signal_connect_swapped (zoom, "changed", G_CALLBACK (on_changed), &n);
  easel_compare_zoom_reset (zoom);
  easel_compare_zoom_pan (zoom, 9, 9, WIDTH, HEIGHT, 1);
  g_assert_cmpuint (n, ==, 0);
  scale_at (zoom, 2, 0, 0);
  g_assert_cmpuint (n, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/compare-zoom/fit", test_fit);
  g_test_add_func ("/compare-zoom/scale", test_scale);
  g_test_add_func ("/compare-zoom/limits", test_limits);
  g_test_add_func ("/compare-zoom/pan", test_pan);
  g_test_add_func ("/compare-zoom/shared", test_shared);
  g_test_add_func ("/compare-zoom/signal", test_signal);

  return g_test_run ();
}
