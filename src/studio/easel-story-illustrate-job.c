/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-story-illustrate-job.h"

#include "easel-id.h"
#include "easel-json.h"
#include "easel-library-changes.h"
#include "easel-step-json.h"
#include "easel-story-edit.h"
#include "easel-story-illustration.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>

struct _EaselStoryIllustrateJob
{
  EaselJobKind parent_instance;

  EaselLibrary *library;  /* (owned) */
  EaselJobKind *generate; /* (owned) */
};

G_DEFINE_FINAL_TYPE (EaselStoryIllustrateJob, easel_story_illustrate_job, EASEL_TYPE_JOB_KIND)

/* A drawn picture on its way into the story. All (unowned). */
typedef struct
{
  EaselStoryIllustrateJob *job;
  const EaselStoryIllustration *illustration;
  const char *picture; /* id */
} Placing;

/* (nullable): id of the picture that was made; where a child made it, what it lists */
static const char *
find_picture (JsonObject *drawn)
{
  const char *picture = easel_json_get_string (drawn, "picture");
  JsonArray *entities = easel_json_get_array (drawn, "entities");

  if (picture != NULL || entities == NULL || json_array_get_length (entities) == 0)
    return picture;
  return easel_json_get_string (easel_json_node_get_object (json_array_get_element (entities, 0)),
                                "id");
}

/* It was called after what it was made from; in the story it has a place. The same picture may have
 * been in the library before, and then has its name. */
static gboolean
name_picture (const Placing *placing, EaselRun *run, GError **error)
{
  const EaselEditRequest request = { .id = placing->picture, .name = placing->illustration->name };
  g_autoptr (EaselEntity) picture = easel_library_get (placing->job->library, placing->picture,
                                                       error);

  if (picture == NULL)
    return FALSE;
  return request.name == NULL
         || g_strcmp0 (easel_entity_get_job (picture), easel_run_get_job_id (run)) != 0
         || easel_library_complete (placing->job->library, &request, error);
}

/* EaselStepFunc: {"entry"} when there is one */
static char *
place_step (EaselRun *run, gpointer user_data, GError **error)
{
  const Placing *placing = user_data;
  const EaselStoryIllustration *illustration = placing->illustration;
  g_autofree char *entry = easel_id_derive (easel_run_get_job_id (run), "place");
  const EaselStoryEdit edit = {
    .library = placing->job->library,
    .story = illustration->story,
    .scene = illustration->scene,
    .picture = placing->picture,
    .is_completion = !illustration->is_edit,
    .job = easel_run_get_job_id (run),
    .entry = entry,
  };
  gboolean is_entered;
  JsonObject *object;

  if (!name_picture (placing, run, error) || !easel_story_edit_apply (&edit, &is_entered, error))
    return NULL;
  object = json_object_new ();
  if (is_entered)
    json_object_set_string_member (object, "entry", entry);
  return easel_step_json_write (object);
}

static char *
place (const Placing *placing, EaselRun *run, JsonObject *drawn, GError **error)
{
  g_autofree char *text = easel_run_step (run, "place", placing->picture, place_step,
                                          (gpointer) placing, error);
  g_autoptr (JsonObject) placed = text != NULL ? easel_step_json_read (text, error) : NULL;
  const char *entry;

  if (placed == NULL)
    return NULL;
  entry = easel_json_get_string (placed, "entry");
  if (entry != NULL)
    json_object_set_string_member (drawn, "entry", entry);
  json_object_set_string_member (drawn, "story", placing->illustration->story);
  json_object_set_int_member (drawn, "scene", placing->illustration->scene);
  return easel_step_json_write (json_object_ref (drawn));
}

static char *
easel_story_illustrate_job_run (EaselJobKind *kind, EaselRun *run, GError **error)
{
  EaselStoryIllustrateJob *self = EASEL_STORY_ILLUSTRATE_JOB (kind);
  g_autoptr (EaselStoryIllustration) illustration = easel_story_illustration_from_json (
      easel_run_get_params (run), error);
  Placing placing = { .job = self, .illustration = illustration };
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) drawn = NULL;

  if (illustration == NULL)
    return NULL;
  text = easel_job_kind_run (self->generate, run, error);
  drawn = text != NULL ? easel_step_json_read (text, error) : NULL;
  if (drawn == NULL)
    return NULL;

  placing.picture = find_picture (drawn);
  if (placing.picture == NULL)
    {
      g_set_error_literal (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_ALL_FAILED,
                           _ ("No picture was made."));
      return NULL;
    }
  return place (&placing, run, drawn, error);
}

static void
easel_story_illustrate_job_dispose (GObject *object)
{
  EaselStoryIllustrateJob *self = EASEL_STORY_ILLUSTRATE_JOB (object);

  g_clear_object (&self->library);
  g_clear_object (&self->generate);

  G_OBJECT_CLASS (easel_story_illustrate_job_parent_class)->dispose (object);
}

static void
easel_story_illustrate_job_class_init (EaselStoryIllustrateJobClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = easel_story_illustrate_job_dispose;
  EASEL_JOB_KIND_CLASS (klass)->run = easel_story_illustrate_job_run;
  EASEL_JOB_KIND_CLASS (klass)->describe_error = easel_studio_describe_job_error;
}

static void
easel_story_illustrate_job_init (EaselStoryIllustrateJob *self)
{
}

EaselJobKind *
easel_story_illustrate_job_new (EaselLibrary *library, EaselJobKind *generate)
{
  EaselStoryIllustrateJob *self = g_object_new (EASEL_TYPE_STORY_ILLUSTRATE_JOB, "name",
                                                EASEL_STORY_ILLUSTRATE_JOB_KIND, NULL);

  self->library = g_object_ref (library);
  self->generate = g_object_ref (generate);
  return EASEL_JOB_KIND (self);
}
