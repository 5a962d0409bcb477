/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-pull-job.h"

#include "easel-llm-error.h"
#include "easel-step-json.h"
#include "easel-studio-error.h"
#include "easel-text.h"

#include <glib/gi18n.h>

/* Before that an estimate of the time left jumps about. What the server kept from an earlier time
 * is told within the first moment, and has taken no time. */
#define WARM_UP (2 * G_TIME_SPAN_SECOND)
#define LEAST_MEASURED (3 * G_TIME_SPAN_SECOND)

struct _EaselPullJob
{
  EaselJobKind parent_instance;

  EaselProviderRegistry *providers; /* (owned) */
  EaselModelNotes *notes;           /* (owned) */
};

G_DEFINE_FINAL_TYPE (EaselPullJob, easel_pull_job, EASEL_TYPE_JOB_KIND)

typedef struct
{
  EaselRun *run;
  gint64 begun;      /* monotonic, when the first bytes were told of; 0 before */
  gint64 since;      /* monotonic, from when on is measured; 0 before */
  guint64 had;       /* bytes there were then */
  guint64 completed; /* bytes there are */
  double fraction;   /* never less than it was */
} Watch;

/* In minutes; 0 for less than one, -1 while nobody can tell. */
static int
estimate_minutes (Watch *watch, const EaselPullProgress *progress)
{
  gint64 now = g_get_monotonic_time ();

  if (watch->begun == 0)
    watch->begun = now;
  if (watch->since == 0 && now - watch->begun >= WARM_UP)
    {
      watch->since = now;
      watch->had = progress->completed;
    }
  if (watch->since == 0 || now - watch->since < LEAST_MEASURED || progress->completed <= watch->had)
    return -1;
  return (int) MIN ((double) (progress->total - progress->completed)
                        / (double) (progress->completed - watch->had)
                        * (double) (now - watch->since) / G_TIME_SPAN_MINUTE,
                    G_MAXINT);
}

/* (transfer full): how far it is, for people */
static char *
describe (Watch *watch, const EaselPullProgress *progress)
{
  g_autofree char *completed = easel_text_format_size (progress->completed);
  g_autofree char *total = easel_text_format_size (progress->total);
  int minutes;

  if (progress->phase == EASEL_PULL_ASKING)
    return g_strdup (_ ("Asking for the model"));
  if (progress->phase == EASEL_PULL_CHECKING)
    return g_strdup (_ ("Checking what came"));

  minutes = estimate_minutes (watch, progress);
  if (minutes < 0)
    /* Translators: "1.2 GB of 3.4 GB" */
    return g_strdup_printf (_ ("%s of %s"), completed, total);
  if (minutes == 0)
    /* Translators: "1.2 GB of 3.4 GB" */
    return g_strdup_printf (_ ("%s of %s · less than a minute left"), completed, total);
  return g_strdup_printf (
      /* Translators: "1.2 GB of 3.4 GB" */
      g_dngettext (GETTEXT_PACKAGE, "%s of %s · about %d minute left",
                   "%s of %s · about %d minutes left", (gulong) minutes),
      completed, total, minutes);
}

static void
on_progress (const EaselPullProgress *progress, gpointer user_data)
{
  Watch *watch = user_data;
  g_autofree char *message = describe (watch, progress);

  if (progress->total > 0)
    watch->fraction = MAX (watch->fraction,
                           (double) progress->completed / (double) progress->total);
  watch->completed = progress->completed;
  easel_run_set_progress (watch->run, progress->phase == EASEL_PULL_LOADING ? watch->fraction : -1,
                          message);
}

/* Ollama calls by "x:latest" what is asked for as "x". */
static gboolean
is_named (const EaselModel *model, const char *name)
{
  g_autofree char *latest = g_strconcat (name, ":latest", NULL);

  return g_str_equal (model->id, name) || g_str_equal (model->id, latest);
}

/* A model that is there is there, also when the server does not say what it can do. */
static const EaselModel *
find_model (EaselPullJob *self, EaselProvider *provider, EaselRun *run, GPtrArray **models)
{
  g_autoptr (GError) error = NULL;

  *models = easel_provider_list_models (provider, easel_run_get_cancellable (run), &error);
  if (*models == NULL)
    {
      g_debug ("Not told what the model can do: %s", error->message);
      return NULL;
    }
  easel_model_notes_take_list (self->notes, easel_provider_get_config (provider), *models);
  for (guint i = 0; i < (*models)->len; i++)
    if (is_named (g_ptr_array_index (*models, i), easel_run_get_model (run)))
      return g_ptr_array_index (*models, i);
  return NULL;
}

static char *
make_result (EaselRun *run, const EaselModel *model, guint64 bytes)
{
  JsonObject *result = json_object_new ();

  json_object_set_string_member (result, "provider", easel_run_get_provider (run));
  json_object_set_string_member (result, "model",
                                 model != NULL ? model->id : easel_run_get_model (run));
  json_object_set_int_member (result, "bytes", (gint64) bytes);
  if (model != NULL && model->vision_known)
    json_object_set_boolean_member (result, "vision", model->vision);
  else
    json_object_set_null_member (result, "vision");
  return easel_step_json_write (result);
}

/* No step: what has come is kept by the server, and asking for it again costs nothing. */
static char *
easel_pull_job_run (EaselJobKind *kind, EaselRun *run, GError **error)
{
  EaselPullJob *self = EASEL_PULL_JOB (kind);
  Watch watch = { .run = run };
  g_autoptr (GPtrArray) models = NULL;
  g_autoptr (EaselProvider) provider = NULL;
  g_autofree char *size = NULL;
  const EaselModel *model;

  if (easel_run_get_provider (run) == NULL || easel_run_get_model (run) == NULL)
    {
      g_set_error_literal (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
                           _ ("It is not said which model to download, or from whom."));
      return NULL;
    }
  provider = easel_provider_registry_get_provider (self->providers, easel_run_get_provider (run),
                                                   error);
  if (provider == NULL)
    return NULL;

  on_progress (&(EaselPullProgress) { EASEL_PULL_ASKING, 0, 0 }, &watch);
  if (!easel_provider_pull_model (provider, easel_run_get_model (run), on_progress, &watch,
                                  easel_run_get_cancellable (run), error))
    return NULL;
  model = find_model (self, provider, run, &models);
  size = easel_text_format_size (watch.completed);
  if (watch.completed > 0)
    easel_run_set_outcome (run, size);
  return make_result (run, model, watch.completed);
}

static void
easel_pull_job_dispose (GObject *object)
{
  EaselPullJob *self = EASEL_PULL_JOB (object);

  g_clear_object (&self->providers);
  g_clear_object (&self->notes);

  G_OBJECT_CLASS (easel_pull_job_parent_class)->dispose (object);
}

static void
easel_pull_job_class_init (EaselPullJobClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = easel_pull_job_dispose;
  EASEL_JOB_KIND_CLASS (klass)->run = easel_pull_job_run;
  EASEL_JOB_KIND_CLASS (klass)->describe_error = easel_studio_describe_job_error;
}

static void
easel_pull_job_init (EaselPullJob *self)
{
}

EaselJobKind *
easel_pull_job_new (EaselProviderRegistry *providers, EaselModelNotes *notes)
{
  EaselPullJob *self = g_object_new (EASEL_TYPE_PULL_JOB, "name", EASEL_PULL_JOB_KIND, NULL);

  self->providers = g_object_ref (providers);
  self->notes = g_object_ref (notes);
  return EASEL_JOB_KIND (self);
}

EaselJobSpec *
easel_pull_spec_new (const char *provider, const char *place, const char *model)
{
  /* Translators: %s is the name of a model */
  g_autofree char *title = g_strdup_printf (_ ("Download %s"), model);
  EaselJobSpec *spec = easel_job_spec_new (EASEL_PULL_JOB_KIND, title, "{}");

  spec->description = g_strdup (place);
  spec->provider = g_strdup (provider);
  spec->model = g_strdup (model);
  /* Pictures do not wait behind it, and two at once would only share one line. */
  spec->lane = g_strconcat (EASEL_PULL_JOB_KIND ":", provider, NULL);
  return spec;
}
