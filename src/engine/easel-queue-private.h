/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-engine-error.h"
#include "easel-job-private.h"
#include "easel-queue.h"
#include "easel-relay.h"
#include "easel-run-private.h"
#include "easel-scheduler.h"
#include "easel-store.h"
#include "easel-waits.h"

G_BEGIN_DECLS

/* What the queue's parts share. Main thread only. */

typedef enum
{
  EASEL_QUEUE_NEW,
  EASEL_QUEUE_OPENING,
  EASEL_QUEUE_OPEN,
  EASEL_QUEUE_CLOSING,
  EASEL_QUEUE_CLOSED,
} EaselQueuePhase;

/* How long the queue waits before it tries again. */
typedef struct
{
  guint max_attempts;
  gint64 base;   /* before the second attempt, in microseconds; doubles with each */
  gint64 cap;    /* at most */
  gint64 online; /* when the network did not come back by itself */
} EaselBackoff;

struct _EaselQueue
{
  GObject parent_instance;

  char *data_dir;           /* (owned) */
  char *attachments;        /* (owned) */
  EaselStore *store;        /* (owned) */
  GNetworkMonitor *monitor; /* (owned) (nullable): NULL is the system's own, once open */
  EaselQueuePhase phase;
  gboolean paused;
  GError *open_error; /* (owned) (nullable): why it could not be opened the last time */
  GTask *close_task;  /* (owned) (nullable): while it waits for runs to return */
  guint close_timeout;
  guint close_timeout_ms; /* how long a close waits for runs that do not return */

  GHashTable *kinds; /* (owned): name → EaselJobKind */
  GPtrArray *jobs;   /* (owned) (element-type EaselJob): the model */
  GHashTable *by_id; /* (owned): id → EaselJob */
  gint64 next_serial;

  EaselScheduler *scheduler; /* (owned) */
  GSource *lane_timer;       /* (owned): when a held lane goes on */
  EaselWaits *waits;         /* (owned) */
  EaselRelay *relay;         /* (owned) */
  GThreadPool *pool;         /* (owned) */
  EaselBackoff backoff;
  GHashTable *runs; /* (owned): EaselJob → EaselRun that has not returned yet */

  GPtrArray *held;       /* (owned): groups of EaselNewJob, until the queue is opened */
  GHashTable *unsaved;   /* (owned): EaselJob → EaselUnsaved: not on disk */
  GHashTable *unwritten; /* (owned): set of EaselJob whose last change is not on disk */

  guint n_running;
  guint n_queued;
  guint n_needs_person;
};

/* easel-queue.c */

/* @jobs: (element-type EaselJob): new ones, a parent before its children */
void easel_queue_insert (EaselQueue *self, guint position, GPtrArray *jobs);
void easel_queue_take_out (EaselQueue *self, EaselJob *job);
void easel_queue_set_not_open (GError **error);
/* With an error, too, for any job of a closed queue. */
EaselJob *easel_queue_lookup_or_error (EaselQueue *self, const char *id, GError **error);
void easel_queue_set_phase (EaselQueue *self, EaselQueuePhase phase);
void easel_queue_set_paused_as_loaded (EaselQueue *self, gboolean paused);
void easel_queue_set_counts (EaselQueue *self, guint running, guint queued, guint person);
void easel_queue_emit_notice (EaselQueue *self, const char *message);
void easel_queue_emit_changed (EaselQueue *self, EaselJob *job, EaselJobState before);

/* easel-queue-state.c */

/* The one function that changes a job's state. The table decides; nothing changes on error. */
gboolean easel_queue_move (EaselQueue *self, EaselJob *job, EaselJobState to, GError **error);

/* Whether a job that comes to @to is news, so that it is not hidden any longer. */
gboolean easel_queue_shows_again (EaselJobState to);

/* To be called when what is counted of @job may have changed. */
void easel_queue_recount (EaselQueue *self, EaselJob *job);
void easel_queue_uncount (EaselQueue *self, EaselJob *job);

/* Sets what is under way for @job. */
void easel_queue_set_activity (EaselQueue *self, EaselJob *job, EaselJobActivity activity);

/* What is under way for @job counts no longer. */
void easel_queue_new_epoch (EaselQueue *self, EaselJob *job);

/**
 * easel_queue_freeze_parent:
 * @job: (nullable): the first of many children that are about to change
 *
 * Returns: (transfer full) (nullable): the parent, to be thawed when they have changed
 */
EaselJob *easel_queue_freeze_parent (EaselJob *job);

/* (transfer full): @job, its children, and theirs */
GPtrArray *easel_queue_get_family (EaselJob *job);

gboolean easel_queue_set_wrong_state (GError **error, const char *sentence);

/* easel-queue-write.c */

/* Writes what @jobs are now, but for those that are not on disk at all. */
void easel_queue_write (EaselQueue *self, EaselJob *job, EaselStoreDurability durability);
void easel_queue_write_all (EaselQueue *self, GPtrArray *jobs, EaselStoreDurability durability);

/* What @job came to could not be written: tells the person, and tries again when something
 * else could be. */
void easel_queue_note_unwritten (EaselQueue *self, EaselJob *job, const GError *error);
void easel_queue_note_written (EaselQueue *self, EaselJob *job);

/* easel-queue-submit.c */

GHashTable *easel_queue_new_unsaved_table (void);
void easel_queue_post_held (EaselQueue *self);
gboolean easel_queue_is_unsaved (EaselQueue *self, EaselJob *job);

/* Puts @job and its children on disk, which could not be put there before. */
void easel_queue_save_again (EaselQueue *self, EaselJob *job);

/* @specs: (element-type EaselJobSpec): made with @parent as their parent */
gboolean
easel_queue_add_children (EaselQueue *self, EaselJob *parent, GPtrArray *specs, GError **error);

/* (transfer full) (nullable): %NULL for a job that is on disk */
EaselJobDetails *easel_queue_get_unsaved_details (EaselQueue *self, EaselJob *job);

/* easel-queue-runs.c */

/* Hands a queued job, or a running one that goes on, to the scheduler or to its wait. */
void easel_queue_enqueue (EaselQueue *self, EaselJob *job);

/* Takes @job back from wherever it waits and trips its run, if it has one. */
void easel_queue_withdraw (EaselQueue *self, EaselJob *job);

/* Starts what can start. */
void easel_queue_schedule (EaselQueue *self);

/* A job has ended: its parent may go on. */
void easel_queue_child_ended (EaselQueue *self, EaselJob *child);

/* A running job goes back to wait for its turn. */
void easel_queue_requeue (EaselQueue *self, EaselJob *job);

void easel_queue_apply_report (EaselRun *run, gpointer self);
void easel_queue_run_in_pool (gpointer task, gpointer unused);

/* easel-queue-settle.c */

/* Decides what becomes of @job, whose run has come to @outcome. */
void easel_queue_settle (EaselQueue *self, EaselJob *job, EaselRunOutcome *outcome);

/* easel-queue-respond.c */

/* Whether @id is a job whose question can be answered now. */
gboolean easel_queue_check_awaiting (EaselQueue *self, const char *id, GError **error);

/* easel-queue-control.c */

/* Cancels those of @family that have not ended. */
void easel_queue_cancel_family (EaselQueue *self, GPtrArray *family);

/* easel-queue-open.c */

/* A run has returned while the queue is closing. */
void easel_queue_go_on_closing (EaselQueue *self);

/* For tests. Times are in milliseconds. */
void easel_queue_set_backoff (EaselQueue *self,
                              guint max_attempts,
                              guint base_ms,
                              guint cap_ms,
                              guint online_ms);
void easel_queue_set_close_timeout (EaselQueue *self, guint ms);

G_END_DECLS
