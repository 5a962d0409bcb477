/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-failure.h"
#include "easel-job-spec.h"
#include "easel-job-state.h"
#include "easel-proposal.h"
#include "easel-spending.h"
#include "easel-usage.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EaselRun:
 *
 * One attempt at a job, handed to EaselJobKindClass.run(). Lives on one worker thread;
 * every function here is for that thread, except easel_run_get_cancellable().
 */
#define EASEL_TYPE_RUN (easel_run_get_type ())
G_DECLARE_FINAL_TYPE (EaselRun, easel_run, EASEL, RUN, GObject)

const char *easel_run_get_job_id (EaselRun *self);
/* (not nullable): JSON text, as submitted */
const char *easel_run_get_params (EaselRun *self);
/* (nullable) */
const char *easel_run_get_provider (EaselRun *self);
/* (nullable) */
const char *easel_run_get_model (EaselRun *self);
/* (nullable): the file holding the spec's attachment, if it had one */
const char *easel_run_get_attachment_path (EaselRun *self);
GCancellable *easel_run_get_cancellable (EaselRun *self);

/* What the row shows. Cheap: the main thread sees at most one change a frame. */
void easel_run_set_n_steps (EaselRun *self, guint n_steps);
/* @fraction: 0 to 1 of the current step, below 0 when nobody can tell.
 * @message: (nullable) */
void easel_run_set_progress (EaselRun *self, double fraction, const char *message);
void easel_run_append_text (EaselRun *self, const char *text);
void easel_run_set_title (EaselRun *self, const char *title);
void easel_run_set_thumbnail (EaselRun *self, const char *path);
/* @outcome: in a few words what comes of the job, translated; kept with its result, and forgotten
 * when it does not complete */
void easel_run_set_outcome (EaselRun *self, const char *outcome);

/* Adds to the job's usage, and to what its provider was asked today. Inside a step it is
 * journaled with the step, so a replay does not count it again. @usage: of one call */
void easel_run_add_usage (EaselRun *self, const EaselUsage *usage);

/**
 * easel_run_get_spent_today:
 * @spent: (out): what the run's provider was asked today, by all jobs, also those that are gone;
 *   of what runs have used and not kept yet only this one's
 * @deposits: (out): about what will be paid for what other jobs have left with it, see
 *   easel_run_set_deposit(), in millionths of a US dollar
 *
 * For a run with a provider. Waits for the store.
 */
gboolean
easel_run_get_spent_today (EaselRun *self, EaselSpending *spent, gint64 *deposits, GError **error);

/* What the run has used and the store does not have yet: it gets it with the step. Any thread. */
EaselSpending easel_run_get_unsaved (EaselRun *self);

/**
 * EaselStepFunc:
 *
 * Returns: (transfer full) (nullable): the step's result as text, or %NULL and an error
 */
typedef char *(*EaselStepFunc) (EaselRun *run, gpointer user_data, GError **error);

/**
 * easel_run_step:
 * @name: the step's name, unique in the kind; shown under Details
 * @key: (nullable): what goes in (inputs, model, prompt revision), hashed here; a step whose
 *   key changed is a new step
 * @func: does the work; not called when the journal has the result
 *
 * Does a piece of work once. The result is on disk (committed with synchronous=FULL)
 * before this returns; a run that starts again gets it back without calling @func.
 *
 * Returns: (transfer full) (nullable): the result; %NULL with an error when @func failed,
 *   the run was cancelled, or the journal could not be written
 */
char *easel_run_step (EaselRun *self,
                      const char *name,
                      const char *key,
                      EaselStepFunc func,
                      gpointer user_data,
                      GError **error);

/**
 * easel_run_ask:
 * @proposal: what to ask; stored only when it is asked for the first time
 * @decision: (out) (transfer full): what the person answered
 *
 * pause_for_input. The first call stores @proposal and returns %FALSE with
 * %EASEL_ENGINE_ERROR_YIELD, which run() must return at once: the job is then
 * `awaiting_input`. When the decision comes, run() starts again, replays its steps, and
 * the same call (the nth of the run) returns %TRUE. A %EASEL_DECISION_REVISE is answered
 * by calling again with a new proposal, which is the next ask. %EASEL_DECISION_CANCEL
 * never arrives here: it cancels the job.
 */
gboolean easel_run_ask (EaselRun *self,
                        const EaselProposal *proposal,
                        EaselDecision **decision,
                        GError **error);

/**
 * EaselChildOutcome:
 *
 * How a child ended. Free with easel_child_outcome_free().
 */
typedef struct
{
  char *id;
  char *key;             /* (nullable) */
  EaselJobState state;   /* completed, failed or canceled */
  char *result;          /* (nullable): JSON text when completed */
  EaselFailure *failure; /* (nullable): why it failed */
} EaselChildOutcome;

void easel_child_outcome_free (EaselChildOutcome *outcome);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselChildOutcome, easel_child_outcome_free)

/**
 * easel_run_join_children:
 * @specs: (nullable) (element-type EaselJobSpec): children to make, each with a key; those
 *   that exist already (same key) are left alone. %NULL to wait for the ones submitted
 *   together with the parent.
 * @outcomes: (out) (element-type EaselChildOutcome): in order of creation
 *
 * A run of a parent that was completed before, because a child of it was retried, makes none.
 *
 * Makes children and gives the thread back until all have ended: returns %FALSE with
 * %EASEL_ENGINE_ERROR_YIELD, which run() must return at once. The run starts again when
 * the last child has ended, and this call then returns %TRUE. The job stays `running`
 * meanwhile and holds no lane.
 */
gboolean
easel_run_join_children (EaselRun *self, GPtrArray *specs, GPtrArray **outcomes, GError **error);

/* Whether the job had a child with the key @key when the run started. */
gboolean easel_run_has_child (EaselRun *self, const char *key);

/**
 * easel_run_wait_until:
 * @time: Unix time in microseconds
 * @message: (nullable): what it waits for, in words; shown until the run goes on, also after a
 *   restart
 *
 * Gives the thread back until @time: returns %FALSE with %EASEL_ENGINE_ERROR_YIELD, which run()
 * must return at once. The job is `queued` meanwhile and holds no lane, and this attempt does not
 * count. The run then starts again, sooner when the person wants it to; what it waits for, it has
 * to look at itself.
 */
gboolean easel_run_wait_until (EaselRun *self, gint64 time, const char *message, GError **error);

/**
 * easel_run_set_deposit:
 * @deposit: (nullable): in the kind's own words
 * @cost: about what is still to be paid for it, in millionths of a US dollar; 0 when it is not
 *   known. Until the job ends, or the deposit is gone, others are told of it
 *
 * Keeps what the job has left elsewhere, such as work with a server, and is to be told of before it
 * is: it is on disk when this returns %TRUE. When the job is canceled, or removed, a job that
 * EaselJobKindClass.recall() makes of it is there in the same moment, and the deposit is gone. It
 * stays when the job fails, for the run of a retry. Fails when the run was cancelled.
 */
gboolean easel_run_set_deposit (EaselRun *self, const char *deposit, gint64 cost, GError **error);

/* (nullable): what was last set, also by a run before */
const char *easel_run_get_deposit (EaselRun *self);

G_END_DECLS
