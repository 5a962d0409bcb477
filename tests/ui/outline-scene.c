/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outline-scene.h"

static void
outline_free (gpointer outline)
{
  easel_story_outline_free (outline);
}

GPtrArray *
outline_scene_propose (guint n_versions)
{
  GPtrArray *outlines = g_ptr_array_new_with_free_func (outline_free);

  for (guint i = 0; i < n_versions; i++)
    {
      EaselStoryOutline *outline = easel_story_outline_new ("The Paper Lighthouse");

      outline->language = g_strdup ("en");
      easel_story_outline_add_scene (outline, "Low Tide", "She finds a lighthouse.", TRUE,
                                     "A woman kneels on the sand.");
      easel_story_outline_add_scene (outline, "Wet Feet", "She carries it.", FALSE,
                                     "A woman walks up a beach.");
      easel_story_outline_add_scene (outline, i == 1 ? "The Calm" : "The Storm", "The wind turns.",
                                     FALSE, "");
      easel_story_outline_add_scene (outline, "The Lamp", "A ship turns away.", TRUE,
                                     "A lighthouse shines at night.");
      g_ptr_array_add (outlines, outline);
    }
  return outlines;
}
