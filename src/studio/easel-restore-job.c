/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-restore-job.h"

#include "easel-json.h"
#include "easel-restore-plan.h"
#include "easel-step-json.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>

struct _EaselRestoreJob
{
  EaselJobKind parent_instance;

  EaselLibrary *library; /* (owned) */
};

G_DEFINE_FINAL_TYPE (EaselRestoreJob, easel_restore_job, EASEL_TYPE_JOB_KIND)

typedef struct
{
  EaselLibrary *library;  /* (unowned) */
  GFile *file;            /* (unowned) */
  EaselRestorePlan *plan; /* (unowned) (nullable): that the person agreed to */
} Work;

static void
on_looked (double fraction, gpointer user_data)
{
  easel_run_set_progress (user_data, fraction, _ ("Checking"));
}

static void
on_restored (double fraction, gpointer user_data)
{
  easel_run_set_progress (user_data, fraction, _ ("Restoring"));
}

/* EaselStepFunc: an EaselRestorePlan. A step, so that the answer is about what was seen. */
static char *
look_step (EaselRun *run, gpointer user_data, GError **error)
{
  Work *work = user_data;
  g_autoptr (EaselRestorePlan) plan = g_new0 (EaselRestorePlan, 1);

  plan->file = g_file_get_parse_name (work->file);
  if (!easel_library_inspect_backup (work->library, work->file, on_looked, run, &plan->counts,
                                     &plan->created, &plan->digest, easel_run_get_cancellable (run),
                                     error))
    return NULL;
  return easel_restore_plan_to_json (plan);
}

/* EaselStepFunc: an EaselRestorePlan with what was done. */
static char *
restore_step (EaselRun *run, gpointer user_data, GError **error)
{
  Work *work = user_data;
  EaselRestorePlan done = *work->plan;

  if (!easel_library_restore (work->library, work->file, work->plan->digest, on_restored, run,
                              &done.counts, easel_run_get_cancellable (run), error))
    return NULL;
  return easel_restore_plan_to_json (&done);
}

static void
tell_outcome (EaselRun *run, const char *json)
{
  g_autoptr (EaselRestorePlan) done = easel_restore_plan_from_json (json, NULL);
  g_autofree char *added = done != NULL ? easel_restore_plan_count (&done->counts) : NULL;

  if (done != NULL && !easel_restore_plan_adds (done))
    easel_run_set_outcome (run, _ ("All of it is in the library already"));
  else if (added != NULL && *added != '\0')
    {
      /* Translators: %s is such as “12 entries · 4 pictures” */
      g_autofree char *outcome = g_strdup_printf (_ ("Added: %s"), added);

      easel_run_set_outcome (run, outcome);
    }
}

static char *
restore (EaselRun *run, Work *work, GError **error)
{
  g_autofree char *text = easel_run_step (run, "look", NULL, look_step, work, error);
  g_autoptr (EaselRestorePlan) plan = NULL;
  g_autoptr (EaselProposal) proposal = NULL;
  g_autoptr (EaselDecision) decision = NULL;

  plan = text != NULL ? easel_restore_plan_from_json (text, error) : NULL;
  if (plan == NULL)
    return NULL;
  if (!easel_restore_plan_adds (plan))
    return g_steal_pointer (&text);

  proposal = easel_restore_plan_to_proposal (plan);
  if (!easel_run_ask (run, proposal, &decision, error))
    return NULL;
  work->plan = plan;
  return easel_run_step (run, "restore", NULL, restore_step, work, error);
}

static char *
easel_restore_job_run (EaselJobKind *kind, EaselRun *run, GError **error)
{
  g_autoptr (JsonNode) node = json_from_string (easel_run_get_params (run), NULL);
  const char *uri = easel_json_get_string (easel_json_node_get_object (node), "file");
  g_autoptr (GFile) file = g_file_new_for_uri (uri != NULL ? uri : "");
  Work work = { .library = EASEL_RESTORE_JOB (kind)->library, .file = file };
  char *result;

  easel_run_set_n_steps (run, 2);
  result = restore (run, &work, error);
  if (result != NULL)
    tell_outcome (run, result);
  return result;
}

static void
easel_restore_job_dispose (GObject *object)
{
  EaselRestoreJob *self = EASEL_RESTORE_JOB (object);

  g_clear_object (&self->library);

  G_OBJECT_CLASS (easel_restore_job_parent_class)->dispose (object);
}

static void
easel_restore_job_class_init (EaselRestoreJobClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = easel_restore_job_dispose;
  EASEL_JOB_KIND_CLASS (klass)->run = easel_restore_job_run;
  EASEL_JOB_KIND_CLASS (klass)->describe_error = easel_studio_describe_job_error;
}

static void
easel_restore_job_init (EaselRestoreJob *self)
{
}

EaselJobKind *
easel_restore_job_new (EaselLibrary *library)
{
  EaselRestoreJob *self = g_object_new (EASEL_TYPE_RESTORE_JOB, "name", EASEL_RESTORE_JOB_KIND,
                                        NULL);

  self->library = g_object_ref (library);
  return EASEL_JOB_KIND (self);
}
