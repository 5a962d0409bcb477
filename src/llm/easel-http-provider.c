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

/* What only uses a schema to hold a model to it does not tell the model what a field is for, and
 * a stranger's server may not use it at all; only the vendors' own do both. */
static EaselSchemaMode
find_mode (EaselHttpProvider *self, const char *model)
{
  EaselHttpProviderPrivate *priv = easel_http_provider_get_instance_private (self);
  EaselProviderConfig *config = easel_provider_get_config (EASEL_PROVIDER (self));
  EaselSchemaMode mode = EASEL_SCHEMA_MODE_FORMAT;

  if (!easel_provider_config_is_vendor (config))
    mode |= EASEL_SCHEMA_MODE_WORDS;
  g_mutex_lock (&priv->lock);
  if (g_hash_table_contains (priv->formless, model))
    mode = EASEL_SCHEMA_MODE_WORDS;
  g_mutex_unlock (&priv->lock);
  return mode;
}

static void
remember_formless (EaselHttpProvider *self, const char *model)
{
  EaselHttpProviderPrivate *priv = easel_http_provider_get_instance_private (self);

  g_mutex_lock (&priv->lock);
  g_hash_table_add (priv->formless, g_strdup (model));
  g_mutex_unlock (&priv->lock);
}

static gboolean
may_be_about_schema (EaselPrompt *prompt, EaselSchemaMode mode, guint status)
{
  return easel_prompt_get_schema (prompt) != NULL && (mode & EASEL_SCHEMA_MODE_FORMAT) != 0
         && (status == SOUP_STATUS_BAD_REQUEST || status == SOUP_STATUS_UNPROCESSABLE_ENTITY);
}

/* Returns: (transfer full) (nullable): a call whose answer can be read */
static EaselHttpCall *
ask (EaselHttpProvider *self,
     const char *model,
     EaselPrompt *prompt,
     GCancellable *cancellable,
     GError **error)
{
  EaselHttpProviderPrivate *priv = easel_http_provider_get_instance_private (self);
  EaselHttpProviderClass *klass = EASEL_HTTP_PROVIDER_GET_CLASS (self);
  g_autofree char *path = klass->make_path (model);
  EaselSchemaMode mode = find_mode (self, model);
  gboolean again = TRUE;
  gboolean lowered = FALSE;

  while (again)
    {
      g_autoptr (EaselRequestStream) body = klass->build (model, prompt, mode);
      g_autoptr (EaselHttpCall) call = easel_provider_client_start (
          priv->client, "POST", path, body, "application/json", cancellable, error);
      g_autofree char *param = NULL;
      g_autoptr (GError) refusal = NULL;
      gboolean specific;

      if (call == NULL)
        return NULL;
      if (easel_http_call_is_success (call))
        {
          if (lowered)
            remember_formless (self, model);
          return g_steal_pointer (&call);
        }

      refusal = easel_provider_client_read_refusal (priv->client, call, &param, &specific,
                                                    cancellable);
      again = !specific && may_be_about_schema (prompt, mode, easel_http_call_get_status (call));
      mode = EASEL_SCHEMA_MODE_WORDS;
      lowered = TRUE;
      if (!again)
        g_propagate_error (error, g_steal_pointer (&refusal));
    }
  return NULL;
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
                                  guint silence_seconds)
{
  g_return_if_fail (EASEL_IS_HTTP_PROVIDER (self));
  easel_provider_client_set_timeouts (easel_http_provider_get_client (self), connect_seconds,
                                      silence_seconds);
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
