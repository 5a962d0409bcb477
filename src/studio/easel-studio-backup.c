/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-studio-private.h"

#include "easel-backup-job.h"
#include "easel-restore-job.h"
#include "easel-step-json.h"

#include <glib/gi18n.h>

/* (nullable): a job of @kind with the file @uri. */
static EaselJob *
submit (EaselStudio *self, const char *kind, const char *title, const char *uri, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_uri (uri);
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *json = NULL;
  JsonObject *params;
  EaselJobSpec *spec;

  /* A backup is read from its end, and written beside the file it becomes. */
  if (g_file_peek_path (file) == NULL)
    {
      g_set_error_literal (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
                           _ ("A backup can only be a file on this computer."));
      return NULL;
    }
  params = json_object_new ();
  json_object_set_string_member (params, "file", uri);
  json = easel_step_json_write (params);
  spec = easel_job_spec_new (kind, title, json);
  spec->description = g_filename_display_name (name);
  return easel_studio_submit_spec (self, spec, error);
}

EaselJob *
easel_studio_back_up (EaselStudio *self, const char *uri, GError **error)
{
  g_return_val_if_fail (EASEL_IS_STUDIO (self), NULL);
  g_return_val_if_fail (uri != NULL, NULL);

  return submit (self, EASEL_BACKUP_JOB_KIND, _ ("Back Up Library"), uri, error);
}

EaselJob *
easel_studio_restore (EaselStudio *self, const char *uri, GError **error)
{
  g_return_val_if_fail (EASEL_IS_STUDIO (self), NULL);
  g_return_val_if_fail (uri != NULL, NULL);

  return submit (self, EASEL_RESTORE_JOB_KIND, _ ("Restore Library"), uri, error);
}
