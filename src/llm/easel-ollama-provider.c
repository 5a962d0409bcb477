/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-ollama-provider.h"

#include "easel-line-reader.h"
#include "easel-ollama-codec.h"
#include "easel-ollama-error.h"
#include "easel-ollama-models.h"
#include "easel-ollama-pull.h"
#include "easel-ollama-request.h"

#include <glib/gi18n.h>

/* Of more models than this it is only known that they are there. */
#define MAX_SHOWN 100

#define READ_SIZE 16384
#define MAX_LINE_BYTES 65536

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

/* (transfer full) (nullable): what the server says of @model */
static GBytes *
show (EaselHttpProvider *self, const char *model, GCancellable *cancellable)
{
  g_autoptr (EaselRequestStream) body = easel_ollama_request_build_show (model);

  return easel_provider_client_ask (easel_http_provider_get_client (self), "/api/show", body,
                                    cancellable, NULL);
}

/* Asks the server what @model can do. Returns: whether it said so */
static gboolean
find_vision (EaselHttpProvider *self,
             const char *model,
             gboolean *vision,
             GCancellable *cancellable)
{
  g_autoptr (GBytes) answer = show (self, model, cancellable);

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

/* Ollama hands on what its cloud models get. A server that does not say is not asked in vain: the
 * question itself fails, too. */
static gboolean
easel_ollama_provider_stays_here (EaselProvider *provider,
                                  const char *model,
                                  GCancellable *cancellable)
{
  g_autoptr (GBytes) answer = NULL;

  if (easel_ollama_models_is_cloud (model))
    return FALSE;
  answer = show (EASEL_HTTP_PROVIDER (provider), model, cancellable);
  return answer == NULL
         || !easel_ollama_models_read_remote (g_bytes_get_data (answer, NULL),
                                              g_bytes_get_size (answer));
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

/* How much the model is to read at once is the person's to say, and goes with every question: a
 * change makes the server load the model anew. */
static gboolean
easel_ollama_provider_complete (EaselProvider *provider,
                                const char *model,
                                EaselPrompt *prompt,
                                EaselReply *reply,
                                EaselTextFunc text_func,
                                gpointer user_data,
                                GCancellable *cancellable,
                                GError **error)
{
  EaselProviderConfig *config = easel_provider_get_config (provider);
  g_autoptr (EaselPrompt) sized = easel_prompt_copy (prompt);

  easel_prompt_set_context_tokens (sized, easel_provider_config_get_context_tokens (config));
  return EASEL_PROVIDER_CLASS (easel_ollama_provider_parent_class)
      ->complete (provider, model, sized, reply, text_func, user_data, cancellable, error);
}

static gboolean
on_pull_line (const char *event, const char *data, gsize length, gpointer user_data, GError **error)
{
  return easel_ollama_pull_fold_line (user_data, data, length, error);
}

static gboolean
read_pull (EaselProviderClient *client,
           EaselHttpCall *call,
           EaselOllamaPull *pull,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (EaselLineReader) lines = easel_line_reader_new (MAX_LINE_BYTES, on_pull_line, pull);
  char buffer[READ_SIZE];
  gssize got = 0;

  while (!pull->ended
         && (got = easel_http_call_read (call, buffer, sizeof buffer, cancellable, error)) > 0)
    if (!easel_line_reader_push (lines, buffer, (gsize) got, error))
      return FALSE;
  if (got < 0 || (!pull->ended && !easel_line_reader_finish (lines, error)))
    return FALSE;
  if (pull->ended)
    return TRUE;
  g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_INCOMPLETE,
               _ ("%s stopped before the model was there."),
               easel_provider_client_get_name (client));
  return FALSE;
}

static gboolean
easel_ollama_provider_pull_model (EaselProvider *provider,
                                  const char *model,
                                  EaselPullFunc func,
                                  gpointer user_data,
                                  GCancellable *cancellable,
                                  GError **error)
{
  EaselProviderClient *client = easel_http_provider_get_client (EASEL_HTTP_PROVIDER (provider));
  g_autoptr (EaselRequestStream) body = easel_ollama_request_build_pull (model);
  g_autoptr (EaselHttpCall) call = easel_provider_client_start (
      client, "POST", "/api/pull", body, "application/json", cancellable, error);
  g_auto (EaselOllamaPull) pull = { 0 };

  if (call == NULL)
    return FALSE;
  if (!easel_http_call_is_success (call))
    {
      g_autofree char *param = NULL;
      gboolean specific;

      g_propagate_error (
          error, easel_provider_client_read_refusal (client, call, &param, &specific, cancellable));
      return FALSE;
    }
  if (g_strcmp0 (soup_message_headers_get_content_type (easel_http_call_get_headers (call), NULL),
                 "text/html")
      == 0)
    return easel_provider_client_set_page (client, error);
  easel_ollama_pull_init (&pull, easel_provider_client_get_name (client), func, user_data);
  return read_pull (client, call, &pull, cancellable, error);
}

static void
easel_ollama_provider_class_init (EaselOllamaProviderClass *klass)
{
  EaselHttpProviderClass *http_class = EASEL_HTTP_PROVIDER_CLASS (klass);

  EASEL_PROVIDER_CLASS (klass)->list_models = easel_ollama_provider_list_models;
  EASEL_PROVIDER_CLASS (klass)->complete = easel_ollama_provider_complete;
  EASEL_PROVIDER_CLASS (klass)->pull_model = easel_ollama_provider_pull_model;
  EASEL_PROVIDER_CLASS (klass)->stays_here = easel_ollama_provider_stays_here;
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
