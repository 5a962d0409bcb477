/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-entity-picture-view.h"

#include "easel-entity-texture.h"

#define MAX_HEIGHT 400
#define MAX_WIDTH 560

struct _EaselEntityPictureView
{
  GtkWidget parent_instance;

  GtkPicture *picture; /* (owned) */

  char *id;                  /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): of the loading */
};

G_DEFINE_FINAL_TYPE (EaselEntityPictureView, easel_entity_picture_view, GTK_TYPE_WIDGET)

static void
show_texture (EaselEntityPictureView *self, GdkTexture *texture)
{
  gtk_picture_set_paintable (self->picture, texture != NULL ? GDK_PAINTABLE (texture) : NULL);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
on_thumbnail_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselEntityPictureView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = easel_entity_texture_load_finish (result, &error);

  if (texture == NULL)
    g_debug ("No thumbnail: %s", error->message);
  /* Not when the picture itself was faster. */
  else if (gtk_picture_get_paintable (self->picture) == NULL)
    show_texture (self, texture);
}

static void
on_picture_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselEntityPictureView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = easel_entity_texture_load_finish (result, &error);

  if (texture != NULL)
    show_texture (self, texture);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_debug ("No picture: %s", error->message);
}

static void
stop_loading (EaselEntityPictureView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static GtkSizeRequestMode
easel_entity_picture_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
easel_entity_picture_view_measure (GtkWidget *widget,
                                   GtkOrientation orientation,
                                   int for_size,
                                   int *minimum,
                                   int *natural,
                                   int *minimum_baseline,
                                   int *natural_baseline)
{
  EaselEntityPictureView *self = EASEL_ENTITY_PICTURE_VIEW (widget);
  GdkPaintable *paintable = gtk_picture_get_paintable (self->picture);
  double ratio = paintable != NULL ? gdk_paintable_get_intrinsic_aspect_ratio (paintable) : 0;
  double width = MIN (MAX_WIDTH, MAX_HEIGHT * ratio);

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (ratio <= 0)
    return;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *natural = (int) width;
      return;
    }

  if (for_size >= 0)
    width = MIN (width, for_size);
  *natural = (int) (width / ratio);
  /* Without a width nothing is settled yet: it may turn out narrow, and then low. */
  *minimum = for_size >= 0 ? *natural : 0;
}

static void
easel_entity_picture_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  EaselEntityPictureView *self = EASEL_ENTITY_PICTURE_VIEW (widget);

  gtk_widget_size_allocate (GTK_WIDGET (self->picture), &(GtkAllocation) { 0, 0, width, height },
                            baseline);
}

static void
easel_entity_picture_view_dispose (GObject *object)
{
  EaselEntityPictureView *self = EASEL_ENTITY_PICTURE_VIEW (object);

  stop_loading (self);
  g_clear_pointer ((GtkWidget **) &self->picture, gtk_widget_unparent);
  g_clear_pointer (&self->id, g_free);

  G_OBJECT_CLASS (easel_entity_picture_view_parent_class)->dispose (object);
}

static void
easel_entity_picture_view_class_init (EaselEntityPictureViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = easel_entity_picture_view_dispose;
  widget_class->get_request_mode = easel_entity_picture_view_get_request_mode;
  widget_class->measure = easel_entity_picture_view_measure;
  widget_class->size_allocate = easel_entity_picture_view_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "picture-frame");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
easel_entity_picture_view_init (EaselEntityPictureView *self)
{
  self->picture = g_object_new (GTK_TYPE_PICTURE, "content-fit", GTK_CONTENT_FIT_COVER,
                                "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->picture), GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

void
easel_entity_picture_view_show (EaselEntityPictureView *self,
                                EaselLibrary *library,
                                const char *picture)
{
  g_autofree char *thumbnail = NULL;
  int max_edge = 0;

  g_return_if_fail (EASEL_IS_ENTITY_PICTURE_VIEW (self));
  g_return_if_fail (EASEL_IS_LIBRARY (library));

  if (!g_set_str (&self->id, picture))
    return;

  stop_loading (self);
  show_texture (self, NULL);
  if (picture == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  thumbnail = easel_library_get_thumbnail_path (library, picture);
  max_edge = MAX_WIDTH * gtk_widget_get_scale_factor (GTK_WIDGET (self));
  easel_entity_texture_load_async (thumbnail, self->cancellable, on_thumbnail_loaded,
                                   g_object_ref (self));
  easel_entity_texture_load_picture_async (library, picture, max_edge, self->cancellable,
                                           on_picture_loaded, g_object_ref (self));
}
