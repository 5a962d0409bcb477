/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-queue-private.h"

#include <glib/gi18n.h>

/* EaselJobTicket.counted */
#define COUNTED_RUNNING (1u << 0)
#define COUNTED_QUEUED (1u << 1)
#define COUNTED_NEEDS_PERSON (1u << 2)

/* A top-level job needs the person for itself, or for a child that asks; not for a failure
 * they have seen and put away. */
static gboolean
needs_person (EaselJob *job)
{
  const EaselFailure *failure = easel_job_get_failure (job);
  EaselJobState state = easel_job_get_state (job);

  if (easel_job_get_parent_job (job) != NULL)
    return FALSE;

  return state == EASEL_JOB_STATE_AWAITING_INPUT
         || (state == EASEL_JOB_STATE_FAILED && failure != NULL && failure->remedy != NULL
             && easel_job_get_hidden_until (job) != G_MAXINT64)
         || easel_job_get_n_children_in (job, EASEL_JOB_STATE_AWAITING_INPUT) > 0;
}

static guint
what_counts (EaselJob *job)
{
  guint counted = needs_person (job) ? COUNTED_NEEDS_PERSON : 0;

  switch (easel_job_get_state (job))
    {
    case EASEL_JOB_STATE_PENDING:
    case EASEL_JOB_STATE_QUEUED:
      counted |= COUNTED_QUEUED;
      break;
    case EASEL_JOB_STATE_RUNNING:
      /* A parent that waits is not at work: its children are. */
      if (easel_job_get_ticket (job)->activity != EASEL_JOB_JOINING)
        counted |= COUNTED_RUNNING;
      break;
    case EASEL_JOB_STATE_AWAITING_INPUT:
    case EASEL_JOB_STATE_COMPLETED:
    case EASEL_JOB_STATE_FAILED:
    case EASEL_JOB_STATE_CANCELED:
    default:
      break;
    }
  return counted;
}

static guint
recounted (guint count, guint before, guint after, guint bit)
{
  return count + ((after & bit) != 0) - ((before & bit) != 0);
}

static void
count_as (EaselQueue *self, EaselJob *job, guint after)
{
  EaselJobTicket *ticket = easel_job_get_ticket (job);
  guint before = ticket->counted;

  if (before == after)
    return;

  ticket->counted = after;
  easel_queue_set_counts (self, recounted (self->n_running, before, after, COUNTED_RUNNING),
                          recounted (self->n_queued, before, after, COUNTED_QUEUED),
                          recounted (self->n_needs_person, before, after, COUNTED_NEEDS_PERSON));
}

void
easel_queue_recount (EaselQueue *self, EaselJob *job)
{
  EaselJob *parent = easel_job_get_parent_job (job);

  count_as (self, job, what_counts (job));
  if (parent != NULL)
    count_as (self, parent, what_counts (parent));
}

void
easel_queue_uncount (EaselQueue *self, EaselJob *job)
{
  count_as (self, job, 0);
}

void
easel_queue_set_activity (EaselQueue *self, EaselJob *job, EaselJobActivity activity)
{
  easel_job_get_ticket (job)->activity = activity;
  easel_queue_recount (self, job);
}

void
easel_queue_new_epoch (EaselQueue *self, EaselJob *job)
{
  easel_job_get_ticket (job)->epoch++;
  easel_queue_set_activity (self, job, EASEL_JOB_IDLE);
}

gboolean
easel_queue_shows_again (EaselJobState to)
{
  return to == EASEL_JOB_STATE_AWAITING_INPUT || to == EASEL_JOB_STATE_FAILED
         || to == EASEL_JOB_STATE_COMPLETED;
}

/* What a job shows only while it runs, or only once it has ended. */
static void
tidy (EaselJob *job, EaselJobState to)
{
  switch (to)
    {
    case EASEL_JOB_STATE_PENDING:
      break;
    case EASEL_JOB_STATE_AWAITING_INPUT:
      easel_job_set_message (job, NULL);
      break;
    case EASEL_JOB_STATE_RUNNING:
      easel_job_clear_text (job);
      easel_job_set_not_before (job, 0);
      easel_job_get_ticket (job)->when_online = FALSE;
      easel_job_get_ticket (job)->boost = 0;
      break;
    case EASEL_JOB_STATE_QUEUED:
      easel_job_clear_text (job);
      if (!easel_job_get_ticket (job)->keeps_progress)
        {
          easel_job_set_message (job, NULL);
          easel_job_set_progress (job, -1.0);
          easel_job_set_steps (job, 0, 0);
        }
      easel_job_get_ticket (job)->keeps_progress = FALSE;
      easel_job_set_outcome (job, NULL);
      easel_job_set_finished (job, 0);
      break;
    case EASEL_JOB_STATE_COMPLETED:
    case EASEL_JOB_STATE_FAILED:
    case EASEL_JOB_STATE_CANCELED:
      easel_job_clear_text (job);
      easel_job_set_message (job, NULL);
      if (to != EASEL_JOB_STATE_COMPLETED)
        easel_job_set_outcome (job, NULL);
      easel_job_set_not_before (job, 0);
      easel_job_get_ticket (job)->when_online = FALSE;
      easel_job_get_ticket (job)->boost = 0;
      if (easel_job_get_finished (job) == 0)
        easel_job_set_finished (job, g_get_real_time ());
      break;
    default:
      g_assert_not_reached ();
    }
}

gboolean
easel_queue_move (EaselQueue *self, EaselJob *job, EaselJobState to, GError **error)
{
  EaselJobState before = easel_job_get_state (job);

  if (!easel_job_state_can_change (before, to))
    {
      g_set_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_WRONG_STATE,
                   "a job cannot go from %s to %s", easel_job_state_to_string (before),
                   easel_job_state_to_string (to));
      return FALSE;
    }

  g_object_freeze_notify (G_OBJECT (job));
  easel_job_set_state (job, to);
  tidy (job, to);
  if (easel_queue_shows_again (to))
    easel_job_set_hidden_until (job, 0);
  easel_queue_recount (self, job);
  g_object_thaw_notify (G_OBJECT (job));
  easel_queue_emit_changed (self, job, before);
  return TRUE;
}

EaselJob *
easel_queue_freeze_parent (EaselJob *job)
{
  EaselJob *parent = job != NULL ? easel_job_get_parent_job (job) : NULL;

  if (parent == NULL)
    return NULL;

  g_object_freeze_notify (G_OBJECT (parent));
  return g_object_ref (parent);
}

static void
collect (EaselJob *job, GPtrArray *family)
{
  guint n_children = easel_job_get_n_children (job);

  g_ptr_array_add (family, g_object_ref (job));
  for (guint i = 0; i < n_children; i++)
    {
      g_autoptr (EaselJob) child = g_list_model_get_item (
          G_LIST_MODEL (easel_job_get_children (job)), i);

      collect (child, family);
    }
}

GPtrArray *
easel_queue_get_family (EaselJob *job)
{
  GPtrArray *family = g_ptr_array_new_with_free_func (g_object_unref);

  collect (job, family);
  return family;
}

gboolean
easel_queue_set_wrong_state (GError **error, const char *sentence)
{
  g_set_error_literal (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_WRONG_STATE, sentence);
  return FALSE;
}
