/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-job.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EaselStoryStatus:
 *
 * A line in a story about something that is being made, or is missing: what is going on, or why it
 * is not there, and the button that stops it or tries again. Invisible when there is nothing to
 * say.
 */
#define EASEL_TYPE_STORY_STATUS (easel_story_status_get_type ())
G_DECLARE_FINAL_TYPE (EaselStoryStatus, easel_story_status, EASEL, STORY_STATUS, GtkBox)

/* @job: (nullable): what has not completed. @missing: (nullable): a sentence for when there is no
 * job, with “story.illustrate-now” of scene @number */
void
easel_story_status_show (EaselStoryStatus *self, EaselJob *job, const char *missing, guint number);

G_END_DECLS
