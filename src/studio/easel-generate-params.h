/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-recipe.h"

G_BEGIN_DECLS

/**
 * EaselGenerateParams:
 * @recipe: what is made
 * @variations: how many times, 1 to %EASEL_RECIPE_MAX_VARIATIONS
 * @variation: of one of several: which it is, from 1; else 0
 *
 * What a "generate" job is about; on disk as JSON. Plain (owned) fields. Any thread.
 */
typedef struct
{
  EaselRecipe *recipe;
  guint variations;
  guint variation;
} EaselGenerateParams;

EaselGenerateParams *easel_generate_params_new (EaselRecipe *recipe, guint variations);
/* The @variation-th of @params: with a seed of its own, if it has one at all. */
EaselGenerateParams *
easel_generate_params_new_variation (const EaselGenerateParams *params, guint variation);
void easel_generate_params_free (EaselGenerateParams *params);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselGenerateParams, easel_generate_params_free)

/* (transfer full): JSON text */
char *easel_generate_params_to_json (const EaselGenerateParams *params);
/* (transfer full) (nullable): %EASEL_STUDIO_ERROR_BAD_RECIPE */
EaselGenerateParams *easel_generate_params_from_json (const char *text, GError **error);

G_END_DECLS
