/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-keyring.h"

#include "easel-llm-error.h"
#include "easel-secret-store.h"

#include <glib/gi18n.h>
#include <string.h>

#define DEFAULT_TIMEOUT_MS 30000
#define KEY_TYPE "text/plain"

struct _EaselKeyring
{
  GObject parent_instance;

  gint timeout_ms; /* atomic */
  EaselSecretStore *store;
  GMutex lock;
  GHashTable *session; /* (element-type utf8 SecretValue): by provider and origin; guarded */
};

G_DEFINE_FINAL_TYPE (EaselKeyring, easel_keyring, G_TYPE_OBJECT)

static guint
get_timeout (EaselKeyring *self)
{
  return (guint) g_atomic_int_get (&self->timeout_ms);
}

static char *
session_name (const char *provider, const char *origin)
{
  return g_strdup_printf ("%s\n%s", provider, origin);
}

static SecretValue *
dup_session_key (EaselKeyring *self, const char *provider, const char *origin)
{
  g_autofree char *name = session_name (provider, origin);
  SecretValue *value;

  g_mutex_lock (&self->lock);
  value = g_hash_table_lookup (self->session, name);
  if (value != NULL)
    secret_value_ref (value);
  g_mutex_unlock (&self->lock);
  return value;
}

/* @value: (nullable): %NULL forgets it */
static void
set_session_key (EaselKeyring *self, const char *provider, const char *origin, SecretValue *value)
{
  char *name = session_name (provider, origin);

  g_mutex_lock (&self->lock);
  if (value != NULL)
    g_hash_table_replace (self->session, name, secret_value_ref (value));
  else
    {
      g_hash_table_remove (self->session, name);
      g_free (name);
    }
  g_mutex_unlock (&self->lock);
}

/* Returns: whether there was one. */
static gboolean
forget_session_keys (EaselKeyring *self, const char *provider)
{
  g_autofree char *prefix = session_name (provider, "");
  GHashTableIter iter;
  gpointer name;
  gboolean found = FALSE;

  g_mutex_lock (&self->lock);
  g_hash_table_iter_init (&iter, self->session);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (g_str_has_prefix (name, prefix))
      {
        g_hash_table_iter_remove (&iter);
        found = TRUE;
      }
  g_mutex_unlock (&self->lock);
  return found;
}

/* What an _async call is about. */
typedef struct
{
  char *provider;
  char *origin;       /* (nullable) */
  SecretValue *value; /* (nullable) */
  gboolean allow_session;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_free (order->provider);
  g_free (order->origin);
  g_clear_pointer (&order->value, secret_value_unref);
  g_free (order);
}

static gpointer
run_store (gpointer data)
{
  g_autoptr (GTask) task = data;
  EaselKeyring *self = g_task_get_source_object (task);
  Order *order = g_task_get_task_data (task);
  GError *error = NULL;

  if (easel_secret_store_save (self->store, order->provider, order->origin, order->value,
                               get_timeout (self), g_task_get_cancellable (task), &error))
    {
      set_session_key (self, order->provider, order->origin, NULL);
      g_task_return_int (task, EASEL_KEY_STORED);
    }
  else if (order->allow_session
           && g_error_matches (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_KEYRING))
    {
      g_clear_error (&error);
      set_session_key (self, order->provider, order->origin, order->value);
      g_task_return_int (task, EASEL_KEY_SESSION_ONLY);
    }
  else
    g_task_return_error (task, error);
  return NULL;
}

static gpointer
run_clear (gpointer data)
{
  g_autoptr (GTask) task = data;
  EaselKeyring *self = g_task_get_source_object (task);
  Order *order = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean was_in_session = forget_session_keys (self, order->provider);

  /* A key is in the session because the keyring failed; that it fails again is no news. */
  if (easel_secret_store_clear (self->store, order->provider, get_timeout (self),
                                g_task_get_cancellable (task), &error)
      || (was_in_session && g_error_matches (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_KEYRING)))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
  return NULL;
}

static gpointer
run_has_key (gpointer data)
{
  g_autoptr (GTask) task = data;
  EaselKeyring *self = g_task_get_source_object (task);
  Order *order = g_task_get_task_data (task);
  SecretValue *session = dup_session_key (self, order->provider, order->origin);
  GError *error = NULL;
  int count;

  if (session != NULL)
    {
      secret_value_unref (session);
      g_task_return_boolean (task, TRUE);
      return NULL;
    }
  count = easel_secret_store_count (self->store, order->provider, order->origin, get_timeout (self),
                                    g_task_get_cancellable (task), &error);
  if (count >= 0)
    g_task_return_boolean (task, count > 0);
  else
    g_task_return_error (task, error);
  return NULL;
}

/* A key is sent as a header: one printable word. */
static gboolean
is_sendable (const char *key)
{
  if (*key == '\0')
    return FALSE;
  for (const char *p = key; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p))
      return FALSE;
  return TRUE;
}

static void
easel_keyring_finalize (GObject *object)
{
  EaselKeyring *self = EASEL_KEYRING (object);

  easel_secret_store_free (self->store);
  g_hash_table_unref (self->session);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (easel_keyring_parent_class)->finalize (object);
}

static void
easel_keyring_class_init (EaselKeyringClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = easel_keyring_finalize;
}

static void
easel_keyring_init (EaselKeyring *self)
{
  self->timeout_ms = DEFAULT_TIMEOUT_MS;
  self->store = easel_secret_store_new ();
  g_mutex_init (&self->lock);
  self->session = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, secret_value_unref);
}

EaselKeyring *
easel_keyring_new (void)
{
  return g_object_new (EASEL_TYPE_KEYRING, NULL);
}

void
easel_keyring_set_timeout (EaselKeyring *self, guint milliseconds)
{
  g_return_if_fail (EASEL_IS_KEYRING (self));
  g_atomic_int_set (&self->timeout_ms, (gint) milliseconds);
}

/* Threads of their own: each may wait for a person at an unlock prompt. */
static void
start (GTask *task, const char *provider, const char *origin, Order *order, GThreadFunc run)
{
  order->provider = g_strdup (provider);
  order->origin = g_strdup (origin);
  g_task_set_task_data (task, order, order_free);
  g_thread_unref (g_thread_new ("keyring", run, g_object_ref (task)));
}

void
easel_keyring_store_async (EaselKeyring *self,
                           const char *provider,
                           const char *origin,
                           const char *key,
                           gboolean allow_session,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Order *order;

  g_return_if_fail (EASEL_IS_KEYRING (self));
  g_return_if_fail (provider != NULL && origin != NULL && key != NULL);
  g_return_if_fail (callback != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, easel_keyring_store_async);
  g_task_set_static_name (task, "store key");

  if (!is_sendable (key))
    {
      g_task_return_new_error (task, EASEL_LLM_ERROR, EASEL_LLM_ERROR_KEY_REFUSED,
                               _ ("This cannot be a key: a key is one word without spaces."));
      return;
    }
  order = g_new0 (Order, 1);
  order->value = secret_value_new (key, -1, KEY_TYPE);
  order->allow_session = allow_session;
  start (task, provider, origin, order, run_store);
}

gboolean
easel_keyring_store_finish (EaselKeyring *self,
                            GAsyncResult *result,
                            EaselKeyStorage *storage,
                            GError **error)
{
  g_autoptr (GError) problem = NULL;
  gssize where;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_keyring_store_async), FALSE);

  where = g_task_propagate_int (G_TASK (result), &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (storage != NULL)
    *storage = (EaselKeyStorage) where;
  return TRUE;
}

void
easel_keyring_clear_async (EaselKeyring *self,
                           const char *provider,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (EASEL_IS_KEYRING (self));
  g_return_if_fail (provider != NULL);
  g_return_if_fail (callback != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, easel_keyring_clear_async);
  g_task_set_static_name (task, "clear key");
  start (task, provider, NULL, g_new0 (Order, 1), run_clear);
}

gboolean
easel_keyring_clear_finish (EaselKeyring *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_keyring_clear_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

char *
easel_keyring_lookup (EaselKeyring *self,
                      const char *provider,
                      const char *origin,
                      GCancellable *cancellable,
                      GError **error)
{
  SecretValue *session;

  g_return_val_if_fail (EASEL_IS_KEYRING (self), NULL);
  g_return_val_if_fail (provider != NULL, NULL);
  g_return_val_if_fail (origin != NULL, NULL);

  session = dup_session_key (self, provider, origin);
  if (session != NULL)
    return secret_value_unref_to_password (session, NULL);
  return easel_secret_store_lookup (self->store, provider, origin, get_timeout (self), cancellable,
                                    error);
}

void
easel_keyring_has_key_async (EaselKeyring *self,
                             const char *provider,
                             const char *origin,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (EASEL_IS_KEYRING (self));
  g_return_if_fail (provider != NULL && origin != NULL);
  g_return_if_fail (callback != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, easel_keyring_has_key_async);
  g_task_set_static_name (task, "has key");
  start (task, provider, origin, g_new0 (Order, 1), run_has_key);
}

gboolean
easel_keyring_has_key_finish (EaselKeyring *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_keyring_has_key_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
easel_keyring_is_session_only (EaselKeyring *self, const char *provider, const char *origin)
{
  SecretValue *session;

  g_return_val_if_fail (EASEL_IS_KEYRING (self), FALSE);
  g_return_val_if_fail (provider != NULL && origin != NULL, FALSE);

  session = dup_session_key (self, provider, origin);
  if (session == NULL)
    return FALSE;
  secret_value_unref (session);
  return TRUE;
}
