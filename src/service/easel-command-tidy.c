/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-command.h"

#include <glib/gi18n.h>

int
easel_command_tidy (int argc, char **argv)
{
  g_autofree char *kind = NULL;
  g_autoptr (GError) error = NULL;
  GVariantBuilder params;
  const GOptionEntry entries[] = {
    { "kind", 'k', 0, G_OPTION_ARG_STRING, &kind, N_ ("Only this kind, such as outfit"),
      N_ ("KIND") },
    G_OPTION_ENTRY_NULL,
  };

  if (!easel_command_parse (&argc, &argv, NULL,
                            _ ("Looks for what is in the library twice, without asking a model, "
                               "and prints the id of the job that does.\n"
                               "What it finds is shown in the Brief. Nothing is merged by it."),
                            entries, &error))
    return easel_command_fail (error);
  if (argc > 1)
    return easel_command_refuse (EASEL_EXIT_USAGE,
                                 g_strdup_printf (_ ("“%s” is one word too many."), argv[1]));

  g_variant_builder_init (&params, G_VARIANT_TYPE_VARDICT);
  if (kind != NULL)
    g_variant_builder_add (&params, "{sv}", "kind", g_variant_new_string (kind));
  return easel_command_submit ("tidy", g_variant_builder_end (&params));
}
