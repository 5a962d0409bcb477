/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-recipe.h"

G_BEGIN_DECLS

/**
 * EaselRecipeBuilder:
 *
 * A recipe while it is put together. One thread at a time.
 */
typedef struct _EaselRecipeBuilder EaselRecipeBuilder;

EaselRecipeBuilder *easel_recipe_builder_new (const char *generator);
/* Begins with all that @recipe says. */
EaselRecipeBuilder *easel_recipe_builder_new_from (EaselRecipe *recipe);
void easel_recipe_builder_free (EaselRecipeBuilder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselRecipeBuilder, easel_recipe_builder_free)

void easel_recipe_builder_set_generator (EaselRecipeBuilder *self, const char *generator);
/* @value: (nullable): %NULL for none */
void easel_recipe_builder_set_subject (EaselRecipeBuilder *self,
                                       EaselRecipeSource source,
                                       const char *value);
/* Adds to what is in @slot; the subject's is replaced. Whether it fits is checked later. */
void easel_recipe_builder_add (EaselRecipeBuilder *self,
                               const char *slot,
                               EaselRecipeSource source,
                               const char *value);
/* Takes out what is in @slot. */
void easel_recipe_builder_clear (EaselRecipeBuilder *self, const char *slot);
/* Moves the @position-th part to another slot. */
void easel_recipe_builder_set_slot (EaselRecipeBuilder *self, guint position, const char *slot);
/* The entity @id is a picture. */
void easel_recipe_builder_take_for_picture (EaselRecipeBuilder *self, const char *id);
/* Puts the library's @picture in the place of the file @uri, wherever that is. */
void
easel_recipe_builder_replace_file (EaselRecipeBuilder *self, const char *uri, const char *picture);
/* @text, @aspect_ratio, @prompt, @based_on: (nullable); an empty one counts as %NULL */
void easel_recipe_builder_set_text (EaselRecipeBuilder *self, const char *text);
void easel_recipe_builder_set_aspect_ratio (EaselRecipeBuilder *self, const char *aspect_ratio);
void easel_recipe_builder_set_prompt (EaselRecipeBuilder *self, const char *prompt);
void easel_recipe_builder_set_based_on (EaselRecipeBuilder *self, const char *based_on);
/* @value: (nullable): d, x, b or s, a floating one is taken; %NULL leaves it to the generator */
void easel_recipe_builder_set_option (EaselRecipeBuilder *self, const char *name, GVariant *value);
void easel_recipe_builder_set_seed (EaselRecipeBuilder *self, gint64 seed);

/* (transfer full): the recipe; the builder can only be freed afterwards */
EaselRecipe *easel_recipe_builder_end (EaselRecipeBuilder *self);

G_END_DECLS
