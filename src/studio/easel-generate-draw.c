/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-generate-draw.h"

#include "easel-generate-sketches.h"
#include "easel-id.h"
#include "easel-json.h"
#include "easel-provider.h"
#include "easel-step-json.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>

typedef struct
{
  const EaselGenerateDraw *draw; /* (unowned) */
  const char *id;                /* (unowned): of the picture there will be */
} Work;

/* Asking ----------------------------------------------------------------------------------- */

static gboolean
add_inputs (const EaselGenerateDraw *self,
            EaselImageRequest *request,
            EaselProviderConfig *config,
            GError **error)
{
  int max_edge = (int) easel_provider_config_get_max_image_edge (config);

  for (guint i = 0; self->pictures[i] != NULL; i++)
    {
      g_autofree char *path = easel_library_get_picture_path (self->library, self->pictures[i],
                                                              error);
      g_autoptr (GBytes) bytes = NULL;
      const char *mime_type;

      if (path == NULL)
        return FALSE;
      bytes = easel_picture_scale (path, max_edge, &mime_type,
                                   easel_run_get_cancellable (self->run), error);
      if (bytes == NULL)
        return FALSE;
      /* The prompt itself says which is which. */
      easel_image_request_add_input (request, bytes, mime_type, NULL);
    }
  return TRUE;
}

/* (transfer full) (nullable) */
static EaselImageReply *
ask (const EaselGenerateDraw *self, GError **error)
{
  EaselRun *run = self->run;
  g_autoptr (EaselProvider) provider = NULL;
  g_autoptr (EaselImageRequest) request = easel_image_request_new (self->prompt);
  g_auto (EaselGenerateSketches) sketches = EASEL_GENERATE_SKETCHES_INIT (self->library, run);
  EaselImageReply *reply;

  provider = easel_provider_registry_get_provider (self->providers, easel_run_get_provider (run),
                                                   error);
  if (provider == NULL || !add_inputs (self, request, easel_provider_get_config (provider), error))
    return NULL;
  easel_image_request_set_aspect_ratio (request, self->aspect_ratio);
  easel_image_request_set_seed (request, self->seed);

  reply = easel_budget_generate_image (self->budget, run, request, easel_generate_sketches_show,
                                       &sketches, error);
  /* What had come of a canceled one goes on being its row's picture: nothing can be said of it any
   * more. */
  if (g_cancellable_is_cancelled (easel_run_get_cancellable (run)))
    g_clear_pointer (&sketches.paths, g_ptr_array_unref);
  else if (reply == NULL)
    easel_run_set_thumbnail (run, self->thumbnail);
  return reply;
}

/* Keeping ---------------------------------------------------------------------------------- */

/* (transfer full) */
static JsonObject *
make_attributes (const EaselGenerateDraw *self, EaselImageReply *reply)
{
  JsonObject *attributes = json_object_new ();
  const char *model = easel_image_reply_get_model (reply);
  const char *revised = easel_image_reply_get_revised_prompt (reply);

  json_object_set_boolean_member (attributes, "generated", TRUE);
  json_object_set_string_member (attributes, "prompt", self->prompt);
  if (revised != NULL)
    json_object_set_string_member (attributes, "revised_prompt", revised);
  json_object_set_string_member (attributes, "provider", easel_run_get_provider (self->run));
  json_object_set_string_member (attributes, "model",
                                 model != NULL ? model : easel_run_get_model (self->run));
  if (easel_image_reply_get_seed (reply) >= 0)
    json_object_set_int_member (attributes, "seed", easel_image_reply_get_seed (reply));
  if (self->recipe != NULL)
    json_object_set_member (attributes, "recipe", json_node_copy (self->recipe));
  return attributes;
}

/* (transfer full) (nullable): the picture as the library has it */
static EaselEntity *
keep (const Work *work, EaselImageReply *reply, GError **error)
{
  const EaselGenerateDraw *self = work->draw;
  g_autoptr (EaselEntity) picture = easel_entity_new (work->id, EASEL_ENTITY_PICTURE, self->name);
  g_autoptr (JsonObject) attributes = make_attributes (self, reply);

  easel_entity_set_attributes (picture, attributes);
  easel_entity_set_provenance (picture, easel_run_get_job_id (self->run), NULL,
                               easel_run_get_provider (self->run), easel_run_get_model (self->run),
                               self->prompt_revision);
  for (guint i = 0; self->made_from[i] != NULL; i++)
    easel_entity_add_reference (picture, EASEL_ROLE_MADE_FROM, self->made_from[i]);
  return easel_library_add_picture (self->library, picture, easel_image_reply_get_picture (reply),
                                    easel_run_get_cancellable (self->run), error);
}

/* EaselStepFunc: {"picture": id} */
static char *
draw_step (EaselRun *run, gpointer user_data, GError **error)
{
  const Work *work = user_data;
  g_autoptr (EaselEntity) picture = NULL;
  g_autoptr (EaselImageReply) reply = NULL;
  JsonObject *result;

  /* A crash between the library and the journal: it is there, and paid for. Where that cannot be
   * told, nothing is asked for. */
  if (!easel_library_find (work->draw->library, work->id, &picture, error))
    return NULL;
  if (picture == NULL)
    {
      reply = ask (work->draw, error);
      picture = reply != NULL ? keep (work, reply, error) : NULL;
    }
  if (picture == NULL)
    return NULL;

  result = json_object_new ();
  json_object_set_string_member (result, "picture", easel_entity_get_id (picture));
  return easel_step_json_write (result);
}

/* (transfer full): all that decides what the picture is like */
static char *
make_key (const EaselGenerateDraw *self)
{
  g_autofree char *pictures = g_strjoinv (" ", (GStrv) self->pictures);
  g_autofree char *seed = g_strdup_printf ("%" G_GINT64_FORMAT, self->seed);

  return g_strjoin ("\n", easel_run_get_provider (self->run), easel_run_get_model (self->run),
                    self->aspect_ratio != NULL ? self->aspect_ratio : "", seed, pictures,
                    self->prompt, NULL);
}

EaselEntity *
easel_generate_draw (const EaselGenerateDraw *self, GError **error)
{
  g_autofree char *key = make_key (self);
  g_autofree char *id = easel_id_derive (easel_run_get_job_id (self->run), key);
  Work work = { self, id };
  g_autofree char *message = NULL;
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) result = NULL;
  const char *picture;

  /* Translators: %s is a model's name */
  message = g_strdup_printf (_ ("%s is drawing"), easel_run_get_model (self->run));
  easel_run_set_progress (self->run, -1, message);
  text = easel_run_step (self->run, "draw", key, draw_step, &work, error);
  result = text != NULL ? easel_step_json_read (text, error) : NULL;
  if (result == NULL)
    return NULL;
  picture = easel_json_get_string (result, "picture");
  return easel_library_get (self->library, picture != NULL ? picture : id, error);
}
