/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-failure.h"
#include "easel-job.h"
#include "easel-run.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EaselJobKind:
 *
 * One kind of job, such as "analyze". A kind has no state of its own job: all of it is in
 * the #EaselRun, so one kind object serves any number of runs at once.
 */
#define EASEL_TYPE_JOB_KIND (easel_job_kind_get_type ())
G_DECLARE_DERIVABLE_TYPE (EaselJobKind, easel_job_kind, EASEL, JOB_KIND, GObject)

/**
 * EaselJobKindClass:
 * @run: does the job, on a worker thread. May block, must be re-entrant: whatever costs
 *   money or time sits in easel_run_step(). Returns the result as JSON text, or %NULL and
 *   an error. It must return soon after the run's cancellable is cancelled.
 * @describe_error: turns an error of @run into words and a policy. Called on the worker.
 *   The default gives code "failed", the error's message and %EASEL_RETRY_NEVER. Errors of
 *   Easel's own files (%EASEL_DATABASE_ERROR, %EASEL_ENGINE_ERROR) do not come here: they
 *   have words, such as code "disk-full" with the remedy "retry".
 * @recall: (nullable): makes the job that undoes what a run of @job has left elsewhere, see
 *   easel_run_set_deposit(). (transfer full) (nullable). Main thread.
 */
struct _EaselJobKindClass
{
  GObjectClass parent_class;

  char *(*run) (EaselJobKind *self, EaselRun *run, GError **error);
  EaselFailure *(*describe_error) (EaselJobKind *self, const GError *error);
  EaselJobSpec *(*recall) (EaselJobKind *self, EaselJob *job, const char *deposit);

  gpointer padding[5];
};

/* The name jobs carry on disk: a construct-only property, never translated. */
const char *easel_job_kind_get_name (EaselJobKind *self);

char *easel_job_kind_run (EaselJobKind *self, EaselRun *run, GError **error);
EaselFailure *easel_job_kind_describe_error (EaselJobKind *self, const GError *error);
EaselJobSpec *easel_job_kind_recall (EaselJobKind *self, EaselJob *job, const char *deposit);

G_END_DECLS
