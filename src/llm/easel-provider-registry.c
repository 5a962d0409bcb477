/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-provider-registry.h"

#include "easel-anthropic-provider.h"
#include "easel-demo-provider.h"
#include "easel-gemini-provider.h"
#include "easel-ollama-provider.h"
#include "easel-openai-provider.h"
#include "easel-provider-file.h"

#include <glib/gi18n.h>

#define DEMO_ID "demo"
#define DEMO_LANES 2

struct _EaselProviderRegistry
{
  GObject parent_instance;

  char *path;
  EaselKeyring *keyring;
  GQueue changes; /* (element-type GTask): the head is being written; main thread only */

  GMutex lock;
  GPtrArray *configs; /* (element-type EaselProviderConfig): Demo last; guarded, as is below */
  char *chosen_providers[EASEL_N_MODEL_TASKS]; /* (nullable) */
  char *chosen_models[EASEL_N_MODEL_TASKS];    /* (nullable) */
  GHashTable *providers; /* (element-type EaselProviderConfig EaselProvider): made so far */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void easel_provider_registry_list_model_init (GListModelInterface *iface);
static void start_next_change (EaselProviderRegistry *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (EaselProviderRegistry,
                               easel_provider_registry,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      easel_provider_registry_list_model_init))

/* One change to the file. @config, @id, or @id with @task and @model. */
typedef struct
{
  EaselProviderConfig *config; /* (nullable): to save */
  char *id;                    /* (nullable): to remove, or to use */
  char *model;                 /* (nullable): to use */
  EaselModelTask task;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_clear_object (&change->config);
  g_free (change->id);
  g_free (change->model);
  g_free (change);
}

/* With the lock held: the position of @id, or -1. */
static int
find_config (EaselProviderRegistry *self, const char *id)
{
  for (guint i = 0; i < self->configs->len; i++)
    {
      EaselProviderConfig *config = g_ptr_array_index (self->configs, i);

      if (g_str_equal (easel_provider_config_get_id (config), id))
        return (int) i;
    }
  return -1;
}

static void
emit_changed (EaselProviderRegistry *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* What a written change means here; on the main thread. */

static void
take_saved (EaselProviderRegistry *self, EaselProviderConfig *config)
{
  int position;
  gboolean is_new;

  g_mutex_lock (&self->lock);
  position = find_config (self, easel_provider_config_get_id (config));
  is_new = position < 0;
  if (is_new)
    {
      position = (int) self->configs->len - 1;
      g_ptr_array_insert (self->configs, position, g_object_ref (config));
    }
  else
    {
      g_hash_table_remove (self->providers, g_ptr_array_index (self->configs, (guint) position));
      g_object_unref (g_ptr_array_index (self->configs, (guint) position));
      g_ptr_array_index (self->configs, (guint) position) = g_object_ref (config);
    }
  g_mutex_unlock (&self->lock);

  g_list_model_items_changed (G_LIST_MODEL (self), (guint) position, is_new ? 0 : 1, 1);
}

static void
take_removed (EaselProviderRegistry *self, const char *id)
{
  int position;

  g_mutex_lock (&self->lock);
  position = find_config (self, id);
  if (position >= 0)
    {
      g_hash_table_remove (self->providers, g_ptr_array_index (self->configs, (guint) position));
      g_ptr_array_remove_index (self->configs, (guint) position);
    }
  for (guint i = 0; i < EASEL_N_MODEL_TASKS; i++)
    if (g_strcmp0 (self->chosen_providers[i], id) == 0)
      {
        g_clear_pointer (&self->chosen_providers[i], g_free);
        g_clear_pointer (&self->chosen_models[i], g_free);
      }
  g_mutex_unlock (&self->lock);

  if (position >= 0)
    g_list_model_items_changed (G_LIST_MODEL (self), (guint) position, 1, 0);
}

static void
take_used (EaselProviderRegistry *self, Change *change)
{
  g_mutex_lock (&self->lock);
  g_set_str (&self->chosen_providers[change->task], change->id);
  g_set_str (&self->chosen_models[change->task], change->model);
  g_mutex_unlock (&self->lock);
}

static void
on_key_cleared (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) problem = NULL;

  if (easel_keyring_clear_finish (EASEL_KEYRING (source), result, &problem))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, EASEL_LLM_ERROR, EASEL_LLM_ERROR_KEYRING,
                             _ ("The provider was removed, but its key could not be: %s"),
                             problem->message);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  EaselProviderRegistry *self = EASEL_PROVIDER_REGISTRY (source);
  g_autoptr (GTask) task = g_queue_pop_head (&self->changes);
  Change *change = g_task_get_task_data (task);
  g_autoptr (EaselProviderConfig) removed = NULL;
  GError *error = NULL;

  /* Before anyone hears of this one, who may ask for another change at once. */
  start_next_change (self);

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }

  if (change->config != NULL)
    take_saved (self, change->config);
  else if (change->model != NULL)
    take_used (self, change);
  else
    {
      removed = easel_provider_registry_get_config (self, change->id);
      take_removed (self, change->id);
    }
  emit_changed (self);

  /* One that never needed a key has none, and need not wake the keyring. */
  if (removed != NULL && easel_provider_config_get_needs_key (removed))
    easel_keyring_clear_async (self->keyring, change->id, NULL, on_key_cleared,
                               g_object_ref (task));
  else
    g_task_return_boolean (task, TRUE);
}

static void
run_write (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  EaselProviderRegistry *self = source;
  Change *change = data;
  GError *error = NULL;
  gboolean ok;

  if (change->config != NULL)
    ok = easel_provider_file_save (self->path, change->config, &error);
  else if (change->model != NULL)
    ok = easel_provider_file_use (self->path, change->task, change->id, change->model, &error);
  else
    ok = easel_provider_file_remove (self->path, change->id, &error);

  if (ok)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
start_next_change (EaselProviderRegistry *self)
{
  GTask *waiting = g_queue_peek_head (&self->changes);
  g_autoptr (GTask) write = NULL;

  if (waiting == NULL)
    return;

  write = g_task_new (self, NULL, on_written, NULL);
  g_task_set_source_tag (write, start_next_change);
  g_task_set_static_name (write, "write providers");
  g_task_set_task_data (write, g_task_get_task_data (waiting), NULL);
  g_task_run_in_thread (write, run_write);
}

/* Writes wait for each other, so that none undoes another. */
static void
queue_change (GTask *task, Change *change)
{
  EaselProviderRegistry *self = g_task_get_source_object (task);

  g_task_set_task_data (task, change, change_free);
  g_queue_push_tail (&self->changes, g_object_ref (task));
  if (g_queue_get_length (&self->changes) == 1)
    start_next_change (self);
}

/* GListModel */

static GType
easel_provider_registry_get_item_type (GListModel *model)
{
  return EASEL_TYPE_PROVIDER_CONFIG;
}

static guint
easel_provider_registry_get_n_items (GListModel *model)
{
  EaselProviderRegistry *self = EASEL_PROVIDER_REGISTRY (model);
  guint n;

  g_mutex_lock (&self->lock);
  n = self->configs->len;
  g_mutex_unlock (&self->lock);
  return n;
}

static gpointer
easel_provider_registry_get_item (GListModel *model, guint position)
{
  EaselProviderRegistry *self = EASEL_PROVIDER_REGISTRY (model);
  gpointer item = NULL;

  g_mutex_lock (&self->lock);
  if (position < self->configs->len)
    item = g_object_ref (g_ptr_array_index (self->configs, position));
  g_mutex_unlock (&self->lock);
  return item;
}

static void
easel_provider_registry_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = easel_provider_registry_get_item_type;
  iface->get_n_items = easel_provider_registry_get_n_items;
  iface->get_item = easel_provider_registry_get_item;
}

static void
easel_provider_registry_finalize (GObject *object)
{
  EaselProviderRegistry *self = EASEL_PROVIDER_REGISTRY (object);

  g_free (self->path);
  g_clear_object (&self->keyring);
  g_ptr_array_unref (self->configs);
  g_hash_table_unref (self->providers);
  for (guint i = 0; i < EASEL_N_MODEL_TASKS; i++)
    {
      g_free (self->chosen_providers[i]);
      g_free (self->chosen_models[i]);
    }
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (easel_provider_registry_parent_class)->finalize (object);
}

static void
easel_provider_registry_class_init (EaselProviderRegistryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = easel_provider_registry_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", EASEL_TYPE_PROVIDER_REGISTRY,
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static EaselProviderConfig *
make_demo_config (void)
{
  return g_object_new (EASEL_TYPE_PROVIDER_CONFIG, "id", DEMO_ID, "name", _ ("Demo"), "kind",
                       (int) EASEL_PROVIDER_DEMO, "lanes", DEMO_LANES, NULL);
}

static void
easel_provider_registry_init (EaselProviderRegistry *self)
{
  g_mutex_init (&self->lock);
  g_queue_init (&self->changes);
  self->configs = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->configs, make_demo_config ());
  self->providers = g_hash_table_new_full (NULL, NULL, g_object_unref, g_object_unref);
}

EaselProviderRegistry *
easel_provider_registry_new (const char *path, EaselKeyring *keyring)
{
  EaselProviderRegistry *self;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (EASEL_IS_KEYRING (keyring), NULL);

  self = g_object_new (EASEL_TYPE_PROVIDER_REGISTRY, NULL);
  self->path = g_strdup (path);
  self->keyring = g_object_ref (keyring);
  return self;
}

EaselKeyring *
easel_provider_registry_get_keyring (EaselProviderRegistry *self)
{
  g_return_val_if_fail (EASEL_IS_PROVIDER_REGISTRY (self), NULL);
  return self->keyring;
}

/* (transfer full): a task that is named */
static GTask *
begin (EaselProviderRegistry *self,
       gpointer tag,
       const char *name,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_static_name (task, name);
  return task;
}

static gboolean
finish (EaselProviderRegistry *self, GAsyncResult *result, gpointer tag, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, tag), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Loading */

static void
run_load (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  EaselProviderRegistry *self = source;
  GError *error = NULL;
  EaselProviderFile *file = easel_provider_file_read (self->path, &error);

  if (file != NULL)
    g_task_return_pointer (task, file, (GDestroyNotify) easel_provider_file_free);
  else
    g_task_return_error (task, error);
}

static void
take_loaded (EaselProviderRegistry *self, EaselProviderFile *file)
{
  guint n_before;
  guint n_after;

  g_mutex_lock (&self->lock);
  n_before = self->configs->len - 1;
  g_hash_table_remove_all (self->providers);
  g_ptr_array_remove_range (self->configs, 0, n_before);
  for (guint i = 0; i < file->configs->len; i++)
    g_ptr_array_insert (self->configs, (int) i,
                        g_object_ref (g_ptr_array_index (file->configs, i)));
  n_after = self->configs->len - 1;
  for (guint i = 0; i < EASEL_N_MODEL_TASKS; i++)
    {
      g_set_str (&self->chosen_providers[i], file->providers[i]);
      g_set_str (&self->chosen_models[i], file->models[i]);
    }
  g_mutex_unlock (&self->lock);

  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, n_after);
  emit_changed (self);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  EaselProviderRegistry *self = EASEL_PROVIDER_REGISTRY (source);
  g_autoptr (GTask) task = data;
  g_autoptr (EaselProviderFile) file = NULL;
  GError *error = NULL;

  file = g_task_propagate_pointer (G_TASK (result), &error);
  if (file == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  take_loaded (self, file);
  g_task_return_boolean (task, TRUE);
}

void
easel_provider_registry_load_async (EaselProviderRegistry *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task;
  g_autoptr (GTask) read = NULL;

  g_return_if_fail (EASEL_IS_PROVIDER_REGISTRY (self));
  g_return_if_fail (callback != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, easel_provider_registry_load_async);
  g_task_set_static_name (task, "load providers");

  read = g_task_new (self, cancellable, on_loaded, task);
  g_task_set_source_tag (read, run_load);
  g_task_set_static_name (read, "read providers");
  g_task_run_in_thread (read, run_load);
}

gboolean
easel_provider_registry_load_finish (EaselProviderRegistry *self,
                                     GAsyncResult *result,
                                     GError **error)
{
  return finish (self, result, easel_provider_registry_load_async, error);
}

/* Saving */

static gboolean
id_is_valid (const char *id)
{
  if (*id == '\0')
    return FALSE;
  for (const char *p = id; *p != '\0'; p++)
    if (!g_ascii_islower (*p) && !g_ascii_isdigit (*p) && *p != '-')
      return FALSE;
  return TRUE;
}

/* A key has its place, and it is not the address. */
static gboolean
check_config (EaselProviderConfig *config, GError **error)
{
  const char *id = easel_provider_config_get_id (config);
  const char *url = easel_provider_config_get_url (config);
  g_autofree char *origin = easel_provider_config_get_origin (config);
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_NONE, NULL) : NULL;

  if (!id_is_valid (id) || g_str_equal (id, DEMO_ID))
    g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REQUEST,
                 _ ("“%s” cannot name a provider. Use small letters, digits and hyphens."), id);
  else if (origin == NULL || uri == NULL)
    g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REQUEST,
                 _ ("“%s” is not a web address."), url != NULL ? url : "");
  else if (g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL
           || g_uri_get_fragment (uri) != NULL)
    g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REQUEST,
                 _ ("The address must not contain a name, a password or a key."));
  else
    return TRUE;
  return FALSE;
}

void
easel_provider_registry_save_async (EaselProviderRegistry *self,
                                    EaselProviderConfig *config,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;
  Change *change;

  g_return_if_fail (EASEL_IS_PROVIDER_REGISTRY (self));
  g_return_if_fail (EASEL_IS_PROVIDER_CONFIG (config));
  g_return_if_fail (callback != NULL);

  task = begin (self, easel_provider_registry_save_async, "save provider", callback, user_data);
  if (!check_config (config, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  change = g_new0 (Change, 1);
  change->config = g_object_ref (config);
  queue_change (task, change);
}

gboolean
easel_provider_registry_save_finish (EaselProviderRegistry *self,
                                     GAsyncResult *result,
                                     GError **error)
{
  return finish (self, result, easel_provider_registry_save_async, error);
}

/* On @task: whether there is such a provider. */
static gboolean
require_config (EaselProviderRegistry *self, const char *id, GTask *task)
{
  g_autoptr (EaselProviderConfig) config = easel_provider_registry_get_config (self, id);

  if (config == NULL)
    g_task_return_new_error (task, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NO_PROVIDER,
                             _ ("There is no provider named “%s”."), id);
  return config != NULL;
}

void
easel_provider_registry_remove_async (EaselProviderRegistry *self,
                                      const char *id,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Change *change;

  g_return_if_fail (EASEL_IS_PROVIDER_REGISTRY (self));
  g_return_if_fail (id != NULL);
  g_return_if_fail (callback != NULL);

  task = begin (self, easel_provider_registry_remove_async, "remove provider", callback, user_data);
  if (g_str_equal (id, DEMO_ID))
    {
      g_task_return_new_error (task, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REQUEST,
                               _ ("Demo cannot be removed."));
      return;
    }
  if (!require_config (self, id, task))
    return;
  change = g_new0 (Change, 1);
  change->id = g_strdup (id);
  queue_change (task, change);
}

gboolean
easel_provider_registry_remove_finish (EaselProviderRegistry *self,
                                       GAsyncResult *result,
                                       GError **error)
{
  return finish (self, result, easel_provider_registry_remove_async, error);
}

void
easel_provider_registry_use_async (EaselProviderRegistry *self,
                                   EaselModelTask model_task,
                                   const char *provider,
                                   const char *model,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Change *change;

  g_return_if_fail (EASEL_IS_PROVIDER_REGISTRY (self));
  g_return_if_fail (provider != NULL && model != NULL);
  g_return_if_fail (callback != NULL);

  task = begin (self, easel_provider_registry_use_async, "use provider", callback, user_data);
  if (!require_config (self, provider, task))
    return;
  change = g_new0 (Change, 1);
  change->id = g_strdup (provider);
  change->model = g_strdup (model);
  change->task = model_task;
  queue_change (task, change);
}

gboolean
easel_provider_registry_use_finish (EaselProviderRegistry *self,
                                    GAsyncResult *result,
                                    GError **error)
{
  return finish (self, result, easel_provider_registry_use_async, error);
}

/* Reading, on any thread */

/* With the lock held. */
static gboolean
is_chosen (EaselProviderRegistry *self, EaselModelTask task)
{
  const char *chosen = self->chosen_providers[task];

  return chosen != NULL && self->chosen_models[task] != NULL && find_config (self, chosen) >= 0;
}

gboolean
easel_provider_registry_has_choice (EaselProviderRegistry *self, EaselModelTask task)
{
  gboolean has_choice;

  g_return_val_if_fail (EASEL_IS_PROVIDER_REGISTRY (self), FALSE);
  g_return_val_if_fail (task <= EASEL_MODEL_TASK_IMAGE, FALSE);

  g_mutex_lock (&self->lock);
  has_choice = is_chosen (self, task);
  g_mutex_unlock (&self->lock);
  return has_choice;
}

void
easel_provider_registry_get_choice (EaselProviderRegistry *self,
                                    EaselModelTask task,
                                    char **provider,
                                    char **model)
{
  g_return_if_fail (EASEL_IS_PROVIDER_REGISTRY (self));
  g_return_if_fail (task <= EASEL_MODEL_TASK_IMAGE);

  g_mutex_lock (&self->lock);
  if (is_chosen (self, task))
    {
      *provider = g_strdup (self->chosen_providers[task]);
      *model = g_strdup (self->chosen_models[task]);
    }
  else
    {
      *provider = g_strdup (DEMO_ID);
      *model = g_strdup (EASEL_DEMO_MODEL);
    }
  g_mutex_unlock (&self->lock);
}

EaselProviderConfig *
easel_provider_registry_get_config (EaselProviderRegistry *self, const char *id)
{
  EaselProviderConfig *config = NULL;
  int position;

  g_return_val_if_fail (EASEL_IS_PROVIDER_REGISTRY (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  g_mutex_lock (&self->lock);
  position = find_config (self, id);
  if (position >= 0)
    config = g_object_ref (g_ptr_array_index (self->configs, (guint) position));
  g_mutex_unlock (&self->lock);
  return config;
}

EaselProvider *
easel_provider_registry_make_provider (EaselProviderRegistry *self, EaselProviderConfig *config)
{
  switch (easel_provider_config_get_kind (config))
    {
    case EASEL_PROVIDER_DEMO:
      return easel_demo_provider_new (config);
    case EASEL_PROVIDER_ANTHROPIC:
      return easel_anthropic_provider_new (config, self->keyring);
    case EASEL_PROVIDER_GEMINI:
      return easel_gemini_provider_new (config, self->keyring);
    case EASEL_PROVIDER_OLLAMA:
      return easel_ollama_provider_new (config, self->keyring);
    case EASEL_PROVIDER_OPENAI:
    case EASEL_PROVIDER_COMPATIBLE:
    default:
      return easel_openai_provider_new (config, self->keyring);
    }
}

char *
easel_provider_registry_make_lane (EaselProviderRegistry *self,
                                   const char *provider,
                                   const char *model)
{
  g_autoptr (EaselProviderConfig) config = NULL;

  g_return_val_if_fail (EASEL_IS_PROVIDER_REGISTRY (self), NULL);

  if (provider == NULL)
    return NULL;
  config = easel_provider_registry_get_config (self, provider);
  if (model == NULL || config == NULL || !easel_provider_config_get_lanes_per_model (config))
    return g_strdup (provider);
  return g_strdup_printf ("%s/%s", provider, model);
}

EaselProvider *
easel_provider_registry_get_provider (EaselProviderRegistry *self, const char *id, GError **error)
{
  EaselProvider *provider = NULL;
  int position;

  g_return_val_if_fail (EASEL_IS_PROVIDER_REGISTRY (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  g_mutex_lock (&self->lock);
  position = find_config (self, id);
  if (position >= 0)
    {
      EaselProviderConfig *config = g_ptr_array_index (self->configs, (guint) position);

      /* One object for each, which remembers what its server takes. */
      provider = g_hash_table_lookup (self->providers, config);
      if (provider == NULL)
        {
          provider = easel_provider_registry_make_provider (self, config);
          g_hash_table_insert (self->providers, g_object_ref (config), provider);
        }
      g_object_ref (provider);
    }
  g_mutex_unlock (&self->lock);

  if (provider == NULL)
    g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NO_PROVIDER,
                 _ ("There is no provider named “%s”."), id);
  return provider;
}
