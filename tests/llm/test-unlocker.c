/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-llm-error.h"
#include "easel-unlocker.h"

/* What a person may do with an unlock prompt, played by a small Secret Service on a private
 * bus: a real one cannot be answered without a person. */

static const char introspection[]
    = "<node>"
      "<interface name='org.freedesktop.Secret.Service'>"
      "<method name='Unlock'><arg type='ao' direction='in'/>"
      "<arg type='ao' direction='out'/><arg type='o' direction='out'/></method></interface>"
      "<interface name='org.freedesktop.Secret.Prompt'>"
      "<method name='Prompt'><arg type='s' direction='in'/></method>"
      "<method name='Dismiss'/></interface>"
      "</node>";

typedef enum
{
  PERSON_UNLOCKS,
  PERSON_DISMISSES,
  PERSON_IS_AWAY,
} Person;

typedef struct
{
  GTestDBus *bus;
  GDBusConnection *connection; /* the service's own */
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;

  gint person; /* atomic */
  gint n_unlocks;
  gint n_prompts;
  gint n_dismissals;
  gboolean needs_prompt;
  guint prompt; /* number of the newest */
  gboolean shown;
  gboolean answered;
} Service;

static void
complete (Service *service, const char *path, const char *caller, gboolean dismissed)
{
  service->answered = TRUE;
  g_dbus_connection_emit_signal (
      service->connection, caller, path, "org.freedesktop.Secret.Prompt", "Completed",
      g_variant_new ("(bv)", dismissed, g_variant_new_strv (NULL, 0)), NULL);
}

static void
on_prompt (Service *service, const char *path, const char *caller, GDBusMethodInvocation *call)
{
  g_autofree char *newest = g_strdup_printf ("/prompt/%u", service->prompt);

  if (service->answered || !g_str_equal (path, newest))
    {
      g_dbus_method_invocation_return_dbus_error (call, "org.freedesktop.DBus.Error.UnknownMethod",
                                                  "gone");
      return;
    }
  if (service->shown)
    g_dbus_method_invocation_return_dbus_error (call, "org.freedesktop.Secret.Error.AlreadyExists",
                                                "already shown");
  else
    g_dbus_method_invocation_return_value (call, NULL);
  g_atomic_int_inc (&service->n_prompts);
  service->shown = TRUE;
  if (g_atomic_int_get (&service->person) != PERSON_IS_AWAY)
    complete (service, path, caller, g_atomic_int_get (&service->person) == PERSON_DISMISSES);
}

static void
on_call (GDBusConnection *connection,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *call,
         gpointer data)
{
  Service *service = data;

  if (g_str_equal (method, "Unlock"))
    {
      g_autofree char *prompt = NULL;

      g_atomic_int_inc (&service->n_unlocks);
      service->prompt++;
      service->shown = FALSE;
      service->answered = FALSE;
      prompt = service->needs_prompt ? g_strdup_printf ("/prompt/%u", service->prompt)
                                     : g_strdup ("/");
      g_dbus_method_invocation_return_value (call, g_variant_new ("(aoo)", NULL, prompt));
    }
  else if (g_str_equal (method, "Prompt"))
    on_prompt (service, path, sender, call);
  else
    {
      g_atomic_int_inc (&service->n_dismissals);
      g_dbus_method_invocation_return_value (call, NULL);
    }
}

static gpointer
run_service (gpointer data)
{
  Service *service = data;
  const GDBusInterfaceVTable vtable = { on_call, NULL, NULL, { NULL } };
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (introspection, NULL);
  g_autoptr (GVariant) reply = NULL;

  g_main_context_push_thread_default (service->context);
  service->connection = g_dbus_connection_new_for_address_sync (
      g_test_dbus_get_bus_address (service->bus),
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
          | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
      NULL, NULL, NULL);
  g_dbus_connection_register_object (service->connection, "/org/freedesktop/secrets",
                                     info->interfaces[0], &vtable, service, NULL, NULL);
  for (guint i = 1; i < 10; i++)
    {
      g_autofree char *path = g_strdup_printf ("/prompt/%u", i);

      g_dbus_connection_register_object (service->connection, path, info->interfaces[1], &vtable,
                                         service, NULL, NULL);
    }
  reply = g_dbus_connection_call_sync (
      service->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
      "RequestName", g_variant_new ("(su)", "org.freedesktop.secrets", 0), NULL,
      G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  g_assert_nonnull (reply);
  g_main_loop_run (service->loop);
  g_dbus_connection_close_sync (service->connection, NULL, NULL);
  g_clear_object (&service->connection);
  g_main_context_pop_thread_default (service->context);
  return NULL;
}

static gboolean
on_running (gpointer data)
{
  g_atomic_int_set ((gint *) data, 1);
  return G_SOURCE_REMOVE;
}

static void
set_up (Service *service, gconstpointer data)
{
  gint running = 0;
  g_autoptr (GSource) source = g_idle_source_new ();

  service->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (service->bus);
  service->context = g_main_context_new ();
  service->loop = g_main_loop_new (service->context, FALSE);
  service->needs_prompt = TRUE;
  g_source_set_callback (source, on_running, &running, NULL);
  g_source_attach (source, service->context);
  service->thread = g_thread_new ("service", run_service, service);
  while (!g_atomic_int_get (&running))
    g_usleep (1000);
}

static void
tear_down (Service *service, gconstpointer data)
{
  g_main_loop_quit (service->loop);
  g_thread_join (service->thread);
  g_main_loop_unref (service->loop);
  g_main_context_unref (service->context);
  g_test_dbus_down (service->bus);
  g_object_unref (service->bus);
}

static void
assert_locked (EaselUnlocker *unlocker, guint timeout_ms)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (easel_unlocker_unlock (unlocker, "/item/1", timeout_ms, NULL, &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_KEYRING);
}

static void
assert_unlocked (EaselUnlocker *unlocker)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (easel_unlocker_unlock (unlocker, "/item/1", 60000, NULL, &error));
  g_assert_no_error (error);
}

static void
test_no_prompt_needed (Service *service, gconstpointer data)
{
  g_autoptr (EaselUnlocker) unlocker = easel_unlocker_new ();

  service->needs_prompt = FALSE;
  assert_unlocked (unlocker);
  g_assert_cmpint (service->n_prompts, ==, 0);
}

static void
test_unlocked (Service *service, gconstpointer data)
{
  g_autoptr (EaselUnlocker) unlocker = easel_unlocker_new ();

  assert_unlocked (unlocker);
  assert_unlocked (unlocker);
  g_assert_cmpint (service->n_unlocks, ==, 2);
}

static void
test_dismissed (Service *service, gconstpointer data)
{
  g_autoptr (EaselUnlocker) unlocker = easel_unlocker_new ();

  /* No answer is "no", and comes long before the time is over. */
  g_atomic_int_set (&service->person, PERSON_DISMISSES);
  assert_locked (unlocker, 60000);

  g_atomic_int_set (&service->person, PERSON_UNLOCKS);
  assert_unlocked (unlocker);
}

static void
test_away (Service *service, gconstpointer data)
{
  g_autoptr (EaselUnlocker) unlocker = easel_unlocker_new ();

  g_atomic_int_set (&service->person, PERSON_IS_AWAY);
  assert_locked (unlocker, 1000);
  assert_locked (unlocker, 1000);
  /* One prompt, left open, not one for each who asks. */
  g_assert_cmpint (service->n_unlocks, ==, 1);
  g_assert_cmpint (service->n_dismissals, ==, 0);

  /* The person comes back, to the same prompt. */
  g_atomic_int_set (&service->person, PERSON_UNLOCKS);
  assert_unlocked (unlocker);
  g_assert_cmpint (service->n_unlocks, ==, 1);
  g_assert_cmpint (service->n_dismissals, ==, 0);
}

static gpointer
unlock (gpointer data)
{
  assert_unlocked (data);
  return NULL;
}

static gpointer
come_back (gpointer data)
{
  Service *service = data;

  g_usleep (300 * 1000);
  complete (service, "/prompt/1", NULL, FALSE);
  return NULL;
}

static void
test_many_ask (Service *service, gconstpointer data)
{
  g_autoptr (EaselUnlocker) unlocker = easel_unlocker_new ();
  GThread *threads[6];
  GThread *person;

  g_atomic_int_set (&service->person, PERSON_IS_AWAY);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("unlock", unlock, unlocker);
  while (g_atomic_int_get (&service->n_prompts) < (gint) G_N_ELEMENTS (threads))
    g_usleep (1000);
  person = g_thread_new ("person", come_back, service);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_thread_join (person);
  g_assert_cmpint (service->n_unlocks, ==, 1);
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (200 * 1000);
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancelled (Service *service, gconstpointer data)
{
  g_autoptr (EaselUnlocker) unlocker = easel_unlocker_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
  g_autoptr (GError) error = NULL;

  g_atomic_int_set (&service->person, PERSON_IS_AWAY);
  g_assert_false (easel_unlocker_unlock (unlocker, "/item/1", 60000, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (service->n_dismissals, ==, 0);
  g_thread_join (thread);
}

static void
add (const char *name, void (*func) (Service *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/unlocker/", name, NULL);

  g_test_add (path, Service, NULL, set_up, func, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("no-prompt-needed", test_no_prompt_needed);
  add ("unlocked", test_unlocked);
  add ("dismissed", test_dismissed);
  add ("away", test_away);
  add ("many-ask", test_many_ask);
  add ("cancelled", test_cancelled);
  return g_test_run ();
}
