/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-backup-reader.h"

#include "easel-picture.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SLICE_BYTES (256 * 1024)
#define MANIFEST_MAX_BYTES (64 * 1024 * 1024)
/* Text with many repetitions becomes so much smaller, and no library much more. */
#define DATABASE_MAX_RATIO 100
#define DATABASE_FREE_BYTES (64 * 1024 * 1024)

/* All that is ever in a backup. No name has a dot or a slash where a path would lead elsewhere. */
#define NAMES                                                                                      \
  "^(?:library\\.sqlite|prices\\.json|manifest\\.json"                                             \
  "|(?:analyzers|generators|story)/[^./\\\\[:cntrl:]][^/\\\\[:cntrl:]]*\\.json"                    \
  "|media/([0-9a-f]{2})/\\1[0-9a-f]{62}\\.[a-z0-9]{1,8})\\z"

struct _EaselBackupReader
{
  char *name;
  int fd;
  gint64 file_bytes;
  struct archive *archive;       /* (nullable) */
  EaselBackupManifest *manifest; /* (nullable): until it was read */
  char *digest;                  /* (nullable): of it */

  GHashTable *left;               /* (element-type utf8): names that were not read yet */
  const EaselBackupFile *current; /* (unowned) (nullable): what is being read */
  char *current_name;             /* (nullable) */
  GChecksum *sum;                 /* of it */
  gint64 current_bytes;           /* read of it */
  gint64 total_bytes;
  gint64 read_bytes;
};

static gboolean
fail_damaged (EaselBackupReader *self, GError **error)
{
  return easel_backup_set_damaged (self->name, error);
}

static gboolean
open_file (EaselBackupReader *self, GFile *file, GError **error)
{
  const char *path = g_file_peek_path (file);
  struct stat status;

  errno = ENOENT;
  self->fd = path != NULL ? g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0) : -1;
  if (self->fd >= 0 && fstat (self->fd, &status) == 0)
    {
      self->file_bytes = status.st_size;
      return S_ISREG (status.st_mode) ? TRUE : easel_backup_set_foreign (self->name, error);
    }

  if (errno == EACCES || errno == EPERM)
    g_set_error (error, EASEL_BACKUP_ERROR, EASEL_BACKUP_ERROR_NO_PERMISSION,
                 _ ("Easel may not read “%s”."), self->name);
  else
    g_set_error (error, EASEL_BACKUP_ERROR, EASEL_BACKUP_ERROR_NOT_THERE,
                 _ ("There is no file “%s”."), self->name);
  return FALSE;
}

/* A ZIP file that was cut short has no table of contents, so that it is none for libarchive. */
static gboolean
fail_to_open (EaselBackupReader *self, GError **error)
{
  char magic[4];

  if (pread (self->fd, magic, sizeof magic, 0) == sizeof magic
      && memcmp (magic, "PK\3\4", sizeof magic) == 0)
    return fail_damaged (self, error);
  return easel_backup_set_foreign (self->name, error);
}

/* From the beginning. */
static gboolean
open_archive (EaselBackupReader *self, GError **error)
{
  g_clear_pointer (&self->archive, archive_read_free);
  self->archive = archive_read_new ();
  if (lseek (self->fd, 0, SEEK_SET) != 0
      || archive_read_support_format_zip_seekable (self->archive) != ARCHIVE_OK
      || archive_read_open_fd (self->archive, self->fd, SLICE_BYTES) != ARCHIVE_OK)
    return fail_to_open (self, error);
  return TRUE;
}

static gboolean
read_manifest (EaselBackupReader *self, GError **error)
{
  g_autoptr (GByteArray) json = g_byte_array_new ();
  g_autofree guint8 *slice = g_malloc (SLICE_BYTES);
  la_ssize_t n;

  while ((n = archive_read_data (self->archive, slice, SLICE_BYTES)) > 0
         && json->len + (gsize) n <= MANIFEST_MAX_BYTES)
    g_byte_array_append (json, slice, (guint) n);
  if (n != 0)
    return fail_damaged (self, error);

  self->digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, json->data, json->len);
  self->manifest = easel_backup_manifest_from_json ((const char *) json->data, json->len,
                                                    self->name, error);
  return self->manifest != NULL;
}

static gboolean
is_known_name (const char *name)
{
  return name != NULL && g_utf8_validate (name, -1, NULL)
         && g_regex_match_simple (NAMES, name, 0, 0);
}

/* A link or a folder is none of ours, wherever it leads. */
static gboolean
is_known (struct archive_entry *entry)
{
  return archive_entry_filetype (entry) == AE_IFREG && archive_entry_hardlink (entry) == NULL
         && archive_entry_symlink (entry) == NULL && !archive_entry_is_encrypted (entry)
         && is_known_name (archive_entry_pathname (entry));
}

/* Goes through the names, and reads the manifest. */
static gboolean
scan (EaselBackupReader *self, GError **error)
{
  struct archive_entry *entry;
  gboolean all_known = TRUE;
  int result;

  while ((result = archive_read_next_header (self->archive, &entry)) == ARCHIVE_OK)
    {
      all_known = all_known && is_known (entry);
      if (g_strcmp0 (archive_entry_pathname (entry), EASEL_BACKUP_MANIFEST) != 0)
        continue;
      if (self->manifest != NULL)
        return fail_damaged (self, error);
      if (!read_manifest (self, error))
        return FALSE;
    }
  if (self->manifest == NULL)
    return result == ARCHIVE_EOF ? easel_backup_set_foreign (self->name, error)
                                 : fail_to_open (self, error);
  return (result == ARCHIVE_EOF && all_known) || fail_damaged (self, error);
}

static gint64
get_limit (EaselBackupReader *self, const char *name)
{
  if (g_str_equal (name, EASEL_BACKUP_DATABASE))
    return self->file_bytes * DATABASE_MAX_RATIO + DATABASE_FREE_BYTES;
  return g_str_has_prefix (name, "media/") ? MIN (self->file_bytes, EASEL_PICTURE_MAX_BYTES)
                                           : EASEL_BACKUP_OWN_MAX_BYTES;
}

/* Whether the files can be as large as the manifest says: pictures are as large in the archive as
 * they are, and the rest does not grow beyond all measure. */
static gboolean
check_sizes (EaselBackupReader *self, GError **error)
{
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  g_hash_table_iter_init (&iter, self->manifest->files);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      const EaselBackupFile *file = value;

      if (!is_known_name (name) || g_str_equal (name, EASEL_BACKUP_MANIFEST)
          || file->bytes > get_limit (self, name))
        return fail_damaged (self, error);
      self->total_bytes += file->bytes;
      g_hash_table_add (self->left, g_strdup (name));
    }
  if (!g_hash_table_contains (self->left, EASEL_BACKUP_DATABASE))
    return fail_damaged (self, error);
  return TRUE;
}

EaselBackupReader *
easel_backup_reader_new (GFile *file, GError **error)
{
  g_autoptr (EaselBackupReader) self = g_new0 (EaselBackupReader, 1);

  self->fd = -1;
  self->name = g_file_get_parse_name (file);
  self->left = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->sum = g_checksum_new (G_CHECKSUM_SHA256);
  if (!open_file (self, file, error) || !open_archive (self, error) || !scan (self, error)
      || !check_sizes (self, error) || !open_archive (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
easel_backup_reader_free (EaselBackupReader *self)
{
  g_clear_pointer (&self->archive, archive_read_free);
  g_clear_fd (&self->fd, NULL);
  g_clear_pointer (&self->manifest, easel_backup_manifest_free);
  g_hash_table_unref (self->left);
  g_checksum_free (self->sum);
  g_free (self->current_name);
  g_free (self->digest);
  g_free (self->name);
  g_free (self);
}

EaselBackupManifest *
easel_backup_reader_get_manifest (EaselBackupReader *self)
{
  return self->manifest;
}

const char *
easel_backup_reader_get_digest (EaselBackupReader *self)
{
  return self->digest;
}

const char *
easel_backup_reader_get_name (EaselBackupReader *self)
{
  return self->name;
}

double
easel_backup_reader_get_fraction (EaselBackupReader *self)
{
  return self->total_bytes > 0 ? (double) self->read_bytes / (double) self->total_bytes : 1;
}

gboolean
easel_backup_reader_next (EaselBackupReader *self, const char **name, GError **error)
{
  struct archive_entry *entry;
  int result;

  do
    result = archive_read_next_header (self->archive, &entry);
  while (result == ARCHIVE_OK
         && g_strcmp0 (archive_entry_pathname (entry), EASEL_BACKUP_MANIFEST) == 0);

  *name = NULL;
  if (result == ARCHIVE_EOF)
    return g_hash_table_size (self->left) == 0 || fail_damaged (self, error);
  /* The file may be another since it was looked at. */
  if (result != ARCHIVE_OK || !is_known (entry)
      || !g_hash_table_remove (self->left, archive_entry_pathname (entry)))
    return fail_damaged (self, error);

  g_set_str (&self->current_name, archive_entry_pathname (entry));
  self->current = g_hash_table_lookup (self->manifest->files, self->current_name);
  self->current_bytes = 0;
  g_checksum_reset (self->sum);
  *name = self->current_name;
  return TRUE;
}

gssize
easel_backup_reader_read (EaselBackupReader *self, void *buffer, gsize size, GError **error)
{
  la_ssize_t n = archive_read_data (self->archive, buffer, size);

  if (n > 0)
    {
      self->current_bytes += n;
      self->read_bytes += n;
      g_checksum_update (self->sum, buffer, n);
    }
  if (n < 0 || self->current_bytes > self->current->bytes
      || (n == 0
          && (self->current_bytes < self->current->bytes
              || !g_str_equal (g_checksum_get_string (self->sum), self->current->sha256))))
    {
      fail_damaged (self, error);
      return -1;
    }
  return n;
}

GBytes *
easel_backup_reader_read_all (EaselBackupReader *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *slice = g_malloc (SLICE_BYTES);
  gssize n;

  while ((n = easel_backup_reader_read (self, slice, SLICE_BYTES, error)) > 0)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      g_byte_array_append (bytes, slice, (guint) n);
    }
  return n == 0 ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes)) : NULL;
}
