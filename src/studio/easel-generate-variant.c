/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-generate-variant.h"

#include "easel-generator-catalog.h"
#include "easel-id.h"
#include "easel-recipe-builder.h"
#include "easel-recipe-check.h"

/* What a person wrote for a slot. (transfer full): as @source wants it */
static char *
tell_apart (const char *text, EaselRecipeSource *source)
{
  static const char *const schemes[] = { "file", "http", "https", "data", NULL };
  g_autofree char *scheme = g_uri_parse_scheme (text);

  if (easel_id_is_valid (text))
    *source = EASEL_RECIPE_ENTITY;
  else if (g_path_is_absolute (text))
    {
      *source = EASEL_RECIPE_FILE;
      return g_filename_to_uri (text, NULL, NULL);
    }
  else if (scheme != NULL && g_strv_contains (schemes, scheme))
    *source = EASEL_RECIPE_FILE;
  else
    *source = EASEL_RECIPE_TEXT;
  return g_strdup (text);
}

static void
add (EaselRecipeBuilder *builder, const char *slot, const char *text)
{
  EaselRecipeSource source;
  g_autofree char *value = tell_apart (text, &source);

  easel_recipe_builder_add (builder, slot, source, value);
}

static void
take_texts (EaselRecipeBuilder *builder, GVariantDict *params)
{
  static const struct
  {
    const char *name;
    void (*set) (EaselRecipeBuilder *builder, const char *value);
  } texts[] = {
    { "name", easel_recipe_builder_set_generator },
    { "text", easel_recipe_builder_set_text },
    { "aspect_ratio", easel_recipe_builder_set_aspect_ratio },
    { "prompt", easel_recipe_builder_set_prompt },
    { "based_on", easel_recipe_builder_set_based_on },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const char *value;

      if (g_variant_dict_lookup (params, texts[i].name, "&s", &value))
        texts[i].set (builder, value);
    }
}

static void
take_parts (EaselRecipeBuilder *builder, GVariantDict *params)
{
  g_autofree const char **uses = NULL;
  const char *value;

  if (g_variant_dict_lookup (params, "subject", "&s", &value))
    add (builder, EASEL_SLOT_SUBJECT, value);
  if (g_variant_dict_lookup (params, "style", "&s", &value))
    add (builder, EASEL_SLOT_ANY, value);
  if (g_variant_dict_lookup (params, "use", "^a&s", &uses))
    for (guint i = 0; uses[i] != NULL; i++)
      easel_recipe_builder_add (builder, EASEL_SLOT_ANY, EASEL_RECIPE_ENTITY, uses[i]);
}

static void
take_options (EaselRecipeBuilder *builder, GVariantDict *params)
{
  g_autoptr (GVariant) options = g_variant_dict_lookup_value (params, "options",
                                                              G_VARIANT_TYPE_VARDICT);
  GVariantIter iter;
  const char *name;
  GVariant *value;

  if (options == NULL)
    return;
  g_variant_iter_init (&iter, options);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    easel_recipe_builder_set_option (builder, name, value);
}

/* (transfer full) (nullable): begins with the recipe that was handed in, if one was */
static EaselRecipeBuilder *
start (GVariantDict *params, GError **error)
{
  g_autoptr (EaselRecipe) recipe = NULL;
  const char *text;

  if (!g_variant_dict_lookup (params, "recipe", "&s", &text))
    return easel_recipe_builder_new (EASEL_GENERATOR_MODULAR);
  recipe = easel_recipe_new_from_text (text, error);
  return recipe != NULL ? easel_recipe_builder_new_from (recipe) : NULL;
}

EaselGenerateParams *
easel_generate_params_new_from_variant (GVariant *params, GError **error)
{
  g_autoptr (GVariantDict) dict = g_variant_dict_new (params);
  g_autoptr (EaselRecipeBuilder) builder = start (dict, error);
  g_autoptr (EaselRecipe) recipe = NULL;
  guint variations = 1;
  gint64 seed;

  if (builder == NULL)
    return NULL;
  take_texts (builder, dict);
  take_parts (builder, dict);
  take_options (builder, dict);
  if (g_variant_dict_lookup (dict, "seed", "x", &seed))
    easel_recipe_builder_set_seed (builder, seed);
  g_variant_dict_lookup (dict, "variations", "u", &variations);
  if (!easel_recipe_check_variations (variations, error))
    return NULL;
  recipe = easel_recipe_builder_end (builder);
  return easel_generate_params_new (recipe, variations);
}
