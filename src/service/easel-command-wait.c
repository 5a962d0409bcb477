/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-command.h"

#include "easel-bus-error.h"
#include "easel-config.h"

#include <glib/gi18n.h>

/* How long the one that made way may take to be followed by another, before a new one is
 * started. */
#define SUCCESSOR_MS 3000

/* One job that is waited for. */
typedef struct
{
  char *id;    /* (owned) */
  char *state; /* (owned) (nullable): once it needs no more waiting */
} Awaited;

typedef struct
{
  EaselClient *client; /* (unowned) */
  GMainLoop *loop;     /* (owned) */
  GPtrArray *jobs;     /* (owned) (element-type Awaited) */
  gboolean as_json;
  gboolean timed_out;
  guint grace;       /* source that says that none followed; 0 while there is an Easel */
  gboolean has_gone; /* it must be started again */
  GError *error;     /* (owned) (nullable): why waiting makes no sense */
} Wait;

static void
awaited_free (gpointer data)
{
  Awaited *awaited = data;

  g_free (awaited->id);
  g_free (awaited->state);
  g_free (awaited);
}

/* Whether nothing more happens to it by itself. */
static gboolean
is_settled (const char *state)
{
  static const char *const settled[] = { "completed",      "failed",  "canceled",
                                         "awaiting_input", "removed", NULL };

  return g_strv_contains (settled, state);
}

static gboolean
all_settled (Wait *wait)
{
  for (guint i = 0; i < wait->jobs->len; i++)
    if (((Awaited *) g_ptr_array_index (wait->jobs, i))->state == NULL)
      return FALSE;
  return TRUE;
}

static void
print_outcome (Wait *wait, JsonObject *job, const char *json)
{
  JsonObject *error = easel_command_get_object (job, "error");
  const char *title = easel_command_get_text (job, "title");

  if (wait->as_json)
    g_print ("%s\n", json);
  else
    g_print ("%s  %-14s  %s\n", easel_command_get_text (job, "id"),
             easel_command_get_text (job, "state"), title);

  if (error != NULL && g_str_equal (easel_command_get_text (job, "state"), "failed"))
    g_printerr ("easel: %s\n", easel_command_get_text (error, "message"));
}

static void
settle (Wait *wait, Awaited *awaited, const char *json)
{
  g_autoptr (JsonObject) job = easel_command_read_object (json, NULL);
  const char *state = job != NULL ? easel_command_get_text (job, "state") : "";

  if (awaited->state != NULL || !is_settled (state))
    return;
  awaited->state = g_strdup (state);
  print_outcome (wait, job, json);
  if (all_settled (wait))
    g_main_loop_quit (wait->loop);
}

static void
fail (Wait *wait, GError *error)
{
  if (wait->error == NULL)
    wait->error = error;
  else
    g_error_free (error);
  g_main_loop_quit (wait->loop);
}

/* Asking ---------------------------------------------------------------------------------- */

typedef struct
{
  Wait *wait;
  Awaited *awaited;
} Question;

static void
on_got (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Question *question = user_data;
  g_autoptr (GVariant) reply = NULL;
  GError *error = NULL;
  const char *json;

  reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  if (reply != NULL)
    {
      g_variant_get (reply, "(&s)", &json);
      settle (question->wait, question->awaited, json);
    }
  else if (easel_client_is_gone (error))
    g_error_free (error); /* that is seen where the name is watched, too */
  else
    fail (question->wait, error);
}

static void
ask (Wait *wait, Awaited *awaited)
{
  Question *question = g_new0 (Question, 1);

  question->wait = wait;
  question->awaited = awaited;
  g_dbus_connection_call (easel_client_get_connection (wait->client), EASEL_APP_ID, EASEL_BUS_PATH,
                          EASEL_BUS_JOBS, "Get", g_variant_new ("(s)", awaited->id), NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, G_MAXINT, NULL, on_got, question);
}

/* A change's own words are enough to know that it is settled, but the answer to Get has all
 * there is to print. */
static void
on_changed (GDBusConnection *connection,
            const char *sender,
            const char *path,
            const char *interface,
            const char *signal,
            GVariant *parameters,
            gpointer user_data)
{
  Wait *wait = user_data;
  const char *id, *state;

  g_variant_get (parameters, "(&s&s&s)", &id, &state, NULL);
  if (!is_settled (state))
    return;
  for (guint i = 0; i < wait->jobs->len; i++)
    {
      Awaited *awaited = g_ptr_array_index (wait->jobs, i);

      if (awaited->state == NULL && g_str_equal (awaited->id, id))
        ask (wait, awaited);
    }
}

/* What happened while nobody listened is asked for. */
static void
on_name_appeared (GDBusConnection *connection,
                  const char *name,
                  const char *owner,
                  gpointer user_data)
{
  Wait *wait = user_data;

  g_clear_handle_id (&wait->grace, g_source_remove);
  for (guint i = 0; i < wait->jobs->len; i++)
    {
      Awaited *awaited = g_ptr_array_index (wait->jobs, i);

      if (awaited->state == NULL)
        ask (wait, awaited);
    }
}

static void
on_no_successor (gpointer user_data)
{
  Wait *wait = user_data;

  wait->grace = 0;
  wait->has_gone = TRUE;
  g_main_loop_quit (wait->loop);
}

/* Its work is on disk and goes on with the next Easel. That may be a window which asked it to
 * make way, and must not find its place taken. */
static void
on_name_vanished (GDBusConnection *connection, const char *name, gpointer user_data)
{
  Wait *wait = user_data;

  if (wait->grace == 0)
    wait->grace = g_timeout_add_once (SUCCESSOR_MS, on_no_successor, wait);
}

static void
on_timeout (gpointer user_data)
{
  Wait *wait = user_data;

  wait->timed_out = TRUE;
  g_main_loop_quit (wait->loop);
}

/* Waiting --------------------------------------------------------------------------------- */

static void
run (Wait *wait, double seconds)
{
  GDBusConnection *connection = easel_client_get_connection (wait->client);
  guint subscription = g_dbus_connection_signal_subscribe (
      connection, EASEL_APP_ID, EASEL_BUS_JOBS, "Changed", EASEL_BUS_PATH, NULL,
      G_DBUS_SIGNAL_FLAGS_NONE, on_changed, wait, NULL);
  guint watch = g_bus_watch_name_on_connection (connection, EASEL_APP_ID,
                                                G_BUS_NAME_WATCHER_FLAGS_NONE, on_name_appeared,
                                                on_name_vanished, wait, NULL);
  guint timeout = seconds >= 0 ? g_timeout_add_once ((guint) (seconds * 1000), on_timeout, wait)
                               : 0;

  while (!wait->timed_out && wait->error == NULL && !all_settled (wait))
    {
      g_main_loop_run (wait->loop);
      if (wait->has_gone)
        easel_client_start (wait->client, &wait->error);
      wait->has_gone = FALSE;
    }

  g_clear_handle_id (&wait->grace, g_source_remove);
  if (!wait->timed_out)
    g_clear_handle_id (&timeout, g_source_remove);
  g_bus_unwatch_name (watch);
  g_dbus_connection_signal_unsubscribe (connection, subscription);
}

/* The one that matters most: a failure, then a question, then what was canceled. */
static int
get_exit_code (Wait *wait)
{
  gboolean awaiting = FALSE, canceled = FALSE;

  for (guint i = 0; i < wait->jobs->len; i++)
    {
      const Awaited *awaited = g_ptr_array_index (wait->jobs, i);

      if (g_strcmp0 (awaited->state, "failed") == 0)
        return EASEL_EXIT_FAILED;
      awaiting = awaiting || g_strcmp0 (awaited->state, "awaiting_input") == 0;
      canceled = canceled || g_strcmp0 (awaited->state, "canceled") == 0;
    }
  if (wait->timed_out)
    return easel_command_refuse (EASEL_EXIT_TIMED_OUT,
                                 g_strdup (_ ("The time is up; the work goes on.")));
  if (awaiting)
    return EASEL_EXIT_AWAITING_INPUT;
  return canceled ? EASEL_EXIT_CANCELED : EASEL_EXIT_DONE;
}

static int
wait_for_jobs (char **ids, double seconds, gboolean as_json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselClient) client = easel_client_new (&error);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func (awaited_free);
  Wait wait = { .client = client, .loop = loop, .jobs = jobs, .as_json = as_json };

  if (client == NULL)
    return easel_command_fail (error);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      Awaited *awaited = g_new0 (Awaited, 1);

      awaited->id = g_strdup (ids[i]);
      g_ptr_array_add (jobs, awaited);
    }
  run (&wait, seconds);

  if (wait.error != NULL)
    {
      error = wait.error;
      return easel_command_fail (error);
    }
  return get_exit_code (&wait);
}

int
easel_command_wait (int argc, char **argv)
{
  double seconds = -1;
  gboolean as_json = FALSE;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "timeout", 't', 0, G_OPTION_ARG_DOUBLE, &seconds, N_ ("Wait no longer than this"),
      N_ ("SECONDS") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Print one JSON object a line"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!easel_command_parse (&argc, &argv, _ ("ID…"),
                            _ ("Waits until the jobs have ended or need a decision.\n"
                               "The exit code tells how: 0 done, 1 one failed, 3 canceled, 4 one "
                               "awaits input, 5 timed out."),
                            entries, &error)
      || !easel_command_check_ids (argc - 1, argv + 1, &error))
    return easel_command_fail (error);
  return wait_for_jobs (argv + 1, seconds, as_json);
}
