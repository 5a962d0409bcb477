/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-background.h"

#include "easel-background-portal.h"
#include "easel-config.h"

#include <glib/gi18n.h>

/* What is told changes no faster than somebody reads. */
#define UPDATE_SECONDS 1

#define NOTIFICATION_ID "background"
#define REFUSED_ID "background-refused"

struct _EaselBackground
{
  GObject parent_instance;

  GApplication *application; /* (unowned): owns this */
  EaselStudio *studio;       /* (owned) */
  GSettings *settings;       /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable): while hidden */

  guint update;          /* source that tells what has changed; 0 when nothing has */
  char *told;            /* (owned) (nullable): what was told last */
  gboolean with_portal;  /* whether the desktop shows what it is told */
  gboolean is_on_screen; /* the notification */
};

enum
{
  SIGNAL_REFUSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EaselBackground, easel_background, G_TYPE_OBJECT)

/* Telling --------------------------------------------------------------------------------- */

/* (transfer full) (nullable): %NULL when there is nothing left to do */
static char *
describe (EaselBackground *self)
{
  guint n_jobs = easel_background_count_jobs (self);
  guint n_running;

  if (n_jobs == 0)
    return NULL;
  g_object_get (easel_studio_get_queue (self->studio), "n-running", &n_running, NULL);
  if (n_running == 0)
    return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%u job waiting", "%u jobs waiting", n_jobs), n_jobs);
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u job running", "%u jobs running", n_running), n_running);
}

static void
withdraw (EaselBackground *self)
{
  if (self->is_on_screen)
    g_application_withdraw_notification (self->application, NOTIFICATION_ID);
  self->is_on_screen = FALSE;
}

static void
notify (EaselBackground *self)
{
  g_autoptr (GNotification) notification = g_notification_new (_ ("Easel Works in the Background"));

  g_notification_set_body (notification, self->told);
  g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_LOW);
  g_notification_set_default_action (notification, "app.show-brief");
  g_notification_add_button (notification, _ ("Quit"), "app.quit");
  g_application_send_notification (self->application, NOTIFICATION_ID, notification);
  self->is_on_screen = TRUE;
}

static void
on_status_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselBackground) self = user_data;
  g_autoptr (GError) error = NULL;

  if (easel_background_portal_set_status_finish (result, &error)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_debug ("The desktop does not show what works in the background: %s", error->message);
  self->with_portal = FALSE;
  if (self->told != NULL)
    notify (self);
}

static void
tell (EaselBackground *self)
{
  g_autofree char *text = describe (self);

  if (g_strcmp0 (text, self->told) == 0)
    return;
  g_set_str (&self->told, text);
  if (self->with_portal)
    easel_background_portal_set_status_async (g_application_get_dbus_connection (self->application),
                                              text != NULL ? text : "", self->cancellable,
                                              on_status_set, g_object_ref (self));
  else if (text != NULL)
    notify (self);
  else
    withdraw (self);
}

static void
on_update (gpointer user_data)
{
  EaselBackground *self = user_data;

  self->update = 0;
  tell (self);
}

static void
on_queue_changed (EaselBackground *self)
{
  if (self->cancellable != NULL && self->update == 0)
    self->update = g_timeout_add_seconds_once (UPDATE_SECONDS, on_update, self);
}

/* Asking ---------------------------------------------------------------------------------- */

static void
tell_refused (EaselBackground *self)
{
  g_autoptr (GNotification) notification = g_notification_new (
      _ ("Easel May Not Work in the Background"));

  g_notification_set_body (notification,
                           _ ("Your desktop does not allow it. Work goes on when you open Easel."));
  g_notification_set_default_action (notification, "app.show-brief");
  g_application_send_notification (self->application, REFUSED_ID, notification);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselBackground) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean allowed, autostart;

  if (!easel_background_portal_request_finish (result, &allowed, &autostart, &error))
    {
      /* Where nobody can be asked, nobody minds. */
      g_debug ("Not asked whether to work in the background: %s", error->message);
      return;
    }
  if (allowed || self->cancellable == NULL)
    return;
  tell_refused (self);
  g_signal_emit (self, signals[SIGNAL_REFUSED], 0);
}

static void
hide (EaselBackground *self)
{
  GDBusConnection *connection = g_application_get_dbus_connection (self->application);

  self->cancellable = g_cancellable_new ();
  self->with_portal = connection != NULL;
  g_application_withdraw_notification (self->application, REFUSED_ID);
  if (connection != NULL)
    easel_background_portal_request_async (connection, _ ("To finish the work you gave it"),
                                           g_settings_get_boolean (self->settings, "autostart"),
                                           self->cancellable, on_answered, g_object_ref (self));
  tell (self);
}

/* The desktop shows no status of a program that has a window. */
static void
show (EaselBackground *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->update, g_source_remove);
  g_clear_pointer (&self->told, g_free);
  withdraw (self);
}

/* Object ---------------------------------------------------------------------------------- */

static void
easel_background_dispose (GObject *object)
{
  EaselBackground *self = EASEL_BACKGROUND (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->update, g_source_remove);
  g_clear_pointer (&self->told, g_free);
  g_clear_object (&self->settings);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (easel_background_parent_class)->dispose (object);
}

static void
easel_background_class_init (EaselBackgroundClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = easel_background_dispose;

  signals[SIGNAL_REFUSED] = g_signal_new ("refused", EASEL_TYPE_BACKGROUND, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
easel_background_init (EaselBackground *self)
{
  self->settings = g_settings_new (EASEL_SCHEMA_ID);
}

EaselBackground *
easel_background_new (GApplication *application, EaselStudio *studio)
{
  EaselBackground *self = g_object_new (EASEL_TYPE_BACKGROUND, NULL);
  EaselQueue *queue = easel_studio_get_queue (studio);

  self->application = application;
  self->studio = g_object_ref (studio);
  g_signal_connect_object (queue, "notify::n-running", G_CALLBACK (on_queue_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (queue, "notify::n-queued", G_CALLBACK (on_queue_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (queue, "notify::paused", G_CALLBACK (on_queue_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

void
easel_background_set_hidden (EaselBackground *self, gboolean hidden)
{
  g_return_if_fail (EASEL_IS_BACKGROUND (self));

  if (hidden == (self->cancellable != NULL))
    return;
  if (hidden)
    hide (self);
  else
    show (self);
}

guint
easel_background_count_jobs (EaselBackground *self)
{
  gboolean paused;
  guint n_running, n_queued;

  g_return_val_if_fail (EASEL_IS_BACKGROUND (self), 0);

  g_object_get (easel_studio_get_queue (self->studio), "paused", &paused, "n-running", &n_running,
                "n-queued", &n_queued, NULL);
  return n_running + (paused ? 0 : n_queued);
}
