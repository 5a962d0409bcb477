/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-generator-categories.h"
#include "easel-generator.h"
#include "easel-recipe.h"

G_BEGIN_DECLS

/**
 * EaselRecipePrompt:
 * @text: what the model is told
 * @pictures: ids of the pictures that go along, in the order @text numbers them
 *
 * A recipe as a model gets it. Plain (owned) fields.
 */
typedef struct
{
  char *text;
  GStrv pictures;
} EaselRecipePrompt;

/**
 * easel_recipe_prompt_new:
 * @entities: (element-type utf8 EaselEntity): id → what the recipe names, and the clothing items
 *   its outfit refers to; easel_recipe_check() has found it good
 *
 * Puts into words, in English, what @recipe says, by the prompt of its generator; or takes the
 * person's words, if there are any. Pure; any thread.
 *
 * An outfit's pieces are the items it refers to, or what its attributes list when there are none.
 * A piece of clothing takes the place of the outfit's pieces of its category, and of those that
 * it leaves no room for.
 *
 * Returns: (transfer full) (nullable): %EASEL_STUDIO_ERROR_BAD_RECIPE when it gets too long
 */
EaselRecipePrompt *easel_recipe_prompt_new (EaselRecipe *recipe,
                                            EaselGenerator *generator,
                                            EaselGeneratorCategories *categories,
                                            GHashTable *entities,
                                            GError **error);
void easel_recipe_prompt_free (EaselRecipePrompt *prompt);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselRecipePrompt, easel_recipe_prompt_free)

G_END_DECLS
