/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-tidy-job.h"

#include "easel-json.h"
#include "easel-library-tidy.h"
#include "easel-step-json.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>

/* More than anyone goes through; those that are most alike are kept. */
#define MAX_FOUND 1000

struct _EaselTidyJob
{
  EaselJobKind parent_instance;

  EaselLibrary *library; /* (owned) */
};

G_DEFINE_FINAL_TYPE (EaselTidyJob, easel_tidy_job, EASEL_TYPE_JOB_KIND)

/* Costs no money and can be repeated, so it is no step: what is found is what is there now. */
static char *
easel_tidy_job_run (EaselJobKind *kind, EaselRun *run, GError **error)
{
  EaselTidyJob *self = EASEL_TIDY_JOB (kind);
  g_autoptr (JsonNode) node = json_from_string (easel_run_get_params (run), NULL);
  const char *only = easel_json_get_string (easel_json_node_get_object (node), "kind");
  g_autoptr (GPtrArray) found = NULL;
  JsonObject *result;

  easel_run_set_progress (run, -1, _ ("Comparing"));
  found = easel_library_find_lookalikes (self->library, only, MAX_FOUND,
                                         easel_run_get_cancellable (run), error);
  if (found == NULL || !easel_library_save_lookalikes (self->library, only, found, error))
    return NULL;

  result = json_object_new ();
  json_object_set_int_member (result, "found", found->len);
  return easel_step_json_write (result);
}

static void
easel_tidy_job_dispose (GObject *object)
{
  EaselTidyJob *self = EASEL_TIDY_JOB (object);

  g_clear_object (&self->library);

  G_OBJECT_CLASS (easel_tidy_job_parent_class)->dispose (object);
}

static void
easel_tidy_job_class_init (EaselTidyJobClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = easel_tidy_job_dispose;
  EASEL_JOB_KIND_CLASS (klass)->run = easel_tidy_job_run;
  EASEL_JOB_KIND_CLASS (klass)->describe_error = easel_studio_describe_job_error;
}

static void
easel_tidy_job_init (EaselTidyJob *self)
{
}

EaselJobKind *
easel_tidy_job_new (EaselLibrary *library)
{
  EaselTidyJob *self = g_object_new (EASEL_TYPE_TIDY_JOB, "name", EASEL_TIDY_JOB_KIND, NULL);

  self->library = g_object_ref (library);
  return EASEL_JOB_KIND (self);
}

EaselJobSpec *
easel_tidy_spec_new (const char *kind)
{
  JsonObject *params = json_object_new ();
  g_autofree char *json = NULL;
  EaselJobSpec *spec;

  if (kind != NULL)
    json_object_set_string_member (params, "kind", kind);
  json = easel_step_json_write (params);
  spec = easel_job_spec_new (EASEL_TIDY_JOB_KIND, _ ("Find Look-Alikes"), json);
  if (kind != NULL)
    spec->description = g_strdup (easel_entity_kind_get_plural (kind));
  return spec;
}
