/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-window-private.h"

/* Toasts go by themselves, and with their button. GTK would give the keyboard to the first button
 * of the window then, or to nothing. */

static gboolean
is_there (GtkWidget *widget)
{
  return widget != NULL && gtk_widget_get_mapped (widget) && gtk_widget_is_sensitive (widget);
}

static gboolean
is_in_toast (GtkWidget *widget)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    if (ADW_IS_TOAST_OVERLAY (gtk_widget_get_parent (widget)))
      return widget
             != adw_toast_overlay_get_child (ADW_TOAST_OVERLAY (gtk_widget_get_parent (widget)));
  return FALSE;
}

/* What had it may be gone, such as what was put in the place of the library's last thing. */
static gboolean
give_back (gpointer user_data)
{
  EaselWindow *self = user_data;
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->content);

  self->focus_source = 0;
  if (is_there (self->focus_kept))
    gtk_window_set_focus (GTK_WINDOW (self), self->focus_kept);
  else if (page != NULL)
    gtk_widget_child_focus (GTK_WIDGET (page), GTK_DIR_TAB_FORWARD);
  return G_SOURCE_REMOVE;
}

static void
on_focus_changed (EaselWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  gboolean toast_went = self->focus_in_toast && !is_there (self->focus_toast);

  if (self->focus_source != 0)
    return;
  self->focus_in_toast = is_in_toast (focus);
  if (self->focus_in_toast)
    g_set_weak_pointer (&self->focus_toast, focus);
  else if (toast_went)
    self->focus_source = g_idle_add (give_back, self);
  else if (focus != NULL)
    g_set_weak_pointer (&self->focus_kept, focus);
}

void
easel_window_keep_focus (EaselWindow *self)
{
  g_signal_connect (self, "notify::focus-widget", G_CALLBACK (on_focus_changed), NULL);
}

void
easel_window_forget_focus (EaselWindow *self)
{
  g_clear_handle_id (&self->focus_source, g_source_remove);
  g_clear_weak_pointer (&self->focus_kept);
  g_clear_weak_pointer (&self->focus_toast);
}
