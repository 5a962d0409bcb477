/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-studio.h"

#include "easel-analyze-job.h"
#include "easel-analyze-params.h"
#include "easel-analyze-spec.h"
#include "easel-analyzer-catalog.h"
#include "easel-batch-job.h"
#include "easel-config.h"
#include "easel-job-json.h"
#include "easel-model-notes.h"
#include "easel-submission.h"

#include <glib/gi18n.h>

typedef enum
{
  STATE_NEW,
  STATE_OPENING,
  STATE_OPEN,
  STATE_FAILED, /* opening failed */
  STATE_CLOSING,
  STATE_CLOSED,
} State;

struct _EaselStudio
{
  GObject parent_instance;

  char *data_dir; /* (owned) */

  EaselProviderRegistry *providers; /* (owned) */
  EaselAnalyzerCatalog *catalog;    /* (owned) */
  EaselModelNotes *notes;           /* (owned) */
  EaselLibrary *library;            /* (owned) */
  EaselQueue *queue;                /* (owned) */

  State state;
  GError *failure;   /* (owned) (nullable): why opening failed */
  GPtrArray *early;  /* (owned) (nullable): EarlyJob, until providers and analyzers are known */
  GTask *close_task; /* (owned) (nullable): asked for while opening */
};

/* A job that was submitted before it could be known who will be asked. */
typedef struct
{
  EaselJob *job; /* (owned) */
  char *params;  /* (owned) */
} EarlyJob;

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

static void start_close (EaselStudio *self, GTask *task);

static void
early_job_free (gpointer data)
{
  EarlyJob *early = data;

  g_object_unref (early->job);
  g_free (early->params);
  g_free (early);
}

static void
notify_person (EaselStudio *self, const char *message)
{
  g_signal_emit (self, signals[SIGNAL_NOTICE], 0, message);
}

/* Opening --------------------------------------------------------------------------------- */

static void
set_state (EaselStudio *self, State state)
{
  gboolean was_ready = self->state == STATE_OPEN;

  self->state = state;
  if (was_ready != (state == STATE_OPEN))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

/* Ends the open, and begins the close that was asked for meanwhile. */
static void
end_open (EaselStudio *self, GTask *task, GError *error)
{
  g_autoptr (GTask) close_task = g_steal_pointer (&self->close_task);

  set_state (self, error == NULL ? STATE_OPEN : STATE_FAILED);
  if (error != NULL)
    {
      self->failure = g_error_copy (error);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FAILURE]);
      g_task_return_error (task, error);
    }
  else
    g_task_return_boolean (task, TRUE);
  if (close_task != NULL)
    start_close (self, close_task);
}

static void
on_queue_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  easel_queue_open_finish (EASEL_QUEUE (source), result, &error);
  end_open (g_task_get_source_object (task), task, error);
}

/* A batch says what its pictures say. */
static void
amend_parent (EaselStudio *self, EaselJob *job, const EaselJobSpec *spec)
{
  const char *id = easel_job_get_parent (job);
  EaselJob *parent = id != NULL ? easel_queue_lookup (self->queue, id) : NULL;
  g_autoptr (EaselJobSpec) amended = NULL;

  if (parent == NULL || easel_job_get_provider (parent) != NULL)
    return;
  amended = easel_job_spec_copy (spec);
  g_clear_pointer (&amended->lane, g_free);
  easel_queue_amend (self->queue, parent, amended);
}

/* What was submitted meanwhile now learns who will be asked. */
static void
amend_early_jobs (EaselStudio *self)
{
  g_autoptr (GPtrArray) jobs = g_steal_pointer (&self->early);
  g_autofree char *provider = NULL;
  g_autofree char *model = NULL;

  easel_provider_registry_get_choice (self->providers, EASEL_MODEL_TASK_VISION, &provider, &model);
  for (guint i = 0; i < jobs->len; i++)
    {
      const EarlyJob *early = g_ptr_array_index (jobs, i);
      g_autoptr (EaselAnalyzeParams) params = easel_analyze_params_from_json (early->params, NULL);
      g_autoptr (EaselJobSpec) spec = NULL;

      /* What the job cannot read, it says itself. */
      if (params == NULL)
        continue;
      spec = easel_analyze_spec_new (self->catalog, params, provider, model);
      easel_queue_amend (self->queue, early->job, spec);
      amend_parent (self, early->job, spec);
    }
}

static void
on_library_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EaselStudio *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!easel_library_open_finish (EASEL_LIBRARY (source), result, &error))
    {
      end_open (self, task, error);
      return;
    }
  amend_early_jobs (self);
  easel_queue_open_async (self->queue, g_task_get_cancellable (task), on_queue_opened,
                          g_object_ref (task));
}

static void
on_catalog_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EaselStudio *self = g_task_get_source_object (task);
  g_auto (GStrv) notices = NULL;
  GError *error = NULL;

  if (!easel_analyzer_catalog_load_finish (self->catalog, result, &notices, &error))
    {
      end_open (self, task, error);
      return;
    }
  for (guint i = 0; notices[i] != NULL; i++)
    notify_person (self, notices[i]);
  if (g_list_model_get_n_items (easel_analyzer_catalog_get_model (self->catalog)) == 0)
    notify_person (self, _ ("Easel’s analyzers are missing. Install Easel again."));

  easel_library_open_async (self->library, g_task_get_cancellable (task), on_library_opened,
                            g_object_ref (task));
}

/* A provider's lane is as wide as the person says. */
static void
update_lanes (EaselStudio *self)
{
  GListModel *configs = G_LIST_MODEL (self->providers);

  for (guint i = 0; i < g_list_model_get_n_items (configs); i++)
    {
      g_autoptr (EaselProviderConfig) config = g_list_model_get_item (configs, i);

      easel_queue_set_lane_capacity (self->queue, easel_provider_config_get_id (config),
                                     easel_provider_config_get_lanes (config));
    }
}

static void
load_catalog (EaselStudio *self, GTask *task)
{
  const char *source_tree = g_getenv ("EASEL_DATA_DIR");
  g_autofree char *shipped = g_build_filename (source_tree != NULL ? source_tree : EASEL_PKGDATADIR,
                                               "analyzers", NULL);
  g_autofree char *own = g_build_filename (self->data_dir, "analyzers", NULL);
  const char *const folders[] = { shipped, own, NULL };

  easel_analyzer_catalog_load_async (self->catalog, folders, g_task_get_cancellable (task),
                                     on_catalog_loaded, g_object_ref (task));
}

static void
on_providers_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EaselStudio *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (!easel_provider_registry_load_finish (self->providers, result, &error))
    notify_person (self, error->message);
  update_lanes (self);
  load_catalog (self, task);
}

/* Closing --------------------------------------------------------------------------------- */

static void
close_library_in_thread (GTask *task,
                         gpointer source,
                         gpointer task_data,
                         GCancellable *cancellable)
{
  easel_library_close (EASEL_LIBRARY (task_data));
  g_task_return_boolean (task, TRUE);
}

static void
on_library_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EaselStudio *self = EASEL_STUDIO (source);
  GError *error = g_task_get_task_data (task);

  set_state (self, STATE_CLOSED);
  if (error != NULL)
    g_task_return_error (task, g_error_copy (error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_queue_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EaselStudio *self = g_task_get_source_object (task);
  g_autoptr (GTask) library_task = g_task_new (self, NULL, on_library_closed, g_object_ref (task));
  GError *error = NULL;

  if (!easel_queue_close_finish (EASEL_QUEUE (source), result, &error))
    g_task_set_task_data (task, error, (GDestroyNotify) g_error_free);
  g_task_set_source_tag (library_task, on_queue_closed);
  g_task_set_name (library_task, "close library");
  g_task_set_task_data (library_task, g_object_ref (self->library), g_object_unref);
  g_task_run_in_thread (library_task, close_library_in_thread);
}

static void
start_close (EaselStudio *self, GTask *task)
{
  set_state (self, STATE_CLOSING);
  easel_queue_close_async (self->queue, on_queue_closed, g_object_ref (task));
}

/* Object ---------------------------------------------------------------------------------- */

static void
easel_studio_dispose (GObject *object)
{
  EaselStudio *self = EASEL_STUDIO (object);

  g_clear_pointer (&self->early, g_ptr_array_unref);
  g_clear_object (&self->queue);
  g_clear_object (&self->library);
  g_clear_object (&self->notes);
  g_clear_object (&self->catalog);
  g_clear_object (&self->providers);

  G_OBJECT_CLASS (easel_studio_parent_class)->dispose (object);
}

static void
easel_studio_finalize (GObject *object)
{
  EaselStudio *self = EASEL_STUDIO (object);

  g_free (self->data_dir);
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
      g_value_set_boolean (value, self->state == STATE_OPEN);
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
  self->early = g_ptr_array_new_with_free_func (early_job_free);
}

static char *
dir_or_own (const char *dir, const char *own)
{
  return dir != NULL ? g_strdup (dir) : g_build_filename (own, "easel", NULL);
}

static void
connect_parts (EaselStudio *self)
{
  g_autoptr (EaselJobKind) analyze = easel_analyze_job_new (self->library, self->providers,
                                                            self->catalog, self->notes);
  g_autoptr (EaselJobKind) batch = easel_batch_job_new ();

  easel_queue_add_kind (self->queue, analyze);
  easel_queue_add_kind (self->queue, batch);

  g_signal_connect_object (self->providers, "changed", G_CALLBACK (update_lanes), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->queue, "notice", G_CALLBACK (notify_person), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->library, "notice", G_CALLBACK (notify_person), self,
                           G_CONNECT_SWAPPED);
}

EaselStudio *
easel_studio_new (const char *data_dir, const char *config_dir, const char *cache_dir)
{
  EaselStudio *self = g_object_new (EASEL_TYPE_STUDIO, NULL);
  g_autofree char *config = dir_or_own (config_dir, g_get_user_config_dir ());
  g_autofree char *cache = dir_or_own (cache_dir, g_get_user_cache_dir ());
  g_autofree char *providers_path = g_build_filename (config, "providers.ini", NULL);
  g_autoptr (EaselKeyring) keyring = easel_keyring_new ();

  self->data_dir = dir_or_own (data_dir, g_get_user_data_dir ());
  self->providers = easel_provider_registry_new (providers_path, keyring);
  self->catalog = easel_analyzer_catalog_new ();
  self->notes = easel_model_notes_new ();
  self->library = easel_library_new (self->data_dir, cache);
  self->queue = easel_queue_new (self->data_dir);
  connect_parts (self);
  return self;
}

void
easel_studio_open_async (EaselStudio *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (EASEL_IS_STUDIO (self));
  g_return_if_fail (callback != NULL);
  g_return_if_fail (self->state == STATE_NEW);

  g_task_set_source_tag (task, easel_studio_open_async);
  g_task_set_name (task, "open studio");
  set_state (self, STATE_OPENING);
  easel_provider_registry_load_async (self->providers, cancellable, on_providers_loaded,
                                      g_object_ref (task));
}

gboolean
easel_studio_open_finish (EaselStudio *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_studio_open_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

const GError *
easel_studio_get_failure (EaselStudio *self)
{
  g_return_val_if_fail (EASEL_IS_STUDIO (self), NULL);

  return self->failure;
}

void
easel_studio_close_async (EaselStudio *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (EASEL_IS_STUDIO (self));
  g_return_if_fail (callback != NULL);

  g_task_set_source_tag (task, easel_studio_close_async);
  g_task_set_name (task, "close studio");

  switch (self->state)
    {
    case STATE_OPENING:
      g_return_if_fail (self->close_task == NULL);
      self->close_task = g_steal_pointer (&task);
      break;
    case STATE_OPEN:
    case STATE_FAILED:
      start_close (self, task);
      break;
    case STATE_NEW:
    case STATE_CLOSING:
    case STATE_CLOSED:
    default:
      g_task_return_boolean (task, TRUE);
    }
}

gboolean
easel_studio_close_finish (EaselStudio *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_studio_close_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
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

GListModel *
easel_studio_get_analyzers (EaselStudio *self)
{
  g_return_val_if_fail (EASEL_IS_STUDIO (self), NULL);

  return easel_analyzer_catalog_get_model (self->catalog);
}

EaselAnalyzer *
easel_studio_lookup_analyzer (EaselStudio *self, const char *name)
{
  g_return_val_if_fail (EASEL_IS_STUDIO (self), NULL);

  return easel_analyzer_catalog_lookup (self->catalog, name, NULL);
}

/* Submitting ------------------------------------------------------------------------------ */

/* Who will be asked: *@provider and *@model stay %NULL while that is not known. */
static void
choose_model (EaselStudio *self, char **provider, char **model)
{
  if (self->early == NULL)
    easel_provider_registry_get_choice (self->providers, EASEL_MODEL_TASK_VISION, provider, model);
}

/* Before the analyzers are there only the job itself can say whether it knows the name. */
static gboolean
check_analyzers (EaselStudio *self, const char *const *analyzers, GError **error)
{
  g_autoptr (GPtrArray) expanded = NULL;

  if (analyzers == NULL || self->state != STATE_OPEN)
    return TRUE;
  expanded = easel_analyzer_catalog_expand (self->catalog, analyzers, error);
  return expanded != NULL;
}

static void
note_if_early (EaselStudio *self, EaselJob *job, const EaselJobSpec *spec)
{
  EarlyJob *early;

  if (self->early == NULL)
    return;
  early = g_new0 (EarlyJob, 1);
  early->job = g_object_ref (job);
  early->params = g_strdup (spec->params);
  g_ptr_array_add (self->early, early);
}

/* @spec: (transfer full) */
static EaselJob *
submit_one (EaselStudio *self, EaselJobSpec *spec, GError **error)
{
  g_autoptr (EaselJobSpec) owned = spec;
  EaselJob *job = easel_queue_submit (self->queue, owned, error);

  if (job != NULL)
    note_if_early (self, job, owned);
  return job;
}

/* (transfer container) (nullable) */
static GPtrArray *
submit_batch (EaselStudio *self, GPtrArray *specs, GError **error)
{
  const EaselJobSpec *first = g_ptr_array_index (specs, 0);
  g_autofree char *title = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u Picture", "%u Pictures", specs->len), specs->len);
  g_autoptr (EaselJobSpec) parent_spec = easel_job_spec_new (EASEL_BATCH_JOB_KIND, title, "{}");
  g_autoptr (GListModel) children = NULL;
  EaselJob *parent;
  GPtrArray *jobs;

  parent_spec->description = g_strdup (first->description);
  parent_spec->provider = g_strdup (first->provider);
  parent_spec->model = g_strdup (first->model);
  parent = easel_queue_submit_family (self->queue, parent_spec, specs, error);
  if (parent == NULL)
    return NULL;

  children = easel_queue_get_children (self->queue, parent);
  jobs = g_ptr_array_new ();
  for (guint i = 0; i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr (EaselJob) job = g_list_model_get_item (children, i);

      note_if_early (self, job, g_ptr_array_index (specs, i));
      g_ptr_array_add (jobs, job);
    }
  return jobs;
}

GPtrArray *
easel_studio_analyze (EaselStudio *self,
                      const char *const *uris,
                      const char *const *analyzers,
                      gboolean again,
                      GError **error)
{
  g_autoptr (GPtrArray) specs = NULL;
  g_autofree char *provider = NULL;
  g_autofree char *model = NULL;

  g_return_val_if_fail (EASEL_IS_STUDIO (self), NULL);
  g_return_val_if_fail (uris != NULL, NULL);

  if (uris[0] == NULL)
    {
      g_set_error_literal (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
                           _ ("There is no picture to analyze."));
      return NULL;
    }
  if (!check_analyzers (self, analyzers, error))
    return NULL;

  choose_model (self, &provider, &model);
  specs = g_ptr_array_new_with_free_func ((GDestroyNotify) easel_job_spec_free);
  for (guint i = 0; uris[i] != NULL; i++)
    {
      g_autoptr (EaselAnalyzeParams) params = easel_analyze_params_new_for_uri (uris[i], analyzers,
                                                                                again);

      g_ptr_array_add (specs, easel_analyze_spec_new (self->catalog, params, provider, model));
    }

  if (specs->len == 1)
    {
      EaselJob *job = submit_one (self, g_ptr_array_steal_index (specs, 0), error);
      GPtrArray *jobs = job != NULL ? g_ptr_array_new () : NULL;

      if (jobs != NULL)
        g_ptr_array_add (jobs, job);
      return jobs;
    }
  return submit_batch (self, specs, error);
}

EaselJob *
easel_studio_analyze_bytes (EaselStudio *self,
                            GBytes *bytes,
                            const char *title,
                            const char *const *analyzers,
                            GError **error)
{
  g_autoptr (EaselAnalyzeParams) params = NULL;
  g_autofree char *provider = NULL;
  g_autofree char *model = NULL;
  EaselJobSpec *spec;

  g_return_val_if_fail (EASEL_IS_STUDIO (self), NULL);
  g_return_val_if_fail (bytes != NULL, NULL);

  if (!check_analyzers (self, analyzers, error))
    return NULL;
  choose_model (self, &provider, &model);
  params = easel_analyze_params_new_for_attachment (title, analyzers);
  spec = easel_analyze_spec_new (self->catalog, params, provider, model);
  spec->attachment = g_bytes_ref (bytes);
  return submit_one (self, spec, error);
}

EaselJob *
easel_studio_analyze_picture (EaselStudio *self,
                              const char *picture,
                              const char *name,
                              const char *const *analyzers,
                              gboolean again,
                              GError **error)
{
  g_autoptr (EaselAnalyzeParams) params = NULL;
  g_autofree char *provider = NULL;
  g_autofree char *model = NULL;

  g_return_val_if_fail (EASEL_IS_STUDIO (self), NULL);
  g_return_val_if_fail (picture != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  if (!check_analyzers (self, analyzers, error))
    return NULL;
  choose_model (self, &provider, &model);
  params = easel_analyze_params_new_for_picture (picture, name, analyzers, again);
  return submit_one (self, easel_analyze_spec_new (self->catalog, params, provider, model), error);
}

GPtrArray *
easel_studio_submit (EaselStudio *self, const char *kind, GVariant *params, GError **error)
{
  g_autoptr (EaselSubmission) submission = NULL;

  g_return_val_if_fail (EASEL_IS_STUDIO (self), NULL);
  g_return_val_if_fail (kind != NULL, NULL);

  submission = easel_submission_new (kind, params, error);
  if (submission == NULL)
    return NULL;
  return easel_studio_analyze (self, (const char *const *) submission->uris,
                               (const char *const *) submission->analyzers, submission->again,
                               error);
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
