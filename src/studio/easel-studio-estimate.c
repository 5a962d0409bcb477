/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-studio-private.h"

#include "easel-merge-job.h"
#include "easel-picture-folder.h"
#include "easel-recipe-check.h"
#include "easel-submission.h"

#include <glib/gi18n.h>

/* What something will come to: who would be asked, and what their models cost. */

/* What is known of one of them. */
typedef struct
{
  EaselProviderConfig *config; /* (owned) (nullable) */
  const EaselPrice *price;     /* (nullable) */
  guint max_edge;
} Model;

static void
model_clear (Model *model)
{
  g_clear_object (&model->config);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Model, model_clear)

static Model
look_up (EaselStudio *self, EaselModelTask task)
{
  g_autofree char *provider = NULL;
  g_autofree char *name = NULL;
  /* Nobody is known before the providers are; the price is not, then. */
  Model model = { .max_edge = EASEL_PROVIDER_MAX_IMAGE_EDGE };

  if (self->early != NULL || !easel_studio_choose_model (self, task, &provider, &name, NULL))
    return model;
  model.config = easel_provider_registry_get_config (self->providers, provider);
  if (model.config == NULL)
    return model;
  model.price = easel_price_list_find (self->prices, model.config, name);
  model.max_edge = easel_provider_config_get_max_image_edge (model.config);
  return model;
}

EaselEstimate *
easel_studio_estimate_analysis (EaselStudio *self,
                                guint n_pictures,
                                const char *const *analyzers,
                                GError **error)
{
  static const char *const usual[] = { "outfit", NULL };
  g_auto (Model) model = look_up (self, EASEL_MODEL_TASK_VISION);
  g_autoptr (GPtrArray) plain = NULL;
  EaselEstimate *estimate;

  g_return_val_if_fail (EASEL_IS_STUDIO (self), NULL);

  plain = easel_analyzer_catalog_expand (self->catalog, analyzers != NULL ? analyzers : usual,
                                         error);
  if (plain == NULL)
    return NULL;
  estimate = easel_estimate_new_for_analysis (model.price, plain, n_pictures, model.max_edge);
  estimate->overnight = easel_studio_get_batch_limits (self, NULL);
  return estimate;
}

EaselEstimate *
easel_studio_estimate_recipe (EaselStudio *self,
                              EaselRecipe *recipe,
                              guint variations,
                              GError **error)
{
  EaselGenerator *generator;
  g_auto (Model) model = { 0 };

  g_return_val_if_fail (EASEL_IS_STUDIO (self), NULL);
  g_return_val_if_fail (EASEL_IS_RECIPE (recipe), NULL);

  generator = easel_generator_catalog_lookup (self->generators, easel_recipe_get_generator (recipe),
                                              error);
  if (generator == NULL || !easel_recipe_check_variations (variations, error))
    return NULL;
  model = look_up (self, easel_generator_makes_picture (generator) ? EASEL_MODEL_TASK_IMAGE
                                                                   : EASEL_MODEL_TASK_TEXT);
  return easel_estimate_new_for_recipe (model.price, generator, recipe, variations, model.max_edge);
}

EaselEstimate *
easel_studio_estimate_story (EaselStudio *self, const EaselStoryParams *params)
{
  g_auto (Model) model = look_up (self, EASEL_MODEL_TASK_TEXT);
  g_auto (Model) painter = look_up (self, EASEL_MODEL_TASK_IMAGE);

  g_return_val_if_fail (EASEL_IS_STUDIO (self), NULL);
  g_return_val_if_fail (params != NULL, NULL);

  return easel_estimate_new_for_story (model.price, painter.price, params, painter.max_edge);
}

static EaselEstimate *
estimate_merge (EaselStudio *self)
{
  g_auto (Model) model = look_up (self, EASEL_MODEL_TASK_TEXT);

  return easel_estimate_new_for_merge (model.price);
}

/* For a submission ------------------------------------------------------------------------ */

static void
count_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const EaselSubmission *submission = task_data;
  gssize n = 0;

  for (guint i = 0; submission->uris[i] != NULL; i++)
    {
      g_autofree char *path = g_filename_from_uri (submission->uris[i], NULL, NULL);
      g_auto (GStrv) inside = NULL;
      GError *error = NULL;

      /* Whether there is such a file is for the job to say. */
      if (path == NULL || !g_file_test (path, G_FILE_TEST_IS_DIR))
        {
          n++;
          continue;
        }
      inside = easel_picture_folder_list (path, cancellable, &error);
      if (inside == NULL)
        {
          g_task_return_error (task, error);
          return;
        }
      n += (gssize) g_strv_length (inside);
    }
  g_task_return_int (task, n);
}

/* @estimate: (transfer full) (nullable) */
static void
return_estimate (GTask *task, EaselEstimate *estimate, GError *error)
{
  if (estimate != NULL)
    g_task_return_pointer (task, estimate, (GDestroyNotify) easel_estimate_free);
  else
    g_task_return_error (task, error);
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const EaselSubmission *submission = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  gssize n = g_task_propagate_int (G_TASK (result), &error);
  EaselEstimate *estimate = NULL;

  if (n >= 0)
    estimate = easel_studio_estimate_analysis (EASEL_STUDIO (source), (guint) n,
                                               (const char *const *) submission->analyzers, &error);
  return_estimate (task, estimate, error);
}

static void
count_pictures (EaselStudio *self, GTask *task, EaselSubmission *submission)
{
  g_autoptr (GTask) count = g_task_new (self, g_task_get_cancellable (task), on_counted,
                                        g_object_ref (task));

  g_task_set_source_tag (count, count_pictures);
  g_task_set_static_name (count, "count pictures");
  g_task_set_task_data (count, submission, (GDestroyNotify) easel_submission_free);
  g_task_run_in_thread (count, count_in_thread);
}

/* (transfer full) (nullable) */
static EaselEstimate *
estimate_submission (EaselStudio *self,
                     const char *kind,
                     const EaselSubmission *submission,
                     GError **error)
{
  if (submission->generate != NULL)
    return easel_studio_estimate_recipe (self, submission->generate->recipe,
                                         submission->generate->variations, error);
  if (submission->story != NULL)
    return easel_story_params_check (submission->story, error)
               ? easel_studio_estimate_story (self, submission->story)
               : NULL;
  if (g_str_equal (kind, EASEL_MERGE_JOB_KIND))
    return estimate_merge (self);

  g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
               _ ("No model is asked for “%s”."), kind);
  return NULL;
}

void
easel_studio_estimate_async (EaselStudio *self,
                             const char *kind,
                             GVariant *params,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (EaselSubmission) submission = NULL;
  GError *error = NULL;

  g_return_if_fail (EASEL_IS_STUDIO (self));
  g_return_if_fail (kind != NULL);
  g_return_if_fail (callback != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, easel_studio_estimate_async);
  g_task_set_static_name (task, "estimate");
  submission = easel_submission_new (kind, params, &error);
  if (submission == NULL
      || (submission->when == EASEL_ANALYZE_OVERNIGHT
          && !easel_studio_check_overnight (self, &error)))
    g_task_return_error (task, error);
  else if (submission->uris != NULL)
    count_pictures (self, task, g_steal_pointer (&submission));
  else
    {
      EaselEstimate *estimate = estimate_submission (self, kind, submission, &error);

      return_estimate (task, estimate, error);
    }
}

EaselEstimate *
easel_studio_estimate_finish (EaselStudio *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_studio_estimate_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
