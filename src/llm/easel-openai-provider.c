/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-openai-provider.h"

#include "easel-openai-batches.h"
#include "easel-openai-codec.h"
#include "easel-openai-error.h"
#include "easel-openai-images.h"
#include "easel-openai-models.h"
#include "easel-openai-request.h"

#include <glib/gi18n.h>

/* Each adapting step changes something, and there are not more things to change. */
#define MAX_ADAPTATIONS 8

struct _EaselOpenaiProvider
{
  EaselHttpProvider parent_instance;

  EaselProviderClient *client; /* (not owned): the parent's */
  EaselOpenaiImages *images;

  GMutex lock;
  GHashTable *dialects; /* (element-type utf8 EaselOpenaiDialect): by model; guarded */
};

G_DEFINE_FINAL_TYPE (EaselOpenaiProvider, easel_openai_provider, EASEL_TYPE_HTTP_PROVIDER)

static const EaselProviderManners manners = {
  .key_header = EASEL_HTTP_BEARER,
  .read_error = easel_openai_error_from_object,
};

static const EaselReplyFormat format = {
  .fold_event = easel_openai_codec_fold_event,
  .fold_body = easel_openai_codec_fold_body,
};

static gboolean
is_compatible (EaselOpenaiProvider *self)
{
  return easel_provider_client_get_kind (self->client) == EASEL_PROVIDER_COMPATIBLE;
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
  return easel_provider_client_start (self->client, "POST", "/chat/completions", body,
                                      "application/json", cancellable, error);
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
learn (gpointer data, guint status, const char *param, GError **refusal)
{
  Question *question = data;
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
send (gpointer data, GError **error)
{
  Question *question = data;
  g_autoptr (EaselRequestStream) body = easel_openai_request_build (
      question->model, question->prompt, &question->dialect);

  return start_call (question->self, body, question->cancellable, error);
}

static const EaselNegotiation negotiation = { send, learn };

/* Returns: (transfer full) (nullable): a call whose answer can be read */
static EaselHttpCall *
ask (Question *question, GError **error)
{
  EaselOpenaiProvider *self = question->self;
  EaselHttpCall *call;

  easel_openai_provider_load_dialect (self, question->model, &question->dialect);
  call = easel_provider_client_negotiate (self->client, &negotiation, question,
                                          question->cancellable, error);
  if (call != NULL && question->n_adaptations > 0)
    save_dialect (self, question->model, &question->dialect);
  return call;
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
  EaselReplyFold fold = { .reply = reply, .text_func = text_func, .user_data = user_data };
  Question question = {
    .self = self, .model = model, .prompt = prompt, .cancellable = cancellable
  };
  g_autoptr (EaselHttpCall) call = ask (&question, error);

  if (call == NULL)
    return FALSE;
  return easel_reply_reader_read (self->client, &format, &fold, call, cancellable, error);
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
  g_hash_table_unref (self->dialects);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (easel_openai_provider_parent_class)->finalize (object);
}

static void
easel_openai_provider_class_init (EaselOpenaiProviderClass *klass)
{
  EaselProviderClass *provider_class = EASEL_PROVIDER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = easel_openai_provider_finalize;
  EASEL_HTTP_PROVIDER_CLASS (klass)->manners = &manners;
  EASEL_HTTP_PROVIDER_CLASS (klass)->format = &format;
  provider_class->list_models = easel_openai_provider_list_models;
  provider_class->complete = easel_openai_provider_complete;
  provider_class->generate_image = easel_openai_provider_generate_image;
  provider_class->batches = &easel_openai_batches;
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
  EaselProvider *provider;

  g_return_val_if_fail (EASEL_IS_PROVIDER_CONFIG (config), NULL);

  provider = easel_http_provider_new (EASEL_TYPE_OPENAI_PROVIDER, config, keyring);
  self = EASEL_OPENAI_PROVIDER (provider);
  self->client = easel_http_provider_get_client (EASEL_HTTP_PROVIDER (provider));
  self->images = easel_openai_images_new (self->client);
  return provider;
}

GPtrArray *
easel_openai_provider_probe (EaselOpenaiProvider *self,
                             char **owner,
                             GCancellable *cancellable,
                             GError **error)
{
  g_return_val_if_fail (EASEL_IS_OPENAI_PROVIDER (self), NULL);

  return easel_openai_models_list (self->client, owner, cancellable, error);
}

void
easel_openai_provider_load_dialect (EaselOpenaiProvider *self,
                                    const char *model,
                                    EaselOpenaiDialect *dialect)
{
  EaselOpenaiDialect *known;

  g_return_if_fail (EASEL_IS_OPENAI_PROVIDER (self));

  g_mutex_lock (&self->lock);
  known = g_hash_table_lookup (self->dialects, model);
  if (known != NULL)
    *dialect = *known;
  else
    easel_openai_dialect_init (dialect, easel_provider_client_get_kind (self->client));
  g_mutex_unlock (&self->lock);
}
