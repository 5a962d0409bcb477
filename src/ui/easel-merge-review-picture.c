/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-merge-review-picture.h"

#include "easel-entity-texture.h"

#include <glib/gi18n.h>

#define HEIGHT 160
#define MAX_EDGE 480

struct _EaselMergeReviewPicture
{
  AdwBin parent_instance;

  GtkPicture *picture;
  GCancellable *cancellable; /* (owned): of the loading */
};

G_DEFINE_FINAL_TYPE (EaselMergeReviewPicture, easel_merge_review_picture, ADW_TYPE_BIN)

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselMergeReviewPicture) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = easel_entity_texture_load_finish (result, &error);

  if (texture != NULL)
    gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_debug ("No picture: %s", error->message);
}

static void
easel_merge_review_picture_dispose (GObject *object)
{
  EaselMergeReviewPicture *self = EASEL_MERGE_REVIEW_PICTURE (object);

  g_cancellable_cancel (self->cancellable);

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

  object_class->dispose = easel_merge_review_picture_dispose;
  object_class->finalize = easel_merge_review_picture_finalize;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "picture-frame");
}

static void
easel_merge_review_picture_init (EaselMergeReviewPicture *self)
{
  GtkWidget *picture = gtk_picture_new ();

  self->cancellable = g_cancellable_new ();
  self->picture = GTK_PICTURE (picture);
  gtk_picture_set_content_fit (self->picture, GTK_CONTENT_FIT_CONTAIN);
  gtk_widget_set_size_request (picture, -1, HEIGHT);
  adw_bin_set_child (ADW_BIN (self), picture);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
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
      library, id, MAX_EDGE * gtk_widget_get_scale_factor (GTK_WIDGET (self)), self->cancellable,
      on_loaded, g_object_ref (self));
}
