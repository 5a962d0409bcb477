/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-ollama-codec.h"

#include "easel-json.h"
#include "easel-ollama-error.h"

static EaselFinish
find_finish (const char *reason)
{
  if (reason == NULL || g_str_equal (reason, "stop"))
    return EASEL_FINISH_STOP;
  return g_str_equal (reason, "length") ? EASEL_FINISH_LENGTH : EASEL_FINISH_OTHER;
}

gboolean
easel_ollama_codec_fold_event (EaselReplyFold *fold,
                               const char *event,
                               const char *data,
                               gsize length,
                               GError **error)
{
  JsonObject *object = easel_wire_error_parse (easel_ollama_error_from_object, fold->host,
                                               fold->parser, event, data, length, error);
  const char *reason = easel_json_get_string (object, "done_reason");

  if (object == NULL)
    return FALSE;

  easel_reply_fold_model (fold, easel_json_get_string (object, "model"));
  /* What it thought is in "thinking", and is not the answer. */
  easel_reply_fold_text (
      fold, easel_json_get_string (easel_json_get_object (object, "message"), "content"));
  if (easel_json_get_boolean (object, "done", FALSE))
    {
      easel_reply_set_tokens (fold->reply, easel_json_get_int (object, "prompt_eval_count", -1),
                              easel_json_get_int (object, "eval_count", -1));
      easel_reply_fold_finish (fold, find_finish (reason), reason != NULL ? reason : "stop");
      fold->ended = TRUE;
    }
  return TRUE;
}
