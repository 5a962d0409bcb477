/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-backup-job.h"

#include "easel-json.h"
#include "easel-library-backup.h"
#include "easel-restore-plan.h"
#include "easel-step-json.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>

struct _EaselBackupJob
{
  EaselJobKind parent_instance;

  EaselLibrary *library; /* (owned) */
};

G_DEFINE_FINAL_TYPE (EaselBackupJob, easel_backup_job, EASEL_TYPE_JOB_KIND)

static void
on_progress (double fraction, gpointer user_data)
{
  easel_run_set_progress (user_data, fraction, _ ("Saving"));
}

static void
tell_outcome (EaselRun *run, const EaselBackupCounts *counts)
{
  const EaselRestoreCounts saved = { .n_entries = counts->n_entries,
                                     .n_pictures = counts->n_pictures,
                                     .n_missing = counts->n_missing };
  g_autofree char *outcome = easel_restore_plan_count (&saved);

  if (*outcome != '\0')
    easel_run_set_outcome (run, outcome);
}

/* Costs no money and can be repeated, so it is no step: what is saved is what is there now. */
static char *
easel_backup_job_run (EaselJobKind *kind, EaselRun *run, GError **error)
{
  EaselBackupJob *self = EASEL_BACKUP_JOB (kind);
  g_autoptr (JsonNode) node = json_from_string (easel_run_get_params (run), NULL);
  const char *uri = easel_json_get_string (easel_json_node_get_object (node), "file");
  g_autoptr (GFile) file = g_file_new_for_uri (uri != NULL ? uri : "");
  EaselBackupCounts counts = { 0 };
  JsonObject *result;

  easel_run_set_progress (run, -1, _ ("Saving"));
  if (!easel_library_back_up (self->library, file, on_progress, run, &counts,
                              easel_run_get_cancellable (run), error))
    return NULL;

  tell_outcome (run, &counts);
  result = json_object_new ();
  json_object_set_string_member (result, "file", uri);
  json_object_set_int_member (result, "entries", counts.n_entries);
  json_object_set_int_member (result, "pictures", counts.n_pictures);
  json_object_set_int_member (result, "missing", counts.n_missing);
  return easel_step_json_write (result);
}

static void
easel_backup_job_dispose (GObject *object)
{
  EaselBackupJob *self = EASEL_BACKUP_JOB (object);

  g_clear_object (&self->library);

  G_OBJECT_CLASS (easel_backup_job_parent_class)->dispose (object);
}

static void
easel_backup_job_class_init (EaselBackupJobClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = easel_backup_job_dispose;
  EASEL_JOB_KIND_CLASS (klass)->run = easel_backup_job_run;
  EASEL_JOB_KIND_CLASS (klass)->describe_error = easel_studio_describe_job_error;
}

static void
easel_backup_job_init (EaselBackupJob *self)
{
}

EaselJobKind *
easel_backup_job_new (EaselLibrary *library)
{
  EaselBackupJob *self = g_object_new (EASEL_TYPE_BACKUP_JOB, "name", EASEL_BACKUP_JOB_KIND, NULL);

  self->library = g_object_ref (library);
  return EASEL_JOB_KIND (self);
}
