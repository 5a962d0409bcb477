/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-openai-image-codec.h"

#include "easel-json.h"
#include "easel-openai-codec.h"
#include "easel-wire-error.h"

#include <glib/gi18n.h>
#include <string.h>

#define DATA_MARK ";base64,"

static gboolean
set_garbled (EaselOpenaiImageCodec *self, GError **error)
{
  g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REPLY,
               _ ("%s sent a picture that cannot be read."), self->host);
  return FALSE;
}

/* The picture in @object, if there is one. */
static gboolean
fold_picture (EaselOpenaiImageCodec *self,
              EaselImageReply *reply,
              JsonObject *object,
              GError **error)
{
  const char *text = easel_json_get_string (object, "b64_json");
  const char *url = easel_json_get_string (object, "url");
  g_autoptr (GBytes) picture = NULL;

  if (text == NULL && url != NULL && g_str_has_prefix (url, "data:"))
    {
      text = strstr (url, DATA_MARK);
      if (text == NULL)
        return set_garbled (self, error);
      text += strlen (DATA_MARK);
    }
  if (text != NULL && *text != '\0')
    {
      picture = easel_base64_lifter_read (self->lifter, text);
      if (picture == NULL)
        return set_garbled (self, error);
      easel_image_reply_set_picture (reply, picture);
    }
  else if (text == NULL && url != NULL)
    g_set_str (&self->url, url);

  if (easel_json_get_string (object, "revised_prompt") != NULL)
    easel_image_reply_set_revised_prompt (reply, easel_json_get_string (object, "revised_prompt"));
  if (easel_json_get_int (object, "seed", -1) >= 0)
    easel_image_reply_set_seed (reply, easel_json_get_int (object, "seed", -1));
  return TRUE;
}

/* The rest of an answer, as it stands beside the picture. */
static void
fold_answer (EaselImageReply *reply, JsonObject *object)
{
  JsonObject *usage = easel_json_get_object (object, "usage");
  const char *model = easel_json_get_string (object, "model");

  if (usage != NULL)
    easel_image_reply_set_tokens (
        reply,
        easel_json_get_int (usage, "input_tokens", easel_json_get_int (usage, "prompt_tokens", -1)),
        easel_json_get_int (usage, "output_tokens",
                            easel_json_get_int (usage, "completion_tokens", -1)));
  if (model != NULL && *model != '\0')
    easel_image_reply_set_model (reply, model);
  easel_image_reply_set_finish (reply, EASEL_FINISH_STOP, "completed");
}

/* One picture was asked for. */
static gboolean
fold_list (EaselOpenaiImageCodec *self,
           EaselImageReply *reply,
           JsonObject *object,
           JsonArray *list,
           GError **error)
{
  JsonObject *first = json_array_get_length (list) > 0
                          ? easel_json_node_get_object (json_array_get_element (list, 0))
                          : NULL;

  if (first != NULL && !fold_picture (self, reply, first, error))
    return FALSE;
  fold_answer (reply, object);
  return TRUE;
}

gboolean
easel_openai_image_codec_fold_event (EaselOpenaiImageCodec *self,
                                     EaselImageReply *reply,
                                     const char *event,
                                     const char *data,
                                     gsize length,
                                     GError **error)
{
  JsonObject *object = easel_openai_codec_parse (self->host, self->parser, event, data, length,
                                                 error);
  JsonArray *list = easel_json_get_array (object, "data");
  const char *type = easel_json_get_string (object, "type");

  if (object == NULL)
    return FALSE;
  if (type == NULL)
    type = event;

  /* "image_generation.…" of a new picture, "image_edit.…" of an edit. */
  if (g_str_has_suffix (type, ".partial_image"))
    {
      g_autoptr (GBytes) picture = easel_base64_lifter_read (
          self->lifter, easel_json_get_string (object, "b64_json"));

      if (picture != NULL && self->picture_func != NULL)
        self->picture_func (picture, self->user_data);
    }
  else if (g_str_has_suffix (type, ".completed"))
    {
      if (!fold_picture (self, reply, object, error))
        return FALSE;
      fold_answer (reply, object);
    }
  else if (list != NULL)
    /* Some servers send their whole answer as the only event. */
    return fold_list (self, reply, object, list, error);
  return TRUE;
}

gboolean
easel_openai_image_codec_fold_body (EaselOpenaiImageCodec *self,
                                    EaselImageReply *reply,
                                    const char *data,
                                    gsize length,
                                    GError **error)
{
  JsonObject *object = easel_openai_codec_parse (self->host, self->parser, NULL, data, length,
                                                 error);
  JsonArray *list = easel_json_get_array (object, "data");

  if (object == NULL)
    return FALSE;
  if (list == NULL)
    return easel_wire_error_set_not_api (self->host, error);
  return fold_list (self, reply, object, list, error);
}
