/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-test-server.h"

#include <fcntl.h>
#include <glib-unix.h>
#include <stdlib.h>
#include <unistd.h>

/* test-server [--port N] [--journal FILE] SCRIPT.json — or the script on stdin.
 * Prints its port and serves until it is told to stop or its standard input, when the script
 * came from a file and --until-eof is given, ends. */

static int option_port;
static char *option_journal;
static gboolean option_until_eof;

static GMainLoop *loop;

static const GOptionEntry entries[] = {
  { "port", 'p', 0, G_OPTION_ARG_INT, &option_port, "Port; any by default", "N" },
  { "journal", 'j', 0, G_OPTION_ARG_FILENAME, &option_journal, "Where to write", "FILE" },
  { "until-eof", 0, 0, G_OPTION_ARG_NONE, &option_until_eof, "End when standard input ends", NULL },
  { NULL }
};

static gboolean
quit (gpointer data)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

static gboolean
on_stdin (int fd, GIOCondition condition, gpointer data)
{
  char buffer[256];

  if (read (fd, buffer, sizeof buffer) > 0)
    easel_test_server_release (data);
  else
    return quit (NULL);
  return G_SOURCE_CONTINUE;
}

static char *
read_script (const char *path, char **folder, GError **error)
{
  g_autofree char *text = NULL;

  if (path != NULL)
    {
      g_autofree char *absolute = g_canonicalize_filename (path, NULL);
      *folder = g_path_get_dirname (absolute);
      g_file_get_contents (path, &text, NULL, error);
    }
  else
    {
      g_autoptr (GIOChannel) channel = g_io_channel_unix_new (STDIN_FILENO);
      *folder = g_get_current_dir ();
      g_io_channel_read_to_end (channel, &text, NULL, error);
    }
  return g_steal_pointer (&text);
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("[SCRIPT.json]");
  g_autoptr (EaselTestServer) server = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *script = NULL;
  g_autofree char *folder = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (g_option_context_parse (context, &argc, &argv, &error))
    script = read_script (argc > 1 ? argv[1] : NULL, &folder, &error);
  if (script != NULL)
    server = easel_test_server_new (script, folder, (guint16) option_port, &error);
  if (server == NULL)
    {
      g_printerr ("test-server: %s\n", error->message);
      return EXIT_FAILURE;
    }

  if (option_journal != NULL)
    {
      int fd = open (option_journal, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

      if (fd < 0)
        {
          g_printerr ("test-server: cannot write %s\n", option_journal);
          return EXIT_FAILURE;
        }
      easel_test_server_set_journal_fd (server, fd);
    }

  loop = g_main_loop_new (NULL, FALSE);
  g_print ("%u\n", easel_test_server_get_port (server));
  fflush (stdout);

  g_unix_signal_add (SIGTERM, quit, NULL);
  g_unix_signal_add (SIGINT, quit, NULL);
  if (option_until_eof)
    g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP, on_stdin, server);
  g_main_loop_run (loop);
  g_main_loop_unref (loop);
  return EXIT_SUCCESS;
}
