/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-picture-viewer.h"

#include "easel-compare-gestures.h"
#include "easel-contact-actions.h"

#include <glib/gi18n.h>

struct _EaselPictureViewer
{
  AdwBin parent_instance;

  AdwWindowTitle *window_title;
  EaselCompareCanvas *canvas;
  GtkWidget *previous_button;
  GtkWidget *next_button;

  EaselContactModel *model;     /* (owned) */
  EaselCompareZoom *zoom;       /* (owned) */
  EaselContactActions *actions; /* (owned) */
  EaselContactItem *item;       /* (owned) (nullable): what is shown */
  guint position;               /* of it in @model, or where it was */
};

typedef enum
{
  SIGNAL_CLOSED,
} EaselPictureViewerSignal;

static guint signals[SIGNAL_CLOSED + 1];

G_DEFINE_FINAL_TYPE (EaselPictureViewer, easel_picture_viewer, ADW_TYPE_BIN)

/* (transfer full) (element-type EaselContactItem): what is shown */
static GPtrArray *
list_current (GtkWidget *widget)
{
  EaselPictureViewer *self = EASEL_PICTURE_VIEWER (widget);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  if (self->item != NULL)
    g_ptr_array_add (items, g_object_ref (self->item));
  return items;
}

static void
show (EaselPictureViewer *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  g_autoptr (EaselContactItem) item = easel_contact_model_get (self->model, self->position);
  g_autofree char *title = NULL;
  g_autofree char *place = NULL;

  if (item == NULL || !easel_contact_item_is_picture (item))
    return;
  if (g_set_object (&self->item, item))
    easel_compare_zoom_reset (self->zoom);
  title = easel_contact_item_dup_title (item);
  place = g_strdup_printf (_ ("%u of %u"), self->position + 1, n_items);
  easel_compare_canvas_show (self->canvas, item);
  adw_window_title_set_title (self->window_title, title);
  adw_window_title_set_subtitle (self->window_title, n_items > 1 ? place : "");
  gtk_widget_set_visible (self->previous_button, n_items > 1);
  gtk_widget_set_visible (self->next_button, n_items > 1);
  easel_contact_actions_update (self->actions);
}

static void
leave (EaselPictureViewer *self)
{
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
}

/* What was discarded makes room for the one after it. */
static void
on_items_changed (EaselPictureViewer *self, guint position, guint n_removed, guint n_added)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (EaselContactItem) item = easel_contact_model_get (self->model, i);

      g_signal_handlers_disconnect_by_func (item, show, self);
      g_signal_connect_object (item, "notify", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
    }
  if (n_items == 0)
    {
      leave (self);
      return;
    }
  if (position < self->position)
    self->position = self->position + n_added - MIN (n_removed, self->position + n_added);
  self->position = MIN (self->position, n_items - 1);
  show (self);
}

static void
step (EaselPictureViewer *self, int direction)
{
  self->position = easel_contact_model_step (self->model, self->position, direction,
                                             GTK_INVALID_LIST_POSITION);
  show (self);
}

static void
on_previous (GtkWidget *widget, const char *action, GVariant *parameter)
{
  step (EASEL_PICTURE_VIEWER (widget), -1);
}

static void
on_next (GtkWidget *widget, const char *action, GVariant *parameter)
{
  step (EASEL_PICTURE_VIEWER (widget), 1);
}

static void
on_close (GtkWidget *widget, const char *action, GVariant *parameter)
{
  leave (EASEL_PICTURE_VIEWER (widget));
}

static void
on_pressed (EaselPictureViewer *self, int n_press)
{
  if (n_press == 2)
    leave (self);
}

/* Object ---------------------------------------------------------------------------------- */

static gboolean
easel_picture_viewer_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (EASEL_PICTURE_VIEWER (widget)->canvas));
}

static void
easel_picture_viewer_dispose (GObject *object)
{
  EaselPictureViewer *self = EASEL_PICTURE_VIEWER (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_PICTURE_VIEWER);
  g_clear_object (&self->item);
  g_clear_object (&self->actions);
  g_clear_object (&self->zoom);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (easel_picture_viewer_parent_class)->dispose (object);
}

static void
easel_picture_viewer_class_init (EaselPictureViewerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = easel_picture_viewer_dispose;
  widget_class->grab_focus = easel_picture_viewer_grab_focus;

  signals[SIGNAL_CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (EASEL_TYPE_COMPARE_CANVAS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/easelapp/Easel/ui/easel-picture-viewer.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselPictureViewer, window_title);
  gtk_widget_class_bind_template_child (widget_class, EaselPictureViewer, canvas);
  gtk_widget_class_bind_template_child (widget_class, EaselPictureViewer, previous_button);
  gtk_widget_class_bind_template_child (widget_class, EaselPictureViewer, next_button);
  gtk_widget_class_install_action (widget_class, "viewer.previous", NULL, on_previous);
  gtk_widget_class_install_action (widget_class, "viewer.next", NULL, on_next);
  gtk_widget_class_install_action (widget_class, "viewer.close", NULL, on_close);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_NO_MODIFIER_MASK,
                                       "viewer.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, GDK_NO_MODIFIER_MASK,
                                       "viewer.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_comma, GDK_NO_MODIFIER_MASK,
                                       "viewer.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_period, GDK_NO_MODIFIER_MASK,
                                       "viewer.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, GDK_NO_MODIFIER_MASK,
                                       "viewer.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F11, GDK_NO_MODIFIER_MASK,
                                       "viewer.close", NULL);
}

static void
easel_picture_viewer_init (EaselPictureViewer *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->zoom = easel_compare_zoom_new ();
  g_signal_connect_object (click, "pressed", G_CALLBACK (on_pressed), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->canvas), GTK_EVENT_CONTROLLER (click));
  easel_compare_gestures_add_zoom (GTK_WIDGET (self->canvas), self->canvas);
  easel_compare_gestures_add_pan (GTK_WIDGET (self->canvas), self->canvas);
  easel_compare_gestures_add_keys (GTK_WIDGET (self), self->canvas);
}

GtkWidget *
easel_picture_viewer_new (EaselLibrary *library, EaselContactModel *model, const char *current)
{
  EaselPictureViewer *self = NULL;

  g_return_val_if_fail (EASEL_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (EASEL_IS_CONTACT_MODEL (model), NULL);
  g_return_val_if_fail (current != NULL, NULL);

  self = g_object_new (EASEL_TYPE_PICTURE_VIEWER, NULL);
  self->model = g_object_ref (model);
  self->actions = easel_contact_actions_new (GTK_WIDGET (self), library, list_current);
  easel_compare_canvas_set_up (self->canvas, library, self->zoom);
  if (!easel_contact_model_find (self->model, current, &self->position))
    self->position = 0;
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->model)); i++)
    {
      g_autoptr (EaselContactItem) item = easel_contact_model_get (self->model, i);

      g_signal_connect_object (item, "notify", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
    }
  return GTK_WIDGET (self);
}

AdwToastOverlay *
easel_picture_viewer_get_toasts (EaselPictureViewer *self)
{
  g_return_val_if_fail (EASEL_IS_PICTURE_VIEWER (self), NULL);

  /* Bound, it would be unparented behind the bin's back. */
  return ADW_TOAST_OVERLAY (adw_bin_get_child (ADW_BIN (self)));
}
