/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselJobResult:
 *
 * What an analysis found: its name, its fields, and what it put into the library. Invisible
 * while there is nothing.
 */
#define EASEL_TYPE_JOB_RESULT (easel_job_result_get_type ())
G_DECLARE_FINAL_TYPE (EaselJobResult, easel_job_result, EASEL, JOB_RESULT, AdwBin)

/* @details: (nullable): read here, not kept */
void easel_job_result_show (EaselJobResult *self,
                            EaselStudio *studio,
                            EaselJob *job,
                            const EaselJobDetails *details);

G_END_DECLS
