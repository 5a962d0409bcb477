/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-library-changes.h"
#include "easel-library-model.h"
#include "library-fixture.h"

#define PAGE_SIZE 10
#define PATIENCE_SECONDS 120

/* What a model said: one line for each change of its items. */
typedef struct
{
  GString *changes;
  guint n_answers;
} Record;

static void
on_items_changed (Record *record, guint position, guint n_removed, guint n_added)
{
  g_string_append_printf (record->changes, "%u-%u+%u ", position, n_removed, n_added);
}

static void
on_state (Record *record)
{
  record->n_answers++;
}

static EaselLibraryModel *
new_model (EaselLibrary *library, Record *record)
{
  EaselLibraryModel *model = easel_library_model_new (library, PAGE_SIZE);

  record->changes = g_string_new (NULL);
  record->n_answers = 0;
  g_signal_connect_swapped (model, "items-changed", G_CALLBACK (on_items_changed), record);
  g_signal_connect_swapped (model, "notify::state", G_CALLBACK (on_state), record);
  return model;
}

static void
record_clear (Record *record)
{
  g_string_free (record->changes, TRUE);
}

static gboolean
on_patience_lost (gpointer user_data)
{
  g_error ("No answer in %d seconds", PATIENCE_SECONDS);
  return G_SOURCE_REMOVE;
}

static void
wait_answers (Record *record, guint n_answers)
{
  guint timeout = g_timeout_add_seconds (PATIENCE_SECONDS, on_patience_lost, NULL);

  while (record->n_answers < n_answers)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout);
}

static void
wait_items (EaselLibraryModel *model, guint n_items)
{
  guint timeout = g_timeout_add_seconds (PATIENCE_SECONDS, on_patience_lost, NULL);

  while (g_list_model_get_n_items (G_LIST_MODEL (model)) != n_items)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout);
}

/* Lets everything that is on its way arrive. */
static void
settle (void)
{
  for (guint idle = 0; idle < 300; g_usleep (1000))
    idle += !g_main_context_iteration (NULL, FALSE);
}

static void
add_entity (LibraryFixture *self, const char *kind, const char *name)
{
  g_autoptr (EaselEntity) entity = library_make_entity (kind, name, NULL, "job-1");

  library_fixture_add (self, entity);
}

static void
add_entities (LibraryFixture *self, guint n_entities)
{
  for (guint i = 0; i < n_entities; i++)
    {
      g_autofree char *name = g_strdup_printf ("Outfit %u", i);

      add_entity (self, EASEL_ENTITY_OUTFIT, name);
    }
  settle ();
}

static char *
dup_name (EaselLibraryModel *model, guint position)
{
  g_autoptr (EaselEntity) entity = g_list_model_get_item (G_LIST_MODEL (model), position);

  g_assert_nonnull (entity);
  return g_strdup (easel_entity_get_name (entity));
}

static void
assert_name (EaselLibraryModel *model, guint position, const char *expected)
{
  g_autofree char *name = dup_name (model, position);

  g_assert_cmpstr (name, ==, expected);
}

static void
test_pages (LibraryFixture *self, gconstpointer data)
{
  Record record;
  g_autoptr (EaselLibraryModel) model = NULL;

  add_entities (self, 25);
  model = new_model (self->library, &record);
  g_assert_cmpint (easel_library_model_get_state (model), ==, EASEL_LIBRARY_MODEL_LOADING);

  easel_library_model_set_query (model, NULL, NULL, FALSE);
  wait_answers (&record, 1);
  g_assert_cmpint (easel_library_model_get_state (model), ==, EASEL_LIBRARY_MODEL_READY);
  assert_name (model, 0, "Outfit 24");
  assert_name (model, 9, "Outfit 15");

  easel_library_model_load_more (model);
  /* Not twice for one page. */
  easel_library_model_load_more (model);
  wait_answers (&record, 2);
  easel_library_model_load_more (model);
  wait_answers (&record, 3);
  assert_name (model, 24, "Outfit 0");

  /* That was the end. */
  easel_library_model_load_more (model);
  settle ();
  g_assert_cmpuint (record.n_answers, ==, 3);
  g_assert_cmpstr (record.changes->str, ==, "0-0+10 10-0+10 20-0+5 ");
  record_clear (&record);
}

/* However little was read before. */
static void
test_everything (LibraryFixture *self, gconstpointer data)
{
  Record record;
  g_autoptr (EaselLibraryModel) model = NULL;

  add_entities (self, 25);
  model = new_model (self->library, &record);
  easel_library_model_set_query (model, NULL, NULL, FALSE);
  easel_library_model_load_all (model);
  g_assert_false (easel_library_model_is_complete (model));
  wait_items (model, 25);
  g_assert_true (easel_library_model_is_complete (model));
  g_assert_cmpstr (record.changes->str, ==, "0-0+10 10-0+15 ");
  record_clear (&record);
}

static void
test_archived (LibraryFixture *self, gconstpointer data)
{
  Record record;
  g_autoptr (EaselLibraryModel) model = new_model (self->library, &record);
  g_autoptr (EaselEntity) entity = NULL;
  g_autoptr (GError) error = NULL;

  add_entities (self, 3);
  easel_library_model_set_query (model, NULL, NULL, TRUE);
  wait_answers (&record, 1);
  g_assert_cmpint (easel_library_model_get_state (model), ==, EASEL_LIBRARY_MODEL_EMPTY);

  easel_library_model_set_query (model, NULL, NULL, FALSE);
  wait_items (model, 3);
  entity = g_list_model_get_item (G_LIST_MODEL (model), 1);
  easel_library_set_archived (self->library,
                              (const char *const[]) { easel_entity_get_id (entity), NULL }, TRUE,
                              NULL, NULL, &error);
  g_assert_no_error (error);
  wait_items (model, 2);
  easel_library_model_set_query (model, NULL, NULL, TRUE);
  wait_items (model, 1);
  assert_name (model, 0, "Outfit 1");
  record_clear (&record);
}

static void
test_queries (LibraryFixture *self, gconstpointer data)
{
  Record record;
  g_autoptr (EaselLibraryModel) model = new_model (self->library, &record);

  easel_library_model_set_query (model, NULL, NULL, FALSE);
  wait_answers (&record, 1);
  g_assert_cmpint (easel_library_model_get_state (model), ==, EASEL_LIBRARY_MODEL_EMPTY);

  add_entity (self, EASEL_ENTITY_OUTFIT, "Red coat and boots");
  add_entity (self, EASEL_ENTITY_MAKEUP, "Red lips");
  wait_items (model, 2);

  easel_library_model_set_query (model, EASEL_ENTITY_MAKEUP, NULL, FALSE);
  wait_items (model, 1);
  assert_name (model, 0, "Red lips");
  g_assert_cmpstr (easel_library_model_get_kind (model), ==, EASEL_ENTITY_MAKEUP);

  easel_library_model_set_query (model, NULL, "boots", FALSE);
  settle ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 1);
  assert_name (model, 0, "Red coat and boots");
  g_assert_cmpstr (easel_library_model_get_text (model), ==, "boots");

  easel_library_model_set_query (model, NULL, "nothing like it", FALSE);
  wait_items (model, 0);
  g_assert_cmpint (easel_library_model_get_state (model), ==, EASEL_LIBRARY_MODEL_EMPTY);
  record_clear (&record);
}

/* Only the last of several questions is answered. */
static void
test_overtaken (LibraryFixture *self, gconstpointer data)
{
  Record record;
  g_autoptr (EaselLibraryModel) model = NULL;

  add_entities (self, 3);
  add_entity (self, EASEL_ENTITY_MAKEUP, "Red lips");
  settle ();
  model = new_model (self->library, &record);

  easel_library_model_set_query (model, NULL, "o", FALSE);
  easel_library_model_set_query (model, NULL, "ou", FALSE);
  easel_library_model_set_query (model, EASEL_ENTITY_MAKEUP, NULL, FALSE);
  settle ();
  g_assert_cmpuint (record.n_answers, ==, 1);
  g_assert_cmpstr (record.changes->str, ==, "0-0+1 ");
  assert_name (model, 0, "Red lips");
  record_clear (&record);
}

/* What is new comes in as itself; nothing else is touched. */
static void
test_added (LibraryFixture *self, gconstpointer data)
{
  Record record;
  g_autoptr (EaselLibraryModel) model = NULL;
  g_autoptr (EaselEntity) first = NULL;
  g_autoptr (EaselEntity) second = NULL;

  add_entities (self, 20);
  model = new_model (self->library, &record);
  easel_library_model_set_query (model, NULL, NULL, FALSE);
  wait_answers (&record, 1);
  first = g_list_model_get_item (G_LIST_MODEL (model), 0);

  add_entity (self, EASEL_ENTITY_OUTFIT, "New");
  wait_answers (&record, 2);
  settle ();
  g_assert_cmpstr (record.changes->str, ==, "0-0+10 0-0+1 ");
  assert_name (model, 0, "New");
  second = g_list_model_get_item (G_LIST_MODEL (model), 1);
  g_assert_true (first == second);

  /* And the next page goes on where this one ends. */
  easel_library_model_load_more (model);
  wait_items (model, 21);
  assert_name (model, 10, "Outfit 10");
  assert_name (model, 11, "Outfit 9");
  assert_name (model, 20, "Outfit 0");
  record_clear (&record);
}

/* What went and what changed, in the middle, with something new at the same time. */
static void
test_merged (LibraryFixture *self, gconstpointer data)
{
  Record record;
  g_autoptr (EaselLibraryModel) model = NULL;

  add_entities (self, 8);
  model = new_model (self->library, &record);
  easel_library_model_set_query (model, NULL, NULL, FALSE);
  wait_answers (&record, 1);

  library_fixture_exec (self, "UPDATE entity SET archived = 1 WHERE name IN ('Outfit 5',"
                              " 'Outfit 4')");
  library_fixture_exec (self, "UPDATE entity SET name = 'Coat', revision = revision + 1"
                              " WHERE name = 'Outfit 1'");
  add_entity (self, EASEL_ENTITY_OUTFIT, "New");
  wait_answers (&record, 2);
  settle ();
  g_assert_cmpstr (record.changes->str, ==, "0-0+8 0-0+1 3-2+0 5-1+1 ");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 7);
  assert_name (model, 0, "New");
  assert_name (model, 2, "Outfit 6");
  assert_name (model, 3, "Outfit 3");
  assert_name (model, 5, "Coat");
  assert_name (model, 6, "Outfit 0");
  record_clear (&record);
}

static void
test_failed (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *data_dir = library_fixture_path (self, "other-data");
  g_autofree char *cache_dir = library_fixture_path (self, "other-cache");
  g_autoptr (EaselLibrary) library = easel_library_new (data_dir, cache_dir);
  g_autoptr (GError) error = NULL;
  Record record;
  g_autoptr (EaselLibraryModel) model = new_model (library, &record);

  easel_library_model_set_query (model, NULL, NULL, FALSE);
  wait_answers (&record, 1);
  g_assert_cmpint (easel_library_model_get_state (model), ==, EASEL_LIBRARY_MODEL_FAILED);
  g_assert_error (easel_library_model_get_error (model), EASEL_LIBRARY_ERROR,
                  EASEL_LIBRARY_ERROR_NOT_OPEN);

  library_open (library, &error);
  g_assert_no_error (error);
  easel_library_model_reload (model);
  g_assert_cmpint (easel_library_model_get_state (model), ==, EASEL_LIBRARY_MODEL_LOADING);
  wait_answers (&record, 3);
  g_assert_cmpint (easel_library_model_get_state (model), ==, EASEL_LIBRARY_MODEL_EMPTY);
  g_assert_null (easel_library_model_get_error (model));

  easel_library_close (library);
  record_clear (&record);
}

#define ADD(path, func)                                                                            \
  g_test_add (path, LibraryFixture, NULL, library_fixture_set_up, func, library_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/ui/library-model/pages", test_pages);
  ADD ("/ui/library-model/everything", test_everything);
  ADD ("/ui/library-model/archived", test_archived);
  ADD ("/ui/library-model/queries", test_queries);
  ADD ("/ui/library-model/overtaken", test_overtaken);
  ADD ("/ui/library-model/added", test_added);
  ADD ("/ui/library-model/merged", test_merged);
  ADD ("/ui/library-model/failed", test_failed);
  return g_test_run ();
}
