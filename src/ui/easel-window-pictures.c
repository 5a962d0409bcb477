/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-window-private.h"

#include "easel-compare-page.h"
#include "easel-picture-viewer.h"

#include <glib/gi18n.h>

/* Looking at pictures, from whichever page. */

/* (transfer full): reads again, when it is too early to read */
static EaselContactModel *
create_model (EaselWindow *self, const char *const *pictures)
{
  EaselContactModel *model = easel_contact_model_new_for_pictures (
      easel_studio_get_library (self->studio), pictures);

  g_signal_connect_object (self->studio, "notify::ready", G_CALLBACK (easel_contact_model_reload),
                           model, G_CONNECT_SWAPPED);
  return model;
}

static void
on_viewer_closed (EaselWindow *self)
{
  GtkWidget *viewer = g_steal_pointer (&self->viewer);

  gtk_stack_set_visible_child_name (self->stack, "work");
  gtk_stack_remove (self->stack, viewer);
  if (!self->was_fullscreen)
    gtk_window_unfullscreen (GTK_WINDOW (self));
  gtk_window_set_focus (GTK_WINDOW (self), self->focus_before);
  g_clear_weak_pointer (&self->focus_before);
}

static void
on_view_picture (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselWindow *self = user_data;
  g_autofree const char **pictures = NULL;
  const char *current;
  g_autoptr (EaselContactModel) model = NULL;

  g_variant_get (parameter, "(^a&s&s)", &pictures, &current);
  if (self->viewer != NULL)
    return;
  model = create_model (self, pictures);
  self->viewer = easel_picture_viewer_new (easel_studio_get_library (self->studio), model, current);
  g_signal_connect_object (self->viewer, "closed", G_CALLBACK (on_viewer_closed), self,
                           G_CONNECT_SWAPPED);
  g_set_weak_pointer (&self->focus_before, gtk_window_get_focus (GTK_WINDOW (self)));
  self->was_fullscreen = gtk_window_is_fullscreen (GTK_WINDOW (self));
  gtk_stack_add_child (self->stack, self->viewer);
  gtk_stack_set_visible_child (self->stack, self->viewer);
  gtk_widget_grab_focus (self->viewer);
  gtk_window_fullscreen (GTK_WINDOW (self));
}

static void
on_compare_pictures (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselWindow *self = user_data;
  g_autofree const char **pictures = NULL;
  const char *view;
  g_autoptr (EaselContactModel) model = NULL;

  g_variant_get (parameter, "(^a&s&s)", &pictures, &view);
  model = create_model (self, pictures);
  adw_navigation_view_push (self->content,
                            ADW_NAVIGATION_PAGE (easel_compare_page_new (
                                easel_studio_get_library (self->studio), model, view)));
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
}

void
easel_window_add_picture_actions (EaselWindow *self)
{
  const GActionEntry entries[] = {
    { "view-picture", on_view_picture, "(ass)" },
    { "compare-pictures", on_compare_pictures, "(ass)" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
