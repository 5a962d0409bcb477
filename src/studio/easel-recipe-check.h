/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-generator-categories.h"
#include "easel-generator.h"
#include "easel-recipe.h"

G_BEGIN_DECLS

#define EASEL_RECIPE_MAX_VARIATIONS 10
/* In characters: what models that make pictures read at most. */
#define EASEL_RECIPE_MAX_PROMPT 32000

/* Pure functions; any thread. Each error is %EASEL_STUDIO_ERROR_BAD_RECIPE with a sentence that
 * names the slot, or what else is wrong. */

/**
 * easel_recipe_check:
 * @generator: the recipe's
 * @entities: (nullable) (element-type utf8 EaselEntity): id → the entities and pictures of
 *   easel_recipe_dup_ids() that there are; %NULL to check only what can be said without them
 *
 * Whether something can be made of @recipe.
 */
gboolean easel_recipe_check (EaselRecipe *recipe,
                             EaselGenerator *generator,
                             EaselGeneratorCategories *categories,
                             GHashTable *entities,
                             GError **error);

/* The same, for what is in one slot alone, which @recipe need not have: to say it where it is. */
gboolean easel_recipe_check_slot (EaselRecipe *recipe,
                                  EaselGenerator *generator,
                                  EaselGeneratorCategories *categories,
                                  const char *slot,
                                  GHashTable *entities,
                                  GError **error);

gboolean easel_recipe_check_variations (gint64 variations, GError **error);
gboolean easel_recipe_check_prompt (const char *prompt, GError **error);

G_END_DECLS
