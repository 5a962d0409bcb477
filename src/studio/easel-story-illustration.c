/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-story-illustration.h"

#include "easel-generate-spec.h"
#include "easel-id.h"
#include "easel-json.h"
#include "easel-recipe-builder.h"
#include "easel-step-json.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>

/* A picture above a column of text. */
#define ASPECT_RATIO "3:2"

void
easel_story_illustration_free (EaselStoryIllustration *illustration)
{
  g_free (illustration->story);
  g_free (illustration->name);
  g_free (illustration);
}

EaselStoryIllustration *
easel_story_illustration_from_json (const char *text, GError **error)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  JsonObject *object = easel_json_node_get_object (node);
  const char *story = easel_json_get_string (object, "story");
  gint64 scene = easel_json_get_int (object, "scene", 0);
  EaselStoryIllustration *illustration;

  if (story == NULL || scene < 1 || scene > G_MAXINT)
    {
      g_set_error_literal (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
                           _ ("The job does not say which scene it is about."));
      return NULL;
    }
  illustration = g_new0 (EaselStoryIllustration, 1);
  illustration->story = g_strdup (story);
  illustration->scene = (guint) scene;
  illustration->name = g_strdup (easel_json_get_string (object, "name"));
  illustration->is_edit = easel_json_get_boolean (object, "is_edit", FALSE);
  return illustration;
}

static EaselRecipeSource
find_source (const char *ingredient)
{
  return easel_id_is_valid (ingredient) ? EASEL_RECIPE_ENTITY : EASEL_RECIPE_TEXT;
}

EaselRecipe *
easel_story_illustration_make_recipe (const EaselStoryParams *params,
                                      const char *picture,
                                      const char *comment)
{
  g_autoptr (EaselRecipeBuilder) builder = easel_recipe_builder_new (EASEL_GENERATOR_MODULAR);
  g_autofree char *text = comment != NULL ? g_strdup_printf ("%s\n\n%s", picture, comment)
                                          : g_strdup (picture);

  if (params->character != NULL)
    easel_recipe_builder_set_subject (builder, find_source (params->character), params->character);
  if (params->art_style != NULL)
    easel_recipe_builder_add (builder, EASEL_SLOT_ART_STYLE, find_source (params->art_style),
                              params->art_style);
  easel_recipe_builder_set_text (builder, text);
  easel_recipe_builder_set_aspect_ratio (builder, ASPECT_RATIO);
  return easel_recipe_builder_end (builder);
}

/* (transfer full): what the picture's job reads, and what is read here */
static char *
write_params (const EaselStoryIllustration *self, EaselRecipe *recipe)
{
  g_autoptr (EaselGenerateParams) params = easel_generate_params_new (recipe, 1);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;

  /* A job that is one of several keeps the title it was given. */
  params->variation = self->scene;
  text = easel_generate_params_to_json (params);
  node = json_from_string (text, NULL);
  object = json_node_dup_object (node);
  json_object_set_string_member (object, "story", self->story);
  json_object_set_int_member (object, "scene", self->scene);
  if (self->name != NULL)
    json_object_set_string_member (object, "name", self->name);
  json_object_set_boolean_member (object, "is_edit", self->is_edit);
  return easel_step_json_write (object);
}

EaselJobSpec *
easel_story_illustration_spec_new (const EaselStoryIllustration *self,
                                   EaselRecipe *recipe,
                                   const char *title,
                                   EaselGeneratorCatalog *generators,
                                   EaselProviderRegistry *providers)
{
  g_autofree char *params = write_params (self, recipe);
  EaselJobSpec *spec = easel_job_spec_new (EASEL_STORY_ILLUSTRATE_JOB_KIND, title, params);
  g_autofree char *provider = NULL;
  g_autofree char *model = NULL;

  spec->key = g_strdup_printf ("%u", self->scene);
  /* Translators: a number */
  spec->description = g_strdup_printf (_ ("Illustration of scene %u"), self->scene);
  if (easel_generate_choose_model (providers, generators, recipe, &provider, &model, NULL))
    {
      spec->lane = easel_provider_registry_make_lane (providers, provider, model);
      spec->provider = g_steal_pointer (&provider);
      spec->model = g_steal_pointer (&model);
    }
  return spec;
}

gboolean
easel_story_illustration_check_model (EaselGeneratorCatalog *generators,
                                      EaselProviderRegistry *providers,
                                      GError **error)
{
  g_autoptr (EaselRecipeBuilder) builder = easel_recipe_builder_new (EASEL_GENERATOR_MODULAR);
  g_autoptr (EaselRecipe) recipe = easel_recipe_builder_end (builder);
  g_autofree char *provider = NULL;
  g_autofree char *model = NULL;

  return easel_generate_choose_model (providers, generators, recipe, &provider, &model, error);
}
