/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-queue.h"

G_BEGIN_DECLS

/* Which reviews wait, in order of creation. Main thread. */

/* (transfer full) (element-type EaselJob) */
GPtrArray *easel_review_queue_list (EaselQueue *queue);

/**
 * easel_review_queue_find_next:
 * @waiting: from easel_review_queue_list()
 * @job: one that waits, or that has waited
 * @step: 1 for the one after it, -1 for the one before
 *
 * Returns: (transfer none) (nullable): what to review instead of @job, from the other end on when
 *   there is nothing in this direction; %NULL when nothing else waits
 */
EaselJob *easel_review_queue_find_next (GPtrArray *waiting, EaselJob *job, int step);

G_END_DECLS
