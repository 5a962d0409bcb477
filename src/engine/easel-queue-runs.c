/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-queue-private.h"

#include <glib/gi18n.h>

/* What a run is for, while it is on its worker. */
typedef struct
{
  EaselQueue *queue;  /* (owned) */
  EaselJob *job;      /* (owned) */
  EaselJobKind *kind; /* (owned) */
  guint epoch;
} Assignment;

static void
assignment_free (Assignment *self)
{
  g_object_unref (self->job);
  g_object_unref (self->kind);
  g_object_unref (self->queue);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Assignment, assignment_free)

void
easel_queue_enqueue (EaselQueue *self, EaselJob *job)
{
  EaselJobTicket *ticket = easel_job_get_ticket (job);
  gint64 not_before = easel_job_get_not_before (job);

  /* A cancelled run may still be on its worker: the job follows when it has returned. */
  if (self->phase != EASEL_QUEUE_OPEN || g_hash_table_contains (self->runs, job))
    return;

  if (easel_job_get_state (job) == EASEL_JOB_STATE_RUNNING)
    easel_scheduler_add_first (self->scheduler, job);
  else if (easel_job_get_state (job) != EASEL_JOB_STATE_QUEUED)
    return;
  else if (not_before > g_get_real_time ())
    easel_waits_add (self->waits, job, not_before, ticket->when_online);
  else if (ticket->boost > 0)
    easel_scheduler_add_first (self->scheduler, job);
  else
    easel_scheduler_add (self->scheduler, job);
}

void
easel_queue_withdraw (EaselQueue *self, EaselJob *job)
{
  EaselRun *run = g_hash_table_lookup (self->runs, job);

  easel_scheduler_remove (self->scheduler, job);
  easel_waits_remove (self->waits, job);
  if (run != NULL)
    g_cancellable_cancel (easel_run_get_cancellable (run));
}

void
easel_queue_child_ended (EaselQueue *self, EaselJob *child)
{
  EaselJob *parent = easel_job_get_parent_job (child);

  if (parent == NULL || easel_job_get_ticket (parent)->activity != EASEL_JOB_JOINING
      || !easel_job_children_have_ended (parent))
    return;

  easel_queue_set_activity (self, parent, EASEL_JOB_IDLE);
  easel_queue_enqueue (self, parent);
}

void
easel_queue_requeue (EaselQueue *self, EaselJob *job)
{
  easel_queue_set_activity (self, job, EASEL_JOB_IDLE);
  easel_queue_move (self, job, EASEL_JOB_STATE_QUEUED, NULL);
  easel_queue_write (self, job, EASEL_STORE_LAZY);
  easel_queue_enqueue (self, job);
}

void
easel_queue_apply_report (EaselRun *run, gpointer user_data)
{
  EaselQueue *self = user_data;
  EaselJob *job = easel_queue_lookup (self, easel_run_get_job_id (run));
  g_auto (EaselRunUpdate) update = { 0 };

  easel_run_take_update (run, &update);
  if (job == NULL)
    return;

  /* What was used was used, whatever became of the job. */
  if ((update.flags & EASEL_RUN_UPDATE_USAGE) != 0)
    easel_job_add_usage (job, &update.usage);
  if (g_hash_table_lookup (self->runs, job) != run
      || easel_job_get_ticket (job)->activity != EASEL_JOB_WORKING)
    return;

  g_object_freeze_notify (G_OBJECT (job));
  if ((update.flags & EASEL_RUN_UPDATE_PROGRESS) != 0)
    {
      easel_job_set_steps (job, update.step, update.n_steps);
      easel_job_set_progress (job, update.progress);
    }
  if ((update.flags & EASEL_RUN_UPDATE_MESSAGE) != 0)
    easel_job_set_message (job, update.message);
  if ((update.flags & EASEL_RUN_UPDATE_TITLE) != 0)
    easel_job_set_title (job, update.title);
  if ((update.flags & EASEL_RUN_UPDATE_THUMBNAIL) != 0)
    easel_job_set_thumbnail (job, update.thumbnail);
  if ((update.flags & EASEL_RUN_UPDATE_OUTCOME) != 0)
    easel_job_set_outcome (job, update.outcome);
  if ((update.flags & EASEL_RUN_UPDATE_DEPOSIT) != 0)
    easel_job_set_deposit (job, update.deposit);
  if ((update.flags & EASEL_RUN_UPDATE_TEXT) != 0)
    easel_job_append_text (job, update.text->str);
  g_object_thaw_notify (G_OBJECT (job));

  if ((update.flags & (EASEL_RUN_UPDATE_TITLE | EASEL_RUN_UPDATE_THUMBNAIL)) != 0)
    easel_queue_write (self, job, EASEL_STORE_LAZY);
}

static void
run_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Assignment) assignment = user_data;
  EaselQueue *self = assignment->queue;
  EaselJob *job = assignment->job;
  EaselJobTicket *ticket = easel_job_get_ticket (job);
  g_autoptr (EaselRunOutcome) outcome = g_task_propagate_pointer (G_TASK (result), NULL);

  easel_queue_apply_report (EASEL_RUN (source), self);
  g_hash_table_remove (self->runs, job);
  easel_scheduler_release (self->scheduler, easel_job_get_lane (job));

  /* It took too long to come back: the file is closed, and the job queued in it. */
  if (self->phase >= EASEL_QUEUE_CLOSING && self->close_task == NULL)
    return;

  /* Cancelled, and maybe retried, while it was on its way here: it changes nothing. */
  if (ticket->epoch == assignment->epoch && ticket->activity == EASEL_JOB_WORKING)
    easel_queue_settle (self, job, outcome);
  else if (easel_queue_lookup (self, easel_job_get_id (job)) == job)
    easel_queue_enqueue (self, job);

  if (self->phase == EASEL_QUEUE_CLOSING)
    easel_queue_go_on_closing (self);
  else
    easel_queue_schedule (self);
}

void
easel_queue_run_in_pool (gpointer data, gpointer unused)
{
  g_autoptr (GTask) task = data;
  Assignment *assignment = g_task_get_task_data (task);

  g_task_return_pointer (task,
                         easel_run_execute (g_task_get_source_object (task), assignment->kind),
                         (GDestroyNotify) easel_run_outcome_free);
}

/* Returns: (transfer full): the children as they are now, without results */
static GPtrArray *
snapshot_children (EaselJob *job)
{
  GPtrArray *outcomes = g_ptr_array_new_with_free_func ((GDestroyNotify) easel_child_outcome_free);
  guint n_children = easel_job_get_n_children (job);

  for (guint i = 0; i < n_children; i++)
    {
      g_autoptr (EaselJob) child = g_list_model_get_item (
          G_LIST_MODEL (easel_job_get_children (job)), i);
      const EaselFailure *failure = easel_job_get_failure (child);
      EaselChildOutcome *outcome = g_new0 (EaselChildOutcome, 1);

      outcome->id = g_strdup (easel_job_get_id (child));
      outcome->key = g_strdup (easel_job_get_key (child));
      outcome->state = easel_job_get_state (child);
      if (failure != NULL && outcome->state == EASEL_JOB_STATE_FAILED)
        outcome->failure = easel_failure_copy (failure);
      g_ptr_array_add (outcomes, outcome);
    }
  return outcomes;
}

static void
start_run (EaselQueue *self, EaselJob *job, EaselJobKind *kind)
{
  EaselRunSetup setup = { .store = self->store,
                          .relay = self->relay,
                          .attachments = self->attachments,
                          .job_id = easel_job_get_id (job),
                          .provider = easel_job_get_provider (job),
                          .model = easel_job_get_model (job),
                          .children = snapshot_children (job) };
  EaselRun *run = easel_run_new (&setup);
  Assignment *assignment = g_new0 (Assignment, 1);
  GTask *task;

  assignment->queue = g_object_ref (self);
  assignment->job = g_object_ref (job);
  assignment->kind = g_object_ref (kind);
  assignment->epoch = easel_job_get_ticket (job)->epoch;

  /* The run is the task's source, and the callback holds the queue: the worker may be the
   * last to let go of the task, and must not be the last to let go of the queue. */
  task = g_task_new (run, NULL, run_ended, assignment);
  g_task_set_source_tag (task, start_run);
  g_task_set_static_name (task, "easel run");
  g_task_set_task_data (task, assignment, NULL);

  easel_queue_set_activity (self, job, EASEL_JOB_WORKING);
  g_hash_table_insert (self->runs, g_object_ref (job), run);
  g_thread_pool_push (self->pool, task, NULL);
}

/* Returns: whether @job, which has its place in the lane, is still to be run */
static gboolean
claim (EaselQueue *self, EaselJob *job)
{
  if (easel_job_get_state (job) == EASEL_JOB_STATE_QUEUED)
    {
      easel_job_set_attempts (job, easel_job_get_attempts (job) + 1);
      easel_job_set_started (job, g_get_real_time ());
      easel_queue_move (self, job, EASEL_JOB_STATE_RUNNING, NULL);
      easel_queue_write (self, job, EASEL_STORE_LAZY);
    }
  else
    easel_job_clear_text (job);

  /* Whoever heard of it may have cancelled it. */
  return self->phase == EASEL_QUEUE_OPEN && easel_job_get_state (job) == EASEL_JOB_STATE_RUNNING
         && easel_job_get_ticket (job)->activity == EASEL_JOB_IDLE;
}

static void
start_job (EaselQueue *self, EaselJob *job)
{
  EaselJobKind *kind = g_hash_table_lookup (self->kinds, easel_job_get_kind (job));
  g_autoptr (EaselRunOutcome) outcome = NULL;
  gboolean is_claimed = claim (self, job);

  if (is_claimed && kind != NULL)
    {
      start_run (self, job, kind);
      return;
    }

  easel_scheduler_release (self->scheduler, easel_job_get_lane (job));
  if (!is_claimed)
    return;

  /* It was submitted by an Easel that knew more kinds. */
  outcome = g_new0 (EaselRunOutcome, 1);
  outcome->type = EASEL_RUN_FAILED;
  outcome->failure = easel_failure_new (
      "unknown-kind", _ ("This version of Easel cannot do this kind of job."),
      _ ("Update Easel, then try again."), "retry", EASEL_RETRY_NEVER);
  easel_queue_settle (self, job, outcome);
}

void
easel_queue_schedule (EaselQueue *self)
{
  EaselJob *next;

  if (self->phase != EASEL_QUEUE_OPEN)
    return;

  /* Whoever hears of a start may pause. */
  while (!self->paused && self->phase == EASEL_QUEUE_OPEN
         && (next = easel_scheduler_take (self->scheduler)) != NULL)
    {
      g_autoptr (EaselJob) job = g_object_ref (next);

      start_job (self, job);
    }
  g_source_set_ready_time (self->lane_timer, easel_scheduler_get_wakeup (self->scheduler));
}
