/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-window-private.h"

#include <glib/gi18n.h>

static void
add_filters (GtkFileDialog *dialog)
{
  g_autoptr (GtkFileFilter) backups = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);

  gtk_file_filter_set_name (backups, _ ("Backups"));
  gtk_file_filter_add_mime_type (backups, "application/zip");
  gtk_file_filter_add_suffix (backups, "zip");
  gtk_file_filter_set_name (all, _ ("All Files"));
  gtk_file_filter_add_pattern (all, "*");
  g_list_store_append (filters, backups);
  g_list_store_append (filters, all);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
}

static void
end_choice (EaselWindow *self, GError *error)
{
  if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED)
      && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
    easel_window_add_error_toast (self, error);
}

static void
on_place_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);
  g_autofree char *uri = file != NULL ? g_file_get_uri (file) : NULL;
  EaselJob *job = NULL;

  if (uri == NULL)
    end_choice (self, error);
  else if ((job = easel_studio_back_up (self->studio, uri, &error)) == NULL)
    easel_window_add_error_toast (self, error);
  else
    easel_window_follow (self, job);
}

static void
on_back_up (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselWindow *self = user_data;
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d");
  /* Translators: the name of a file; %s is a date as 2026-11-24 */
  g_autofree char *name = g_strdup_printf (_ ("Easel Library %s.zip"), date);

  gtk_file_dialog_set_title (dialog, _ ("Back Up Library"));
  gtk_file_dialog_set_accept_label (dialog, _ ("_Back Up"));
  gtk_file_dialog_set_initial_name (dialog, name);
  add_filters (dialog);
  gtk_file_dialog_save (dialog, GTK_WINDOW (self), self->cancellable, on_place_chosen,
                        g_object_ref (self));
}

static void
on_backup_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, &error);
  g_autofree char *uri = file != NULL ? g_file_get_uri (file) : NULL;
  EaselJob *job = NULL;

  if (uri == NULL)
    end_choice (self, error);
  else if ((job = easel_studio_restore (self->studio, uri, &error)) == NULL)
    easel_window_add_error_toast (self, error);
  else
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s",
                                  _ ("You are asked before anything is restored"));
      easel_window_follow (self, job);
    }
}

static void
on_restore (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselWindow *self = user_data;
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  gtk_file_dialog_set_title (dialog, _ ("Restore Library"));
  add_filters (dialog);
  gtk_file_dialog_open (dialog, GTK_WINDOW (self), self->cancellable, on_backup_chosen,
                        g_object_ref (self));
}

void
easel_window_add_backup_actions (EaselWindow *self)
{
  const GActionEntry entries[] = {
    { "back-up", on_back_up },
    { "restore", on_restore },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
