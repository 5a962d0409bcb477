/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-anthropic-models.h"

#include "easel-anthropic-error.h"
#include "easel-json.h"

/* "image_input": {"supported": true}, where the server says so. */
static void
read_vision (JsonObject *entry, EaselModel *model)
{
  JsonObject *capabilities = easel_json_get_object (entry, "capabilities");
  JsonObject *images = easel_json_get_object (capabilities, "image_input");

  if (images == NULL || !json_object_has_member (images, "supported"))
    return;
  model->vision_known = TRUE;
  model->vision = easel_json_get_boolean (images, "supported", FALSE);
}

gboolean
easel_anthropic_models_read (const char *host,
                             const char *data,
                             gsize length,
                             GPtrArray *models,
                             char **after,
                             GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object = easel_wire_error_parse (easel_anthropic_error_from_object, host, parser,
                                               NULL, data, length, error);
  JsonArray *array = easel_json_get_array (object, "data");

  *after = NULL;
  if (object == NULL)
    return FALSE;
  if (array == NULL)
    return easel_wire_error_set_not_api (host, error);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *entry = easel_json_node_get_object (json_array_get_element (array, i));
      const char *id = easel_json_get_string (entry, "id");
      EaselModel *model;

      if (id == NULL || *id == '\0')
        continue;
      model = g_new0 (EaselModel, 1);
      model->id = g_strdup (id);
      model->name = g_strdup (easel_json_get_string (entry, "display_name"));
      read_vision (entry, model);
      g_ptr_array_add (models, model);
    }
  if (easel_json_get_boolean (object, "has_more", FALSE))
    *after = g_strdup (easel_json_get_string (object, "last_id"));
  return TRUE;
}
