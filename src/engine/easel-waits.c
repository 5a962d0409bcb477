/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-waits.h"

/* The timer counts running time, the jobs wait for a time of day: after the machine has
 * slept, or its clock was set, this is how late a job may be. */
#define MAX_SLEEP (30 * G_USEC_PER_SEC)

typedef struct
{
  EaselJob *job; /* (owned) */
  gint64 until;
  gboolean when_online;
} Wait;

struct _EaselWaits
{
  EaselWaitsReady ready;
  gpointer user_data;
  GSequence *by_time; /* (owned): Wait */
  GHashTable *by_job; /* (owned): job → GSequenceIter */
  GSource *timer;     /* (owned) */
};

static void
wait_free (Wait *wait)
{
  g_object_unref (wait->job);
  g_free (wait);
}

static int
compare_times (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Wait *wait_a = a;
  const Wait *wait_b = b;

  return wait_a->until < wait_b->until ? -1 : wait_a->until > wait_b->until;
}

static void
set_timer (EaselWaits *self)
{
  GSequenceIter *first = g_sequence_get_begin_iter (self->by_time);
  gint64 delay;

  if (g_sequence_iter_is_end (first))
    {
      g_source_set_ready_time (self->timer, -1);
      return;
    }

  delay = ((Wait *) g_sequence_get (first))->until - g_get_real_time ();
  g_source_set_ready_time (self->timer, g_get_monotonic_time () + CLAMP (delay, 0, MAX_SLEEP));
}

static void
let_go (EaselWaits *self, GSequenceIter *iter)
{
  g_autoptr (EaselJob) job = g_object_ref (((Wait *) g_sequence_get (iter))->job);

  g_hash_table_remove (self->by_job, job);
  g_sequence_remove (iter);
  self->ready (job, self->user_data);
}

static gboolean
dispatch_timer (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return callback (user_data);
}

static GSourceFuncs timer_funcs = { .dispatch = dispatch_timer };

static gboolean
time_has_come (gpointer user_data)
{
  EaselWaits *self = user_data;
  gint64 now = g_get_real_time ();

  for (;;)
    {
      GSequenceIter *first = g_sequence_get_begin_iter (self->by_time);

      if (g_sequence_iter_is_end (first) || ((Wait *) g_sequence_get (first))->until > now)
        break;
      let_go (self, first);
    }
  set_timer (self);
  return G_SOURCE_CONTINUE;
}

EaselWaits *
easel_waits_new (EaselWaitsReady ready, gpointer user_data)
{
  EaselWaits *self = g_new0 (EaselWaits, 1);

  self->ready = ready;
  self->user_data = user_data;
  self->by_time = g_sequence_new ((GDestroyNotify) wait_free);
  self->by_job = g_hash_table_new (NULL, NULL);
  self->timer = g_source_new (&timer_funcs, sizeof (GSource));
  g_source_set_callback (self->timer, time_has_come, self, NULL);
  g_source_set_static_name (self->timer, "[easel] waiting jobs");
  g_source_attach (self->timer, g_main_context_get_thread_default ());
  return self;
}

void
easel_waits_free (EaselWaits *self)
{
  g_source_destroy (self->timer);
  g_source_unref (self->timer);
  g_hash_table_unref (self->by_job);
  g_sequence_free (self->by_time);
  g_free (self);
}

void
easel_waits_add (EaselWaits *self, EaselJob *job, gint64 until, gboolean when_online)
{
  Wait *wait = g_new0 (Wait, 1);

  easel_waits_remove (self, job);
  wait->job = g_object_ref (job);
  wait->until = until;
  wait->when_online = when_online;
  g_hash_table_insert (self->by_job, job,
                       g_sequence_insert_sorted (self->by_time, wait, compare_times, NULL));
  set_timer (self);
}

void
easel_waits_remove (EaselWaits *self, EaselJob *job)
{
  GSequenceIter *iter = g_hash_table_lookup (self->by_job, job);

  if (iter == NULL)
    return;

  g_hash_table_remove (self->by_job, job);
  g_sequence_remove (iter);
  set_timer (self);
}

void
easel_waits_release_online (EaselWaits *self)
{
  g_autoptr (GPtrArray) waiting = g_ptr_array_new ();
  GSequenceIter *iter;

  for (iter = g_sequence_get_begin_iter (self->by_time); !g_sequence_iter_is_end (iter);
       iter = g_sequence_iter_next (iter))
    {
      Wait *wait = g_sequence_get (iter);

      if (wait->when_online)
        g_ptr_array_add (waiting, wait->job);
    }

  /* Letting one go may end another's wait. */
  for (guint i = 0; i < waiting->len; i++)
    {
      iter = g_hash_table_lookup (self->by_job, waiting->pdata[i]);
      if (iter != NULL)
        let_go (self, iter);
    }
  set_timer (self);
}
