/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-overnight-work.h"
#include "easel-reply.h"

G_BEGIN_DECLS

/* The jobs that an "overnight" job leaves its results to. For the run's worker. */

/* Makes a job for each of what needs no asking: what the library knows, and what could not be
 * imported. */
gboolean easel_overnight_children_settle (const EaselOvernightWork *work, GError **error);

/* (transfer full) (element-type EaselJobSpec) */
GPtrArray *easel_overnight_children_new (void);

/* (transfer full): saves @answer, see easel_analyze_answer_new() */
EaselJobSpec *easel_overnight_children_new_answered (const EaselOvernightWork *work,
                                                     guint request,
                                                     JsonObject *answer);

/* (transfer full): has failed already, and asks by itself when it is retried.
 * @usage: what was used nevertheless */
EaselJobSpec *easel_overnight_children_new_failed (const EaselOvernightWork *work,
                                                   guint request,
                                                   const GError *reason,
                                                   EaselUsage usage);

/* Makes the jobs of @specs, each once: those that are there are left alone. As
 * easel_run_join_children(), unless there are none. */
gboolean
easel_overnight_children_make (const EaselOvernightWork *work, GPtrArray *specs, GError **error);

G_END_DECLS
