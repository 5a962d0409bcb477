/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-application.h"

#include "easel-background.h"
#include "easel-config.h"
#include "easel-leave-dialog.h"
#include "easel-preferences-dialog.h"
#include "easel-review-dialog.h"
#include "easel-shortcuts-dialog.h"
#include "easel-ui-resources.h"
#include "easel-window.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

/* Without a window and without work, how long it stays for whoever started it over D-Bus. */
#define IDLE_MS (10 * 1000)

struct _EaselApplication
{
  AdwApplication parent_instance;

  EaselStudio *studio;         /* (owned) */
  EaselService *service;       /* (owned) */
  EaselBackground *background; /* (owned) */
  GSettings *settings;         /* (owned) */
  guint idle;                  /* source that ends it; 0 while there is a window or work */
  gboolean closing;

  const char *wanted; /* (unowned) (nullable): an action to be done once the studio is open … */
  GVariant *wanted_target; /* (owned) (nullable): … and with what */
};

G_DEFINE_FINAL_TYPE (EaselApplication, easel_application, ADW_TYPE_APPLICATION)

/* Ending ---------------------------------------------------------------------------------- */

static void
on_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GApplication) application = user_data;
  g_autoptr (GError) error = NULL;

  if (!easel_studio_close_finish (EASEL_STUDIO (source), result, &error))
    g_message ("%s", error->message);
  g_application_quit (application);
}

/* The application is held from its start on, so that nothing but this ends it: what is under
 * way is written down first. */
static void
begin_close (EaselApplication *self)
{
  GtkWindow *window;

  if (self->closing)
    return;
  self->closing = TRUE;
  g_clear_handle_id (&self->idle, g_source_remove);
  while ((window = gtk_application_get_active_window (GTK_APPLICATION (self))) != NULL)
    gtk_window_destroy (window);
  easel_studio_close_async (self->studio, on_closed, g_object_ref (self));
}

static void
on_idle (gpointer user_data)
{
  EaselApplication *self = user_data;

  self->idle = 0;
  begin_close (self);
}

static gboolean
is_needed (EaselApplication *self)
{
  gboolean busy;

  g_object_get (self->service, "busy", &busy, NULL);
  return busy || gtk_application_get_windows (GTK_APPLICATION (self)) != NULL;
}

static void
update_idle (EaselApplication *self)
{
  g_clear_handle_id (&self->idle, g_source_remove);
  if (!self->closing && !is_needed (self))
    self->idle = g_timeout_add_once (IDLE_MS, on_idle, self);
}

static gboolean
on_signal (gpointer user_data)
{
  begin_close (user_data);
  return G_SOURCE_CONTINUE;
}

/* Leaving --------------------------------------------------------------------------------- */

/* Only one is asked at a time. */
static gboolean
is_asking (GtkWindow *window)
{
  AdwApplicationWindow *host = ADW_APPLICATION_WINDOW (window);

  return ADW_IS_ALERT_DIALOG (adw_application_window_get_visible_dialog (host));
}

static void
on_close_answered (EaselApplication *self, const char *response)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (g_str_equal (response, EASEL_LEAVE_QUIT))
    {
      g_settings_set_string (self->settings, "when-closed", "quit");
      begin_close (self);
    }
  else if (g_str_equal (response, EASEL_LEAVE_KEEP_WORKING))
    {
      g_settings_set_string (self->settings, "when-closed", "keep-working");
      if (window != NULL)
        gtk_window_destroy (window);
    }
}

static gboolean
on_close_request (EaselApplication *self, GtkWindow *window)
{
  g_autofree char *choice = g_settings_get_string (self->settings, "when-closed");
  guint n_jobs = easel_background_count_jobs (self->background);
  AdwAlertDialog *dialog;

  if (self->closing || n_jobs == 0 || g_str_equal (choice, "keep-working"))
    return GDK_EVENT_PROPAGATE;
  if (g_str_equal (choice, "quit"))
    begin_close (self);
  else if (!is_asking (window))
    {
      dialog = easel_leave_dialog_new_for_close (n_jobs);
      g_signal_connect_object (dialog, "response", G_CALLBACK (on_close_answered), self,
                               G_CONNECT_SWAPPED);
      adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (window));
    }
  return GDK_EVENT_STOP;
}

static void
on_quit_answered (EaselApplication *self, const char *response)
{
  if (g_str_equal (response, EASEL_LEAVE_QUIT))
    begin_close (self);
}

/* Without a window it was a notification that asked. */
static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselApplication *self = user_data;
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  AdwAlertDialog *dialog;
  guint n_running;

  g_object_get (easel_studio_get_queue (self->studio), "n-running", &n_running, NULL);
  if (window == NULL || n_running == 0)
    {
      begin_close (self);
      return;
    }
  if (is_asking (window))
    return;
  dialog = easel_leave_dialog_new_for_quit (n_running);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_quit_answered), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (window));
}

/* Windows --------------------------------------------------------------------------------- */

static void
on_active_changed (EaselApplication *self, GParamSpec *pspec, GtkWindow *window)
{
  easel_service_set_window_active (self->service, gtk_window_is_active (window));
}

static void
on_dialog_changed (EaselApplication *self, GParamSpec *pspec, AdwApplicationWindow *window)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (window);

  easel_service_set_review_open (self->service, EASEL_IS_REVIEW_DIALOG (dialog));
}

static EaselWindow *
ensure_window (EaselApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window == NULL)
    {
      window = GTK_WINDOW (easel_window_new (GTK_APPLICATION (self), self->studio));
      easel_background_set_hidden (self->background, FALSE);
      g_signal_connect_object (window, "close-request", G_CALLBACK (on_close_request), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (window, "notify::is-active", G_CALLBACK (on_active_changed), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (window, "notify::visible-dialog", G_CALLBACK (on_dialog_changed),
                               self, G_CONNECT_SWAPPED);
    }
  return EASEL_WINDOW (window);
}

static EaselWindow *
present_window (EaselApplication *self)
{
  EaselWindow *window = ensure_window (self);

  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static void
easel_application_window_removed (GtkApplication *application, GtkWindow *window)
{
  EaselApplication *self = EASEL_APPLICATION (application);

  GTK_APPLICATION_CLASS (easel_application_parent_class)->window_removed (application, window);
  if (self->closing)
    return;
  if (gtk_application_get_windows (application) == NULL)
    {
      easel_service_set_window_active (self->service, FALSE);
      easel_service_set_review_open (self->service, FALSE);
    }
  if (!is_needed (self))
    begin_close (self);
  else if (easel_background_count_jobs (self->background) > 0
           && gtk_application_get_windows (application) == NULL)
    easel_background_set_hidden (self->background, TRUE);
}

/* Actions --------------------------------------------------------------------------------- */

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselApplication *self = user_data;
  AdwDialog *dialog = adw_about_dialog_new ();

  g_object_set (dialog, "application-name", _ ("Easel"), "application-icon", EASEL_APP_ID,
                "version", EASEL_VERSION, "developer-name", _ ("The Easel contributors"),
                "copyright", _ ("© The Easel contributors"), "license-type", GTK_LICENSE_GPL_3_0,
                "website", "https://easelapp.github.io/", "translator-credits",
                /* Translators: your names, one a line */
                _ ("translator-credits"), NULL);
  adw_dialog_present (dialog, GTK_WIDGET (present_window (self)));
}

static EaselPreferencesDialog *
present_preferences (EaselApplication *self)
{
  EaselWindow *window = present_window (self);
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));

  if (!EASEL_IS_PREFERENCES_DIALOG (dialog))
    {
      dialog = ADW_DIALOG (easel_preferences_dialog_new (self->studio));
      adw_dialog_present (dialog, GTK_WIDGET (window));
    }
  return EASEL_PREFERENCES_DIALOG (dialog);
}

static void
on_preferences (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  present_preferences (user_data);
}

static void
on_set_up_provider (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselApplication *self = user_data;
  EaselPreferencesDialog *dialog = present_preferences (self);
  g_autofree char *provider = NULL;
  g_autofree char *model = NULL;

  easel_provider_registry_get_choice (easel_studio_get_providers (self->studio),
                                      EASEL_MODEL_TASK_VISION, &provider, &model);
  if (g_str_equal (provider, "demo"))
    easel_preferences_dialog_add_provider (dialog);
  else
    easel_preferences_dialog_show_provider (dialog, provider);
}

static void
on_show_provider (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  easel_preferences_dialog_show_provider (present_preferences (user_data),
                                          g_variant_get_string (parameter, NULL));
}

static void
on_choose_model (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  easel_preferences_dialog_show_models (present_preferences (user_data));
}

static void
on_shortcuts (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselApplication *self = user_data;

  adw_dialog_present (ADW_DIALOG (easel_shortcuts_dialog_new (GTK_APPLICATION (self))),
                      GTK_WIDGET (present_window (self)));
}

/* A notification's button or a search may be what started the program: what is there is known once
 * it is open. Returns: whether it is */
static gboolean
is_open_for (EaselApplication *self, GSimpleAction *action, GVariant *target)
{
  gboolean ready;

  g_object_get (self->studio, "ready", &ready, NULL);
  if (!ready)
    {
      self->wanted = g_action_get_name (G_ACTION (action));
      g_clear_pointer (&self->wanted_target, g_variant_unref);
      self->wanted_target = g_variant_ref (target);
    }
  return ready;
}

static void
on_show_job (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselWindow *window = present_window (user_data);

  if (is_open_for (user_data, action, parameter))
    easel_window_show_job (window, g_variant_get_string (parameter, NULL));
}

static void
on_review_job (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselWindow *window = present_window (user_data);

  if (is_open_for (user_data, action, parameter))
    easel_window_review (window, g_variant_get_string (parameter, NULL));
}

static void
on_show_entity (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWidget *window = GTK_WIDGET (present_window (user_data));

  if (is_open_for (user_data, action, parameter))
    gtk_widget_activate_action_variant (window, "win.show-entity", parameter);
}

static void
on_search_library (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselWindow *window = present_window (user_data);

  if (is_open_for (user_data, action, parameter))
    easel_window_search (window, g_variant_get_string (parameter, NULL));
}

static void
on_show_brief (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_widget_activate_action (GTK_WIDGET (present_window (user_data)), "win.show-page", "s",
                              "brief");
}

static void
on_new_analysis (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_widget_activate_action (GTK_WIDGET (present_window (user_data)), "win.open", NULL);
}

static const GActionEntry action_entries[] = {
  { "quit", on_quit },
  { "about", on_about },
  { "shortcuts", on_shortcuts },
  { "preferences", on_preferences },
  { "set-up-provider", on_set_up_provider },
  { "choose-model", on_choose_model },
  { "show-provider", on_show_provider, "s" },
  { "show-job", on_show_job, "s" },
  { "review-job", on_review_job, "s" },
  { "show-entity", on_show_entity, "s" },
  { "search-library", on_search_library, "s" },
  { "show-brief", on_show_brief },
  { "new-analysis", on_new_analysis },
};

static const struct
{
  const char *action;
  const char *accels[3];
} accels[] = {
  { "app.quit", { "<Control>q" } },
  { "app.preferences", { "<Control>comma" } },
  { "window.close", { "<Control>w" } },
  { "win.open", { "<Control>o", "<Control>n" } },
  { "win.open-folder", { "<Control><Shift>o" } },
  { "win.paste", { "<Control>v" } },
  { "win.search", { "<Control>f" } },
  { "win.edit", { "<Control>e" } },
  { "win.show-history", { "<Control>h" } },
  { "win.show-page::brief", { "<Alt>1" } },
  { "win.show-page::library", { "<Alt>2" } },
  { "win.show-page::create", { "<Alt>3" } },
  { "win.next-pane", { "F6" } },
  { "win.toggle-pause", { "<Control>p" } },
  { "app.shortcuts", { "<Control>question", "F1" } },
};

static void
add_actions (EaselApplication *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), action_entries,
                                   G_N_ELEMENTS (action_entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accels[i].action,
                                           accels[i].accels);
}

/* Application ----------------------------------------------------------------------------- */

/* The window shows why: it watches the studio's failure. */
static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!easel_studio_open_finish (EASEL_STUDIO (source), result, &error))
    g_message ("%s", error->message);
  else if (self->wanted != NULL && !self->closing)
    g_action_group_activate_action (G_ACTION_GROUP (self), self->wanted, self->wanted_target);
  self->wanted = NULL;
  g_clear_pointer (&self->wanted_target, g_variant_unref);
  update_idle (self);
}

static void
easel_application_startup (GApplication *application)
{
  EaselApplication *self = EASEL_APPLICATION (application);

  easel_ui_register_resource ();
  G_APPLICATION_CLASS (easel_application_parent_class)->startup (application);

  g_application_hold (application);
  g_unix_signal_add (SIGTERM, on_signal, self);
  g_unix_signal_add (SIGINT, on_signal, self);
  g_unix_signal_add (SIGHUP, on_signal, self);
  gtk_window_set_default_icon_name (EASEL_APP_ID);
  add_actions (self);
  g_signal_connect_object (self->service, "notify::busy", G_CALLBACK (update_idle), self,
                           G_CONNECT_SWAPPED);
  easel_studio_open_async (self->studio, NULL, on_opened, g_object_ref (self));
}

static void
easel_application_activate (GApplication *application)
{
  EaselApplication *self = EASEL_APPLICATION (application);

  if (!self->closing)
    present_window (self);
}

static void
easel_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  EaselApplication *self = EASEL_APPLICATION (application);
  g_autoptr (GStrvBuilder) uris = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  if (self->closing)
    return;
  for (int i = 0; i < n_files; i++)
    g_strv_builder_take (uris, g_file_get_uri (files[i]));
  list = g_strv_builder_end (uris);
  easel_window_analyze (present_window (self), (const char *const *) list);
}

static gboolean
easel_application_dbus_register (GApplication *application,
                                 GDBusConnection *connection,
                                 const char *path,
                                 GError **error)
{
  EaselApplication *self = EASEL_APPLICATION (application);

  return G_APPLICATION_CLASS (easel_application_parent_class)
             ->dbus_register (application, connection, path, error)
         && easel_service_export (self->service, connection, path, error);
}

static void
easel_application_dbus_unregister (GApplication *application,
                                   GDBusConnection *connection,
                                   const char *path)
{
  EaselApplication *self = EASEL_APPLICATION (application);

  if (self->service != NULL)
    easel_service_unexport (self->service);
  G_APPLICATION_CLASS (easel_application_parent_class)
      ->dbus_unregister (application, connection, path);
}

static void
easel_application_dispose (GObject *object)
{
  EaselApplication *self = EASEL_APPLICATION (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_pointer (&self->wanted_target, g_variant_unref);
  g_clear_object (&self->background);
  g_clear_object (&self->settings);
  g_clear_object (&self->service);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (easel_application_parent_class)->dispose (object);
}

static void
easel_application_class_init (EaselApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = easel_application_dispose;
  application_class->startup = easel_application_startup;
  application_class->activate = easel_application_activate;
  application_class->open = easel_application_open;
  application_class->dbus_register = easel_application_dbus_register;
  application_class->dbus_unregister = easel_application_dbus_unregister;
  GTK_APPLICATION_CLASS (klass)->window_removed = easel_application_window_removed;
}

static void
easel_application_init (EaselApplication *self)
{
  self->studio = easel_studio_new (NULL, NULL, NULL);
  self->service = easel_service_new (G_APPLICATION (self), self->studio);
  self->background = easel_background_new (G_APPLICATION (self), self->studio);
  self->settings = g_settings_new (EASEL_SCHEMA_ID);
  g_signal_connect_object (self->background, "refused", G_CALLBACK (begin_close), self,
                           G_CONNECT_SWAPPED);
}

EaselApplication *
easel_application_new (void)
{
  return g_object_new (EASEL_TYPE_APPLICATION, "application-id", EASEL_APP_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, NULL);
}

gboolean
easel_application_can_show (void)
{
  return gtk_init_check ();
}
