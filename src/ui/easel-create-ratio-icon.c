/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-create-ratio-icon.h"

#include <stdio.h>

#define SIZE 24
#define LINE 2
#define RADIUS 3

struct _EaselCreateRatioIcon
{
  GtkWidget parent_instance;

  guint width; /* 0 when it can be any */
  guint height;
};

G_DEFINE_FINAL_TYPE (EaselCreateRatioIcon, easel_create_ratio_icon, GTK_TYPE_WIDGET)

static void
easel_create_ratio_icon_measure (GtkWidget *widget,
                                 GtkOrientation orientation,
                                 int for_size,
                                 int *minimum,
                                 int *natural,
                                 int *minimum_baseline,
                                 int *natural_baseline)
{
  *minimum = *natural = SIZE;
  *minimum_baseline = *natural_baseline = -1;
}

static void
easel_create_ratio_icon_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  EaselCreateRatioIcon *self = EASEL_CREATE_RATIO_ICON (widget);
  float longer = (float) MAX (self->width, self->height);
  float width = self->width > 0 ? SIZE * (float) self->width / longer : SIZE * 0.85f;
  float height = self->height > 0 ? SIZE * (float) self->height / longer : SIZE * 0.85f;
  float x = ((float) gtk_widget_get_width (widget) - width) / 2;
  float y = ((float) gtk_widget_get_height (widget) - height) / 2;
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
  g_autoptr (GskStroke) stroke = gsk_stroke_new (LINE);
  GskRoundedRect outline;
  GdkRGBA color;

  gsk_rounded_rect_init_from_rect (
      &outline, &GRAPHENE_RECT_INIT (x + LINE / 2.f, y + LINE / 2.f, width - LINE, height - LINE),
      RADIUS);
  gsk_path_builder_add_rounded_rect (builder, &outline);
  path = gsk_path_builder_to_path (builder);
  if (self->width == 0)
    gsk_stroke_set_dash (stroke, (const float[]) { 3, 3 }, 2);
  gtk_widget_get_color (widget, &color);
  gtk_snapshot_append_stroke (snapshot, path, stroke, &color);
}

static void
easel_create_ratio_icon_class_init (EaselCreateRatioIconClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = easel_create_ratio_icon_measure;
  widget_class->snapshot = easel_create_ratio_icon_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
easel_create_ratio_icon_init (EaselCreateRatioIcon *self)
{
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
easel_create_ratio_icon_new (const char *ratio)
{
  EaselCreateRatioIcon *self = g_object_new (EASEL_TYPE_CREATE_RATIO_ICON, NULL);

  if (ratio == NULL || sscanf (ratio, "%u:%u", &self->width, &self->height) != 2)
    self->width = self->height = 0;
  return GTK_WIDGET (self);
}
