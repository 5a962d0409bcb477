/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-compare-canvas.h"

#include "easel-entity-texture.h"

/* Of a larger picture nobody sees more on a screen, until they look very closely. */
#define MAX_EDGE 4096

struct _EaselCompareCanvas
{
  GtkWidget parent_instance;

  GtkLabel *problem; /* (owned) */

  EaselLibrary *library;     /* (owned) (nullable): once it is set up */
  EaselCompareZoom *zoom;    /* (owned) (nullable): as @library */
  EaselContactItem *item;    /* (owned) (nullable) */
  GdkTexture *texture;       /* (owned) (nullable) */
  gboolean loaded;           /* whether @texture is no thumbnail */
  GCancellable *cancellable; /* (owned) (nullable): of the loading */
};

G_DEFINE_FINAL_TYPE (EaselCompareCanvas, easel_compare_canvas, GTK_TYPE_WIDGET)

static double
get_ratio (EaselCompareCanvas *self)
{
  return self->texture != NULL ? (double) gdk_texture_get_width (self->texture)
                                     / gdk_texture_get_height (self->texture)
                               : 1;
}

/* Reading --------------------------------------------------------------------------------- */

static void
show_texture (EaselCompareCanvas *self, GdkTexture *texture)
{
  g_set_object (&self->texture, texture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
show_problem (EaselCompareCanvas *self, const char *message)
{
  gtk_label_set_label (self->problem, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), message != NULL);
}

static void
on_thumbnail_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselCompareCanvas) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = easel_entity_texture_load_finish (result, &error);

  if (texture == NULL)
    g_debug ("No thumbnail: %s", error->message);
  /* Not when the picture itself was faster, or another is wanted by now. */
  else if (self->texture == NULL && self->item != NULL)
    show_texture (self, texture);
}

static void
on_picture_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselCompareCanvas) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = easel_entity_texture_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->loaded = texture != NULL;
  show_texture (self, texture);
  show_problem (self, texture == NULL ? error->message : NULL);
}

static void
stop_loading (EaselCompareCanvas *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
load (EaselCompareCanvas *self)
{
  const char *thumbnail = easel_entity_get_thumbnail (easel_contact_item_get_entity (self->item));

  self->cancellable = g_cancellable_new ();
  if (thumbnail != NULL)
    easel_entity_texture_load_async (thumbnail, self->cancellable, on_thumbnail_loaded,
                                     g_object_ref (self));
  easel_entity_texture_load_picture_async (self->library, easel_contact_item_get_id (self->item),
                                           MAX_EDGE, self->cancellable, on_picture_loaded,
                                           g_object_ref (self));
}

/* Widget ---------------------------------------------------------------------------------- */

static void
easel_compare_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  EaselCompareCanvas *self = EASEL_COMPARE_CANVAS (widget);
  graphene_rect_t area;
  double scale = gtk_widget_get_scale_factor (widget);

  if (self->texture != NULL && gtk_widget_get_width (widget) > 0)
    {
      easel_compare_zoom_place (self->zoom, gtk_widget_get_width (widget),
                                gtk_widget_get_height (widget), get_ratio (self), &area);
      gtk_snapshot_append_scaled_texture (snapshot, self->texture,
                                          area.size.width * scale
                                                  < gdk_texture_get_width (self->texture)
                                              ? GSK_SCALING_FILTER_TRILINEAR
                                              : GSK_SCALING_FILTER_LINEAR,
                                          &area);
    }
  if (gtk_widget_get_visible (GTK_WIDGET (self->problem)))
    gtk_widget_snapshot_child (widget, GTK_WIDGET (self->problem), snapshot);
}

static void
easel_compare_canvas_dispose (GObject *object)
{
  EaselCompareCanvas *self = EASEL_COMPARE_CANVAS (object);

  stop_loading (self);
  g_clear_pointer ((GtkWidget **) &self->problem, gtk_widget_unparent);
  g_clear_object (&self->texture);
  g_clear_object (&self->item);
  g_clear_object (&self->zoom);
  g_clear_object (&self->library);

  G_OBJECT_CLASS (easel_compare_canvas_parent_class)->dispose (object);
}

static void
easel_compare_canvas_class_init (EaselCompareCanvasClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = easel_compare_canvas_dispose;
  widget_class->snapshot = easel_compare_canvas_snapshot;

  gtk_widget_class_set_css_name (widget_class, "comparecanvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
easel_compare_canvas_init (EaselCompareCanvas *self)
{
  self->problem = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                "justify", GTK_JUSTIFY_CENTER, "margin-start", 12, "margin-end", 12,
                                "visible", FALSE, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->problem), GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
easel_compare_canvas_new (void)
{
  return g_object_new (EASEL_TYPE_COMPARE_CANVAS, NULL);
}

void
easel_compare_canvas_set_up (EaselCompareCanvas *self,
                             EaselLibrary *library,
                             EaselCompareZoom *zoom)
{
  g_return_if_fail (EASEL_IS_COMPARE_CANVAS (self));
  g_return_if_fail (EASEL_IS_LIBRARY (library));
  g_return_if_fail (EASEL_IS_COMPARE_ZOOM (zoom));
  g_return_if_fail (self->zoom == NULL);

  self->library = g_object_ref (library);
  self->zoom = g_object_ref (zoom);
  g_signal_connect_object (zoom, "changed", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
}

void
easel_compare_canvas_show (EaselCompareCanvas *self, EaselContactItem *item)
{
  g_autofree char *title = NULL;

  g_return_if_fail (EASEL_IS_COMPARE_CANVAS (self));
  g_return_if_fail (self->zoom != NULL);

  if (!g_set_object (&self->item, item))
    return;
  stop_loading (self);
  self->loaded = FALSE;
  show_texture (self, NULL);
  show_problem (self, NULL);
  title = item != NULL ? easel_contact_item_dup_title (item) : g_strdup ("");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  if (item != NULL)
    load (self);
}

EaselContactItem *
easel_compare_canvas_get_item (EaselCompareCanvas *self)
{
  g_return_val_if_fail (EASEL_IS_COMPARE_CANVAS (self), NULL);

  return self->item;
}

gboolean
easel_compare_canvas_is_loaded (EaselCompareCanvas *self)
{
  g_return_val_if_fail (EASEL_IS_COMPARE_CANVAS (self), FALSE);

  return self->loaded;
}

void
easel_compare_canvas_scale_by (EaselCompareCanvas *self,
                               double factor,
                               const graphene_point_t *point)
{
  double width, height;

  g_return_if_fail (EASEL_IS_COMPARE_CANVAS (self));

  width = gtk_widget_get_width (GTK_WIDGET (self));
  height = gtk_widget_get_height (GTK_WIDGET (self));
  easel_compare_zoom_scale_by (
      self->zoom, factor,
      point != NULL ? point : &GRAPHENE_POINT_INIT ((float) width / 2, (float) height / 2), width,
      height, get_ratio (self));
}

void
easel_compare_canvas_pan (EaselCompareCanvas *self, double dx, double dy)
{
  g_return_if_fail (EASEL_IS_COMPARE_CANVAS (self));

  easel_compare_zoom_pan (self->zoom, dx, dy, gtk_widget_get_width (GTK_WIDGET (self)),
                          gtk_widget_get_height (GTK_WIDGET (self)), get_ratio (self));
}

EaselCompareZoom *
easel_compare_canvas_get_zoom (EaselCompareCanvas *self)
{
  g_return_val_if_fail (EASEL_IS_COMPARE_CANVAS (self), NULL);

  return self->zoom;
}
