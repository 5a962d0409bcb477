/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-openai-image-codec.h"

#include "easel-json.h"
#include "easel-openai-codec.h"
#include "easel-wire-error.h"

#include <string.h>

#define DATA_MARK ";base64,"

/* The picture in @object, if there is one. */
static gboolean
fold_picture (EaselImageFold *fold, JsonObject *object, GError **error)
{
  const char *text = easel_json_get_string (object, "b64_json");
  const char *url = easel_json_get_string (object, "url");

  if (text == NULL && url != NULL && g_str_has_prefix (url, "data:"))
    {
      text = strstr (url, DATA_MARK);
      text = text != NULL ? text + strlen (DATA_MARK) : url;
    }
  if (text != NULL && *text != '\0')
    {
      if (!easel_image_fold_picture (fold, text, error))
        return FALSE;
    }
  else if (text == NULL && url != NULL)
    g_set_str (&fold->url, url);

  if (easel_json_get_string (object, "revised_prompt") != NULL)
    easel_image_reply_set_revised_prompt (fold->reply,
                                          easel_json_get_string (object, "revised_prompt"));
  if (easel_json_get_int (object, "seed", -1) >= 0)
    easel_image_reply_set_seed (fold->reply, easel_json_get_int (object, "seed", -1));
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
fold_list (EaselImageFold *fold, JsonObject *object, JsonArray *list, GError **error)
{
  JsonObject *first = json_array_get_length (list) > 0
                          ? easel_json_node_get_object (json_array_get_element (list, 0))
                          : NULL;

  if (first != NULL && !fold_picture (fold, first, error))
    return FALSE;
  fold_answer (fold->reply, object);
  return TRUE;
}

gboolean
easel_openai_image_codec_fold_event (EaselImageFold *fold,
                                     const char *event,
                                     const char *data,
                                     gsize length,
                                     GError **error)
{
  JsonObject *object;
  JsonArray *list;
  const char *type;

  fold->ended = easel_openai_codec_is_end (data, length);
  if (fold->ended)
    return TRUE;
  object = easel_openai_codec_parse (fold->host, fold->parser, event, data, length, error);
  if (object == NULL)
    return FALSE;
  list = easel_json_get_array (object, "data");
  type = easel_json_get_string (object, "type");
  if (type == NULL)
    type = event;

  /* "image_generation.…" of a new picture, "image_edit.…" of an edit. */
  if (g_str_has_suffix (type, ".partial_image"))
    {
      g_autoptr (GBytes) picture = easel_base64_lifter_read (
          fold->lifter, easel_json_get_string (object, "b64_json"));

      if (picture != NULL && fold->picture_func != NULL)
        fold->picture_func (picture, fold->user_data);
    }
  else if (g_str_has_suffix (type, ".completed"))
    {
      if (!fold_picture (fold, object, error))
        return FALSE;
      fold_answer (fold->reply, object);
    }
  else if (list != NULL)
    /* Some servers send their whole answer as the only event. */
    return fold_list (fold, object, list, error);
  return TRUE;
}

gboolean
easel_openai_image_codec_fold_body (EaselImageFold *fold,
                                    const char *data,
                                    gsize length,
                                    GError **error)
{
  JsonObject *object = easel_openai_codec_parse (fold->host, fold->parser, NULL, data, length,
                                                 error);
  JsonArray *list = easel_json_get_array (object, "data");

  if (object == NULL)
    return FALSE;
  if (list == NULL)
    return easel_wire_error_set_not_api (fold->host, error);
  return fold_list (fold, object, list, error);
}
