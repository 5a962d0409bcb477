/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-generate-params.h"

#include "easel-json.h"
#include "easel-recipe-builder.h"
#include "easel-recipe-check.h"
#include "easel-step-json.h"

EaselGenerateParams *
easel_generate_params_new (EaselRecipe *recipe, guint variations)
{
  EaselGenerateParams *params = g_new0 (EaselGenerateParams, 1);

  params->recipe = g_object_ref (recipe);
  params->variations = variations;
  return params;
}

EaselGenerateParams *
easel_generate_params_new_variation (const EaselGenerateParams *params, guint variation)
{
  gint64 seed = easel_recipe_get_seed (params->recipe);
  g_autoptr (EaselRecipeBuilder) builder = easel_recipe_builder_new_from (params->recipe);
  g_autoptr (EaselRecipe) recipe = NULL;
  EaselGenerateParams *one;

  /* The same seed would make the same picture. */
  if (seed != EASEL_RECIPE_NO_SEED)
    easel_recipe_builder_set_seed (builder, (seed + variation - 1) & G_MAXINT64);
  recipe = easel_recipe_builder_end (builder);
  one = easel_generate_params_new (recipe, 1);
  one->variation = variation;
  return one;
}

void
easel_generate_params_free (EaselGenerateParams *params)
{
  g_object_unref (params->recipe);
  g_free (params);
}

char *
easel_generate_params_to_json (const EaselGenerateParams *params)
{
  JsonObject *object = json_object_new ();

  json_object_set_member (object, "recipe", easel_recipe_to_json (params->recipe));
  json_object_set_int_member (object, "variations", params->variations);
  if (params->variation > 0)
    json_object_set_int_member (object, "variation", params->variation);
  return easel_step_json_write (object);
}

EaselGenerateParams *
easel_generate_params_from_json (const char *text, GError **error)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  JsonObject *object = easel_json_node_get_object (node);
  gint64 variations = easel_json_get_int (object, "variations", 1);
  gint64 variation = easel_json_get_int (object, "variation", 0);
  g_autoptr (EaselRecipe) recipe = NULL;
  EaselGenerateParams *params;

  if (!easel_recipe_check_variations (variations, error))
    return NULL;
  recipe = easel_recipe_new_from_json (
      object != NULL ? json_object_get_member (object, "recipe") : NULL, error);
  if (recipe == NULL)
    return NULL;
  params = easel_generate_params_new (recipe, (guint) variations);
  params->variation = (guint) CLAMP (variation, 0, EASEL_RECIPE_MAX_VARIATIONS);
  return params;
}
