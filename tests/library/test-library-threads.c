/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-id.h"
#include "library-fixture.h"

#define N_THREADS 8
#define N_COMMON 6
#define N_OWN 6

typedef struct
{
  LibraryFixture *fixture;
  guint number;
  char *common[N_COMMON]; /* ids of the pictures that every thread brings */
} Worker;

static char *
import (Worker *self, guint picture)
{
  g_autofree char *name = g_strdup_printf ("picture-%u.png", picture);
  g_autofree char *path = library_fixture_path (self->fixture, name);
  g_autoptr (EaselEntity) entity = library_fixture_import (self->fixture, path, name);

  return g_strdup (easel_entity_get_id (entity));
}

static void
analyze (Worker *self, const char *picture, guint i)
{
  g_autofree char *job = g_strdup_printf ("job-%u-%u", self->number, i);
  g_autofree char *revision = g_strdup_printf ("r%u", self->number);
  g_autoptr (EaselEntity) entity = library_make_entity (EASEL_ENTITY_MAKEUP, job, NULL, job);
  g_autoptr (EaselEntity) found = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) users = NULL;
  g_autoptr (GError) error = NULL;

  easel_entity_add_picture (entity, picture, "source");
  library_fixture_add (self->fixture, entity);
  easel_library_remember_analysis (self->fixture->library, picture, "makeup", "p", "m", revision,
                                   easel_entity_get_id (entity), &error);
  g_assert_no_error (error);

  found = easel_library_find_analysis (self->fixture->library, picture, "makeup", "p", "m",
                                       revision, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (easel_entity_get_id (found), ==, easel_entity_get_id (entity));
  all = library_fixture_query (self->fixture, NULL, "job");
  g_assert_cmpuint (all->len, >, 0);
  users = easel_library_where_used (self->fixture->library, picture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (users->len, >, 0);
}

static gpointer
work (gpointer data)
{
  Worker *self = data;

  for (guint i = 0; i < N_COMMON; i++)
    {
      self->common[i] = import (self, i);
      analyze (self, self->common[i], i);
    }
  for (guint i = 0; i < N_OWN; i++)
    {
      g_autofree char *own = import (self, N_COMMON + self->number * N_OWN + i);

      analyze (self, own, N_COMMON + i);
    }
  return NULL;
}

static void
test_threads (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *media = library_fixture_path (self, "data/media");
  Worker workers[N_THREADS] = { 0 };
  GThread *threads[N_THREADS];
  const guint n_pictures = N_COMMON + N_THREADS * N_OWN;

  for (guint i = 0; i < n_pictures; i++)
    g_free (library_fixture_write_picture (self, i));

  for (guint i = 0; i < N_THREADS; i++)
    {
      workers[i].fixture = self;
      workers[i].number = i;
      threads[i] = g_thread_new ("worker", work, &workers[i]);
    }
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);

  g_assert_cmpuint (sample_count_files (media), ==, n_pictures);
  g_assert_cmpint (
      library_fixture_count (self, "SELECT count(*) FROM entity WHERE kind = 'picture'"), ==,
      n_pictures);
  g_assert_cmpint (
      library_fixture_count (self, "SELECT count(*) FROM entity WHERE kind = 'makeup'"), ==,
      N_THREADS * (N_COMMON + N_OWN));
  for (guint i = 0; i < N_THREADS; i++)
    for (guint j = 0; j < N_COMMON; j++)
      {
        g_assert_cmpstr (workers[i].common[j], ==, workers[0].common[j]);
        if (i > 0)
          g_clear_pointer (&workers[i].common[j], g_free);
      }
  for (guint j = 0; j < N_COMMON; j++)
    g_free (workers[0].common[j]);
}

/* All at the same moment, again and again with a picture that is new. */
static gpointer
import_one (gpointer data)
{
  return import (data, 0);
}

static void
test_same_picture (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *media = library_fixture_path (self, "data/media");
  Worker worker = { .fixture = self };
  GThread *threads[N_THREADS];
  char *ids[N_THREADS];

  g_free (library_fixture_write_picture (self, 0));
  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("worker", import_one, &worker);
  for (guint i = 0; i < N_THREADS; i++)
    ids[i] = g_thread_join (threads[i]);

  for (guint i = 0; i < N_THREADS; i++)
    {
      g_assert_cmpstr (ids[i], ==, ids[0]);
      if (i > 0)
        g_free (ids[i]);
    }
  g_free (ids[0]);
  g_assert_cmpuint (sample_count_files (media), ==, 1);
}

/* Closing waits for what is under way; what comes later is told so. */
static gpointer
import_until_closed (gpointer data)
{
  Worker *self = data;

  for (guint i = 0;; i++)
    {
      g_autofree char *name = g_strdup_printf ("picture-%u.png", i % N_COMMON);
      g_autofree char *path = library_fixture_path (self->fixture, name);
      g_autoptr (GError) error = NULL;
      g_autoptr (EaselEntity) entity = easel_library_import_picture (
          self->fixture->library, path, name, NULL, easel_id_new, NULL, &error);

      if (entity == NULL)
        {
          g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_OPEN);
          return NULL;
        }
    }
}

static void
test_close_meanwhile (LibraryFixture *self, gconstpointer data)
{
  Worker worker = { .fixture = self };
  GThread *threads[N_THREADS];

  for (guint i = 0; i < N_COMMON; i++)
    g_free (library_fixture_write_picture (self, i));
  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("worker", import_until_closed, &worker);
  g_usleep (50 * 1000);
  easel_library_close (self->library);
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);
}

#define ADD(path, func)                                                                            \
  g_test_add (path, LibraryFixture, NULL, library_fixture_set_up, func, library_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/library/threads/all", test_threads);
  ADD ("/library/threads/same-picture", test_same_picture);
  ADD ("/library/threads/close-meanwhile", test_close_meanwhile);

  return g_test_run ();
}
