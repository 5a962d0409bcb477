/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-openai-codec.h"

#include "easel-json.h"
#include "easel-openai-error.h"

#include <string.h>

#define END_MARK "[DONE]"

/* A string, or as some servers send it a list of text parts. */
static void
fold_content (EaselReplyFold *fold, JsonNode *content)
{
  if (content == NULL || !JSON_NODE_HOLDS_ARRAY (content))
    {
      easel_reply_fold_text (fold, easel_json_node_get_string (content));
      return;
    }
  for (guint i = 0; i < json_array_get_length (json_node_get_array (content)); i++)
    {
      JsonNode *part = json_array_get_element (json_node_get_array (content), i);

      easel_reply_fold_text (fold,
                             easel_json_get_string (easel_json_node_get_object (part), "text"));
    }
}

static void
fold_finish (EaselReplyFold *fold, const char *reason)
{
  EaselFinish finish = EASEL_FINISH_OTHER;

  if (reason == NULL || *reason == '\0')
    return;

  if (g_str_equal (reason, "stop"))
    finish = EASEL_FINISH_STOP;
  else if (g_str_equal (reason, "length"))
    finish = EASEL_FINISH_LENGTH;
  else if (g_str_equal (reason, "content_filter"))
    finish = EASEL_FINISH_REFUSED;
  easel_reply_fold_finish (fold, finish, reason);
}

static void
fold_usage (EaselReplyFold *fold, JsonObject *usage)
{
  if (usage != NULL)
    easel_reply_set_tokens (fold->reply, easel_json_get_int (usage, "prompt_tokens", -1),
                            easel_json_get_int (usage, "completion_tokens", -1));
}

/* A chunk's choice holds its piece in "delta", a whole answer's in "message". */
static void
fold_object (EaselReplyFold *fold, JsonObject *object, const char *holder)
{
  JsonArray *choices = easel_json_get_array (object, "choices");

  easel_reply_fold_model (fold, easel_json_get_string (object, "model"));
  fold_usage (fold, easel_json_get_object (object, "usage"));

  for (guint i = 0; choices != NULL && i < json_array_get_length (choices); i++)
    {
      JsonObject *choice = easel_json_node_get_object (json_array_get_element (choices, i));
      JsonObject *piece = easel_json_get_object (choice, holder);
      const char *refusal = easel_json_get_string (piece, "refusal");

      /* One answer was asked for. */
      if (easel_json_get_int (choice, "index", 0) != 0)
        continue;
      if (piece != NULL)
        fold_content (fold, json_object_get_member (piece, "content"));
      if (refusal != NULL)
        easel_reply_append_refusal (fold->reply, refusal);
      fold_finish (fold, easel_json_get_string (choice, "finish_reason"));
    }
}

JsonObject *
easel_openai_codec_parse (const char *host,
                          JsonParser *parser,
                          const char *event,
                          const char *data,
                          gsize length,
                          GError **error)
{
  return easel_wire_error_parse (easel_openai_error_from_object, host, parser, event, data, length,
                                 error);
}

gboolean
easel_openai_codec_is_end (const char *data, gsize length)
{
  return length == strlen (END_MARK) && memcmp (data, END_MARK, length) == 0;
}

gboolean
easel_openai_codec_fold_event (EaselReplyFold *fold,
                               const char *event,
                               const char *data,
                               gsize length,
                               GError **error)
{
  JsonObject *object;

  fold->ended = easel_openai_codec_is_end (data, length);
  if (fold->ended)
    return TRUE;
  object = easel_openai_codec_parse (fold->host, fold->parser, event, data, length, error);
  if (object == NULL)
    return FALSE;

  fold_object (fold, object, "delta");
  return TRUE;
}

gboolean
easel_openai_codec_fold_body (EaselReplyFold *fold, const char *data, gsize length, GError **error)
{
  JsonObject *object = easel_openai_codec_parse (fold->host, fold->parser, NULL, data, length,
                                                 error);

  if (object == NULL)
    return FALSE;
  if (easel_json_get_array (object, "choices") == NULL)
    return easel_wire_error_set_not_api (fold->host, error);
  fold_object (fold, object, "message");
  return TRUE;
}
