/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-job.h"

G_BEGIN_DECLS

/* A job in words, all translated. Needs no display. Main thread only. */

/* "Running", "Needs You" … (transfer none) */
const char *easel_job_text_get_state (EaselJob *job);

/**
 * easel_job_text_describe:
 * @now: Unix time in microseconds
 *
 * Returns: (transfer full): what the job is doing, or came to, in one line
 */
char *easel_job_text_describe (EaselJob *job, gint64 now);

/* Whether the job has sent pictures to a provider for the night, and waits for the answers. */
gboolean easel_job_text_is_waiting_overnight (EaselJob *job);

/* Whether what easel_job_text_describe() says changes by itself from one second to the next. */
gboolean easel_job_text_is_ticking (EaselJob *job, gint64 now);

/* (transfer full) (nullable): "12 s left"; %NULL while nobody can tell */
char *easel_job_text_get_time_left (EaselJob *job, gint64 now);

/* (transfer full) (nullable): "132 of 1,000, 2 failed"; %NULL without children */
char *easel_job_text_count_children (EaselJob *job);

/* (transfer full) (nullable): "1,204 in, 310 out"; %NULL when nothing was used */
char *easel_job_text_describe_tokens (EaselJob *job);

/* (transfer full) (nullable): in dollars; %NULL when unknown */
char *easel_job_text_describe_cost (EaselJob *job);

/* (transfer full): "12 s", "3 min" */
char *easel_job_text_describe_span (gint64 microseconds);

/* (transfer full): "3 running · 12 queued" */
char *easel_job_text_describe_queue (guint n_running, guint n_queued, gboolean paused);

/**
 * EaselJobAction: what a person can do with a job, of which a row offers one.
 */
typedef enum
{
  EASEL_JOB_ACTION_NONE,
  EASEL_JOB_ACTION_REVIEW,
  EASEL_JOB_ACTION_CANCEL,
  EASEL_JOB_ACTION_RETRY,
} EaselJobAction;

EaselJobAction easel_job_text_choose_action (EaselJob *job);

/* The action's button, and what it activates with the job's id; for none, %NULL. */
const char *easel_job_action_get_label (EaselJobAction action);
const char *easel_job_action_get_icon_name (EaselJobAction action);
const char *easel_job_action_get_action_name (EaselJobAction action);

/**
 * easel_remedy_get_label:
 * @remedy: (nullable): see #EaselFailure
 *
 * Returns: (nullable): the button's label; %NULL for a remedy the window does not know, and for
 *   "retry", which every failed job offers anyway
 */
const char *easel_remedy_get_label (const char *remedy);
const char *easel_remedy_get_action_name (const char *remedy);
/* (nullable): the text that the action is given, if it wants one: a provider's id */
const char *easel_remedy_get_target (const char *remedy, EaselJob *job);

G_END_DECLS
