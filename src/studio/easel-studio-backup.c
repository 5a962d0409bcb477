/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-studio-private.h"

#include "easel-backup-job.h"
#include "easel-restore-job.h"

#include <glib/gi18n.h>

/* A backup is read from its end, and written beside the file it becomes. */
static gboolean
check_file (const char *uri, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_uri (uri);

  if (g_file_peek_path (file) != NULL)
    return TRUE;
  g_set_error_literal (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
                       _ ("A backup can only be a file on this computer."));
  return FALSE;
}

EaselJob *
easel_studio_back_up (EaselStudio *self, const char *uri, GError **error)
{
  g_return_val_if_fail (EASEL_IS_STUDIO (self), NULL);
  g_return_val_if_fail (uri != NULL, NULL);

  return check_file (uri, error)
             ? easel_studio_submit_spec (self, easel_backup_spec_new (uri), error)
             : NULL;
}

EaselJob *
easel_studio_restore (EaselStudio *self, const char *uri, GError **error)
{
  g_return_val_if_fail (EASEL_IS_STUDIO (self), NULL);
  g_return_val_if_fail (uri != NULL, NULL);

  return check_file (uri, error)
             ? easel_studio_submit_spec (self, easel_restore_spec_new (uri), error)
             : NULL;
}
