/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-command.h"

#include <glib/gi18n.h>

static int
merge (const char *source_word, const char *target_word)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselClient) client = easel_client_new (&error);
  g_autofree char *source = NULL;
  g_autofree char *target = NULL;
  GVariantBuilder params;

  if (client != NULL)
    source = easel_command_find_entity (client, source_word, FALSE, &error);
  if (source != NULL)
    target = easel_command_find_entity (client, target_word, FALSE, &error);
  if (target == NULL)
    return easel_command_fail (error);

  g_variant_builder_init (&params, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&params, "{sv}", "source", g_variant_new_string (source));
  g_variant_builder_add (&params, "{sv}", "target", g_variant_new_string (target));
  return easel_command_submit ("merge", g_variant_builder_end (&params));
}

int
easel_command_merge (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };

  if (!easel_command_parse (
          &argc, &argv, _ ("ENTITY OTHER"),
          _ ("Makes one entity of two of the same kind: keeps the first, folds the other one into "
             "it, and archives that.\n"
             "Each is named by its id, or by its name when nothing else is called so. Prints the "
             "id of a job, which proposes how and awaits the answer: “easel review”."),
          entries, &error))
    return easel_command_fail (error);
  if (argc != 3)
    return easel_command_refuse_usage (_ ("Name the two entities to merge."));
  return merge (argv[1], argv[2]);
}
