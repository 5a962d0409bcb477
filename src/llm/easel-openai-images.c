/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-openai-images.h"

#include "easel-image-reader.h"
#include "easel-openai-image-codec.h"
#include "easel-openai-image-dialect.h"
#include "easel-openai-image-request.h"
#include "easel-openai-models.h"

#include <glib/gi18n.h>

/* Each adapting step changes something, and there are not more things to change. */
#define MAX_ADAPTATIONS 6

struct _EaselOpenaiImages
{
  EaselProviderClient *client; /* (not owned) */

  GMutex lock;
  GHashTable *dialects; /* (element-type utf8 EaselOpenaiImageDialect): by model; guarded */
};

static const EaselImageFormat format = {
  .fold_event = easel_openai_image_codec_fold_event,
  .fold_body = easel_openai_image_codec_fold_body,
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
learn (gpointer data, guint status, const char *param, GError **refusal)
{
  Question *question = data;
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
send (gpointer data, GError **error)
{
  Question *question = data;
  g_autofree char *mime_type = NULL;
  g_autoptr (EaselRequestStream) body = easel_openai_image_request_build (
      question->model, question->request, &question->dialect, &mime_type);

  return easel_provider_client_start (question->self->client, "POST",
                                      easel_openai_image_request_get_path (question->request), body,
                                      mime_type, question->cancellable, error);
}

static const EaselNegotiation negotiation = { send, learn };

/* Returns: (transfer full) (nullable): a call whose answer can be read */
static EaselHttpCall *
ask (Question *question, GError **error)
{
  EaselOpenaiImages *self = question->self;
  EaselHttpCall *call;

  load_dialect (self, question->model, &question->dialect);
  call = easel_provider_client_negotiate (self->client, &negotiation, question,
                                          question->cancellable, error);
  if (call != NULL && question->n_adaptations > 0)
    save_dialect (self, question->model, &question->dialect);
  return call;
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
  EaselImageFold fold = { .reply = reply, .picture_func = picture_func, .user_data = user_data };
  g_autoptr (EaselHttpCall) call = ask (&question, error);

  if (call == NULL)
    return FALSE;
  return easel_image_reader_read (self->client, &format, &fold, call, cancellable, error);
}
