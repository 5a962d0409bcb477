/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-openai-models.h"

#include "easel-json.h"
#include "easel-openai-codec.h"

/* OpenAI itself does not say; OpenRouter, llama-server, Mistral and Ollama each have a way. */
static void
read_vision (JsonObject *object, EaselModel *model)
{
  JsonArray *inputs = easel_json_get_array (easel_json_get_object (object, "architecture"),
                                            "input_modalities");
  JsonArray *list = easel_json_get_array (object, "capabilities");
  JsonObject *flags = easel_json_get_object (object, "capabilities");

  if (inputs != NULL)
    {
      model->vision_known = TRUE;
      model->vision = easel_json_array_has_word (inputs, "image");
    }
  else if (list != NULL)
    {
      model->vision_known = TRUE;
      model->vision = easel_json_array_has_word (list, "vision")
                      || easel_json_array_has_word (list, "multimodal");
    }
  else if (flags != NULL && json_object_has_member (flags, "vision"))
    {
      model->vision_known = TRUE;
      model->vision = easel_json_get_boolean (flags, "vision", FALSE);
    }
}

GPtrArray *
easel_openai_models_read (const char *host,
                          const char *data,
                          gsize length,
                          char **owner,
                          GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GPtrArray) models = g_ptr_array_new_with_free_func ((GDestroyNotify) easel_model_free);
  JsonObject *object = easel_openai_codec_parse (host, parser, NULL, data, length, error);
  JsonArray *array = easel_json_get_array (object, "data");

  if (owner != NULL)
    *owner = NULL;
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
      const char *id = easel_json_get_string (entry, "id");
      EaselModel *model;

      if (id == NULL || *id == '\0')
        continue;
      model = g_new0 (EaselModel, 1);
      model->id = g_strdup (id);
      model->name = g_strdup (easel_json_get_string (entry, "name"));
      read_vision (entry, model);
      if (owner != NULL && *owner == NULL)
        *owner = g_strdup (easel_json_get_string (entry, "owned_by"));
      g_ptr_array_add (models, model);
    }
  return g_steal_pointer (&models);
}

GPtrArray *
easel_openai_models_list (EaselProviderClient *client,
                          char **owner,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (GBytes) body = easel_provider_client_ask (client, "/models", NULL, cancellable, error);
  gsize length;
  const char *data;

  if (body == NULL)
    return NULL;
  data = g_bytes_get_data (body, &length);
  return easel_openai_models_read (easel_provider_client_get_name (client), data, length, owner,
                                   error);
}
