/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-queue.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselJobProposal:
 *
 * That a job asks the person something, and the way to its review. Invisible unless it asks.
 */
#define EASEL_TYPE_JOB_PROPOSAL (easel_job_proposal_get_type ())
G_DECLARE_FINAL_TYPE (EaselJobProposal, easel_job_proposal, EASEL, JOB_PROPOSAL, AdwBin)

/* @details: (nullable): read here, not kept */
void
easel_job_proposal_show (EaselJobProposal *self, EaselJob *job, const EaselJobDetails *details);

G_END_DECLS
