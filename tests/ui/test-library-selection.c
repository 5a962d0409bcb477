/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-library-selection.h"

#include "easel-entity-kind.h"
#include "easel-tag-dialog.h"

typedef struct
{
  GListStore *store;
  EaselLibrarySelection *selection;
  GtkSelectionModel *model; /* the same */
  GString *changes;         /* one for each change of the selection */
} Fixture;

static void
on_selection_changed (Fixture *self, guint position, guint n)
{
  g_string_append_printf (self->changes, "%u+%u ", position, n);
}

static void
insert (Fixture *self, guint position, const char *id)
{
  g_autoptr (EaselEntity) entity = easel_entity_new (id, EASEL_ENTITY_OUTFIT, id);

  g_list_store_insert (self->store, position, entity);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  const char *const ids[] = { "a", "b", "c", "d", "e" };

  self->store = g_list_store_new (EASEL_TYPE_ENTITY);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    insert (self, i, ids[i]);
  self->selection = easel_library_selection_new (G_LIST_MODEL (self->store));
  self->model = GTK_SELECTION_MODEL (self->selection);
  self->changes = g_string_new (NULL);
  g_signal_connect_swapped (self->selection, "selection-changed", G_CALLBACK (on_selection_changed),
                            self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_object_unref (self->selection);
  g_object_unref (self->store);
  g_string_free (self->changes, TRUE);
}

static void
assert_selected (Fixture *self, const char *expected)
{
  g_autoptr (GPtrArray) entities = easel_library_selection_list (self->selection);
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < entities->len; i++)
    g_string_append (ids, easel_entity_get_id (entities->pdata[i]));
  g_assert_cmpstr (ids->str, ==, expected);
  g_assert_cmpuint (easel_library_selection_get_n_selected (self->selection), ==, entities->len);
}

static void
test_only_when_active (Fixture *self, gconstpointer data)
{
  g_assert_false (gtk_selection_model_select_item (self->model, 1, FALSE));
  g_assert_false (gtk_selection_model_select_all (self->model));
  assert_selected (self, "");

  easel_library_selection_set_active (self->selection, TRUE);
  g_assert_true (gtk_selection_model_select_item (self->model, 1, FALSE));
  g_assert_true (gtk_selection_model_select_item (self->model, 3, FALSE));
  assert_selected (self, "bd");
  g_assert_true (gtk_selection_model_is_selected (self->model, 1));
  g_assert_false (gtk_selection_model_is_selected (self->model, 2));

  easel_library_selection_set_active (self->selection, FALSE);
  assert_selected (self, "");
  g_assert_cmpstr (self->changes->str, ==, "1+1 3+1 1+3 ");
}

/* The arrow keys select what they come to alone: that must not undo what was picked. */
static void
test_arrow_keys (Fixture *self, gconstpointer data)
{
  easel_library_selection_set_active (self->selection, TRUE);
  gtk_selection_model_select_item (self->model, 1, FALSE);
  g_assert_false (gtk_selection_model_select_item (self->model, 2, TRUE));
  assert_selected (self, "b");
  gtk_selection_model_unselect_item (self->model, 1);
  assert_selected (self, "");
}

static void
test_ranges (Fixture *self, gconstpointer data)
{
  g_autoptr (GtkBitset) set = NULL;

  easel_library_selection_set_active (self->selection, TRUE);
  gtk_selection_model_select_item (self->model, 0, FALSE);
  gtk_selection_model_select_range (self->model, 1, 2, FALSE);
  assert_selected (self, "abc");
  gtk_selection_model_select_range (self->model, 2, 3, TRUE);
  assert_selected (self, "cde");
  set = gtk_selection_model_get_selection (self->model);
  g_assert_cmpuint (gtk_bitset_get_size (set), ==, 3);
  g_assert_cmpuint (gtk_bitset_get_minimum (set), ==, 2);
  gtk_selection_model_select_all (self->model);
  assert_selected (self, "abcde");
}

/* It is the thing that is selected, not the place. */
static void
test_moves (Fixture *self, gconstpointer data)
{
  g_autoptr (EaselEntity) again = easel_entity_new ("b", EASEL_ENTITY_OUTFIT, "Renamed");

  easel_library_selection_set_active (self->selection, TRUE);
  gtk_selection_model_select_item (self->model, 1, FALSE);
  gtk_selection_model_select_item (self->model, 3, FALSE);
  insert (self, 0, "new");
  assert_selected (self, "bd");
  g_assert_true (gtk_selection_model_is_selected (self->model, 2));

  /* Read anew, as after a change of the library. */
  g_list_store_splice (self->store, 2, 1, (gpointer *) &again, 1);
  assert_selected (self, "bd");

  g_list_store_remove (self->store, 4);
  assert_selected (self, "b");
  g_list_store_remove_all (self->store);
  assert_selected (self, "");
}

static void
assert_tags (const char *tags, const char *before, const char *after, const char *expected)
{
  g_auto (GStrv) own = g_strsplit (tags, " ", -1);
  g_auto (GStrv) common = g_strsplit (before, " ", -1);
  g_auto (GStrv) wanted = g_strsplit (after, " ", -1);
  g_auto (GStrv) result = easel_tag_dialog_apply (
      (const char *const *) own, (const char *const *) common, (const char *const *) wanted);
  g_autofree char *joined = g_strjoinv (" ", result);

  g_assert_cmpstr (joined, ==, expected);
}

/* What only some have stays with those. */
static void
test_tags (void)
{
  assert_tags ("red warm", "warm", "warm new", "red warm new");
  assert_tags ("red warm", "warm", "", "red");
  assert_tags ("red warm", "", "red", "red warm");
  assert_tags ("", "", "new", "new");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func)                                                                            \
  g_test_add ("/ui/library-selection/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("only-when-active", test_only_when_active);
  ADD ("arrow-keys", test_arrow_keys);
  ADD ("ranges", test_ranges);
  ADD ("moves", test_moves);
#undef ADD
  g_test_add_func ("/ui/library-selection/tags", test_tags);
  return g_test_run ();
}
