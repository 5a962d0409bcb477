/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-database.h"
#include "easel-id.h"
#include "easel-library-keep.h"
#include "library-scene.h"

#include <glib/gstdio.h>

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

/* What can be wrong with the files on disk. Tests that change the process itself run in one of
 * their own. */

#define N_ENTITIES 400

static void
fill (LibraryFixture *self)
{
  g_autofree char *path = library_fixture_write_picture (self, 1);
  g_autoptr (EaselEntity) picture = library_fixture_import (self, path, NULL);
  g_autoptr (GPtrArray) entities = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *filler = g_strnfill (600, 'x');
  g_autofree char *json = g_strdup_printf ("{\"details\":\"%s\"}", filler);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_ENTITIES; i++)
    {
      g_autofree char *name = g_strdup_printf ("Number %u", i);
      EaselEntity *entity = library_make_entity (EASEL_ENTITY_MAKEUP, name, json, "job-1");

      easel_entity_add_picture (entity, easel_entity_get_id (picture), "source");
      if (i > 0)
        easel_entity_add_reference (entity, "before",
                                    easel_entity_get_id (g_ptr_array_index (entities, i - 1)));
      g_ptr_array_add (entities, entity);
    }
  easel_library_add (self->library, entities, &error);
  g_assert_no_error (error);
}

/* The pages of the tables in @tables, from the @skip-th on, are overwritten. */
static void
damage_pages (LibraryFixture *self, const char *tables, guint skip, guint n_pages)
{
  g_autofree char *path = library_fixture_path (self, "data/library.sqlite");
  g_autofree char *sql = g_strdup_printf ("SELECT max (rootpage) FROM sqlite_schema WHERE name = "
                                          "'%s'",
                                          tables);
  gint64 page_size = library_fixture_count (self, "PRAGMA page_size");
  gint64 n_all = library_fixture_count (self, "PRAGMA page_count");
  gint64 root = library_fixture_count (self, sql);
  g_autofree char *junk = g_strnfill ((gsize) page_size, '\xa5');
  FILE *file = g_fopen (path, "r+b");

  g_assert_nonnull (file);
  g_assert_cmpint (root, >, 0);
  /* A table that grew in one go lies behind everything that was there before. */
  for (guint i = 0; i < n_pages; i++)
    {
      gint64 page = n_all - 1 - skip - i;

      g_assert_cmpint (page, >, root);
      g_assert_no_errno (fseek (file, (long) (page * page_size), SEEK_SET));
      g_assert_cmpuint (fwrite (junk, (gsize) page_size, 1, file), ==, 1);
    }
  fclose (file);
}

/* As after a crash: the flag tells the next start to look. */
static void
pretend_crash (LibraryFixture *self)
{
  g_autofree char *flag = library_fixture_path (self, "data/library.sqlite-open");
  g_autoptr (GError) error = NULL;

  g_file_set_contents (flag, "", 0, &error);
  g_assert_no_error (error);
}

static guint
count_damaged_files (LibraryFixture *self)
{
  g_autofree char *data_dir = library_fixture_path (self, "data");
  g_autoptr (GDir) dir = g_dir_open (data_dir, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "library.sqlite.damaged-") && !g_str_has_suffix (name, "-wal"))
      n++;
  return n;
}

static void
assert_sound (LibraryFixture *self)
{
  g_assert_cmpint (library_fixture_count (self, "SELECT count(*) FROM pragma_foreign_key_check"),
                   ==, 0);
  g_assert_cmpint (
      library_fixture_count (self, "SELECT integrity_check = 'ok' FROM pragma_integrity_check"), ==,
      1);
}

static void
test_damaged_pages (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) saved = NULL;
  g_autoptr (GPtrArray) searched = NULL;

  fill (self);
  easel_library_close (self->library);
  damage_pages (self, "entity", 60, 8);
  pretend_crash (self);

  library_fixture_reopen (self);
  library_fixture_wait_notice (self);
  g_assert_nonnull (strstr (g_ptr_array_index (self->notices, 0), "library.sqlite.damaged-"));
  g_assert_cmpuint (count_damaged_files (self), ==, 1);
  assert_sound (self);

  /* Eight of some hundred pages are gone; most of what was in the others is not. */
  saved = library_fixture_query (self, NULL, NULL);
  g_test_message ("%u of %d saved: %s", saved->len, N_ENTITIES,
                  (char *) g_ptr_array_index (self->notices, 0));
  g_assert_cmpuint (saved->len, >, N_ENTITIES / 2);
  g_assert_cmpuint (saved->len, <=, N_ENTITIES);

  /* What was saved can be found. */
  searched = library_fixture_query (self, NULL, "number");
  g_assert_cmpuint (searched->len, ==, saved->len);

  library_fixture_reopen (self);
  g_assert_cmpuint (self->notices->len, ==, 0);
  g_assert_cmpuint (count_damaged_files (self), ==, 1);
}

/* One page that nothing but speed depends on: the tables can be read whole. */
static void
damage_index (LibraryFixture *self)
{
  g_autofree char *path = library_fixture_path (self, "data/library.sqlite");
  gint64 page_size = library_fixture_count (self, "PRAGMA page_size");
  gint64 root = library_fixture_count (self, "SELECT rootpage FROM sqlite_schema "
                                             "WHERE name = 'entity_by_time'");
  g_autofree char *junk = g_strnfill ((gsize) page_size, '\xa5');
  FILE *file = g_fopen (path, "r+b");

  g_assert_nonnull (file);
  g_assert_no_errno (fseek (file, (long) ((root - 1) * page_size), SEEK_SET));
  g_assert_cmpuint (fwrite (junk, (gsize) page_size, 1, file), ==, 1);
  fclose (file);
}

/* What was changed before can be taken back afterwards; half an entry cannot, and goes. */
static void
test_journal (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  const char *ids[] = { NULL, NULL, NULL };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *merge = NULL;
  g_autofree char *archive = NULL;
  g_autofree char *sql = NULL;
  g_autoptr (EaselEntity) jacket = NULL;
  g_autoptr (GError) error = NULL;

  library_scene_init (&scene, self);
  before = library_list_references (self, scene.both);
  g_assert_true (library_merge (self, scene.coat, scene.jacket, NULL, &merge, &error));
  ids[0] = scene.scarf;
  ids[1] = scene.pictures[0];
  g_assert_true (easel_library_set_archived (self->library, ids, TRUE, NULL, &archive, &error));
  g_assert_no_error (error);
  sql = g_strdup_printf ("DELETE FROM journal_entity WHERE entity = '%s'", scene.scarf);
  library_fixture_exec (self, sql);
  easel_library_close (self->library);
  damage_index (self);
  pretend_crash (self);

  library_fixture_reopen (self);
  library_fixture_wait_notice (self);
  assert_sound (self);
  g_assert_false (easel_library_undo (self->library, archive, FALSE, NULL, NULL, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_true (easel_library_undo (self->library, merge, FALSE, NULL, NULL, &error));
  g_assert_no_error (error);
  after = library_list_references (self, scene.both);
  g_assert_cmpstr (after, ==, before);
  jacket = library_fixture_get (self, scene.jacket);
  g_assert_false (easel_entity_get_archived (jacket));
}

/* What the person said about the library is saved with it; when it cannot be, nothing of the
 * library leaves this machine until it is said again. */
static void
test_keep_here (LibraryFixture *self, gconstpointer data)
{
  static const struct
  {
    gboolean said;
    const char *sql; /* what else happened to the file */
    gboolean expected;
  } cases[] = {
    { TRUE, "SELECT 1", TRUE },
    { FALSE, "SELECT 1", FALSE },
    { FALSE, "DELETE FROM setting", TRUE },
  };

  fill (self);
  g_assert_false (easel_library_get_keep_here (self->library));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      easel_library_set_keep_here (self->library, cases[i].said, &error);
      g_assert_no_error (error);
      library_fixture_exec (self, cases[i].sql);
      easel_library_close (self->library);
      damage_index (self);
      pretend_crash (self);

      library_fixture_reopen (self);
      library_fixture_wait_notice (self);
      g_assert_cmpint (easel_library_get_keep_here (self->library), ==, cases[i].expected);
    }
}

static void
test_not_a_database (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *path = library_fixture_path (self, "data/library.sqlite");
  g_autoptr (EaselEntity) entity = library_make_entity (EASEL_ENTITY_MAKEUP, "Look", NULL, NULL);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  fill (self);
  easel_library_close (self->library);
  g_file_set_contents (path,
                       "This has never been a database, and is longer than its header, "
                       "which has one hundred bytes: something else wrote here.",
                       -1, &error);
  g_assert_no_error (error);

  /* Also without a crash before. */
  library_fixture_reopen (self);
  library_fixture_wait_notice (self);
  g_assert_cmpuint (count_damaged_files (self), ==, 1);
  found = library_fixture_query (self, NULL, NULL);
  g_assert_cmpuint (found->len, ==, 0);
  g_assert_true (easel_library_get_keep_here (self->library));
  library_fixture_add (self, entity);
  assert_sound (self);
}

/* Damage met while running is remembered, so that the next start looks. */
static void
test_damage_while_open (LibraryFixture *self, gconstpointer data)
{
  const EaselLibraryQuery query = { 0 };
  g_autofree char *flag = library_fixture_path (self, "data/library.sqlite-open");
  g_autoptr (GError) error = NULL;

  fill (self);
  easel_library_close (self->library);
  damage_pages (self, "entity", 60, 8);

  library_fixture_reopen (self);
  g_assert_cmpuint (self->notices->len, ==, 0);
  g_assert_null (easel_library_query (self->library, &query, &error));
  g_assert_error (error, EASEL_DATABASE_ERROR, EASEL_DATABASE_ERROR_CORRUPT);
  easel_library_close (self->library);
  g_assert_true (g_file_test (flag, G_FILE_TEST_EXISTS));

  library_fixture_reopen (self);
  library_fixture_wait_notice (self);
  assert_sound (self);
}

/* The crash came after the damaged file was moved away. */
static void
test_recovery_cut_off (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *path = library_fixture_path (self, "data/library.sqlite");
  g_autofree char *salvaged = library_fixture_path (self, "data/library.sqlite.salvaged");
  g_autofree char *wal = library_fixture_path (self, "data/library.sqlite-wal");
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  fill (self);
  easel_library_close (self->library);
  g_assert_no_errno (g_rename (path, salvaged));
  g_file_set_contents (wal, "the damaged file's log", -1, &error);
  g_assert_no_error (error);

  library_fixture_reopen (self);
  found = library_fixture_query (self, NULL, NULL);
  g_assert_cmpuint (found->len, ==, N_ENTITIES);
  g_assert_false (g_file_test (salvaged, G_FILE_TEST_EXISTS));

  /* Or before: then it may not be whole. */
  easel_library_close (self->library);
  g_file_set_contents (salvaged, "half", -1, &error);
  g_assert_no_error (error);
  library_fixture_reopen (self);
  g_assert_false (g_file_test (salvaged, G_FILE_TEST_EXISTS));
  assert_sound (self);
}

static void
assert_open_refused (LibraryFixture *self, EaselDatabaseError code)
{
  g_autofree char *data_dir = library_fixture_path (self, "data");
  g_autofree char *cache_dir = library_fixture_path (self, "cache");
  g_autoptr (EaselLibrary) library = easel_library_new (data_dir, cache_dir);
  const EaselLibraryQuery query = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) query_error = NULL;

  g_assert_false (library_open (library, &error));
  g_assert_error (error, EASEL_DATABASE_ERROR, (int) code);
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_null (easel_library_query (library, &query, &query_error));
  g_assert_error (query_error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_OPEN);
}

static void
test_newer (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *path = library_fixture_path (self, "data/library.sqlite");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  gsize before_size, after_size;

  fill (self);
  easel_library_close (self->library);
  library_fixture_exec (self, "PRAGMA user_version = 1000");
  g_file_get_contents (path, &before, &before_size, &error);
  g_assert_no_error (error);

  assert_open_refused (self, EASEL_DATABASE_ERROR_TOO_NEW);
  g_file_get_contents (path, &after, &after_size, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (before, before_size, after, after_size);
  g_assert_cmpuint (count_damaged_files (self), ==, 0);
}

static void
run_in_a_process_of_its_own (void)
{
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  if (g_test_trap_has_passed ())
    return;
  g_test_trap_assert_stdout ("*cannot be tried here*");
  g_test_skip ("it cannot be tried here");
}

static void
test_read_only (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *data_dir = library_fixture_path (self, "data");
  g_autofree char *flag = library_fixture_path (self, "data/library.sqlite-open");

  easel_library_close (self->library);
  g_assert_no_errno (g_chmod (self->folder.path, 0755));
  g_assert_no_errno (g_chmod (data_dir, 0555));
  if (sample_step_down (data_dir, W_OK))
    assert_open_refused (self, EASEL_DATABASE_ERROR_READ_ONLY);
  else
    g_test_skip ("nothing is forbidden here");
  sample_step_up ();
  g_assert_no_errno (g_chmod (data_dir, 0755));
  g_assert_false (g_file_test (flag, G_FILE_TEST_EXISTS));
}

/* The folder was writable at the start, and is not now. */
static void
test_read_only_media (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *drafts = library_fixture_path (self, "data/media/drafts");
  g_autofree char *path = library_fixture_write_picture (self, 1);
  g_autoptr (GError) error = NULL;

  g_assert_no_errno (g_rmdir (drafts));
  /* A file in its place stops root, too. */
  g_file_set_contents (drafts, "", 0, &error);
  g_assert_no_error (error);
  g_assert_null (
      easel_library_import_picture (self->library, path, NULL, NULL, easel_id_new, NULL, &error));
  g_assert_error (error, EASEL_DATABASE_ERROR, EASEL_DATABASE_ERROR_READ_ONLY);
}

static void
assert_full (LibraryFixture *self, const char *path)
{
  g_autofree char *media = library_fixture_path (self, "data/media");
  guint n_files = sample_count_files (media);
  g_autoptr (GError) error = NULL;

  g_assert_null (
      easel_library_import_picture (self->library, path, NULL, NULL, easel_id_new, NULL, &error));
  g_assert_error (error, EASEL_DATABASE_ERROR, EASEL_DATABASE_ERROR_FULL);
  g_assert_cmpuint (sample_count_files (media), ==, n_files);
}

/* A limit on the size of files stands in for a disk that has no room for one more block. */
static void
test_full_by_limit (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *portrait = NULL;
  g_autofree char *small = NULL;
  g_autofree char *filler = NULL;
  g_autofree char *json = NULL;
  g_autoptr (GPtrArray) entities = NULL;
  g_autoptr (EaselEntity) picture = NULL;
  g_autoptr (GError) error = NULL;
  struct rlimit limit;

  if (!g_test_subprocess ())
    {
      run_in_a_process_of_its_own ();
      return;
    }

  portrait = g_test_build_filename (G_TEST_DIST, "data", "astronaut.jpg", NULL);
  small = library_fixture_write_picture (self, 1);
  fill (self);
  signal (SIGXFSZ, SIG_IGN);
  g_assert_no_errno (getrlimit (RLIMIT_FSIZE, &limit));

  /* The copy does not fit. */
  limit.rlim_cur = 64 * 1024;
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &limit));
  assert_full (self, portrait);

  /* A picture that would be new fits, its row does not: it is taken back. */
  g_unlink (small);
  g_free (small);
  small = library_fixture_write_picture (self, 2);
  assert_full (self, small);

  entities = g_ptr_array_new_with_free_func (g_object_unref);
  filler = g_strnfill (100000, 'y');
  json = g_strdup_printf ("{\"details\":\"%s\"}", filler);
  g_ptr_array_add (entities, library_make_entity (EASEL_ENTITY_MAKEUP, "Big", json, NULL));
  g_assert_false (easel_library_add (self->library, entities, &error));
  g_assert_error (error, EASEL_DATABASE_ERROR, EASEL_DATABASE_ERROR_FULL);
  g_clear_error (&error);

  /* When there is room again, it goes on as if nothing had been. */
  limit.rlim_cur = limit.rlim_max;
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &limit));
  easel_library_add (self->library, entities, &error);
  g_assert_no_error (error);
  picture = library_fixture_import (self, portrait, NULL);
  assert_sound (self);
}

/* Only threads that are started later see it. */
static gboolean
mount_small_disk (const char *path)
{
  g_assert_no_errno (g_mkdir (path, 0700));
  if (unshare (CLONE_NEWNS) != 0 && unshare (CLONE_NEWUSER | CLONE_NEWNS) != 0)
    return FALSE;
  /* Else it would be seen, and stay, outside. */
  mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL);
  return mount ("none", path, "tmpfs", 0, "size=1m") == 0;
}

/* Brings pictures until the disk is full. Returns: how many went in */
static guint
import_until_full (LibraryFixture *self)
{
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *path = library_fixture_write_picture (self, i);
      g_autoptr (EaselEntity) picture = NULL;
      g_autoptr (GError) error = NULL;

      picture = easel_library_import_picture (self->library, path, NULL, NULL, easel_id_new, NULL,
                                              &error);
      if (picture == NULL)
        {
          g_assert_error (error, EASEL_DATABASE_ERROR, EASEL_DATABASE_ERROR_FULL);
          return i;
        }
    }
  g_assert_not_reached ();
}

static void
fill_small_disk (LibraryFixture *self)
{
  g_autofree char *ballast = library_fixture_path (self, "data/ballast");
  g_autofree char *filler = g_strnfill (300 * 1024, 'z');
  g_autofree char *media = library_fixture_path (self, "data/media");
  g_autoptr (GPtrArray) pictures = NULL;
  g_autoptr (EaselEntity) picture = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  guint n_pictures;

  g_file_set_contents (ballast, filler, 300 * 1024, &error);
  g_assert_no_error (error);
  n_pictures = import_until_full (self);
  g_test_message ("full after %u pictures", n_pictures);
  g_assert_cmpuint (n_pictures, >, 3);
  g_assert_cmpuint (sample_count_files (media), ==, n_pictures);
  pictures = library_fixture_query (self, EASEL_ENTITY_PICTURE, NULL);
  g_assert_cmpuint (pictures->len, ==, n_pictures);

  g_assert_no_errno (g_unlink (ballast));
  path = library_fixture_write_picture (self, n_pictures);
  picture = library_fixture_import (self, path, NULL);
  g_assert_cmpuint (sample_count_files (media), ==, n_pictures + 1);
  assert_sound (self);
}

static void
test_full_disk (void)
{
  LibraryFixture fixture = { 0 };
  g_autofree char *data_dir = NULL;

  if (!g_test_subprocess ())
    {
      run_in_a_process_of_its_own ();
      return;
    }

  sample_folder_init (&fixture.folder);
  data_dir = library_fixture_path (&fixture, "data");
  if (!mount_small_disk (data_dir))
    {
      g_print ("cannot be tried here\n");
      exit (1);
    }
  library_fixture_set_up (&fixture, NULL);
  fill_small_disk (&fixture);
  umount2 (data_dir, MNT_DETACH);
  library_fixture_tear_down (&fixture, NULL);
}

/* A cache that cannot be written is no reason to lose a picture. */
static void
test_no_cache (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *cache = library_fixture_path (self, "cache");
  g_autofree char *thumbnails = library_fixture_path (self, "cache/thumbnails");
  g_autofree char *path = library_fixture_write_picture (self, 1);
  g_autoptr (EaselEntity) picture = NULL;
  g_autoptr (GError) error = NULL;

  g_rmdir (thumbnails);
  g_rmdir (cache);
  g_file_set_contents (cache, "in the way", -1, &error);
  g_assert_no_error (error);
  picture = library_fixture_import (self, path, NULL);
  g_assert_null (easel_entity_get_thumbnail (picture));
}

#define ADD(path, func)                                                                            \
  g_test_add (path, LibraryFixture, NULL, library_fixture_set_up, func, library_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/library/damage/pages", test_damaged_pages);
  ADD ("/library/damage/journal", test_journal);
  ADD ("/library/damage/keep-here", test_keep_here);
  ADD ("/library/damage/not-a-database", test_not_a_database);
  ADD ("/library/damage/while-open", test_damage_while_open);
  ADD ("/library/damage/recovery-cut-off", test_recovery_cut_off);
  ADD ("/library/damage/newer", test_newer);
  ADD ("/library/damage/read-only", test_read_only);
  ADD ("/library/damage/read-only-media", test_read_only_media);
  ADD ("/library/damage/full-by-limit", test_full_by_limit);
  g_test_add_func ("/library/damage/full-disk", test_full_disk);
  ADD ("/library/damage/no-cache", test_no_cache);

  return g_test_run ();
}
