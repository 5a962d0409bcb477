/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-gemini-codec.h"

#include "easel-gemini-error.h"
#include "easel-json.h"

static const struct
{
  const char *reason;
  EaselFinish finish;
} finishes[] = {
  { "STOP", EASEL_FINISH_STOP },
  { "MAX_TOKENS", EASEL_FINISH_LENGTH },
  /* There is more to be had, for who asks again. */
  { "CONTINUATION", EASEL_FINISH_LENGTH },
  { "SAFETY", EASEL_FINISH_REFUSED },
  { "RECITATION", EASEL_FINISH_REFUSED },
  { "BLOCKLIST", EASEL_FINISH_REFUSED },
  { "PROHIBITED_CONTENT", EASEL_FINISH_REFUSED },
  { "SPII", EASEL_FINISH_REFUSED },
  { "IMAGE_SAFETY", EASEL_FINISH_REFUSED },
  { "IMAGE_PROHIBITED_CONTENT", EASEL_FINISH_REFUSED },
  { "IMAGE_RECITATION", EASEL_FINISH_REFUSED },
};

static EaselFinish
find_finish (const char *reason)
{
  for (guint i = 0; i < G_N_ELEMENTS (finishes); i++)
    if (g_str_equal (reason, finishes[i].reason))
      return finishes[i].finish;
  return EASEL_FINISH_OTHER;
}

/* One piece of an answer; what it holds is for the caller. */
typedef struct
{
  JsonArray *parts;     /* (nullable) */
  const char *reason;   /* (nullable): why it ended */
  const char *model;    /* (nullable) */
  gint64 input_tokens;  /* -1: unsaid */
  gint64 output_tokens; /* -1: unsaid; what was thought is paid for as well */
} Piece;

static void
read_usage (Piece *piece, JsonObject *usage)
{
  gint64 written = easel_json_get_int (usage, "candidatesTokenCount", -1);
  gint64 thought = easel_json_get_int (usage, "thoughtsTokenCount", -1);

  piece->input_tokens = easel_json_get_int (usage, "promptTokenCount", -1);
  piece->output_tokens = written < 0 && thought < 0 ? -1 : MAX (written, 0) + MAX (thought, 0);
}

/* A prompt that was blocked has no candidates, and is an error. */
static gboolean
read_piece (const char *host, JsonObject *object, Piece *piece, GError **error)
{
  JsonObject *feedback = easel_json_get_object (object, "promptFeedback");
  const char *block = easel_json_get_string (feedback, "blockReason");
  JsonArray *candidates = easel_json_get_array (object, "candidates");
  JsonObject *candidate = NULL;

  /* One answer was asked for. */
  if (candidates != NULL && json_array_get_length (candidates) > 0)
    candidate = easel_json_node_get_object (json_array_get_element (candidates, 0));
  if (block != NULL && candidate == NULL)
    {
      const char *words = easel_json_get_string (feedback, "blockReasonMessage");

      g_propagate_error (error, easel_wire_error_new (EASEL_LLM_ERROR_REFUSED, host,
                                                      words != NULL ? words : block, -1));
      return FALSE;
    }

  piece->parts = easel_json_get_array (easel_json_get_object (candidate, "content"), "parts");
  piece->reason = easel_json_get_string (candidate, "finishReason");
  piece->model = easel_json_get_string (object, "modelVersion");
  read_usage (piece, easel_json_get_object (object, "usageMetadata"));
  return TRUE;
}

/* (nullable): a part of the answer, and not of the thoughts before it */
static JsonObject *
get_part (Piece *piece, guint n)
{
  JsonObject *part = easel_json_node_get_object (json_array_get_element (piece->parts, n));

  return easel_json_get_boolean (part, "thought", FALSE) ? NULL : part;
}

static guint
count_parts (Piece *piece)
{
  return piece->parts != NULL ? json_array_get_length (piece->parts) : 0;
}

static gboolean
fold_object (EaselReplyFold *fold, JsonObject *object, GError **error)
{
  EaselReply *reply = fold->reply;
  Piece piece = { 0 };

  if (!read_piece (fold->host, object, &piece, error))
    return FALSE;

  easel_reply_fold_model (fold, piece.model);
  if (piece.input_tokens >= 0)
    easel_reply_set_tokens (reply, piece.input_tokens, easel_reply_get_output_tokens (reply));
  if (piece.output_tokens >= 0)
    easel_reply_set_tokens (reply, easel_reply_get_input_tokens (reply), piece.output_tokens);
  for (guint i = 0; i < count_parts (&piece); i++)
    easel_reply_fold_text (fold, easel_json_get_string (get_part (&piece, i), "text"));
  if (piece.reason != NULL && *piece.reason != '\0')
    easel_reply_fold_finish (fold, find_finish (piece.reason), piece.reason);
  return TRUE;
}

gboolean
easel_gemini_codec_fold_event (EaselReplyFold *fold,
                               const char *event,
                               const char *data,
                               gsize length,
                               GError **error)
{
  JsonObject *object = easel_wire_error_parse (easel_gemini_error_from_object, fold->host,
                                               fold->parser, event, data, length, error);

  return object != NULL && fold_object (fold, object, error);
}

static gboolean
check_body (const char *host, JsonObject *object, GError **error)
{
  if (object == NULL)
    return FALSE;
  return json_object_has_member (object, "candidates")
         || json_object_has_member (object, "promptFeedback")
         || easel_wire_error_set_not_api (host, error);
}

gboolean
easel_gemini_codec_fold_body (EaselReplyFold *fold, const char *data, gsize length, GError **error)
{
  JsonObject *object = easel_wire_error_parse (easel_gemini_error_from_object, fold->host,
                                               fold->parser, NULL, data, length, error);

  return check_body (fold->host, object, error) && fold_object (fold, object, error);
}

static gboolean
fold_image_object (EaselImageFold *fold, JsonObject *object, GError **error)
{
  EaselImageReply *reply = fold->reply;
  Piece piece = { 0 };

  if (!read_piece (fold->host, object, &piece, error))
    return FALSE;

  if (piece.model != NULL && *piece.model != '\0')
    easel_image_reply_set_model (reply, piece.model);
  if (piece.output_tokens >= 0)
    easel_image_reply_set_tokens (reply, piece.input_tokens, piece.output_tokens);
  for (guint i = 0; i < count_parts (&piece); i++)
    {
      JsonObject *part = get_part (&piece, i);
      const char *text = easel_json_get_string (part, "text");
      const char *picture = easel_json_get_string (easel_json_get_object (part, "inlineData"),
                                                   "data");

      if (text != NULL)
        easel_image_reply_append_text (reply, text);
      if (picture != NULL && !easel_image_fold_picture (fold, picture, error))
        return FALSE;
    }
  if (piece.reason != NULL && *piece.reason != '\0')
    easel_image_reply_set_finish (reply, find_finish (piece.reason), piece.reason);
  return TRUE;
}

gboolean
easel_gemini_codec_fold_image_event (EaselImageFold *fold,
                                     const char *event,
                                     const char *data,
                                     gsize length,
                                     GError **error)
{
  JsonObject *object = easel_wire_error_parse (easel_gemini_error_from_object, fold->host,
                                               fold->parser, event, data, length, error);

  return object != NULL && fold_image_object (fold, object, error);
}

gboolean
easel_gemini_codec_fold_image_body (EaselImageFold *fold,
                                    const char *data,
                                    gsize length,
                                    GError **error)
{
  JsonObject *object = easel_wire_error_parse (easel_gemini_error_from_object, fold->host,
                                               fold->parser, NULL, data, length, error);

  return check_body (fold->host, object, error) && fold_image_object (fold, object, error);
}
