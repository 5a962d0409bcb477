/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-create-form-page.h"
#include "easel-intake.h"
#include "easel-window-private.h"

#include <glib/gi18n.h>

/* A form has places of its own. */
static gboolean
takes_itself (EaselWindow *self)
{
  return EASEL_IS_CREATE_FORM_PAGE (adw_navigation_view_get_visible_page (self->content));
}

static gboolean
on_accept (EaselWindow *self, GdkDrop *drop)
{
  /* What is dragged within the window is not a new picture. */
  return gdk_drop_get_drag (drop) == NULL && !takes_itself (self)
         && easel_intake_accepts (gdk_drop_get_formats (drop))
         && easel_studio_get_failure (self->studio) == NULL;
}

static GdkDragAction
on_drag_enter (EaselWindow *self, GdkDrop *drop, double x, double y)
{
  gtk_revealer_set_reveal_child (self->drop_revealer, TRUE);
  return GDK_ACTION_COPY;
}

static void
on_drag_leave (EaselWindow *self)
{
  gtk_revealer_set_reveal_child (self->drop_revealer, FALSE);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselIntake) intake = easel_intake_read_finish (result, &error);

  gdk_drop_finish (GDK_DROP (source), intake != NULL ? GDK_ACTION_COPY : 0);
  if (intake == NULL)
    easel_window_add_error_toast (self, error);
  else if (intake->uris != NULL)
    easel_window_analyze (self, (const char *const *) intake->uris);
  else
    easel_window_analyze_bytes (self, intake->bytes, _ ("Dropped Picture"));
}

static gboolean
on_drop (EaselWindow *self, GdkDrop *drop, double x, double y)
{
  gtk_revealer_set_reveal_child (self->drop_revealer, FALSE);
  easel_intake_read_drop_async (drop, self->cancellable, on_read, g_object_ref (self));
  return TRUE;
}

void
easel_window_add_drop_target (EaselWindow *self)
{
  GtkDropTargetAsync *target = gtk_drop_target_async_new (NULL, GDK_ACTION_COPY);

  g_signal_connect_object (target, "accept", G_CALLBACK (on_accept), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drag-enter", G_CALLBACK (on_drag_enter), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drag-leave", G_CALLBACK (on_drag_leave), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->overlay), GTK_EVENT_CONTROLLER (target));
}
