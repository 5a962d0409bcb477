/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "backup-files.h"

#include "easel-backup-manifest.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>

GHashTable *
backup_files_read (const char *path)
{
  GHashTable *files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                             (GDestroyNotify) g_bytes_unref);
  struct archive *archive = archive_read_new ();
  struct archive_entry *entry;

  archive_read_support_format_zip_seekable (archive);
  g_assert_cmpint (archive_read_open_filename (archive, path, 4096), ==, ARCHIVE_OK);
  while (archive_read_next_header (archive, &entry) == ARCHIVE_OK)
    {
      gsize size = (gsize) archive_entry_size (entry);
      char *data = g_malloc (size + 1);

      g_assert_cmpint (archive_read_data (archive, data, size), ==, size);
      g_hash_table_insert (files, g_strdup (archive_entry_pathname (entry)),
                           g_bytes_new_take (data, size));
    }
  archive_read_free (archive);
  return files;
}

static void
write_entry (struct archive *archive, const char *name, GBytes *bytes)
{
  struct archive_entry *entry = archive_entry_new ();
  gsize size = 0;
  const void *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  archive_entry_set_pathname (entry, name);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_filetype (entry, bytes != NULL ? AE_IFREG : AE_IFLNK);
  if (bytes == NULL)
    archive_entry_set_symlink (entry, "/etc");
  archive_entry_set_size (entry, (la_int64_t) size);
  g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
  if (size > 0)
    g_assert_cmpint (archive_write_data (archive, data, size), ==, size);
  archive_entry_free (entry);
}

void
backup_files_write (GHashTable *files, const char *path, const char *link)
{
  struct archive *archive = archive_write_new ();
  GHashTableIter iter;
  gpointer name;
  gpointer bytes;

  archive_write_set_format_zip (archive);
  g_assert_cmpint (archive_write_open_filename (archive, path), ==, ARCHIVE_OK);
  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, &name, &bytes))
    write_entry (archive, name, bytes);
  if (link != NULL)
    write_entry (archive, link, NULL);
  g_assert_cmpint (archive_write_close (archive), ==, ARCHIVE_OK);
  archive_write_free (archive);
}

void
backup_files_set (GHashTable *files, const char *name, const char *text)
{
  g_hash_table_insert (files, g_strdup (name), g_bytes_new (text, strlen (text)));
}

void
backup_files_exec (GHashTable *files, const char *folder, const char *sql)
{
  g_autofree char *path = g_build_filename (folder, "taken-apart.sqlite", NULL);
  g_autofree char *data = NULL;
  char *message = NULL;
  GBytes *bytes = g_hash_table_lookup (files, EASEL_BACKUP_DATABASE);
  sqlite3 *db;
  gsize size;

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes), NULL));
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s", message);
  sqlite3_close (db);
  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  g_unlink (path);
  g_hash_table_insert (files, g_strdup (EASEL_BACKUP_DATABASE), g_bytes_new (data, size));
}

void
backup_files_seal (GHashTable *files, const char *pattern, const char *replacement)
{
  g_autoptr (EaselBackupManifest) manifest = easel_backup_manifest_new ();
  g_autofree char *json = NULL;
  GHashTableIter iter;
  gpointer name;
  gpointer bytes;

  manifest->created = g_strdup ("2026-11-24T16:00:00Z");
  g_hash_table_remove (files, EASEL_BACKUP_MANIFEST);
  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, &name, &bytes))
    {
      g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

      easel_backup_manifest_add_file (manifest, name, (gint64) g_bytes_get_size (bytes), sum);
    }
  json = easel_backup_manifest_to_json (manifest);
  if (pattern != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (json, pattern, -1);

      g_assert_cmpuint (g_strv_length (parts), >, 1);
      g_free (json);
      json = g_strjoinv (replacement, parts);
    }
  backup_files_set (files, EASEL_BACKUP_MANIFEST, json);
}
