/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-job-kind.h"
#include "easel-relay.h"
#include "easel-run.h"
#include "easel-store.h"

G_BEGIN_DECLS

/* For the queue only. */

/**
 * EaselRunOutcomeType:
 * @EASEL_RUN_FINISHED: with a result
 * @EASEL_RUN_FAILED: with a failure
 * @EASEL_RUN_INTERRUPTED: its cancellable was cancelled
 * @EASEL_RUN_ASKED: gave its thread back, waiting for a decision
 * @EASEL_RUN_JOINED: gave its thread back, waiting for children
 * @EASEL_RUN_WAITING: gave its thread back, waiting for a time
 */
typedef enum
{
  EASEL_RUN_FINISHED,
  EASEL_RUN_FAILED,
  EASEL_RUN_INTERRUPTED,
  EASEL_RUN_ASKED,
  EASEL_RUN_JOINED,
  EASEL_RUN_WAITING,
} EaselRunOutcomeType;

/**
 * EaselRunOutcome:
 * @proposal: (nullable): %NULL when it is on disk already
 * @asked: what the open proposal offers
 * @specs: (nullable) (element-type EaselJobSpec): children to make
 * @until: Unix time in microseconds
 * @message: (nullable): what it waits for, in words
 *
 * What a run came to.
 */
typedef struct
{
  EaselRunOutcomeType type;
  char *result;
  EaselFailure *failure;
  EaselProposal *proposal;
  EaselDecisionAction asked;
  GPtrArray *specs;
  gint64 until;
  char *message;
} EaselRunOutcome;

void easel_run_outcome_free (EaselRunOutcome *outcome);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselRunOutcome, easel_run_outcome_free)

typedef enum
{
  EASEL_RUN_UPDATE_PROGRESS = 1 << 0,
  EASEL_RUN_UPDATE_MESSAGE = 1 << 1,
  EASEL_RUN_UPDATE_TITLE = 1 << 2,
  EASEL_RUN_UPDATE_THUMBNAIL = 1 << 3,
  EASEL_RUN_UPDATE_TEXT = 1 << 4,
  EASEL_RUN_UPDATE_USAGE = 1 << 5,
  EASEL_RUN_UPDATE_OUTCOME = 1 << 6,
  EASEL_RUN_UPDATE_DEPOSIT = 1 << 7,
} EaselRunUpdateFlags;

/**
 * EaselRunUpdate:
 *
 * What a run reported since the last look; only what @flags names counts.
 */
typedef struct
{
  EaselRunUpdateFlags flags;
  double progress; /* of the whole job, 0 to 1, below 0 when nobody can tell */
  guint step;
  guint n_steps;
  char *message;
  char *title;
  char *thumbnail;
  char *outcome;
  char *deposit;
  GString *text; /* (nullable) */
  EaselUsage usage;
} EaselRunUpdate;

void easel_run_update_clear (EaselRunUpdate *update);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EaselRunUpdate, easel_run_update_clear)

/**
 * EaselRunSetup:
 *
 * What a run is made from. Plain pointers into the caller's own, but for @children.
 *
 * @children: (transfer full) (element-type EaselChildOutcome): as they are now, in order of
 *   creation, without results
 */
typedef struct
{
  EaselStore *store;
  EaselRelay *relay;
  const char *attachments;
  const char *job_id;
  const char *provider;
  const char *model;
  GPtrArray *children;
} EaselRunSetup;

/* Main thread. */
EaselRun *easel_run_new (const EaselRunSetup *setup);

/* Runs @kind's code. The worker thread, once. */
EaselRunOutcome *easel_run_execute (EaselRun *self, EaselJobKind *kind);

/* Main thread. @update is to be cleared by the caller. */
void easel_run_take_update (EaselRun *self, EaselRunUpdate *update);

/* The words for what goes wrong with Easel's own files. (nullable): %NULL for other errors */
EaselFailure *easel_failure_new_from_store_error (const GError *error);

G_END_DECLS
