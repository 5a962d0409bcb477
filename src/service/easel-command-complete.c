/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-command.h"
#include "easel-config.h"

/* Somebody has pressed a key and waits: what takes longer is not worth it. */
#define TIMEOUT_MS 300
#define MAX_SHOWN 100

typedef struct
{
  const char *name;
  const char *interface;
  const char *filter; /* (nullable): of its List, as text */
  const char *member; /* what a word is made of */
} Words;

static const Words all_words[] = {
  { "jobs", EASEL_BUS_JOBS, "({'limit': <@u 100>, 'parent': <''>},)", "id" },
  { "reviews", EASEL_BUS_JOBS, "({'states': <['awaiting_input']>},)", "id" },
  { "library", EASEL_BUS_LIBRARY, "({'limit': <@u 1000>},)", "name" },
  { "providers", EASEL_BUS_PROVIDERS, NULL, "id" },
};

typedef struct
{
  GMainLoop *loop;
  const Words *words;
  const char *prefix;
  gboolean is_over; /* whoever answers now is too late */
} Completion;

static void
print_words (const Completion *completion, GVariant *reply)
{
  g_autofree const char **list = NULL;
  guint n_shown = 0;

  g_variant_get (reply, "(^a&s)", &list);
  for (guint i = 0; list[i] != NULL && n_shown < MAX_SHOWN; i++)
    {
      g_autoptr (JsonObject) object = easel_command_read_object (list[i], NULL);
      const char *word;

      if (object == NULL)
        continue;
      word = easel_command_get_text (object, completion->words->member);
      if (!g_str_has_prefix (word, completion->prefix))
        continue;
      g_print ("%s\n", word);
      n_shown++;
    }
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Completion *completion = user_data;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                              NULL);

  if (reply != NULL && !completion->is_over)
    print_words (completion, reply);
  g_main_loop_quit (completion->loop);
}

static void
on_bus (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Completion *completion = user_data;
  g_autoptr (GDBusConnection) connection = g_bus_get_finish (result, NULL);
  const char *filter = completion->words->filter;

  if (connection == NULL || completion->is_over)
    {
      g_main_loop_quit (completion->loop);
      return;
    }
  g_dbus_connection_call (connection, EASEL_APP_ID, EASEL_BUS_PATH, completion->words->interface,
                          "List", filter != NULL ? g_variant_new_parsed (filter) : NULL,
                          G_VARIANT_TYPE ("(as)"), G_DBUS_CALL_FLAGS_NO_AUTO_START, TIMEOUT_MS,
                          NULL, on_listed, completion);
}

static void
on_timeout (gpointer user_data)
{
  Completion *completion = user_data;

  completion->is_over = TRUE;
  g_main_loop_quit (completion->loop);
}

/* For shells: complete WHAT [PREFIX]. Says nothing when Easel does not run, and never starts it. */
int
easel_command_complete (int argc, char **argv)
{
  static Completion completion; /* a late answer may come while the program ends */

  for (guint i = 0; argc > 1 && i < G_N_ELEMENTS (all_words); i++)
    if (g_str_equal (all_words[i].name, argv[1]))
      completion.words = &all_words[i];
  if (completion.words == NULL)
    return EASEL_EXIT_USAGE;
  completion.loop = g_main_loop_new (NULL, FALSE);
  completion.prefix = argc > 2 ? argv[2] : "";
  g_timeout_add_once (TIMEOUT_MS, on_timeout, &completion);
  g_bus_get (G_BUS_TYPE_SESSION, NULL, on_bus, &completion);
  g_main_loop_run (completion.loop);
  return EASEL_EXIT_DONE;
}
