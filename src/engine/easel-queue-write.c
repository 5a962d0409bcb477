/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-queue-private.h"

#include "easel-store-jobs.h"

/* What the main thread decided and could not write is not lost while Easel runs: each time
 * something else could be written, one of these is tried again. */
static void
rewrite_one (EaselQueue *self)
{
  GHashTableIter iter;
  gpointer job;

  g_hash_table_iter_init (&iter, self->unwritten);
  if (g_hash_table_iter_next (&iter, &job, NULL))
    easel_queue_write (self, job, EASEL_STORE_DURABLE);
}

void
easel_queue_note_unwritten (EaselQueue *self, EaselJob *job, const GError *error)
{
  gboolean is_first = g_hash_table_size (self->unwritten) == 0;

  g_hash_table_add (self->unwritten, g_object_ref (job));
  if (is_first)
    easel_queue_emit_notice (self, error->message);
}

void
easel_queue_note_written (EaselQueue *self, EaselJob *job)
{
  g_hash_table_remove (self->unwritten, job);
  if (g_hash_table_size (self->unwritten) > 0)
    rewrite_one (self);
}

static void
changes_written (gpointer data, const GError *error, gpointer user_data)
{
  g_autoptr (EaselQueue) self = user_data;
  GPtrArray *changes = data;

  for (guint i = 0; i < changes->len; i++)
    {
      EaselJobRecord *record = ((EaselJobChange *) changes->pdata[i])->record;
      EaselJob *job = easel_queue_lookup (self, record->id);

      /* Removed meanwhile, or moved on: then a later write says what it is. */
      if (job == NULL || easel_job_get_state (job) != record->state)
        continue;
      if (error != NULL)
        easel_queue_note_unwritten (self, job, error);
      else
        easel_queue_note_written (self, job);
    }
}

void
easel_queue_write_all (EaselQueue *self, GPtrArray *jobs, EaselStoreDurability durability)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func (
      (GDestroyNotify) easel_job_change_free);

  for (guint i = 0; i < jobs->len; i++)
    {
      EaselJob *job = jobs->pdata[i];

      if (!easel_queue_is_unsaved (self, job))
        g_ptr_array_add (changes, easel_job_change_new (easel_job_to_record (job), NULL));
    }
  if (changes->len == 0)
    return;

  easel_store_post (self->store, durability, easel_store_change_jobs, g_steal_pointer (&changes),
                    (GDestroyNotify) g_ptr_array_unref, changes_written, g_object_ref (self));
}

void
easel_queue_write (EaselQueue *self, EaselJob *job, EaselStoreDurability durability)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new ();

  g_ptr_array_add (jobs, job);
  easel_queue_write_all (self, jobs, durability);
}
