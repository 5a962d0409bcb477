/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-openai-images.h"

#include "easel-openai-codec.h"
#include "easel-openai-image-codec.h"
#include "easel-openai-image-dialect.h"
#include "easel-openai-image-request.h"
#include "easel-openai-models.h"
#include "easel-sse-reader.h"

#include <glib/gi18n.h>
#include <string.h>

#define READ_SIZE 16384
/* Each adapting step changes something, and there are not more things to change. */
#define MAX_ADAPTATIONS 6

struct _EaselOpenaiImages
{
  EaselProviderClient *client; /* (not owned) */

  GMutex lock;
  GHashTable *dialects; /* (element-type utf8 EaselOpenaiImageDialect): by model; guarded */
};

/* What is known about a model's server */

static void
load_dialect (EaselOpenaiImages *self, const char *model, EaselOpenaiImageDialect *dialect)
{
  EaselOpenaiImageDialect *known;

  g_mutex_lock (&self->lock);
  known = g_hash_table_lookup (self->dialects, model);
  if (known != NULL)
    *dialect = *known;
  else
    easel_openai_image_dialect_init (dialect, easel_provider_client_get_kind (self->client));
  g_mutex_unlock (&self->lock);
}

static void
save_dialect (EaselOpenaiImages *self, const char *model, const EaselOpenaiImageDialect *dialect)
{
  g_mutex_lock (&self->lock);
  g_hash_table_replace (self->dialects, g_strdup (model),
                        g_memdup2 (dialect, sizeof (EaselOpenaiImageDialect)));
  g_mutex_unlock (&self->lock);
}

/* Reading an answer */

typedef struct
{
  EaselProviderClient *client;
  EaselImageReply *reply;
  EaselOpenaiImageCodec codec;
  EaselSseReader *reader; /* (nullable): for a stream */
  GString *rest;          /* what came, without the pictures: one piece, or a whole body */
  gboolean ended;         /* the end mark has come */
} Answer;

static gboolean
is_whole (Answer *answer)
{
  return easel_image_reply_get_finish (answer->reply) != EASEL_FINISH_NONE;
}

static gboolean
on_event (const char *event, const char *data, gsize length, gpointer user_data, GError **error)
{
  Answer *answer = user_data;
  gboolean ok;

  answer->ended = answer->ended || easel_openai_codec_is_end (data, length);
  if (answer->ended || is_whole (answer))
    return TRUE;
  ok = easel_openai_image_codec_fold_event (&answer->codec, answer->reply, event, data, length,
                                            error);
  easel_base64_lifter_forget (answer->codec.lifter, data, length);
  return ok;
}

static gboolean
take_piece (Answer *answer, const char *bytes, gsize length, GError **error)
{
  gboolean ok;

  if (!easel_base64_lifter_push (answer->codec.lifter, bytes, length, answer->rest, error))
    return FALSE;
  if (answer->reader == NULL)
    return TRUE;

  ok = easel_sse_reader_push (answer->reader, answer->rest->str, answer->rest->len, error);
  g_string_truncate (answer->rest, 0);
  return ok;
}

/* Reads until nothing more is needed: of a stream, until the picture is there. */
static gboolean
read_all (Answer *answer, EaselHttpCall *call, GCancellable *cancellable, GError **error)
{
  gsize max_reply = easel_provider_client_get_max_reply (answer->client);
  /* The unfinished pictures may each be as large as the finished one. */
  gsize max_total = max_reply * (EASEL_IMAGE_MAX_PARTIALS + 1);
  g_autoptr (GError) problem = NULL;
  char buffer[READ_SIZE];
  gsize total = 0;
  gssize got;

  while (problem == NULL && !answer->ended && !is_whole (answer)
         && (got = easel_http_call_read (call, buffer, sizeof buffer, cancellable, &problem)) > 0)
    {
      total += (gsize) got;
      if (take_piece (answer, buffer, (gsize) got, &problem)
          && (total > max_total || answer->rest->len > max_reply))
        easel_provider_client_set_too_large (answer->client, &problem);
    }

  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static gboolean
fold_body (Answer *answer, EaselHttpCall *call, GError **error)
{
  const char *name = easel_provider_client_get_name (answer->client);
  const char *data = answer->rest->str;
  gsize length = answer->rest->len;

  if (length == 0)
    {
      g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REPLY,
                   _ ("%s sent an empty answer."), name);
      return FALSE;
    }
  if (easel_wire_error_is_page (easel_http_call_get_headers (call), data, length))
    return easel_provider_client_set_page (answer->client, error);
  /* Some servers stream without saying so. */
  if (g_str_has_prefix (data, "data:") || g_str_has_prefix (data, "event:"))
    {
      g_autoptr (EaselSseReader) reader = easel_sse_reader_new (length, on_event, answer);

      return easel_sse_reader_push (reader, data, length, error);
    }
  return easel_openai_image_codec_fold_body (&answer->codec, answer->reply, data, length, error);
}

/* An address came where a picture was asked for. */
static gboolean
fetch (Answer *answer, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) picture = easel_provider_client_fetch (answer->client, answer->codec.url,
                                                            cancellable, error);

  if (picture == NULL)
    return FALSE;
  easel_image_reply_set_picture (answer->reply, picture);
  return TRUE;
}

static gboolean
read_answer (Answer *answer, EaselHttpCall *call, GCancellable *cancellable, GError **error)
{
  const char *type = soup_message_headers_get_content_type (easel_http_call_get_headers (call),
                                                            NULL);
  gsize max_reply = easel_provider_client_get_max_reply (answer->client);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (EaselBase64Lifter) lifter = easel_base64_lifter_new (max_reply);
  g_autoptr (EaselSseReader) reader = NULL;
  g_autoptr (GString) rest = g_string_new (NULL);
  gboolean ok;

  if (type != NULL && g_str_equal (type, "text/event-stream"))
    reader = easel_sse_reader_new (max_reply, on_event, answer);
  answer->codec.parser = parser;
  answer->codec.lifter = lifter;
  answer->reader = reader;
  answer->rest = rest;

  ok = read_all (answer, call, cancellable, error)
       && (reader != NULL || fold_body (answer, call, error))
       && (answer->codec.url == NULL || fetch (answer, cancellable, error));
  g_clear_pointer (&answer->codec.url, g_free);
  return ok;
}

/* Asking */

/* One question, from the first try to the last. */
typedef struct
{
  EaselOpenaiImages *self;
  const char *model;
  EaselImageRequest *request;
  GCancellable *cancellable;
  EaselOpenaiImageDialect dialect;
  guint n_adaptations;
} Question;

/* Whether the server has the model although it does not know where to send the request. */
static gboolean
has_model (Question *question)
{
  g_autoptr (GPtrArray) models = easel_openai_models_list (question->self->client, NULL,
                                                           question->cancellable, NULL);

  for (guint i = 0; models != NULL && i < models->len; i++)
    if (g_str_equal (((EaselModel *) g_ptr_array_index (models, i))->id, question->model))
      return TRUE;
  return FALSE;
}

static gboolean
makes_none (Question *question, guint status, const char *param)
{
  switch (status)
    {
    case SOUP_STATUS_BAD_REQUEST:
      return g_strcmp0 (param, "model") == 0;
    case SOUP_STATUS_NOT_FOUND:
    case SOUP_STATUS_METHOD_NOT_ALLOWED:
    case SOUP_STATUS_NOT_IMPLEMENTED:
      return has_model (question);
    default:
      return FALSE;
    }
}

/* After a refusal: whether to try once more, with what has been learned. */
static gboolean
learn (Question *question, guint status, const char *param, GError **refusal)
{
  EaselProviderClient *client = question->self->client;
  gboolean guess = easel_provider_client_get_kind (client) == EASEL_PROVIDER_COMPATIBLE;
  gboolean edit = easel_image_request_get_inputs (question->request)->len > 0;

  if ((status == SOUP_STATUS_BAD_REQUEST || status == SOUP_STATUS_UNPROCESSABLE_ENTITY)
      && question->n_adaptations < MAX_ADAPTATIONS
      && easel_openai_image_dialect_adapt (&question->dialect, question->request, param, guess))
    {
      question->n_adaptations++;
      return TRUE;
    }
  if (!makes_none (question, status, param))
    return FALSE;

  g_clear_error (refusal);
  *refusal = easel_llm_error_new (
      EASEL_LLM_ERROR_NO_IMAGES, -1,
      edit ? _ ("The model “%s” does not make pictures from other pictures.")
           : _ ("The model “%s” makes no pictures."),
      question->model);
  return FALSE;
}

static EaselHttpCall *
ask_once (Question *question, GError **error)
{
  g_autofree char *mime_type = NULL;
  g_autoptr (EaselRequestStream) body = easel_openai_image_request_build (
      question->model, question->request, &question->dialect, &mime_type);

  return easel_provider_client_start (question->self->client, "POST",
                                      easel_openai_image_request_get_path (question->request), body,
                                      mime_type, question->cancellable, error);
}

/* Returns: (transfer full) (nullable): a call whose answer can be read */
static EaselHttpCall *
ask (Question *question, GError **error)
{
  EaselOpenaiImages *self = question->self;
  gboolean again = TRUE;

  load_dialect (self, question->model, &question->dialect);
  while (again)
    {
      g_autoptr (EaselHttpCall) call = ask_once (question, error);
      g_autofree char *param = NULL;
      g_autoptr (GError) refusal = NULL;
      gboolean specific;

      if (call == NULL)
        return NULL;
      if (easel_http_call_is_success (call))
        {
          if (question->n_adaptations > 0)
            save_dialect (self, question->model, &question->dialect);
          return g_steal_pointer (&call);
        }

      refusal = easel_provider_client_read_refusal (self->client, call, &param, &specific,
                                                    question->cancellable);
      again = !specific && learn (question, easel_http_call_get_status (call), param, &refusal);
      if (!again)
        g_propagate_error (error, g_steal_pointer (&refusal));
    }
  return NULL;
}

EaselOpenaiImages *
easel_openai_images_new (EaselProviderClient *client)
{
  EaselOpenaiImages *self = g_new0 (EaselOpenaiImages, 1);

  self->client = client;
  g_mutex_init (&self->lock);
  self->dialects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
easel_openai_images_free (EaselOpenaiImages *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->dialects);
  g_mutex_clear (&self->lock);
  g_free (self);
}

gboolean
easel_openai_images_generate (EaselOpenaiImages *self,
                              const char *model,
                              EaselImageRequest *request,
                              EaselImageReply *reply,
                              EaselPictureFunc picture_func,
                              gpointer user_data,
                              GCancellable *cancellable,
                              GError **error)
{
  Question question = {
    .self = self, .model = model, .request = request, .cancellable = cancellable
  };
  Answer answer = { .client = self->client, .reply = reply };
  g_autoptr (EaselHttpCall) call = ask (&question, error);
  GError *problem = NULL;

  if (call == NULL)
    return FALSE;

  answer.codec.host = easel_provider_client_get_name (self->client);
  answer.codec.picture_func = picture_func;
  answer.codec.user_data = user_data;
  if (!read_answer (&answer, call, cancellable, &problem))
    {
      easel_http_call_hide_key (call, problem);
      g_propagate_error (error, problem);
      return FALSE;
    }
  return TRUE;
}
