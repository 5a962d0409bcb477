/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-library-recipes.h"
#include "easel-studio.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the recipe of a story is called among the others; those of pictures as their generator. */
#define EASEL_RECIPE_SHELF_STORY "story"

/**
 * EaselRecipeShelf:
 *
 * The recipes that were saved or used: a #GListModel of #EaselLibraryRecipe, those with a name
 * first. What is done to them is on disk soon after. Main thread only.
 *
 * Signal `failed` (const GError *error): something could not be read or kept.
 */
#define EASEL_TYPE_RECIPE_SHELF (easel_recipe_shelf_get_type ())
G_DECLARE_FINAL_TYPE (EaselRecipeShelf, easel_recipe_shelf, EASEL, RECIPE_SHELF, GObject)

/* Reads them once @studio is ready. */
EaselRecipeShelf *easel_recipe_shelf_new (EaselStudio *studio);

/* @text: JSON. In place of the one with this name and kind, if there is one. */
void easel_recipe_shelf_save (EaselRecipeShelf *self,
                              const char *kind,
                              const char *name,
                              const char *text);
/* Remembers that it was used. */
void easel_recipe_shelf_use (EaselRecipeShelf *self, const char *kind, const char *text);
void
easel_recipe_shelf_rename (EaselRecipeShelf *self, EaselLibraryRecipe *recipe, const char *name);
void easel_recipe_shelf_remove (EaselRecipeShelf *self, EaselLibraryRecipe *recipe);
/* Brings back one that was removed. */
void easel_recipe_shelf_restore (EaselRecipeShelf *self, EaselLibraryRecipe *recipe);

G_END_DECLS
