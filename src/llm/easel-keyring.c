/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-keyring.h"

#include "easel-llm-error.h"
#include "easel-unlocker.h"

#include <glib/gi18n.h>
#include <libsecret/secret.h>
#include <string.h>

#define DEFAULT_TIMEOUT_MS 30000
#define KEY_TYPE "text/plain"

struct _EaselKeyring
{
  GObject parent_instance;

  gint timeout_ms; /* atomic */
  EaselUnlocker *unlocker;
  GMutex lock;
  GHashTable *session; /* (element-type utf8 SecretValue): by provider and origin; guarded */
};

G_DEFINE_FINAL_TYPE (EaselKeyring, easel_keyring, G_TYPE_OBJECT)

static const SecretSchema key_schema = {
  "io.github.easelapp.Easel.ApiKey",
  SECRET_SCHEMA_NONE,
  {
      { "provider", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "origin", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, 0 },
  },
};

/* One call of libsecret's, made on the thread that waits for it: the call gets a main context
 * of its own, so that waiting for it can end by a timeout or by the caller's cancellable. The
 * call is then left behind; cancelled while it prompts, libsecret never comes back anyway. */
typedef struct
{
  gint ref_count;
  GMainContext *context;
  GAsyncResult *result; /* (nullable) */
  gboolean abandoned;
} Call;

static Call *
call_ref (Call *call)
{
  g_atomic_int_inc (&call->ref_count);
  return call;
}

static void
call_unref (Call *call)
{
  if (!g_atomic_int_dec_and_test (&call->ref_count))
    return;

  g_main_context_unref (call->context);
  g_clear_object (&call->result);
  g_free (call);
}

static gboolean
on_timeout (gpointer data)
{
  ((Call *) data)->abandoned = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer data)
{
  ((Call *) data)->abandoned = TRUE;
  return G_SOURCE_REMOVE;
}

static void
on_result (GObject *source, GAsyncResult *result, gpointer data)
{
  Call *call = data;

  call->result = g_object_ref (result);
  call_unref (call);
}

static guint
get_timeout (EaselKeyring *self)
{
  return (guint) g_atomic_int_get (&self->timeout_ms);
}

/* The caller starts one libsecret call between call_begin() and call_wait(), with on_result()
 * and call_ref (call). */
static Call *
call_begin (void)
{
  Call *call = g_new0 (Call, 1);

  call->ref_count = 1;
  call->context = g_main_context_new ();
  g_main_context_push_thread_default (call->context);
  return call;
}

static void
call_wait (Call *call, guint timeout_ms, GCancellable *cancellable)
{
  g_autoptr (GSource) timeout = g_timeout_source_new (timeout_ms);
  g_autoptr (GSource) cancelled = NULL;

  g_source_set_callback (timeout, on_timeout, call, NULL);
  g_source_attach (timeout, call->context);
  if (cancellable != NULL)
    {
      cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (cancelled, G_SOURCE_FUNC (on_cancelled), call, NULL);
      g_source_attach (cancelled, call->context);
    }

  while (call->result == NULL && !call->abandoned)
    g_main_context_iteration (call->context, TRUE);

  g_source_destroy (timeout);
  if (cancelled != NULL)
    g_source_destroy (cancelled);
  g_main_context_pop_thread_default (call->context);
}

static gboolean
is_missing (const GError *cause)
{
  return cause->domain == G_IO_ERROR
         || g_error_matches (cause, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN)
         || g_error_matches (cause, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER)
         || g_error_matches (cause, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND);
}

/* Puts a failure of libsecret's, or for %NULL its silence, into words. Takes @cause. */
static void
set_error (GError *cause, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) owned = cause;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return;

  if (cause == NULL)
    g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_KEYRING,
                 _ ("The keyring did not answer. Unlock it and try again."));
  else if (cause->domain == EASEL_LLM_ERROR)
    g_propagate_error (error, g_steal_pointer (&owned));
  else if (g_error_matches (cause, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_KEYRING,
                 _ ("The keyring is locked. Unlock it and try again."));
  else if (is_missing (cause))
    g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_KEYRING,
                 _ ("There is no keyring on this computer to keep keys in."));
  else
    g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_KEYRING, _ ("The keyring failed: %s"),
                 cause->message);
}

static char *
session_name (const char *provider, const char *origin)
{
  return g_strdup_printf ("%s\n%s", provider, origin);
}

static GHashTable *
make_attributes (const char *provider, const char *origin)
{
  GHashTable *attributes = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (attributes, (gpointer) "provider", (gpointer) provider);
  if (origin != NULL)
    g_hash_table_insert (attributes, (gpointer) "origin", (gpointer) origin);
  return attributes;
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

/* How many keys there are, without unlocking anything; -1 on error.
 * @locked_path: (out) (optional) (nullable) (transfer full): one of them that is locked */
static int
count_items (EaselKeyring *self,
             const char *provider,
             const char *origin,
             char **locked_path,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GHashTable) attributes = make_attributes (provider, origin);
  GError *cause = NULL;
  Call *call = call_begin ();
  GList *items = NULL;
  int count = -1;

  secret_password_searchv (&key_schema, attributes, SECRET_SEARCH_ALL, NULL, on_result,
                           call_ref (call));
  call_wait (call, get_timeout (self), cancellable);
  if (call->result != NULL)
    items = secret_password_search_finish (call->result, &cause);
  if (call->result == NULL || cause != NULL)
    set_error (cause, cancellable, error);
  else
    count = (int) g_list_length (items);

  /* Items of the file that stands in for a keyring in a sandbox are never locked. */
  for (GList *l = items; l != NULL && locked_path != NULL; l = l->next)
    if (*locked_path == NULL && SECRET_IS_ITEM (l->data) && secret_item_get_locked (l->data))
      *locked_path = g_strdup (g_dbus_proxy_get_object_path (l->data));
  g_list_free_full (items, g_object_unref);
  call_unref (call);
  return count;
}

/* Unlocks what there is; @count: (out): how many keys that is */
static gboolean
unlock_items (EaselKeyring *self,
              const char *provider,
              const char *origin,
              int *count,
              GCancellable *cancellable,
              GError **error)
{
  g_autofree char *locked_path = NULL;
  GError *cause = NULL;

  *count = count_items (self, provider, origin, &locked_path, cancellable, error);
  if (*count < 0)
    return FALSE;
  if (locked_path == NULL
      || easel_unlocker_unlock (self->unlocker, locked_path, get_timeout (self), cancellable,
                                &cause))
    return TRUE;
  set_error (cause, cancellable, error);
  return FALSE;
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

static gboolean
store (EaselKeyring *self, Order *order, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) attributes = make_attributes (order->provider, order->origin);
  /* Translators: the name of an item in the keyring; the parameter is a provider */
  g_autofree char *label = g_strdup_printf (_ ("Easel: key for %s"), order->provider);
  GError *cause = NULL;
  gboolean stored = FALSE;
  Call *call;

  if (!easel_unlocker_unlock_default (self->unlocker, get_timeout (self), cancellable, &cause))
    {
      set_error (cause, cancellable, error);
      return FALSE;
    }

  call = call_begin ();
  secret_password_storev_binary (&key_schema, attributes, SECRET_COLLECTION_DEFAULT, label,
                                 order->value, NULL, on_result, call_ref (call));
  call_wait (call, get_timeout (self), cancellable);
  if (call->result != NULL)
    stored = secret_password_store_finish (call->result, &cause);
  if (!stored)
    set_error (cause, cancellable, error);
  call_unref (call);
  return stored;
}

static gboolean
clear (EaselKeyring *self, Order *order, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) attributes = make_attributes (order->provider, NULL);
  GError *cause = NULL;
  gboolean cleared;
  Call *call;
  int count;

  /* libsecret passes over what is locked, and is content. */
  if (!unlock_items (self, order->provider, NULL, &count, cancellable, error))
    return FALSE;
  if (count == 0)
    return TRUE;

  call = call_begin ();
  secret_password_clearv (&key_schema, attributes, NULL, on_result, call_ref (call));
  call_wait (call, get_timeout (self), cancellable);
  cleared = call->result != NULL && secret_password_clear_finish (call->result, &cause);
  if (!cleared)
    set_error (cause, cancellable, error);
  call_unref (call);
  return cleared;
}

static gpointer
run_store (gpointer data)
{
  g_autoptr (GTask) task = data;
  EaselKeyring *self = g_task_get_source_object (task);
  Order *order = g_task_get_task_data (task);
  GError *error = NULL;

  if (store (self, order, g_task_get_cancellable (task), &error))
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
  if (clear (self, order, g_task_get_cancellable (task), &error)
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
  count = count_items (self, order->provider, order->origin, NULL, g_task_get_cancellable (task),
                       &error);
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

  easel_unlocker_free (self->unlocker);
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
  self->unlocker = easel_unlocker_new ();
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
  g_autoptr (GHashTable) attributes = NULL;
  SecretValue *session = NULL;
  GError *cause = NULL;
  char *key = NULL;
  Call *call;
  int count;

  g_return_val_if_fail (EASEL_IS_KEYRING (self), NULL);
  g_return_val_if_fail (provider != NULL, NULL);
  g_return_val_if_fail (origin != NULL, NULL);

  session = dup_session_key (self, provider, origin);
  if (session != NULL)
    return secret_value_unref_to_password (session, NULL);
  if (!unlock_items (self, provider, origin, &count, cancellable, error) || count == 0)
    return NULL;

  attributes = make_attributes (provider, origin);
  call = call_begin ();
  secret_password_lookupv (&key_schema, attributes, NULL, on_result, call_ref (call));
  call_wait (call, get_timeout (self), cancellable);
  if (call->result != NULL)
    key = secret_password_lookup_nonpageable_finish (call->result, &cause);
  if (call->result == NULL || cause != NULL)
    set_error (cause, cancellable, error);
  call_unref (call);
  return key;
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
