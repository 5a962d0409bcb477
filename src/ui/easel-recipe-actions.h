/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EaselRecipeActions:
 *
 * Buttons that lead from a thing to making something: to use it, and, when it was made itself, to
 * its recipe, to the same once more, and to more like it. Invisible while there is nothing to do.
 *
 * Activates `win.use-entity` (s: id), `win.show-recipe` (sss) and `win.run-recipe` (s: text).
 */
#define EASEL_TYPE_RECIPE_ACTIONS (easel_recipe_actions_get_type ())
G_DECLARE_FINAL_TYPE (EaselRecipeActions, easel_recipe_actions, EASEL, RECIPE_ACTIONS, AdwBin)

/* @entity: (nullable): id of what can be used. @recipe: (nullable): JSON of what it was made by */
void easel_recipe_actions_show (EaselRecipeActions *self,
                                EaselStudio *studio,
                                const char *entity,
                                JsonObject *recipe);

G_END_DECLS
