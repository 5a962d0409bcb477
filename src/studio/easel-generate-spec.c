/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-generate-spec.h"

#include "easel-studio-error.h"

#include <glib/gi18n.h>

/* In characters: of what a person wrote. */
#define MAX_TITLE 60

char *
easel_generate_shorten (const char *text)
{
  g_autofree char *line = g_strstrip (g_strdelimit (g_strdup (text), "\n\t", ' '));
  g_autofree char *start = NULL;

  if (g_utf8_strlen (line, -1) <= MAX_TITLE)
    return g_steal_pointer (&line);
  start = g_utf8_substring (line, 0, MAX_TITLE);
  return g_strconcat (start, "…", NULL);
}

/* (transfer full): what the job is called until its subject has been looked up */
static char *
make_title (const EaselGenerateParams *params, const char *generator)
{
  const EaselRecipePart *subject = easel_recipe_get_subject (params->recipe);
  g_autofree char *path = NULL;

  if (params->variation > 0)
    return g_strdup_printf (_ ("Variation %u"), params->variation);
  if (subject != NULL && subject->source == EASEL_RECIPE_TEXT)
    return easel_generate_shorten (subject->value);
  if (subject != NULL && subject->source == EASEL_RECIPE_FILE)
    path = g_filename_from_uri (subject->value, NULL, NULL);
  return path != NULL ? g_filename_display_basename (path) : g_strdup (generator);
}

/* (transfer full) */
static char *
make_description (const EaselGenerateParams *params, const char *generator)
{
  if (params->variations == 1)
    return g_strdup (generator);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       /* Translators: a generator such as "Style Transfer" */
                                       "%s, %u variation", "%s, %u variations", params->variations),
                          generator, params->variations);
}

EaselJobSpec *
easel_generate_spec_new (EaselGeneratorCatalog *catalog,
                         EaselProviderRegistry *providers,
                         const EaselGenerateParams *params,
                         const char *provider,
                         const char *model)
{
  const char *name = easel_recipe_get_generator (params->recipe);
  EaselGenerator *generator = easel_generator_catalog_lookup (catalog, name, NULL);
  const char *what = generator != NULL ? easel_generator_get_title (generator) : name;
  g_autofree char *title = make_title (params, what);
  g_autofree char *json = easel_generate_params_to_json (params);
  EaselJobSpec *spec = easel_job_spec_new (EASEL_GENERATE_JOB_KIND, title, json);

  spec->description = make_description (params, what);
  spec->provider = g_strdup (provider);
  spec->model = g_strdup (model);
  if (provider != NULL && params->variations == 1)
    spec->lane = easel_provider_registry_make_lane (providers, provider, model);
  return spec;
}

/* Whether somebody else than Demo does @task. */
static gboolean
is_set_up (EaselProviderRegistry *providers, EaselModelTask task)
{
  g_autofree char *provider = NULL;
  g_autofree char *model = NULL;

  easel_provider_registry_get_choice (providers, task, &provider, &model);
  return !g_str_equal (provider, "demo");
}

gboolean
easel_generate_choose_model (EaselProviderRegistry *providers,
                             EaselGeneratorCatalog *catalog,
                             EaselRecipe *recipe,
                             char **provider,
                             char **model,
                             GError **error)
{
  EaselGenerator *generator = easel_generator_catalog_lookup (
      catalog, easel_recipe_get_generator (recipe), NULL);
  EaselModelTask task = generator == NULL || easel_generator_makes_picture (generator)
                            ? EASEL_MODEL_TASK_IMAGE
                            : EASEL_MODEL_TASK_TEXT;

  return easel_generate_choose_model_for (providers, task, provider, model, error);
}

gboolean
easel_generate_choose_model_for (EaselProviderRegistry *providers,
                                 EaselModelTask task,
                                 char **provider,
                                 char **model,
                                 GError **error)
{
  *provider = NULL;
  *model = NULL;
  if (task == EASEL_MODEL_TASK_IMAGE && !easel_provider_registry_has_choice (providers, task)
      && (is_set_up (providers, EASEL_MODEL_TASK_VISION)
          || is_set_up (providers, EASEL_MODEL_TASK_TEXT)))
    {
      g_set_error_literal (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_NO_IMAGE_MODEL,
                           _ ("No model was chosen for making pictures."));
      return FALSE;
    }
  easel_provider_registry_get_choice (providers, task, provider, model);
  return TRUE;
}
