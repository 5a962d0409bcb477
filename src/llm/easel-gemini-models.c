/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-gemini-models.h"

#include "easel-gemini-error.h"
#include "easel-json.h"

#include <string.h>

#define PREFIX "models/"

/* A model of which nobody says what it does may do anything. */
static gboolean
generates (JsonObject *entry)
{
  JsonArray *methods = easel_json_get_array (entry, "supportedGenerationMethods");

  return methods == NULL || easel_json_array_has_word (methods, "generateContent");
}

gboolean
easel_gemini_models_read (const char *host,
                          const char *data,
                          gsize length,
                          GPtrArray *models,
                          char **token,
                          GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object = easel_wire_error_parse (easel_gemini_error_from_object, host, parser, NULL,
                                               data, length, error);
  JsonArray *array = easel_json_get_array (object, "models");
  const char *next = easel_json_get_string (object, "nextPageToken");

  *token = NULL;
  if (object == NULL)
    return FALSE;
  if (array == NULL)
    return easel_wire_error_set_not_api (host, error);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *entry = easel_json_node_get_object (json_array_get_element (array, i));
      const char *name = easel_json_get_string (entry, "name");
      EaselModel *model;

      if (name == NULL || *name == '\0' || !generates (entry))
        continue;
      model = g_new0 (EaselModel, 1);
      model->id = g_strdup (g_str_has_prefix (name, PREFIX) ? name + strlen (PREFIX) : name);
      model->name = g_strdup (easel_json_get_string (entry, "displayName"));
      g_ptr_array_add (models, model);
    }
  if (next != NULL && *next != '\0')
    *token = g_strdup (next);
  return TRUE;
}
