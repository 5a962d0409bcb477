/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-story-draft.h"

#include "easel-json-text.h"
#include "easel-story-outline.h"

static void
scene_free (gpointer data)
{
  EaselStoryDraftScene *scene = data;

  g_free (scene->title);
  g_free (scene->text);
  g_free (scene->picture_prompt);
  g_free (scene);
}

void
easel_story_draft_free (EaselStoryDraft *draft)
{
  g_free (draft->title);
  g_ptr_array_unref (draft->scenes);
  g_free (draft);
}

/* The outline ----------------------------------------------------------------------------- */

/* (transfer full) (nullable): the outline that is @member of the object @text holds */
static EaselStoryOutline *
read_outline (const char *text, const char *member)
{
  g_autoptr (JsonObject) object = easel_json_text_parse_object (text);
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL ? easel_story_outline_from_json (node, NULL) : NULL;
}

/* (transfer full) (nullable): what a person made of it, or else what the model planned last */
static EaselStoryOutline *
find_outline (const EaselJobDetails *details)
{
  const EaselAskRecord *ask = easel_job_details_get_last_ask (details);
  EaselStoryOutline *outline = NULL;

  if (ask != NULL && ask->decision != NULL && ask->decision->action == EASEL_DECISION_EDIT)
    return read_outline (ask->decision->data, "values");
  for (guint i = 0; i < details->steps->len; i++)
    {
      const EaselStepRecord *step = details->steps->pdata[i];

      if (!g_str_equal (step->name, "plan"))
        continue;
      if (outline != NULL)
        easel_story_outline_free (outline);
      outline = read_outline (step->result, "outline");
    }
  return outline;
}

/* The texts ------------------------------------------------------------------------------- */

/* (transfer full) (nullable): what the step wrote */
static char *
find_step_text (const EaselJobDetails *details, guint number)
{
  g_autofree char *name = g_strdup_printf ("scene-%u", number);

  for (guint i = 0; i < details->steps->len; i++)
    {
      const EaselStepRecord *step = details->steps->pdata[i];
      g_autoptr (JsonObject) object = NULL;

      if (!g_str_equal (step->name, name))
        continue;
      object = easel_json_text_parse_object (step->result);
      return object != NULL ? g_strdup (easel_json_text_get_string (object, "text")) : NULL;
    }
  return NULL;
}

/* (nullable): where the heading @title begins, at the start of a paragraph of @text */
static const char *
find_heading (const char *text, const char *title)
{
  gsize length = strlen (title);

  for (const char *at = strstr (text, title); at != NULL; at = strstr (at + 1, title))
    if ((at == text || g_str_has_prefix (at - 1, "\n")) && g_str_has_prefix (at + length, "\n\n"))
      return at;
  return NULL;
}

/* Fills in what was streamed, scene by scene, where the steps do not have it. */
static void
read_live (EaselStoryDraft *draft, const char *live)
{
  for (guint i = 0; i < draft->scenes->len; i++)
    {
      EaselStoryDraftScene *scene = draft->scenes->pdata[i];
      const EaselStoryDraftScene *next = i + 1 < draft->scenes->len ? draft->scenes->pdata[i + 1]
                                                                    : NULL;
      const char *heading = find_heading (live, scene->title);
      const char *text;
      const char *end;

      if (heading == NULL)
        return;
      text = heading + strlen (scene->title) + strlen ("\n\n");
      end = next != NULL ? find_heading (text, next->title) : NULL;
      if (scene->text == NULL)
        {
          scene->text = g_strstrip (end != NULL ? g_strndup (text, (gsize) (end - text))
                                                : g_strdup (text));
          scene->is_writing = end == NULL;
        }
      if (end == NULL)
        return;
      live = end;
    }
}

EaselStoryDraft *
easel_story_draft_new (const EaselJobDetails *details, const char *live)
{
  EaselStoryDraft *draft = NULL;
  EaselStoryOutline *outline = NULL;

  g_return_val_if_fail (details != NULL, NULL);
  g_return_val_if_fail (live != NULL, NULL);

  draft = g_new0 (EaselStoryDraft, 1);
  draft->scenes = g_ptr_array_new_with_free_func (scene_free);
  outline = find_outline (details);
  if (outline == NULL)
    return draft;

  draft->title = g_strdup (outline->title);
  for (guint i = 0; i < outline->scenes->len; i++)
    {
      const EaselStoryPlannedScene *planned = outline->scenes->pdata[i];
      EaselStoryDraftScene *scene = g_new0 (EaselStoryDraftScene, 1);

      scene->title = g_strdup (planned->title);
      scene->text = find_step_text (details, i + 1);
      scene->illustrated = planned->illustrated;
      scene->picture_prompt = g_strdup (planned->picture);
      g_ptr_array_add (draft->scenes, scene);
    }
  easel_story_outline_free (outline);
  read_live (draft, live);
  for (guint i = 0; i < draft->scenes->len; i++)
    {
      EaselStoryDraftScene *scene = draft->scenes->pdata[i];

      if (scene->text == NULL)
        scene->text = g_strdup ("");
    }
  return draft;
}
