/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-entity-page.h"

#include "easel-entity-picture-view.h"
#include "easel-entity-sections.h"
#include "easel-entity-texture.h"
#include "easel-entity-tile.h"

#include <glib/gi18n.h>

struct _EaselEntityPage
{
  AdwNavigationPage parent_instance;

  GtkStack *stack;
  AdwStatusPage *failed_page;
  AdwToastOverlay *toast_overlay;
  GtkWidget *image_overlay;
  EaselEntityPictureView *image;
  GtkLabel *name_label;
  GtkLabel *kind_label;
  AdwWrapBox *tags_box;
  EaselEntitySections *sections;

  EaselStudio *studio;       /* (owned) */
  char *id;                  /* (owned) */
  char *picture;             /* (owned) (nullable): id of the picture on top */
  EaselEntity *entity;       /* (owned) (nullable): what was read last */
  GCancellable *cancellable; /* (owned): of the reading */
};

G_DEFINE_FINAL_TYPE (EaselEntityPage, easel_entity_page, ADW_TYPE_NAVIGATION_PAGE)

static EaselLibrary *
get_library (EaselEntityPage *self)
{
  return easel_studio_get_library (self->studio);
}

/* (nullable): the picture an entity is recognized by */
static const char *
choose_picture (EaselEntity *entity)
{
  GPtrArray *pictures = easel_entity_get_pictures (entity);
  const EaselEntityPicture *first = NULL;

  if (g_str_equal (easel_entity_get_kind (entity), EASEL_ENTITY_PICTURE))
    return easel_entity_get_id (entity);

  if (pictures->len == 0)
    return NULL;
  first = g_ptr_array_index (pictures, 0);
  return first->picture;
}

static void
show_tags (EaselEntityPage *self, EaselEntity *entity)
{
  const char *const *tags = easel_entity_get_tags (entity);
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->tags_box))) != NULL)
    adw_wrap_box_remove (self->tags_box, child);

  for (guint i = 0; tags[i] != NULL; i++)
    {
      GtkWidget *chip = gtk_label_new (tags[i]);

      gtk_label_set_ellipsize (GTK_LABEL (chip), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (chip, "chip");
      adw_wrap_box_append (self->tags_box, chip);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->tags_box), tags[0] != NULL);
}

static void
show_entity (EaselEntityPage *self, EaselEntity *entity, GPtrArray *users)
{
  const char *name = easel_entity_get_name (entity);
  g_autofree char *kind = easel_entity_tile_describe (entity);

  g_set_str (&self->picture, choose_picture (entity));
  gtk_widget_set_visible (self->image_overlay, self->picture != NULL);
  easel_entity_picture_view_show (self->image, get_library (self), self->picture);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->image), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), name);
  gtk_label_set_label (self->name_label, name);
  gtk_label_set_label (self->kind_label, kind);
  show_tags (self, entity);
  easel_entity_sections_show (self->sections, self->studio, entity, users);
  gtk_stack_set_visible_child_name (self->stack, "entity");
}

static void
show_error (EaselEntityPage *self, const GError *error)
{
  gboolean is_gone = g_error_matches (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_FOUND);
  const char *title = is_gone ? _ ("Not in the Library") : _ ("The Library Cannot Be Read");

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), title);
  adw_status_page_set_title (self->failed_page, title);
  adw_status_page_set_description (self->failed_page, is_gone ? NULL : error->message);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
on_users_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselEntityPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) users = easel_library_where_used_finish (EASEL_LIBRARY (source), result,
                                                                 &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (users == NULL)
    show_error (self, error);
  else
    show_entity (self, self->entity, users);
}

static void
on_entity_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselEntityPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselEntity) entity = easel_library_get_finish (EASEL_LIBRARY (source), result,
                                                             &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (entity == NULL)
    {
      show_error (self, error);
      return;
    }

  /* Shown when all is there, so that nothing moves under the pointer. */
  g_set_object (&self->entity, entity);
  easel_library_where_used_async (get_library (self), self->id, self->cancellable, on_users_found,
                                  g_object_ref (self));
}

static void
read_entity (EaselEntityPage *self)
{
  gboolean ready = FALSE;

  g_object_get (self->studio, "ready", &ready, NULL);
  if (!ready)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  easel_library_get_async (get_library (self), self->id, self->cancellable, on_entity_read,
                           g_object_ref (self));
}

static void
on_library_changed (EaselEntityPage *self, const char *const *ids)
{
  if (g_strv_contains (ids, self->id))
    read_entity (self);
}

static void
show_toast (EaselEntityPage *self, const char *message)
{
  AdwToast *toast = adw_toast_new (message);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}

static void
on_launched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselEntityPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!gtk_file_launcher_launch_finish (GTK_FILE_LAUNCHER (source), result, &error)
      && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    show_toast (self, error->message);
}

static void
on_file_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselEntityPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = easel_entity_texture_find_file_finish (result, &error);
  g_autoptr (GtkFileLauncher) launcher = NULL;

  if (file == NULL)
    {
      show_toast (self, error->message);
      return;
    }

  launcher = gtk_file_launcher_new (file);
  gtk_file_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                            on_launched, g_object_ref (self));
}

static void
on_open_clicked (EaselEntityPage *self)
{
  easel_entity_texture_find_file_async (get_library (self), self->picture, NULL, on_file_found,
                                        g_object_ref (self));
}

static void
easel_entity_page_dispose (GObject *object)
{
  EaselEntityPage *self = EASEL_ENTITY_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_ENTITY_PAGE);
  g_clear_object (&self->entity);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (easel_entity_page_parent_class)->dispose (object);
}

static void
easel_entity_page_finalize (GObject *object)
{
  EaselEntityPage *self = EASEL_ENTITY_PAGE (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->picture, g_free);

  G_OBJECT_CLASS (easel_entity_page_parent_class)->finalize (object);
}

static void
easel_entity_page_class_init (EaselEntityPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = easel_entity_page_dispose;
  object_class->finalize = easel_entity_page_finalize;

  g_type_ensure (EASEL_TYPE_ENTITY_PICTURE_VIEW);
  g_type_ensure (EASEL_TYPE_ENTITY_SECTIONS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/easelapp/Easel/ui/easel-entity-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselEntityPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EaselEntityPage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, EaselEntityPage, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, EaselEntityPage, image_overlay);
  gtk_widget_class_bind_template_child (widget_class, EaselEntityPage, image);
  gtk_widget_class_bind_template_child (widget_class, EaselEntityPage, name_label);
  gtk_widget_class_bind_template_child (widget_class, EaselEntityPage, kind_label);
  gtk_widget_class_bind_template_child (widget_class, EaselEntityPage, tags_box);
  gtk_widget_class_bind_template_child (widget_class, EaselEntityPage, sections);
  gtk_widget_class_bind_template_callback (widget_class, on_open_clicked);
}

static void
easel_entity_page_init (EaselEntityPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

EaselEntityPage *
easel_entity_page_new (EaselStudio *studio, const char *id)
{
  EaselEntityPage *self = NULL;

  g_return_val_if_fail (EASEL_IS_STUDIO (studio), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (EASEL_TYPE_ENTITY_PAGE, NULL);
  self->studio = g_object_ref (studio);
  self->id = g_strdup (id);
  g_signal_connect_object (get_library (self), "changed", G_CALLBACK (on_library_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (studio, "notify::ready", G_CALLBACK (read_entity), self,
                           G_CONNECT_SWAPPED);
  read_entity (self);
  return self;
}

const char *
easel_entity_page_get_id (EaselEntityPage *self)
{
  g_return_val_if_fail (EASEL_IS_ENTITY_PAGE (self), NULL);
  return self->id;
}
