/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-job-record.h"
#include "easel-job.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* For the queue and its parts only. Main thread. */

/**
 * EaselJobActivity:
 * @EASEL_JOB_IDLE: nothing is under way; what happens next depends on the state
 * @EASEL_JOB_WORKING: running, on a worker thread
 * @EASEL_JOB_JOINING: running, without a thread, until its children have ended
 * @EASEL_JOB_ENDING: running; what its run came to is being written
 * @EASEL_JOB_ANSWERING: awaiting input; the decision is being written
 * @EASEL_JOB_SAVING: failed for want of a place on disk; being put there again
 * @EASEL_JOB_REMOVING: at its end; being removed from disk
 *
 * What goes on within a state. It is not on disk: after a restart every job is idle.
 */
typedef enum
{
  EASEL_JOB_IDLE,
  EASEL_JOB_WORKING,
  EASEL_JOB_JOINING,
  EASEL_JOB_ENDING,
  EASEL_JOB_ANSWERING,
  EASEL_JOB_SAVING,
  EASEL_JOB_REMOVING,
} EaselJobActivity;

/**
 * EaselJobTicket:
 * @serial: position in order of creation; grows, with gaps
 * @boost: when it was put before others, in real time; 0 when it was not
 * @activity: what is under way
 * @epoch: grows whenever what was under way for the job no longer counts
 * @asked: what the open proposal offers
 * @counted: what it adds to the queue's counts
 * @when_online: whether it waits for the network
 * @keeps_progress: whether what it shows stays when it is queued
 *
 * What the queue keeps about a job and nobody else sees.
 */
typedef struct
{
  gint64 serial;
  gint64 boost;
  EaselJobActivity activity;
  guint epoch;
  EaselDecisionAction asked;
  guint counted;
  gboolean when_online;
  gboolean keeps_progress;
} EaselJobTicket;

EaselJob *easel_job_new (const EaselJobSpec *spec, EaselJob *parent);

/* @record: (transfer full) */
EaselJob *easel_job_new_from_record (EaselJobRecord *record, EaselJob *parent);

/* (transfer full): a copy of what is on disk */
EaselJobRecord *easel_job_to_record (EaselJob *self);

/* Only easel_queue_move() calls this: it knows the table. */
void easel_job_set_state (EaselJob *self, EaselJobState state);

/* (transfer none): to read and to write */
EaselJobTicket *easel_job_get_ticket (EaselJob *self);

const char *easel_job_get_lane (EaselJob *self);
/* Takes over the description, lane, provider and model of @spec. */
void easel_job_amend (EaselJob *self, const EaselJobSpec *spec);
/* (nullable): see EaselJobSpec.key */
const char *easel_job_get_key (EaselJob *self);
/* (nullable): see easel_run_set_deposit() */
const char *easel_job_get_deposit (EaselJob *self);
void easel_job_set_deposit (EaselJob *self, const char *deposit);

void easel_job_set_progress (EaselJob *self, double progress);
void easel_job_set_message (EaselJob *self, const char *message);
void easel_job_set_steps (EaselJob *self, guint step, guint n_steps);
void easel_job_set_title (EaselJob *self, const char *title);
void easel_job_set_thumbnail (EaselJob *self, const char *path);
void easel_job_set_outcome (EaselJob *self, const char *outcome);
void easel_job_add_usage (EaselJob *self, const EaselUsage *usage);
/* @failure: (transfer full) (nullable) */
void easel_job_take_failure (EaselJob *self, EaselFailure *failure);
void easel_job_set_started (EaselJob *self, gint64 time);
void easel_job_set_finished (EaselJob *self, gint64 time);
void easel_job_set_not_before (EaselJob *self, gint64 time);
void easel_job_set_hidden_until (EaselJob *self, gint64 time);
void easel_job_set_attempts (EaselJob *self, guint attempts);
void easel_job_append_text (EaselJob *self, const char *more);
void easel_job_clear_text (EaselJob *self);

/* (transfer none) (nullable) */
EaselJob *easel_job_get_parent_job (EaselJob *self);

/* The top of its family: itself when it has no parent. */
EaselJob *easel_job_get_top (EaselJob *self);

/* @children: (element-type EaselJob): made with this parent */
void easel_job_add_children (EaselJob *self, GPtrArray *children);
void easel_job_remove_child (EaselJob *self, EaselJob *child);

/* (transfer none): made on demand */
GListStore *easel_job_get_children (EaselJob *self);

/* Whether all children have ended; also true when there are none. */
gboolean easel_job_children_have_ended (EaselJob *self);

G_END_DECLS
