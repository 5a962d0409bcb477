/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-outline-review-scene.h"

#include <glib/gi18n.h>

struct _EaselOutlineReviewScene
{
  GObject parent_instance;

  char *texts[EASEL_OUTLINE_REVIEW_N_PARTS]; /* (owned) */
  gboolean illustrated;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EaselOutlineReviewScene, easel_outline_review_scene, G_TYPE_OBJECT)

static void
easel_outline_review_scene_finalize (GObject *object)
{
  EaselOutlineReviewScene *self = EASEL_OUTLINE_REVIEW_SCENE (object);

  for (guint i = 0; i < EASEL_OUTLINE_REVIEW_N_PARTS; i++)
    g_free (self->texts[i]);

  G_OBJECT_CLASS (easel_outline_review_scene_parent_class)->finalize (object);
}

static void
easel_outline_review_scene_class_init (EaselOutlineReviewSceneClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = easel_outline_review_scene_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", EASEL_TYPE_OUTLINE_REVIEW_SCENE,
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
easel_outline_review_scene_init (EaselOutlineReviewScene *self)
{
  for (guint i = 0; i < EASEL_OUTLINE_REVIEW_N_PARTS; i++)
    self->texts[i] = g_strdup ("");
}

const char *
easel_outline_review_part_get_label (EaselOutlineReviewPart part)
{
  switch (part)
    {
    case EASEL_OUTLINE_REVIEW_SUMMARY:
      return _ ("Summary");
    case EASEL_OUTLINE_REVIEW_PICTURE:
      return _ ("What the Picture Shows");
    case EASEL_OUTLINE_REVIEW_TITLE:
    case EASEL_OUTLINE_REVIEW_N_PARTS:
    default:
      return C_ ("of a story, or a scene of it", "Title");
    }
}

EaselOutlineReviewScene *
easel_outline_review_scene_new (const EaselStoryPlannedScene *planned)
{
  EaselOutlineReviewScene *self = g_object_new (EASEL_TYPE_OUTLINE_REVIEW_SCENE, NULL);

  if (planned != NULL)
    {
      g_set_str (&self->texts[EASEL_OUTLINE_REVIEW_TITLE], planned->title);
      g_set_str (&self->texts[EASEL_OUTLINE_REVIEW_SUMMARY], planned->summary);
      g_set_str (&self->texts[EASEL_OUTLINE_REVIEW_PICTURE], planned->picture);
      self->illustrated = planned->illustrated;
    }
  return self;
}

const char *
easel_outline_review_scene_get_text (EaselOutlineReviewScene *self, EaselOutlineReviewPart part)
{
  g_return_val_if_fail (EASEL_IS_OUTLINE_REVIEW_SCENE (self), NULL);
  g_return_val_if_fail (part < EASEL_OUTLINE_REVIEW_N_PARTS, NULL);

  return self->texts[part];
}

void
easel_outline_review_scene_set_text (EaselOutlineReviewScene *self,
                                     EaselOutlineReviewPart part,
                                     const char *text)
{
  g_return_if_fail (EASEL_IS_OUTLINE_REVIEW_SCENE (self));
  g_return_if_fail (part < EASEL_OUTLINE_REVIEW_N_PARTS);

  if (g_set_str (&self->texts[part], text))
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

gboolean
easel_outline_review_scene_get_illustrated (EaselOutlineReviewScene *self)
{
  g_return_val_if_fail (EASEL_IS_OUTLINE_REVIEW_SCENE (self), FALSE);

  return self->illustrated;
}

void
easel_outline_review_scene_set_illustrated (EaselOutlineReviewScene *self, gboolean illustrated)
{
  g_return_if_fail (EASEL_IS_OUTLINE_REVIEW_SCENE (self));

  if (self->illustrated == illustrated)
    return;
  self->illustrated = illustrated;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

gboolean
easel_outline_review_scene_get_missing (EaselOutlineReviewScene *self, EaselOutlineReviewPart part)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (EASEL_IS_OUTLINE_REVIEW_SCENE (self), FALSE);
  g_return_val_if_fail (part < EASEL_OUTLINE_REVIEW_N_PARTS, FALSE);

  if (part == EASEL_OUTLINE_REVIEW_PICTURE && !self->illustrated)
    return FALSE;
  text = g_strstrip (g_strdup (self->texts[part]));
  return *text == '\0';
}

gboolean
easel_outline_review_scene_equal (EaselOutlineReviewScene *self,
                                  const EaselStoryPlannedScene *planned)
{
  g_return_val_if_fail (EASEL_IS_OUTLINE_REVIEW_SCENE (self), FALSE);

  return g_str_equal (self->texts[EASEL_OUTLINE_REVIEW_TITLE], planned->title)
         && g_str_equal (self->texts[EASEL_OUTLINE_REVIEW_SUMMARY], planned->summary)
         && g_str_equal (self->texts[EASEL_OUTLINE_REVIEW_PICTURE], planned->picture)
         && self->illustrated == planned->illustrated;
}
