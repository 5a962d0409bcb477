/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-library-recipe.h"
#include "easel-studio.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselRecipeRow:
 *
 * A recipe that was saved or used: what goes into it, and what it is for. Activates
 * `win.show-recipe` (sss: kind, name, text).
 *
 * Signals: `rename`, `remove`: the person wishes so.
 */
#define EASEL_TYPE_RECIPE_ROW (easel_recipe_row_get_type ())
G_DECLARE_FINAL_TYPE (EaselRecipeRow, easel_recipe_row, EASEL, RECIPE_ROW, AdwActionRow)

GtkWidget *easel_recipe_row_new (EaselStudio *studio, EaselLibraryRecipe *recipe);

/* (transfer none) */
EaselLibraryRecipe *easel_recipe_row_get_recipe (EaselRecipeRow *self);

G_END_DECLS
