/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-story-job.h"

#include "easel-id.h"
#include "easel-json.h"
#include "easel-library-changes.h"
#include "easel-step-json.h"
#include "easel-story-look.h"
#include "easel-story-planner.h"
#include "easel-story-prompt.h"
#include "easel-story-writer.h"
#include "easel-story.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>

/* How often a change of the story is tried again when somebody else was faster. */
#define MAX_TRIES 10

struct _EaselStoryJob
{
  EaselJobKind parent_instance;

  EaselLibrary *library;            /* (owned) */
  EaselProviderRegistry *providers; /* (owned) */
  EaselStoryCatalog *catalog;       /* (owned) */
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
  text = easel_story_writer_write (work->job->providers, run, prompt, error);
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

/* EaselStepFunc: {"character"}, and it is sure that what goes in is there */
static char *
look_step (EaselRun *run, gpointer user_data, GError **error)
{
  Work *work = user_data;
  g_autofree char *character = easel_story_look_at_character (work->job->library,
                                                              work->params->character, error);
  JsonObject *object;

  if (character == NULL
      || !easel_story_look_check_art_style (work->job->library, work->params->art_style, error))
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
    .providers = work->job->providers,
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

/* (transfer full) */
static char *
make_story_result (Work *work)
{
  g_autofree char *id = make_story_id (work);
  JsonObject *result = json_object_new ();

  json_object_set_string_member (result, "story", id);
  json_object_set_string_member (result, "name", work->outline->title);
  json_object_set_int_member (result, "scenes", work->outline->scenes->len);
  json_object_set_array_member (result, "entities", list_story (id, work->outline->title));
  return easel_step_json_write (result);
}

static char *
run_story (Work *work, GError **error)
{
  if (!look (work, error) || !plan (work, error) || !write_scenes (work, error)
      || !save (work, error))
    return NULL;
  return make_story_result (work);
}

/* A scene anew ---------------------------------------------------------------------------- */

/* Reads the story as it is now. */
static EaselEntity *
read_story (Work *work, const char *id, EaselStoryScene *scene, GError **error)
{
  g_autoptr (EaselEntity) story = easel_library_get (work->job->library, id, error);

  if (story == NULL || !easel_story_check (story, error)
      || !easel_story_get_scene (story, work->number, scene, error))
    return NULL;
  return g_steal_pointer (&story);
}

static gboolean
prepare_rewrite (Work *work, const char *id, GError **error)
{
  EaselStoryScene scene;
  g_autoptr (EaselEntity) story = read_story (work, id, &scene, error);
  g_autoptr (EaselStoryParams) params = NULL;
  g_autofree char *title = NULL;

  if (story == NULL)
    return FALSE;
  params = easel_story_dup_params (story);
  /* Where the character is gone, the story has to do: it says enough. */
  if (params->character != NULL)
    work->character = easel_story_look_at_character (work->job->library, params->character, NULL);
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

/* What a change of the story needs to know. */
typedef struct
{
  Work *work;
  const char *id;
  const char *text;
} Rewrite;

/* EaselStepFunc: {"entry"} */
static char *
replace_step (EaselRun *run, gpointer user_data, GError **error)
{
  const Rewrite *rewrite = user_data;
  const char *job = easel_run_get_job_id (run);
  g_autofree char *id = easel_id_derive (job, "rewrite");
  const EaselChangeStamp stamp = { .entry = id, .job = job };

  for (guint i = 0; i < MAX_TRIES; i++)
    {
      EaselStoryScene scene;
      g_autoptr (EaselEntity) story = read_story (rewrite->work, rewrite->id, &scene, error);
      g_autoptr (JsonObject) attributes = NULL;
      g_autofree char *entry = NULL;
      g_autoptr (GError) local = NULL;
      EaselEditRequest request = { .id = rewrite->id };
      JsonObject *object;

      if (story == NULL)
        return NULL;
      attributes = easel_story_replace_text (story, rewrite->work->number, rewrite->text);
      request.attributes = attributes;
      request.revision = easel_entity_get_revision (story);
      if (easel_library_edit (rewrite->work->job->library, &request, &stamp, &entry, &local))
        {
          object = json_object_new ();
          if (entry != NULL)
            json_object_set_string_member (object, "entry", entry);
          return easel_step_json_write (object);
        }
      if (i + 1 == MAX_TRIES
          || !g_error_matches (local, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_CHANGED))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
    }
  return NULL;
}

static char *
make_rewrite_result (const Rewrite *rewrite, const char *step, GError **error)
{
  g_autoptr (JsonObject) done = easel_step_json_read (step, error);
  JsonObject *result;
  const char *entry;

  if (done == NULL)
    return NULL;
  entry = easel_json_get_string (done, "entry");
  result = json_object_new ();
  json_object_set_string_member (result, "story", rewrite->id);
  json_object_set_string_member (result, "name", rewrite->work->name);
  json_object_set_int_member (result, "scene", rewrite->work->number);
  if (entry != NULL)
    json_object_set_string_member (result, "entry", entry);
  json_object_set_array_member (result, "entities", list_story (rewrite->id, rewrite->work->name));
  return easel_step_json_write (result);
}

static char *
run_rewrite (Work *work, GError **error)
{
  g_autofree char *id = g_strdup (work->params->story);
  g_autofree char *message = NULL;
  g_autofree char *text = NULL;
  g_autofree char *step = NULL;
  Rewrite rewrite = { .work = work, .id = id };

  work->number = work->params->scene;
  work->comment = g_strdup (work->params->comment);
  easel_run_set_n_steps (work->run, 2);
  if (!prepare_rewrite (work, id, error))
    return NULL;

  message = g_strdup_printf (_ ("Writing scene %u of %u"), work->number,
                             work->outline->scenes->len);
  easel_run_set_progress (work->run, -1, message);
  text = write_scene (work, "rewrite", NULL, error);
  if (text == NULL)
    return NULL;

  easel_run_set_progress (work->run, -1, _ ("Saving"));
  rewrite.text = text;
  step = easel_run_step (work->run, "replace", NULL, replace_step, &rewrite, error);
  return step != NULL ? make_rewrite_result (&rewrite, step, error) : NULL;
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
  work.texts = g_ptr_array_new_with_free_func (g_free);
  return run_story (&work, error);
}

static EaselFailure *
easel_story_job_describe_error (EaselJobKind *kind, const GError *error)
{
  return easel_studio_describe_error (error);
}

static void
easel_story_job_dispose (GObject *object)
{
  EaselStoryJob *self = EASEL_STORY_JOB (object);

  g_clear_object (&self->library);
  g_clear_object (&self->providers);
  g_clear_object (&self->catalog);

  G_OBJECT_CLASS (easel_story_job_parent_class)->dispose (object);
}

static void
easel_story_job_class_init (EaselStoryJobClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = easel_story_job_dispose;
  EASEL_JOB_KIND_CLASS (klass)->run = easel_story_job_run;
  EASEL_JOB_KIND_CLASS (klass)->describe_error = easel_story_job_describe_error;
}

static void
easel_story_job_init (EaselStoryJob *self)
{
}

EaselJobKind *
easel_story_job_new (EaselLibrary *library,
                     EaselProviderRegistry *providers,
                     EaselStoryCatalog *catalog)
{
  EaselStoryJob *self = g_object_new (EASEL_TYPE_STORY_JOB, "name", EASEL_STORY_JOB_KIND, NULL);

  self->library = g_object_ref (library);
  self->providers = g_object_ref (providers);
  self->catalog = g_object_ref (catalog);
  return EASEL_JOB_KIND (self);
}
