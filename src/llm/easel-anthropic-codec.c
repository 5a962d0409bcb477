/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-anthropic-codec.h"

#include "easel-anthropic-error.h"
#include "easel-json.h"

static const struct
{
  const char *reason;
  EaselFinish finish;
} finishes[] = {
  { "end_turn", EASEL_FINISH_STOP },     { "stop_sequence", EASEL_FINISH_STOP },
  { "max_tokens", EASEL_FINISH_LENGTH }, { "model_context_window_exceeded", EASEL_FINISH_LENGTH },
  { "refusal", EASEL_FINISH_REFUSED },
};

/* @object: a message, or the delta at its end. All text has come by then, so that a connection
 * that breaks before "message_stop" takes nothing away. */
static void
fold_stop (EaselReplyFold *fold, JsonObject *object)
{
  const char *reason = easel_json_get_string (object, "stop_reason");
  const char *explanation = easel_json_get_string (easel_json_get_object (object, "stop_details"),
                                                   "explanation");
  EaselFinish finish = EASEL_FINISH_OTHER;

  if (reason == NULL || *reason == '\0')
    return;

  for (guint i = 0; i < G_N_ELEMENTS (finishes); i++)
    if (g_str_equal (reason, finishes[i].reason))
      finish = finishes[i].finish;
  if (finish == EASEL_FINISH_REFUSED && explanation != NULL && *explanation != '\0')
    easel_reply_append_refusal (fold->reply, explanation);
  easel_reply_fold_finish (fold, finish, reason);
}

/* The numbers are sums so far; one that is left out stands as it was. */
static void
fold_usage (EaselReplyFold *fold, JsonObject *usage)
{
  if (usage != NULL)
    easel_reply_set_tokens (
        fold->reply,
        easel_json_get_int (usage, "input_tokens", easel_reply_get_input_tokens (fold->reply)),
        easel_json_get_int (usage, "output_tokens", easel_reply_get_output_tokens (fold->reply)));
}

/* A block of text; thoughts and tools are not the answer. */
static void
fold_block (EaselReplyFold *fold, JsonObject *block, const char *wanted)
{
  if (g_strcmp0 (easel_json_get_string (block, "type"), wanted) == 0)
    easel_reply_fold_text (fold, easel_json_get_string (block, "text"));
}

static void
fold_message (EaselReplyFold *fold, JsonObject *message)
{
  JsonArray *content = easel_json_get_array (message, "content");

  easel_reply_fold_model (fold, easel_json_get_string (message, "model"));
  fold_usage (fold, easel_json_get_object (message, "usage"));
  for (guint i = 0; content != NULL && i < json_array_get_length (content); i++)
    fold_block (fold, easel_json_node_get_object (json_array_get_element (content, i)), "text");
  fold_stop (fold, message);
}

gboolean
easel_anthropic_codec_fold_event (EaselReplyFold *fold,
                                  const char *event,
                                  const char *data,
                                  gsize length,
                                  GError **error)
{
  JsonObject *object = easel_wire_error_parse (easel_anthropic_error_from_object, fold->host,
                                               fold->parser, event, data, length, error);
  const char *type = easel_json_get_string (object, "type");

  if (object == NULL)
    return FALSE;
  if (type == NULL)
    type = event;

  if (g_str_equal (type, "message_start"))
    fold_message (fold, easel_json_get_object (object, "message"));
  else if (g_str_equal (type, "content_block_start"))
    fold_block (fold, easel_json_get_object (object, "content_block"), "text");
  else if (g_str_equal (type, "content_block_delta"))
    fold_block (fold, easel_json_get_object (object, "delta"), "text_delta");
  else if (g_str_equal (type, "message_delta"))
    {
      fold_usage (fold, easel_json_get_object (object, "usage"));
      fold_stop (fold, easel_json_get_object (object, "delta"));
    }
  else if (g_str_equal (type, "message_stop"))
    fold->ended = TRUE;
  return TRUE;
}

gboolean
easel_anthropic_codec_fold_body (EaselReplyFold *fold,
                                 const char *data,
                                 gsize length,
                                 GError **error)
{
  JsonObject *object = easel_wire_error_parse (easel_anthropic_error_from_object, fold->host,
                                               fold->parser, NULL, data, length, error);

  if (object == NULL)
    return FALSE;
  if (easel_json_get_array (object, "content") == NULL)
    return easel_wire_error_set_not_api (fold->host, error);
  fold_message (fold, object);
  return TRUE;
}
