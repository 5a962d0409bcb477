/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-queue.h"

G_BEGIN_DECLS

/**
 * EaselStoryWork:
 *
 * What is being done to a story, or went wrong: the jobs that write a scene of it anew, or draw
 * its illustration. Which scene a job is about is read from its params, once. Main thread only.
 *
 * Signals: `changed`; `done` (EaselJob *job, guint scene): one that was here before has completed.
 */
#define EASEL_TYPE_STORY_WORK (easel_story_work_get_type ())
G_DECLARE_FINAL_TYPE (EaselStoryWork, easel_story_work, EASEL, STORY_WORK, GObject)

/* @story: id */
EaselStoryWork *easel_story_work_new (EaselQueue *queue, const char *story);

/* (transfer none) (nullable): the newest that writes, or draws, scene @number, from 1; completed
 * ones are none */
EaselJob *easel_story_work_get_writing (EaselStoryWork *self, guint number);
EaselJob *easel_story_work_get_drawing (EaselStoryWork *self, guint number);

G_END_DECLS
