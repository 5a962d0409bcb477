/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-recipe-reading.h"

#include "easel-generate-resolve.h"
#include "easel-recipe-builder.h"
#include "easel-recipe-check.h"
#include "easel-recipe-prompt.h"

typedef struct
{
  EaselRecipe *recipe;                  /* (owned) */
  EaselGenerator *generator;            /* (owned) (nullable) */
  EaselGeneratorCategories *categories; /* (owned) (nullable) */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->recipe);
  g_clear_object (&question->generator);
  g_clear_object (&question->categories);
  g_free (question);
}

void
easel_recipe_reading_free (EaselRecipeReading *reading)
{
  g_object_unref (reading->recipe);
  g_hash_table_unref (reading->entities);
  g_free (reading->prompt);
  g_free (reading);
}

/* (transfer full) (nullable): Easel's words, also where the person has some */
static char *
put_into_words (const Question *question, GHashTable *entities)
{
  g_autoptr (EaselRecipeBuilder) builder = easel_recipe_builder_new_from (question->recipe);
  g_autoptr (EaselRecipe) plain = NULL;
  g_autoptr (EaselRecipePrompt) prompt = NULL;

  easel_recipe_builder_set_prompt (builder, NULL);
  plain = easel_recipe_builder_end (builder);
  if (!easel_recipe_check (plain, question->generator, question->categories, entities, NULL))
    return NULL;
  prompt = easel_recipe_prompt_new (plain, question->generator, question->categories, entities,
                                    NULL);
  return prompt != NULL ? g_strdup (prompt->text) : NULL;
}

static void
read_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Question *question = task_data;
  GError *error = NULL;
  GHashTable *entities = easel_generate_load_entities (source, question->recipe, &error);
  EaselRecipeReading *reading;

  if (entities == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  reading = g_new0 (EaselRecipeReading, 1);
  reading->recipe = g_object_ref (question->recipe);
  reading->entities = entities;
  if (question->generator != NULL)
    reading->prompt = put_into_words (question, entities);
  g_task_return_pointer (task, reading, (GDestroyNotify) easel_recipe_reading_free);
}

void
easel_recipe_reading_load_async (EaselLibrary *library,
                                 EaselRecipe *recipe,
                                 EaselGenerator *generator,
                                 EaselGeneratorCategories *categories,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (library, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  g_return_if_fail ((generator != NULL) == (categories != NULL));

  question->recipe = g_object_ref (recipe);
  g_set_object (&question->generator, generator);
  g_set_object (&question->categories, categories);
  g_task_set_source_tag (task, easel_recipe_reading_load_async);
  g_task_set_name (task, "read a recipe");
  g_task_set_task_data (task, question, question_free);
  g_task_run_in_thread (task, read_in_thread);
}

EaselRecipeReading *
easel_recipe_reading_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_recipe_reading_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
