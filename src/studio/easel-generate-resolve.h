/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-generator.h"
#include "easel-library.h"
#include "easel-recipe.h"
#include "easel-run.h"

G_BEGIN_DECLS

/* What a recipe names, from the library. Blocking: for workers. */

/* Imports the files of @recipe, each as a step "import" of @run. Returns: (transfer full)
 * (nullable): the recipe with pictures in their place; @recipe itself when it has none */
EaselRecipe *easel_generate_import_files (EaselLibrary *library,
                                          EaselRun *run,
                                          EaselRecipe *recipe,
                                          GError **error);

/* (transfer full) (element-type utf8 EaselEntity) (nullable): id → what @recipe names, and the
 * clothing its outfits refer to. What is gone is not in it: easel_recipe_check() has the words */
GHashTable *
easel_generate_load_entities (EaselLibrary *library, EaselRecipe *recipe, GError **error);

/**
 * easel_generate_settle:
 * @entities: from easel_generate_load_entities()
 *
 * Pure. Finds the slot of each part in %EASEL_SLOT_ANY, and calls a picture a picture.
 *
 * Returns: (transfer full)
 */
EaselRecipe *
easel_generate_settle (EaselRecipe *recipe, EaselGenerator *generator, GHashTable *entities);

G_END_DECLS
