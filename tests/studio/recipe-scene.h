/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-generator-catalog.h"
#include "easel-recipe.h"

G_BEGIN_DECLS

/**
 * RecipeScene:
 * @catalog: the shipped generators
 * @entities: (element-type utf8 EaselEntity): those of tests/data/prompts, by id
 *
 * What recipes are tried with. Plain (owned) fields.
 */
typedef struct
{
  EaselGeneratorCatalog *catalog;
  GHashTable *entities;
} RecipeScene;

RecipeScene *recipe_scene_new (void);
void recipe_scene_free (RecipeScene *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecipeScene, recipe_scene_free)

/* (transfer full): what is in these folders. @notices: (out) (optional) */
EaselGeneratorCatalog *recipe_scene_load (const char *const *folders, GStrv *notices);
/* (transfer full): the path of a file in tests/data/prompts */
char *recipe_scene_path (const char *name, const char *suffix);
/* (transfer full) */
EaselRecipe *recipe_scene_read (const char *text);

G_END_DECLS
