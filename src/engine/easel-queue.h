/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-job-kind.h"
#include "easel-job-spec.h"
#include "easel-job.h"
#include "easel-proposal.h"
#include "easel-spending.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The lane of work that asks no provider. */
#define EASEL_LANE_LOCAL "local"

/* In a lane's name, what follows is a part of the lane that is named before. */
#define EASEL_LANE_PART '/'

/**
 * EaselQueue:
 *
 * All jobs: a #GListModel of #EaselJob in order of creation, over the durable store, with
 * the scheduler. Main thread only; nothing here blocks. One process at a time may have a
 * data folder open.
 *
 * Signals:
 * - `job-added` (EaselJob *job): after it is in the model
 * - `job-changed` (EaselJob *job, EaselJobState before): its state changed
 * - `job-removed` (EaselJob *job)
 * - `notice` (const char *message): something the person should read, such as a salvaged file
 *
 * Properties:
 * - `open` (gboolean)
 * - `paused` (gboolean, writable while open, durable): nothing new starts
 * - `n-running` (guint): at work; not a parent that waits for its children
 * - `n-queued` (guint): pending or queued
 * - `n-needs-person` (guint): top-level jobs that await input, failed with a remedy and are not
 *   hidden for good, or have a child that awaits input
 * - `network-monitor` (GNetworkMonitor, construct-only): the system's own when %NULL
 * - `data-dir` (string, construct-only)
 */
#define EASEL_TYPE_QUEUE (easel_queue_get_type ())
G_DECLARE_FINAL_TYPE (EaselQueue, easel_queue, EASEL, QUEUE, GObject)

/**
 * easel_queue_new:
 * @data_dir: folder of jobs.sqlite and attachments; made when missing
 */
EaselQueue *easel_queue_new (const char *data_dir);

void easel_queue_add_kind (EaselQueue *self, EaselJobKind *kind);

/* At most @capacity runs of @lane at once, and of each of its parts; 1 until set, 2 for the local
 * lane. */
void easel_queue_set_lane_capacity (EaselQueue *self, const char *lane, guint capacity);

/**
 * easel_queue_open_async:
 *
 * Opens the store, recovers what was interrupted, fills the model and starts scheduling.
 * Jobs may be submitted before it is done; they stay pending until then. The kinds must be
 * there before. After an error (%EASEL_DATABASE_ERROR, with a sentence) it may be tried again;
 * until then nothing can be submitted.
 */
void easel_queue_open_async (EaselQueue *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean easel_queue_open_finish (EaselQueue *self, GAsyncResult *result, GError **error);

/**
 * easel_queue_close_async:
 *
 * Stops scheduling, interrupts runs (they are queued again at the next start, with their
 * finished steps), writes everything and closes the store.
 */
void easel_queue_close_async (EaselQueue *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean easel_queue_close_finish (EaselQueue *self, GAsyncResult *result, GError **error);

/**
 * easel_queue_submit:
 *
 * Makes a job at once, state pending; the store follows. Fails only for an unknown kind or
 * parent, or a closed queue.
 *
 * Returns: (transfer none) (nullable): the job, already in the model
 */
EaselJob *easel_queue_submit (EaselQueue *self, const EaselJobSpec *spec, GError **error);

/**
 * easel_queue_submit_family:
 * @parent: the parent
 * @children: (element-type EaselJobSpec): any number; their `parent` is set here
 *
 * Makes a parent and its children with one change of the model and in few commits.
 *
 * Returns: (transfer none) (nullable): the parent
 */
EaselJob *easel_queue_submit_family (EaselQueue *self,
                                     const EaselJobSpec *parent,
                                     GPtrArray *children,
                                     GError **error);

/**
 * easel_queue_amend:
 * @job: submitted before easel_queue_open_async() was called
 * @spec: what it would have been submitted with, had more been known then; its description,
 *   lane, provider and model count
 *
 * Only while nothing has gone to the store, that is before easel_queue_open_async().
 */
void easel_queue_amend (EaselQueue *self, EaselJob *job, const EaselJobSpec *spec);

/* Calls back when the job (and its children) is on disk, or could not be put there. */
void easel_queue_wait_accepted_async (EaselQueue *self,
                                      EaselJob *job,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean easel_queue_wait_accepted_finish (EaselQueue *self, GAsyncResult *result, GError **error);

/* (transfer none) (nullable) */
EaselJob *easel_queue_lookup (EaselQueue *self, const char *id);

/* (transfer full): a live #GListModel of the job's children, in order of creation */
GListModel *easel_queue_get_children (EaselQueue *self, EaselJob *job);

/* Cancels it and its children; a stream is closed at once. */
gboolean easel_queue_cancel (EaselQueue *self, const char *id, GError **error);

/* Queues a failed or canceled job again, keeping finished steps; a parent with its failed
 * and canceled children. One that waits for its time does not wait any longer. For a parent at work
 * it is only its failed and canceled children. A completed or failed parent is queued with its
 * child, and comes to a new result. */
gboolean easel_queue_retry (EaselQueue *self, const char *id, GError **error);

/* Puts a queued job, or a parent's queued children, before all others of its lane, also one
 * that waits for its time to be tried again. */
gboolean easel_queue_run_next (EaselQueue *self, const char *id, GError **error);

/**
 * easel_queue_respond_async:
 *
 * resume_with_input. The first answer wins; every other gets %EASEL_ENGINE_ERROR_WRONG_STATE
 * at once. Calls back when the decision is on disk.
 */
void easel_queue_respond_async (EaselQueue *self,
                                const char *id,
                                const EaselDecision *decision,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean easel_queue_respond_finish (EaselQueue *self, GAsyncResult *result, GError **error);

/**
 * easel_queue_save_draft_async:
 * @draft: (nullable): JSON text of the caller's; %NULL drops what was kept
 *
 * Keeps what the person has changed of the open question without deciding, until somebody
 * decides. Each replaces the one before, and is there after a crash. When the job awaits
 * nothing, or is being answered, it is %EASEL_ENGINE_ERROR_WRONG_STATE.
 */
void easel_queue_save_draft_async (EaselQueue *self,
                                   const char *id,
                                   const char *draft,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean easel_queue_save_draft_finish (EaselQueue *self, GAsyncResult *result, GError **error);

/**
 * easel_queue_set_hidden_until:
 * @until: Unix time in microseconds: 0 shows the job at once, %G_MAXINT64 hides it for good
 *
 * For whoever shows what needs the person; here it only counts for `n-needs-person`. Set back to
 * 0 when the job comes to await input, or to completed or failed. Nothing happens when the time
 * has come: whoever shows it must look at the clock.
 */
gboolean
easel_queue_set_hidden_until (EaselQueue *self, const char *id, gint64 until, GError **error);

/* Forgets a finished job and its children; the library keeps what they made. They leave the
 * model when they have left the disk. Not for a child of a parent that has not ended. */
gboolean easel_queue_remove (EaselQueue *self, const char *id, GError **error);

/**
 * EaselStepRecord:
 *
 * A finished step, for the job's page.
 */
typedef struct
{
  char *name;
  char *result;
  gint64 finished; /* Unix time in microseconds */
} EaselStepRecord;

/**
 * EaselAskRecord:
 * @decision: (nullable): %NULL while it is open, and when the job was canceled meanwhile
 * @asked: Unix time in microseconds
 * @draft: (nullable): see easel_queue_save_draft_async()
 *
 * A question the job asked, and the answer.
 */
typedef struct
{
  EaselProposal *proposal;
  EaselDecision *decision;
  gint64 asked;
  char *draft;
} EaselAskRecord;

/**
 * EaselJobDetails:
 *
 * What only the job's own page needs. Free with easel_job_details_free().
 */
typedef struct
{
  char *params;
  char *result;     /* (nullable) */
  GPtrArray *asks;  /* (element-type EaselAskRecord): oldest first; only the last can be open */
  GPtrArray *steps; /* (element-type EaselStepRecord) */
} EaselJobDetails;

void easel_job_details_free (EaselJobDetails *details);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselJobDetails, easel_job_details_free)

/* (transfer none) (nullable): the open one, or the last that was answered */
EaselAskRecord *easel_job_details_get_last_ask (const EaselJobDetails *details);

void easel_queue_load_details_async (EaselQueue *self,
                                     const char *id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
EaselJobDetails *
easel_queue_load_details_finish (EaselQueue *self, GAsyncResult *result, GError **error);

/**
 * easel_queue_load_spending_async:
 * @since: (nullable): the first day, as easel_spending_format_day() has it; %NULL for all
 *
 * What each provider was asked on each day, also by jobs that are gone.
 *
 * Finish: (transfer full) (element-type EaselDaySpending) (nullable): by day, then provider
 */
void easel_queue_load_spending_async (EaselQueue *self,
                                      const char *since,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GPtrArray *
easel_queue_load_spending_finish (EaselQueue *self, GAsyncResult *result, GError **error);

G_END_DECLS
