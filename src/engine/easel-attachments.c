/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-attachments.h"

#include "easel-database.h"
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include <errno.h>
#include <fcntl.h>

/* The same sentences as for the database beside it. */
static void
take_file_error (GError *file_error, GError **error)
{
  if (g_error_matches (file_error, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    easel_database_set_error_from_code (SQLITE_FULL, NULL, error);
  else if (g_error_matches (file_error, G_FILE_ERROR, G_FILE_ERROR_ACCES)
           || g_error_matches (file_error, G_FILE_ERROR, G_FILE_ERROR_PERM)
           || g_error_matches (file_error, G_FILE_ERROR, G_FILE_ERROR_ROFS)
           || g_error_matches (file_error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR))
    easel_database_set_error_from_code (SQLITE_READONLY, NULL, error);
  else
    easel_database_set_error_from_code (SQLITE_IOERR, file_error->message, error);
}

/* A new name is on disk only when its folder is. */
static gboolean
sync_folder (const char *folder, GError **error)
{
  g_autofd int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd >= 0 && g_fsync (fd) == 0)
    return TRUE;

  easel_database_set_error_from_code (SQLITE_IOERR, g_strerror (errno), error);
  return FALSE;
}

gboolean
easel_attachments_write (const char *folder, const char *job_id, GBytes *bytes, GError **error)
{
  g_autofree char *path = g_build_filename (folder, job_id, NULL);
  g_autoptr (GError) file_error = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      easel_database_set_error_from_code (errno == ENOSPC ? SQLITE_FULL : SQLITE_CANTOPEN, NULL,
                                          error);
      return FALSE;
    }

  if (!g_file_set_contents_full (
          path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
          G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &file_error))
    {
      take_file_error (file_error, error);
      return FALSE;
    }
  return sync_folder (folder, error);
}

void
easel_attachments_remove (const char *folder, const char *job_id)
{
  g_autofree char *path = g_build_filename (folder, job_id, NULL);

  /* Most jobs have none; one that stays is swept away at the next start. */
  g_unlink (path);
}

void
easel_attachments_sweep (const char *folder, GHashTable *job_ids)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (!g_hash_table_contains (job_ids, name))
      easel_attachments_remove (folder, name);
}
