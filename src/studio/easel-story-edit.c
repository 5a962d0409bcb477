/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-story-edit.h"

#include "easel-library-changes.h"

/* How often it is tried again when somebody else was faster: a story has not more scenes, and each
 * gets its illustration once. */
#define MAX_TRIES 20

EaselEntity *
easel_story_edit_read (EaselLibrary *library,
                       const char *id,
                       guint number,
                       EaselStoryScene *scene,
                       GError **error)
{
  g_autoptr (EaselEntity) story = easel_library_get (library, id, error);

  if (story == NULL || !easel_story_check (story, error)
      || !easel_story_get_scene (story, number, scene, error))
    return NULL;
  return g_steal_pointer (&story);
}

static gboolean
apply_once (const EaselStoryEdit *self, gboolean *is_entered, GError **error)
{
  EaselStoryScene scene;
  g_autoptr (EaselEntity) story = easel_story_edit_read (self->library, self->story, self->scene,
                                                         &scene, error);
  const EaselChangeStamp stamp = { .entry = self->entry, .job = self->job };
  EaselEditRequest request = { .id = self->story };
  g_autoptr (JsonObject) attributes = NULL;
  g_autoptr (GPtrArray) pictures = NULL;
  g_autofree char *entry = NULL;

  if (story == NULL)
    return FALSE;
  if (self->picture != NULL)
    {
      attributes = easel_story_replace_picture (story, self->scene, self->picture);
      pictures = easel_story_list_pictures (story, self->scene, self->picture);
    }
  else
    attributes = easel_story_replace_text (story, self->scene, self->text);
  request.revision = easel_entity_get_revision (story);
  request.attributes = attributes;
  request.pictures = pictures;

  if (self->is_completion)
    return easel_library_complete (self->library, &request, error);
  if (!easel_library_edit (self->library, &request, &stamp, &entry, error))
    return FALSE;
  *is_entered = entry != NULL;
  return TRUE;
}

gboolean
easel_story_edit_apply (const EaselStoryEdit *self, gboolean *is_entered, GError **error)
{
  *is_entered = FALSE;
  for (guint i = 1;; i++)
    {
      g_autoptr (GError) local = NULL;

      if (apply_once (self, is_entered, &local))
        return TRUE;
      if (i == MAX_TRIES
          || !g_error_matches (local, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_CHANGED))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
}
