/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-command-library.h"

#include <glib/gi18n.h>

char *
easel_command_get_recipe (EaselClient *client, const char *id, GError **error)
{
  g_autofree char *json = easel_command_get (client, EASEL_BUS_LIBRARY, id, error);
  /* As it is, without what makes texts fit for a terminal: JSON is. */
  g_autoptr (JsonNode) node = json != NULL ? json_from_string (json, error) : NULL;
  JsonObject *entity = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node)
                                                                     : NULL;
  JsonObject *attributes;

  if (entity == NULL)
    return NULL;
  attributes = easel_command_get_object (entity, "attributes");
  if (attributes != NULL && easel_command_get_object (attributes, "recipe") != NULL)
    return json_to_string (json_object_get_member (attributes, "recipe"), FALSE);
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("“%s” was not made by a recipe."), easel_command_get_text (entity, "name"));
  return NULL;
}

int
easel_command_library_recipe (int n_words, char **words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselClient) client = NULL;
  g_autofree char *id = NULL;
  g_autofree char *recipe = NULL;

  if (n_words != 1)
    return easel_command_refuse_usage (_ ("Name one picture."));
  id = easel_command_connect_and_find (words[0], &client, &error);
  if (id != NULL)
    recipe = easel_command_get_recipe (client, id, &error);
  if (recipe == NULL)
    return easel_command_fail (error);
  g_print ("%s\n", recipe);
  return EASEL_EXIT_DONE;
}

int
easel_command_library_save (int n_words, char **words, gboolean force)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselClient) client = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GVariant) reply = NULL;
  g_autofree char *id = NULL;
  g_autofree char *uri = NULL;

  if (n_words != 2)
    return easel_command_refuse_usage (_ ("Name the picture to save, and a file."));
  id = easel_command_connect_and_find (words[0], &client, &error);
  if (id == NULL)
    return easel_command_fail (error);
  file = g_file_new_for_commandline_arg (words[1]);
  uri = g_file_get_uri (file);
  reply = easel_client_call (client, EASEL_BUS_LIBRARY, "SavePicture",
                             g_variant_new ("(ssb)", id, uri, force), &error);
  if (reply != NULL)
    return EASEL_EXIT_DONE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    return easel_command_refuse (
        EASEL_EXIT_FAILED,
        g_strdup_printf (_ ("“%s” is there already. With “--force” it is replaced."), words[1]));
  return easel_command_fail (error);
}
