/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-library-backup.h"

#include "easel-backup-reader.h"
#include "easel-library-private.h"
#include "easel-restore-rows.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define SLICE_BYTES (256 * 1024)

/* One pass through a backup. Files of pictures are in the store before there is a row for them, as
 * with an import; the rows are one transaction; the person’s own files, which nothing refers to,
 * come last. */
typedef struct
{
  EaselLibraryFiles files;
  EaselBackupReader *reader; /* (owned) */
  gboolean dry;              /* whether nothing is to be changed */
  char *database;            /* (owned) (nullable): path of a copy of the backup’s */
  GPtrArray *drafts;         /* (owned) (element-type EaselMediaDraft): entered, and new */
  GPtrArray *absent;         /* (owned) (element-type utf8): sums of pictures without a file here */
  GHashTable *own;           /* (owned) (element-type utf8 GBytes): by name, what is not here */
  GPtrArray *changed;        /* (owned) (element-type utf8): ids of what is new, or has its file */
  gboolean taken;            /* whether the rows are in the library */
  EaselRestoreCounts counts;
  EaselBackupProgress progress;
  gpointer user_data;
  GCancellable *cancellable; /* (unowned) (nullable) */
} Restore;

static void
restore_clear (Restore *restore)
{
  if (restore->database != NULL)
    g_unlink (restore->database);
  g_clear_pointer (&restore->database, g_free);
  g_clear_pointer (&restore->reader, easel_backup_reader_free);
  g_clear_pointer (&restore->drafts, g_ptr_array_unref);
  g_clear_pointer (&restore->absent, g_ptr_array_unref);
  g_clear_pointer (&restore->own, g_hash_table_unref);
  g_clear_pointer (&restore->changed, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Restore, restore_clear)

/* Files ----------------------------------------------------------------------------------- */

/* Reads the current file to its end. @fd: where to, or -1 */
static gboolean
read_file (Restore *restore, int fd, GError **error)
{
  g_autofree guint8 *slice = g_malloc (SLICE_BYTES);
  gssize n;

  while ((n = easel_backup_reader_read (restore->reader, slice, SLICE_BYTES, error)) > 0)
    {
      if (g_cancellable_set_error_if_cancelled (restore->cancellable, error))
        return FALSE;
      if (fd >= 0 && write (fd, slice, (gsize) n) != n)
        {
          easel_database_set_error_from_code (SQLITE_FULL, NULL, error);
          return FALSE;
        }
    }
  return n == 0;
}

static gboolean
take_database (Restore *restore, GError **error)
{
  g_autofd int fd = -1;

  restore->database = easel_media_store_make_file (restore->files.media, error);
  if (restore->database == NULL)
    return FALSE;
  fd = g_open (restore->database, O_WRONLY | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      easel_database_set_error_from_code (SQLITE_CANTOPEN, NULL, error);
      return FALSE;
    }
  return read_file (restore, fd, error);
}

/* Whether the picture that comes now has a file here that was not cut short. */
static gboolean
has_file (Restore *restore, const char *name, const char *path)
{
  const EaselBackupFile *file = g_hash_table_lookup (
      easel_backup_reader_get_manifest (restore->reader)->files, name);
  GStatBuf status;

  return g_stat (path, &status) == 0 && status.st_size == file->bytes;
}

/* Keeps a picture whose file is not here. */
static gboolean
take_picture (Restore *restore, const char *name, GError **error)
{
  const char *base = strrchr (name, '/') + 1;
  g_autofree char *sha256 = g_strndup (base, 64);
  const char *format = base + 65;
  g_autofree char *path = easel_media_store_get_path (restore->files.media, sha256, format);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (EaselMediaDraft) draft = NULL;

  if (has_file (restore, name, path))
    return read_file (restore, -1, error);
  g_ptr_array_add (restore->absent, g_strdup (sha256));
  if (restore->dry)
    return read_file (restore, -1, error);
  bytes = easel_backup_reader_read_all (restore->reader, restore->cancellable, error);
  draft = bytes != NULL ? easel_media_store_draft_bytes (restore->files.media, bytes, error) : NULL;
  if (draft == NULL)
    return FALSE;
  if (!g_str_equal (easel_media_draft_get_sha256 (draft), sha256))
    return easel_backup_set_damaged (easel_backup_reader_get_name (restore->reader), error);
  if (!easel_media_draft_sync (draft, error) || !easel_media_draft_enter (draft, format, error))
    return FALSE;
  g_ptr_array_add (restore->drafts, g_steal_pointer (&draft));
  return TRUE;
}

static gboolean
take_own (Restore *restore, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (restore->files.data_dir, name, NULL);
  GBytes *bytes;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return read_file (restore, -1, error);
  bytes = easel_backup_reader_read_all (restore->reader, restore->cancellable, error);
  if (bytes != NULL)
    g_hash_table_insert (restore->own, g_strdup (name), bytes);
  return bytes != NULL;
}

static gboolean
take_file (Restore *restore, const char *name, GError **error)
{
  if (g_str_equal (name, EASEL_BACKUP_DATABASE))
    return take_database (restore, error);
  if (g_str_has_prefix (name, "media/"))
    return take_picture (restore, name, error);
  return take_own (restore, name, error);
}

static gboolean
take_files (Restore *restore, GError **error)
{
  const char *name;

  do
    {
      if (!easel_backup_reader_next (restore->reader, &name, error)
          || (name != NULL && !take_file (restore, name, error)))
        return FALSE;
      if (restore->progress != NULL)
        restore->progress (easel_backup_reader_get_fraction (restore->reader), restore->user_data);
    }
  while (name != NULL);
  return TRUE;
}

static gboolean
has_row (sqlite3 *db, const char *sha256)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db, "SELECT 1 FROM media WHERE sha256 = ?1", NULL);
  gboolean found = TRUE;

  /* When in doubt it stays. */
  if (stmt != NULL && easel_database_bind (stmt, NULL, "s", sha256))
    easel_database_step (stmt, &found, NULL);
  return found;
}

/* Takes back files that came to nothing, unless somebody else brought the same meanwhile. */
static void
withdraw (Restore *restore)
{
  sqlite3 *db = restore->drafts->len > 0
                    ? easel_library_database_begin_write (restore->files.database, NULL)
                    : NULL;

  for (guint i = 0; db != NULL && i < restore->drafts->len; i++)
    {
      EaselMediaDraft *draft = g_ptr_array_index (restore->drafts, i);

      if (!has_row (db, easel_media_draft_get_sha256 (draft)))
        easel_media_draft_withdraw (draft);
    }
  if (db != NULL)
    easel_library_database_rollback (restore->files.database);
}

static gboolean
write_own (Restore *restore, GError **error)
{
  GHashTableIter iter;
  gpointer name;
  gpointer bytes;

  g_hash_table_iter_init (&iter, restore->own);
  while (g_hash_table_iter_next (&iter, &name, &bytes))
    {
      g_autofree char *path = g_build_filename (restore->files.data_dir, name, NULL);
      g_autofree char *folder = g_path_get_dirname (path);
      gsize size;
      const char *data = g_bytes_get_data (bytes, &size);

      if (g_mkdir_with_parents (folder, 0700) != 0
          || !g_file_set_contents_full (
              path, data != NULL ? data : "", (gssize) size,
              G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, NULL))
        {
          easel_database_set_error_from_code (errno == ENOSPC ? SQLITE_FULL : SQLITE_READONLY, NULL,
                                              error);
          return FALSE;
        }
    }
  return TRUE;
}

/* Rows ------------------------------------------------------------------------------------ */

/* A file that is damaged is the backup here, not a file of Easel’s. */
static gboolean
fail (Restore *restore, GError *cause, GError **error)
{
  const char *name = easel_backup_reader_get_name (restore->reader);

  if (g_error_matches (cause, EASEL_DATABASE_ERROR, EASEL_DATABASE_ERROR_CORRUPT))
    {
      g_error_free (cause);
      return easel_backup_set_damaged (name, error);
    }
  if (g_error_matches (cause, EASEL_DATABASE_ERROR, EASEL_DATABASE_ERROR_TOO_NEW))
    {
      g_error_free (cause);
      g_set_error (error, EASEL_BACKUP_ERROR, EASEL_BACKUP_ERROR_TOO_NEW,
                   _ ("“%s” was written by a newer Easel. Update Easel to restore it."), name);
      return FALSE;
    }
  g_propagate_error (error, cause);
  return FALSE;
}

/* Of the files that are not here, those of pictures that are. */
static gboolean
count_files (Restore *restore, sqlite3 *db, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db, "SELECT entity FROM main.media WHERE sha256 = ?1", error);

  for (guint i = 0; stmt != NULL && i < restore->absent->len; i++)
    {
      gboolean has_row;

      sqlite3_reset (stmt);
      if (!easel_database_bind (stmt, error, "s", g_ptr_array_index (restore->absent, i))
          || !easel_database_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        continue;
      restore->counts.n_files++;
      g_ptr_array_add (restore->changed, easel_database_text (stmt, 0));
    }
  return stmt != NULL;
}

static gboolean
write_rows (Restore *restore, GError **error)
{
  EaselLibraryDatabase *database = restore->files.database;
  sqlite3 *db = easel_library_database_begin_write (database, error);
  gboolean written;

  if (db == NULL)
    return FALSE;
  written = count_files (restore, db, error)
            && easel_restore_rows_apply (db, easel_backup_reader_get_manifest (restore->reader),
                                         &restore->counts, restore->changed, error)
            && !g_cancellable_set_error_if_cancelled (restore->cancellable, error);
  if (written && !restore->dry && easel_library_database_commit (database, error))
    return TRUE;
  /* Whoever only looks has seen what would come of it. */
  easel_library_database_rollback (database);
  return written && restore->dry;
}

static gboolean
take_rows (Restore *restore, GError **error)
{
  GError *cause = NULL;

  if (easel_library_database_adopt (restore->database, &cause)
      && easel_library_database_attach (restore->files.database, restore->database, &cause))
    {
      restore->taken = write_rows (restore, &cause);
      easel_library_database_detach (restore->files.database);
    }
  return restore->taken || fail (restore, cause, error);
}

/* Both ------------------------------------------------------------------------------------ */

static gboolean
check_digest (Restore *restore, const char *digest, GError **error)
{
  if (digest == NULL || g_str_equal (digest, easel_backup_reader_get_digest (restore->reader)))
    return TRUE;
  g_set_error (error, EASEL_BACKUP_ERROR, EASEL_BACKUP_ERROR_CHANGED,
               _ ("“%s” is another file than before. Restore it again to see what is in it."),
               easel_backup_reader_get_name (restore->reader));
  return FALSE;
}

static gboolean
run (Restore *restore, GFile *file, const char *digest, GError **error)
{
  gboolean done;

  restore->reader = easel_backup_reader_new (file, error);
  if (restore->reader == NULL || !check_digest (restore, digest, error))
    return FALSE;
  restore->drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) easel_media_draft_free);
  restore->own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) g_bytes_unref);
  restore->absent = g_ptr_array_new_with_free_func (g_free);
  restore->changed = g_ptr_array_new_with_free_func (g_free);

  done = take_files (restore, error) && take_rows (restore, error);
  if (!done)
    withdraw (restore);
  restore->counts.n_own = g_hash_table_size (restore->own);
  return done && (restore->dry || write_own (restore, error));
}

gboolean
easel_library_inspect_backup (EaselLibrary *self,
                              GFile *file,
                              EaselBackupProgress progress,
                              gpointer user_data,
                              EaselRestoreCounts *counts,
                              char **created,
                              char **digest,
                              GCancellable *cancellable,
                              GError **error)
{
  g_auto (Restore) restore = {
    .dry = TRUE, .progress = progress, .user_data = user_data, .cancellable = cancellable
  };
  gboolean done;

  if (!easel_library_enter (self, &restore.files, error))
    return FALSE;
  done = run (&restore, file, NULL, error);
  if (done)
    {
      *counts = restore.counts;
      *created = g_strdup (easel_backup_reader_get_manifest (restore.reader)->created);
      *digest = g_strdup (easel_backup_reader_get_digest (restore.reader));
    }
  restore_clear (&restore);
  easel_library_leave (self);
  return done;
}

gboolean
easel_library_restore (EaselLibrary *self,
                       GFile *file,
                       const char *digest,
                       EaselBackupProgress progress,
                       gpointer user_data,
                       EaselRestoreCounts *counts,
                       GCancellable *cancellable,
                       GError **error)
{
  g_auto (Restore) restore = { .progress = progress,
                               .user_data = user_data,
                               .cancellable = cancellable };
  gboolean done;

  if (!easel_library_enter (self, &restore.files, error))
    return FALSE;
  done = run (&restore, file, digest, error);
  *counts = restore.counts;
  /* Also when files of the person’s own could not be written. */
  for (guint i = 0; restore.taken && i < restore.changed->len; i++)
    {
      easel_thumbnailer_retry (restore.files.thumbnailer, g_ptr_array_index (restore.changed, i));
      easel_library_tell_changed (self, g_ptr_array_index (restore.changed, i));
    }
  if (restore.taken)
    easel_library_tell_lookalikes_changed (self);
  if (restore.taken && counts->keeps_here)
    easel_library_tell_keep_here (self, TRUE);
  /* A draft belongs to the store, which is there until the library is left. */
  restore_clear (&restore);
  easel_library_leave (self);
  return done;
}
