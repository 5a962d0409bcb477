/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-command.h"

#include <glib/gi18n.h>

/* Calls @method for each id; one that is refused does not keep the others from it. */
static int
steer (int argc, char **argv, const char *method, const char *summary)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselClient) client = NULL;
  int exit_code = EASEL_EXIT_DONE;
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };

  if (!easel_command_parse (&argc, &argv, _ ("ID…"), summary, entries, &error)
      || !easel_command_check_ids (argc - 1, argv + 1, &error))
    return easel_command_fail (error);

  client = easel_client_new (&error);
  if (client == NULL)
    return easel_command_fail (error);
  for (int i = 1; i < argc; i++)
    {
      g_autoptr (GError) refusal = NULL;
      g_autoptr (GVariant) reply = easel_client_call (client, EASEL_BUS_JOBS, method,
                                                      g_variant_new ("(s)", argv[i]), &refusal);

      if (reply == NULL)
        exit_code = easel_command_fail (refusal);
    }
  return exit_code;
}

int
easel_command_cancel (int argc, char **argv)
{
  return steer (argc, argv, "Cancel", _ ("Cancels jobs, and those that are part of them."));
}

int
easel_command_retry (int argc, char **argv)
{
  return steer (argc, argv, "Retry",
                _ ("Has another try at failed or canceled jobs. What was done is not done again."));
}

static int
set_paused (int argc, char **argv, gboolean paused, const char *summary)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselClient) client = NULL;
  g_autoptr (GVariant) reply = NULL;
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };

  if (!easel_command_parse (&argc, &argv, NULL, summary, entries, &error))
    return easel_command_fail (error);
  client = easel_client_new (&error);
  if (client != NULL)
    reply = easel_client_call (client, EASEL_BUS_JOBS, "Pause", g_variant_new ("(b)", paused),
                               &error);
  return reply != NULL ? EASEL_EXIT_DONE : easel_command_fail (error);
}

int
easel_command_pause (int argc, char **argv)
{
  return set_paused (argc, argv, TRUE,
                     _ ("Starts no more jobs until “easel resume”. What runs is not stopped."));
}

int
easel_command_resume (int argc, char **argv)
{
  return set_paused (argc, argv, FALSE, _ ("Goes on after “easel pause”."));
}
