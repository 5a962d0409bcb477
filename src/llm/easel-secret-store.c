/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-secret-store.h"

#include "easel-llm-error.h"
#include "easel-sandbox.h"
#include "easel-unlocker.h"

#include <glib/gi18n.h>

struct _EaselSecretStore
{
  EaselUnlocker *unlocker;
  GMutex lock;
  GMainLoop *loop; /* (nullable): of the thread; guarded until made */
  GThread *thread; /* (nullable): where libsecret runs */
};

static const SecretSchema key_schema = {
  "io.github.easelapp.Easel.ApiKey",
  SECRET_SCHEMA_NONE,
  {
      { "provider", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "origin", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, 0 },
  },
};

/* One call of libsecret's. It runs on the store's thread, where libsecret's objects live, while
 * a worker waits for it: until it is done, the time is over or the caller cancels. Then it is
 * left behind, to end when it will; told to end early, libsecret never comes back. */
typedef struct
{
  gint ref_count;
  GMutex lock;
  GCond changed;
  gboolean done; /* guarded; what follows is for the store's thread until then */

  GSourceFunc start;
  GHashTable *attributes;
  const char *label;  /* (nullable) */
  SecretValue *value; /* (nullable) */

  GError *error;
  char *key;         /* (nullable): in non-pageable memory */
  char *locked_path; /* (nullable): an item that is locked */
  int count;
} Call;

static Call *
call_new (GHashTable *attributes)
{
  Call *call = g_new0 (Call, 1);

  call->ref_count = 1;
  g_mutex_init (&call->lock);
  g_cond_init (&call->changed);
  call->attributes = attributes;
  return call;
}

static void
call_unref (Call *call)
{
  if (!g_atomic_int_dec_and_test (&call->ref_count))
    return;

  g_hash_table_unref (call->attributes);
  g_clear_pointer (&call->value, secret_value_unref);
  g_clear_error (&call->error);
  secret_password_free (call->key);
  g_free (call->locked_path);
  g_mutex_clear (&call->lock);
  g_cond_clear (&call->changed);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_unref)

/* On the store's thread; gives back its reference. */
static void
call_end (Call *call)
{
  g_mutex_lock (&call->lock);
  call->done = TRUE;
  g_cond_broadcast (&call->changed);
  g_mutex_unlock (&call->lock);
  call_unref (call);
}

static void
on_cancelled (GCancellable *cancellable, gpointer data)
{
  Call *call = data;

  g_mutex_lock (&call->lock);
  g_cond_broadcast (&call->changed);
  g_mutex_unlock (&call->lock);
}

static gpointer
run_thread (gpointer data)
{
  GMainLoop *loop = data;
  GMainContext *context = g_main_loop_get_context (loop);

  g_main_context_push_thread_default (context);
  g_main_loop_run (loop);
  g_main_context_pop_thread_default (context);
  g_main_loop_unref (loop);
  return NULL;
}

/* The thread is there from the first call on. */
static GMainContext *
get_context (EaselSecretStore *self)
{
  g_mutex_lock (&self->lock);
  if (self->loop == NULL)
    {
      g_autoptr (GMainContext) context = g_main_context_new ();

      self->loop = g_main_loop_new (context, FALSE);
      self->thread = g_thread_new ("keyring", run_thread, g_main_loop_ref (self->loop));
    }
  g_mutex_unlock (&self->lock);
  return g_main_loop_get_context (self->loop);
}

/* libsecret looks at the file that stands in for a keyring in a sandbox once a second, if that: a
 * key that another process of Easel's stores meanwhile, such as a command's, would not be there.
 * Each call reads the file anew. */
static gboolean
start_call (gpointer data)
{
  Call *call = data;

  if (easel_sandbox_is_around ())
    secret_service_disconnect ();
  return call->start (call);
}

/* Returns: whether it is done; else it may still be going on, and nothing of it can be read */
static gboolean
call_wait (EaselSecretStore *self,
           Call *call,
           GSourceFunc start,
           guint timeout_ms,
           GCancellable *cancellable)
{
  gint64 end = g_get_monotonic_time () + (gint64) timeout_ms * 1000;
  gulong handler = 0;
  gboolean in_time = TRUE;
  gboolean done;

  g_atomic_int_inc (&call->ref_count);
  call->start = start;
  g_main_context_invoke (get_context (self), start_call, call);
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), call, NULL);

  g_mutex_lock (&call->lock);
  while (!call->done && in_time && !g_cancellable_is_cancelled (cancellable))
    in_time = g_cond_wait_until (&call->changed, &call->lock, end);
  done = call->done;
  g_mutex_unlock (&call->lock);

  g_cancellable_disconnect (cancellable, handler);
  return done;
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
                 easel_sandbox_is_around ()
                     ? _ ("The desktop offers sandboxed applications no place to keep keys in: "
                          "its Secret portal is missing.")
                     : _ ("There is no keyring on this computer to keep keys in."));
  else
    g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_KEYRING, _ ("The keyring failed: %s"),
                 cause->message);
}

static GHashTable *
make_attributes (const char *provider, const char *origin)
{
  GHashTable *attributes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  g_hash_table_insert (attributes, (gpointer) "provider", g_strdup (provider));
  if (origin != NULL)
    g_hash_table_insert (attributes, (gpointer) "origin", g_strdup (origin));
  return attributes;
}

/* Runs one call and puts its failure, if any, into words. */
static gboolean
call_run (EaselSecretStore *self,
          Call *call,
          GSourceFunc start,
          guint timeout_ms,
          GCancellable *cancellable,
          GError **error)
{
  gboolean done = call_wait (self, call, start, timeout_ms, cancellable);

  if (done && call->error == NULL)
    return TRUE;
  set_error (done ? g_steal_pointer (&call->error) : NULL, cancellable, error);
  return FALSE;
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer data)
{
  Call *call = data;
  GList *items = secret_password_search_finish (result, &call->error);

  call->count = (int) g_list_length (items);
  /* Items of the file that stands in for a keyring in a sandbox are never locked. */
  for (GList *l = items; l != NULL; l = l->next)
    if (call->locked_path == NULL && SECRET_IS_ITEM (l->data) && secret_item_get_locked (l->data))
      call->locked_path = g_strdup (g_dbus_proxy_get_object_path (l->data));
  g_list_free_full (items, g_object_unref);
  call_end (call);
}

static gboolean
start_search (gpointer data)
{
  Call *call = data;

  secret_password_searchv (&key_schema, call->attributes, SECRET_SEARCH_ALL, NULL, on_found, call);
  return G_SOURCE_REMOVE;
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer data)
{
  Call *call = data;

  call->key = secret_password_lookup_nonpageable_finish (result, &call->error);
  call_end (call);
}

static gboolean
start_lookup (gpointer data)
{
  Call *call = data;

  secret_password_lookupv (&key_schema, call->attributes, NULL, on_looked_up, call);
  return G_SOURCE_REMOVE;
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer data)
{
  Call *call = data;

  secret_password_store_finish (result, &call->error);
  call_end (call);
}

static gboolean
start_store (gpointer data)
{
  Call *call = data;

  secret_password_storev_binary (&key_schema, call->attributes, SECRET_COLLECTION_DEFAULT,
                                 call->label, call->value, NULL, on_stored, call);
  return G_SOURCE_REMOVE;
}

static void
on_cleared (GObject *source, GAsyncResult *result, gpointer data)
{
  Call *call = data;

  secret_password_clear_finish (result, &call->error);
  call_end (call);
}

static gboolean
start_clear (gpointer data)
{
  Call *call = data;

  secret_password_clearv (&key_schema, call->attributes, NULL, on_cleared, call);
  return G_SOURCE_REMOVE;
}

/* Unlocks what there is.
 * @count: (out): how many keys that is */
static gboolean
unlock_items (EaselSecretStore *self,
              const char *provider,
              const char *origin,
              int *count,
              guint timeout_ms,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (Call) call = call_new (make_attributes (provider, origin));
  GError *cause = NULL;

  if (!call_run (self, call, start_search, timeout_ms, cancellable, error))
    return FALSE;
  *count = call->count;
  if (call->locked_path == NULL
      || easel_unlocker_unlock (self->unlocker, call->locked_path, timeout_ms, cancellable, &cause))
    return TRUE;
  set_error (cause, cancellable, error);
  return FALSE;
}

static gboolean
quit (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

EaselSecretStore *
easel_secret_store_new (void)
{
  EaselSecretStore *self = g_new0 (EaselSecretStore, 1);

  g_mutex_init (&self->lock);
  self->unlocker = easel_unlocker_new ();
  return self;
}

void
easel_secret_store_free (EaselSecretStore *self)
{
  if (self == NULL)
    return;

  if (self->loop != NULL)
    {
      g_main_context_invoke (g_main_loop_get_context (self->loop), quit, self->loop);
      g_thread_join (self->thread);
      g_main_loop_unref (self->loop);
    }
  easel_unlocker_free (self->unlocker);
  g_mutex_clear (&self->lock);
  g_free (self);
}

int
easel_secret_store_count (EaselSecretStore *self,
                          const char *provider,
                          const char *origin,
                          guint timeout_ms,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (Call) call = call_new (make_attributes (provider, origin));

  return call_run (self, call, start_search, timeout_ms, cancellable, error) ? call->count : -1;
}

char *
easel_secret_store_lookup (EaselSecretStore *self,
                           const char *provider,
                           const char *origin,
                           guint timeout_ms,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (Call) call = call_new (make_attributes (provider, origin));
  int count;

  if (!unlock_items (self, provider, origin, &count, timeout_ms, cancellable, error) || count == 0
      || !call_run (self, call, start_lookup, timeout_ms, cancellable, error))
    return NULL;
  return g_steal_pointer (&call->key);
}

gboolean
easel_secret_store_save (EaselSecretStore *self,
                         const char *provider,
                         const char *origin,
                         SecretValue *key,
                         guint timeout_ms,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (Call) call = call_new (make_attributes (provider, origin));
  GError *cause = NULL;

  if (!easel_unlocker_unlock_default (self->unlocker, timeout_ms, cancellable, &cause))
    {
      set_error (cause, cancellable, error);
      return FALSE;
    }
  /* Translators: the name of keys in the keyring, where passwords can be looked at */
  call->label = _ ("Easel: key of a model provider");
  call->value = secret_value_ref (key);
  return call_run (self, call, start_store, timeout_ms, cancellable, error);
}

gboolean
easel_secret_store_clear (EaselSecretStore *self,
                          const char *provider,
                          guint timeout_ms,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (Call) call = call_new (make_attributes (provider, NULL));
  int count;

  /* libsecret passes over what is locked, and is content. */
  return unlock_items (self, provider, NULL, &count, timeout_ms, cancellable, error)
         && (count == 0 || call_run (self, call, start_clear, timeout_ms, cancellable, error));
}
