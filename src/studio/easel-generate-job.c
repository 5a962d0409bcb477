/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-generate-job.h"

#include "easel-children-result.h"
#include "easel-generate-draw.h"
#include "easel-generate-ideas.h"
#include "easel-generate-resolve.h"
#include "easel-id.h"
#include "easel-json.h"
#include "easel-library-changes.h"
#include "easel-recipe-check.h"
#include "easel-recipe-prompt.h"
#include "easel-step-json.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_TRIES 20
#define ROLE_PREVIEW "preview"
#define COUNT_OPTION "count"

struct _EaselGenerateJob
{
  EaselJobKind parent_instance;

  EaselLibrary *library;             /* (owned) */
  EaselProviderRegistry *providers;  /* (owned) */
  EaselBudget *budget;               /* (owned) */
  EaselGeneratorCatalog *generators; /* (owned) */
  EaselAnalyzerCatalog *analyzers;   /* (owned) */
};

G_DEFINE_FINAL_TYPE (EaselGenerateJob, easel_generate_job, EASEL_TYPE_JOB_KIND)

/* One run, on its worker. Inputs first, then what its steps find out. */
typedef struct
{
  EaselGenerateJob *job;       /* (unowned) */
  EaselRun *run;               /* (unowned) */
  EaselGenerateParams *params; /* (owned) */
  EaselGenerator *generator;   /* (unowned) */

  EaselRecipe *recipe;   /* (owned): with files imported */
  GHashTable *entities;  /* (owned) (element-type utf8 EaselEntity): what it names */
  char *name;            /* (owned): what is made is called */
  const char *thumbnail; /* (nullable) (unowned): the subject’s, in @entities */
  char *prompt;          /* (owned) */
  GStrv pictures;        /* (owned): that go along */
  GStrv made_from;       /* (owned): all that goes in */
} Work;

static void
work_clear (Work *work)
{
  g_clear_pointer (&work->params, easel_generate_params_free);
  g_clear_object (&work->recipe);
  g_clear_pointer (&work->entities, g_hash_table_unref);
  g_clear_pointer (&work->name, g_free);
  g_clear_pointer (&work->prompt, g_free);
  g_clear_pointer (&work->pictures, g_strfreev);
  g_clear_pointer (&work->made_from, g_strfreev);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static EaselGeneratorCategories *
get_categories (Work *work)
{
  return easel_generator_catalog_get_categories (work->job->generators);
}

/* Several ---------------------------------------------------------------------------------- */

/* (transfer full) */
static GPtrArray *
make_specs (Work *work, const char *provider, const char *model)
{
  GPtrArray *specs = g_ptr_array_new_with_free_func ((GDestroyNotify) easel_job_spec_free);
  g_autoptr (EaselGenerateParams) imported = easel_generate_params_new (work->recipe,
                                                                        work->params->variations);

  for (guint i = 1; i <= imported->variations; i++)
    {
      g_autoptr (EaselGenerateParams) params = easel_generate_params_new_variation (imported, i);
      EaselJobSpec *spec = easel_generate_spec_new (work->job->generators, work->job->providers,
                                                    params, provider, model);

      spec->key = g_strdup_printf ("%u", i);
      g_ptr_array_add (specs, spec);
    }
  return specs;
}

static char *
run_children (Work *work, GError **error)
{
  g_autofree char *provider = g_strdup (easel_run_get_provider (work->run));
  g_autofree char *model = g_strdup (easel_run_get_model (work->run));
  g_autoptr (GPtrArray) specs = NULL;
  g_autoptr (GPtrArray) outcomes = NULL;
  JsonObject *result;

  /* When it was submitted nobody could tell who will be asked; now perhaps. */
  if (provider == NULL)
    {
      g_clear_pointer (&model, g_free);
      if (!easel_generate_choose_model (work->job->providers, work->job->generators, work->recipe,
                                        &provider, &model, error))
        return NULL;
    }
  specs = make_specs (work, provider, model);
  if (!easel_run_join_children (work->run, specs, &outcomes, error))
    return NULL;
  result = easel_children_result (outcomes, NULL, error);
  if (result == NULL)
    return NULL;
  json_object_set_array_member (result, "entities", easel_children_list_entities (outcomes));
  json_object_set_string_member (result, "generator", easel_generator_get_name (work->generator));
  json_object_set_member (result, "recipe", easel_recipe_to_json (work->recipe));
  return easel_step_json_write (result);
}

/* Resolving -------------------------------------------------------------------------------- */

/* (transfer full): "Wool Coat", or "cat" for cat.png */
static char *
name_subject (Work *work)
{
  const EaselRecipePart *subject = easel_recipe_get_subject (work->recipe);
  EaselEntity *entity = subject != NULL ? g_hash_table_lookup (work->entities, subject->value)
                                        : NULL;
  const char *name = entity != NULL ? easel_entity_get_name (entity) : NULL;
  const char *dot = name != NULL ? strrchr (name, '.') : NULL;

  if (name == NULL)
    return NULL;
  if (g_str_equal (easel_entity_get_kind (entity), EASEL_ENTITY_PICTURE) && dot != NULL
      && dot > name && strlen (dot) <= 5)
    return g_strndup (name, (gsize) (dot - name));
  return g_strdup (name);
}

static void
tell_name (Work *work)
{
  const EaselRecipePart *subject = easel_recipe_get_subject (work->recipe);
  const char *title = easel_generator_get_title (work->generator);
  gboolean is_plain = g_str_equal (easel_generator_get_name (work->generator),
                                   EASEL_GENERATOR_MODULAR);
  g_autofree char *name = name_subject (work);
  EaselEntity *entity;

  if (name == NULL)
    name = easel_generate_shorten (subject != NULL ? subject->value : title);
  /* A child is told apart by its number. */
  if (work->params->variation == 0)
    easel_run_set_title (work->run, name);
  entity = subject != NULL ? g_hash_table_lookup (work->entities, subject->value) : NULL;
  if (entity != NULL && easel_entity_get_thumbnail (entity) != NULL)
    {
      work->thumbnail = easel_entity_get_thumbnail (entity);
      easel_run_set_thumbnail (work->run, work->thumbnail);
    }
  /* Translators: a thing's name, and what was done with it, such as "Style Transfer" */
  work->name = is_plain ? g_steal_pointer (&name) : g_strdup_printf (_ ("%s, %s"), name, title);
}

/* (transfer full): what decides what the prompt is like */
static char *
make_key (Work *work)
{
  g_autofree char *recipe = easel_recipe_to_text (work->recipe);
  g_autoptr (GString) key = g_string_new (recipe);
  g_autoptr (GPtrArray) ids = g_hash_table_get_keys_as_ptr_array (work->entities);

  g_ptr_array_sort_values (ids, (GCompareFunc) (void (*) (void)) strcmp);
  for (guint i = 0; i < ids->len; i++)
    {
      EaselEntity *entity = g_hash_table_lookup (work->entities, g_ptr_array_index (ids, i));

      g_string_append_printf (key, "\n%s %u", easel_entity_get_id (entity),
                              easel_entity_get_revision (entity));
    }
  g_string_append_printf (key, "\n%s", easel_generator_get_prompt_revision (work->generator));
  return g_string_free_and_steal (g_steal_pointer (&key));
}

/* EaselStepFunc: {"prompt": "…", "pictures": [id…]} */
static char *
resolve_step (EaselRun *run, gpointer user_data, GError **error)
{
  Work *work = user_data;
  g_autoptr (EaselRecipePrompt) prompt = NULL;
  JsonObject *result;
  JsonArray *pictures;

  prompt = easel_recipe_prompt_new (work->recipe, work->generator, get_categories (work),
                                    work->entities, error);
  if (prompt == NULL)
    return NULL;

  result = json_object_new ();
  pictures = json_array_new ();
  json_object_set_string_member (result, "prompt", prompt->text);
  for (guint i = 0; prompt->pictures[i] != NULL; i++)
    json_array_add_string_element (pictures, prompt->pictures[i]);
  json_object_set_array_member (result, "pictures", pictures);
  return easel_step_json_write (result);
}

/* (transfer full): what the recipe names, and the pictures that go along, each once */
static GStrv
list_made_from (Work *work)
{
  g_auto (GStrv) ids = easel_recipe_dup_ids (work->recipe);
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();

  g_strv_builder_addv (all, (const char **) ids);
  for (guint i = 0; work->pictures[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) ids, work->pictures[i]))
      g_strv_builder_add (all, work->pictures[i]);
  return g_strv_builder_end (all);
}

/* Looks up what the recipe names. Several are not begun with something that is gone. */
static gboolean
settle (Work *work, GError **error)
{
  g_autoptr (EaselRecipe) imported = g_steal_pointer (&work->recipe);

  work->entities = easel_generate_load_entities (work->job->library, imported, error);
  if (work->entities == NULL)
    return FALSE;
  work->recipe = easel_generate_settle (imported, work->generator, work->entities);
  return easel_recipe_check (work->recipe, work->generator, get_categories (work), work->entities,
                             error);
}

static gboolean
resolve (Work *work, GError **error)
{
  g_autofree char *key = NULL;
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) result = NULL;

  key = make_key (work);
  text = easel_run_step (work->run, "resolve", key, resolve_step, work, error);
  result = text != NULL ? easel_step_json_read (text, error) : NULL;
  if (result == NULL)
    return FALSE;
  work->prompt = g_strdup (easel_json_get_string (result, "prompt"));
  work->pictures = easel_step_json_dup_strings (result, "pictures");
  work->made_from = list_made_from (work);
  return TRUE;
}

/* A picture -------------------------------------------------------------------------------- */

/* The seed that is asked for: without one in the recipe each job has its own, always the same. */
static gint64
choose_seed (Work *work)
{
  gint64 seed = easel_recipe_get_seed (work->recipe);

  if (seed != EASEL_RECIPE_NO_SEED)
    return seed;
  return g_str_hash (easel_run_get_job_id (work->run)) & G_MAXINT32;
}

/* (transfer full) (nullable) */
static EaselEntity *
draw (Work *work, GError **error)
{
  const char *aspect_ratio = easel_recipe_get_aspect_ratio (work->recipe);
  g_autoptr (JsonNode) recipe = easel_recipe_to_json (work->recipe);
  const EaselGenerateDraw draw = {
    .library = work->job->library,
    .providers = work->job->providers,
    .budget = work->job->budget,
    .run = work->run,
    .prompt = work->prompt,
    .pictures = (const char *const *) work->pictures,
    .made_from = (const char *const *) work->made_from,
    .name = work->name,
    .recipe = recipe,
    .aspect_ratio = aspect_ratio != NULL ? aspect_ratio
                                         : easel_generator_get_aspect_ratio (work->generator),
    .seed = choose_seed (work),
    .prompt_revision = easel_generator_get_prompt_revision (work->generator),
    .thumbnail = work->thumbnail,
  };

  return easel_generate_draw (&draw, error);
}

static gboolean
try_add_preview (Work *work, EaselEntity *picture, GError **error)
{
  const EaselRecipePart *subject = easel_recipe_get_subject (work->recipe);
  g_autoptr (EaselEntity) entity = easel_library_get (work->job->library, subject->value, error);
  g_autoptr (GPtrArray) pictures = NULL;
  EaselEntityPicture preview = { (char *) easel_entity_get_id (picture), (char *) ROLE_PREVIEW };
  EaselEditRequest request = { 0 };
  g_autofree char *entry = easel_id_derive (easel_run_get_job_id (work->run), ROLE_PREVIEW);
  EaselChangeStamp stamp = { .entry = entry, .job = easel_run_get_job_id (work->run) };

  if (entity == NULL)
    return FALSE;
  pictures = g_ptr_array_new ();
  g_ptr_array_add (pictures, &preview);
  for (guint i = 0; i < easel_entity_get_pictures (entity)->len; i++)
    {
      EaselEntityPicture *other = g_ptr_array_index (easel_entity_get_pictures (entity), i);

      if (!g_str_equal (other->picture, preview.picture))
        g_ptr_array_add (pictures, other);
    }
  request.id = subject->value;
  request.revision = easel_entity_get_revision (entity);
  request.pictures = pictures;
  return easel_library_edit (work->job->library, &request, &stamp, NULL, error);
}

/* Shows @picture with the subject it is a preview of. Other variations do the same. */
static gboolean
add_preview (Work *work, EaselEntity *picture, GError **error)
{
  for (guint i = 1;; i++)
    {
      g_autoptr (GError) local = NULL;

      if (try_add_preview (work, picture, &local))
        return TRUE;
      if (i == MAX_TRIES
          || !g_error_matches (local, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_CHANGED))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
}

static void
copy_member (JsonObject *result, JsonObject *attributes, const char *member)
{
  JsonNode *node = json_object_get_member (attributes, member);

  if (node != NULL)
    json_object_set_member (result, member, json_node_copy (node));
}

/* (transfer full): what is the same for all that is made */
static JsonObject *
start_result (Work *work, GPtrArray *entities)
{
  JsonObject *result = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < entities->len; i++)
    {
      EaselEntity *entity = g_ptr_array_index (entities, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "id", easel_entity_get_id (entity));
      json_object_set_string_member (object, "kind", easel_entity_get_kind (entity));
      json_object_set_string_member (object, "name", easel_entity_get_name (entity));
      json_array_add_object_element (array, object);
    }
  json_object_set_array_member (result, "entities", array);
  json_object_set_string_member (result, "generator", easel_generator_get_name (work->generator));
  json_object_set_member (result, "recipe", easel_recipe_to_json (work->recipe));
  json_object_set_string_member (result, "prompt", work->prompt);
  json_object_set_string_member (result, "provider", easel_run_get_provider (work->run));
  json_object_set_string_member (result, "model", easel_run_get_model (work->run));
  return result;
}

typedef struct
{
  Work *work;           /* (unowned) */
  EaselEntity *picture; /* (unowned) */
} Saving;

/* EaselStepFunc: the job's result */
static char *
save_step (EaselRun *run, gpointer user_data, GError **error)
{
  const Saving *saving = user_data;
  EaselEntity *picture = saving->picture;
  g_autoptr (GPtrArray) entities = g_ptr_array_new ();
  JsonObject *result;

  if (easel_generator_makes_preview (saving->work->generator)
      && !add_preview (saving->work, picture, error))
    return NULL;
  g_ptr_array_add (entities, picture);
  result = start_result (saving->work, entities);
  json_object_set_string_member (result, "picture", easel_entity_get_id (picture));
  copy_member (result, easel_entity_get_attributes (picture), "seed");
  copy_member (result, easel_entity_get_attributes (picture), "revised_prompt");
  return easel_step_json_write (result);
}

static char *
make_picture (Work *work, GError **error)
{
  g_autoptr (EaselEntity) picture = draw (work, error);
  Saving saving = { work, picture };

  if (picture == NULL)
    return NULL;
  if (easel_entity_get_thumbnail (picture) != NULL)
    easel_run_set_thumbnail (work->run, easel_entity_get_thumbnail (picture));
  easel_run_set_progress (work->run, -1, _ ("Saving"));
  return easel_run_step (work->run, "save", easel_entity_get_id (picture), save_step, &saving,
                         error);
}

/* Ideas ------------------------------------------------------------------------------------ */

static guint
get_count (Work *work)
{
  const EaselGeneratorOption *option = easel_generator_get_option (work->generator, COUNT_OPTION);
  g_autoptr (GVariant) value = easel_recipe_dup_option (work->recipe, COUNT_OPTION);

  return option != NULL ? (guint) easel_generator_option_get_value (option, value) : 1;
}

static char *
make_ideas (Work *work, GError **error)
{
  EaselAnalyzer *analyzer = easel_analyzer_catalog_lookup (
      work->job->analyzers, easel_generator_get_analyzer (work->generator), error);
  const EaselGenerateIdeas ideas = {
    .library = work->job->library,
    .budget = work->job->budget,
    .run = work->run,
    .analyzer = analyzer,
    .prompt = work->prompt,
    .count = get_count (work),
    .made_from = (const char *const *) work->made_from,
    .name = work->name,
    .prompt_revision = easel_generator_get_prompt_revision (work->generator),
  };
  g_autoptr (GPtrArray) entities = NULL;

  if (analyzer == NULL)
    return NULL;
  entities = easel_generate_ideas (&ideas, error);
  return entities != NULL ? easel_step_json_write (start_result (work, entities)) : NULL;
}

/* ------------------------------------------------------------------------------------------ */

static char *
easel_generate_job_run (EaselJobKind *kind, EaselRun *run, GError **error)
{
  g_auto (Work) work = { .job = EASEL_GENERATE_JOB (kind), .run = run };
  gboolean alone;

  work.params = easel_generate_params_from_json (easel_run_get_params (run), error);
  if (work.params == NULL)
    return NULL;
  work.generator = easel_generator_catalog_lookup (
      work.job->generators, easel_recipe_get_generator (work.params->recipe), error);
  if (work.generator == NULL
      || !easel_recipe_check (work.params->recipe, work.generator, get_categories (&work), NULL,
                              error))
    return NULL;

  alone = work.params->variations == 1 && easel_run_get_provider (run) != NULL
          && easel_run_get_model (run) != NULL;
  if (alone)
    {
      g_auto (GStrv) files = easel_recipe_dup_files (work.params->recipe);

      easel_run_set_n_steps (run, g_strv_length (files) + 3);
    }
  work.recipe = easel_generate_import_files (work.job->library, run, work.params->recipe, error);
  if (work.recipe == NULL)
    return NULL;
  if (!settle (&work, error))
    return NULL;
  tell_name (&work);
  if (!alone)
    return run_children (&work, error);
  if (!resolve (&work, error))
    return NULL;
  return easel_generator_makes_picture (work.generator) ? make_picture (&work, error)
                                                        : make_ideas (&work, error);
}

static void
easel_generate_job_dispose (GObject *object)
{
  EaselGenerateJob *self = EASEL_GENERATE_JOB (object);

  g_clear_object (&self->library);
  g_clear_object (&self->providers);
  g_clear_object (&self->budget);
  g_clear_object (&self->generators);
  g_clear_object (&self->analyzers);

  G_OBJECT_CLASS (easel_generate_job_parent_class)->dispose (object);
}

static void
easel_generate_job_class_init (EaselGenerateJobClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = easel_generate_job_dispose;
  EASEL_JOB_KIND_CLASS (klass)->run = easel_generate_job_run;
  EASEL_JOB_KIND_CLASS (klass)->describe_error = easel_studio_describe_job_error;
}

static void
easel_generate_job_init (EaselGenerateJob *self)
{
}

EaselJobKind *
easel_generate_job_new (EaselLibrary *library,
                        EaselProviderRegistry *providers,
                        EaselBudget *budget,
                        EaselGeneratorCatalog *generators,
                        EaselAnalyzerCatalog *analyzers)
{
  EaselGenerateJob *self = g_object_new (EASEL_TYPE_GENERATE_JOB, "name", EASEL_GENERATE_JOB_KIND,
                                         NULL);

  self->library = g_object_ref (library);
  self->providers = g_object_ref (providers);
  self->budget = g_object_ref (budget);
  self->generators = g_object_ref (generators);
  self->analyzers = g_object_ref (analyzers);
  return EASEL_JOB_KIND (self);
}
