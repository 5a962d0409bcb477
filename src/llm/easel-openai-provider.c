/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-openai-provider.h"

#include "easel-http-call.h"
#include "easel-openai-client.h"
#include "easel-openai-codec.h"
#include "easel-openai-dialect.h"
#include "easel-openai-error.h"
#include "easel-openai-images.h"
#include "easel-openai-request.h"
#include "easel-sse-reader.h"

#include <glib/gi18n.h>
#include <string.h>

#define READ_SIZE 16384
/* Each adapting step changes something, and there are not more things to change. */
#define MAX_ADAPTATIONS 8

struct _EaselOpenaiProvider
{
  EaselProvider parent_instance;

  EaselOpenaiClient *client;
  EaselOpenaiImages *images;

  GMutex lock;
  GHashTable *dialects; /* (element-type utf8 EaselOpenaiDialect): by model; guarded */
};

G_DEFINE_FINAL_TYPE (EaselOpenaiProvider, easel_openai_provider, EASEL_TYPE_PROVIDER)

static const char *
get_name (EaselOpenaiProvider *self)
{
  return easel_openai_client_get_name (self->client);
}

static gboolean
is_compatible (EaselOpenaiProvider *self)
{
  return easel_openai_client_get_kind (self->client) == EASEL_PROVIDER_COMPATIBLE;
}

/* What is known about a model's server */

static void
load_dialect (EaselOpenaiProvider *self, const char *model, EaselOpenaiDialect *dialect)
{
  EaselOpenaiDialect *known;

  g_mutex_lock (&self->lock);
  known = g_hash_table_lookup (self->dialects, model);
  if (known != NULL)
    *dialect = *known;
  else
    easel_openai_dialect_init (dialect, easel_openai_client_get_kind (self->client));
  g_mutex_unlock (&self->lock);
}

static void
save_dialect (EaselOpenaiProvider *self, const char *model, const EaselOpenaiDialect *dialect)
{
  g_mutex_lock (&self->lock);
  g_hash_table_replace (self->dialects, g_strdup (model),
                        g_memdup2 (dialect, sizeof (EaselOpenaiDialect)));
  g_mutex_unlock (&self->lock);
}

static EaselHttpCall *
start_call (EaselOpenaiProvider *self,
            EaselRequestStream *body,
            GCancellable *cancellable,
            GError **error)
{
  return easel_openai_client_start (self->client, "POST", "/chat/completions", body,
                                    "application/json", cancellable, error);
}

/* Reading an answer */

typedef struct
{
  EaselOpenaiProvider *self;
  EaselReply *reply;
  EaselTextFunc text_func; /* (nullable) */
  gpointer user_data;
  JsonParser *parser;
  gboolean ended; /* the end mark has come */
} Answer;

static gboolean
on_event (const char *event, const char *data, gsize length, gpointer user_data, GError **error)
{
  Answer *answer = user_data;

  answer->ended = answer->ended || easel_openai_codec_is_end (data, length);
  if (answer->ended)
    return TRUE;
  return easel_openai_codec_fold_event (answer->reply, get_name (answer->self), answer->parser,
                                        event, data, length, answer->text_func, answer->user_data,
                                        error);
}

/* An answer that said it was whole stays whole when nothing more is heard. */
static gboolean
is_over (Answer *answer, const GError *problem)
{
  return easel_reply_get_complete (answer->reply)
         && (g_error_matches (problem, EASEL_LLM_ERROR, EASEL_LLM_ERROR_INCOMPLETE)
             || g_error_matches (problem, EASEL_LLM_ERROR, EASEL_LLM_ERROR_TIMEOUT));
}

static gboolean
read_stream (Answer *answer, EaselHttpCall *call, GCancellable *cancellable, GError **error)
{
  EaselOpenaiProvider *self = answer->self;
  gsize max_reply = easel_openai_client_get_max_reply (self->client);
  g_autoptr (EaselSseReader) reader = easel_sse_reader_new (max_reply, on_event, answer);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) problem = NULL;
  char buffer[READ_SIZE];
  gsize total = 0;
  gssize got;

  answer->parser = parser;
  /* Some servers keep the connection open behind the end mark. */
  while (problem == NULL && !answer->ended
         && (got = easel_http_call_read (call, buffer, sizeof buffer, cancellable, &problem)) > 0)
    {
      total += (gsize) got;
      if (total > max_reply)
        easel_openai_client_set_too_large (self->client, &problem);
      else
        easel_sse_reader_push (reader, buffer, (gsize) got, &problem);
    }

  if (problem == NULL || is_over (answer, problem))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static gboolean
fold_events (Answer *answer, const char *data, gsize length, GError **error)
{
  g_autoptr (EaselSseReader) reader = easel_sse_reader_new (length, on_event, answer);
  g_autoptr (JsonParser) parser = json_parser_new ();

  answer->parser = parser;
  return easel_sse_reader_push (reader, data, length, error);
}

static gboolean
read_body (Answer *answer, EaselHttpCall *call, GCancellable *cancellable, GError **error)
{
  EaselOpenaiProvider *self = answer->self;
  g_autoptr (GBytes) body = easel_http_call_read_all (
      call, easel_openai_client_get_max_reply (self->client), cancellable, error);
  gsize length;
  const char *data;

  if (body == NULL)
    return FALSE;
  data = g_bytes_get_data (body, &length);
  if (length == 0)
    {
      g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REPLY,
                   _ ("%s sent an empty answer."), get_name (self));
      return FALSE;
    }
  if (easel_openai_error_is_page (easel_http_call_get_headers (call), data, length))
    return easel_openai_client_set_page (self->client, error);
  /* Some servers stream without saying so. */
  if (length >= strlen ("data:") && memcmp (data, "data:", strlen ("data:")) == 0)
    return fold_events (answer, data, length, error);
  return easel_openai_codec_fold_body (answer->reply, get_name (self), data, length,
                                       answer->text_func, answer->user_data, error);
}

static gboolean
read_answer (Answer *answer, EaselHttpCall *call, GCancellable *cancellable, GError **error)
{
  const char *type = soup_message_headers_get_content_type (easel_http_call_get_headers (call),
                                                            NULL);

  if (type != NULL && g_str_equal (type, "text/event-stream"))
    return read_stream (answer, call, cancellable, error);
  return read_body (answer, call, cancellable, error);
}

/* Asking */

/* After a refusal nobody can explain: would the same model have answered without the picture? */
static gboolean
answers_without_picture (EaselOpenaiProvider *self,
                         const char *model,
                         const EaselOpenaiDialect *dialect,
                         GCancellable *cancellable)
{
  g_autoptr (EaselPrompt) prompt = easel_prompt_new (NULL);
  g_autoptr (EaselRequestStream) body = NULL;
  g_autoptr (EaselHttpCall) call = NULL;

  easel_prompt_add_text (prompt, EASEL_PROMPT_ROLE_USER, "Answer with the word yes.");
  easel_prompt_set_max_tokens (prompt, 16);
  body = easel_openai_request_build (model, prompt, dialect);
  call = start_call (self, body, cancellable, NULL);
  return call != NULL && easel_http_call_is_success (call);
}

static gboolean
may_be_about_picture (EaselOpenaiProvider *self, guint status)
{
  switch (status)
    {
    case SOUP_STATUS_BAD_REQUEST:
    case SOUP_STATUS_NOT_FOUND:
    case SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE:
    case SOUP_STATUS_UNPROCESSABLE_ENTITY:
    case SOUP_STATUS_NOT_IMPLEMENTED:
      return TRUE;
    case SOUP_STATUS_INTERNAL_SERVER_ERROR:
      /* llama-server’s word for it; from OpenAI it would be a mishap. */
      return is_compatible (self);
    default:
      return FALSE;
    }
}

/* One question, from the first try to the last. */
typedef struct
{
  EaselOpenaiProvider *self;
  const char *model;
  EaselPrompt *prompt;
  GCancellable *cancellable;
  EaselOpenaiDialect dialect;
  guint n_adaptations;
  gboolean suspects_picture; /* it failed with the picture, not without, and is tried again */
} Question;

/* After a refusal: whether to try once more, with what has been learned. */
static gboolean
learn (Question *question, guint status, const char *param, GError **refusal)
{
  EaselOpenaiProvider *self = question->self;
  gboolean has_schema = easel_prompt_get_schema (question->prompt) != NULL;
  EaselOpenaiDialect tried = question->dialect;

  if ((status == SOUP_STATUS_BAD_REQUEST || status == SOUP_STATUS_UNPROCESSABLE_ENTITY)
      && question->n_adaptations < MAX_ADAPTATIONS
      && easel_openai_dialect_adapt (&question->dialect, param, has_schema, is_compatible (self)))
    {
      question->n_adaptations++;
      return TRUE;
    }

  if (!easel_prompt_has_image (question->prompt) || !may_be_about_picture (self, status))
    return FALSE;
  if (!question->suspects_picture
      && !answers_without_picture (self, question->model, &tried, question->cancellable))
    return FALSE;
  /* A failure of the server may have passed in the meantime. */
  if (status == SOUP_STATUS_INTERNAL_SERVER_ERROR && !question->suspects_picture)
    {
      question->suspects_picture = TRUE;
      return TRUE;
    }

  g_clear_error (refusal);
  *refusal = easel_llm_error_new (EASEL_LLM_ERROR_NO_VISION, -1,
                                  _ ("The model “%s” cannot see pictures."), question->model);
  return FALSE;
}

static EaselHttpCall *
ask_once (Question *question, GError **error)
{
  g_autoptr (EaselRequestStream) body = easel_openai_request_build (
      question->model, question->prompt, &question->dialect);

  return start_call (question->self, body, question->cancellable, error);
}

/* Returns: (transfer full) (nullable): a call whose answer can be read */
static EaselHttpCall *
ask (Question *question, GError **error)
{
  EaselOpenaiProvider *self = question->self;
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

      refusal = easel_openai_client_read_refusal (self->client, call, &param, &specific,
                                                  question->cancellable);
      again = !specific && learn (question, easel_http_call_get_status (call), param, &refusal);
      if (!again)
        g_propagate_error (error, g_steal_pointer (&refusal));
    }
  return NULL;
}

static gboolean
easel_openai_provider_complete (EaselProvider *provider,
                                const char *model,
                                EaselPrompt *prompt,
                                EaselReply *reply,
                                EaselTextFunc text_func,
                                gpointer user_data,
                                GCancellable *cancellable,
                                GError **error)
{
  EaselOpenaiProvider *self = EASEL_OPENAI_PROVIDER (provider);
  Answer answer = { self, reply, text_func, user_data, NULL, FALSE };
  Question question = {
    .self = self, .model = model, .prompt = prompt, .cancellable = cancellable
  };
  g_autoptr (EaselHttpCall) call = ask (&question, error);

  GError *problem = NULL;

  if (call == NULL)
    return FALSE;
  if (!read_answer (&answer, call, cancellable, &problem))
    {
      easel_http_call_hide_key (call, problem);
      g_propagate_error (error, problem);
      return FALSE;
    }
  return TRUE;
}

static gboolean
easel_openai_provider_generate_image (EaselProvider *provider,
                                      const char *model,
                                      EaselImageRequest *request,
                                      EaselImageReply *reply,
                                      EaselPictureFunc picture_func,
                                      gpointer user_data,
                                      GCancellable *cancellable,
                                      GError **error)
{
  return easel_openai_images_generate (EASEL_OPENAI_PROVIDER (provider)->images, model, request,
                                       reply, picture_func, user_data, cancellable, error);
}

static GPtrArray *
easel_openai_provider_list_models (EaselProvider *provider,
                                   GCancellable *cancellable,
                                   GError **error)
{
  return easel_openai_provider_probe (EASEL_OPENAI_PROVIDER (provider), NULL, cancellable, error);
}

static void
easel_openai_provider_finalize (GObject *object)
{
  EaselOpenaiProvider *self = EASEL_OPENAI_PROVIDER (object);

  g_clear_pointer (&self->images, easel_openai_images_free);
  g_clear_pointer (&self->client, easel_openai_client_free);
  g_hash_table_unref (self->dialects);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (easel_openai_provider_parent_class)->finalize (object);
}

static void
easel_openai_provider_class_init (EaselOpenaiProviderClass *klass)
{
  EaselProviderClass *provider_class = EASEL_PROVIDER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = easel_openai_provider_finalize;
  provider_class->list_models = easel_openai_provider_list_models;
  provider_class->complete = easel_openai_provider_complete;
  provider_class->generate_image = easel_openai_provider_generate_image;
}

static void
easel_openai_provider_init (EaselOpenaiProvider *self)
{
  g_mutex_init (&self->lock);
  self->dialects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

EaselProvider *
easel_openai_provider_new (EaselProviderConfig *config, EaselKeyring *keyring)
{
  EaselOpenaiProvider *self;

  g_return_val_if_fail (EASEL_IS_PROVIDER_CONFIG (config), NULL);

  self = g_object_new (EASEL_TYPE_OPENAI_PROVIDER, "config", config, NULL);
  self->client = easel_openai_client_new (config, keyring);
  self->images = easel_openai_images_new (self->client);
  return EASEL_PROVIDER (self);
}

void
easel_openai_provider_set_timeouts (EaselOpenaiProvider *self,
                                    guint connect_seconds,
                                    guint silence_seconds)
{
  g_return_if_fail (EASEL_IS_OPENAI_PROVIDER (self));
  easel_openai_client_set_timeouts (self->client, connect_seconds, silence_seconds);
}

void
easel_openai_provider_set_max_reply (EaselOpenaiProvider *self, gsize bytes)
{
  g_return_if_fail (EASEL_IS_OPENAI_PROVIDER (self));
  easel_openai_client_set_max_reply (self->client, bytes);
}

GPtrArray *
easel_openai_provider_probe (EaselOpenaiProvider *self,
                             char **owner,
                             GCancellable *cancellable,
                             GError **error)
{
  g_return_val_if_fail (EASEL_IS_OPENAI_PROVIDER (self), NULL);

  return easel_openai_client_list_models (self->client, owner, cancellable, error);
}
