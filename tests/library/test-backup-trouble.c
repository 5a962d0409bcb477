/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A backup that is no backup is refused with a sentence, and nothing is changed by it. */

#include "backup-files.h"
#include "easel-database.h"
#include "easel-library-backup.h"
#include "easel-output.h"
#include "library-dump.h"
#include "library-scene.h"

#include <glib/gstdio.h>

#include <signal.h>
#include <sys/resource.h>

#define DAMAGED_BYTES 256

typedef struct
{
  LibraryFixture library;
  LibraryScene scene;
  char *path;        /* (owned): the backup */
  GFile *file;       /* (owned) */
  GHashTable *files; /* (owned): what is in a good one */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  EaselBackupCounts counts;

  library_fixture_set_up (&self->library, NULL);
  library_scene_init (&self->scene, &self->library);
  g_free (library_edit (&self->library, self->scene.coat, "color", "plum"));
  self->path = library_fixture_path (&self->library, "backup.zip");
  self->file = g_file_new_for_path (self->path);
  easel_library_back_up (self->library.library, self->file, NULL, NULL, &counts, NULL, &error);
  g_assert_no_error (error);
  self->files = backup_files_read (self->path);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  library_scene_clear (&self->scene);
  g_hash_table_unref (self->files);
  g_object_unref (self->file);
  g_free (self->path);
  library_fixture_tear_down (&self->library, NULL);
}

/* (transfer full): every file below @folder */
static char *
list_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) all = g_string_new (NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *below = list_files (path);

      if (!g_str_has_suffix (name, "-shm") && !g_str_has_suffix (name, "-wal"))
        g_ptr_array_add (lines, g_file_test (path, G_FILE_TEST_IS_DIR)
                                    ? g_steal_pointer (&below)
                                    : g_strdup_printf ("%s\n", path));
    }
  g_ptr_array_sort_values (lines, (GCompareFunc) g_strcmp0);
  for (guint i = 0; i < lines->len; i++)
    g_string_append (all, g_ptr_array_index (lines, i));
  return g_string_free (g_steal_pointer (&all), FALSE);
}

/* Neither when it is looked at, nor when it is restored. */
static void
assert_refused (Fixture *self, EaselBackupError code)
{
  LibraryFixture other = { 0 };
  g_autofree char *created = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *files_before = NULL;
  g_autofree char *files_after = NULL;
  g_autoptr (GError) error = NULL;
  EaselRestoreCounts counts;

  library_fixture_set_up (&other, NULL);
  before = library_dump (&other);
  files_before = list_files (other.folder.path);
  g_assert_false (easel_library_inspect_backup (other.library, self->file, NULL, NULL, &counts,
                                                &created, &digest, NULL, &error));
  g_assert_error (error, EASEL_BACKUP_ERROR, (int) code);
  g_test_message ("%s", error->message);
  g_clear_error (&error);
  g_assert_false (
      easel_library_restore (other.library, self->file, NULL, NULL, NULL, &counts, NULL, &error));
  g_assert_error (error, EASEL_BACKUP_ERROR, (int) code);
  after = library_dump (&other);
  files_after = list_files (other.folder.path);
  library_assert_same_dump (after, before);
  g_assert_cmpstr (files_after, ==, files_before);
  library_fixture_tear_down (&other, NULL);
}

static void
test_no_backup (Fixture *self, gconstpointer data)
{
  g_autoptr (GHashTable) other = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                        (GDestroyNotify) g_bytes_unref);

  g_assert_true (g_file_set_contents (self->path, "words", -1, NULL));
  assert_refused (self, EASEL_BACKUP_ERROR_FOREIGN);
  backup_files_set (other, "letter.txt", "words");
  backup_files_write (other, self->path, NULL);
  assert_refused (self, EASEL_BACKUP_ERROR_FOREIGN);
  backup_files_set (other, "manifest.json", "{\"format\":\"web app\",\"version\":1}");
  backup_files_write (other, self->path, NULL);
  assert_refused (self, EASEL_BACKUP_ERROR_FOREIGN);
  g_unlink (self->path);
  assert_refused (self, EASEL_BACKUP_ERROR_NOT_THERE);
}

static void
test_newer (Fixture *self, gconstpointer data)
{
  backup_files_seal (self->files, "\"version\" : 1", "\"version\" : 2");
  backup_files_write (self->files, self->path, NULL);
  assert_refused (self, EASEL_BACKUP_ERROR_TOO_NEW);

  backup_files_exec (self->files, self->library.folder.path, "PRAGMA user_version = 999");
  backup_files_seal (self->files, NULL, NULL);
  backup_files_write (self->files, self->path, NULL);
  assert_refused (self, EASEL_BACKUP_ERROR_TOO_NEW);
}

/* Not one bit: where compressed bytes repeat others, it may come to the same. */
static void
invert (char *bytes, gsize n_bytes)
{
  for (gsize i = 0; i < n_bytes; i++)
    bytes[i] = (char) ~bytes[i];
}

/* A block anywhere, or an end that is missing. */
static void
test_damaged (Fixture *self, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  gsize size;
  gsize place;

  g_assert_true (g_file_get_contents (self->path, &bytes, &size, NULL));
  g_assert_cmpuint (size, >, 5 * DAMAGED_BYTES);
  g_assert_true (g_file_set_contents (self->path, bytes, (gssize) size / 2, NULL));
  assert_refused (self, EASEL_BACKUP_ERROR_DAMAGED);
  g_assert_true (g_file_set_contents (self->path, bytes, (gssize) size - 1, NULL));
  assert_refused (self, EASEL_BACKUP_ERROR_DAMAGED);

  /* Amid the database, and amid the pictures behind it. */
  for (guint i = 1; i < 4; i++)
    {
      place = size * i / 5;
      invert (bytes + place, DAMAGED_BYTES);
      g_assert_true (g_file_set_contents (self->path, bytes, (gssize) size, NULL));
      assert_refused (self, EASEL_BACKUP_ERROR_DAMAGED);
      invert (bytes + place, DAMAGED_BYTES);
    }
}

static void
test_hostile_names (Fixture *self, gconstpointer data)
{
  static const char *const names[] = {
    "../outside.json",  "/tmp/outside.json",       "analyzers/../../outside.json",
    "analyzers/.json",  "analyzers/a\\..\\b.json", "media/ab/cd.png",
    "jobs.sqlite",      "library.sqlite-wal",      "media/drafts/x",
    "story/sub/a.json", "providers.ini",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      backup_files_set (self->files, names[i], "{}");
      backup_files_seal (self->files, NULL, NULL);
      backup_files_write (self->files, self->path, NULL);
      assert_refused (self, EASEL_BACKUP_ERROR_DAMAGED);
      g_hash_table_remove (self->files, names[i]);
    }

  backup_files_seal (self->files, NULL, NULL);
  backup_files_write (self->files, self->path, "analyzers/link.json");
  assert_refused (self, EASEL_BACKUP_ERROR_DAMAGED);
}

/* What says that it is small, or becomes much more than it was. */
static void
test_bombs (Fixture *self, gconstpointer data)
{
  g_autofree char *zeros = g_malloc0 (90 * 1024 * 1024);
  g_autoptr (GBytes) database = g_bytes_ref (g_hash_table_lookup (self->files, "library.sqlite"));

  g_hash_table_insert (self->files, g_strdup ("library.sqlite"),
                       g_bytes_new_static (zeros, 90 * 1024 * 1024));
  backup_files_seal (self->files, NULL, NULL);
  backup_files_write (self->files, self->path, NULL);
  assert_refused (self, EASEL_BACKUP_ERROR_DAMAGED);
  backup_files_seal (self->files, "94371840", "4096");
  backup_files_write (self->files, self->path, NULL);
  assert_refused (self, EASEL_BACKUP_ERROR_DAMAGED);

  g_hash_table_insert (self->files, g_strdup ("library.sqlite"), g_steal_pointer (&database));
  g_hash_table_insert (self->files, g_strdup ("analyzers/big.json"),
                       g_bytes_new_static (zeros, 2 * 1024 * 1024));
  backup_files_seal (self->files, NULL, NULL);
  backup_files_write (self->files, self->path, NULL);
  assert_refused (self, EASEL_BACKUP_ERROR_DAMAGED);
}

/* All sums are right, but it is no library that Easel wrote. */
static void
test_hostile_database (Fixture *self, gconstpointer data)
{
  static const char *const changes[] = {
    "CREATE TRIGGER mine AFTER INSERT ON entity BEGIN DELETE FROM entity; END",
    "CREATE TABLE mine (a)",
    "UPDATE media SET format = '../../x'",
    "UPDATE media SET sha256 = upper (sha256)",
    "PRAGMA foreign_keys = OFF; UPDATE entity SET id = '../' || id WHERE kind = 'picture'",
    "UPDATE entity SET kind = 'spell' WHERE kind = 'outfit'",
    "UPDATE entity SET attributes = '[]' WHERE kind = 'outfit'",
    "UPDATE entity SET tags = '[1]' WHERE kind = 'outfit'",
    "UPDATE journal SET moved = '[1]'",
    "UPDATE journal_entity SET changes = '{\"name\":[\"a\"]}'",
    "UPDATE entity SET name = CAST (x'ff41' AS TEXT) WHERE kind = 'outfit'",
    "UPDATE entity SET seq = 9223372036854775807 WHERE kind = 'story'; "
    "DELETE FROM entity_reference; DELETE FROM not_duplicates; DELETE FROM analysis; "
    "DELETE FROM entity_picture; PRAGMA foreign_keys = OFF; DELETE FROM media",
    "PRAGMA foreign_keys = OFF; DELETE FROM entity WHERE kind = 'clothing_item'",
    "PRAGMA user_version = 0",
    "PRAGMA user_version = -1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GBytes) database = g_bytes_ref (
          g_hash_table_lookup (self->files, "library.sqlite"));

      g_test_message ("%s", changes[i]);
      backup_files_exec (self->files, self->library.folder.path, changes[i]);
      backup_files_seal (self->files, NULL, NULL);
      backup_files_write (self->files, self->path, NULL);
      assert_refused (self, EASEL_BACKUP_ERROR_DAMAGED);
      g_hash_table_insert (self->files, g_strdup ("library.sqlite"), g_steal_pointer (&database));
    }
}

/* A picture that the database has, but not the backup. */
static void
test_lacking_picture (Fixture *self, gconstpointer data)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, self->files);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (g_str_has_prefix (name, "media/"))
      {
        g_hash_table_iter_remove (&iter);
        break;
      }
  backup_files_write (self->files, self->path, NULL);
  assert_refused (self, EASEL_BACKUP_ERROR_DAMAGED);
  backup_files_seal (self->files, NULL, NULL);
  backup_files_write (self->files, self->path, NULL);
  assert_refused (self, EASEL_BACKUP_ERROR_DAMAGED);
}

/* Between the question and the answer. */
static void
test_other_file (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  EaselRestoreCounts counts;

  g_assert_false (easel_library_restore (self->library.library, self->file, "another", NULL, NULL,
                                         &counts, NULL, &error));
  g_assert_error (error, EASEL_BACKUP_ERROR, EASEL_BACKUP_ERROR_CHANGED);
}

/* What is in the library by then is told of. */
static void
test_own_in_the_way (Fixture *self, gconstpointer data)
{
  LibraryFixture other = { 0 };
  g_autofree char *own = library_fixture_path (&self->library, "data/analyzers/mine.json");
  g_autofree char *own_folder = g_path_get_dirname (own);
  g_autofree char *folder = NULL;
  g_autoptr (GPtrArray) entities = NULL;
  g_autoptr (GError) error = NULL;
  EaselBackupCounts saved;
  EaselRestoreCounts counts;

  g_assert_no_errno (g_mkdir (own_folder, 0700));
  g_assert_true (g_file_set_contents (own, "{}", -1, NULL));
  easel_library_back_up (self->library.library, self->file, NULL, NULL, &saved, NULL, &error);
  g_assert_no_error (error);
  library_fixture_set_up (&other, NULL);
  folder = library_fixture_path (&other, "data/analyzers");
  g_assert_true (g_file_set_contents (folder, "no folder", -1, NULL));
  g_assert_false (
      easel_library_restore (other.library, self->file, NULL, NULL, NULL, &counts, NULL, &error));
  g_assert_error (error, EASEL_DATABASE_ERROR, EASEL_DATABASE_ERROR_READ_ONLY);
  entities = library_fixture_query (&other, NULL, NULL);
  g_assert_cmpuint (entities->len, >, 0);
  library_fixture_wait_changed (&other, easel_entity_get_id (entities->pdata[0]));
  library_fixture_tear_down (&other, NULL);
}

/* Writing -------------------------------------------------------------------------------- */

static void
cancel (double fraction, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

/* Until a new one is whole the old one stays. */
static void
test_half_written (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  struct rlimit limit;
  struct rlimit low;
  EaselBackupCounts counts;

  g_assert_true (g_file_set_contents (self->path, "mine", -1, NULL));
  before = list_files (self->library.folder.path);
  g_assert_false (easel_library_back_up (self->library.library, self->file, cancel, cancellable,
                                         &counts, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  signal (SIGXFSZ, SIG_IGN);
  g_assert_no_errno (getrlimit (RLIMIT_FSIZE, &limit));
  for (rlim_t size = 0; size < 200 * 1024; size += 9000)
    {
      low = (struct rlimit) { size, limit.rlim_max };
      g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &low));
      if (easel_library_back_up (self->library.library, self->file, NULL, NULL, &counts, NULL,
                                 &error))
        break;
      g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &limit));
      g_assert_true (g_error_matches (error, EASEL_OUTPUT_ERROR, EASEL_OUTPUT_ERROR_NO_SPACE)
                     || g_error_matches (error, EASEL_DATABASE_ERROR, EASEL_DATABASE_ERROR_FULL));
      g_clear_error (&error);
    }
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &limit));
  after = list_files (self->library.folder.path);
  g_assert_cmpstr (after, ==, before);
}

#define ADD(name, func) g_test_add ("/backup-trouble/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("no-backup", test_no_backup);
  ADD ("newer", test_newer);
  ADD ("damaged", test_damaged);
  ADD ("hostile-names", test_hostile_names);
  ADD ("bombs", test_bombs);
  ADD ("hostile-database", test_hostile_database);
  ADD ("lacking-picture", test_lacking_picture);
  ADD ("other-file", test_other_file);
  ADD ("own-in-the-way", test_own_in_the_way);
  ADD ("half-written", test_half_written);
  return g_test_run ();
}
