/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-command.h"

#include <glib/gi18n.h>

static gboolean
print_entity (const char *json, gboolean as_json, GError **error)
{
  g_autoptr (JsonObject) entity = NULL;

  if (as_json)
    {
      g_print ("%s\n", json);
      return TRUE;
    }
  entity = easel_command_read_object (json, error);
  if (entity == NULL)
    return FALSE;
  g_print ("%s  %-13s  %s\n", easel_command_get_text (entity, "id"),
           easel_command_get_text (entity, "kind"), easel_command_get_text (entity, "name"));
  return TRUE;
}

static GVariant *
make_filter (const char *kind, const char *text, int limit)
{
  GVariantBuilder filter;

  g_variant_builder_init (&filter, G_VARIANT_TYPE_VARDICT);
  if (kind != NULL)
    g_variant_builder_add (&filter, "{sv}", "kind", g_variant_new_string (kind));
  if (text != NULL)
    g_variant_builder_add (&filter, "{sv}", "text", g_variant_new_string (text));
  if (limit > 0)
    g_variant_builder_add (&filter, "{sv}", "limit", g_variant_new_uint32 ((guint) limit));
  return g_variant_new ("(@a{sv})", g_variant_builder_end (&filter));
}

static gboolean
print_list (EaselClient *client, GVariant *filter, gboolean as_json, GError **error)
{
  g_autoptr (GVariant) reply = easel_client_call (client, EASEL_BUS_LIBRARY, "List", filter, error);
  g_autofree const char **entities = NULL;

  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(^a&s)", &entities);
  for (guint i = 0; entities[i] != NULL; i++)
    if (!print_entity (entities[i], as_json, error))
      return FALSE;
  return TRUE;
}

static gboolean
print_some (EaselClient *client, char **ids, gboolean as_json, GError **error)
{
  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autofree char *json = easel_command_get (client, EASEL_BUS_LIBRARY, ids[i], error);

      if (json == NULL || !print_entity (json, as_json, error))
        return FALSE;
    }
  return TRUE;
}

int
easel_command_library (int argc, char **argv)
{
  g_autofree char *kind = NULL;
  g_autofree char *text = NULL;
  int limit = 0;
  gboolean as_json = FALSE;
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselClient) client = NULL;
  const GOptionEntry entries[] = {
    { "kind", 'k', 0, G_OPTION_ARG_STRING, &kind, N_ ("Only this kind, such as outfit"),
      N_ ("KIND") },
    { "search", 0, 0, G_OPTION_ARG_STRING, &text, N_ ("Only what has these words"), N_ ("TEXT") },
    { "limit", 'n', 0, G_OPTION_ARG_INT, &limit, N_ ("Only so many of the newest"), N_ ("N") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Print one JSON object a line"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!easel_command_parse (&argc, &argv, _ ("[ENTITY…]"),
                            _ ("Lists what is in the library, the newest first; or shows the "
                               "entities named."),
                            entries, &error)
      || (argc > 1 && !easel_command_check_ids (argc - 1, argv + 1, &error)))
    return easel_command_fail (error);

  client = easel_client_new (&error);
  if (client != NULL && argc > 1)
    print_some (client, argv + 1, as_json, &error);
  else if (client != NULL)
    print_list (client, make_filter (kind, text, limit), as_json, &error);
  return error != NULL ? easel_command_fail (error) : EASEL_EXIT_DONE;
}
