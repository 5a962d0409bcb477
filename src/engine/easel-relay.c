/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-relay.h"

/* One frame at 60 Hz. */
#define INTERVAL (16 * G_TIME_SPAN_MILLISECOND)

struct _EaselRelay
{
  EaselRelayFunc func;
  gpointer user_data;
  GSource *source; /* (owned) */

  GMutex lock;       /* guards what follows */
  GPtrArray *runs;   /* (owned) (element-type EaselRun) */
  gint64 last_flush; /* monotonic time */
};

static gboolean
dispatch_flush (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return callback (user_data);
}

static GSourceFuncs flush_funcs = { .dispatch = dispatch_flush };

static gboolean
flush (gpointer user_data)
{
  EaselRelay *self = user_data;
  g_autoptr (GPtrArray) runs = NULL;

  g_mutex_lock (&self->lock);
  runs = g_steal_pointer (&self->runs);
  self->runs = g_ptr_array_new_with_free_func (g_object_unref);
  self->last_flush = g_get_monotonic_time ();
  g_source_set_ready_time (self->source, -1);
  g_mutex_unlock (&self->lock);

  for (guint i = 0; i < runs->len; i++)
    self->func (runs->pdata[i], self->user_data);
  return G_SOURCE_CONTINUE;
}

EaselRelay *
easel_relay_new (EaselRelayFunc func, gpointer user_data)
{
  EaselRelay *self = g_atomic_rc_box_new0 (EaselRelay);

  self->func = func;
  self->user_data = user_data;
  g_mutex_init (&self->lock);
  self->runs = g_ptr_array_new_with_free_func (g_object_unref);
  self->source = g_source_new (&flush_funcs, sizeof (GSource));
  g_source_set_callback (self->source, flush, self, NULL);
  g_source_set_static_name (self->source, "[easel] run reports");
  g_source_attach (self->source, g_main_context_get_thread_default ());
  return self;
}

void
easel_relay_stop (EaselRelay *self)
{
  g_autoptr (GPtrArray) runs = NULL;

  g_source_destroy (self->source);

  /* Runs hold the relay, so it must not hold them for good. */
  g_mutex_lock (&self->lock);
  runs = g_steal_pointer (&self->runs);
  g_mutex_unlock (&self->lock);
}

static void
relay_clear (gpointer data)
{
  EaselRelay *self = data;

  g_source_unref (self->source);
  g_clear_pointer (&self->runs, g_ptr_array_unref);
  g_mutex_clear (&self->lock);
}

EaselRelay *
easel_relay_ref (EaselRelay *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
easel_relay_unref (EaselRelay *self)
{
  g_atomic_rc_box_release_full (self, relay_clear);
}

void
easel_relay_report (EaselRelay *self, EaselRun *run)
{
  g_mutex_lock (&self->lock);
  if (self->runs != NULL)
    {
      g_ptr_array_add (self->runs, g_object_ref (run));
      if (self->runs->len == 1)
        g_source_set_ready_time (self->source, self->last_flush + INTERVAL);
    }
  g_mutex_unlock (&self->lock);
}
