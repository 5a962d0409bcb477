/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-job.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselJobProblem:
 *
 * Why a job failed, or that it was canceled, and the buttons that help. Invisible for any other.
 */
#define EASEL_TYPE_JOB_PROBLEM (easel_job_problem_get_type ())
G_DECLARE_FINAL_TYPE (EaselJobProblem, easel_job_problem, EASEL, JOB_PROBLEM, AdwBin)

/* Once. */
void easel_job_problem_set_job (EaselJobProblem *self, EaselJob *job);

/* Whether it was asked for in a batch, and another attempt has another price. */
void easel_job_problem_set_overnight (EaselJobProblem *self, gboolean overnight);

G_END_DECLS
