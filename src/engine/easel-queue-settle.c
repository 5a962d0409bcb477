/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-queue-private.h"

#include "easel-store-asks.h"
#include "easel-store-jobs.h"

/* How many times as often as others a server that says when to come back is asked. */
#define PATIENCE 10

/* What a job is to be once that is on disk. */
typedef struct
{
  EaselQueue *queue; /* (owned) */
  EaselJob *job;     /* (owned) */
  guint epoch;
  EaselJobState to;
  EaselFailure *failure; /* (owned) (nullable) */
  EaselDecisionAction asked;
} Ending;

static void
ending_free (Ending *self)
{
  g_object_unref (self->job);
  g_object_unref (self->queue);
  easel_failure_free (self->failure);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ending, ending_free)

static Ending *
ending_new (EaselQueue *self, EaselJob *job, EaselJobState to)
{
  Ending *ending = g_new0 (Ending, 1);

  ending->queue = g_object_ref (self);
  ending->job = g_object_ref (job);
  ending->epoch = easel_job_get_ticket (job)->epoch;
  ending->to = to;
  return ending;
}

/* Returns: (transfer full): @job as it is to be */
static EaselJobRecord *
record_for (Ending *ending)
{
  EaselJobRecord *record = easel_job_to_record (ending->job);

  record->state = ending->to;
  g_clear_pointer (&record->failure, easel_failure_free);
  record->failure = easel_failure_copy (ending->failure);
  if (ending->to != EASEL_JOB_STATE_COMPLETED)
    g_clear_pointer (&record->outcome, g_free);
  record->boost = 0;
  record->not_before = 0;
  record->when_online = FALSE;
  if (easel_queue_shows_again (ending->to))
    record->hidden_until = 0;
  if (easel_job_state_is_final (ending->to))
    record->finished = g_get_real_time ();
  return record;
}

/* It ended when it is on disk that it has: until then whoever asks is told it runs. */
static void
ending_written (gpointer data, const GError *error, gpointer user_data)
{
  g_autoptr (Ending) ending = user_data;
  EaselQueue *self = ending->queue;
  EaselJob *job = ending->job;

  if (easel_job_get_ticket (job)->epoch != ending->epoch)
    return;

  easel_queue_set_activity (self, job, EASEL_JOB_IDLE);
  if (error != NULL)
    {
      /* The finished steps are on disk, so a retry costs nothing. */
      ending->to = EASEL_JOB_STATE_FAILED;
      easel_failure_free (ending->failure);
      ending->failure = easel_failure_new_from_store_error (error);
      easel_queue_note_unwritten (self, job, error);
    }
  else
    easel_queue_note_written (self, job);

  easel_job_take_failure (job, g_steal_pointer (&ending->failure));
  easel_job_get_ticket (job)->asked = ending->asked;
  easel_queue_move (self, job, ending->to, NULL);
  if (easel_job_state_is_final (ending->to))
    easel_queue_child_ended (self, job);
  easel_queue_schedule (self);
}

static void
write_ending (EaselQueue *self, Ending *ending, const char *result)
{
  easel_queue_set_activity (self, ending->job, EASEL_JOB_ENDING);
  easel_store_post (self->store, EASEL_STORE_DURABLE, easel_store_change_job,
                    easel_job_change_new (record_for (ending), result),
                    (GDestroyNotify) easel_job_change_free, ending_written, ending);
}

static void
settle_finished (EaselQueue *self, EaselJob *job, EaselRunOutcome *outcome)
{
  write_ending (self, ending_new (self, job, EASEL_JOB_STATE_COMPLETED), outcome->result);
}

static void
settle_asked (EaselQueue *self, EaselJob *job, EaselRunOutcome *outcome)
{
  Ending *ending = ending_new (self, job, EASEL_JOB_STATE_AWAITING_INPUT);

  ending->asked = outcome->asked;
  if (outcome->proposal == NULL)
    {
      write_ending (self, ending, NULL);
      return;
    }

  easel_queue_set_activity (self, job, EASEL_JOB_ENDING);
  easel_store_post (self->store, EASEL_STORE_DURABLE, easel_store_ask,
                    easel_ask_new (record_for (ending), outcome->proposal),
                    (GDestroyNotify) easel_ask_free, ending_written, ending);
}

/* An attempt that did not come to its own end does not count. */
static void
uncount_attempt (EaselJob *job)
{
  guint attempts = easel_job_get_attempts (job);

  easel_job_set_attempts (job, attempts > 0 ? attempts - 1 : 0);
}

/* Half of the time is left to chance, or jobs that failed together come back together. */
static gint64
backoff_delay (EaselQueue *self, guint attempts)
{
  gint64 delay = self->backoff.cap;

  if (attempts <= 20)
    delay = MIN (delay, self->backoff.base << (MAX (attempts, 1) - 1));
  return delay / 2 + (gint64) (g_random_double () * (double) (delay / 2));
}

/* Returns: how long to wait before the next attempt; -1 when this was one too many. A server that
 * says when to come back is there, and full: it is asked for longer, and in the end less often than
 * it says. */
static gint64
next_delay (EaselQueue *self, guint attempts, const EaselFailure *failure)
{
  guint limit = self->backoff.max_attempts;
  gint64 told = failure->retry_after_ms * G_TIME_SPAN_MILLISECOND;

  if (failure->retry_after_ms <= 0)
    return attempts < limit ? backoff_delay (self, attempts) : -1;
  if (attempts <= limit)
    return told;
  return attempts < limit * PATIENCE ? MAX (told, backoff_delay (self, attempts - limit)) : -1;
}

static void
try_again (EaselQueue *self, EaselJob *job, gint64 delay, gboolean when_online)
{
  easel_job_set_not_before (job, g_get_real_time () + delay);
  easel_job_get_ticket (job)->when_online = when_online;
  easel_queue_requeue (self, job);
}

static void
settle_failed (EaselQueue *self, EaselJob *job, EaselRunOutcome *outcome)
{
  EaselFailure *failure = outcome->failure;
  gint64 delay = next_delay (self, easel_job_get_attempts (job), failure);
  Ending *ending;

  /* The server said so to this job, and would say it to the next of its lane. */
  if (failure->retry_after_ms > 0)
    easel_scheduler_hold (self->scheduler, easel_job_get_lane (job),
                          g_get_monotonic_time ()
                              + failure->retry_after_ms * G_TIME_SPAN_MILLISECOND);

  if (failure->policy == EASEL_RETRY_WHEN_ONLINE)
    {
      easel_job_take_failure (job, easel_failure_copy (failure));
      uncount_attempt (job);
      try_again (self, job, self->backoff.online, TRUE);
    }
  else if (failure->policy == EASEL_RETRY_BACKOFF && delay >= 0)
    {
      easel_job_take_failure (job, easel_failure_copy (failure));
      try_again (self, job, delay, FALSE);
    }
  else
    {
      ending = ending_new (self, job, EASEL_JOB_STATE_FAILED);
      ending->failure = easel_failure_copy (failure);
      write_ending (self, ending, NULL);
    }
}

static void
settle_waiting (EaselQueue *self, EaselJob *job, EaselRunOutcome *outcome)
{
  uncount_attempt (job);
  easel_job_take_failure (job, NULL);
  easel_job_set_not_before (job, outcome->until);
  easel_job_set_message (job, outcome->message);
  easel_job_get_ticket (job)->keeps_progress = TRUE;
  easel_queue_requeue (self, job);
}

static void
settle_joined (EaselQueue *self, EaselJob *job, EaselRunOutcome *outcome)
{
  g_autoptr (GError) error = NULL;

  if (self->phase != EASEL_QUEUE_OPEN)
    {
      uncount_attempt (job);
      easel_queue_requeue (self, job);
      return;
    }

  easel_queue_set_activity (self, job, EASEL_JOB_JOINING);
  if (!easel_queue_add_children (self, job, outcome->specs, &error))
    {
      Ending *ending = ending_new (self, job, EASEL_JOB_STATE_FAILED);

      ending->failure = easel_failure_new_from_store_error (error);
      write_ending (self, ending, NULL);
      return;
    }

  /* They may have ended while the run was on its way back. */
  if (easel_job_get_ticket (job)->activity == EASEL_JOB_JOINING
      && easel_job_children_have_ended (job))
    {
      easel_queue_set_activity (self, job, EASEL_JOB_IDLE);
      easel_queue_enqueue (self, job);
    }
}

void
easel_queue_settle (EaselQueue *self, EaselJob *job, EaselRunOutcome *outcome)
{
  switch (outcome->type)
    {
    case EASEL_RUN_FINISHED:
      settle_finished (self, job, outcome);
      break;
    case EASEL_RUN_FAILED:
      settle_failed (self, job, outcome);
      break;
    case EASEL_RUN_INTERRUPTED:
      uncount_attempt (job);
      easel_queue_requeue (self, job);
      break;
    case EASEL_RUN_ASKED:
      settle_asked (self, job, outcome);
      break;
    case EASEL_RUN_JOINED:
      settle_joined (self, job, outcome);
      break;
    case EASEL_RUN_WAITING:
      settle_waiting (self, job, outcome);
      break;
    default:
      g_assert_not_reached ();
    }
}
