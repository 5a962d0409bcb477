/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-compare-zoom.h"

struct _EaselCompareZoom
{
  GObject parent_instance;

  double scale;
  double x; /* what is in the middle of the room, as a share of the picture's width */
  double y;
};

typedef enum
{
  SIGNAL_CHANGED,
} EaselCompareZoomSignal;

static guint signals[SIGNAL_CHANGED + 1];

G_DEFINE_FINAL_TYPE (EaselCompareZoom, easel_compare_zoom, G_TYPE_OBJECT)

/* How large the picture is. */
static void
get_size (EaselCompareZoom *self,
          double width,
          double height,
          double ratio,
          double *picture_width,
          double *picture_height)
{
  double fitting = MIN (width, height * ratio);

  *picture_width = fitting * self->scale;
  *picture_height = fitting / ratio * self->scale;
}

/* What is smaller than the room is in the middle; of what is larger no edge comes into it. */
static double
clamp (double middle, double picture, double room)
{
  double half = picture > room ? room / picture / 2 : 0.5;

  return CLAMP (middle, half, 1 - half);
}

static void
set (EaselCompareZoom *self, double scale, double x, double y)
{
  if (self->scale == scale && self->x == x && self->y == y)
    return;
  self->scale = scale;
  self->x = x;
  self->y = y;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
easel_compare_zoom_class_init (EaselCompareZoomClass *klass)
{
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
easel_compare_zoom_init (EaselCompareZoom *self)
{
  self->scale = 1;
  self->x = self->y = 0.5;
}

EaselCompareZoom *
easel_compare_zoom_new (void)
{
  return g_object_new (EASEL_TYPE_COMPARE_ZOOM, NULL);
}

double
easel_compare_zoom_get_scale (EaselCompareZoom *self)
{
  g_return_val_if_fail (EASEL_IS_COMPARE_ZOOM (self), 1);

  return self->scale;
}

void
easel_compare_zoom_place (EaselCompareZoom *self,
                          double width,
                          double height,
                          double ratio,
                          graphene_rect_t *area)
{
  double picture_width, picture_height;

  g_return_if_fail (EASEL_IS_COMPARE_ZOOM (self));
  g_return_if_fail (ratio > 0);

  get_size (self, width, height, ratio, &picture_width, &picture_height);
  graphene_rect_init (
      area, (float) (width / 2 - clamp (self->x, picture_width, width) * picture_width),
      (float) (height / 2 - clamp (self->y, picture_height, height) * picture_height),
      (float) picture_width, (float) picture_height);
}

void
easel_compare_zoom_scale_by (EaselCompareZoom *self,
                             double factor,
                             const graphene_point_t *point,
                             double width,
                             double height,
                             double ratio)
{
  graphene_rect_t area;
  double picture_width, picture_height;
  double scale, x, y;

  g_return_if_fail (EASEL_IS_COMPARE_ZOOM (self));
  g_return_if_fail (ratio > 0);

  scale = CLAMP (self->scale * factor, 1, EASEL_COMPARE_MAX_ZOOM);
  if (scale == self->scale || width <= 0 || height <= 0)
    return;
  easel_compare_zoom_place (self, width, height, ratio, &area);
  picture_width = area.size.width * scale / self->scale;
  picture_height = area.size.height * scale / self->scale;
  /* Where @point is in the picture, and what is then in the middle. */
  x = (point->x - area.origin.x) / area.size.width + (width / 2 - point->x) / picture_width;
  y = (point->y - area.origin.y) / area.size.height + (height / 2 - point->y) / picture_height;
  set (self, scale, clamp (x, picture_width, width), clamp (y, picture_height, height));
}

void
easel_compare_zoom_pan (EaselCompareZoom *self,
                        double dx,
                        double dy,
                        double width,
                        double height,
                        double ratio)
{
  double picture_width, picture_height;

  g_return_if_fail (EASEL_IS_COMPARE_ZOOM (self));
  g_return_if_fail (ratio > 0);

  get_size (self, width, height, ratio, &picture_width, &picture_height);
  if (picture_width <= 0)
    return;
  set (self, self->scale,
       clamp (clamp (self->x, picture_width, width) - dx / picture_width, picture_width, width),
       clamp (clamp (self->y, picture_height, height) - dy / picture_height, picture_height,
              height));
}

void
easel_compare_zoom_reset (EaselCompareZoom *self)
{
  g_return_if_fail (EASEL_IS_COMPARE_ZOOM (self));

  set (self, 1, 0.5, 0.5);
}
