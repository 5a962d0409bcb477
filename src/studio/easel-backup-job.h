/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-job-kind.h"
#include "easel-library.h"

G_BEGIN_DECLS

#define EASEL_BACKUP_JOB_KIND "backup"

/**
 * EaselBackupJob:
 *
 * Writes the library into one file, while others may change it. Its params: `file`, a URI. Its
 * result: `file`, and how many `entries`, `pictures` and `missing` ones, whose files could not be
 * read.
 */
#define EASEL_TYPE_BACKUP_JOB (easel_backup_job_get_type ())
G_DECLARE_FINAL_TYPE (EaselBackupJob, easel_backup_job, EASEL, BACKUP_JOB, EaselJobKind)

EaselJobKind *easel_backup_job_new (EaselLibrary *library);

G_END_DECLS
