/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-client.h"

#include "easel-bus-error.h"
#include "easel-bus-object.h"
#include "easel-config.h"
#include "easel-engine-error.h"

#include <glib/gi18n.h>

#include <unistd.h>

/* How long a started Easel may take to be there, and a closing one to be gone. */
#define START_TIMEOUT_MS 30000
/* How long the one that made way may take to be followed by another. */
#define SUCCESSOR_MS 2000
/* Every call is answered soon; the slowest asks a server for its models. */
#define CALL_TIMEOUT_MS 120000

struct _EaselClient
{
  GObject parent_instance;

  GDBusConnection *connection; /* (owned) */
};

G_DEFINE_FINAL_TYPE (EaselClient, easel_client, G_TYPE_OBJECT)

/* Where an asynchronous call leaves its result. */
typedef struct
{
  GMainLoop *loop;
  GAsyncResult *result; /* (owned) (nullable) */
} Answer;

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->result = g_object_ref (result);
  g_main_loop_quit (answer->loop);
}

/* (transfer full) */
static GAsyncResult *
wait_for_answer (Answer *answer)
{
  g_main_loop_run (answer->loop);
  g_main_loop_unref (answer->loop);
  return g_steal_pointer (&answer->result);
}

static GVariant *
call (EaselClient *self,
      const char *name,
      const char *path,
      const char *interface,
      const char *method,
      GVariant *parameters,
      GError **error)
{
  Answer answer = { g_main_loop_new (NULL, FALSE), NULL };
  g_autoptr (GAsyncResult) result = NULL;

  g_dbus_connection_call (self->connection, name, path, interface, method, parameters, NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, CALL_TIMEOUT_MS, NULL, on_answer,
                          &answer);
  result = wait_for_answer (&answer);
  return g_dbus_connection_call_finish (self->connection, result, error);
}

static GVariant *
call_daemon (EaselClient *self, const char *method, GVariant *parameters, GError **error)
{
  return call (self, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
               method, parameters, error);
}

/* Starting -------------------------------------------------------------------------------- */

typedef struct
{
  GMainLoop *loop;
  gboolean wanted; /* there, or gone */
  gboolean is_so;
} NameWait;

static void
on_name_appeared (GDBusConnection *connection,
                  const char *name,
                  const char *owner,
                  gpointer user_data)
{
  NameWait *wait = user_data;

  wait->is_so = wait->wanted;
  if (wait->is_so)
    g_main_loop_quit (wait->loop);
}

static void
on_name_vanished (GDBusConnection *connection, const char *name, gpointer user_data)
{
  NameWait *wait = user_data;

  wait->is_so = !wait->wanted;
  if (wait->is_so)
    g_main_loop_quit (wait->loop);
}

static void
on_timeout (gpointer user_data)
{
  g_main_loop_quit (user_data);
}

/* Returns: whether somebody has the name, or has it no longer, in time */
static gboolean
wait_for_name (EaselClient *self, gboolean wanted, guint timeout_ms)
{
  NameWait wait = { g_main_loop_new (NULL, FALSE), wanted, FALSE };
  guint watch = g_bus_watch_name_on_connection (self->connection, EASEL_APP_ID,
                                                G_BUS_NAME_WATCHER_FLAGS_NONE, on_name_appeared,
                                                on_name_vanished, &wait, NULL);
  g_autoptr (GSource) timeout = g_timeout_source_new (timeout_ms);

  g_source_set_callback (timeout, G_SOURCE_FUNC (on_timeout), wait.loop, NULL);
  g_source_attach (timeout, NULL);
  g_main_loop_run (wait.loop);
  g_source_destroy (timeout);
  g_bus_unwatch_name (watch);
  g_main_loop_unref (wait.loop);
  return wait.is_so;
}

/* It must outlive the terminal this command was typed in. */
static void
leave_session (gpointer user_data)
{
  setsid ();
}

/* What an Easel that is not installed does, for which the bus knows no service. */
static gboolean
spawn (GError **error)
{
  const char *const argv[] = { "/proc/self/exe", "easel", "--gapplication-service", NULL };

  return g_spawn_async (NULL, (char **) argv, NULL,
                        G_SPAWN_FILE_AND_ARGV_ZERO | G_SPAWN_STDOUT_TO_DEV_NULL
                            | G_SPAWN_STDERR_TO_DEV_NULL,
                        leave_session, NULL, NULL, error);
}

static gboolean
has_owner (EaselClient *self)
{
  g_autoptr (GVariant) reply = call_daemon (self, "NameHasOwner",
                                            g_variant_new ("(s)", EASEL_APP_ID), NULL);
  gboolean owned = FALSE;

  if (reply != NULL)
    g_variant_get (reply, "(b)", &owned);
  return owned;
}

gboolean
easel_client_start (EaselClient *self, GError **error)
{
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (EASEL_IS_CLIENT (self), FALSE);

  if (has_owner (self))
    return TRUE;

  reply = call_daemon (self, "StartServiceByName", g_variant_new ("(su)", EASEL_APP_ID, 0), &local);
  if (reply != NULL)
    return TRUE;
  if (!g_error_matches (local, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN))
    {
      g_autofree char *sentence = easel_bus_error_get_sentence (local);

      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("Easel could not be started: %s"),
                   sentence);
      return FALSE;
    }
  if (!spawn (error))
    return FALSE;
  if (!wait_for_name (self, TRUE, START_TIMEOUT_MS))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                           _ ("Easel was started, but does not answer."));
      return FALSE;
    }
  return TRUE;
}

/* Object ---------------------------------------------------------------------------------- */

static void
easel_client_dispose (GObject *object)
{
  EaselClient *self = EASEL_CLIENT (object);

  g_clear_object (&self->connection);

  G_OBJECT_CLASS (easel_client_parent_class)->dispose (object);
}

static void
easel_client_class_init (EaselClientClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = easel_client_dispose;
}

static void
easel_client_init (EaselClient *self)
{
}

EaselClient *
easel_client_new (GError **error)
{
  g_autoptr (EaselClient) self = g_object_new (EASEL_TYPE_CLIENT, NULL);
  Answer answer = { g_main_loop_new (NULL, FALSE), NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) local = NULL;

  easel_bus_error_register ();
  g_bus_get (G_BUS_TYPE_SESSION, NULL, on_answer, &answer);
  result = wait_for_answer (&answer);
  self->connection = g_bus_get_finish (result, &local);
  if (self->connection == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED,
                   _ ("There is no session bus, which Easel needs: %s Run the command in a "
                      "desktop session, or with dbus-run-session."),
                   local->message);
      return NULL;
    }
  g_dbus_connection_set_exit_on_close (self->connection, FALSE);

  return easel_client_start (self, error) ? g_steal_pointer (&self) : NULL;
}

GDBusConnection *
easel_client_get_connection (EaselClient *self)
{
  g_return_val_if_fail (EASEL_IS_CLIENT (self), NULL);

  return self->connection;
}

/* Whether nothing came of a call because Easel was closing, or had just gone. */
static gboolean
was_closing (const GError *error)
{
  return g_error_matches (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_NOT_OPEN)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER);
}

GVariant *
easel_client_call (EaselClient *self,
                   const char *interface,
                   const char *method,
                   GVariant *parameters,
                   GError **error)
{
  g_autoptr (GVariant) owned = parameters != NULL ? g_variant_ref_sink (parameters) : NULL;
  g_autoptr (GError) local = NULL;
  GVariant *reply;

  g_return_val_if_fail (EASEL_IS_CLIENT (self), NULL);

  reply = call (self, EASEL_APP_ID, EASEL_BUS_PATH EASEL_BUS_COMMAND_LINE, interface, method, owned,
                &local);
  if (reply == NULL && was_closing (local))
    {
      g_clear_error (&local);
      wait_for_name (self, FALSE, START_TIMEOUT_MS);
      wait_for_name (self, TRUE, SUCCESSOR_MS);
      if (!easel_client_start (self, error))
        return NULL;
      reply = call (self, EASEL_APP_ID, EASEL_BUS_PATH EASEL_BUS_COMMAND_LINE, interface, method,
                    owned, &local);
    }

  if (reply == NULL && g_error_matches (local, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED,
                         _ ("Easel ended before it answered."));
  else if (reply == NULL && g_error_matches (local, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, _ ("Easel does not answer."));
  else if (reply == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return reply;
}

gboolean
easel_client_is_gone (const GError *error)
{
  return was_closing (error) || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_DISCONNECTED)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
}
