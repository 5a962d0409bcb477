/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-queue-private.h"

#include "easel-job-details-private.h"
#include "easel-store-jobs.h"

#include <glib/gi18n.h>

/* Somebody who wants to know when a family is on disk. */
typedef struct
{
  GTask *task;     /* (owned) */
  guint remaining; /* jobs that are still on their way */
  GError *error;   /* (owned) (nullable): the first */
} Waiter;

/* A job that is not on disk: on its way there, or it could not be put there. */
typedef struct
{
  EaselNewJob *job;   /* (owned) */
  GPtrArray *waiters; /* (owned): Waiter */
  GError *error;      /* (owned) (nullable): set when it could not be put there */
} EaselUnsaved;

static void
waiter_unref (gpointer data)
{
  Waiter *waiter = data;

  if (--waiter->remaining > 0)
    return;

  if (waiter->error != NULL)
    g_task_return_error (waiter->task, waiter->error);
  else
    g_task_return_boolean (waiter->task, TRUE);
  g_object_unref (waiter->task);
  g_free (waiter);
}

static void
unsaved_free (gpointer data)
{
  EaselUnsaved *unsaved = data;

  easel_new_job_unref (unsaved->job);
  g_ptr_array_unref (unsaved->waiters);
  g_clear_error (&unsaved->error);
  g_free (unsaved);
}

GHashTable *
easel_queue_new_unsaved_table (void)
{
  return g_hash_table_new_full (NULL, NULL, g_object_unref, unsaved_free);
}

gboolean
easel_queue_is_unsaved (EaselQueue *self, EaselJob *job)
{
  return g_hash_table_contains (self->unsaved, job);
}

/* It was made as one that has failed. */
static void
job_saved_as_failed (EaselQueue *self, EaselJob *job, const EaselJobSpec *spec)
{
  easel_job_take_failure (job, easel_failure_copy (spec->failure));
  easel_job_add_usage (job, &spec->usage);
  if (easel_job_get_state (job) == EASEL_JOB_STATE_PENDING)
    easel_queue_move (self, job, EASEL_JOB_STATE_FAILED, NULL);
  easel_queue_child_ended (self, job);
}

static void
job_saved (EaselQueue *self, EaselJob *job)
{
  EaselUnsaved *unsaved = g_hash_table_lookup (self->unsaved, job);
  g_autoptr (EaselNewJob) saved = easel_new_job_ref (unsaved->job);

  g_hash_table_remove (self->unsaved, job);
  easel_queue_set_activity (self, job, EASEL_JOB_IDLE);

  switch (easel_job_get_state (job))
    {
    case EASEL_JOB_STATE_PENDING:
    case EASEL_JOB_STATE_FAILED:
      if (saved->spec->failure != NULL)
        {
          job_saved_as_failed (self, job, saved->spec);
          break;
        }
      easel_job_take_failure (job, NULL);
      easel_queue_move (self, job, EASEL_JOB_STATE_QUEUED, NULL);
      easel_queue_enqueue (self, job);
      break;
    case EASEL_JOB_STATE_CANCELED:
      /* On disk it is queued. */
      easel_queue_write (self, job, EASEL_STORE_DURABLE);
      break;
    case EASEL_JOB_STATE_QUEUED:
    case EASEL_JOB_STATE_RUNNING:
    case EASEL_JOB_STATE_AWAITING_INPUT:
    case EASEL_JOB_STATE_COMPLETED:
    default:
      g_return_if_reached ();
    }
}

static void
job_not_saved (EaselQueue *self, EaselJob *job, const GError *error)
{
  EaselUnsaved *unsaved = g_hash_table_lookup (self->unsaved, job);
  g_autoptr (GPtrArray) waiters = g_steal_pointer (&unsaved->waiters);

  unsaved->waiters = g_ptr_array_new_with_free_func (waiter_unref);
  g_clear_error (&unsaved->error);
  unsaved->error = g_error_copy (error);
  for (guint i = 0; i < waiters->len; i++)
    {
      Waiter *waiter = waiters->pdata[i];

      if (waiter->error == NULL)
        waiter->error = g_error_copy (error);
    }

  easel_queue_set_activity (self, job, EASEL_JOB_IDLE);
  if (easel_job_get_state (job) != EASEL_JOB_STATE_CANCELED)
    easel_job_take_failure (job, easel_failure_new_from_store_error (error));
  if (easel_job_get_state (job) == EASEL_JOB_STATE_PENDING)
    {
      easel_queue_move (self, job, EASEL_JOB_STATE_FAILED, NULL);
      easel_queue_child_ended (self, job);
    }
}

/* Whoever removed a job that was on its way to disk could not have it deleted there. */
static void
delete_removed (EaselQueue *self, GPtrArray *new_jobs)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < new_jobs->len; i++)
    {
      const char *id = ((EaselNewJob *) new_jobs->pdata[i])->id;

      if (easel_queue_lookup (self, id) == NULL)
        g_ptr_array_add (ids, g_strdup (id));
    }
  if (ids->len == 0)
    return;

  easel_store_post (self->store, EASEL_STORE_DURABLE, easel_store_remove_jobs,
                    g_ptr_array_ref (ids), (GDestroyNotify) g_ptr_array_unref, NULL, NULL);
  easel_store_post (self->store, EASEL_STORE_LAZY, easel_store_remove_attachments,
                    g_steal_pointer (&ids), (GDestroyNotify) g_ptr_array_unref, NULL, NULL);
}

static void
jobs_inserted (gpointer data, const GError *error, gpointer user_data)
{
  g_autoptr (EaselQueue) self = user_data;
  g_autoptr (EaselJob) parent = NULL;
  GPtrArray *new_jobs = data;

  /* Why it is not open says more than that it is not. */
  if (g_error_matches (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_NOT_OPEN)
      && self->open_error != NULL)
    error = self->open_error;

  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = 0; i < new_jobs->len; i++)
    {
      EaselJob *job = easel_queue_lookup (self, ((EaselNewJob *) new_jobs->pdata[i])->id);

      /* A thousand children change at once, and whoever counts them hears of it once. */
      if (i == 1)
        parent = easel_queue_freeze_parent (job);
      if (job == NULL || !easel_queue_is_unsaved (self, job))
        continue;
      if (error == NULL)
        job_saved (self, job);
      else
        job_not_saved (self, job, error);
    }

  if (parent != NULL)
    g_object_thaw_notify (G_OBJECT (parent));
  g_object_thaw_notify (G_OBJECT (self));
  if (error == NULL)
    delete_removed (self, new_jobs);
  easel_queue_schedule (self);
}

/* @new_jobs: (transfer full) */
static void
post_insert (EaselQueue *self, GPtrArray *new_jobs)
{
  easel_store_post (self->store, EASEL_STORE_DURABLE, easel_store_insert_jobs, new_jobs,
                    (GDestroyNotify) g_ptr_array_unref, jobs_inserted, g_object_ref (self));
}

void
easel_queue_post_held (EaselQueue *self)
{
  g_autoptr (GPtrArray) held = g_steal_pointer (&self->held);

  self->held = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < held->len; i++)
    post_insert (self, g_ptr_array_ref (held->pdata[i]));
}

/* What the caller is told at once; all else comes as a state. */
static gboolean
can_submit (EaselQueue *self, const EaselJobSpec *spec, GError **error)
{
  if (self->open_error != NULL)
    {
      g_propagate_error (error, g_error_copy (self->open_error));
      return FALSE;
    }
  if (self->phase == EASEL_QUEUE_CLOSING || self->phase == EASEL_QUEUE_CLOSED)
    {
      easel_queue_set_not_open (error);
      return FALSE;
    }
  if (!g_hash_table_contains (self->kinds, spec->kind))
    {
      g_set_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_UNKNOWN_KIND,
                   /* Translators: %s is a word such as "analyze" */
                   _ ("Easel does not know the job “%s”."), spec->kind);
      return FALSE;
    }
  return spec->parent == NULL || easel_queue_lookup_or_error (self, spec->parent, error) != NULL;
}

/* Makes a job and notes that it is not on disk. Returns: (transfer none): kept by @jobs */
static EaselJob *
make_job (EaselQueue *self,
          const EaselJobSpec *spec,
          EaselJob *parent,
          GPtrArray *jobs,
          GPtrArray *new_jobs)
{
  EaselJob *job = easel_job_new (spec, parent);
  EaselUnsaved *unsaved = g_new0 (EaselUnsaved, 1);

  unsaved->job = easel_new_job_new (easel_job_get_id (job), easel_job_get_created (job), spec,
                                    easel_job_get_parent (job));
  unsaved->waiters = g_ptr_array_new_with_free_func (waiter_unref);
  g_hash_table_insert (self->unsaved, g_object_ref (job), unsaved);
  g_ptr_array_add (new_jobs, easel_new_job_ref (unsaved->job));
  g_ptr_array_add (jobs, job);
  return job;
}

/* @new_jobs: (transfer full) */
static void
accept (EaselQueue *self, GPtrArray *jobs, GPtrArray *new_jobs)
{
  /* The store starts while the model tells its listeners. */
  if (self->phase == EASEL_QUEUE_NEW)
    g_ptr_array_add (self->held, new_jobs);
  else
    post_insert (self, new_jobs);
  easel_queue_insert (self, self->jobs->len, jobs);
}

static GPtrArray *
new_jobs_array (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) easel_new_job_unref);
}

EaselJob *
easel_queue_submit (EaselQueue *self, const EaselJobSpec *spec, GError **error)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) new_jobs = new_jobs_array ();
  EaselJob *parent;
  EaselJob *job;

  g_return_val_if_fail (EASEL_IS_QUEUE (self), NULL);
  g_return_val_if_fail (spec != NULL, NULL);

  if (!can_submit (self, spec, error))
    return NULL;

  parent = spec->parent != NULL ? easel_queue_lookup (self, spec->parent) : NULL;
  job = make_job (self, spec, parent, jobs, new_jobs);
  accept (self, jobs, g_steal_pointer (&new_jobs));
  return job;
}

EaselJob *
easel_queue_submit_family (EaselQueue *self,
                           const EaselJobSpec *parent,
                           GPtrArray *children,
                           GError **error)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) new_jobs = new_jobs_array ();
  EaselJob *grandparent;
  EaselJob *job;

  g_return_val_if_fail (EASEL_IS_QUEUE (self), NULL);
  g_return_val_if_fail (parent != NULL, NULL);
  g_return_val_if_fail (children != NULL, NULL);

  if (!can_submit (self, parent, error))
    return NULL;
  for (guint i = 0; i < children->len; i++)
    if (!can_submit (self, children->pdata[i], error))
      return NULL;

  grandparent = parent->parent != NULL ? easel_queue_lookup (self, parent->parent) : NULL;
  job = make_job (self, parent, grandparent, jobs, new_jobs);
  for (guint i = 0; i < children->len; i++)
    make_job (self, children->pdata[i], job, jobs, new_jobs);
  accept (self, jobs, g_steal_pointer (&new_jobs));
  return job;
}

void
easel_queue_amend (EaselQueue *self, EaselJob *job, const EaselJobSpec *spec)
{
  EaselUnsaved *unsaved;

  g_return_if_fail (EASEL_IS_QUEUE (self));
  g_return_if_fail (EASEL_IS_JOB (job));
  g_return_if_fail (spec != NULL);
  g_return_if_fail (self->phase == EASEL_QUEUE_NEW);

  unsaved = g_hash_table_lookup (self->unsaved, job);
  g_return_if_fail (unsaved != NULL);

  /* Held back, it is still this thread's alone. */
  g_set_str (&unsaved->job->spec->description, spec->description);
  g_set_str (&unsaved->job->spec->lane, spec->lane);
  g_set_str (&unsaved->job->spec->provider, spec->provider);
  g_set_str (&unsaved->job->spec->model, spec->model);
  easel_job_amend (job, spec);
}

gboolean
easel_queue_add_children (EaselQueue *self, EaselJob *parent, GPtrArray *specs, GError **error)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) new_jobs = new_jobs_array ();

  for (guint i = 0; i < specs->len; i++)
    if (!can_submit (self, specs->pdata[i], error))
      return FALSE;

  for (guint i = 0; i < specs->len; i++)
    make_job (self, specs->pdata[i], parent, jobs, new_jobs);
  if (jobs->len > 0)
    accept (self, jobs, g_steal_pointer (&new_jobs));
  return TRUE;
}

void
easel_queue_save_again (EaselQueue *self, EaselJob *job)
{
  g_autoptr (GPtrArray) family = easel_queue_get_family (job);
  g_autoptr (GPtrArray) new_jobs = new_jobs_array ();

  for (guint i = 0; i < family->len; i++)
    {
      EaselUnsaved *unsaved = g_hash_table_lookup (self->unsaved, family->pdata[i]);

      if (unsaved == NULL || unsaved->error == NULL)
        continue;
      g_clear_error (&unsaved->error);
      easel_queue_set_activity (self, family->pdata[i], EASEL_JOB_SAVING);
      g_ptr_array_add (new_jobs, easel_new_job_ref (unsaved->job));
    }
  if (new_jobs->len > 0)
    post_insert (self, g_steal_pointer (&new_jobs));
}

EaselJobDetails *
easel_queue_get_unsaved_details (EaselQueue *self, EaselJob *job)
{
  EaselUnsaved *unsaved = g_hash_table_lookup (self->unsaved, job);
  EaselJobDetails *details;

  if (unsaved == NULL)
    return NULL;

  details = easel_job_details_new ();
  details->params = g_strdup (unsaved->job->spec->params);
  return details;
}

/* Lets @waiter wait for @job too, or gives it the error that is known already. */
static void
wait_for_job (EaselQueue *self, EaselJob *job, Waiter *waiter)
{
  EaselUnsaved *unsaved = g_hash_table_lookup (self->unsaved, job);

  if (unsaved == NULL)
    return;

  if (unsaved->error == NULL)
    {
      waiter->remaining++;
      g_ptr_array_add (unsaved->waiters, waiter);
    }
  else if (waiter->error == NULL)
    waiter->error = g_error_copy (unsaved->error);
}

void
easel_queue_wait_accepted_async (EaselQueue *self,
                                 EaselJob *job,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GPtrArray) family = NULL;
  Waiter *waiter;

  g_return_if_fail (EASEL_IS_QUEUE (self));
  g_return_if_fail (EASEL_IS_JOB (job));

  waiter = g_new0 (Waiter, 1);
  waiter->task = g_task_new (self, cancellable, callback, user_data);
  waiter->remaining = 1;
  g_task_set_source_tag (waiter->task, easel_queue_wait_accepted_async);
  g_task_set_name (waiter->task, "easel_queue_wait_accepted_async");

  family = easel_queue_get_family (job);
  for (guint i = 0; i < family->len; i++)
    wait_for_job (self, family->pdata[i], waiter);
  waiter_unref (waiter);
}

gboolean
easel_queue_wait_accepted_finish (EaselQueue *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_queue_wait_accepted_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
