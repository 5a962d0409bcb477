/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-library-recipe.h"
#include "easel-library.h"

G_BEGIN_DECLS

/* Recipes that a person saved, and those used last. They are in library.sqlite, so that they go
 * wherever the library goes; they are no entities, and have no history.
 *
 * The plain calls block and are for worker threads, any number at once; the _async ones are for
 * the main thread. */

/* How many without a name are kept. */
#define EASEL_LIBRARY_RECENT_RECIPES 20

/* (transfer full) (element-type EaselLibraryRecipe) (nullable): those with a name by name, then
 * the others, the one used last first */
GPtrArray *easel_library_list_recipes (EaselLibrary *self, GError **error);

/**
 * easel_library_put_recipe:
 *
 * Writes @recipe as it is: a new one, or in the place of the one with its id. That is how one is
 * saved, renamed, and brought back after it was removed. When it has a name, the same without a
 * name is forgotten.
 *
 * Returns: %FALSE with %EASEL_LIBRARY_ERROR_INVALID when its name is blank or its text no JSON, or
 *   an %EASEL_DATABASE_ERROR
 */
gboolean easel_library_put_recipe (EaselLibrary *self, EaselLibraryRecipe *recipe, GError **error);

/**
 * easel_library_use_recipe:
 * @id: for a new one
 *
 * Remembers that a recipe was used: now if it is there already, with or without a name, else as a
 * new one without. The oldest of these are forgotten.
 */
gboolean easel_library_use_recipe (EaselLibrary *self,
                                   const char *id,
                                   const char *kind,
                                   const char *text,
                                   GError **error);

/* It is no error when it is gone already. */
gboolean easel_library_remove_recipe (EaselLibrary *self, const char *id, GError **error);

void easel_library_list_recipes_async (EaselLibrary *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GPtrArray *
easel_library_list_recipes_finish (EaselLibrary *self, GAsyncResult *result, GError **error);

void easel_library_put_recipe_async (EaselLibrary *self,
                                     EaselLibraryRecipe *recipe,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean easel_library_put_recipe_finish (EaselLibrary *self, GAsyncResult *result, GError **error);

void easel_library_use_recipe_async (EaselLibrary *self,
                                     const char *id,
                                     const char *kind,
                                     const char *text,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean easel_library_use_recipe_finish (EaselLibrary *self, GAsyncResult *result, GError **error);

void easel_library_remove_recipe_async (EaselLibrary *self,
                                        const char *id,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean
easel_library_remove_recipe_finish (EaselLibrary *self, GAsyncResult *result, GError **error);

G_END_DECLS
