/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-story-job.h"

#include "easel-children-result.h"
#include "easel-id.h"
#include "easel-json.h"
#include "easel-step-json.h"
#include "easel-story-edit.h"
#include "easel-story-illustration.h"
#include "easel-story-look.h"
#include "easel-story-planner.h"
#include "easel-story-prompt.h"
#include "easel-story-writer.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>

struct _EaselStoryJob
{
  EaselJobKind parent_instance;

  EaselLibrary *library;             /* (owned) */
  EaselProviderRegistry *providers;  /* (owned) */
  EaselBudget *budget;               /* (owned) */
  EaselGeneratorCatalog *generators; /* (owned) */
  EaselStoryCatalog *catalog;        /* (owned) */
};

G_DEFINE_FINAL_TYPE (EaselStoryJob, easel_story_job, EASEL_TYPE_JOB_KIND)

/* One run, on its worker. Inputs first, then what its steps find out. */
typedef struct
{
  EaselStoryJob *job;       /* (unowned) */
  EaselRun *run;            /* (unowned) */
  EaselStoryParams *params; /* (owned): of the job; the story's own once it was read */

  char *character;            /* (owned) (nullable): what the character is like */
  EaselStoryOutline *outline; /* (owned) (nullable) */
  GPtrArray *texts;           /* (owned) (element-type utf8): of the scenes that are written */

  guint number;     /* of the scene that is being written, from 1 */
  char *comment;    /* (owned) (nullable): what is to be otherwise about it */
  gboolean is_done; /* whether it was written in this run, so that its text was streamed */
  char *name;       /* (owned) (nullable): the story's */
} Work;

static void
work_clear (Work *work)
{
  g_clear_pointer (&work->params, easel_story_params_free);
  g_clear_pointer (&work->character, g_free);
  g_clear_pointer (&work->outline, easel_story_outline_free);
  g_clear_pointer (&work->texts, g_ptr_array_unref);
  g_clear_pointer (&work->comment, g_free);
  g_clear_pointer (&work->name, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

/* (transfer full): as an analysis lists what it has made */
static JsonArray *
list_story (const char *id, const char *name)
{
  JsonArray *array = json_array_new ();
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "kind", EASEL_ENTITY_STORY);
  json_object_set_string_member (object, "name", name);
  json_array_add_object_element (array, object);
  return array;
}

/* Scenes ---------------------------------------------------------------------------------- */

static const EaselStoryPlannedScene *
get_planned (Work *work)
{
  return g_ptr_array_index (work->outline->scenes, work->number - 1);
}

/* EaselStepFunc: {"text"} */
static char *
scene_step (EaselRun *run, gpointer user_data, GError **error)
{
  Work *work = user_data;
  const EaselStorySceneRequest request = {
    .params = work->params,
    .character = work->character,
    .outline = work->outline,
    .texts = work->texts,
    .number = work->number,
    .comment = work->comment,
  };
  EaselStoryTemplate *template = easel_story_catalog_lookup (work->job->catalog, EASEL_STORY_SCENE,
                                                             error);
  g_autofree char *text = NULL;
  g_autofree char *tidied = NULL;
  g_autoptr (EaselPrompt) prompt = NULL;
  JsonObject *object;

  if (template == NULL)
    return NULL;
  work->is_done = TRUE;
  prompt = easel_story_scene_prompt_new (template, &request);
  text = easel_story_writer_write (work->job->budget, run, prompt, error);
  if (text == NULL)
    return NULL;

  tidied = easel_story_tidy_text (text, get_planned (work)->title);
  object = json_object_new ();
  json_object_set_string_member (object, "text", tidied);
  return easel_step_json_write (object);
}

/* (transfer full) (nullable): the scene's text. What was written in an earlier run is shown as if
 * it had been in this one.
 * @name: of the step; @key: (nullable) */
static char *
write_scene (Work *work, const char *name, const char *key, GError **error)
{
  g_autofree char *heading = g_strdup_printf ("%s\n\n", get_planned (work)->title);
  g_autofree char *step = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *text = NULL;

  easel_run_append_text (work->run, heading);
  work->is_done = FALSE;
  step = easel_run_step (work->run, name, key, scene_step, work, error);
  object = step != NULL ? easel_step_json_read (step, error) : NULL;
  if (object == NULL)
    return NULL;
  text = g_strdup (easel_json_get_string (object, "text"));
  if (text == NULL)
    text = g_strdup ("");
  if (!work->is_done)
    easel_run_append_text (work->run, text);
  easel_run_append_text (work->run, "\n\n");
  return g_steal_pointer (&text);
}

static gboolean
write_scenes (Work *work, GError **error)
{
  guint n_scenes = work->outline->scenes->len;

  for (work->number = 1; work->number <= n_scenes; work->number++)
    {
      g_autofree char *message = g_strdup_printf (_ ("Writing scene %u of %u"), work->number,
                                                  n_scenes);
      g_autofree char *name = g_strdup_printf ("scene-%u", work->number);
      char *text;

      easel_run_set_progress (work->run, -1, message);
      text = write_scene (work, name, NULL, error);
      if (text == NULL)
        return FALSE;
      g_ptr_array_add (work->texts, text);
    }
  return TRUE;
}

/* A new story ----------------------------------------------------------------------------- */

/* (transfer full): the same whenever it is asked for */
static char *
make_story_id (Work *work)
{
  return easel_id_derive (easel_run_get_job_id (work->run), "story");
}

/* EaselStepFunc: {"character"}, and it is sure that what goes in is there, before anything is paid
 * for */
static char *
look_step (EaselRun *run, gpointer user_data, GError **error)
{
  Work *work = user_data;
  EaselStoryJob *job = work->job;
  g_autofree char *character = easel_story_look_at_character (job->library, work->params->character,
                                                              error);
  JsonObject *object;

  if (character == NULL
      || !easel_story_look_check_art_style (job->library, work->params->art_style, error)
      || (work->params->illustrations > 0
          && !easel_story_illustration_check_model (job->generators, job->providers, error)))
    return NULL;
  object = json_object_new ();
  json_object_set_string_member (object, "character", character);
  return easel_step_json_write (object);
}

/* What the character is like stays the same for all scenes, whatever becomes of it meanwhile. */
static gboolean
look (Work *work, GError **error)
{
  g_autofree char *text = easel_run_step (work->run, "look", NULL, look_step, work, error);
  g_autoptr (JsonObject) object = text != NULL ? easel_step_json_read (text, error) : NULL;

  if (object == NULL)
    return FALSE;
  work->character = g_strdup (easel_json_get_string (object, "character"));
  return TRUE;
}

static gboolean
plan (Work *work, GError **error)
{
  const EaselStoryPlanner planner = {
    .budget = work->job->budget,
    .catalog = work->job->catalog,
    .run = work->run,
    .params = work->params,
    .character = work->character,
  };
  const guint n_steps = 2; /* looking and saving */
  guint n_versions = 0;

  work->outline = easel_story_planner_plan (&planner, n_steps, &n_versions, error);
  if (work->outline == NULL)
    return FALSE;
  easel_run_set_n_steps (work->run, n_steps + n_versions + work->outline->scenes->len);
  easel_run_set_title (work->run, work->outline->title);
  return TRUE;
}

/* EaselStepFunc: {"story"} */
static char *
save_step (EaselRun *run, gpointer user_data, GError **error)
{
  Work *work = user_data;
  g_autofree char *id = make_story_id (work);
  g_autoptr (EaselEntity) story = easel_story_new (id, work->params, work->outline, work->texts);
  g_autoptr (GPtrArray) entities = g_ptr_array_new ();
  EaselStoryTemplate *template = easel_story_catalog_lookup (work->job->catalog, EASEL_STORY_SCENE,
                                                             NULL);
  JsonObject *object;

  easel_entity_set_provenance (story, easel_run_get_job_id (run), NULL,
                               easel_run_get_provider (run), easel_run_get_model (run),
                               template != NULL ? easel_story_template_get_revision (template)
                                                : NULL);
  g_ptr_array_add (entities, story);
  if (!easel_library_add (work->job->library, entities, error))
    return NULL;
  object = json_object_new ();
  json_object_set_string_member (object, "story", id);
  return easel_step_json_write (object);
}

static gboolean
save (Work *work, GError **error)
{
  g_autofree char *step = NULL;

  easel_run_set_progress (work->run, -1, _ ("Saving"));
  step = easel_run_step (work->run, "save", NULL, save_step, work, error);
  return step != NULL;
}

/* (transfer full) (element-type EaselJobSpec): one for each scene that gets an illustration */
static GPtrArray *
list_illustrations (Work *work, const char *id)
{
  GPtrArray *specs = g_ptr_array_new_with_free_func ((GDestroyNotify) easel_job_spec_free);

  for (guint i = 0; i < work->outline->scenes->len; i++)
    {
      const EaselStoryPlannedScene *scene = g_ptr_array_index (work->outline->scenes, i);
      /* Translators: the title of a story, and of a scene of it */
      g_autofree char *name = g_strdup_printf (_ ("%s: %s"), work->outline->title, scene->title);
      const EaselStoryIllustration illustration = { (char *) id, i + 1, name, FALSE };
      g_autoptr (EaselRecipe) recipe = NULL;

      if (!scene->illustrated)
        continue;
      recipe = easel_story_illustration_make_recipe (work->params, scene->picture, NULL);
      g_ptr_array_add (
          specs, easel_story_illustration_spec_new (&illustration, recipe, scene->title,
                                                    work->job->generators, work->job->providers));
    }
  return specs;
}

/* Has the illustrations drawn, if there are any. One that fails can be tried again by itself, and
 * then finds its way into the story: the story does not wait for it.
 * Returns: (transfer full) (nullable): how they ended */
static JsonObject *
illustrate (Work *work, GError **error)
{
  g_autofree char *id = make_story_id (work);
  g_autoptr (GPtrArray) specs = list_illustrations (work, id);
  g_autoptr (GPtrArray) outcomes = NULL;
  JsonObject *counts;

  if (specs->len == 0)
    outcomes = g_ptr_array_new ();
  else
    {
      easel_run_set_progress (work->run, -1, _ ("Illustrating"));
      if (!easel_run_join_children (work->run, specs, &outcomes, error))
        return NULL;
    }
  counts = json_object_new ();
  easel_children_count (outcomes, counts);
  return counts;
}

/* @illustrations: (transfer full). Returns: (transfer full) */
static char *
make_story_result (Work *work, JsonObject *illustrations)
{
  g_autofree char *id = make_story_id (work);
  JsonObject *result = json_object_new ();

  json_object_set_string_member (result, "story", id);
  json_object_set_string_member (result, "name", work->outline->title);
  json_object_set_int_member (result, "scenes", work->outline->scenes->len);
  json_object_set_object_member (result, "illustrations", illustrations);
  json_object_set_array_member (result, "entities", list_story (id, work->outline->title));
  return easel_step_json_write (result);
}

static char *
run_story (Work *work, GError **error)
{
  JsonObject *illustrations = NULL;

  if (look (work, error) && plan (work, error) && write_scenes (work, error) && save (work, error))
    illustrations = illustrate (work, error);
  return illustrations != NULL ? make_story_result (work, illustrations) : NULL;
}

/* A scene anew ---------------------------------------------------------------------------- */

static gboolean
prepare_rewrite (Work *work, const char *id, GError **error)
{
  EaselStoryScene scene;
  g_autoptr (EaselEntity) story = easel_story_edit_read (work->job->library, id, work->number,
                                                         &scene, error);
  g_autoptr (EaselStoryParams) params = NULL;
  g_autoptr (GError) gone = NULL;
  g_autofree char *title = NULL;

  if (story == NULL)
    return FALSE;
  params = easel_story_dup_params (story);
  /* Where the character is gone, the story has to do: it says enough. */
  if (params->character != NULL)
    work->character = easel_story_look_at_character (work->job->library, params->character, &gone);
  if (gone != NULL && !g_error_matches (gone, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&gone));
      return FALSE;
    }
  work->outline = easel_story_dup_outline (story);
  work->texts = easel_story_dup_texts (story);
  g_clear_pointer (&work->params, easel_story_params_free);
  work->params = g_steal_pointer (&params);
  work->name = g_strdup (easel_entity_get_name (story));
  /* Translators: a number, and the title of a story */
  title = g_strdup_printf (_ ("Scene %u of “%s”"), work->number, work->name);
  easel_run_set_title (work->run, title);
  return TRUE;
}

/* EaselStepFunc: {"entry"} when there is one */
static char *
replace_step (EaselRun *run, gpointer user_data, GError **error)
{
  const EaselStoryEdit *edit = user_data;
  gboolean is_entered;
  JsonObject *object;

  if (!easel_story_edit_apply (edit, &is_entered, error))
    return NULL;
  object = json_object_new ();
  if (is_entered)
    json_object_set_string_member (object, "entry", edit->entry);
  return easel_step_json_write (object);
}

/* (transfer full) */
static JsonObject *
start_scene_result (Work *work, const char *id)
{
  JsonObject *result = json_object_new ();

  json_object_set_string_member (result, "story", id);
  json_object_set_string_member (result, "name", work->name);
  json_object_set_int_member (result, "scene", work->number);
  json_object_set_array_member (result, "entities", list_story (id, work->name));
  return result;
}

/* @from: (nullable) */
static void
copy_entry (JsonObject *result, JsonObject *from)
{
  const char *entry = easel_json_get_string (from, "entry");

  if (entry != NULL)
    json_object_set_string_member (result, "entry", entry);
}

static char *
replace (Work *work, const char *id, const char *text, GError **error)
{
  g_autofree char *entry = easel_id_derive (easel_run_get_job_id (work->run), "rewrite");
  EaselStoryEdit edit = {
    .library = work->job->library,
    .story = id,
    .scene = work->number,
    .text = text,
    .job = easel_run_get_job_id (work->run),
    .entry = entry,
  };
  g_autofree char *step = NULL;
  g_autoptr (JsonObject) done = NULL;
  JsonObject *result;

  easel_run_set_progress (work->run, -1, _ ("Saving"));
  step = easel_run_step (work->run, "replace", NULL, replace_step, &edit, error);
  done = step != NULL ? easel_step_json_read (step, error) : NULL;
  if (done == NULL)
    return NULL;
  result = start_scene_result (work, id);
  copy_entry (result, done);
  return easel_step_json_write (result);
}

static char *
run_rewrite (Work *work, GError **error)
{
  g_autofree char *id = g_strdup (work->params->story);
  g_autofree char *message = NULL;
  g_autofree char *text = NULL;

  work->number = work->params->scene;
  work->comment = g_strdup (work->params->comment);
  easel_run_set_n_steps (work->run, 2);
  if (!prepare_rewrite (work, id, error))
    return NULL;

  message = g_strdup_printf (_ ("Writing scene %u of %u"), work->number,
                             work->outline->scenes->len);
  easel_run_set_progress (work->run, -1, message);
  text = write_scene (work, "rewrite", NULL, error);
  return text != NULL ? replace (work, id, text, error) : NULL;
}

/* An illustration anew -------------------------------------------------------------------- */

/* EaselStepFunc: {"name", "title", "recipe"}: what is drawn is what the story said when it was
 * asked for */
static char *
recipe_step (EaselRun *run, gpointer user_data, GError **error)
{
  Work *work = user_data;
  EaselStoryScene scene;
  g_autoptr (EaselEntity) story = easel_story_edit_read (work->job->library, work->params->story,
                                                         work->number, &scene, error);
  g_autoptr (EaselStoryParams) params = NULL;
  g_autoptr (EaselRecipe) recipe = NULL;
  JsonObject *object;

  if (story == NULL)
    return NULL;
  params = easel_story_dup_params (story);
  recipe = easel_story_illustration_make_recipe (
      params, *scene.picture_prompt != '\0' ? scene.picture_prompt : scene.summary,
      work->params->comment);
  object = json_object_new ();
  json_object_set_string_member (object, "name", easel_entity_get_name (story));
  json_object_set_string_member (object, "title", scene.title);
  json_object_set_member (object, "recipe", easel_recipe_to_json (recipe));
  return easel_step_json_write (object);
}

/* (transfer full) (nullable) */
static EaselJobSpec *
make_illustration (Work *work, GError **error)
{
  g_autofree char *step = easel_run_step (work->run, "recipe", NULL, recipe_step, work, error);
  g_autoptr (JsonObject) object = step != NULL ? easel_step_json_read (step, error) : NULL;
  g_autoptr (EaselRecipe) recipe = NULL;
  g_autofree char *title = NULL;
  g_autofree char *name = NULL;
  EaselStoryIllustration illustration = { .story = work->params->story,
                                          .scene = work->number,
                                          .is_edit = TRUE };

  if (object == NULL)
    return NULL;
  recipe = easel_recipe_new_from_json (json_object_get_member (object, "recipe"), error);
  if (recipe == NULL)
    return NULL;
  work->name = g_strdup (json_object_get_string_member (object, "name"));
  title = g_strdup_printf (_ ("Scene %u of “%s”"), work->number, work->name);
  easel_run_set_title (work->run, title);
  name = g_strdup_printf (_ ("%s: %s"), work->name,
                          json_object_get_string_member (object, "title"));
  illustration.name = name;
  return easel_story_illustration_spec_new (&illustration, recipe,
                                            json_object_get_string_member (object, "title"),
                                            work->job->generators, work->job->providers);
}

static char *
run_illustrate (Work *work, GError **error)
{
  g_autoptr (GPtrArray) specs = g_ptr_array_new_with_free_func (
      (GDestroyNotify) easel_job_spec_free);
  g_autoptr (GPtrArray) outcomes = NULL;
  g_autoptr (JsonObject) counts = NULL;
  g_autoptr (JsonNode) drawn = NULL;
  EaselJobSpec *spec;
  JsonObject *result;

  work->number = work->params->scene;
  spec = make_illustration (work, error);
  if (spec == NULL)
    return NULL;
  g_ptr_array_add (specs, spec);
  if (!easel_run_join_children (work->run, specs, &outcomes, error))
    return NULL;
  /* There is only the one: what is wrong with it is what is wrong. */
  counts = easel_children_result (outcomes, NULL, error);
  if (counts == NULL)
    return NULL;

  drawn = json_from_string (((EaselChildOutcome *) g_ptr_array_index (outcomes, 0))->result, NULL);
  result = start_scene_result (work, work->params->story);
  copy_entry (result, easel_json_node_get_object (drawn));
  return easel_step_json_write (result);
}

/* The kind -------------------------------------------------------------------------------- */

static char *
easel_story_job_run (EaselJobKind *kind, EaselRun *run, GError **error)
{
  g_auto (Work) work = { .job = EASEL_STORY_JOB (kind), .run = run };

  work.params = easel_story_params_from_json (easel_run_get_params (run), error);
  if (work.params == NULL)
    return NULL;
  if (work.params->action == EASEL_STORY_REWRITE)
    return run_rewrite (&work, error);
  if (work.params->action == EASEL_STORY_ILLUSTRATE)
    return run_illustrate (&work, error);
  work.texts = g_ptr_array_new_with_free_func (g_free);
  return run_story (&work, error);
}

static void
easel_story_job_dispose (GObject *object)
{
  EaselStoryJob *self = EASEL_STORY_JOB (object);

  g_clear_object (&self->library);
  g_clear_object (&self->providers);
  g_clear_object (&self->budget);
  g_clear_object (&self->generators);
  g_clear_object (&self->catalog);

  G_OBJECT_CLASS (easel_story_job_parent_class)->dispose (object);
}

static void
easel_story_job_class_init (EaselStoryJobClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = easel_story_job_dispose;
  EASEL_JOB_KIND_CLASS (klass)->run = easel_story_job_run;
  EASEL_JOB_KIND_CLASS (klass)->describe_error = easel_studio_describe_job_error;
}

static void
easel_story_job_init (EaselStoryJob *self)
{
}

EaselJobKind *
easel_story_job_new (EaselLibrary *library,
                     EaselProviderRegistry *providers,
                     EaselBudget *budget,
                     EaselGeneratorCatalog *generators,
                     EaselStoryCatalog *catalog)
{
  EaselStoryJob *self = g_object_new (EASEL_TYPE_STORY_JOB, "name", EASEL_STORY_JOB_KIND, NULL);

  self->library = g_object_ref (library);
  self->providers = g_object_ref (providers);
  self->budget = g_object_ref (budget);
  self->generators = g_object_ref (generators);
  self->catalog = g_object_ref (catalog);
  return EASEL_JOB_KIND (self);
}
