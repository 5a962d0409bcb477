/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-command.h"

#include <glib/gi18n.h>

/* @kind: of job, which is the name of the command too */
static int
submit (int argc, char **argv, const char *kind, const char *summary)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *uri = NULL;
  g_autoptr (GError) error = NULL;
  GVariantBuilder params;
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };

  if (!easel_command_parse (&argc, &argv, _ ("FILE"), summary, entries, &error))
    return easel_command_fail (error);
  if (argc < 2)
    return easel_command_refuse_usage (_ ("The file of the backup is missing."));
  if (argc > 2)
    return easel_command_refuse (EASEL_EXIT_USAGE,
                                 g_strdup_printf (_ ("“%s” is one word too many."), argv[2]));

  /* The window’s Easel is in another folder. */
  file = g_file_new_for_commandline_arg (argv[1]);
  uri = g_file_get_uri (file);
  g_variant_builder_init (&params, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&params, "{sv}", "file", g_variant_new_string (uri));
  return easel_command_submit (kind, g_variant_builder_end (&params));
}

int
easel_command_backup (int argc, char **argv)
{
  return submit (argc, argv, "backup",
                 _ ("Saves the library in one file, and prints the id of the job that does.\n"
                    "Jobs, providers and keys are not in it. Other work can go on meanwhile."));
}

int
easel_command_restore (int argc, char **argv)
{
  return submit (argc, argv, "restore",
                 _ ("Adds what is in a backup and not in the library, and prints the id of the job "
                    "that does.\n"
                    "It says first what will be added, and waits for “easel review ID --approve”. "
                    "What is in the library already stays as it is."));
}
