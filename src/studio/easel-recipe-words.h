/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-entity.h"
#include "easel-generator-categories.h"
#include "easel-recipe.h"

G_BEGIN_DECLS

/* How what the library knows is said in a prompt, in English. Pure functions; any thread. */

/* Called for each attribute. Returns: (nullable): %NULL leaves it out; else what follows its
 * value, mostly "" */
typedef const char *(*EaselRecipeWordsFunc) (const char *attribute, gpointer user_data);

/* (transfer full): one line for each attribute that says something, "- Base color: ash brown"; the
 * entity's name when none does */
char *
easel_recipe_words_of_entity (EaselEntity *entity, EaselRecipeWordsFunc func, gpointer user_data);

/* (transfer full): the pieces of @recipe's outfit and clothing, layer by layer from the skin
 * outwards and within a layer from head to foot; "" when there are none. Words for clothing come
 * last.
 * @entities: as for easel_recipe_prompt_new() */
char *easel_recipe_words_of_clothes (EaselRecipe *recipe,
                                     EaselGeneratorCategories *categories,
                                     GHashTable *entities);

G_END_DECLS
