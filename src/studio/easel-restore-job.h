/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-job-kind.h"
#include "easel-library.h"

G_BEGIN_DECLS

#define EASEL_RESTORE_JOB_KIND "restore"

/**
 * EaselRestoreJob:
 *
 * Adds a backup to the library, after it was looked at and the person was asked. Its params:
 * `file`, a URI. Its result: what was added, see #EaselRestorePlan. A backup that has nothing new
 * is not asked about.
 */
#define EASEL_TYPE_RESTORE_JOB (easel_restore_job_get_type ())
G_DECLARE_FINAL_TYPE (EaselRestoreJob, easel_restore_job, EASEL, RESTORE_JOB, EaselJobKind)

EaselJobKind *easel_restore_job_new (EaselLibrary *library);

G_END_DECLS
