/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-job-kind.h"
#include "easel-model-notes.h"
#include "easel-provider-registry.h"

G_BEGIN_DECLS

#define EASEL_PULL_JOB_KIND "pull"

/**
 * EaselPullJob:
 *
 * Has a provider get a model, and looks whether it sees pictures. Canceled, failed or interrupted,
 * it goes on where it was when it runs again: the server keeps what has come. Its provider and
 * model are those of the job. Its result: `provider`, `model` (as the server calls it), `bytes`,
 * `vision` (true, false, or null when the server does not say).
 */
#define EASEL_TYPE_PULL_JOB (easel_pull_job_get_type ())
G_DECLARE_FINAL_TYPE (EaselPullJob, easel_pull_job, EASEL, PULL_JOB, EaselJobKind)

EaselJobKind *easel_pull_job_new (EaselProviderRegistry *providers, EaselModelNotes *notes);

/* (transfer full): @place: (nullable): the provider's name */
EaselJobSpec *easel_pull_spec_new (const char *provider, const char *place, const char *model);

G_END_DECLS
