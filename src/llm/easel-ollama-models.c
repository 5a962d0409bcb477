/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-ollama-models.h"

#include "easel-json.h"
#include "easel-ollama-error.h"

#include <string.h>

GPtrArray *
easel_ollama_models_read (const char *host, const char *data, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GPtrArray) models = g_ptr_array_new_with_free_func ((GDestroyNotify) easel_model_free);
  JsonObject *object = easel_wire_error_parse (easel_ollama_error_from_object, host, parser, NULL,
                                               data, length, error);
  JsonArray *array = easel_json_get_array (object, "models");

  if (object == NULL)
    return NULL;
  if (array == NULL)
    {
      easel_wire_error_set_not_api (host, error);
      return NULL;
    }

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *entry = easel_json_node_get_object (json_array_get_element (array, i));
      const char *id = easel_json_get_string (entry, "model");
      EaselModel *model;

      if (id == NULL)
        id = easel_json_get_string (entry, "name");
      if (id == NULL || *id == '\0')
        continue;
      model = g_new0 (EaselModel, 1);
      model->id = g_strdup (id);
      g_ptr_array_add (models, model);
    }
  return g_steal_pointer (&models);
}

gboolean
easel_ollama_models_read_vision (const char *data, gsize length, gboolean *vision)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *capabilities;

  if (!json_parser_load_from_data (parser, data, (gssize) length, NULL))
    return FALSE;
  capabilities = easel_json_get_array (easel_json_node_get_object (json_parser_get_root (parser)),
                                       "capabilities");
  *vision = easel_json_array_has_word (capabilities, "vision");
  return capabilities != NULL;
}

static gboolean
has_words (JsonObject *object, const char *member)
{
  const char *text = easel_json_get_string (object, member);

  return text != NULL && *text != '\0';
}

gboolean
easel_ollama_models_read_remote (const char *data, gsize length)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object;

  if (!json_parser_load_from_data (parser, data, (gssize) length, NULL))
    return FALSE;
  object = easel_json_node_get_object (json_parser_get_root (parser));
  return has_words (object, "remote_host") || has_words (object, "remote_model");
}

gboolean
easel_ollama_models_is_cloud (const char *model)
{
  const char *tag = strrchr (model, ':');

  return tag != NULL && (g_str_equal (tag, ":cloud") || g_str_has_suffix (tag, "-cloud"));
}
