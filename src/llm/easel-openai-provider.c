/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-openai-provider.h"

#include "easel-http-call.h"
#include "easel-openai-codec.h"
#include "easel-openai-dialect.h"
#include "easel-openai-error.h"
#include "easel-openai-request.h"
#include "easel-sse-reader.h"

#include <glib/gi18n.h>
#include <libsecret/secret.h>
#include <string.h>

#define CONNECT_SECONDS 15
#define SILENCE_SECONDS 300
#define MAX_REPLY_BYTES (32 * 1024 * 1024)
#define MAX_ERROR_BYTES (1024 * 1024)
#define READ_SIZE 16384
/* Each adapting step changes something, and there are not more things to change. */
#define MAX_ADAPTATIONS 8

struct _EaselOpenaiProvider
{
  EaselProvider parent_instance;

  EaselKeyring *keyring; /* (nullable) */
  guint connect_seconds;
  guint silence_seconds;
  gsize max_reply;

  GMutex lock;
  GHashTable *dialects; /* (element-type utf8 EaselOpenaiDialect): by model; guarded */
};

G_DEFINE_FINAL_TYPE (EaselOpenaiProvider, easel_openai_provider, EASEL_TYPE_PROVIDER)

static const char *
get_name (EaselOpenaiProvider *self)
{
  return easel_provider_config_get_name (easel_provider_get_config (EASEL_PROVIDER (self)));
}

static gboolean
is_compatible (EaselOpenaiProvider *self)
{
  EaselProviderConfig *config = easel_provider_get_config (EASEL_PROVIDER (self));

  return easel_provider_config_get_kind (config) == EASEL_PROVIDER_COMPATIBLE;
}

/* What is known about a model's server */

static void
load_dialect (EaselOpenaiProvider *self, const char *model, EaselOpenaiDialect *dialect)
{
  EaselProviderConfig *config = easel_provider_get_config (EASEL_PROVIDER (self));
  EaselOpenaiDialect *known;

  g_mutex_lock (&self->lock);
  known = g_hash_table_lookup (self->dialects, model);
  if (known != NULL)
    *dialect = *known;
  else
    easel_openai_dialect_init (dialect, easel_provider_config_get_kind (config));
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

/* One HTTP call */

static gboolean
add_key (EaselOpenaiProvider *self, EaselHttpCall *call, GCancellable *cancellable, GError **error)
{
  EaselProviderConfig *config = easel_provider_get_config (EASEL_PROVIDER (self));
  g_autofree char *origin = NULL;
  g_autoptr (GError) problem = NULL;
  char *key;

  if (!easel_provider_config_get_needs_key (config))
    return TRUE;

  origin = easel_provider_config_get_origin (config);
  key = self->keyring != NULL
            ? easel_keyring_lookup (self->keyring, easel_provider_config_get_id (config), origin,
                                    cancellable, &problem)
            : NULL;
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (key == NULL)
    {
      g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NO_KEY,
                   _ ("There is no key for %s yet."), get_name (self));
      return FALSE;
    }
  easel_http_call_set_key (call, key);
  secret_password_free (key);
  return TRUE;
}

static EaselHttpCall *
start_call (EaselOpenaiProvider *self,
            const char *method,
            const char *path,
            EaselRequestStream *body,
            GCancellable *cancellable,
            GError **error)
{
  EaselProviderConfig *config = easel_provider_get_config (EASEL_PROVIDER (self));
  const char *base = easel_provider_config_get_url (config);
  g_autofree char *url = g_strconcat (base != NULL ? base : "", path, NULL);
  g_autoptr (EaselHttpCall) call = easel_http_call_new (
      get_name (self), method, url, easel_provider_config_get_allow_http (config), error);

  if (call == NULL)
    return NULL;
  easel_http_call_set_timeouts (call, self->connect_seconds, self->silence_seconds);
  if (body != NULL)
    easel_http_call_set_body (call, "application/json", body);
  if (!add_key (self, call, cancellable, error) || !easel_http_call_send (call, cancellable, error))
    return NULL;
  return g_steal_pointer (&call);
}

static gboolean
is_success (EaselHttpCall *call)
{
  return SOUP_STATUS_IS_SUCCESSFUL (easel_http_call_get_status (call));
}

/* Reads what a refusal says. Always returns an error. */
static GError *
read_refusal (EaselOpenaiProvider *self,
              EaselHttpCall *call,
              char **param,
              gboolean *specific,
              GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GBytes) body = easel_http_call_read_all (call, MAX_ERROR_BYTES, cancellable, &error);

  *param = NULL;
  *specific = TRUE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return error;

  /* The status counts even when its body does not arrive. */
  g_clear_error (&error);
  error = easel_openai_error_read (get_name (self), easel_http_call_get_status (call),
                                   easel_http_call_get_headers (call),
                                   body != NULL ? g_bytes_get_data (body, NULL) : NULL,
                                   body != NULL ? g_bytes_get_size (body) : 0, param, specific);
  easel_http_call_hide_key (call, error);
  return error;
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

static gboolean
set_too_large (EaselOpenaiProvider *self, GError **error)
{
  g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_TOO_LARGE,
               _ ("The answer of %s is too large."), get_name (self));
  return FALSE;
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
  g_autoptr (EaselSseReader) reader = easel_sse_reader_new (self->max_reply, on_event, answer);
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
      if (total > self->max_reply)
        set_too_large (self, &problem);
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
  g_autoptr (EaselSseReader) reader = easel_sse_reader_new (answer->self->max_reply, on_event,
                                                            answer);
  g_autoptr (JsonParser) parser = json_parser_new ();

  answer->parser = parser;
  return easel_sse_reader_push (reader, data, length, error);
}

static gboolean
read_body (Answer *answer, EaselHttpCall *call, GCancellable *cancellable, GError **error)
{
  EaselOpenaiProvider *self = answer->self;
  g_autoptr (GBytes) body = easel_http_call_read_all (call, self->max_reply, cancellable, error);
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
    {
      g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NOT_API,
                   _ ("A web page came instead of an answer of %s. A proxy or a sign-in page may "
                      "be in between."),
                   get_name (self));
      return FALSE;
    }
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
  call = start_call (self, "POST", "/chat/completions", body, cancellable, NULL);
  return call != NULL && is_success (call);
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

  return start_call (question->self, "POST", "/chat/completions", body, question->cancellable,
                     error);
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
      if (is_success (call))
        {
          if (question->n_adaptations > 0)
            save_dialect (self, question->model, &question->dialect);
          return g_steal_pointer (&call);
        }

      refusal = read_refusal (self, call, &param, &specific, question->cancellable);
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

static void
set_not_api (EaselOpenaiProvider *self, GError **error)
{
  g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NOT_API,
               _ ("What answers at the address of %s is not a model server."), get_name (self));
}

GPtrArray *
easel_openai_provider_probe (EaselOpenaiProvider *self,
                             char **owner,
                             GCancellable *cancellable,
                             GError **error)
{
  g_autoptr (EaselHttpCall) call = NULL;
  g_autoptr (GBytes) body = NULL;
  gsize length;
  const char *data;

  g_return_val_if_fail (EASEL_IS_OPENAI_PROVIDER (self), NULL);

  call = start_call (self, "GET", "/models", NULL, cancellable, error);
  if (call == NULL)
    return NULL;
  if (!is_success (call))
    {
      g_autofree char *param = NULL;
      g_autoptr (GError) refusal = NULL;
      gboolean specific;

      refusal = read_refusal (self, call, &param, &specific, cancellable);
      /* No model was named that could be missing. */
      if (g_error_matches (refusal, EASEL_LLM_ERROR, EASEL_LLM_ERROR_MODEL_NOT_FOUND))
        set_not_api (self, error);
      else
        g_propagate_error (error, g_steal_pointer (&refusal));
      return NULL;
    }

  body = easel_http_call_read_all (call, self->max_reply, cancellable, error);
  if (body == NULL)
    return NULL;
  data = g_bytes_get_data (body, &length);
  if (length == 0 || easel_openai_error_is_page (easel_http_call_get_headers (call), data, length))
    {
      g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NOT_API,
                   _ ("What answers at the address of %s is not a model server."), get_name (self));
      return NULL;
    }
  return easel_openai_codec_read_models (get_name (self), data, length, owner, error);
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

  g_clear_object (&self->keyring);
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
}

static void
easel_openai_provider_init (EaselOpenaiProvider *self)
{
  self->connect_seconds = CONNECT_SECONDS;
  self->silence_seconds = SILENCE_SECONDS;
  self->max_reply = MAX_REPLY_BYTES;
  g_mutex_init (&self->lock);
  self->dialects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

EaselProvider *
easel_openai_provider_new (EaselProviderConfig *config, EaselKeyring *keyring)
{
  EaselOpenaiProvider *self;

  g_return_val_if_fail (EASEL_IS_PROVIDER_CONFIG (config), NULL);

  self = g_object_new (EASEL_TYPE_OPENAI_PROVIDER, "config", config, NULL);
  g_set_object (&self->keyring, keyring);
  return EASEL_PROVIDER (self);
}

void
easel_openai_provider_set_timeouts (EaselOpenaiProvider *self,
                                    guint connect_seconds,
                                    guint silence_seconds)
{
  g_return_if_fail (EASEL_IS_OPENAI_PROVIDER (self));
  self->connect_seconds = connect_seconds;
  self->silence_seconds = silence_seconds;
}

void
easel_openai_provider_set_max_reply (EaselOpenaiProvider *self, gsize bytes)
{
  g_return_if_fail (EASEL_IS_OPENAI_PROVIDER (self));
  self->max_reply = bytes;
}
