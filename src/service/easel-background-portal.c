/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-background-portal.h"

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define PORTAL_BACKGROUND "org.freedesktop.portal.Background"
#define PORTAL_REQUEST "org.freedesktop.portal.Request"

typedef struct
{
  GDBusConnection *connection; /* (owned) */
  guint subscription;          /* to the answer; 0 when it came, or will not come */
  gboolean background;
  gboolean autostart;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_object_unref (request->connection);
  g_free (request);
}

/* The subscription has a reference to the task. */
static void
end_request (GTask *task)
{
  Request *request = g_task_get_task_data (task);

  g_dbus_connection_signal_unsubscribe (request->connection, request->subscription);
  request->subscription = 0;
}

static void
on_response (GDBusConnection *connection,
             const char *sender,
             const char *path,
             const char *interface,
             const char *signal,
             GVariant *parameters,
             gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  Request *request = g_task_get_task_data (task);
  g_autoptr (GVariant) results = NULL;
  guint response;

  g_variant_get (parameters, "(u@a{sv})", &response, &results);
  if (response == 0)
    {
      g_variant_lookup (results, "background", "b", &request->background);
      g_variant_lookup (results, "autostart", "b", &request->autostart);
    }
  end_request (task);
  g_task_return_boolean (task, TRUE);
}

/* With an error there will be no response. */
static void
on_requested (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Request *request = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                              &error);

  if (reply != NULL)
    return;
  if (request->subscription == 0) /* it was answered all the same */
    {
      g_error_free (error);
      return;
    }
  end_request (task);
  g_task_return_error (task, error);
}

/* (transfer full): where the answer to the request @token will come from */
static char *
get_request_path (GDBusConnection *connection, const char *token)
{
  g_autofree char *sender = g_strdelimit (
      g_strdup (g_dbus_connection_get_unique_name (connection) + 1), ".", '_');

  return g_strdup_printf (PORTAL_PATH "/request/%s/%s", sender, token);
}

static GVariant *
make_options (const char *token, const char *reason, gboolean autostart)
{
  static const char *const command[] = { "easel", "--gapplication-service", NULL };
  GVariantBuilder options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  g_variant_builder_add (&options, "{sv}", "reason", g_variant_new_string (reason));
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (autostart));
  g_variant_builder_add (&options, "{sv}", "commandline", g_variant_new_strv (command, -1));
  g_variant_builder_add (&options, "{sv}", "dbus-activatable", g_variant_new_boolean (FALSE));
  return g_variant_builder_end (&options);
}

void
easel_background_portal_request_async (GDBusConnection *connection,
                                       const char *reason,
                                       gboolean autostart,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);
  g_autofree char *token = g_strdup_printf ("easel%08x", g_random_int ());
  g_autofree char *path = get_request_path (connection, token);

  g_task_set_source_tag (task, easel_background_portal_request_async);
  g_task_set_static_name (task, "ask to work in the background");
  g_task_set_task_data (task, request, request_free);
  request->connection = g_object_ref (connection);
  /* Before the call, as the answer may be faster than its return. */
  request->subscription = g_dbus_connection_signal_subscribe (
      connection, PORTAL_NAME, PORTAL_REQUEST, "Response", path, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
      on_response, g_object_ref (task), g_object_unref);
  g_dbus_connection_call (
      connection, PORTAL_NAME, PORTAL_PATH, PORTAL_BACKGROUND, "RequestBackground",
      g_variant_new ("(s@a{sv})", "", make_options (token, reason, autostart)),
      G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1, cancellable, on_requested, task);
}

gboolean
easel_background_portal_request_finish (GAsyncResult *result,
                                        gboolean *background,
                                        gboolean *autostart,
                                        GError **error)
{
  Request *request;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  request = g_task_get_task_data (G_TASK (result));
  *background = request->background;
  *autostart = request->autostart;
  return TRUE;
}

static void
on_status_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                              &error);

  if (reply != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
easel_background_portal_set_status_async (GDBusConnection *connection,
                                          const char *message,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  GVariantBuilder options;

  g_task_set_source_tag (task, easel_background_portal_set_status_async);
  g_task_set_static_name (task, "tell what goes on in the background");
  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "message", g_variant_new_string (message));
  g_dbus_connection_call (connection, PORTAL_NAME, PORTAL_PATH, PORTAL_BACKGROUND, "SetStatus",
                          g_variant_new ("(a{sv})", &options), NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                          cancellable, on_status_set, task);
}

gboolean
easel_background_portal_set_status_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
