/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-library.h"
#include "easel-story.h"

G_BEGIN_DECLS

/**
 * EaselStoryEdit:
 * @story: id
 * @scene: which, from 1
 * @text: (nullable): what its text is to be, or
 * @picture: (nullable): id of what its illustration is to be
 * @is_completion: whether it belongs to how the story is made, see easel_library_complete()
 * @job: the job it comes from
 * @entry: id of the journal's entry
 *
 * A change of one scene of a story. Everything belongs to the caller.
 */
typedef struct
{
  EaselLibrary *library;
  const char *story;
  guint scene;
  const char *text;
  const char *picture;
  gboolean is_completion;
  const char *job;
  const char *entry;
} EaselStoryEdit;

/* (transfer full) (nullable): the story as it is now, if it is one and has the scene.
 * @scene: (out): belongs to the story */
EaselEntity *easel_story_edit_read (EaselLibrary *library,
                                    const char *story,
                                    guint number,
                                    EaselStoryScene *scene,
                                    GError **error);

/**
 * easel_story_edit_apply:
 * @is_entered: (out): whether there is an entry in the journal now
 *
 * Changes the story as it is now: what others change at the same moment, such as another
 * illustration, stays. Blocking: worker threads only.
 */
gboolean easel_story_edit_apply (const EaselStoryEdit *self, gboolean *is_entered, GError **error);

G_END_DECLS
