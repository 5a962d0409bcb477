/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-library-recipes.h"

#include "easel-library-private.h"

#include <glib/gi18n.h>

/* Rows ------------------------------------------------------------------------------------- */

/* Saved ones by name, as file managers sort: “Coat 2” is before “Coat 10”, and Ä with A where the
 * language has it there. The others stay as they are. */
static int
compare_recipes (gconstpointer a, gconstpointer b)
{
  const char *one = easel_library_recipe_get_name (*(EaselLibraryRecipe *const *) a);
  const char *other = easel_library_recipe_get_name (*(EaselLibraryRecipe *const *) b);
  g_autofree char *folded = one != NULL ? g_utf8_casefold (one, -1) : NULL;
  g_autofree char *other_folded = other != NULL ? g_utf8_casefold (other, -1) : NULL;
  g_autofree char *key = NULL;
  g_autofree char *other_key = NULL;

  if (one == NULL || other == NULL)
    return (one == NULL) - (other == NULL);
  key = g_utf8_collate_key_for_filename (folded, -1);
  other_key = g_utf8_collate_key_for_filename (other_folded, -1);
  return strcmp (key, other_key);
}

static GPtrArray *
read_recipes (sqlite3 *db, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db, "SELECT id, kind, name, recipe, used FROM recipe ORDER BY used DESC, rowid DESC", error);
  g_autoptr (GPtrArray) recipes = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean has_row;

  if (stmt == NULL || !easel_database_step (stmt, &has_row, error))
    return NULL;
  while (has_row)
    {
      g_autofree char *id = easel_database_text (stmt, 0);
      g_autofree char *kind = easel_database_text (stmt, 1);
      g_autofree char *name = easel_database_text (stmt, 2);
      g_autofree char *text = easel_database_text (stmt, 3);

      g_ptr_array_add (
          recipes, easel_library_recipe_new (id, kind, name, text, sqlite3_column_int64 (stmt, 4)));
      if (!easel_database_step (stmt, &has_row, error))
        return NULL;
    }
  g_ptr_array_sort (recipes, compare_recipes);
  return g_steal_pointer (&recipes);
}

static gboolean
write_recipe (sqlite3 *db, EaselLibraryRecipe *recipe, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db,
      "INSERT INTO recipe (id, kind, name, recipe, used) VALUES (?1, ?2, ?3, ?4, ?5) "
      "ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name, "
      "recipe = excluded.recipe, used = excluded.used",
      error);

  return stmt != NULL
         && easel_database_run (
             stmt, error, "ssssi", easel_library_recipe_get_id (recipe),
             easel_library_recipe_get_kind (recipe), easel_library_recipe_get_name (recipe),
             easel_library_recipe_get_text (recipe), easel_library_recipe_get_used (recipe));
}

/* What gets a name leaves the others. */
static gboolean
forget_same (sqlite3 *db, EaselLibraryRecipe *recipe, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = NULL;

  if (easel_library_recipe_get_name (recipe) == NULL)
    return TRUE;
  stmt = easel_database_prepare (
      db, "DELETE FROM recipe WHERE name IS NULL AND kind = ?1 AND recipe = ?2 AND id <> ?3",
      error);
  return stmt != NULL
         && easel_database_run (stmt, error, "sss", easel_library_recipe_get_kind (recipe),
                                easel_library_recipe_get_text (recipe),
                                easel_library_recipe_get_id (recipe));
}

static gboolean
forget_old (sqlite3 *db, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db,
      "DELETE FROM recipe WHERE name IS NULL AND id NOT IN "
      "(SELECT id FROM recipe WHERE name IS NULL ORDER BY used DESC, rowid DESC LIMIT ?1)",
      error);

  return stmt != NULL
         && easel_database_run (stmt, error, "i", (gint64) EASEL_LIBRARY_RECENT_RECIPES);
}

static gboolean
use_recipe (sqlite3 *db, const char *id, const char *kind, const char *text, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db, "UPDATE recipe SET used = ?3 WHERE kind = ?1 AND recipe = ?2", error);
  gint64 now = g_get_real_time ();
  g_autoptr (EaselLibraryRecipe) recipe = NULL;

  if (stmt == NULL || !easel_database_run (stmt, error, "ssi", kind, text, now))
    return FALSE;
  if (sqlite3_changes (db) > 0)
    return TRUE;
  recipe = easel_library_recipe_new (id, kind, NULL, text, now);
  return write_recipe (db, recipe, error) && forget_old (db, error);
}

static gboolean
check_text (const char *text, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();

  if (json_parser_load_from_data (parser, text, -1, NULL))
    return TRUE;
  g_set_error_literal (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_INVALID,
                       _ ("The recipe cannot be read."));
  return FALSE;
}

static gboolean
check_name (const char *name, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (name != NULL ? name : "-"));

  if (*stripped != '\0')
    return TRUE;
  g_set_error_literal (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_INVALID,
                       _ ("The name is empty."));
  return FALSE;
}

/* Calls ------------------------------------------------------------------------------------ */

GPtrArray *
easel_library_list_recipes (EaselLibrary *self, GError **error)
{
  sqlite3 *db = easel_library_begin_read (self, error);
  GPtrArray *recipes;

  if (db == NULL)
    return NULL;
  recipes = read_recipes (db, error);
  easel_library_end_read (self, db);
  return recipes;
}

gboolean
easel_library_put_recipe (EaselLibrary *self, EaselLibraryRecipe *recipe, GError **error)
{
  sqlite3 *db;

  g_return_val_if_fail (EASEL_IS_LIBRARY_RECIPE (recipe), FALSE);

  if (!check_name (easel_library_recipe_get_name (recipe), error)
      || !check_text (easel_library_recipe_get_text (recipe), error))
    return FALSE;
  db = easel_library_begin_write (self, error);
  return db != NULL
         && easel_library_end_write (
             self, forget_same (db, recipe, error) && write_recipe (db, recipe, error), error);
}

gboolean
easel_library_use_recipe (EaselLibrary *self,
                          const char *id,
                          const char *kind,
                          const char *text,
                          GError **error)
{
  sqlite3 *db;

  g_return_val_if_fail (id != NULL && kind != NULL && text != NULL, FALSE);

  if (!check_text (text, error))
    return FALSE;
  db = easel_library_begin_write (self, error);
  return db != NULL
         && easel_library_end_write (self, use_recipe (db, id, kind, text, error), error);
}

gboolean
easel_library_remove_recipe (EaselLibrary *self, const char *id, GError **error)
{
  sqlite3 *db = easel_library_begin_write (self, error);
  g_autoptr (sqlite3_stmt) stmt = NULL;
  gboolean done;

  if (db == NULL)
    return FALSE;
  stmt = easel_database_prepare (db, "DELETE FROM recipe WHERE id = ?1", error);
  done = stmt != NULL && easel_database_run (stmt, error, "s", id);
  g_clear_pointer (&stmt, sqlite3_finalize);
  return easel_library_end_write (self, done, error);
}

/* For the main thread ---------------------------------------------------------------------- */

static void
list_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *recipes = easel_library_list_recipes (source, &error);

  if (recipes != NULL)
    g_task_return_pointer (task, recipes, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
easel_library_list_recipes_async (EaselLibrary *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, easel_library_list_recipes_async);
  g_task_set_name (task, "list recipes");
  g_task_run_in_thread (task, list_thread);
}

GPtrArray *
easel_library_list_recipes_finish (EaselLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_library_list_recipes_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
return_done (GTask *task, gboolean done, GError *error)
{
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
put_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  gboolean done = easel_library_put_recipe (source, task_data, &error);

  return_done (task, done, error);
}

void
easel_library_put_recipe_async (EaselLibrary *self,
                                EaselLibraryRecipe *recipe,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, easel_library_put_recipe_async);
  g_task_set_name (task, "put a recipe");
  g_task_set_task_data (task, g_object_ref (recipe), g_object_unref);
  g_task_run_in_thread (task, put_thread);
}

gboolean
easel_library_put_recipe_finish (EaselLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_library_put_recipe_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
use_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  EaselLibraryRecipe *recipe = task_data;
  GError *error = NULL;
  gboolean done = easel_library_use_recipe (source, easel_library_recipe_get_id (recipe),
                                            easel_library_recipe_get_kind (recipe),
                                            easel_library_recipe_get_text (recipe), &error);

  return_done (task, done, error);
}

void
easel_library_use_recipe_async (EaselLibrary *self,
                                const char *id,
                                const char *kind,
                                const char *text,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, easel_library_use_recipe_async);
  g_task_set_name (task, "remember a recipe");
  g_task_set_task_data (task, easel_library_recipe_new (id, kind, NULL, text, 0), g_object_unref);
  g_task_run_in_thread (task, use_thread);
}

gboolean
easel_library_use_recipe_finish (EaselLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_library_use_recipe_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
remove_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  gboolean done = easel_library_remove_recipe (source, task_data, &error);

  return_done (task, done, error);
}

void
easel_library_remove_recipe_async (EaselLibrary *self,
                                   const char *id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, easel_library_remove_recipe_async);
  g_task_set_name (task, "remove a recipe");
  g_task_set_task_data (task, g_strdup (id), g_free);
  g_task_run_in_thread (task, remove_thread);
}

gboolean
easel_library_remove_recipe_finish (EaselLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_library_remove_recipe_async),
                        FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
