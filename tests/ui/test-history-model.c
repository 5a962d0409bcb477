/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-history-model.h"
#include "library-scene.h"

#define PATIENCE_SECONDS 120

typedef struct
{
  LibraryFixture library;
  char *ids[3];
  EaselHistoryModel *model; /* (nullable) */
  guint n_answers;
  GString *changes; /* one for each change of the items */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  library_fixture_set_up (&self->library, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (self->ids); i++)
    {
      g_autofree char *name = g_strdup_printf ("Coat %u", i);
      g_autoptr (EaselEntity) entity = library_make_entity (EASEL_ENTITY_CLOTHING_ITEM, name,
                                                            "{\"color\":\"red\"}", "job");

      library_fixture_add (&self->library, entity);
      self->ids[i] = g_strdup (easel_entity_get_id (entity));
    }
  self->changes = g_string_new (NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->model);
  for (guint i = 0; i < G_N_ELEMENTS (self->ids); i++)
    g_free (self->ids[i]);
  g_string_free (self->changes, TRUE);
  library_fixture_tear_down (&self->library, NULL);
}

static void
on_loaded (Fixture *self)
{
  self->n_answers++;
}

static void
on_items_changed (Fixture *self, guint position, guint n_removed, guint n_added)
{
  g_string_append_printf (self->changes, "%u-%u+%u ", position, n_removed, n_added);
}

static gboolean
on_patience_lost (gpointer user_data)
{
  g_error ("No answer in %d seconds", PATIENCE_SECONDS);
  return G_SOURCE_REMOVE;
}

#define wait_until(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    guint timeout_ = g_timeout_add_seconds (PATIENCE_SECONDS, on_patience_lost, NULL);             \
    while (!(condition))                                                                           \
      g_main_context_iteration (NULL, TRUE);                                                       \
    g_source_remove (timeout_);                                                                    \
  }                                                                                                \
  G_STMT_END

static void
open_model (Fixture *self, const char *entity, const char *group, guint page_size)
{
  self->model = easel_history_model_new (self->library.library, entity, group, page_size);
  g_signal_connect_swapped (self->model, "notify::loaded", G_CALLBACK (on_loaded), self);
  g_signal_connect_swapped (self->model, "items-changed", G_CALLBACK (on_items_changed), self);
  easel_history_model_reload (self->model);
  wait_until (self->n_answers > 0);
}

/* (transfer full): the id of the entry. @group: (nullable) */
static char *
edit (Fixture *self, guint which, const char *name, const char *group)
{
  const EaselEditRequest request = { .id = self->ids[which], .name = name };
  const EaselChangeStamp stamp = { .group = group, .door = "command-line" };
  g_autoptr (GError) error = NULL;
  char *entry = NULL;

  easel_library_edit (self->library.library, &request, &stamp, &entry, &error);
  g_assert_no_error (error);
  g_assert_nonnull (entry);
  return entry;
}

static void
undo (Fixture *self, const char *change)
{
  g_autoptr (GError) error = NULL;

  easel_library_undo (self->library.library, change, FALSE, NULL, NULL, &error);
  g_assert_no_error (error);
}

static EaselHistoryItem *
get (Fixture *self, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (self->model), position);
}

static guint
count (Fixture *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->model));
}

static void
assert_title (Fixture *self, guint position, const char *expected)
{
  g_autoptr (EaselHistoryItem) item = get (self, position);
  g_autofree char *title = easel_history_item_describe (item);

  g_assert_cmpstr (title, ==, expected);
}

static void
test_pages (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *name = g_strdup_printf ("Name %u", i);
      g_autofree char *entry = edit (self, 0, name, NULL);
    }
  open_model (self, NULL, NULL, 2);
  g_assert_cmpuint (count (self), ==, 2);
  assert_title (self, 0, "Edited “Name 3”");
  g_assert_true (easel_history_model_has_more (self->model));

  easel_history_model_load_more (self->model);
  wait_until (count (self) == 4);
  easel_history_model_load_more (self->model);
  wait_until (count (self) == 5);
  g_assert_false (easel_history_model_has_more (self->model));
  g_assert_cmpstr (self->changes->str, ==, "0-0+2 2-0+2 4-0+1 ");
}

/* What is new comes on top, and the end of what is shown stays where it was. */
static void
test_new (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *name = g_strdup_printf ("Name %u", i);
      g_autofree char *entry = edit (self, 0, name, NULL);
    }
  open_model (self, NULL, NULL, 2);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("New %u", i);
      g_autofree char *entry = edit (self, 1, name, NULL);

      wait_until (count (self) == 3 + i);
    }
  /* Each is called after what it was before. */
  assert_title (self, 0, "Edited “New 1”");
  assert_title (self, 4, "Edited “Name 1”");
  g_assert_cmpstr (self->changes->str, ==, "0-0+2 0-0+1 0-0+1 0-0+1 ");
}

/* What was made together is one item, also over the end of a page, and is taken back as one. */
static void
test_group (Fixture *self, gconstpointer data)
{
  g_autofree char *alone = edit (self, 0, "Alone", NULL);
  g_autofree char *first = edit (self, 0, "First", "group-1");
  g_autofree char *second = edit (self, 1, "Second", "group-1");
  g_autofree char *third = edit (self, 2, "Third", "group-1");
  g_autofree char *last = edit (self, 2, "Last", NULL);
  g_autoptr (EaselHistoryItem) group = NULL;
  g_autoptr (EaselHistoryItem) again = NULL;

  open_model (self, NULL, NULL, 2);
  group = get (self, 1);
  g_assert_true (easel_history_item_is_group (group));
  g_assert_cmpuint (easel_history_item_get_entries (group)->len, ==, 3);
  g_assert_cmpstr (easel_history_item_get_change (group), ==, "group-1");
  assert_title (self, 1, "3 changes");

  undo (self, last);
  undo (self, "group-1");
  wait_until (easel_history_item_is_undone (group));
  again = get (self, 3);
  g_assert_true (again == group);
  assert_title (self, 0, "Undid 3 changes");
}

/* Among what changed one entity, each is taken back by itself. */
static void
test_entity (Fixture *self, gconstpointer data)
{
  g_autofree char *first = edit (self, 0, "First", "group-1");
  g_autofree char *second = edit (self, 1, "Second", "group-1");
  g_autoptr (EaselHistoryItem) item = NULL;

  open_model (self, self->ids[0], NULL, 10);
  g_assert_cmpuint (count (self), ==, 1);
  item = get (self, 0);
  g_assert_false (easel_history_item_is_group (item));
  g_assert_cmpstr (easel_history_item_get_change (item), ==, first);
}

static void
test_one_group (Fixture *self, gconstpointer data)
{
  g_autofree char *first = edit (self, 0, "First", "group-1");
  g_autofree char *second = edit (self, 1, "Second", "group-1");
  g_autofree char *other = edit (self, 2, "Other", NULL);

  open_model (self, NULL, "group-1", 10);
  g_assert_cmpuint (count (self), ==, 2);
  assert_title (self, 0, "Edited “Coat 1”");
  assert_title (self, 1, "Edited “Coat 0”");
}

static void
assert_day (EaselHistoryItem *item, GTimeSpan later, const char *expected)
{
  EaselJournalEntry *entry = easel_history_item_get_entries (item)->pdata[0];
  g_autofree char *day = easel_history_item_describe_day (item, easel_journal_entry_get_time (entry)
                                                                    + later);

  g_assert_cmpstr (day, ==, expected);
}

static void
test_words (Fixture *self, gconstpointer data)
{
  g_autofree char *entry = edit (self, 0, "First", NULL);
  g_autoptr (EaselHistoryItem) item = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  open_model (self, NULL, NULL, 10);
  item = get (self, 0);
  assert_day (item, 0, "Today");
  assert_day (item, G_TIME_SPAN_DAY, "Yesterday");
  before = easel_history_item_describe_origin (item, 0);
  g_assert_true (g_str_has_suffix (before, " · On the command line"));

  undo (self, entry);
  wait_until (easel_history_item_is_undone (item));
  after = easel_history_item_describe_origin (item, g_get_real_time ());
  g_assert_true (g_str_has_prefix (after, "Today · "));
  g_assert_true (g_str_has_suffix (after, " · On the command line · Undone"));
}

static void
test_failed (Fixture *self, gconstpointer data)
{
  easel_library_close (self->library.library);
  open_model (self, NULL, NULL, 10);
  g_assert_error (easel_history_model_get_error (self->model), EASEL_LIBRARY_ERROR,
                  EASEL_LIBRARY_ERROR_NOT_OPEN);
  g_assert_cmpuint (count (self), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func)                                                                            \
  g_test_add ("/ui/history-model/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("pages", test_pages);
  ADD ("new", test_new);
  ADD ("group", test_group);
  ADD ("entity", test_entity);
  ADD ("one-group", test_one_group);
  ADD ("words", test_words);
  ADD ("failed", test_failed);
#undef ADD
  return g_test_run ();
}
