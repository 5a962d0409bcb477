/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library-fixture.h"

#include <glib/gstdio.h>

#include <signal.h>

/* A program that brings pictures is killed at random moments. After each kill the library opens,
 * is sound, has everything the program said was in it, and no half file. */

#define N_KILLS 15
#define N_PICTURES 600
#define MAX_LIFE_MS 120

/* @ids: (element-type utf8): gets what the program said */
static void
read_ids (GInputStream *stream, GHashTable *ids)
{
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (stream);
  char *line;

  while ((line = g_data_input_stream_read_line (lines, NULL, NULL, NULL)) != NULL)
    {
      /* A kill may cut a line off. */
      if (strlen (line) == 36)
        g_hash_table_add (ids, line);
      else
        g_free (line);
    }
}

static GSubprocess *
start (LibraryFixture *self)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "library", "library-importer",
                                                    NULL);
  g_autofree char *data_dir = library_fixture_path (self, "data");
  g_autofree char *cache_dir = library_fixture_path (self, "cache");
  g_autofree char *pictures = library_fixture_path (self, "pictures");
  g_autoptr (GError) error = NULL;
  GSubprocess *importer = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program,
                                            data_dir, cache_dir, pictures, NULL);

  g_assert_no_error (error);
  return importer;
}

static gpointer
kill_later (gpointer data)
{
  GSubprocess *importer = data;

  g_usleep ((gulong) g_random_int_range (1, MAX_LIFE_MS) * 1000);
  g_subprocess_send_signal (importer, SIGKILL);
  return NULL;
}

/* Returns: whether it was killed before it was done */
static gboolean
run_and_kill (LibraryFixture *self, GHashTable *ids)
{
  g_autoptr (GSubprocess) importer = start (self);
  GThread *killer = g_thread_new ("killer", kill_later, importer);

  read_ids (g_subprocess_get_stdout_pipe (importer), ids);
  g_subprocess_wait (importer, NULL, NULL);
  g_thread_join (killer);
  return g_subprocess_get_if_signaled (importer);
}

static void
assert_whole_file (const char *path, const char *name)
{
  g_autofree char *expected = g_strndup (name, 64);
  g_autofree char *sha256 = NULL;
  g_autoptr (GError) error = NULL;
  char *data;
  gsize size;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (guint8 *) data, size);
  g_free (data);
  g_assert_cmpstr (sha256, ==, expected);
}

/* Returns: how many there are */
static guint
assert_whole_files (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        n += assert_whole_files (child);
      else
        {
          assert_whole_file (child, name);
          n++;
        }
    }
  return n;
}

static void
assert_pictures_have_files (LibraryFixture *self)
{
  g_autoptr (GPtrArray) pictures = library_fixture_query (self, EASEL_ENTITY_PICTURE, NULL);

  for (guint i = 0; i < pictures->len; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = easel_library_get_picture_path (
          self->library, easel_entity_get_id (g_ptr_array_index (pictures, i)), &error);

      g_assert_no_error (error);
      g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
    }
}

static void
assert_all_there (LibraryFixture *self, GHashTable *ids)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EaselEntity) entity = easel_library_get (self->library, id, &error);

      g_assert_no_error (error);
    }
}

static guint
check (LibraryFixture *self, GHashTable *ids)
{
  g_autofree char *media = library_fixture_path (self, "data/media");
  g_autofree char *drafts = library_fixture_path (self, "data/media/drafts");

  library_fixture_reopen (self);
  g_assert_cmpuint (self->notices->len, ==, 0);
  g_assert_cmpuint (sample_count_files (drafts), ==, 0);
  g_assert_cmpint (library_fixture_count (self, "SELECT count(*) FROM pragma_foreign_key_check"),
                   ==, 0);
  g_assert_cmpint (library_fixture_count (self, "SELECT count(*) FROM entity "
                                                "WHERE kind = 'picture' AND id NOT IN "
                                                "(SELECT entity FROM media)"),
                   ==, 0);
  assert_pictures_have_files (self);
  assert_all_there (self, ids);
  return assert_whole_files (media);
}

static void
test_kill (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *pictures = library_fixture_path (self, "pictures");
  g_autoptr (GSubprocess) last = NULL;
  g_autoptr (GError) error = NULL;
  guint n_killed = 0, n_files;

  g_assert_no_errno (g_mkdir (pictures, 0700));
  for (guint i = 0; i < N_PICTURES; i++)
    {
      g_autofree char *name = g_strdup_printf ("pictures/%u.png", i);
      g_autoptr (GdkPixbuf) pixbuf = sample_pixbuf (40 + (int) i % 50, 40, i, FALSE);
      g_autoptr (GBytes) bytes = sample_encode (pixbuf, "png");
      g_autofree char *path = sample_write (&self->folder, name, bytes);
    }

  for (guint i = 0; i < N_KILLS; i++)
    {
      easel_library_close (self->library);
      n_killed += run_and_kill (self, ids) ? 1 : 0;
      n_files = check (self, ids);
      g_test_message ("life %u: %u ids said, %u files", i + 1, g_hash_table_size (ids), n_files);
    }
  g_test_message ("killed %u times", n_killed);
  g_assert_cmpuint (n_killed, >, 0);

  /* Left alone it ends, and nothing was doubled or left over. */
  easel_library_close (self->library);
  last = start (self);
  read_ids (g_subprocess_get_stdout_pipe (last), ids);
  g_subprocess_wait_check (last, NULL, &error);
  g_assert_no_error (error);
  n_files = check (self, ids);
  g_assert_cmpuint (n_files, ==, N_PICTURES);
  g_assert_cmpuint (g_hash_table_size (ids), ==, 3 * N_PICTURES);
  g_assert_cmpint (library_fixture_count (self, "SELECT count(*) FROM entity"), ==, 3 * N_PICTURES);
  g_assert_cmpint (library_fixture_count (self, "SELECT count(*) FROM entity_reference"), ==,
                   N_PICTURES);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/library/kill", LibraryFixture, NULL, library_fixture_set_up, test_kill,
              library_fixture_tear_down);

  return g_test_run ();
}
