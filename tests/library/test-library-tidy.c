/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What looked alike, as it is remembered. Finding it is in test-lookalike. */

#include "easel-library-tidy.h"
#include "library-scene.h"

static const char boots[]
    = "{\"category\":\"footwear\",\"item\":\"ankle boots\",\"fabric\":\"smooth leather\","
      "\"color\":\"black\",\"details\":\"Low block heel, zip on the inner side, rounded toe.\"}";

/* Two pairs that look alike: boots, and hats of another kind. */
typedef struct
{
  LibraryFixture library;
  char *boots;
  char *shoes;
  char *hat;
  char *cap;
} Fixture;

static char *
add (Fixture *self, const char *kind, const char *name)
{
  g_autoptr (EaselEntity) entity = library_make_entity (kind, name, boots, NULL);

  library_fixture_add (&self->library, entity);
  return g_strdup (easel_entity_get_id (entity));
}

static void
set_up (Fixture *self, gconstpointer data)
{
  library_fixture_set_up (&self->library, NULL);
  self->boots = add (self, EASEL_ENTITY_CLOTHING_ITEM, "Black boots");
  self->shoes = add (self, EASEL_ENTITY_CLOTHING_ITEM, "Black Boots");
  self->hat = add (self, EASEL_ENTITY_OUTFIT, "Black hat");
  self->cap = add (self, EASEL_ENTITY_OUTFIT, "Black cap");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  library_fixture_tear_down (&self->library, NULL);
  g_free (self->boots);
  g_free (self->shoes);
  g_free (self->hat);
  g_free (self->cap);
}

/* Finds and saves, and waits until it is told. */
static void
tidy (Fixture *self, const char *kind)
{
  EaselLibrary *library = self->library.library;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = easel_library_find_lookalikes (library, kind, 0, NULL, &error);

  g_assert_no_error (error);
  easel_library_save_lookalikes (library, kind, found, &error);
  g_assert_no_error (error);
  library_fixture_wait_lookalikes (&self->library);
}

static GPtrArray *
list (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *found = easel_library_list_lookalikes (self->library.library, &error);

  g_assert_no_error (error);
  return found;
}

static void
assert_listed (Fixture *self, const char *expected)
{
  g_autoptr (GPtrArray) found = list (self);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    {
      const EaselLookalike *lookalike = g_ptr_array_index (found, i);

      g_string_append_printf (text, "%s%s+%s", i > 0 ? "|" : "",
                              easel_entity_get_name (lookalike->first),
                              easel_entity_get_name (lookalike->second));
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
hide (Fixture *self, const char *first, const char *second, gint64 until)
{
  g_autoptr (GError) error = NULL;

  easel_library_hide_lookalike (self->library.library, first, second, until, &error);
  g_assert_no_error (error);
  library_fixture_wait_lookalikes (&self->library);
}

static void
test_saved (Fixture *self, gconstpointer data)
{
  gint64 before = g_get_real_time ();
  g_autoptr (GPtrArray) found = NULL;
  const EaselLookalike *first;

  assert_listed (self, "");
  tidy (self, NULL);
  library_fixture_reopen (&self->library);
  assert_listed (self, "Black boots+Black Boots|Black hat+Black cap");

  found = list (self);
  first = g_ptr_array_index (found, 0);
  g_assert_cmpstr (easel_entity_get_id (first->first), ==, self->boots);
  library_assert_attributes (first->second, boots);
  g_assert_cmpfloat (first->score, >, 0.9);
  g_assert_cmpuint (first->reasons, ==, EASEL_LOOKALIKE_NAME | EASEL_LOOKALIKE_ATTRIBUTES);
  g_assert_cmpint (first->found, >=, before);
  g_assert_cmpint (first->found, <=, g_get_real_time ());
  g_assert_cmpint (first->hidden_until, ==, 0);
}

/* Found again, it is the same card: as old as it was, and hidden as long as it was. */
static void
test_found_again (Fixture *self, gconstpointer data)
{
  gint64 found_then;
  g_autofree char *edit = NULL;
  g_autofree char *other_edit = NULL;

  tidy (self, NULL);
  {
    g_autoptr (GPtrArray) found = list (self);

    found_then = ((EaselLookalike *) g_ptr_array_index (found, 0))->found;
  }
  hide (self, self->shoes, self->boots, G_MAXINT64);
  tidy (self, NULL);
  {
    g_autoptr (GPtrArray) found = list (self);
    const EaselLookalike *first = g_ptr_array_index (found, 0);
    const EaselLookalike *second = g_ptr_array_index (found, 1);

    g_assert_cmpuint (found->len, ==, 2);
    g_assert_cmpint (first->found, ==, found_then);
    g_assert_cmpint (first->hidden_until, ==, G_MAXINT64);
    g_assert_cmpint (second->hidden_until, ==, 0);
  }

  /* What no longer looks alike goes, but only where it was looked for. */
  edit = library_edit (&self->library, self->cap, "category", "headwear");
  other_edit = library_edit (&self->library, self->cap, NULL, "Green beret, striped");
  library_fixture_wait_lookalikes (&self->library);
  library_fixture_exec (&self->library, "UPDATE entity SET attributes = '{\"color\":\"green\"}' "
                                        "WHERE name LIKE 'Green%'");
  tidy (self, EASEL_ENTITY_CLOTHING_ITEM);
  assert_listed (self, "Black boots+Black Boots|Black hat+Green beret, striped");
  tidy (self, EASEL_ENTITY_OUTFIT);
  assert_listed (self, "Black boots+Black Boots");
  tidy (self, NULL);
  assert_listed (self, "Black boots+Black Boots");
}

static void
test_hidden (Fixture *self, gconstpointer data)
{
  EaselLibrary *library = self->library.library;
  g_autoptr (GError) error = NULL;

  g_assert_false (easel_library_hide_lookalike (library, self->hat, self->cap, 5, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_FOUND);
  g_clear_error (&error);
  tidy (self, NULL);
  hide (self, self->hat, self->cap, 5);
  hide (self, self->boots, self->shoes, G_MAXINT64);
  hide (self, self->boots, self->shoes, 0);
  library_fixture_reopen (&self->library);
  {
    g_autoptr (GPtrArray) found = list (self);

    g_assert_cmpint (((EaselLookalike *) g_ptr_array_index (found, 0))->hidden_until, ==, 0);
    g_assert_cmpint (((EaselLookalike *) g_ptr_array_index (found, 1))->hidden_until, ==, 5);
  }
}

/* Whatever takes a pair out of the list says so, and what takes that back brings it back. */
static void
test_left_out (Fixture *self, gconstpointer data)
{
  EaselLibrary *library = self->library.library;
  const char *archived[] = { self->cap, NULL };
  g_autofree char *merge = NULL;
  g_autoptr (GError) error = NULL;

  tidy (self, NULL);
  easel_library_set_not_duplicates (library, self->shoes, self->boots, TRUE, &error);
  g_assert_no_error (error);
  library_fixture_wait_lookalikes (&self->library);
  assert_listed (self, "Black hat+Black cap");
  easel_library_set_not_duplicates (library, self->boots, self->shoes, FALSE, &error);
  g_assert_no_error (error);
  library_fixture_wait_lookalikes (&self->library);
  assert_listed (self, "Black boots+Black Boots|Black hat+Black cap");

  easel_library_set_archived (library, archived, TRUE, NULL, NULL, &error);
  g_assert_no_error (error);
  library_fixture_wait_lookalikes (&self->library);
  assert_listed (self, "Black boots+Black Boots");
  easel_library_set_archived (library, archived, FALSE, NULL, NULL, &error);
  g_assert_no_error (error);
  library_fixture_wait_lookalikes (&self->library);

  hide (self, self->boots, self->shoes, 7);
  library_merge (&self->library, self->boots, self->shoes, NULL, &merge, &error);
  g_assert_no_error (error);
  library_fixture_wait_lookalikes (&self->library);
  assert_listed (self, "Black hat+Black cap");
  easel_library_undo (library, merge, FALSE, NULL, NULL, &error);
  g_assert_no_error (error);
  library_fixture_wait_lookalikes (&self->library);
  assert_listed (self, "Black boots+Black Boots|Black hat+Black cap");
}

static void
on_time_over (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

/* Longer than it takes until a change is told. */
static void
iterate_for_a_while (void)
{
  gboolean over = FALSE;

  g_timeout_add_once (300, on_time_over, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

/* What goes together is told once, and what changes nothing not at all. */
static void
test_told_once (Fixture *self, gconstpointer data)
{
  const char *archived[] = { self->cap, NULL };
  EaselLibrary *library = self->library.library;
  g_autoptr (GError) error = NULL;

  tidy (self, NULL);
  for (guint i = 0; i < 20; i++)
    easel_library_hide_lookalike (library, self->hat, self->cap, i, &error);
  g_assert_no_error (error);
  while (self->library.n_lookalikes == 0)
    g_main_context_iteration (NULL, TRUE);
  iterate_for_a_while ();
  g_assert_cmpuint (self->library.n_lookalikes, ==, 1);

  self->library.n_lookalikes = 0;
  easel_library_set_archived (library, archived, FALSE, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (easel_library_hide_lookalike (library, self->hat, self->boots, 1, NULL));
  iterate_for_a_while ();
  g_assert_cmpuint (self->library.n_lookalikes, ==, 0);
}

static void
test_async (Fixture *self, gconstpointer data)
{
  EaselLibrary *library = self->library.library;
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GAsyncResult) hidden = NULL;
  g_autoptr (GAsyncResult) failed = NULL;
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  tidy (self, NULL);
  easel_library_hide_lookalike_async (library, self->hat, self->cap, 9, NULL, library_on_done,
                                      &hidden);
  g_assert_true (easel_library_hide_lookalike_finish (library, library_wait_for (&hidden), &error));
  g_assert_no_error (error);
  easel_library_list_lookalikes_async (library, NULL, library_on_done, &listed);
  found = easel_library_list_lookalikes_finish (library, library_wait_for (&listed), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_cmpint (((EaselLookalike *) g_ptr_array_index (found, 1))->hidden_until, ==, 9);

  easel_library_hide_lookalike_async (library, self->hat, self->boots, 9, NULL, library_on_done,
                                      &failed);
  g_assert_false (
      easel_library_hide_lookalike_finish (library, library_wait_for (&failed), &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_FOUND);
  g_clear_error (&error);

  easel_library_close (library);
  easel_library_list_lookalikes_async (library, NULL, library_on_done, &closed);
  g_assert_null (
      easel_library_list_lookalikes_finish (library, library_wait_for (&closed), &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_OPEN);
}

/* A file of the version before look-alikes were kept. */
static void
test_old_file (Fixture *self, gconstpointer data)
{
  easel_library_close (self->library.library);
  library_fixture_exec (&self->library,
                        "DROP TABLE lookalike; DROP TABLE recipe; DROP TABLE setting; "
                        "PRAGMA user_version = 2");
  library_fixture_reopen (&self->library);
  assert_listed (self, "");
  tidy (self, NULL);
  assert_listed (self, "Black boots+Black Boots|Black hat+Black cap");
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/library-tidy/saved", test_saved);
  ADD ("/library-tidy/found-again", test_found_again);
  ADD ("/library-tidy/hidden", test_hidden);
  ADD ("/library-tidy/left-out", test_left_out);
  ADD ("/library-tidy/told-once", test_told_once);
  ADD ("/library-tidy/async", test_async);
  ADD ("/library-tidy/old-file", test_old_file);

  return g_test_run ();
}
