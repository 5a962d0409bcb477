/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-id.h"
#include "library-dump.h"
#include "library-scene.h"

/* Several doors at the same moment. */

#define N_THREADS 8
#define N_ROUNDS 6

typedef struct
{
  LibraryFixture *fixture;
  GPtrArray *items; /* (element-type utf8): ids; the first is the source of all merges */
  guint number;
  JsonNode *proposal;
  int n_won;     /* atomic, of all */
  int n_refused; /* atomic, of all */
} Shared;

typedef struct
{
  Shared *shared;
  guint number;
} Worker;

static char *
add_item (LibraryFixture *self, const char *name, const char *json)
{
  g_autoptr (EaselEntity) item = library_make_entity (EASEL_ENTITY_CLOTHING_ITEM, name, json, NULL);

  library_fixture_add (self, item);
  return g_strdup (easel_entity_get_id (item));
}

static void
run_all (Shared *shared, GThreadFunc func)
{
  Worker workers[N_THREADS];
  GThread *threads[N_THREADS];

  for (guint i = 0; i < N_THREADS; i++)
    {
      workers[i] = (Worker) { shared, i };
      threads[i] = g_thread_new ("worker", func, &workers[i]);
    }
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);
}

static gpointer
merge_same (gpointer data)
{
  Worker *self = data;
  Shared *shared = self->shared;
  const EaselMergeRequest request = {
    .source = g_ptr_array_index (shared->items, 0),
    .target = g_ptr_array_index (shared->items, 1),
    .source_revision = 1,
    .target_revision = 1,
    .proposal = shared->proposal,
  };
  g_autoptr (GError) error = NULL;

  if (easel_library_merge (shared->fixture->library, &request, NULL, NULL, &error))
    g_atomic_int_inc (&shared->n_won);
  else
    {
      g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_ARCHIVED);
      g_atomic_int_inc (&shared->n_refused);
    }
  return NULL;
}

/* One wins, the others are told. */
static void
test_same_pair (LibraryFixture *self, gconstpointer data)
{
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      Shared shared = { .fixture = self };
      g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (JsonNode) proposal = NULL;

      g_ptr_array_add (items, add_item (self, "One", "{\"color\":\"red\"}"));
      g_ptr_array_add (items, add_item (self, "Two", "{\"color\":\"dark red\"}"));
      shared.items = items;
      shared.proposal = proposal = library_propose (self, g_ptr_array_index (items, 0),
                                                    g_ptr_array_index (items, 1));
      run_all (&shared, merge_same);
      g_assert_cmpint (shared.n_won, ==, 1);
      g_assert_cmpint (shared.n_refused, ==, N_THREADS - 1);
    }
  library_assert_sound (self);
}

static gpointer
merge_repeated (gpointer data)
{
  Worker *self = data;
  Shared *shared = self->shared;
  const EaselMergeRequest request = {
    .source = g_ptr_array_index (shared->items, 0),
    .target = g_ptr_array_index (shared->items, 1),
    .proposal = shared->proposal,
  };
  const EaselChangeStamp stamp = { .entry = "entry-1" };
  g_autoptr (GError) error = NULL;

  easel_library_merge (shared->fixture->library, &request, &stamp, NULL, &error);
  g_assert_no_error (error);
  return NULL;
}

/* One decision that arrives through every door is made once, and all are told it is made. */
static void
test_same_entry (LibraryFixture *self, gconstpointer data)
{
  Shared shared = { .fixture = self };
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JsonNode) proposal = NULL;

  g_ptr_array_add (items, add_item (self, "One", "{\"color\":\"red\"}"));
  g_ptr_array_add (items, add_item (self, "Two", "{\"color\":\"dark red\"}"));
  shared.items = items;
  shared.proposal = proposal = library_propose (self, g_ptr_array_index (items, 0),
                                                g_ptr_array_index (items, 1));
  run_all (&shared, merge_repeated);
  g_assert_cmpint (library_fixture_count (self, "SELECT count(*) FROM journal"), ==, 1);
  library_assert_sound (self);
}

/* Asks anew until it was not too late. */
static void
merge_into_first (Shared *shared, const char *target)
{
  const char *source = g_ptr_array_index (shared->items, 0);

  for (;;)
    {
      g_autoptr (EaselEntity) own = library_fixture_get (shared->fixture, source);
      g_autoptr (EaselEntity) other = library_fixture_get (shared->fixture, target);
      g_autoptr (JsonNode) proposal = easel_merge_propose_fieldwise (own, other);
      const EaselMergeRequest request = {
        .source = source,
        .target = target,
        .source_revision = easel_entity_get_revision (own),
        .target_revision = easel_entity_get_revision (other),
        .proposal = proposal,
      };
      const EaselChangeStamp stamp = { .group = "group-1" };
      g_autoptr (GError) error = NULL;

      if (easel_library_merge (shared->fixture->library, &request, &stamp, NULL, &error))
        return;
      g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_CHANGED);
      g_atomic_int_inc (&shared->n_refused);
    }
}

static gpointer
merge_own (gpointer data)
{
  Worker *self = data;
  Shared *shared = self->shared;

  for (guint i = 0; i < N_ROUNDS; i++)
    merge_into_first (shared, g_ptr_array_index (shared->items, 1 + self->number * N_ROUNDS + i));
  return NULL;
}

/* All fold something into the same thing: nothing of any of them is lost. */
static void
test_same_source (LibraryFixture *self, gconstpointer data)
{
  Shared shared = { .fixture = self };
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (EaselEntity) suit = library_make_entity (EASEL_ENTITY_OUTFIT, "Suit", NULL, NULL);
  g_autoptr (EaselEntity) merged = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i <= N_THREADS * N_ROUNDS; i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"trims\":[\"trim-%u\"]}", i);

      g_ptr_array_add (items, add_item (self, "Item", json));
      easel_entity_add_reference (suit, "item", g_ptr_array_index (items, i));
    }
  library_fixture_add (self, suit);
  before = library_dump (self);
  shared.items = items;
  run_all (&shared, merge_own);
  g_test_message ("%d proposals came too late", shared.n_refused);

  merged = library_fixture_get (self, g_ptr_array_index (items, 0));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (
                        easel_entity_get_attributes (merged), "trims")),
                    ==, N_THREADS * N_ROUNDS + 1);
  g_assert_cmpuint (easel_entity_get_revision (merged), ==, N_THREADS * N_ROUNDS + 1);
  g_assert_cmpint (library_fixture_count (self, "SELECT count(*) FROM entity_reference"), ==, 1);
  library_assert_sound (self);

  g_assert_true (easel_library_undo (self->library, "group-1", FALSE, NULL, NULL, &error));
  g_assert_no_error (error);
  after = library_dump (self);
  library_assert_same_dump (after, before);
}

static gpointer
undo_same (gpointer data)
{
  Worker *self = data;
  Shared *shared = self->shared;
  g_autoptr (GError) error = NULL;

  if (easel_library_undo (shared->fixture->library, "group-1", FALSE, NULL, NULL, &error))
    g_atomic_int_inc (&shared->n_won);
  else
    g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_UNDONE);
  return NULL;
}

static void
test_same_undo (LibraryFixture *self, gconstpointer data)
{
  Shared shared = { .fixture = self };
  g_autofree char *first = add_item (self, "One", "{\"color\":\"red\"}");
  g_autofree char *second = add_item (self, "Two", "{\"color\":\"dark red\"}");
  g_autofree char *before = library_dump (self);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (library_merge (self, first, second, "group-1", NULL, &error));
  g_assert_no_error (error);
  run_all (&shared, undo_same);
  g_assert_cmpint (shared.n_won, ==, 1);
  after = library_dump (self);
  library_assert_same_dump (after, before);
}

#define ADD(path, func)                                                                            \
  g_test_add (path, LibraryFixture, NULL, library_fixture_set_up, func, library_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/changes/threads/same-pair", test_same_pair);
  ADD ("/changes/threads/same-entry", test_same_entry);
  ADD ("/changes/threads/same-source", test_same_source);
  ADD ("/changes/threads/same-undo", test_same_undo);

  return g_test_run ();
}
