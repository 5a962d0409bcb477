/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-library-backup.h"

#include "easel-archive-writer.h"
#include "easel-backup-manifest.h"
#include "easel-library-private.h"

#include <glib/gstdio.h>

/* Pages of the database that are copied between two looks at whether it is still wanted. */
#define PAGES_AT_ONCE 1024

typedef struct
{
  const EaselLibraryFiles *files; /* (unowned) */
  EaselArchiveWriter *archive;    /* (unowned) (nullable) */
  EaselBackupManifest *manifest;  /* (owned) */
  GPtrArray *sums;                /* (owned) (element-type utf8): of the pictures, */
  GPtrArray *formats;             /* (owned) (element-type utf8): and what they are */
  EaselBackupProgress progress;
  gpointer user_data;
  GCancellable *cancellable; /* (unowned) (nullable) */
} Backup;

static void
backup_clear (Backup *backup)
{
  g_clear_pointer (&backup->manifest, easel_backup_manifest_free);
  g_clear_pointer (&backup->sums, g_ptr_array_unref);
  g_clear_pointer (&backup->formats, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Backup, backup_clear)

/* Of the moment when @db is first read. */
static gboolean
list_pictures (Backup *backup, sqlite3 *db, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db, "SELECT sha256, format FROM media ORDER BY sha256", error);
  g_autoptr (sqlite3_stmt) count = NULL;
  gboolean has_row = stmt != NULL;

  while (has_row)
    {
      if (!easel_database_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      g_ptr_array_add (backup->sums, easel_database_text (stmt, 0));
      g_ptr_array_add (backup->formats, easel_database_text (stmt, 1));
    }

  count = stmt != NULL ? easel_database_prepare (
                             db, "SELECT count (*) FROM entity WHERE kind <> 'picture'", error)
                       : NULL;
  if (count == NULL || !easel_database_step (count, NULL, error))
    return FALSE;
  backup->manifest->n_entries = (guint) sqlite3_column_int64 (count, 0);
  backup->manifest->n_pictures = backup->sums->len;
  return TRUE;
}

static gboolean
copy_pages (Backup *backup, sqlite3 *db, sqlite3 *copy, GError **error)
{
  sqlite3_backup *pages = sqlite3_backup_init (copy, "main", db, "main");
  int result = SQLITE_OK;

  gboolean canceled = FALSE;

  while (pages != NULL && result == SQLITE_OK && !canceled)
    {
      canceled = g_cancellable_set_error_if_cancelled (backup->cancellable, error);
      if (!canceled)
        result = sqlite3_backup_step (pages, PAGES_AT_ONCE);
    }
  sqlite3_backup_finish (pages);
  if (result != SQLITE_DONE && !canceled)
    return easel_database_set_error (copy, error);
  return result == SQLITE_DONE;
}

/* Copies the database, as it is at one moment, to @path. */
static gboolean
take_snapshot (Backup *backup, const char *path, GError **error)
{
  g_autoptr (sqlite3) copy = NULL;
  sqlite3 *db;
  gboolean taken;

  if (sqlite3_open_v2 (path, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    return easel_database_set_error (copy, error);
  db = easel_library_database_begin_read (backup->files->database, error);
  if (db == NULL)
    return FALSE;
  taken = list_pictures (backup, db, error) && copy_pages (backup, db, copy, error);
  easel_library_database_end_read (backup->files->database, db);
  /* One file, without a log beside it. */
  return taken && easel_database_exec (copy, "PRAGMA journal_mode = DELETE", error);
}

static gboolean
add_database (Backup *backup, GError **error)
{
  g_autofree char *path = easel_media_store_make_file (backup->files->media, error);
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;
  g_autofree char *sha256 = NULL;
  gint64 bytes = 0;
  gboolean added;

  if (path == NULL)
    return FALSE;
  added = take_snapshot (backup, path, error)
          && easel_archive_writer_add_file (backup->archive, EASEL_BACKUP_DATABASE, file, &bytes,
                                            &sha256, backup->cancellable, error);
  g_unlink (path);
  if (added)
    easel_backup_manifest_add_file (backup->manifest, EASEL_BACKUP_DATABASE, bytes, sha256);
  return added;
}

/* A picture whose file is gone or damaged does not keep the others from being saved. */
static gboolean
add_picture (Backup *backup, const char *sha256, const char *format, GError **error)
{
  g_autofree char *name = g_strdup_printf ("media/%.2s/%s.%s", sha256, sha256, format);
  g_autofree char *path = easel_media_store_get_path (backup->files->media, sha256, format);
  g_autofree char *data = NULL;
  g_autofree char *found = NULL;
  gsize size;

  if (g_file_get_contents (path, &data, &size, NULL))
    found = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guint8 *) data, size);
  if (g_strcmp0 (found, sha256) != 0)
    {
      g_hash_table_add (backup->manifest->missing, g_steal_pointer (&name));
      return TRUE;
    }
  if (!easel_archive_writer_add (backup->archive, name, data, size, FALSE, error))
    return FALSE;
  easel_backup_manifest_add_file (backup->manifest, name, (gint64) size, sha256);
  return TRUE;
}

static gboolean
add_pictures (Backup *backup, GError **error)
{
  for (guint i = 0; i < backup->sums->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (backup->cancellable, error)
          || !add_picture (backup, g_ptr_array_index (backup->sums, i),
                           g_ptr_array_index (backup->formats, i), error))
        return FALSE;
      if (backup->progress != NULL)
        backup->progress ((i + 1.0) / backup->sums->len, backup->user_data);
    }
  return TRUE;
}

/* @name: in the data folder. What is not there, or cannot be a file of Easel’s, is left out. */
static gboolean
add_own_file (Backup *backup, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (backup->files->data_dir, name, NULL);
  g_autofree char *sha256 = NULL;
  g_autofree char *data = NULL;
  GStatBuf status;
  gsize size;

  if (g_stat (path, &status) != 0 || !S_ISREG (status.st_mode)
      || status.st_size > EASEL_BACKUP_OWN_MAX_BYTES
      || !g_file_get_contents (path, &data, &size, NULL) || size > EASEL_BACKUP_OWN_MAX_BYTES
      || !g_utf8_validate (name, -1, NULL))
    return TRUE;
  sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guint8 *) data, size);
  easel_backup_manifest_add_file (backup->manifest, name, (gint64) size, sha256);
  return easel_archive_writer_add (backup->archive, name, data, size, TRUE, error);
}

static gboolean
add_own_folder (Backup *backup, const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (backup->files->data_dir, folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *whole = g_build_filename (folder, name, NULL);

      if (*name != '.' && g_str_has_suffix (name, ".json") && strchr (name, '\\') == NULL
          && !add_own_file (backup, whole, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_own (Backup *backup, GError **error)
{
  const char *const *folders = easel_backup_get_own_folders ();

  for (guint i = 0; folders[i] != NULL; i++)
    if (!add_own_folder (backup, folders[i], error))
      return FALSE;
  return add_own_file (backup, EASEL_BACKUP_PRICES, error);
}

static gboolean
add_manifest (Backup *backup, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *json = NULL;

  backup->manifest->created = g_date_time_format_iso8601 (now);
  json = easel_backup_manifest_to_json (backup->manifest);
  return easel_archive_writer_add_text (backup->archive, EASEL_BACKUP_MANIFEST, json, error);
}

static gboolean
write_backup (Backup *backup, GFile *file, GError **error)
{
  g_autoptr (EaselOutput) output = easel_output_new (file, error);
  g_autoptr (EaselArchiveWriter) archive = NULL;

  if (output == NULL)
    return FALSE;
  archive = easel_archive_writer_new (output, error);
  backup->archive = archive;
  return archive != NULL && add_database (backup, error) && add_pictures (backup, error)
         && add_own (backup, error) && add_manifest (backup, error)
         && easel_archive_writer_close (archive, error)
         && easel_output_finish (output, backup->cancellable, error);
}

gboolean
easel_library_back_up (EaselLibrary *self,
                       GFile *file,
                       EaselBackupProgress progress,
                       gpointer user_data,
                       EaselBackupCounts *counts,
                       GCancellable *cancellable,
                       GError **error)
{
  EaselLibraryFiles files;
  g_auto (Backup) backup = {
    .files = &files,
    .manifest = easel_backup_manifest_new (),
    .sums = g_ptr_array_new_with_free_func (g_free),
    .formats = g_ptr_array_new_with_free_func (g_free),
    .progress = progress,
    .user_data = user_data,
    .cancellable = cancellable,
  };
  gboolean written;

  if (!easel_library_enter (self, &files, error))
    return FALSE;
  written = write_backup (&backup, file, error);
  easel_library_leave (self);

  counts->n_entries = backup.manifest->n_entries;
  counts->n_pictures = backup.manifest->n_pictures;
  counts->n_missing = g_hash_table_size (backup.manifest->missing);
  return written;
}
