/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselJobFacts:
 *
 * Everything else there is to know about a job, folded away: provider and model, tokens, cost,
 * times, attempts, steps, prompt, parameters and the raw reply.
 */
#define EASEL_TYPE_JOB_FACTS (easel_job_facts_get_type ())
G_DECLARE_FINAL_TYPE (EaselJobFacts, easel_job_facts, EASEL, JOB_FACTS, AdwPreferencesGroup)

/* @details: (nullable): read here, not kept */
void easel_job_facts_show (EaselJobFacts *self,
                           EaselStudio *studio,
                           EaselJob *job,
                           const EaselJobDetails *details);

G_END_DECLS
