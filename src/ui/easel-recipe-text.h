/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-recipe.h"

G_BEGIN_DECLS

/* (transfer full): what goes into @recipe, in a line: "Lena · Red Coat · “by the sea”"; may be
 * empty. @entities: (nullable) (element-type utf8 EaselEntity): those that are known */
char *easel_recipe_text_describe (EaselRecipe *recipe, GHashTable *entities);

/* (transfer full): the name of the file at @uri */
char *easel_recipe_text_name_file (const char *uri);

G_END_DECLS
