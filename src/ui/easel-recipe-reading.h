/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-generator-categories.h"
#include "easel-generator.h"
#include "easel-library.h"
#include "easel-recipe.h"

G_BEGIN_DECLS

/**
 * EaselRecipeReading:
 * @recipe: what was read
 * @entities: (element-type utf8 EaselEntity): what it names, and there is
 * @prompt: (nullable): what a model is told, in Easel's own words; %NULL while the recipe cannot be
 *   made, and when no generator was given
 *
 * What the library says about a recipe. Plain (owned) fields.
 */
typedef struct
{
  EaselRecipe *recipe;
  GHashTable *entities;
  char *prompt;
} EaselRecipeReading;

void easel_recipe_reading_free (EaselRecipeReading *reading);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselRecipeReading, easel_recipe_reading_free)

/* Reads it on a worker. @generator, @categories: (nullable): to put it into words. Main thread
 * only. Finish: (transfer full) (nullable) */
void easel_recipe_reading_load_async (EaselLibrary *library,
                                      EaselRecipe *recipe,
                                      EaselGenerator *generator,
                                      EaselGeneratorCategories *categories,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
EaselRecipeReading *easel_recipe_reading_load_finish (GAsyncResult *result, GError **error);

G_END_DECLS
