/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-scheduler.h"

#include "easel-job-private.h"
#include "easel-queue.h"

#include <string.h>

#define CAPACITY 1
#define CAPACITY_LOCAL 2

/* The waiting jobs of one family in one lane. */
typedef struct
{
  EaselJob *top;
  GQueue jobs;     /* Entry */
  GList turn;      /* its link in the lane's turns, while it is there */
  gboolean queued; /* whether it is */
} Line;

typedef struct _Lane Lane;

struct _Lane
{
  const char *name; /* (interned) */
  Lane *whole;      /* (nullable): whose capacity it has too, as it is a part of that */
  guint capacity;
  guint n_taken;
  gint64 held_until;
  GQueue first;      /* Entry: put before all others */
  GHashTable *lines; /* (owned): top → Line */
  GQueue turns;      /* Line: whose turn is next */
  Line *served;      /* (nullable): had the last turn; goes to the end when the next is taken */
};

typedef struct
{
  EaselJob *job;
  Lane *lane;
  Line *line; /* (nullable): NULL in the lane's first */
  GList link;
} Entry;

struct _EaselScheduler
{
  GHashTable *lanes;   /* (owned): interned name → Lane */
  GHashTable *entries; /* (owned): job → Entry */
};

static void
lane_free (Lane *lane)
{
  g_hash_table_unref (lane->lines);
  g_free (lane);
}

static void
entry_free (Entry *entry)
{
  g_object_unref (entry->job);
  g_free (entry);
}

static Lane *
get_lane (EaselScheduler *self, const char *name)
{
  const char *interned = g_intern_string (name);
  Lane *lane = g_hash_table_lookup (self->lanes, interned);
  const char *part = strchr (name, EASEL_LANE_PART);

  if (lane != NULL)
    return lane;

  lane = g_new0 (Lane, 1);
  lane->name = interned;
  lane->capacity = g_str_equal (name, EASEL_LANE_LOCAL) ? CAPACITY_LOCAL : CAPACITY;
  lane->lines = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_hash_table_insert (self->lanes, (gpointer) interned, lane);
  if (part != NULL)
    {
      g_autofree char *whole = g_strndup (name, (gsize) (part - name));

      lane->whole = get_lane (self, whole);
    }
  return lane;
}

static gboolean
has_place (const Lane *lane)
{
  return lane->n_taken < (lane->whole != NULL ? lane->whole : lane)->capacity;
}

static Line *
get_line (Lane *lane, EaselJob *top)
{
  Line *line = g_hash_table_lookup (lane->lines, top);

  if (line != NULL)
    return line;

  line = g_new0 (Line, 1);
  line->top = top;
  line->turn.data = line;
  g_hash_table_insert (lane->lines, top, line);
  return line;
}

/* A line waits for its turn while it has jobs, unless it has just had one. */
static void
update_line (Lane *lane, Line *line)
{
  gboolean waits = line->jobs.length > 0 && lane->served != line;

  if (waits && !line->queued)
    g_queue_push_tail_link (&lane->turns, &line->turn);
  else if (!waits && line->queued)
    g_queue_unlink (&lane->turns, &line->turn);
  line->queued = waits;

  if (line->jobs.length == 0 && lane->served != line)
    g_hash_table_remove (lane->lines, line->top);
}

static void
unlink_entry (Entry *entry)
{
  if (entry->line == NULL)
    {
      g_queue_unlink (&entry->lane->first, &entry->link);
      return;
    }
  g_queue_unlink (&entry->line->jobs, &entry->link);
  update_line (entry->lane, entry->line);
}

/* The family that had the last turn lets all others go before it has another. */
static Line *
next_line (Lane *lane)
{
  Line *served = lane->served;
  GList *turn = lane->turns.head;
  Line *next = turn != NULL ? turn->data : served;

  if (next == NULL || next->jobs.length == 0)
    return NULL;

  lane->served = next;
  update_line (lane, next);
  if (served != NULL && served != next)
    update_line (lane, served);
  return next;
}

static EaselJob *
take_from (EaselScheduler *self, Lane *lane)
{
  GList *link = lane->first.head;
  Line *line;
  Entry *entry;

  if (link == NULL)
    {
      line = next_line (lane);
      if (line == NULL)
        return NULL;
      link = line->jobs.head;
    }

  entry = link->data;
  unlink_entry (entry);
  lane->n_taken++;
  return entry->job;
}

EaselScheduler *
easel_scheduler_new (void)
{
  EaselScheduler *self = g_new0 (EaselScheduler, 1);

  self->lanes = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) lane_free);
  self->entries = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) entry_free);
  return self;
}

void
easel_scheduler_free (EaselScheduler *self)
{
  g_hash_table_unref (self->entries);
  g_hash_table_unref (self->lanes);
  g_free (self);
}

void
easel_scheduler_set_capacity (EaselScheduler *self, const char *lane, guint capacity)
{
  get_lane (self, lane)->capacity = capacity;
}

static Entry *
new_entry (EaselScheduler *self, EaselJob *job)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->job = g_object_ref (job);
  entry->lane = get_lane (self, easel_job_get_lane (job));
  entry->link.data = entry;
  g_hash_table_insert (self->entries, job, entry);
  return entry;
}

void
easel_scheduler_add (EaselScheduler *self, EaselJob *job)
{
  Entry *entry;

  if (g_hash_table_contains (self->entries, job))
    return;

  entry = new_entry (self, job);
  entry->line = get_line (entry->lane, easel_job_get_top (job));
  g_queue_push_tail_link (&entry->line->jobs, &entry->link);
  update_line (entry->lane, entry->line);
}

void
easel_scheduler_add_first (EaselScheduler *self, EaselJob *job)
{
  Entry *entry;

  easel_scheduler_remove (self, job);
  entry = new_entry (self, job);
  g_queue_push_head_link (&entry->lane->first, &entry->link);
}

void
easel_scheduler_remove (EaselScheduler *self, EaselJob *job)
{
  Entry *entry = g_hash_table_lookup (self->entries, job);

  if (entry == NULL)
    return;

  unlink_entry (entry);
  g_hash_table_remove (self->entries, job);
}

EaselJob *
easel_scheduler_take (EaselScheduler *self)
{
  gint64 now = g_get_monotonic_time ();
  GHashTableIter iter;
  Lane *lane;

  g_hash_table_iter_init (&iter, self->lanes);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &lane))
    if (has_place (lane) && lane->held_until <= now)
      {
        EaselJob *job = take_from (self, lane);

        if (job != NULL)
          {
            /* The model holds it too. */
            g_hash_table_remove (self->entries, job);
            return job;
          }
      }
  return NULL;
}

void
easel_scheduler_release (EaselScheduler *self, const char *lane)
{
  Lane *released = get_lane (self, lane);

  g_return_if_fail (released->n_taken > 0);

  released->n_taken--;
}

void
easel_scheduler_hold (EaselScheduler *self, const char *lane, gint64 until)
{
  Lane *held = get_lane (self, lane);

  held->held_until = until == 0 ? 0 : MAX (held->held_until, until);
}

gint64
easel_scheduler_get_wakeup (EaselScheduler *self)
{
  gint64 now = g_get_monotonic_time ();
  gint64 wakeup = -1;
  GHashTableIter iter;
  Lane *lane;

  g_hash_table_iter_init (&iter, self->lanes);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &lane))
    {
      gboolean has_jobs = lane->first.length > 0 || g_hash_table_size (lane->lines) > 0;

      if (has_jobs && lane->held_until > now && (wakeup < 0 || lane->held_until < wakeup))
        wakeup = lane->held_until;
    }
  return wakeup;
}
