/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-step-json.h"

#include "easel-json.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>

char *
easel_step_json_write (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return json_to_string (node, FALSE);
}

JsonObject *
easel_step_json_read (const char *text, GError **error)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
                           _ ("A finished step of this job cannot be read."));
      return NULL;
    }
  return json_node_dup_object (node);
}

GStrv
easel_step_json_dup_strings (JsonObject *object, const char *member)
{
  g_autoptr (GStrvBuilder) strings = g_strv_builder_new ();
  JsonArray *array = easel_json_get_array (object, member);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      const char *text = easel_json_node_get_string (json_array_get_element (array, i));

      if (text != NULL)
        g_strv_builder_add (strings, text);
    }
  return g_strv_builder_end (strings);
}
