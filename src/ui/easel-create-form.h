/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-entity.h"
#include "easel-generator-categories.h"
#include "easel-generator.h"
#include "easel-recipe.h"

G_BEGIN_DECLS

/**
 * EaselCreateForm:
 *
 * What stands in the form of a generator: a recipe that changes, how many pictures are wanted, what
 * is known of the things in it, and what is wrong with them. Nothing that was put in is lost
 * because it is wrong. Main thread only.
 *
 * Signal `changed`: anything of it.
 */
#define EASEL_TYPE_CREATE_FORM (easel_create_form_get_type ())
G_DECLARE_FINAL_TYPE (EaselCreateForm, easel_create_form, EASEL, CREATE_FORM, GObject)

/* An empty form. @categories: those of the catalog @generator is from */
EaselCreateForm *
easel_create_form_new (EaselGenerator *generator, EaselGeneratorCategories *categories);

EaselGenerator *easel_create_form_get_generator (EaselCreateForm *self);

/* (transfer none): what the form says now */
EaselRecipe *easel_create_form_get_recipe (EaselCreateForm *self);
/* Fills in all of @recipe, which is one of the form's generator. */
void easel_create_form_set_recipe (EaselCreateForm *self, EaselRecipe *recipe);

/* 1 to %EASEL_RECIPE_MAX_VARIATIONS */
guint easel_create_form_get_variations (EaselCreateForm *self);
void easel_create_form_set_variations (EaselCreateForm *self, guint variations);

/* Slots */

/* (transfer full) (array zero-terminated=1): in the order people see them: those of the generator,
 * then those that only the recipe has */
GStrv easel_create_form_dup_slots (EaselCreateForm *self);

/* (transfer container) (element-type EaselRecipePart): what is in @slot, as long as the form is not
 * changed: garments from the skin outwards and from head to foot, words last */
GPtrArray *easel_create_form_list_parts (EaselCreateForm *self, const char *slot);
/* Puts it in the place of what is in @slot; beside it, once, where there is room for several. */
void easel_create_form_put (EaselCreateForm *self,
                            const char *slot,
                            EaselRecipeSource source,
                            const char *value);
/* The same for a thing of the library. */
void easel_create_form_put_entity (EaselCreateForm *self, const char *slot, EaselEntity *entity);
/* Something of it is going to be put in. */
void easel_create_form_learn (EaselCreateForm *self, EaselEntity *entity);
/* Puts @value in the place of @part; what else is in its slot stays. */
void easel_create_form_replace (EaselCreateForm *self,
                                const EaselRecipePart *part,
                                EaselRecipeSource source,
                                const char *value);
void easel_create_form_remove (EaselCreateForm *self, const EaselRecipePart *part);

/* (transfer full) (array zero-terminated=1): the kinds that fit into @slot, pictures too */
GStrv easel_create_form_dup_kinds (EaselCreateForm *self, const char *slot);
/* (transfer none) (nullable): where something of @kind goes best: a slot that is made for it */
const char *easel_create_form_find_slot (EaselCreateForm *self, const char *kind);

/* The rest; %NULL or an empty text is none. */
void easel_create_form_set_text (EaselCreateForm *self, const char *text);
void easel_create_form_set_aspect_ratio (EaselCreateForm *self, const char *aspect_ratio);
void easel_create_form_set_option (EaselCreateForm *self, const char *name, GVariant *value);
void easel_create_form_set_prompt (EaselCreateForm *self, const char *prompt);
void easel_create_form_set_seed (EaselCreateForm *self, gint64 seed);
void easel_create_form_set_based_on (EaselCreateForm *self, const char *based_on);

/* What is known */

/* @entities: (element-type utf8 EaselEntity): all that there is of what @recipe names */
void
easel_create_form_take_entities (EaselCreateForm *self, EaselRecipe *recipe, GHashTable *entities);
/* (transfer none) (nullable) */
EaselEntity *easel_create_form_lookup_entity (EaselCreateForm *self, const char *id);

/* (nullable): of a garment, as people call it */
const char *easel_create_form_get_category_title (EaselCreateForm *self, EaselEntity *entity);

/* What is wrong */

/* From now on it is said of empty slots, too. */
void easel_create_form_insist (EaselCreateForm *self);
/* (transfer full) (nullable): a sentence. @slot: (nullable): %NULL for all that is in no slot */
char *easel_create_form_describe_problem (EaselCreateForm *self, const char *slot);
/* Whether it can be made, as far as is known. */
gboolean easel_create_form_check (EaselCreateForm *self, GError **error);

G_END_DECLS
