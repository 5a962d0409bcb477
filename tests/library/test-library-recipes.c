/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Recipes that were saved or used, and what is marked with a star. */

#include "easel-id.h"
#include "easel-library-changes.h"
#include "easel-library-recipes.h"
#include "library-scene.h"

static void
put (LibraryFixture *self, const char *id, const char *name, const char *text, gint64 used)
{
  g_autoptr (EaselLibraryRecipe) recipe = easel_library_recipe_new (id, "modular", name, text,
                                                                    used);
  g_autoptr (GError) error = NULL;

  easel_library_put_recipe (self->library, recipe, &error);
  g_assert_no_error (error);
}

static void
use (LibraryFixture *self, const char *kind, const char *text)
{
  g_autofree char *id = easel_id_new ();
  g_autoptr (GError) error = NULL;

  easel_library_use_recipe (self->library, id, kind, text, &error);
  g_assert_no_error (error);
}

/* (transfer full): "NAME=TEXT …", with "-" where there is no name */
static char *
list (LibraryFixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) recipes = easel_library_list_recipes (self->library, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < recipes->len; i++)
    {
      const char *name = easel_library_recipe_get_name (recipes->pdata[i]);

      g_string_append_printf (text, "%s%s=%s", i > 0 ? " " : "", name != NULL ? name : "-",
                              easel_library_recipe_get_text (recipes->pdata[i]));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_list (LibraryFixture *self, const char *expected)
{
  g_autofree char *listed = list (self);

  g_assert_cmpstr (listed, ==, expected);
}

static void
test_saved (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  assert_list (self, "");
  put (self, "id-1", "winter", "{\"a\":1}", 10);
  put (self, "id-2", "Autumn", "{\"a\":2}", 20);
  assert_list (self, "Autumn={\"a\":2} winter={\"a\":1}");

  /* Renamed, and what is in it changed. */
  put (self, "id-1", "Advent", "{\"a\":3}", 10);
  assert_list (self, "Advent={\"a\":3} Autumn={\"a\":2}");

  easel_library_remove_recipe (self->library, "id-2", &error);
  g_assert_no_error (error);
  easel_library_remove_recipe (self->library, "id-2", &error);
  g_assert_no_error (error);
  assert_list (self, "Advent={\"a\":3}");

  /* The way back. */
  put (self, "id-2", "Autumn", "{\"a\":2}", 20);
  library_fixture_reopen (self);
  assert_list (self, "Advent={\"a\":3} Autumn={\"a\":2}");

  /* As people count, whatever they capitalize. */
  put (self, "id-1", "Coat 10", "1", 10);
  put (self, "id-2", "coat 2", "2", 20);
  put (self, "id-3", "Coat 1", "3", 30);
  use (self, "modular", "4");
  assert_list (self, "Coat 1=3 coat 2=2 Coat 10=1 -=4");
}

static void
test_used (LibraryFixture *self, gconstpointer data)
{
  use (self, "modular", "1");
  use (self, "modular", "2");
  assert_list (self, "-=2 -=1");
  use (self, "modular", "1");
  assert_list (self, "-=1 -=2");
  /* Another kind's is another one. */
  use (self, "story", "1");
  assert_list (self, "-=1 -=1 -=2");

  for (int i = 100; i < 100 + EASEL_LIBRARY_RECENT_RECIPES; i++)
    {
      g_autofree char *text = g_strdup_printf ("%d", i);

      use (self, "modular", text);
    }
  g_assert_cmpint (library_fixture_count (self, "SELECT count (*) FROM recipe"), ==,
                   EASEL_LIBRARY_RECENT_RECIPES);
  g_assert_cmpint (library_fixture_count (self, "SELECT min (recipe + 0) FROM recipe"), ==, 100);
}

static void
test_saving_a_used_one (LibraryFixture *self, gconstpointer data)
{
  use (self, "modular", "1");
  use (self, "modular", "2");
  use (self, "story", "1");
  put (self, "id-1", "Winter", "1", 10);
  assert_list (self, "Winter=1 -=1 -=2");
  g_assert_cmpint (library_fixture_count (self, "SELECT count (*) FROM recipe "
                                                "WHERE name IS NULL AND kind = 'story'"),
                   ==, 1);
}

static void
test_using_a_saved_one (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) recipes = NULL;

  put (self, "id-1", "Winter", "{}", 10);
  use (self, "modular", "{}");
  assert_list (self, "Winter={}");
  recipes = easel_library_list_recipes (self->library, &error);
  g_assert_no_error (error);
  g_assert_cmpint (easel_library_recipe_get_used (recipes->pdata[0]), >, 10);
  g_assert_cmpstr (easel_library_recipe_get_id (recipes->pdata[0]), ==, "id-1");
  g_assert_cmpstr (easel_library_recipe_get_kind (recipes->pdata[0]), ==, "modular");

  /* Those with a name are never forgotten. */
  for (int i = 0; i < 2 * EASEL_LIBRARY_RECENT_RECIPES; i++)
    {
      g_autofree char *text = g_strdup_printf ("%d", i);

      use (self, "modular", text);
    }
  g_assert_cmpint (library_fixture_count (self, "SELECT count (*) FROM recipe"), ==,
                   EASEL_LIBRARY_RECENT_RECIPES + 1);
}

static void
test_bad (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (EaselLibraryRecipe) blank = easel_library_recipe_new ("id", "modular", " ", "{}", 1);
  g_autoptr (EaselLibraryRecipe) torn = easel_library_recipe_new ("id", "modular", "A", "{", 1);
  g_autoptr (GError) error = NULL;

  g_assert_false (easel_library_put_recipe (self->library, blank, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (easel_library_put_recipe (self->library, torn, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (easel_library_use_recipe (self->library, "id", "modular", "{", &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_INVALID);
  g_clear_error (&error);
  assert_list (self, "");

  easel_library_close (self->library);
  g_assert_null (easel_library_list_recipes (self->library, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_OPEN);
}

/* A library that was damaged keeps them. */
static void
test_recovered (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *flag = library_fixture_path (self, "data/library.sqlite-open");
  g_autofree char *path = library_fixture_path (self, "data/library.sqlite");
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize length;

  put (self, "id-1", "Winter", "{\"a\":1}", 10);
  for (guint i = 0; i < 400; i++)
    {
      g_autofree char *filler = g_strnfill (600, 'x');
      g_autofree char *json = g_strdup_printf ("{\"details\":\"%s\"}", filler);
      g_autoptr (EaselEntity) entity = library_make_entity (EASEL_ENTITY_MAKEUP, "Red", json, NULL);

      library_fixture_add (self, entity);
    }
  easel_library_close (self->library);
  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  memset (bytes + length - 5 * 4096, 0xa5, 3 * 4096);
  g_file_set_contents (path, bytes, (gssize) length, &error);
  g_assert_no_error (error);
  g_file_set_contents (flag, "", 0, &error);
  g_assert_no_error (error);

  library_fixture_reopen (self);
  library_fixture_wait_notice (self);
  assert_list (self, "Winter={\"a\":1}");
}

static void
test_async (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (EaselLibraryRecipe) recipe = easel_library_recipe_new ("id-1", "modular", "Winter",
                                                                    "{}", 10);
  g_autoptr (GAsyncResult) put_result = NULL;
  g_autoptr (GAsyncResult) use_result = NULL;
  g_autoptr (GAsyncResult) list_result = NULL;
  g_autoptr (GAsyncResult) remove_result = NULL;
  g_autoptr (GPtrArray) recipes = NULL;
  g_autoptr (GError) error = NULL;

  easel_library_put_recipe_async (self->library, recipe, NULL, library_on_done, &put_result);
  easel_library_put_recipe_finish (self->library, library_wait_for (&put_result), &error);
  g_assert_no_error (error);
  easel_library_use_recipe_async (self->library, "id-2", "modular", "[1]", NULL, library_on_done,
                                  &use_result);
  easel_library_use_recipe_finish (self->library, library_wait_for (&use_result), &error);
  g_assert_no_error (error);
  easel_library_list_recipes_async (self->library, NULL, library_on_done, &list_result);
  recipes = easel_library_list_recipes_finish (self->library, library_wait_for (&list_result),
                                               &error);
  g_assert_no_error (error);
  g_assert_cmpuint (recipes->len, ==, 2);
  easel_library_remove_recipe_async (self->library, "id-1", NULL, library_on_done, &remove_result);
  easel_library_remove_recipe_finish (self->library, library_wait_for (&remove_result), &error);
  g_assert_no_error (error);
  assert_list (self, "-=[1]");
}

/* Stars ------------------------------------------------------------------------------------ */

static char *
list_names (LibraryFixture *self, gboolean preferred_first)
{
  const EaselLibraryQuery query = { .preferred_first = preferred_first };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = easel_library_query (self->library, &query, &error);
  g_autoptr (GString) names = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    g_string_append (names, easel_entity_get_name (found->pdata[i]));
  return g_string_free (g_steal_pointer (&names), FALSE);
}

/* Favorites, then what was used lately, also under a name, then all others. */
static void
test_preferred (LibraryFixture *self, gconstpointer data)
{
  static const char *const tags[] = { "winter", EASEL_ENTITY_FAVORITE, NULL };
  g_autofree char *plain = NULL;
  g_autofree char *sorted = NULL;
  g_autofree char *used = NULL;
  g_autofree char *used_again = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *entry = NULL;
  g_autoptr (EaselEntity) starred = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *first = NULL;
  g_autofree char *third = NULL;

  for (const char *name = "ABCD"; *name != '\0'; name++)
    {
      const char title[] = { *name, '\0' };
      g_autoptr (EaselEntity) entity = library_make_entity (EASEL_ENTITY_MAKEUP, title, "{}", NULL);

      library_fixture_add (self, entity);
      if (*name == 'B')
        id = g_strdup (easel_entity_get_id (entity));
      else if (*name == 'A')
        first = g_strdup_printf ("{\"makeup\":[{\"entity\":\"%s\"}]}",
                                 easel_entity_get_id (entity));
      else if (*name == 'C')
        third = g_strdup_printf ("[\"%s\"]", easel_entity_get_id (entity));
    }
  easel_library_edit (self->library, &(EaselEditRequest) { .id = id, .tags = tags }, NULL, &entry,
                      &error);
  g_assert_no_error (error);

  starred = library_fixture_get (self, id);
  g_assert_true (easel_entity_is_favorite (starred));
  plain = list_names (self, FALSE);
  g_assert_cmpstr (plain, ==, "DCBA");
  sorted = list_names (self, TRUE);
  g_assert_cmpstr (sorted, ==, "BDCA");

  use (self, "modular", third);
  use (self, "modular", first);
  used = list_names (self, TRUE);
  g_assert_cmpstr (used, ==, "BACD");
  use (self, "modular", third);
  used_again = list_names (self, TRUE);
  g_assert_cmpstr (used_again, ==, "BCAD");

  easel_library_undo (self->library, entry, FALSE, NULL, NULL, &error);
  g_assert_no_error (error);
  undone = list_names (self, TRUE);
  g_assert_cmpstr (undone, ==, "CADB");
}

#define add(path, test)                                                                            \
  g_test_add (path, LibraryFixture, NULL, library_fixture_set_up, test, library_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  add ("/library-recipes/saved", test_saved);
  add ("/library-recipes/used", test_used);
  add ("/library-recipes/saving-a-used-one", test_saving_a_used_one);
  add ("/library-recipes/using-a-saved-one", test_using_a_saved_one);
  add ("/library-recipes/bad", test_bad);
  add ("/library-recipes/recovered", test_recovered);
  add ("/library-recipes/async", test_async);
  add ("/library-recipes/preferred", test_preferred);

  return g_test_run ();
}
