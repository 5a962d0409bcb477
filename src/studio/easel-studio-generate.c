/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-studio-private.h"

#include "easel-generate-resolve.h"
#include "easel-generate-spec.h"
#include "easel-recipe-builder.h"
#include "easel-recipe-check.h"

/* Generators ------------------------------------------------------------------------------- */

GListModel *
easel_studio_get_generators (EaselStudio *self)
{
  g_return_val_if_fail (EASEL_IS_STUDIO (self), NULL);

  return easel_data_catalog_get_model (EASEL_DATA_CATALOG (self->generators));
}

EaselGenerator *
easel_studio_lookup_generator (EaselStudio *self, const char *name)
{
  g_return_val_if_fail (EASEL_IS_STUDIO (self), NULL);

  return easel_generator_catalog_lookup (self->generators, name, NULL);
}

EaselGeneratorCategories *
easel_studio_get_categories (EaselStudio *self)
{
  g_return_val_if_fail (EASEL_IS_STUDIO (self), NULL);

  return easel_generator_catalog_get_categories (self->generators);
}

/* Making ----------------------------------------------------------------------------------- */

EaselJob *
easel_studio_generate (EaselStudio *self, EaselRecipe *recipe, guint variations, GError **error)
{
  g_autoptr (EaselGenerateParams) params = NULL;
  g_autofree char *provider = NULL;
  g_autofree char *model = NULL;
  EaselGenerator *generator;

  g_return_val_if_fail (EASEL_IS_STUDIO (self), NULL);
  g_return_val_if_fail (EASEL_IS_RECIPE (recipe), NULL);

  if (!easel_recipe_check_variations (variations, error))
    return NULL;
  /* Before the generators are there only the job itself can say what is wrong. */
  if (self->state == EASEL_STUDIO_OPEN)
    {
      generator = easel_generator_catalog_lookup (self->generators,
                                                  easel_recipe_get_generator (recipe), error);
      if (generator == NULL
          || !easel_recipe_check (recipe, generator,
                                  easel_generator_catalog_get_categories (self->generators), NULL,
                                  error))
        return NULL;
    }
  /* Without a model the job says so: the recipe is kept with it, and so is the button. */
  if (self->early == NULL)
    easel_generate_choose_model (self->providers, self->generators, recipe, &provider, &model,
                                 NULL);
  params = easel_generate_params_new (recipe, variations);
  return easel_studio_submit_spec (
      self, easel_generate_spec_new (self->generators, self->providers, params, provider, model),
      error);
}

gboolean
easel_studio_choose_model (EaselStudio *self,
                           EaselModelTask task,
                           char **provider,
                           char **model,
                           GError **error)
{
  g_return_val_if_fail (EASEL_IS_STUDIO (self), FALSE);

  return easel_generate_choose_model_for (self->providers, task, provider, model, error);
}

/* Looking at the prompt -------------------------------------------------------------------- */

/* What a worker builds a prompt from: it must not touch the studio. */
typedef struct
{
  EaselLibrary *library;             /* (owned) */
  EaselGeneratorCatalog *generators; /* (owned) */
  EaselRecipe *recipe;               /* (owned) */
} Preview;

static void
preview_free (gpointer data)
{
  Preview *preview = data;

  g_object_unref (preview->library);
  g_object_unref (preview->generators);
  g_object_unref (preview->recipe);
  g_free (preview);
}

/* (transfer full): files not imported yet go along as the pictures they will be, by their address
 */
static EaselRecipe *
take_files_for_pictures (EaselRecipe *recipe)
{
  g_autoptr (EaselRecipeBuilder) builder = easel_recipe_builder_new_from (recipe);
  g_auto (GStrv) files = easel_recipe_dup_files (recipe);

  for (guint i = 0; files[i] != NULL; i++)
    easel_recipe_builder_replace_file (builder, files[i], files[i]);
  return easel_recipe_builder_end (builder);
}

/* (transfer full) (nullable) */
static EaselRecipePrompt *
build_prompt (const Preview *preview, GError **error)
{
  EaselGeneratorCategories *categories = easel_generator_catalog_get_categories (
      preview->generators);
  EaselGenerator *generator = easel_generator_catalog_lookup (
      preview->generators, easel_recipe_get_generator (preview->recipe), error);
  g_autoptr (GHashTable) entities = NULL;
  g_autoptr (EaselRecipe) settled = NULL;
  g_autoptr (EaselRecipe) imported = NULL;

  if (generator == NULL)
    return NULL;
  entities = easel_generate_load_entities (preview->library, preview->recipe, error);
  if (entities == NULL)
    return NULL;
  settled = easel_generate_settle (preview->recipe, generator, entities);
  if (!easel_recipe_check (settled, generator, categories, entities, error))
    return NULL;
  imported = take_files_for_pictures (settled);
  return easel_recipe_prompt_new (imported, generator, categories, entities, error);
}

static void
build_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  EaselRecipePrompt *prompt = build_prompt (task_data, &error);

  if (prompt != NULL)
    g_task_return_pointer (task, prompt, (GDestroyNotify) easel_recipe_prompt_free);
  else
    g_task_return_error (task, error);
}

void
easel_studio_build_prompt_async (EaselStudio *self,
                                 EaselRecipe *recipe,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Preview *preview;

  g_return_if_fail (EASEL_IS_STUDIO (self));
  g_return_if_fail (EASEL_IS_RECIPE (recipe));
  g_return_if_fail (callback != NULL);

  preview = g_new0 (Preview, 1);
  preview->library = g_object_ref (self->library);
  preview->generators = g_object_ref (self->generators);
  preview->recipe = g_object_ref (recipe);
  g_task_set_source_tag (task, easel_studio_build_prompt_async);
  g_task_set_name (task, "build prompt");
  g_task_set_task_data (task, preview, preview_free);
  g_task_run_in_thread (task, build_in_thread);
}

EaselRecipePrompt *
easel_studio_build_prompt_finish (EaselStudio *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_studio_build_prompt_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
