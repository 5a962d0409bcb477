/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-command.h"

#include <glib/gi18n.h>

int
easel_command_undo (int argc, char **argv)
{
  gboolean anyway = FALSE;
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselClient) client = NULL;
  g_autoptr (GVariant) reply = NULL;
  const char *entry;
  const GOptionEntry entries[] = {
    { "anyway", 0, 0, G_OPTION_ARG_NONE, &anyway,
      N_ ("Undo it even if that overwrites what was changed since"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!easel_command_parse (&argc, &argv, _ ("CHANGE"),
                            _ ("Takes a change of the library back, or all changes of a group. "
                               "“easel library --history” lists them.\n"
                               "Prints the id of the undoing, which is a change as well."),
                            entries, &error))
    return easel_command_fail (error);
  if (argc != 2)
    return easel_command_refuse_usage (_ ("Name one change to undo."));

  client = easel_client_new (&error);
  if (client != NULL)
    reply = easel_client_call (client, EASEL_BUS_LIBRARY, "Undo",
                               g_variant_new ("(@sb)", easel_command_new_text (argv[1]), anyway),
                               &error);
  if (reply == NULL)
    return easel_command_fail (error);
  g_variant_get (reply, "(&s)", &entry);
  g_print ("%s\n", entry);
  return EASEL_EXIT_DONE;
}
