/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-change-feed.h"

#define PROGRESS_INTERVAL_MS 100
#define SLICE_USEC 2000

struct _EaselChangeFeed
{
  GObject parent_instance;

  EaselStudio *studio;    /* (owned) */
  EaselBusObject *object; /* (owned) */

  GQueue untold; /* (element-type Change) (owned) */
  guint idle;    /* source that empties @untold; 0 while it is empty */

  GHashTable *moving; /* (owned) (element-type EaselJob): progressed since last told */
  guint timeout;      /* source that tells of @moving; 0 while it is empty */
};

G_DEFINE_FINAL_TYPE (EaselChangeFeed, easel_change_feed, G_TYPE_OBJECT)

/* One signal to be sent. */
typedef struct
{
  EaselJob *job;     /* (owned) */
  const char *state; /* static */
  gboolean removed;
} Change;

static void
change_free (Change *change)
{
  g_object_unref (change->job);
  g_free (change);
}

static void
tell (EaselChangeFeed *self, const Change *change)
{
  g_autofree char *json = NULL;

  if (!change->removed)
    {
      g_autoptr (JsonNode) node = easel_studio_job_to_json (self->studio, change->job, NULL);

      json = json_to_string (node, FALSE);
    }
  easel_bus_object_emit (self->object, "Changed",
                         g_variant_new ("(sss)", easel_job_get_id (change->job), change->state,
                                        json != NULL ? json : ""));
}

static gboolean
tell_some (gpointer user_data)
{
  EaselChangeFeed *self = user_data;
  gint64 end = g_get_monotonic_time () + SLICE_USEC;
  Change *change;

  while ((change = g_queue_pop_head (&self->untold)) != NULL)
    {
      tell (self, change);
      change_free (change);
      if (g_get_monotonic_time () >= end && !g_queue_is_empty (&self->untold))
        return G_SOURCE_CONTINUE;
    }
  self->idle = 0;
  return G_SOURCE_REMOVE;
}

static void
add_change (EaselChangeFeed *self, EaselJob *job, gboolean removed)
{
  Change *change = g_new0 (Change, 1);

  change->job = g_object_ref (job);
  change->removed = removed;
  change->state = removed ? "removed" : easel_job_state_to_string (easel_job_get_state (job));
  g_queue_push_tail (&self->untold, change);
  if (self->idle == 0)
    self->idle = g_idle_add (tell_some, self);
}

static void
tell_moving (gpointer user_data)
{
  EaselChangeFeed *self = user_data;
  GHashTableIter iter;
  gpointer job;

  self->timeout = 0;
  g_hash_table_iter_init (&iter, self->moving);
  while (g_hash_table_iter_next (&iter, &job, NULL))
    {
      add_change (self, job, FALSE);
      g_hash_table_iter_remove (&iter);
    }
}

static void
on_progress (EaselJob *job, GParamSpec *pspec, gpointer user_data)
{
  EaselChangeFeed *self = user_data;

  if (!g_hash_table_contains (self->moving, job))
    g_hash_table_add (self->moving, g_object_ref (job));
  if (self->timeout == 0)
    self->timeout = g_timeout_add_once (PROGRESS_INTERVAL_MS, tell_moving, self);
}

/* Only what runs makes progress: ten thousand finished jobs need no handlers. */
static void
follow (EaselChangeFeed *self, EaselJob *job)
{
  gboolean runs = easel_job_get_state (job) == EASEL_JOB_STATE_RUNNING;

  g_signal_handlers_disconnect_by_func (job, on_progress, self);
  if (runs)
    {
      g_signal_connect_object (job, "notify::progress", G_CALLBACK (on_progress), self, 0);
      g_signal_connect_object (job, "notify::message", G_CALLBACK (on_progress), self, 0);
    }
  else
    g_hash_table_remove (self->moving, job);
}

/* What was on disk when Easel started is no news. */
static void
on_job_added (EaselChangeFeed *self, EaselJob *job)
{
  if (easel_job_get_state (job) == EASEL_JOB_STATE_PENDING)
    add_change (self, job, FALSE);
}

static void
on_job_changed (EaselChangeFeed *self, EaselJob *job, EaselJobState before)
{
  add_change (self, job, FALSE);
  follow (self, job);
}

static void
on_job_removed (EaselChangeFeed *self, EaselJob *job)
{
  g_signal_handlers_disconnect_by_func (job, on_progress, self);
  g_hash_table_remove (self->moving, job);
  add_change (self, job, TRUE);
}

static void
easel_change_feed_dispose (GObject *object)
{
  EaselChangeFeed *self = EASEL_CHANGE_FEED (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_queue_clear_full (&self->untold, (GDestroyNotify) change_free);
  g_clear_pointer (&self->moving, g_hash_table_unref);
  g_clear_object (&self->object);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (easel_change_feed_parent_class)->dispose (object);
}

static void
easel_change_feed_class_init (EaselChangeFeedClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = easel_change_feed_dispose;
}

static void
easel_change_feed_init (EaselChangeFeed *self)
{
  g_queue_init (&self->untold);
  self->moving = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

EaselChangeFeed *
easel_change_feed_new (EaselStudio *studio, EaselBusObject *object)
{
  EaselChangeFeed *self = g_object_new (EASEL_TYPE_CHANGE_FEED, NULL);
  EaselQueue *queue = easel_studio_get_queue (studio);

  self->studio = g_object_ref (studio);
  self->object = g_object_ref (object);
  g_signal_connect_object (queue, "job-added", G_CALLBACK (on_job_added), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (queue, "job-changed", G_CALLBACK (on_job_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (queue, "job-removed", G_CALLBACK (on_job_removed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

void
easel_change_feed_flush (EaselChangeFeed *self)
{
  Change *change;

  g_return_if_fail (EASEL_IS_CHANGE_FEED (self));

  g_clear_handle_id (&self->idle, g_source_remove);
  while ((change = g_queue_pop_head (&self->untold)) != NULL)
    {
      tell (self, change);
      change_free (change);
    }
}
