/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * EaselJobState:
 * @EASEL_JOB_STATE_PENDING: accepted, not yet on disk
 * @EASEL_JOB_STATE_QUEUED: on disk, waiting for its lane (or its children, the network,
 *   a retry's time)
 * @EASEL_JOB_STATE_RUNNING: at work, or waiting for its children
 * @EASEL_JOB_STATE_AWAITING_INPUT: waiting for the person's decision; holds no thread
 * @EASEL_JOB_STATE_COMPLETED: done; never changes again
 * @EASEL_JOB_STATE_FAILED: ended with an error; the person may retry
 * @EASEL_JOB_STATE_CANCELED: ended by the person; may be retried
 *
 * Spelled the same on disk, on D-Bus and in JSON; see easel_job_state_to_string().
 */
typedef enum
{
  EASEL_JOB_STATE_PENDING,
  EASEL_JOB_STATE_QUEUED,
  EASEL_JOB_STATE_RUNNING,
  EASEL_JOB_STATE_AWAITING_INPUT,
  EASEL_JOB_STATE_COMPLETED,
  EASEL_JOB_STATE_FAILED,
  EASEL_JOB_STATE_CANCELED,
} EaselJobState;

#define EASEL_JOB_N_STATES 7

#define EASEL_TYPE_JOB_STATE (easel_job_state_get_type ())
GType easel_job_state_get_type (void);

const char *easel_job_state_to_string (EaselJobState state);

/**
 * easel_job_state_from_string:
 * @text: (nullable): a spelling, such as an argument typed by a person
 * @state: (out) (optional): set only on success
 *
 * Returns: whether @text is one of the seven spellings
 */
gboolean easel_job_state_from_string (const char *text, EaselJobState *state);

/**
 * easel_job_state_can_change:
 *
 * The one transition table. Any thread.
 */
gboolean easel_job_state_can_change (EaselJobState from, EaselJobState to);

/**
 * easel_job_state_is_final:
 *
 * Returns: whether a job in @state moves on only if the person retries it
 */
gboolean easel_job_state_is_final (EaselJobState state);

G_END_DECLS
