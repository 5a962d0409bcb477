/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-job.h"

G_BEGIN_DECLS

/**
 * EaselScheduler:
 *
 * Which job is next. A lane runs a few jobs at once; within a lane families (a top-level job
 * with all below it) take turns, so that a single job waits for one request of a batch and
 * not for the batch. Knows no states and no clock but the lanes' own holds. Main thread
 * only.
 */
typedef struct _EaselScheduler EaselScheduler;

EaselScheduler *easel_scheduler_new (void);
void easel_scheduler_free (EaselScheduler *self);

/* Parts of @lane (see #EASEL_LANE_PART) each have the same capacity, and count and rest on their
 * own. */
void easel_scheduler_set_capacity (EaselScheduler *self, const char *lane, guint capacity);

/* A job that is there already stays where it is. */
void easel_scheduler_add (EaselScheduler *self, EaselJob *job);

/* Before all others of its lane; moves a job that is there already. */
void easel_scheduler_add_first (EaselScheduler *self, EaselJob *job);

/* Does nothing for a job that is not there. */
void easel_scheduler_remove (EaselScheduler *self, EaselJob *job);

/**
 * easel_scheduler_take:
 *
 * Takes the next job out and fills a place of its lane, until easel_scheduler_release().
 *
 * Returns: (transfer none) (nullable): %NULL when no lane has both a place and a job
 */
EaselJob *easel_scheduler_take (EaselScheduler *self);
void easel_scheduler_release (EaselScheduler *self, const char *lane);

/* Nothing is taken from @lane until @until, in monotonic time, or longer where that was
 * said before; 0 lets it go on. */
void easel_scheduler_hold (EaselScheduler *self, const char *lane, gint64 until);

/* When the first held lane that has jobs goes on, in monotonic time; -1 when none is held. */
gint64 easel_scheduler_get_wakeup (EaselScheduler *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselScheduler, easel_scheduler_free)

G_END_DECLS
