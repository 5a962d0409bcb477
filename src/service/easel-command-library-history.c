/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-command-library.h"

#include <glib/gi18n.h>

/* (transfer full): in the person's own time zone */
static char *
format_time (JsonObject *change)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (
      easel_command_get_text (change, "time"), NULL);
  g_autoptr (GDateTime) local = time != NULL ? g_date_time_to_local (time) : NULL;

  return local != NULL ? g_date_time_format (local, "%Y-%m-%d %H:%M:%S") : g_strdup ("");
}

static gboolean
print_change (const char *json, gboolean as_json, GError **error)
{
  g_autoptr (JsonObject) change = NULL;
  g_autofree char *time = NULL;

  if (as_json)
    {
      g_print ("%s\n", json);
      return TRUE;
    }
  change = easel_command_read_object (json, error);
  if (change == NULL)
    return FALSE;
  time = format_time (change);
  g_print ("%s  %s  %s%s\n", easel_command_get_text (change, "id"), time,
           easel_command_get_text (change, "title"),
           /* Translators: after the title of a change of the library */
           *easel_command_get_text (change, "undone_by") != '\0' ? _ (" (undone)") : "");
  return TRUE;
}

/* @entity: (nullable) */
static GVariant *
make_filter (const char *entity, int limit)
{
  GVariantBuilder filter;

  g_variant_builder_init (&filter, G_VARIANT_TYPE_VARDICT);
  if (entity != NULL)
    g_variant_builder_add (&filter, "{sv}", "entity", g_variant_new_string (entity));
  if (limit > 0)
    g_variant_builder_add (&filter, "{sv}", "limit", g_variant_new_uint32 ((guint) limit));
  return g_variant_new ("(a{sv})", &filter);
}

int
easel_command_library_history (int n_words, char **words, int limit, gboolean as_json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselClient) client = NULL;
  g_autofree char *entity = NULL;
  g_auto (GStrv) changes = NULL;

  if (n_words > 1)
    return easel_command_refuse (EASEL_EXIT_USAGE,
                                 g_strdup_printf (_ ("“%s” is one word too many."), words[1]));
  client = easel_client_new (&error);
  if (client != NULL && n_words == 1)
    entity = easel_command_find_entity (client, words[0], FALSE, &error);
  if (error == NULL)
    changes = easel_command_get_list (client, EASEL_BUS_LIBRARY, "History",
                                      make_filter (entity, limit), &error);
  for (guint i = 0; changes != NULL && changes[i] != NULL; i++)
    if (!print_change (changes[i], as_json, &error))
      break;
  return error != NULL ? easel_command_fail (error) : EASEL_EXIT_DONE;
}
