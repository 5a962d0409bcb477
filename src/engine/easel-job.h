/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-failure.h"
#include "easel-job-state.h"
#include "easel-usage.h"

G_BEGIN_DECLS

/**
 * EaselJob:
 *
 * One row of the queue, as the main thread sees it. Every property is read-only to
 * everyone but the queue, which sets them and emits notify on the main thread. An
 * EaselJob is light: what only a job's own page shows (params, result, proposal,
 * steps) is read with easel_queue_load_details_async().
 *
 * Main thread only.
 */
#define EASEL_TYPE_JOB (easel_job_get_type ())
G_DECLARE_FINAL_TYPE (EaselJob, easel_job, EASEL, JOB, GObject)

const char *easel_job_get_id (EaselJob *self);
const char *easel_job_get_kind (EaselJob *self);

/* (not nullable) */
const char *easel_job_get_title (EaselJob *self);
/* (nullable) */
const char *easel_job_get_description (EaselJob *self);
EaselJobState easel_job_get_state (EaselJob *self);

/* 0 to 1, or less than 0 while nobody can tell. A parent's is that of its children. */
double easel_job_get_progress (EaselJob *self);

/* (nullable): what it is doing now, in a few words */
const char *easel_job_get_message (EaselJob *self);

/* The current step, from 1, of all steps; 0 of 0 while nobody can tell. As at the end when
 * it has ended. */
guint easel_job_get_step (EaselJob *self);
guint easel_job_get_n_steps (EaselJob *self);

/* (nullable): the parent's id */
const char *easel_job_get_parent (EaselJob *self);

/* Children by state; all 0 for a job without children. */
guint easel_job_get_n_children (EaselJob *self);
guint easel_job_get_n_children_in (EaselJob *self, EaselJobState state);

/* (nullable) */
const char *easel_job_get_provider (EaselJob *self);
/* (nullable) */
const char *easel_job_get_model (EaselJob *self);

/* (nullable): in a few words what came of it, translated; only of a completed job */
const char *easel_job_get_outcome (EaselJob *self);

/* (nullable): path of a small picture for the row; that of its first child that has one, for a
 * parent without its own */
const char *easel_job_get_thumbnail (EaselJob *self);

/* Whether cancelling is allowed now. */
gboolean easel_job_get_cancelable (EaselJob *self);

/* All it has used so far, over all attempts. */
EaselUsage easel_job_get_usage (EaselJob *self);
/* The same with that of all below it. */
EaselUsage easel_job_get_total_usage (EaselJob *self);

/* (transfer none) (nullable): why it failed, or what its last attempt failed with */
const EaselFailure *easel_job_get_failure (EaselJob *self);

/* Unix times in microseconds; 0 when it has not happened. */
gint64 easel_job_get_created (EaselJob *self);
gint64 easel_job_get_started (EaselJob *self);
gint64 easel_job_get_finished (EaselJob *self);
/* When a queued job will be tried again; 0 when at once. */
gint64 easel_job_get_not_before (EaselJob *self);
/* Until when the person does not want to see it among what needs them: 0 when they do, and
 * %G_MAXINT64 for good. See easel_queue_set_hidden_until(). */
gint64 easel_job_get_hidden_until (EaselJob *self);

/* How often it was tried since the person last asked for it, with the attempt at work.
 * Interrupted ones, and those that failed for want of a network, do not count. */
guint easel_job_get_attempts (EaselJob *self);

/* (not nullable): text streamed by the current run, "" when none. Grows; see
 * the "text-appended" signal (const char *more) for the pieces. */
const char *easel_job_get_text (EaselJob *self);

G_END_DECLS
