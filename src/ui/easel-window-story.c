/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-window-private.h"

#include "easel-plain.h"
#include "easel-story-page.h"

#include <glib/gi18n.h>

/* Reading stories, from whichever page, and what becomes of their files. */

static void
push (EaselWindow *self, EaselStoryPage *page)
{
  adw_navigation_view_push (self->content, ADW_NAVIGATION_PAGE (page));
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
}

static void
on_read_story (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselWindow *self = user_data;

  push (self, easel_story_page_new (self->studio, g_variant_get_string (parameter, NULL)));
}

static void
on_read_job (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselWindow *self = user_data;
  EaselJob *job = easel_queue_lookup (easel_studio_get_queue (self->studio),
                                      g_variant_get_string (parameter, NULL));

  if (job != NULL)
    push (self, easel_story_page_new_for_job (self->studio, job));
}

/* Files ----------------------------------------------------------------------------------- */

static void
on_launched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!gtk_file_launcher_launch_finish (GTK_FILE_LAUNCHER (source), result, &error)
      && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    easel_window_add_error_toast (self, error);
}

static void
on_folder_shown (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!gtk_file_launcher_open_containing_folder_finish (GTK_FILE_LAUNCHER (source), result, &error)
      && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    easel_window_add_error_toast (self, error);
}

static void
on_open_file (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselWindow *self = user_data;
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (file);

  gtk_file_launcher_launch (launcher, GTK_WINDOW (self), self->cancellable, on_launched,
                            g_object_ref (self));
}

static void
on_show_file (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselWindow *self = user_data;
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (file);

  gtk_file_launcher_open_containing_folder (launcher, GTK_WINDOW (self), self->cancellable,
                                            on_folder_shown, g_object_ref (self));
}

/* With two things to do, of which a toast by itself has one. */
static void
on_tell_file (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselWindow *self = user_data;
  const char *title;
  const char *uri;
  AdwToast *toast = NULL;
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = NULL;
  GtkWidget *button = NULL;

  g_variant_get (parameter, "(&s&s)", &title, &uri);
  toast = easel_plain_toast_new (title);
  label = gtk_label_new (title);
  button = gtk_button_new_with_mnemonic (_ ("_Open"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", uri);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open-file");
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (GTK_BOX (content), label);
  gtk_box_append (GTK_BOX (content), button);
  adw_toast_set_custom_title (toast, content);
  adw_toast_set_button_label (toast, _ ("_Show in Files"));
  adw_toast_set_action_target (toast, "s", uri);
  adw_toast_set_action_name (toast, "win.show-file");
  adw_toast_set_timeout (toast, 10);
  adw_toast_overlay_add_toast (easel_window_get_toasts (self), toast);
}

void
easel_window_add_story_actions (EaselWindow *self)
{
  const GActionEntry entries[] = {
    { "read-story", on_read_story, "s" },  { "read-job", on_read_job, "s" },
    { "open-file", on_open_file, "s" },    { "show-file", on_show_file, "s" },
    { "tell-file", on_tell_file, "(ss)" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
