/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-local-search.h"

#include "easel-openai-provider.h"

#include <string.h>

#define TIMEOUT_SECONDS 1
#define API "/v1"

/* By whom the models of a server are said to be owned. */
static const struct
{
  const char *owner;
  const char *id;
} owners[] = {
  { "library", "ollama" },
  { "llamacpp", "llama-cpp" },
  { "organization_owner", "lm-studio" },
  { "vllm", "vllm" },
};

typedef struct
{
  const EaselProviderPreset *presets;
  guint n_presets;
  GMutex lock;
  guint n_waiting;
  GPtrArray *found; /* by preset, with NULL for no answer; guarded */
} Search;

typedef struct
{
  GTask *task;
  guint index;
} Probe;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_mutex_clear (&search->lock);
  g_ptr_array_unref (search->found);
  g_free (search);
}

static void
unref_config (gpointer config)
{
  g_clear_object (&config);
}

static const EaselProviderPreset *
recognise (Search *search, const EaselProviderPreset *expected, const char *owner)
{
  for (guint i = 0; owner != NULL && i < G_N_ELEMENTS (owners); i++)
    if (g_str_equal (owner, owners[i].owner))
      for (guint j = 0; j < search->n_presets; j++)
        if (g_str_equal (search->presets[j].id, owners[i].id))
          return &search->presets[j];
  return expected;
}

/* All of them speak Chat Completions below this, Ollama too. */
static char *
make_probe_url (const char *url)
{
  return g_str_has_suffix (url, API) ? g_strdup (url) : g_strconcat (url, API, NULL);
}

static EaselProviderConfig *
make_found (const EaselProviderPreset *real, const char *probe_url)
{
  g_autofree char *url = g_strdup (probe_url);

  if (real->kind == EASEL_PROVIDER_OLLAMA)
    url[strlen (url) - strlen (API)] = '\0';
  return easel_provider_config_new (real->id, real->name, real->kind, url);
}

static EaselProviderConfig *
ask (Search *search, const EaselProviderPreset *preset, GCancellable *cancellable)
{
  g_autofree char *url = make_probe_url (preset->url);
  g_autoptr (EaselProviderConfig) config = easel_provider_config_new (
      preset->id, preset->name, EASEL_PROVIDER_COMPATIBLE, url);
  g_autoptr (EaselProvider) provider = easel_openai_provider_new (config, NULL);
  g_autoptr (GPtrArray) models = NULL;
  g_autofree char *owner = NULL;

  easel_http_provider_set_timeouts (EASEL_HTTP_PROVIDER (provider), TIMEOUT_SECONDS,
                                    TIMEOUT_SECONDS, TIMEOUT_SECONDS);
  models = easel_openai_provider_probe (EASEL_OPENAI_PROVIDER (provider), &owner, cancellable,
                                        NULL);
  return models != NULL ? make_found (recognise (search, preset, owner), url) : NULL;
}

static gboolean
has_id (GPtrArray *configs, const char *id)
{
  for (guint i = 0; i < configs->len; i++)
    if (g_str_equal (easel_provider_config_get_id (g_ptr_array_index (configs, i)), id))
      return TRUE;
  return FALSE;
}

/* A second server of the same make has its port in its name. */
static EaselProviderConfig *
rename_with_port (EaselProviderConfig *config)
{
  const char *url = easel_provider_config_get_url (config);
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  g_autofree char *id = g_strdup_printf ("%s-%d", easel_provider_config_get_id (config),
                                         g_uri_get_port (uri));
  g_autofree char *name = g_strdup_printf ("%s (%d)", easel_provider_config_get_name (config),
                                           g_uri_get_port (uri));

  return easel_provider_config_new (id, name, easel_provider_config_get_kind (config), url);
}

static void
finish_search (GTask *task, Search *search)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < search->found->len; i++)
    {
      EaselProviderConfig *config = g_ptr_array_index (search->found, i);

      if (config != NULL)
        g_ptr_array_add (found, has_id (found, easel_provider_config_get_id (config))
                                    ? rename_with_port (config)
                                    : g_object_ref (config));
    }
  g_task_return_pointer (task, found, (GDestroyNotify) g_ptr_array_unref);
}

static gpointer
run_probe (gpointer data)
{
  Probe *probe = data;
  g_autoptr (GTask) task = probe->task;
  Search *search = g_task_get_task_data (task);
  EaselProviderConfig *config = ask (search, &search->presets[probe->index],
                                     g_task_get_cancellable (task));
  gboolean last;

  g_mutex_lock (&search->lock);
  search->found->pdata[probe->index] = config;
  last = --search->n_waiting == 0;
  g_mutex_unlock (&search->lock);

  g_free (probe);
  if (last)
    finish_search (task, search);
  return NULL;
}

void
easel_local_search_async (const EaselProviderPreset *presets,
                          guint n_presets,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Search *search = g_new0 (Search, 1);

  g_task_set_source_tag (task, easel_local_search_async);
  g_task_set_static_name (task, "find local servers");
  g_task_set_task_data (task, search, search_free);

  if (presets == NULL)
    presets = easel_provider_get_presets (&n_presets);
  search->presets = presets;
  search->n_presets = n_presets;
  g_mutex_init (&search->lock);
  search->found = g_ptr_array_new_with_free_func (unref_config);
  g_ptr_array_set_size (search->found, (gint) n_presets);
  for (guint i = 0; i < n_presets; i++)
    if (presets[i].local)
      search->n_waiting++;

  if (search->n_waiting == 0)
    {
      finish_search (task, search);
      return;
    }
  for (guint i = 0; i < n_presets; i++)
    if (presets[i].local)
      {
        Probe *probe = g_new0 (Probe, 1);

        probe->task = g_object_ref (task);
        probe->index = i;
        g_thread_unref (g_thread_new ("find-local", run_probe, probe));
      }
}

GPtrArray *
easel_local_search_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_local_search_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
