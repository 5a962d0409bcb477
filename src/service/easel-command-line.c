/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-command-line.h"

#include "easel-command.h"
#include "easel-config.h"

#include <glib/gi18n.h>

typedef struct
{
  const char *name;
  const char *summary; /* (nullable): untranslated; what has none is for programs */
  EaselCommandFunc func;
} Command;

static const Command commands[] = {
  { "analyze", N_ ("looks at pictures and keeps what they show"), easel_command_analyze },
  { "generate", N_ ("makes pictures of what is in the library"), easel_command_generate },
  { "transform", N_ ("restyles, dresses or shows something"), easel_command_transform },
  { "story", N_ ("writes illustrated stories, and exports them"), easel_command_story },
  { "jobs", N_ ("lists jobs"), easel_command_jobs },
  { "job", N_ ("shows a job"), easel_command_job },
  { "wait", N_ ("waits for jobs"), easel_command_wait },
  { "review", N_ ("answers jobs that await input"), easel_command_review },
  { "cancel", N_ ("cancels jobs"), easel_command_cancel },
  { "retry", N_ ("has another try at failed jobs"), easel_command_retry },
  { "pause", N_ ("starts no more jobs"), easel_command_pause },
  { "resume", N_ ("goes on after a pause"), easel_command_resume },
  { "library", N_ ("lists what is in the library, or changes it"), easel_command_library },
  { "merge", N_ ("makes one of two, after asking"), easel_command_merge },
  { "tidy", N_ ("looks for what is there twice"), easel_command_tidy },
  { "undo", N_ ("takes a change of the library back"), easel_command_undo },
  { "backup", N_ ("saves the library in a file"), easel_command_backup },
  { "restore", N_ ("adds what is in a backup, after asking"), easel_command_restore },
  { "provider", N_ ("sets up who is asked"), easel_command_provider },
  { "spending", N_ ("tells what models were asked, and what that cost"), easel_command_spending },
  { "complete", NULL, easel_command_complete },
};

static int
print_help (void)
{
  g_print ("%s\n  easel [%s]\n  easel %s\n\n%s\n", _ ("Usage:"), _ ("FILE…"), _ ("COMMAND …"),
           _ ("Opens the window, with the files analyzed; or does one of these and returns:"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (commands[i].summary != NULL)
      g_print ("  %-9s %s\n", commands[i].name, _ (commands[i].summary));
  g_print ("\n%s\n%s\n", _ ("“easel COMMAND --help” says more."),
           _ ("Exit codes: 0 done, 1 failed, 2 not understood, 3 canceled, 4 awaits input, "
              "5 timed out."));
  return EASEL_EXIT_DONE;
}

static int
print_version (void)
{
  g_print ("Easel %s\n", EASEL_VERSION);
  return EASEL_EXIT_DONE;
}

static gboolean
asks_for_help (const char *word)
{
  return g_str_equal (word, "--help") || g_str_equal (word, "-h") || g_str_equal (word, "help");
}

static const Command *
find (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, word))
      return &commands[i];
  return NULL;
}

/* GLib has options of its own, and "--" is before a file. */
static gboolean
can_be_opened (const char *word)
{
  return g_str_has_prefix (word, "--gapplication-") || g_str_equal (word, "--")
         || g_uri_peek_scheme (word) != NULL || g_file_test (word, G_FILE_TEST_EXISTS);
}

gboolean
easel_command_line_is_meant (const char *word)
{
  g_return_val_if_fail (word != NULL, FALSE);

  return find (word) != NULL || asks_for_help (word) || g_str_equal (word, "--version")
         || !can_be_opened (word);
}

int
easel_command_line_run (int argc, char **argv)
{
  const Command *command;

  g_return_val_if_fail (argc >= 2, EASEL_EXIT_USAGE);

  if (asks_for_help (argv[1]))
    return print_help ();
  if (g_str_equal (argv[1], "--version"))
    return print_version ();
  command = find (argv[1]);
  if (command == NULL)
    return easel_command_refuse (
        EASEL_EXIT_USAGE,
        g_strdup_printf (_ ("There is no command and no file “%s”. “easel --help” lists the "
                            "commands."),
                         argv[1]));
  return command->func (argc - 1, argv + 1);
}
