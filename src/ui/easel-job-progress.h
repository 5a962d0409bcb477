/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-job.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselJobProgress:
 *
 * What an active job is doing, how far it is, and what can be done about that. Invisible for any
 * other.
 */
#define EASEL_TYPE_JOB_PROGRESS (easel_job_progress_get_type ())
G_DECLARE_FINAL_TYPE (EaselJobProgress, easel_job_progress, EASEL, JOB_PROGRESS, AdwBin)

/* Once. */
void easel_job_progress_set_job (EaselJobProgress *self, EaselJob *job);

G_END_DECLS
