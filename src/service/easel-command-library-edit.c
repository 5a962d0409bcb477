/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-command-library.h"

#include <glib/gi18n.h>

/* Calls a method that answers with the id of a change, and prints it; nothing when nothing
 * differs. @parameters: a floating one is taken */
static int
change (EaselClient *client, const char *method, GVariant *parameters)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = easel_client_call (client, EASEL_BUS_LIBRARY, method, parameters,
                                                  &error);
  const char *entry;

  if (reply == NULL)
    return easel_command_fail (error);
  g_variant_get (reply, "(&s)", &entry);
  if (*entry != '\0')
    g_print ("%s\n", entry);
  return EASEL_EXIT_DONE;
}

/* Edit ------------------------------------------------------------------------------------ */

/* (transfer full) (nullable): what of the file can be changed. The rest of what “easel library
 * ENTITY --json” prints stays as it is: a person need not take it out. */
static char *
make_edit (const char *name, gboolean anyway, GError **error)
{
  static const char *const members[] = { "name", "tags", "attributes", "revision" };
  g_autoptr (JsonObject) file = easel_command_read_file (name, error);
  g_autoptr (JsonObject) edit = json_object_new ();
  g_autoptr (JsonNode) node = NULL;

  if (file == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (json_object_has_member (file, members[i]))
      json_object_set_member (edit, members[i], json_object_dup_member (file, members[i]));
  if (json_object_get_size (edit) == 0)
    {
      g_autofree char *shown = g_filename_display_name (name);

      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("“%s” has neither “name” nor “tags” nor “attributes”."), shown);
      return NULL;
    }
  if (anyway)
    json_object_set_boolean_member (edit, "force", TRUE);
  node = json_node_init_object (json_node_alloc (), edit);
  return json_to_string (node, FALSE);
}

int
easel_command_library_edit (int n_words, char **words, gboolean anyway)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselClient) client = NULL;
  g_autofree char *json = NULL;
  g_autofree char *entity = NULL;

  if (n_words != 2)
    return easel_command_refuse_usage (_ ("Name the entity to edit, and a file."));
  json = make_edit (words[1], anyway, &error);
  if (json != NULL)
    client = easel_client_new (&error);
  if (client != NULL)
    entity = easel_command_find_entity (client, words[0], FALSE, &error);
  if (entity == NULL)
    return easel_command_fail (error);
  return change (client, "Edit", g_variant_new ("(ss)", entity, json));
}

/* Archive --------------------------------------------------------------------------------- */

int
easel_command_library_archive (int n_words, char **words, gboolean archived)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselClient) client = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  if (n_words < 1)
    return easel_command_refuse_usage (_ ("Name the entities to put away or bring back."));
  client = easel_client_new (&error);
  if (client == NULL)
    return easel_command_fail (error);
  for (int i = 0; i < n_words; i++)
    {
      char *id = easel_command_find_entity (client, words[i], !archived, &error);

      if (id == NULL)
        return easel_command_fail (error);
      g_ptr_array_add (ids, id);
    }
  return change (client, "SetArchived",
                 g_variant_new ("(@asb)",
                                g_variant_new_strv ((const char *const *) ids->pdata, ids->len),
                                archived));
}
