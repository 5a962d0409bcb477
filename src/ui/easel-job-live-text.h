/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-job.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselJobLiveText:
 *
 * What a model is writing, as it comes. Follows the end unless the person has scrolled up.
 * Invisible while there is nothing.
 */
#define EASEL_TYPE_JOB_LIVE_TEXT (easel_job_live_text_get_type ())
G_DECLARE_FINAL_TYPE (EaselJobLiveText, easel_job_live_text, EASEL, JOB_LIVE_TEXT, AdwBin)

/* Once. */
void easel_job_live_text_set_job (EaselJobLiveText *self, EaselJob *job);

G_END_DECLS
