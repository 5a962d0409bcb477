/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-command.h"

#include <glib/gi18n.h>

/* (transfer full): what was typed, so that it means the same in another folder */
static char *
to_uri (const char *argument)
{
  g_autofree char *path = NULL;

  if (strstr (argument, "://") != NULL)
    return g_strdup (argument);
  path = g_canonicalize_filename (argument, NULL);
  return g_filename_to_uri (path, NULL, NULL);
}

static GVariant *
make_params (char **files, char **analyzers, gboolean again, gboolean overnight)
{
  g_autoptr (GStrvBuilder) uris = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  GVariantBuilder params;

  for (guint i = 0; files[i] != NULL; i++)
    g_strv_builder_take (uris, to_uri (files[i]));
  list = g_strv_builder_end (uris);

  g_variant_builder_init (&params, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&params, "{sv}", "files", g_variant_new_strv ((const char **) list, -1));
  if (analyzers != NULL)
    g_variant_builder_add (&params, "{sv}", "analyzers",
                           g_variant_new_strv ((const char **) analyzers, -1));
  if (again)
    g_variant_builder_add (&params, "{sv}", "again", g_variant_new_boolean (TRUE));
  if (overnight)
    g_variant_builder_add (&params, "{sv}", "when", g_variant_new_string ("overnight"));
  return g_variant_builder_end (&params);
}

int
easel_command_analyze (int argc, char **argv)
{
  g_auto (GStrv) analyzers = NULL;
  gboolean again = FALSE;
  gboolean overnight = FALSE;
  gboolean dry_run = FALSE;
  GVariant *params;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "analyzer", 'a', 0, G_OPTION_ARG_STRING_ARRAY, &analyzers,
      N_ ("What to look for; may be given several times. “outfit” if not given"), N_ ("NAME") },
    { "again", 0, 0, G_OPTION_ARG_NONE, &again,
      N_ ("Ask the model although the library has the answer"), NULL },
    { "overnight", 0, 0, G_OPTION_ARG_NONE, &overnight,
      N_ ("Ask in a batch, which is answered within a day and costs less"), NULL },
    EASEL_COMMAND_DRY_RUN (&dry_run),
    G_OPTION_ENTRY_NULL,
  };

  if (!easel_command_parse (
          &argc, &argv, _ ("FILE…"),
          _ ("Looks at pictures and keeps what they show in the library.\n"
             "Prints the id of one job for each file, folder or address, and does not wait for "
             "them. With --overnight all of them are one job."),
          entries, &error))
    return easel_command_fail (error);
  if (argc < 2)
    return easel_command_refuse_usage (_ ("There is no picture to analyze. Name a file."));
  params = make_params (argv + 1, analyzers, again, overnight);
  return dry_run ? easel_command_estimate ("analyze", params)
                 : easel_command_submit ("analyze", params);
}
