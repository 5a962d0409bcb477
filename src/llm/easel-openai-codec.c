/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-openai-codec.h"

#include "easel-json.h"
#include "easel-openai-error.h"

#include <glib/gi18n.h>
#include <string.h>

#define END_MARK "[DONE]"

typedef struct
{
  EaselReply *reply;
  EaselTextFunc text_func; /* (nullable) */
  gpointer user_data;
} Fold;

static void
fold_text (Fold *fold, const char *text)
{
  if (text == NULL || *text == '\0')
    return;

  easel_reply_append_text (fold->reply, text);
  if (fold->text_func != NULL)
    fold->text_func (text, fold->user_data);
}

/* A string, or as some servers send it a list of text parts. */
static void
fold_content (Fold *fold, JsonNode *content)
{
  if (content == NULL || !JSON_NODE_HOLDS_ARRAY (content))
    {
      fold_text (fold, easel_json_node_get_string (content));
      return;
    }
  for (guint i = 0; i < json_array_get_length (json_node_get_array (content)); i++)
    {
      JsonNode *part = json_array_get_element (json_node_get_array (content), i);

      fold_text (fold, easel_json_get_string (easel_json_node_get_object (part), "text"));
    }
}

static void
fold_finish (Fold *fold, const char *reason)
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
  easel_reply_set_finish (fold->reply, finish, reason);
  easel_reply_set_complete (fold->reply, TRUE);
}

static void
fold_usage (Fold *fold, JsonObject *usage)
{
  if (usage != NULL)
    easel_reply_set_tokens (fold->reply, easel_json_get_int (usage, "prompt_tokens", -1),
                            easel_json_get_int (usage, "completion_tokens", -1));
}

/* A chunk's choice holds its piece in "delta", a whole answer's in "message". */
static void
fold_object (Fold *fold, JsonObject *object, const char *holder)
{
  JsonArray *choices = easel_json_get_array (object, "choices");
  const char *model = easel_json_get_string (object, "model");

  if (model != NULL && *model != '\0' && easel_reply_get_model (fold->reply) == NULL)
    easel_reply_set_model (fold->reply, model);
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

static gboolean
set_bad_json (GError **error, const char *host, const GError *cause)
{
  g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REPLY,
               _ ("%s sent an answer that cannot be read (%s)."), host, cause->message);
  return FALSE;
}

static gboolean
set_object_error (GError **error, const char *host, JsonNode *node)
{
  JsonObject *object = easel_json_node_get_object (node);
  g_autoptr (JsonObject) plain = NULL;

  if (object == NULL)
    {
      plain = json_object_new ();
      if (easel_json_node_get_string (node) != NULL)
        json_object_set_string_member (plain, "message", easel_json_node_get_string (node));
      object = plain;
    }
  g_propagate_error (error, easel_openai_error_from_object (host, 200, object, NULL, NULL));
  return FALSE;
}

JsonObject *
easel_openai_codec_parse (const char *host,
                          JsonParser *parser,
                          const char *event,
                          const char *data,
                          gsize length,
                          GError **error)
{
  g_autoptr (GError) cause = NULL;
  JsonObject *object;
  JsonNode *problem;

  if (!json_parser_load_from_data (parser, data, (gssize) length, &cause))
    {
      set_bad_json (error, host, cause);
      return NULL;
    }
  object = easel_json_node_get_object (json_parser_get_root (parser));
  if (object == NULL)
    {
      cause = g_error_new_literal (EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REPLY, "not an object");
      set_bad_json (error, host, cause);
      return NULL;
    }
  problem = json_object_get_member (object, "error");
  if (problem != NULL && !JSON_NODE_HOLDS_NULL (problem))
    {
      set_object_error (error, host, problem);
      return NULL;
    }
  if (g_strcmp0 (event, "error") == 0)
    {
      set_object_error (error, host, json_parser_get_root (parser));
      return NULL;
    }
  return object;
}

gboolean
easel_openai_codec_fold_event (EaselReply *reply,
                               const char *host,
                               JsonParser *parser,
                               const char *event,
                               const char *data,
                               gsize length,
                               EaselTextFunc text_func,
                               gpointer user_data,
                               GError **error)
{
  Fold fold = { reply, text_func, user_data };
  JsonObject *object;

  object = easel_openai_codec_parse (host, parser, event, data, length, error);
  if (object == NULL)
    return FALSE;

  fold_object (&fold, object, "delta");
  return TRUE;
}

gboolean
easel_openai_codec_is_end (const char *data, gsize length)
{
  return length == strlen (END_MARK) && memcmp (data, END_MARK, length) == 0;
}

gboolean
easel_openai_codec_fold_body (EaselReply *reply,
                              const char *host,
                              const char *data,
                              gsize length,
                              EaselTextFunc text_func,
                              gpointer user_data,
                              GError **error)
{
  Fold fold = { reply, text_func, user_data };
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object = easel_openai_codec_parse (host, parser, NULL, data, length, error);

  if (object == NULL)
    return FALSE;
  if (easel_json_get_array (object, "choices") == NULL)
    {
      g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NOT_API,
                   _ ("What answers at %s is not a model server."), host);
      return FALSE;
    }
  fold_object (&fold, object, "message");
  return TRUE;
}

static gboolean
array_has_word (JsonArray *array, const char *word)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (g_strcmp0 (easel_json_node_get_string (json_array_get_element (array, i)), word) == 0)
      return TRUE;
  return FALSE;
}

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
      model->vision = array_has_word (inputs, "image");
    }
  else if (list != NULL)
    {
      model->vision_known = TRUE;
      model->vision = array_has_word (list, "vision") || array_has_word (list, "multimodal");
    }
  else if (flags != NULL && json_object_has_member (flags, "vision"))
    {
      model->vision_known = TRUE;
      model->vision = easel_json_get_boolean (flags, "vision", FALSE);
    }
}

GPtrArray *
easel_openai_codec_read_models (const char *host,
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
      g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NOT_API,
                   _ ("What answers at %s is not a model server."), host);
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
