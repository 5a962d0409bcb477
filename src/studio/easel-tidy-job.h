/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-job-kind.h"
#include "easel-library.h"

G_BEGIN_DECLS

#define EASEL_TIDY_JOB_KIND "tidy"

/**
 * EaselTidyJob:
 *
 * Looks for what is in the library twice, and remembers it for the Brief. Asks no model, and merges
 * nothing. Its params: `kind` of entity, if it is about one only. Its result: `found`, a number.
 */
#define EASEL_TYPE_TIDY_JOB (easel_tidy_job_get_type ())
G_DECLARE_FINAL_TYPE (EaselTidyJob, easel_tidy_job, EASEL, TIDY_JOB, EaselJobKind)

EaselJobKind *easel_tidy_job_new (EaselLibrary *library);

/* (transfer full): @kind: (nullable): of entity */
EaselJobSpec *easel_tidy_spec_new (const char *kind);

G_END_DECLS
