/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-http-provider.h"

/* More than that is a list that goes in circles. */
#define MAX_PAGES 50

typedef struct
{
  EaselProviderClient *client;

  GMutex lock;
  GHashTable *formless; /* (element-type utf8): models that take a schema in words only; guarded */
} EaselHttpProviderPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (EaselHttpProvider, easel_http_provider, EASEL_TYPE_PROVIDER)

static void
remember_formless (EaselHttpProvider *self, const char *model)
{
  EaselHttpProviderPrivate *priv = easel_http_provider_get_instance_private (self);

  g_mutex_lock (&priv->lock);
  g_hash_table_add (priv->formless, g_strdup (model));
  g_mutex_unlock (&priv->lock);
}

/* One question, from the first try to the last. */
typedef struct
{
  EaselHttpProvider *self;
  const char *model;
  EaselPrompt *prompt;
  GCancellable *cancellable;
  const char *path;
  EaselSchemaMode mode;
  gboolean is_lowered; /* the schema is in words only, as it was refused as a format */
} Question;

static EaselHttpCall *
send (gpointer data, GError **error)
{
  Question *question = data;
  EaselHttpProviderClass *klass = EASEL_HTTP_PROVIDER_GET_CLASS (question->self);
  g_autoptr (EaselRequestStream) body = klass->build (question->model, question->prompt,
                                                      question->mode);

  return easel_provider_client_start (easel_http_provider_get_client (question->self), "POST",
                                      question->path, body, "application/json",
                                      question->cancellable, error);
}

static gboolean
learn (gpointer data, guint status, const char *param, GError **refusal)
{
  Question *question = data;

  if (easel_prompt_get_schema (question->prompt) == NULL
      || (question->mode & EASEL_SCHEMA_MODE_FORMAT) == 0
      || (status != SOUP_STATUS_BAD_REQUEST && status != SOUP_STATUS_UNPROCESSABLE_ENTITY))
    return FALSE;
  question->mode = EASEL_SCHEMA_MODE_WORDS;
  question->is_lowered = TRUE;
  return TRUE;
}

static const EaselNegotiation negotiation = { send, learn };

/* Returns: (transfer full) (nullable): a call whose answer can be read */
static EaselHttpCall *
ask (EaselHttpProvider *self,
     const char *model,
     EaselPrompt *prompt,
     GCancellable *cancellable,
     GError **error)
{
  EaselHttpProviderClass *klass = EASEL_HTTP_PROVIDER_GET_CLASS (self);
  g_autofree char *path = klass->make_path (model);
  Question question = { self,        model, prompt,
                        cancellable, path,  easel_http_provider_find_schema_mode (self, model),
                        FALSE };
  EaselHttpCall *call = easel_provider_client_negotiate (
      easel_http_provider_get_client (self), &negotiation, &question, cancellable, error);

  if (call != NULL && question.is_lowered)
    remember_formless (self, model);
  return call;
}

static gboolean
easel_http_provider_complete (EaselProvider *provider,
                              const char *model,
                              EaselPrompt *prompt,
                              EaselReply *reply,
                              EaselTextFunc text_func,
                              gpointer user_data,
                              GCancellable *cancellable,
                              GError **error)
{
  EaselHttpProvider *self = EASEL_HTTP_PROVIDER (provider);
  EaselHttpProviderPrivate *priv = easel_http_provider_get_instance_private (self);
  EaselHttpProviderClass *klass = EASEL_HTTP_PROVIDER_GET_CLASS (self);
  EaselReplyFold fold = { .reply = reply, .text_func = text_func, .user_data = user_data };
  g_autoptr (EaselHttpCall) call = NULL;

  if (klass->check != NULL && !klass->check (self, model, prompt, cancellable, error))
    return FALSE;
  call = ask (self, model, prompt, cancellable, error);
  if (call == NULL)
    return FALSE;
  return easel_reply_reader_read (priv->client, klass->format, &fold, call, cancellable, error);
}

static void
easel_http_provider_finalize (GObject *object)
{
  EaselHttpProviderPrivate *priv = easel_http_provider_get_instance_private (
      EASEL_HTTP_PROVIDER (object));

  g_clear_pointer (&priv->client, easel_provider_client_free);
  g_hash_table_unref (priv->formless);
  g_mutex_clear (&priv->lock);

  G_OBJECT_CLASS (easel_http_provider_parent_class)->finalize (object);
}

static void
easel_http_provider_class_init (EaselHttpProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = easel_http_provider_finalize;
  EASEL_PROVIDER_CLASS (klass)->complete = easel_http_provider_complete;
}

static void
easel_http_provider_init (EaselHttpProvider *self)
{
  EaselHttpProviderPrivate *priv = easel_http_provider_get_instance_private (self);

  g_mutex_init (&priv->lock);
  priv->formless = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

EaselProvider *
easel_http_provider_new (GType type, EaselProviderConfig *config, EaselKeyring *keyring)
{
  EaselHttpProvider *self;
  EaselHttpProviderPrivate *priv;

  g_return_val_if_fail (g_type_is_a (type, EASEL_TYPE_HTTP_PROVIDER), NULL);
  g_return_val_if_fail (EASEL_IS_PROVIDER_CONFIG (config), NULL);

  self = g_object_new (type, "config", config, NULL);
  priv = easel_http_provider_get_instance_private (self);
  priv->client = easel_provider_client_new (EASEL_HTTP_PROVIDER_GET_CLASS (self)->manners, config,
                                            keyring);
  return EASEL_PROVIDER (self);
}

void
easel_http_provider_set_timeouts (EaselHttpProvider *self,
                                  guint connect_seconds,
                                  guint answer_seconds,
                                  guint silence_seconds)
{
  g_return_if_fail (EASEL_IS_HTTP_PROVIDER (self));
  easel_provider_client_set_timeouts (easel_http_provider_get_client (self), connect_seconds,
                                      answer_seconds, silence_seconds);
}

void
easel_http_provider_set_max_reply (EaselHttpProvider *self, gsize bytes)
{
  g_return_if_fail (EASEL_IS_HTTP_PROVIDER (self));
  easel_provider_client_set_max_reply (easel_http_provider_get_client (self), bytes);
}

EaselProviderClient *
easel_http_provider_get_client (EaselHttpProvider *self)
{
  EaselHttpProviderPrivate *priv = easel_http_provider_get_instance_private (self);

  g_return_val_if_fail (EASEL_IS_HTTP_PROVIDER (self), NULL);
  return priv->client;
}

EaselSchemaMode
easel_http_provider_find_schema_mode (EaselHttpProvider *self, const char *model)
{
  EaselHttpProviderPrivate *priv = easel_http_provider_get_instance_private (self);
  EaselProviderConfig *config = easel_provider_get_config (EASEL_PROVIDER (self));
  EaselSchemaMode mode = EASEL_SCHEMA_MODE_FORMAT;

  /* What only uses a schema to hold a model to it does not tell the model what a field is for, and
   * a stranger's server may not use it at all; only the vendors' own do both. */
  if (!easel_provider_config_is_vendor (config))
    mode |= EASEL_SCHEMA_MODE_WORDS;
  g_mutex_lock (&priv->lock);
  if (g_hash_table_contains (priv->formless, model))
    mode = EASEL_SCHEMA_MODE_WORDS;
  g_mutex_unlock (&priv->lock);
  return mode;
}

GPtrArray *
easel_http_provider_list_pages (EaselHttpProvider *self,
                                EaselPagePathFunc make_path,
                                EaselReadPageFunc read_page,
                                GCancellable *cancellable,
                                GError **error)
{
  EaselProviderClient *client = easel_http_provider_get_client (self);
  g_autoptr (GPtrArray) models = g_ptr_array_new_with_free_func ((GDestroyNotify) easel_model_free);
  g_autofree char *next = NULL;

  for (guint i = 0; i < MAX_PAGES && (i == 0 || next != NULL); i++)
    {
      g_autofree char *path = make_path (next);
      g_autoptr (GBytes) page = easel_provider_client_ask (client, path, NULL, cancellable, error);
      gsize length;
      const char *data;

      if (page == NULL)
        return NULL;
      data = g_bytes_get_data (page, &length);
      g_clear_pointer (&next, g_free);
      if (!read_page (easel_provider_client_get_name (client), data, length, models, &next, error))
        return NULL;
    }
  return g_steal_pointer (&models);
}
