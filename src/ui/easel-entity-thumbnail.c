/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-entity-thumbnail.h"

#include "easel-entity-texture.h"

struct _EaselEntityThumbnail
{
  GtkWidget parent_instance;

  GtkImage *icon;      /* (owned) */
  GtkPicture *picture; /* (owned) */
  int size;

  char *path;                /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): of the loading */
};

G_DEFINE_FINAL_TYPE (EaselEntityThumbnail, easel_entity_thumbnail, GTK_TYPE_WIDGET)

static void
show_texture (EaselEntityThumbnail *self, GdkTexture *texture)
{
  gtk_picture_set_paintable (self->picture, texture != NULL ? GDK_PAINTABLE (texture) : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->picture), texture != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), texture == NULL);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselEntityThumbnail) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = easel_entity_texture_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  /* A thumbnail is made by the library when it can; its absence is no fault. */
  if (texture == NULL)
    g_debug ("No thumbnail: %s", error->message);
  show_texture (self, texture);
}

static void
stop_loading (EaselEntityThumbnail *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static GtkSizeRequestMode
easel_entity_thumbnail_get_request_mode (GtkWidget *widget)
{
  /* Where it does not fill what it gets, it has one size. */
  return gtk_widget_get_halign (widget) == GTK_ALIGN_FILL ? GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH
                                                          : GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
easel_entity_thumbnail_measure (GtkWidget *widget,
                                GtkOrientation orientation,
                                int for_size,
                                int *minimum,
                                int *natural,
                                int *minimum_baseline,
                                int *natural_baseline)
{
  EaselEntityThumbnail *self = EASEL_ENTITY_THUMBNAIL (widget);
  int edge = self->size;

  /* As high as wide where it fills what it is in; elsewhere it never gets wider. */
  if (orientation == GTK_ORIENTATION_VERTICAL && gtk_widget_get_halign (widget) == GTK_ALIGN_FILL)
    edge = MAX (for_size, edge);

  *minimum = *natural = edge;
  *minimum_baseline = *natural_baseline = -1;
}

static void
easel_entity_thumbnail_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  EaselEntityThumbnail *self = EASEL_ENTITY_THUMBNAIL (widget);
  GtkAllocation area = { 0, 0, width, height };

  if (gtk_widget_should_layout (GTK_WIDGET (self->icon)))
    gtk_widget_size_allocate (GTK_WIDGET (self->icon), &area, baseline);
  if (gtk_widget_should_layout (GTK_WIDGET (self->picture)))
    gtk_widget_size_allocate (GTK_WIDGET (self->picture), &area, baseline);
}

static void
easel_entity_thumbnail_dispose (GObject *object)
{
  EaselEntityThumbnail *self = EASEL_ENTITY_THUMBNAIL (object);

  stop_loading (self);
  g_clear_pointer ((GtkWidget **) &self->icon, gtk_widget_unparent);
  g_clear_pointer ((GtkWidget **) &self->picture, gtk_widget_unparent);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (easel_entity_thumbnail_parent_class)->dispose (object);
}

static void
easel_entity_thumbnail_class_init (EaselEntityThumbnailClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = easel_entity_thumbnail_dispose;
  widget_class->get_request_mode = easel_entity_thumbnail_get_request_mode;
  widget_class->measure = easel_entity_thumbnail_measure;
  widget_class->size_allocate = easel_entity_thumbnail_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "thumbnail");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
easel_entity_thumbnail_init (EaselEntityThumbnail *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", "image-x-generic-symbolic",
                             "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), "dimmed");
  self->picture = g_object_new (GTK_TYPE_PICTURE, "content-fit", GTK_CONTENT_FIT_COVER, "visible",
                                FALSE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->icon), widget);
  gtk_widget_set_parent (GTK_WIDGET (self->picture), widget);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
easel_entity_thumbnail_new (int size)
{
  EaselEntityThumbnail *self = g_object_new (EASEL_TYPE_ENTITY_THUMBNAIL, NULL);

  self->size = size;
  gtk_image_set_pixel_size (self->icon, CLAMP (size / 3, 16, 48));
  return GTK_WIDGET (self);
}

void
easel_entity_thumbnail_set_icon (EaselEntityThumbnail *self, const char *icon_name)
{
  g_return_if_fail (EASEL_IS_ENTITY_THUMBNAIL (self));

  gtk_image_set_from_icon_name (self->icon,
                                icon_name != NULL ? icon_name : "image-x-generic-symbolic");
}

void
easel_entity_thumbnail_set_path (EaselEntityThumbnail *self, const char *path)
{
  g_return_if_fail (EASEL_IS_ENTITY_THUMBNAIL (self));

  if (!g_set_str (&self->path, path))
    return;

  stop_loading (self);
  show_texture (self, NULL);
  if (path == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  easel_entity_texture_load_async (path, self->cancellable, on_loaded, g_object_ref (self));
}
