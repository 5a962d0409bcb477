/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-merge-review-picture.h"

#include "easel-entity-texture.h"

#include <glib/gi18n.h>

#define HEIGHT 160
#define MAX_WIDTH 360

struct _EaselMergeReviewPicture
{
  GtkWidget parent_instance;

  GtkPicture *picture;       /* (owned) */
  GCancellable *cancellable; /* (owned): of the loading */
};

G_DEFINE_FINAL_TYPE (EaselMergeReviewPicture, easel_merge_review_picture, GTK_TYPE_WIDGET)

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselMergeReviewPicture) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = easel_entity_texture_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (texture != NULL)
    gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  else
    g_debug ("No picture: %s", error->message);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static GtkSizeRequestMode
easel_merge_review_picture_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

/* Always of one height, so that nothing moves when the picture comes; as wide as it is then, or
 * narrower where there is no room. */
static void
easel_merge_review_picture_measure (GtkWidget *widget,
                                    GtkOrientation orientation,
                                    int for_size,
                                    int *minimum,
                                    int *natural,
                                    int *minimum_baseline,
                                    int *natural_baseline)
{
  EaselMergeReviewPicture *self = EASEL_MERGE_REVIEW_PICTURE (widget);
  GdkPaintable *paintable = gtk_picture_get_paintable (self->picture);
  double ratio = paintable != NULL ? gdk_paintable_get_intrinsic_aspect_ratio (paintable) : 1;

  *minimum = *natural = HEIGHT;
  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 0;
      *natural = (int) MIN (MAX_WIDTH, HEIGHT * ratio);
    }
}

static void
easel_merge_review_picture_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  EaselMergeReviewPicture *self = EASEL_MERGE_REVIEW_PICTURE (widget);

  gtk_widget_size_allocate (GTK_WIDGET (self->picture), &(GtkAllocation) { 0, 0, width, height },
                            baseline);
}

static void
easel_merge_review_picture_dispose (GObject *object)
{
  EaselMergeReviewPicture *self = EASEL_MERGE_REVIEW_PICTURE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer ((GtkWidget **) &self->picture, gtk_widget_unparent);

  G_OBJECT_CLASS (easel_merge_review_picture_parent_class)->dispose (object);
}

static void
easel_merge_review_picture_finalize (GObject *object)
{
  EaselMergeReviewPicture *self = EASEL_MERGE_REVIEW_PICTURE (object);

  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (easel_merge_review_picture_parent_class)->finalize (object);
}

static void
easel_merge_review_picture_class_init (EaselMergeReviewPictureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = easel_merge_review_picture_dispose;
  object_class->finalize = easel_merge_review_picture_finalize;
  widget_class->get_request_mode = easel_merge_review_picture_get_request_mode;
  widget_class->measure = easel_merge_review_picture_measure;
  widget_class->size_allocate = easel_merge_review_picture_size_allocate;
}

static void
easel_merge_review_picture_init (EaselMergeReviewPicture *self)
{
  self->cancellable = g_cancellable_new ();
  self->picture = GTK_PICTURE (gtk_picture_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->picture), GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "merge-picture");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

/* (nullable) */
static const char *
find_picture (EaselEntity *entity)
{
  GPtrArray *pictures = easel_entity_get_pictures (entity);

  if (g_str_equal (easel_entity_get_kind (entity), EASEL_ENTITY_PICTURE))
    return easel_entity_get_id (entity);
  return pictures->len > 0 ? ((EaselEntityPicture *) pictures->pdata[0])->picture : NULL;
}

void
easel_merge_review_picture_show (EaselMergeReviewPicture *self,
                                 EaselLibrary *library,
                                 EaselEntity *entity)
{
  const char *id;
  g_autofree char *name = NULL;

  g_return_if_fail (EASEL_IS_MERGE_REVIEW_PICTURE (self));

  id = find_picture (entity);
  gtk_widget_set_visible (GTK_WIDGET (self), id != NULL);
  if (id == NULL)
    return;
  /* Translators: %s is the name of what is in the picture */
  name = g_strdup_printf (_ ("Picture of “%s”"), easel_entity_get_name (entity));
  gtk_picture_set_alternative_text (self->picture, name);
  easel_entity_texture_load_picture_async (
      library, id, MAX_WIDTH * gtk_widget_get_scale_factor (GTK_WIDGET (self)), self->cancellable,
      on_loaded, g_object_ref (self));
}
