/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-ollama-provider.h"

#include "easel-ollama-codec.h"
#include "easel-ollama-error.h"
#include "easel-ollama-models.h"
#include "easel-ollama-request.h"

#include <glib/gi18n.h>

/* Of more models than this it is only known that they are there. */
#define MAX_SHOWN 100

struct _EaselOllamaProvider
{
  EaselHttpProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (EaselOllamaProvider, easel_ollama_provider, EASEL_TYPE_HTTP_PROVIDER)

static const EaselProviderManners manners = {
  .key_header = EASEL_HTTP_BEARER,
  .url_suffix = "/v1",
  .read_error = easel_ollama_error_from_object,
};

static const EaselReplyFormat format = {
  .lines = TRUE,
  .fold_event = easel_ollama_codec_fold_event,
};

static char *
make_path (const char *model)
{
  return g_strdup ("/api/chat");
}

/* Asks the server what @model can do. Returns: whether it said so */
static gboolean
find_vision (EaselHttpProvider *self,
             const char *model,
             gboolean *vision,
             GCancellable *cancellable)
{
  g_autoptr (EaselRequestStream) body = easel_ollama_request_build_show (model);
  g_autoptr (GBytes) answer = easel_provider_client_ask (easel_http_provider_get_client (self),
                                                         "/api/show", body, cancellable, NULL);

  return answer != NULL
         && easel_ollama_models_read_vision (g_bytes_get_data (answer, NULL),
                                             g_bytes_get_size (answer), vision);
}

/* Asked each time: it costs a millisecond, and a model may be another one since. */
static gboolean
check (EaselHttpProvider *self,
       const char *model,
       EaselPrompt *prompt,
       GCancellable *cancellable,
       GError **error)
{
  gboolean vision = TRUE;

  if (!easel_prompt_has_image (prompt) || !find_vision (self, model, &vision, cancellable)
      || vision)
    return TRUE;
  g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NO_VISION,
               _ ("The model “%s” cannot see pictures."), model);
  return FALSE;
}

static GPtrArray *
easel_ollama_provider_list_models (EaselProvider *provider,
                                   GCancellable *cancellable,
                                   GError **error)
{
  EaselHttpProvider *self = EASEL_HTTP_PROVIDER (provider);
  EaselProviderClient *client = easel_http_provider_get_client (self);
  g_autoptr (GBytes) tags = easel_provider_client_ask (client, "/api/tags", NULL, cancellable,
                                                       error);
  g_autoptr (GPtrArray) models = NULL;

  if (tags == NULL)
    return NULL;
  models = easel_ollama_models_read (easel_provider_client_get_name (client),
                                     g_bytes_get_data (tags, NULL), g_bytes_get_size (tags), error);
  for (guint i = 0; models != NULL && i < MIN (models->len, MAX_SHOWN); i++)
    {
      EaselModel *model = g_ptr_array_index (models, i);

      model->vision_known = find_vision (self, model->id, &model->vision, cancellable);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
    }
  return g_steal_pointer (&models);
}

static void
easel_ollama_provider_class_init (EaselOllamaProviderClass *klass)
{
  EaselHttpProviderClass *http_class = EASEL_HTTP_PROVIDER_CLASS (klass);

  EASEL_PROVIDER_CLASS (klass)->list_models = easel_ollama_provider_list_models;
  http_class->manners = &manners;
  http_class->format = &format;
  http_class->make_path = make_path;
  http_class->build = easel_ollama_request_build;
  http_class->check = check;
}

static void
easel_ollama_provider_init (EaselOllamaProvider *self)
{
}

EaselProvider *
easel_ollama_provider_new (EaselProviderConfig *config, EaselKeyring *keyring)
{
  return easel_http_provider_new (EASEL_TYPE_OLLAMA_PROVIDER, config, keyring);
}
