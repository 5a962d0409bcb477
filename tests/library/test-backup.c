/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A library becomes a file, and the file becomes the library again, wherever it is restored. */

#include "easel-id.h"
#include "easel-library-backup.h"
#include "easel-library-keep.h"
#include "easel-library-recipes.h"
#include "library-dump.h"
#include "library-scene.h"

#include <glib/gstdio.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>

#define N_CRASHES 9
#define N_PICTURES 60
#define N_FILES_MORE 30
#define N_THREADS 4
#define ENV_FOLDER "EASEL_TEST_FOLDER"
#define ENV_MOMENT "EASEL_TEST_MOMENT"

static EaselBackupCounts
back_up (LibraryFixture *self, GFile *file)
{
  g_autoptr (GError) error = NULL;
  EaselBackupCounts counts;

  easel_library_back_up (self->library, file, NULL, NULL, &counts, NULL, &error);
  g_assert_no_error (error);
  return counts;
}

static EaselRestoreCounts
restore (LibraryFixture *self, GFile *file)
{
  g_autofree char *created = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *before = library_dump (self);
  g_autofree char *looked = NULL;
  g_autoptr (GError) error = NULL;
  EaselRestoreCounts expected = { 0 };
  EaselRestoreCounts counts = { 0 };

  easel_library_inspect_backup (self->library, file, NULL, NULL, &expected, &created, &digest, NULL,
                                &error);
  g_assert_no_error (error);
  looked = library_dump (self);
  library_assert_same_dump (looked, before);

  easel_library_restore (self->library, file, digest, NULL, NULL, &counts, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (&counts, sizeof counts, &expected, sizeof expected);
  library_assert_sound (self);
  return counts;
}

/* Something of everything. */
static void
fill (LibraryFixture *self, LibraryScene *scene)
{
  g_autoptr (EaselLibraryRecipe) recipe = easel_library_recipe_new (
      "0199-recipe", "outfit", "Ärmel 中", "{\"slots\":[]}", 12);
  g_autofree char *own = library_fixture_path (self, "data/analyzers/mine.json");
  g_autofree char *prices = library_fixture_path (self, "data/prices.json");
  g_autofree char *folder = g_path_get_dirname (own);
  g_autofree char *undone = NULL;
  g_autoptr (GError) error = NULL;

  library_scene_init (scene, self);
  g_free (library_edit (self, scene->coat, "color", "plum"));
  library_merge (self, scene->coat, scene->jacket, NULL, &undone, &error);
  g_assert_no_error (error);
  easel_library_put_recipe (self->library, recipe, &error);
  g_assert_no_error (error);
  easel_library_set_keep_here (self->library, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (own, "{\"name\":\"mine\"}", -1, NULL));
  g_assert_true (g_file_set_contents (prices, "{}", -1, NULL));
}

static char *
dump_all (LibraryFixture *self)
{
  g_autofree char *path = library_fixture_path (self, "data/library.sqlite");

  return library_dump_file (path);
}

static void
assert_same_file (LibraryFixture *self, LibraryFixture *other, const char *name)
{
  g_autofree char *path = library_fixture_path (self, name);
  g_autofree char *other_path = library_fixture_path (other, name);
  g_autofree char *data = NULL;
  g_autofree char *other_data = NULL;
  gsize size;
  gsize other_size;

  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  g_assert_true (g_file_get_contents (other_path, &other_data, &other_size, NULL));
  g_assert_cmpmem (data, size, other_data, other_size);
}

static void
assert_no_drafts (LibraryFixture *self)
{
  g_autofree char *path = library_fixture_path (self, "data/media/drafts");
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);

  g_assert_cmpstr (g_dir_read_name (dir), ==, NULL);
}

/* The file of a picture, which must be whole. (transfer full) */
static char *
get_file (LibraryFixture *self, const char *picture)
{
  g_autoptr (EaselEntity) entity = library_fixture_get (self, picture);
  char *path = easel_library_get_picture_path (self->library, picture, NULL);
  g_autofree char *data = NULL;
  g_autofree char *sum = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (guint8 *) data, size);
  g_assert_cmpstr (sum, ==,
                   json_object_get_string_member (easel_entity_get_attributes (entity), "sha256"));
  return path;
}

static void
test_empty (LibraryFixture *self, gconstpointer data)
{
  LibraryFixture other = { 0 };
  g_auto (LibraryScene) scene = { 0 };
  g_autofree char *path = library_fixture_path (self, "backup.zip");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *expected = NULL;
  g_autofree char *restored = NULL;
  g_autofree char *again = NULL;
  EaselBackupCounts saved;
  EaselRestoreCounts counts;

  fill (self, &scene);
  saved = back_up (self, file);
  g_assert_cmpuint (saved.n_pictures, ==, 3);
  g_assert_cmpuint (saved.n_missing, ==, 0);
  library_fixture_set_up (&other, NULL);
  counts = restore (&other, file);
  g_assert_cmpuint (counts.n_pictures, ==, 3);
  g_assert_cmpuint (counts.n_entries, ==, saved.n_entries);
  g_assert_cmpuint (counts.n_recipes, ==, 1);
  g_assert_cmpuint (counts.n_own, ==, 2);
  g_assert_cmpuint (counts.n_kept, ==, 0);
  g_assert_true (counts.keeps_here);
  g_assert_true (easel_library_get_keep_here (other.library));
  library_fixture_wait_changed (&other, scene.coat);

  expected = dump_all (self);
  restored = dump_all (&other);
  library_assert_same_dump (restored, expected);
  assert_same_file (self, &other, "data/analyzers/mine.json");
  assert_same_file (self, &other, "data/prices.json");
  for (guint i = 0; i < G_N_ELEMENTS (scene.pictures); i++)
    g_free (get_file (&other, scene.pictures[i]));

  /* And once more it changes nothing. */
  counts = restore (&other, file);
  g_assert_cmpuint (counts.n_pictures + counts.n_entries + counts.n_recipes + counts.n_own, ==, 0);
  g_assert_cmpuint (counts.n_kept, ==, saved.n_entries + 3);
  again = dump_all (&other);
  library_assert_same_dump (again, expected);
  assert_no_drafts (self);
  assert_no_drafts (&other);
  library_fixture_tear_down (&other, NULL);
}

/* What is here stays: what was changed since, and a picture that came another way. */
static void
test_other_library (LibraryFixture *self, gconstpointer data)
{
  LibraryFixture other = { 0 };
  g_auto (LibraryScene) scene = { 0 };
  g_autofree char *path = library_fixture_path (self, "backup.zip");
  g_autofree char *picture_path = NULL;
  g_autofree char *own = NULL;
  g_autofree char *own_text = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (EaselEntity) picture = NULL;
  g_autoptr (EaselEntity) mine = NULL;
  g_autoptr (EaselEntity) after = NULL;
  EaselRestoreCounts counts;

  fill (self, &scene);
  picture_path = get_file (self, scene.pictures[0]);
  back_up (self, file);

  library_fixture_set_up (&other, NULL);
  picture = library_fixture_import (&other, picture_path, "the same");
  mine = library_make_entity (EASEL_ENTITY_OUTFIT, "Mine", "{}", "job-9");
  library_fixture_add (&other, mine);
  g_free (library_edit (&other, easel_entity_get_id (picture), NULL, "renamed here"));
  own = library_fixture_path (&other, "data/prices.json");
  g_assert_true (g_file_set_contents (own, "{\"mine\":1}", -1, NULL));

  counts = restore (&other, file);
  g_assert_cmpuint (counts.n_pictures, ==, 2);
  g_assert_cmpuint (counts.n_kept, ==, 1);
  g_assert_cmpuint (counts.n_own, ==, 1);
  after = library_fixture_get (&other, easel_entity_get_id (picture));
  g_assert_cmpstr (easel_entity_get_name (after), ==, "renamed here");
  library_assert_list (library_list_pictures (&other, scene.coat),
                       "source:%s source:%s source:%s preview:%s", easel_entity_get_id (picture),
                       scene.pictures[1], scene.pictures[2], easel_entity_get_id (picture));
  g_assert_true (g_file_get_contents (own, &own_text, NULL, NULL));
  g_assert_cmpstr (own_text, ==, "{\"mine\":1}");
  library_fixture_tear_down (&other, NULL);
}

/* What the person changed since the backup is not what the backup says. */
static void
test_same_library (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  g_autofree char *path = library_fixture_path (self, "backup.zip");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  EaselRestoreCounts counts;

  fill (self, &scene);
  back_up (self, file);
  g_free (library_edit (self, scene.scarf, "color", "green"));
  before = dump_all (self);
  counts = restore (self, file);
  g_assert_cmpuint (counts.n_entries + counts.n_pictures, ==, 0);
  after = dump_all (self);
  library_assert_same_dump (after, before);
}

/* A picture whose file is gone keeps nothing else from being saved. */
static void
test_missing_file (LibraryFixture *self, gconstpointer data)
{
  LibraryFixture other = { 0 };
  g_auto (LibraryScene) scene = { 0 };
  g_autofree char *path = library_fixture_path (self, "backup.zip");
  g_autofree char *gone = NULL;
  g_autofree char *damaged = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  EaselRestoreCounts counts;

  fill (self, &scene);
  gone = get_file (self, scene.pictures[0]);
  g_unlink (gone);
  damaged = get_file (self, scene.pictures[1]);
  g_assert_true (g_file_set_contents (damaged, "no picture", -1, NULL));
  g_assert_cmpuint (back_up (self, file).n_missing, ==, 2);

  library_fixture_set_up (&other, NULL);
  counts = restore (&other, file);
  g_assert_cmpuint (counts.n_pictures, ==, 3);
  g_assert_cmpuint (counts.n_missing, ==, 2);
  library_fixture_tear_down (&other, NULL);
}

/* Files of pictures that are known come back, also when nothing else is new. */
static void
test_file_again (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  g_autofree char *path = library_fixture_path (self, "backup.zip");
  g_autofree char *gone = NULL;
  g_autofree char *cut = NULL;
  g_autofree char *thumbnail = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  EaselRestoreCounts counts;

  fill (self, &scene);
  back_up (self, file);
  before = dump_all (self);
  gone = get_file (self, scene.pictures[0]);
  g_assert_no_errno (g_unlink (gone));
  thumbnail = easel_library_get_thumbnail_path (self->library, scene.pictures[0]);
  g_assert_no_errno (g_unlink (thumbnail));
  g_object_unref (library_fixture_get (self, scene.pictures[0]));
  cut = get_file (self, scene.pictures[1]);
  g_assert_no_errno (truncate (cut, 20));
  library_fixture_wait_changed (self, scene.pictures[2]);
  g_ptr_array_set_size (self->changed, 0);

  counts = restore (self, file);
  g_assert_cmpuint (counts.n_entries + counts.n_pictures + counts.n_missing, ==, 0);
  g_assert_cmpuint (counts.n_files, ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (scene.pictures); i++)
    g_free (get_file (self, scene.pictures[i]));
  library_fixture_wait_changed (self, scene.pictures[0]);
  library_fixture_wait_changed (self, scene.pictures[1]);
  while (!g_file_test (thumbnail, G_FILE_TEST_EXISTS))
    {
      g_ptr_array_set_size (self->changed, 0);
      library_fixture_wait_changed (self, scene.pictures[0]);
    }
  after = dump_all (self);
  library_assert_same_dump (after, before);
  assert_no_drafts (self);

  g_assert_cmpuint (restore (self, file).n_files, ==, 0);
}

/* As many pictures as there are: one file at a time is open. */
static void
test_many (LibraryFixture *self, gconstpointer data)
{
  LibraryFixture other = { 0 };
  g_autofree char *path = library_fixture_path (self, "backup.zip");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofd int next = -1;
  struct rlimit limit;
  struct rlimit low;

  for (guint i = 0; i < N_PICTURES; i++)
    {
      g_autofree char *picture = library_fixture_write_picture (self, i);

      g_object_unref (library_fixture_import (self, picture, "one"));
    }
  library_fixture_set_up (&other, NULL);
  next = g_open ("/dev/null", O_RDONLY | O_CLOEXEC);
  g_assert_no_errno (getrlimit (RLIMIT_NOFILE, &limit));
  low = (struct rlimit) { (rlim_t) next + N_FILES_MORE, limit.rlim_max };
  g_assert_no_errno (setrlimit (RLIMIT_NOFILE, &low));
  g_assert_cmpuint (back_up (self, file).n_pictures, ==, N_PICTURES);
  g_assert_cmpuint (restore (&other, file).n_pictures, ==, N_PICTURES);
  g_assert_no_errno (setrlimit (RLIMIT_NOFILE, &limit));
  library_fixture_tear_down (&other, NULL);
}

static gpointer
restore_in_thread (gpointer data)
{
  LibraryFixture *self = data;
  g_autofree char *path = library_fixture_path (self, "backup.zip");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  EaselRestoreCounts counts;

  easel_library_restore (self->library, file, NULL, NULL, NULL, &counts, NULL, &error);
  g_assert_no_error (error);
  return GUINT_TO_POINTER (counts.n_entries);
}

/* The second one finds all of it there. */
static void
test_at_once (LibraryFixture *self, gconstpointer data)
{
  LibraryFixture other = { 0 };
  g_auto (LibraryScene) scene = { 0 };
  g_autofree char *path = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *restored = NULL;
  g_autoptr (GFile) file = NULL;
  GThread *threads[N_THREADS];
  guint n_entries = 0;
  EaselBackupCounts saved;

  fill (self, &scene);
  library_fixture_set_up (&other, NULL);
  path = library_fixture_path (&other, "backup.zip");
  file = g_file_new_for_path (path);
  saved = back_up (self, file);
  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("restore", restore_in_thread, &other);
  for (guint i = 0; i < N_THREADS; i++)
    n_entries += GPOINTER_TO_UINT (g_thread_join (threads[i]));
  g_assert_cmpuint (n_entries, ==, saved.n_entries);
  expected = dump_all (self);
  restored = dump_all (&other);
  library_assert_same_dump (restored, expected);
  library_fixture_tear_down (&other, NULL);
}

/* Crashes -------------------------------------------------------------------------------- */

static void
die_at_moment (double fraction, gpointer user_data)
{
  guint *left = user_data;

  if ((*left)-- == 0)
    raise (SIGKILL);
}

/* In a process of its own: dies while it restores. */
static void
test_crash_child (void)
{
  const char *folder = g_getenv (ENV_FOLDER);
  LibraryFixture self = { 0 };
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;
  guint left;
  EaselRestoreCounts counts;

  if (folder == NULL)
    {
      g_test_skip ("Only for the other test");
      return;
    }
  left = (guint) g_ascii_strtoull (g_getenv (ENV_MOMENT), NULL, 10);
  self.folder.path = g_strdup (folder);
  path = library_fixture_path (&self, "backup.zip");
  file = g_file_new_for_path (path);
  library_fixture_set_up (&self, NULL);
  easel_library_restore (self.library, file, NULL, die_at_moment, &left, &counts, NULL, NULL);
  raise (SIGKILL);
}

/* Whatever the moment: the library as it was or with all of the backup, and then it goes on. */
static void
test_crash (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  g_autofree char *expected = NULL;
  guint n_old = 0;

  fill (self, &scene);
  expected = dump_all (self);
  for (guint i = 0; i < N_CRASHES; i++)
    {
      LibraryFixture other = { 0 };
      g_auto (GStrv) env = g_get_environ ();
      g_autofree char *moment = g_strdup_printf ("%u", i);
      g_autofree char *path = NULL;
      g_autofree char *after = NULL;
      g_autofree char *done = NULL;
      g_autoptr (GFile) file = NULL;

      sample_folder_init (&other.folder);
      path = library_fixture_path (&other, "backup.zip");
      file = g_file_new_for_path (path);
      back_up (self, file);
      env = g_environ_setenv (env, ENV_FOLDER, other.folder.path, TRUE);
      env = g_environ_setenv (env, ENV_MOMENT, moment, TRUE);
      g_test_trap_subprocess_with_envp ("/backup/crash-child", (const char *const *) env, 0,
                                        G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_failed ();

      library_fixture_set_up (&other, NULL);
      library_assert_sound (&other);
      n_old += library_fixture_count (&other, "SELECT count(*) FROM entity") == 0;
      restore (&other, file);
      done = dump_all (&other);
      library_assert_same_dump (done, expected);
      library_fixture_tear_down (&other, NULL);
    }
  g_assert_cmpuint (n_old, >, 0);
  g_assert_cmpuint (n_old, <, N_CRASHES);
}

/* In a process of its own: dies while it saves. */
static void
test_crash_saving_child (void)
{
  const char *folder = g_getenv (ENV_FOLDER);
  LibraryFixture self = { 0 };
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;
  guint left = 1;
  EaselBackupCounts counts;

  if (folder == NULL)
    {
      g_test_skip ("Only for the other test");
      return;
    }
  self.folder.path = g_strdup (folder);
  path = library_fixture_path (&self, "saved/backup.zip");
  file = g_file_new_for_path (path);
  library_fixture_set_up (&self, NULL);
  easel_library_back_up (self.library, file, die_at_moment, &left, &counts, NULL, NULL);
}

/* What was there stays, and nothing half is beside it. */
static void
test_crash_saving (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  g_auto (GStrv) env = g_environ_setenv (g_get_environ (), ENV_FOLDER, self->folder.path, TRUE);
  g_autofree char *folder = library_fixture_path (self, "saved");
  g_autofree char *path = library_fixture_path (self, "saved/backup.zip");
  g_autofree char *text = NULL;

  fill (self, &scene);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "mine", -1, NULL));
  g_test_trap_subprocess_with_envp ("/backup/crash-saving-child", (const char *const *) env, 0,
                                    G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "mine");
  g_assert_cmpuint (sample_count_files (folder), ==, 1);
  library_fixture_reopen (self);
  assert_no_drafts (self);
}

#define ADD(name, func)                                                                            \
  g_test_add ("/backup/" name, LibraryFixture, NULL, library_fixture_set_up, func,                 \
              library_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("empty", test_empty);
  ADD ("other-library", test_other_library);
  ADD ("same-library", test_same_library);
  ADD ("missing-file", test_missing_file);
  ADD ("file-again", test_file_again);
  ADD ("many", test_many);
  ADD ("at-once", test_at_once);
  ADD ("crash", test_crash);
  ADD ("crash-saving", test_crash_saving);
  g_test_add_func ("/backup/crash-child", test_crash_child);
  g_test_add_func ("/backup/crash-saving-child", test_crash_saving_child);
  return g_test_run ();
}
