/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-recipe.h"

G_BEGIN_DECLS

/* For the builder, which fills a new recipe in. */
struct _EaselRecipe
{
  GObject parent_instance;

  char *generator;          /* (owned) */
  EaselRecipePart *subject; /* (owned) (nullable) */
  GPtrArray *parts;         /* (owned) (element-type EaselRecipePart) */
  char *text;               /* (owned) (nullable) */
  char *aspect_ratio;       /* (owned) (nullable) */
  GVariant *options;        /* (owned): a{sv}, sorted by name */
  char *prompt;             /* (owned) (nullable) */
  gint64 seed;
  char *based_on; /* (owned) (nullable) */
};

EaselRecipePart *
easel_recipe_part_new (const char *slot, EaselRecipeSource source, const char *value);
void easel_recipe_part_free (EaselRecipePart *part);

G_END_DECLS
