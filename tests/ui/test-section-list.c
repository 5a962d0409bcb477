/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-section-list.h"

#define N_SECTIONS 3
#define N_ITEMS 120
#define N_OPERATIONS 20000

/* What there should be, kept the slow and plain way. */
typedef struct
{
  GtkStringObject *item;
  EaselSectionKey key;
  gboolean present;
} Expected;

typedef struct
{
  EaselSectionList *list;
  Expected all[N_ITEMS];
  GPtrArray *mirror; /* what the list is to somebody who only hears of its changes */
  guint n_emissions;
  guint n_picked;
} Fixture;

static void
on_items_changed (Fixture *fixture, guint position, guint n_removed, guint n_added)
{
  fixture->n_emissions++;
  g_assert_cmpuint (position + n_removed, <=, fixture->mirror->len);
  /* A view aborts when a row is replaced by one splice. */
  g_assert_true (n_removed == 0 || n_added == 0);

  if (n_removed > 0)
    g_ptr_array_remove_range (fixture->mirror, position, n_removed);
  for (guint i = 0; i < n_added; i++)
    g_ptr_array_insert (fixture->mirror, (int) (position + i),
                        g_list_model_get_item (G_LIST_MODEL (fixture->list), position + i));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==,
                    fixture->mirror->len);
}

static void
on_picked (Fixture *fixture)
{
  fixture->n_picked++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  *fixture = (Fixture) { .list = easel_section_list_new (GTK_TYPE_STRING_OBJECT, N_SECTIONS) };
  fixture->mirror = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect_swapped (fixture->list, "items-changed", G_CALLBACK (on_items_changed), fixture);
  g_signal_connect_swapped (fixture->list, "picked", G_CALLBACK (on_picked), fixture);

  for (guint i = 0; i < N_ITEMS; i++)
    {
      g_autofree char *id = g_strdup_printf ("%04u", i);

      fixture->all[i].item = gtk_string_object_new (id);
    }
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_ptr_array_unref (fixture->mirror);
  g_assert_finalize_object (fixture->list);
  for (guint i = 0; i < N_ITEMS; i++)
    g_assert_finalize_object (fixture->all[i].item);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const Expected *first = *(const Expected **) a;
  const Expected *second = *(const Expected **) b;

  return easel_section_key_compare (&first->key, &second->key);
}

/* (transfer full) */
static GPtrArray *
sort_plainly (Fixture *fixture)
{
  GPtrArray *sorted = g_ptr_array_new ();

  for (guint i = 0; i < N_ITEMS; i++)
    if (fixture->all[i].present)
      g_ptr_array_add (sorted, &fixture->all[i]);
  g_ptr_array_sort (sorted, compare);
  return sorted;
}

static void
check_section (Fixture *fixture, GPtrArray *sorted, guint position)
{
  guint section = ((Expected *) sorted->pdata[position])->key.section;
  guint start = position;
  guint end = position + 1;
  guint got_start, got_end;

  while (start > 0 && ((Expected *) sorted->pdata[start - 1])->key.section == section)
    start--;
  while (end < sorted->len && ((Expected *) sorted->pdata[end])->key.section == section)
    end++;
  gtk_section_model_get_section (GTK_SECTION_MODEL (fixture->list), position, &got_start, &got_end);
  g_assert_cmpuint (got_start, ==, start);
  g_assert_cmpuint (got_end, ==, end);
  g_assert_cmpuint (easel_section_list_get_section_at (fixture->list, position), ==, section);
  g_assert_cmpuint (easel_section_list_get_section_size (fixture->list, section), ==, end - start);
}

static void
check (Fixture *fixture)
{
  g_autoptr (GPtrArray) sorted = sort_plainly (fixture);
  gpointer selected = easel_section_list_get_selected (fixture->list);
  g_autoptr (GtkBitset) selection = gtk_selection_model_get_selection (
      GTK_SELECTION_MODEL (fixture->list));
  guint start, end;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, sorted->len);
  g_assert_cmpuint (fixture->mirror->len, ==, sorted->len);
  for (guint i = 0; i < sorted->len; i++)
    {
      const Expected *expected = sorted->pdata[i];
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (fixture->list), i);
      guint position;

      g_assert_true ((gpointer) item == expected->item);
      g_assert_true (fixture->mirror->pdata[i] == expected->item);
      g_assert_true (easel_section_list_find (fixture->list, item, &position));
      g_assert_cmpuint (position, ==, i);
      g_assert_cmpint (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (fixture->list), i), ==,
                       (gpointer) item == selected);
      g_assert_cmpint (gtk_bitset_contains (selection, i), ==, (gpointer) item == selected);
      check_section (fixture, sorted, i);
    }
  gtk_section_model_get_section (GTK_SECTION_MODEL (fixture->list), sorted->len, &start, &end);
  g_assert_cmpuint (start, ==, sorted->len);
  g_assert_cmpuint (end, ==, G_MAXUINT);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (fixture->list), sorted->len));
}

static EaselSectionKey
random_key (const Expected *expected)
{
  return (EaselSectionKey) {
    .section = g_test_rand_int_range (0, N_SECTIONS),
    .rank = g_test_rand_int_range (0, 2),
    .time = g_test_rand_int_range (0, 30),
    .id = gtk_string_object_get_string (expected->item),
  };
}

static void
do_something (Fixture *fixture)
{
  Expected *expected = &fixture->all[g_test_rand_int_range (0, N_ITEMS)];
  int what = g_test_rand_int_range (0, 10);

  if (what < 2)
    {
      easel_section_list_remove (fixture->list, expected->item);
      expected->present = FALSE;
    }
  else if (what == 2)
    easel_section_list_select (fixture->list, expected->item);
  else
    {
      expected->key = random_key (expected);
      expected->present = TRUE;
      easel_section_list_place (fixture->list, expected->item, &expected->key);
    }
}

static void
test_random (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < N_OPERATIONS; i++)
    {
      do_something (fixture);
      if (i % 16 == 0)
        check (fixture);
    }
  check (fixture);
  g_assert_cmpuint (fixture->n_picked, ==, 0);
}

static void
test_replace_all (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (EaselSectionKey));

  for (guint i = 0; i < 50; i++)
    do_something (fixture);
  for (guint i = 0; i < N_ITEMS; i++)
    {
      fixture->all[i].present = i % 3 == 0;
      fixture->all[i].key = random_key (&fixture->all[i]);
      if (fixture->all[i].present)
        {
          g_ptr_array_add (items, fixture->all[i].item);
          g_array_append_val (keys, fixture->all[i].key);
        }
    }
  fixture->n_emissions = 0;
  easel_section_list_replace_all (fixture->list, items, (const EaselSectionKey *) keys->data);
  check (fixture);
  g_assert_cmpuint (fixture->n_emissions, ==, 2);

  g_ptr_array_set_size (items, 0);
  easel_section_list_replace_all (fixture->list, items, NULL);
  for (guint i = 0; i < N_ITEMS; i++)
    fixture->all[i].present = FALSE;
  check (fixture);
}

static void
place (Fixture *fixture, guint index, guint section, gint64 time)
{
  Expected *expected = &fixture->all[index];

  expected->present = TRUE;
  expected->key = (EaselSectionKey) { section, 0, time,
                                      gtk_string_object_get_string (expected->item) };
  easel_section_list_place (fixture->list, expected->item, &expected->key);
}

/* Views lose their place when an item that stays is taken out and put back. */
static void
test_stays (Fixture *fixture, gconstpointer data)
{
  place (fixture, 0, 0, 30);
  place (fixture, 1, 0, 20);
  place (fixture, 2, 0, 10);
  fixture->n_emissions = 0;

  place (fixture, 1, 0, 25);
  place (fixture, 0, 0, 99);
  place (fixture, 2, 0, 0);
  g_assert_cmpuint (fixture->n_emissions, ==, 0);
  check (fixture);

  place (fixture, 2, 0, 50);
  g_assert_cmpuint (fixture->n_emissions, ==, 2);
  check (fixture);
}

static void
test_only_item_changes_section (Fixture *fixture, gconstpointer data)
{
  place (fixture, 0, 0, 1);
  easel_section_list_select (fixture->list, fixture->all[0].item);
  fixture->n_emissions = 0;

  place (fixture, 0, 2, 1);
  g_assert_cmpuint (fixture->n_emissions, ==, 2);
  g_assert_cmpuint (easel_section_list_get_section_size (fixture->list, 0), ==, 0);
  g_assert_cmpuint (easel_section_list_get_section_size (fixture->list, 2), ==, 1);
  check (fixture);
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (fixture->list), 0));
}

static void
on_selection_changed (guint *n_changes)
{
  (*n_changes)++;
}

static void
test_selection (Fixture *fixture, gconstpointer data)
{
  guint n_changes = 0;

  g_signal_connect_swapped (fixture->list, "selection-changed", G_CALLBACK (on_selection_changed),
                            &n_changes);
  place (fixture, 0, 0, 2);
  place (fixture, 1, 0, 1);

  g_assert_true (gtk_selection_model_select_item (GTK_SELECTION_MODEL (fixture->list), 1, TRUE));
  g_assert_true (easel_section_list_get_selected (fixture->list)
                 == (gpointer) fixture->all[1].item);
  g_assert_cmpuint (fixture->n_picked, ==, 1);
  g_assert_cmpuint (n_changes, ==, 1);

  /* The same again is not a change, but it is a wish. */
  g_assert_true (gtk_selection_model_select_item (GTK_SELECTION_MODEL (fixture->list), 1, TRUE));
  g_assert_cmpuint (fixture->n_picked, ==, 2);
  g_assert_cmpuint (n_changes, ==, 1);

  g_assert_false (gtk_selection_model_select_item (GTK_SELECTION_MODEL (fixture->list), 2, TRUE));
  easel_section_list_select (fixture->list, NULL);
  g_assert_cmpuint (fixture->n_picked, ==, 2);
  g_assert_cmpuint (n_changes, ==, 2);

  /* Before it is there. */
  easel_section_list_select (fixture->list, fixture->all[5].item);
  place (fixture, 5, 0, 9);
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (fixture->list), 0));
  check (fixture);
}

static void
on_sections_changed (GString *heard, guint position, guint n_items)
{
  g_string_append_printf (heard, "%u+%u ", position, n_items);
}

/* A heading goes with the first item of its section: a view must be told when that is another. */
static void
test_first (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) heard = g_string_new (NULL);

  g_signal_connect_swapped (fixture->list, "sections-changed", G_CALLBACK (on_sections_changed),
                            heard);
  place (fixture, 0, 0, 1);
  place (fixture, 1, 1, 1);
  g_assert_cmpstr (heard->str, ==, "");
  place (fixture, 2, 1, 2);
  g_assert_cmpstr (heard->str, ==, "1+1 ");
  place (fixture, 3, 1, 0);
  g_assert_cmpstr (heard->str, ==, "1+1 ");

  place (fixture, 2, 0, 2);
  g_assert_cmpstr (heard->str, ==, "1+1 1+1 0+1 ");
  place (fixture, 2, 2, 2);
  g_assert_cmpstr (heard->str, ==, "1+1 1+1 0+1 0+1 ");
  check (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/section-list/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("random", test_random);
  ADD ("replace-all", test_replace_all);
  ADD ("stays", test_stays);
  ADD ("only-item-changes-section", test_only_item_changes_section);
  ADD ("selection", test_selection);
  ADD ("first", test_first);
#undef ADD

  return g_test_run ();
}
