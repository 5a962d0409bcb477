/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-studio-private.h"

#include "easel-analyze-job.h"
#include "easel-backup-job.h"
#include "easel-batch-job.h"
#include "easel-brief-private.h"
#include "easel-generate-job.h"
#include "easel-job-json.h"
#include "easel-merge-job.h"
#include "easel-pull-job.h"
#include "easel-restore-job.h"
#include "easel-story-illustrate-job.h"
#include "easel-story-job.h"
#include "easel-tidy-job.h"

typedef enum
{
  PROP_READY = 1,
  PROP_FAILURE,
} EaselStudioProperty;

static GParamSpec *properties[PROP_FAILURE + 1];

enum
{
  SIGNAL_NOTICE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EaselStudio, easel_studio, G_TYPE_OBJECT)

void
easel_studio_notify_person (EaselStudio *self, const char *message)
{
  g_signal_emit (self, signals[SIGNAL_NOTICE], 0, message);
}

void
easel_studio_set_state (EaselStudio *self, EaselStudioState state)
{
  gboolean was_ready = self->state == EASEL_STUDIO_OPEN;

  self->state = state;
  if (was_ready != (state == EASEL_STUDIO_OPEN))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

void
easel_studio_set_failure (EaselStudio *self, const GError *error)
{
  self->failure = g_error_copy (error);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FAILURE]);
}

void
easel_studio_update_lanes (EaselStudio *self)
{
  GListModel *configs = G_LIST_MODEL (self->providers);

  for (guint i = 0; i < g_list_model_get_n_items (configs); i++)
    {
      g_autoptr (EaselProviderConfig) config = g_list_model_get_item (configs, i);

      easel_queue_set_lane_capacity (self->queue, easel_provider_config_get_id (config),
                                     easel_provider_config_get_lanes (config));
    }
}

/* Object ---------------------------------------------------------------------------------- */

static void
easel_studio_dispose (GObject *object)
{
  EaselStudio *self = EASEL_STUDIO (object);

  g_clear_pointer (&self->early, g_ptr_array_unref);
  g_clear_object (&self->brief);
  g_clear_object (&self->queue);
  g_clear_object (&self->overnight);
  g_clear_object (&self->recall);
  g_clear_object (&self->library);
  g_clear_object (&self->notes);
  g_clear_object (&self->budget);
  g_clear_object (&self->prices);
  g_clear_object (&self->stories);
  g_clear_object (&self->generators);
  g_clear_object (&self->catalog);
  g_clear_object (&self->providers);

  G_OBJECT_CLASS (easel_studio_parent_class)->dispose (object);
}

static void
easel_studio_finalize (GObject *object)
{
  EaselStudio *self = EASEL_STUDIO (object);

  g_free (self->data_dir);
  g_free (self->cache_dir);
  g_clear_error (&self->failure);

  G_OBJECT_CLASS (easel_studio_parent_class)->finalize (object);
}

static void
easel_studio_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EaselStudio *self = EASEL_STUDIO (object);

  switch ((EaselStudioProperty) prop_id)
    {
    case PROP_READY:
      g_value_set_boolean (value, self->state == EASEL_STUDIO_OPEN);
      break;
    case PROP_FAILURE:
      g_value_set_boxed (value, self->failure);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
easel_studio_class_init (EaselStudioClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = easel_studio_dispose;
  object_class->finalize = easel_studio_finalize;
  object_class->get_property = easel_studio_get_property;

  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE,
                                                 G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                                     | G_PARAM_STATIC_STRINGS);
  properties[PROP_FAILURE] = g_param_spec_boxed ("failure", NULL, NULL, G_TYPE_ERROR,
                                                 G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                                     | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_NOTICE] = g_signal_new ("notice", EASEL_TYPE_STUDIO, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
easel_studio_init (EaselStudio *self)
{
  self->early = easel_studio_early_jobs_new ();
}

static char *
dir_or_own (const char *dir, const char *own)
{
  return dir != NULL ? g_strdup (dir) : g_build_filename (own, "easel", NULL);
}

static void
connect_parts (EaselStudio *self)
{
  g_autoptr (EaselJobKind) analyze = easel_analyze_job_new (
      self->library, self->providers, self->budget, self->catalog, self->notes);
  g_autoptr (EaselJobKind) batch = easel_batch_job_new ();
  g_autoptr (EaselJobKind) generate = easel_generate_job_new (
      self->library, self->providers, self->budget, self->generators, self->catalog);
  g_autoptr (EaselJobKind) merge = easel_merge_job_new (self->library, self->providers,
                                                        self->budget, self->catalog, self->notes);
  g_autoptr (EaselJobKind) pull = easel_pull_job_new (self->providers, self->notes);
  g_autoptr (EaselJobKind) story = easel_story_job_new (
      self->library, self->providers, self->budget, self->generators, self->stories);
  g_autoptr (EaselJobKind) illustrate = easel_story_illustrate_job_new (self->library, generate);
  g_autoptr (EaselJobKind) tidy = easel_tidy_job_new (self->library);
  g_autoptr (EaselJobKind) backup = easel_backup_job_new (self->library);
  g_autoptr (EaselJobKind) restore = easel_restore_job_new (self->library);

  easel_queue_add_kind (self->queue, analyze);
  easel_queue_add_kind (self->queue, batch);
  easel_queue_add_kind (self->queue, generate);
  easel_queue_add_kind (self->queue, merge);
  easel_queue_add_kind (self->queue, pull);
  easel_queue_add_kind (self->queue, story);
  easel_queue_add_kind (self->queue, illustrate);
  easel_queue_add_kind (self->queue, tidy);
  easel_studio_add_overnight_kinds (self);
  easel_queue_add_kind (self->queue, backup);
  easel_queue_add_kind (self->queue, restore);

  g_signal_connect_object (self->providers, "changed", G_CALLBACK (easel_studio_update_lanes), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->queue, "job-changed", G_CALLBACK (easel_studio_use_pulled_model),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->queue, "notice", G_CALLBACK (easel_studio_notify_person), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->library, "notice", G_CALLBACK (easel_studio_notify_person), self,
                           G_CONNECT_SWAPPED);
}

EaselStudio *
easel_studio_new (const char *data_dir, const char *config_dir, const char *cache_dir)
{
  EaselStudio *self = g_object_new (EASEL_TYPE_STUDIO, NULL);
  g_autofree char *config = dir_or_own (config_dir, g_get_user_config_dir ());
  g_autofree char *providers_path = g_build_filename (config, "providers.ini", NULL);
  g_autoptr (EaselKeyring) keyring = easel_keyring_new ();

  self->data_dir = dir_or_own (data_dir, g_get_user_data_dir ());
  self->cache_dir = dir_or_own (cache_dir, g_get_user_cache_dir ());
  self->providers = easel_provider_registry_new (providers_path, keyring);
  self->catalog = easel_analyzer_catalog_new ();
  self->stories = easel_story_catalog_new ();
  self->generators = easel_generator_catalog_new ();
  self->notes = easel_model_notes_new ();
  self->prices = easel_price_list_new ();
  self->library = easel_library_new (self->data_dir, self->cache_dir);
  self->budget = easel_budget_new (self->providers, self->prices, self->library);
  self->queue = easel_queue_new (self->data_dir);
  connect_parts (self);
  return self;
}

const GError *
easel_studio_get_failure (EaselStudio *self)
{
  g_return_val_if_fail (EASEL_IS_STUDIO (self), NULL);

  return self->failure;
}

EaselQueue *
easel_studio_get_queue (EaselStudio *self)
{
  g_return_val_if_fail (EASEL_IS_STUDIO (self), NULL);

  return self->queue;
}

EaselLibrary *
easel_studio_get_library (EaselStudio *self)
{
  g_return_val_if_fail (EASEL_IS_STUDIO (self), NULL);

  return self->library;
}

EaselProviderRegistry *
easel_studio_get_providers (EaselStudio *self)
{
  g_return_val_if_fail (EASEL_IS_STUDIO (self), NULL);

  return self->providers;
}

EaselBrief *
easel_studio_get_brief (EaselStudio *self)
{
  g_return_val_if_fail (EASEL_IS_STUDIO (self), NULL);

  if (self->brief == NULL)
    {
      self->brief = easel_brief_new (self);
      g_signal_connect_object (self->brief, "notice", G_CALLBACK (easel_studio_notify_person), self,
                               G_CONNECT_SWAPPED);
    }
  return self->brief;
}

GListModel *
easel_studio_get_analyzers (EaselStudio *self)
{
  g_return_val_if_fail (EASEL_IS_STUDIO (self), NULL);

  return easel_data_catalog_get_model (EASEL_DATA_CATALOG (self->catalog));
}

EaselAnalyzer *
easel_studio_lookup_analyzer (EaselStudio *self, const char *name)
{
  g_return_val_if_fail (EASEL_IS_STUDIO (self), NULL);

  return easel_analyzer_catalog_lookup (self->catalog, name, NULL);
}

JsonNode *
easel_studio_dup_kind_schema (EaselStudio *self, const char *kind, const char *analyzer)
{
  g_return_val_if_fail (EASEL_IS_STUDIO (self), NULL);
  g_return_val_if_fail (kind != NULL, NULL);

  return easel_analyzer_catalog_dup_kind_schema (self->catalog, kind, analyzer);
}

JsonNode *
easel_studio_job_to_json (EaselStudio *self, EaselJob *job, const EaselJobDetails *details)
{
  g_return_val_if_fail (EASEL_IS_STUDIO (self), NULL);
  g_return_val_if_fail (EASEL_IS_JOB (job), NULL);

  return easel_job_to_json (job, details);
}

/* Testing a provider ---------------------------------------------------------------------- */

static void
on_models_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EaselStudio *self = g_task_get_source_object (task);
  EaselProvider *provider = EASEL_PROVIDER (source);
  GError *error = NULL;
  GPtrArray *models = easel_provider_list_models_finish (provider, result, &error);

  if (models == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  easel_model_notes_take_list (self->notes, easel_provider_get_config (provider), models);
  g_task_return_pointer (task, models, (GDestroyNotify) g_ptr_array_unref);
}

void
easel_studio_test_provider_async (EaselStudio *self,
                                  const char *provider,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (EaselProvider) found = NULL;
  GError *error = NULL;

  g_return_if_fail (EASEL_IS_STUDIO (self));
  g_return_if_fail (callback != NULL);

  g_task_set_source_tag (task, easel_studio_test_provider_async);
  g_task_set_name (task, "test provider");
  found = easel_provider_registry_get_provider (self->providers, provider, &error);
  if (found == NULL)
    g_task_return_error (task, error);
  else
    easel_provider_list_models_async (found, cancellable, on_models_listed, g_object_ref (task));
}

GPtrArray *
easel_studio_test_provider_finish (EaselStudio *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_studio_test_provider_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
