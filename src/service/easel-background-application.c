/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-background-application.h"

#include "easel-bus-interfaces.h"
#include "easel-config.h"

#include <glib-unix.h>

/* How long it stays when there is nothing to do: long enough for the next command. */
#define IDLE_MS (30 * 1000)
/* One whose files could not be opened is of no use: the next one may find them mended. */
#define FAILED_IDLE_MS 1000

/* One that was started only now has no display, and the next one would have none either. */
#define MIN_AGE_USEC (5 * G_USEC_PER_SEC)

struct _EaselBackgroundApplication
{
  GApplication parent_instance;

  EaselStudio *studio;   /* (owned) */
  EaselService *service; /* (owned) */
  guint idle;            /* source that ends it; 0 while there is work */
  gboolean closing;
  gint64 started;

  const char *wanted_method; /* (unowned) (nullable): what the next Easel is to be asked, … */
  GVariant *wanted;          /* (owned) (nullable): … and with what */
};

G_DEFINE_FINAL_TYPE (EaselBackgroundApplication, easel_background_application, G_TYPE_APPLICATION)

/* Ending ---------------------------------------------------------------------------------- */

static void
on_passed_on (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GApplication) application = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                              &error);

  if (reply == NULL)
    g_message ("%s", error->message);
  g_application_quit (application);
}

/* The bus starts the next Easel to answer this. */
static void
on_name_released (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselBackgroundApplication) self = user_data;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                              NULL);

  g_dbus_connection_call (G_DBUS_CONNECTION (source), EASEL_APP_ID, EASEL_APP_PATH,
                          "org.freedesktop.Application", self->wanted_method, self->wanted, NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_passed_on, g_object_ref (self));
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselBackgroundApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!easel_studio_close_finish (EASEL_STUDIO (source), result, &error))
    g_message ("%s", error->message);

  if (self->wanted_method == NULL)
    g_application_quit (G_APPLICATION (self));
  else
    g_dbus_connection_call (g_application_get_dbus_connection (G_APPLICATION (self)),
                            "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                            "ReleaseName", g_variant_new ("(s)", EASEL_APP_ID), NULL,
                            G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_name_released,
                            g_object_ref (self));
}

static void
begin_close (EaselBackgroundApplication *self)
{
  if (self->closing)
    return;
  self->closing = TRUE;
  g_clear_handle_id (&self->idle, g_source_remove);
  easel_studio_close_async (self->studio, on_closed, g_object_ref (self));
}

static void
on_idle (gpointer user_data)
{
  EaselBackgroundApplication *self = user_data;

  self->idle = 0;
  begin_close (self);
}

static void
update_idle (EaselBackgroundApplication *self)
{
  gboolean busy;

  g_clear_handle_id (&self->idle, g_source_remove);
  g_object_get (self->service, "busy", &busy, NULL);
  if (!busy && !self->closing)
    self->idle = g_timeout_add_once (
        easel_studio_get_failure (self->studio) != NULL ? FAILED_IDLE_MS : IDLE_MS, on_idle, self);
}

static gboolean
on_release (EaselBackgroundApplication *self)
{
  begin_close (self);
  return TRUE;
}

static gboolean
on_signal (gpointer user_data)
{
  begin_close (user_data);
  return G_SOURCE_CONTINUE;
}

/* Application ----------------------------------------------------------------------------- */

/* Whoever calls over the bus is told why; this is for the journal. */
static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselBackgroundApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!easel_studio_open_finish (EASEL_STUDIO (source), result, &error))
    g_message ("%s", error->message);
  update_idle (self);
}

static void
on_notice (EaselStudio *studio, const char *message, gpointer user_data)
{
  g_message ("%s", message);
}

static void
easel_background_application_startup (GApplication *application)
{
  EaselBackgroundApplication *self = EASEL_BACKGROUND_APPLICATION (application);

  G_APPLICATION_CLASS (easel_background_application_parent_class)->startup (application);

  /* It ends by itself, once what it does is written down: see begin_close(). */
  g_application_hold (application);
  g_unix_signal_add (SIGTERM, on_signal, self);
  g_unix_signal_add (SIGINT, on_signal, self);
  g_unix_signal_add (SIGHUP, on_signal, self);
  g_signal_connect_object (self->service, "notify::busy", G_CALLBACK (update_idle), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->service, "release", G_CALLBACK (on_release), self,
                           G_CONNECT_SWAPPED);
  easel_studio_open_async (self->studio, NULL, on_opened, g_object_ref (self));
}

/* Somebody wants to see Easel, and may have a display now: this one makes way for one that
 * asks again. @parameters: a floating one is taken */
static void
pass_on (EaselBackgroundApplication *self, const char *method, GVariant *parameters)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (parameters);

  if (self->closing || g_get_monotonic_time () - self->started < MIN_AGE_USEC)
    return;
  self->wanted_method = method;
  self->wanted = g_steal_pointer (&owned);
  begin_close (self);
}

static void
easel_background_application_activate (GApplication *application)
{
  pass_on (EASEL_BACKGROUND_APPLICATION (application), "Activate", g_variant_new ("(a{sv})", NULL));
}

static void
easel_background_application_open (GApplication *application,
                                   GFile **files,
                                   int n_files,
                                   const char *hint)
{
  GVariantBuilder uris;

  g_variant_builder_init (&uris, G_VARIANT_TYPE_STRING_ARRAY);
  for (int i = 0; i < n_files; i++)
    g_variant_builder_add_value (&uris, g_variant_new_take_string (g_file_get_uri (files[i])));
  pass_on (EASEL_BACKGROUND_APPLICATION (application), "Open",
           g_variant_new ("(asa{sv})", &uris, NULL));
}

/* What takes a window. */
static void
on_show (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  GVariantBuilder targets;

  g_variant_builder_init (&targets, G_VARIANT_TYPE ("av"));
  if (target != NULL)
    g_variant_builder_add (&targets, "v", target);
  pass_on (user_data, "ActivateAction",
           g_variant_new ("(sava{sv})", g_action_get_name (G_ACTION (action)), &targets, NULL));
}

static gboolean
easel_background_application_dbus_register (GApplication *application,
                                            GDBusConnection *connection,
                                            const char *path,
                                            GError **error)
{
  EaselBackgroundApplication *self = EASEL_BACKGROUND_APPLICATION (application);

  return G_APPLICATION_CLASS (easel_background_application_parent_class)
             ->dbus_register (application, connection, path, error)
         && easel_service_export (self->service, connection, path, error);
}

static void
easel_background_application_dbus_unregister (GApplication *application,
                                              GDBusConnection *connection,
                                              const char *path)
{
  EaselBackgroundApplication *self = EASEL_BACKGROUND_APPLICATION (application);

  if (self->service != NULL)
    easel_service_unexport (self->service);
  G_APPLICATION_CLASS (easel_background_application_parent_class)
      ->dbus_unregister (application, connection, path);
}

static void
easel_background_application_dispose (GObject *object)
{
  EaselBackgroundApplication *self = EASEL_BACKGROUND_APPLICATION (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_pointer (&self->wanted, g_variant_unref);
  g_clear_object (&self->service);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (easel_background_application_parent_class)->dispose (object);
}

static void
easel_background_application_class_init (EaselBackgroundApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = easel_background_application_dispose;
  application_class->startup = easel_background_application_startup;
  application_class->activate = easel_background_application_activate;
  application_class->open = easel_background_application_open;
  application_class->dbus_register = easel_background_application_dbus_register;
  application_class->dbus_unregister = easel_background_application_dbus_unregister;
}

static void
easel_background_application_init (EaselBackgroundApplication *self)
{
  static const GActionEntry actions[] = {
    { .name = "show-job", .activate = on_show, .parameter_type = "s" },
    { .name = "review-job", .activate = on_show, .parameter_type = "s" },
    { .name = "show-entity", .activate = on_show, .parameter_type = "s" },
    { .name = "search-library", .activate = on_show, .parameter_type = "s" },
    { .name = "show-brief", .activate = on_show },
    { .name = "new-analysis", .activate = on_show },
  };

  self->started = g_get_monotonic_time ();
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  self->studio = easel_studio_new (NULL, NULL, NULL);
  self->service = easel_service_new (G_APPLICATION (self), self->studio);
  g_signal_connect_object (self->studio, "notice", G_CALLBACK (on_notice), self, 0);
}

EaselBackgroundApplication *
easel_background_application_new (void)
{
  return g_object_new (EASEL_TYPE_BACKGROUND_APPLICATION, "application-id", EASEL_APP_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, NULL);
}

/* Making way ------------------------------------------------------------------------------ */

/* How long the window waits for a background Easel to write down what it does. */
#define RELEASE_TIMEOUT_MS 5000

typedef struct
{
  GMainLoop *loop;
  GCancellable *cancellable;   /* (owned) */
  GDBusConnection *connection; /* (owned) (nullable) */
  guint watch;                 /* 0 until it has said that it will go */
} Release;

static void
on_name_vanished (GDBusConnection *connection, const char *name, gpointer user_data)
{
  Release *release = user_data;

  g_main_loop_quit (release->loop);
}

/* Nobody there, or one with a window that stays: then there is nothing to wait for. */
static void
on_release_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Release *release = user_data;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                              NULL);

  if (reply == NULL)
    g_main_loop_quit (release->loop);
  else
    release->watch = g_bus_watch_name_on_connection (release->connection, EASEL_APP_ID,
                                                     G_BUS_NAME_WATCHER_FLAGS_NONE, NULL,
                                                     on_name_vanished, release, NULL);
}

static void
on_bus (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Release *release = user_data;

  release->connection = g_bus_get_finish (result, NULL);
  if (release->connection == NULL)
    g_main_loop_quit (release->loop);
  else
    g_dbus_connection_call (release->connection, EASEL_APP_ID, EASEL_APP_PATH,
                            easel_bus_jobs1_interface.name, "Release", NULL, NULL,
                            G_DBUS_CALL_FLAGS_NO_AUTO_START, RELEASE_TIMEOUT_MS,
                            release->cancellable, on_release_answered, release);
}

/* The loop ends in a callback, so that none comes after it. */
static void
on_release_timeout (gpointer user_data)
{
  Release *release = user_data;

  if (release->watch != 0)
    g_main_loop_quit (release->loop);
  else
    g_cancellable_cancel (release->cancellable);
}

void
easel_background_application_release_name (void)
{
  Release release = { g_main_loop_new (NULL, FALSE), g_cancellable_new (), NULL, 0 };
  g_autoptr (GSource) timeout = g_timeout_source_new (RELEASE_TIMEOUT_MS);

  g_source_set_callback (timeout, G_SOURCE_FUNC (on_release_timeout), &release, NULL);
  g_source_attach (timeout, NULL);
  g_bus_get (G_BUS_TYPE_SESSION, release.cancellable, on_bus, &release);
  g_main_loop_run (release.loop);

  g_source_destroy (timeout);
  g_clear_handle_id (&release.watch, g_bus_unwatch_name);
  g_clear_object (&release.connection);
  g_clear_object (&release.cancellable);
  g_main_loop_unref (release.loop);
}
