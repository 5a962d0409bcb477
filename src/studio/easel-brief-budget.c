/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-brief-private.h"

#include "easel-spending.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>

/* What a day's budget has stopped: one card for all jobs of a provider and a day. */

struct _EaselBriefStop
{
  char *id;
  GPtrArray *jobs;      /* (element-type EaselJob): in the order they were stopped */
  EaselBriefItem *item; /* (unowned) (nullable): the Brief's, while there is something to show */
};

void
easel_brief_stop_free (EaselBriefStop *stop)
{
  g_free (stop->id);
  g_ptr_array_unref (stop->jobs);
  g_free (stop);
}

static gboolean
has_failed (EaselJob *job)
{
  return easel_job_get_state (job) == EASEL_JOB_STATE_FAILED && easel_job_get_failure (job) != NULL;
}

gboolean
easel_brief_is_about_budget (EaselJob *job)
{
  return has_failed (job)
         && g_strcmp0 (easel_job_get_failure (job)->remedy, EASEL_BUDGET_REMEDY) == 0;
}

/* Whether it was @job itself that was not to ask; its parent only tells of it. */
static gboolean
was_stopped (EaselJob *job)
{
  return has_failed (job) && g_str_equal (easel_job_get_failure (job)->code, EASEL_BUDGET_CODE);
}

/* (transfer full): what all that were stopped together are called */
static char *
make_id (EaselJob *job)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local_usec (easel_job_get_finished (job));
  g_autofree char *day = easel_spending_format_day (time);
  const char *provider = easel_job_get_provider (job);

  return g_strdup_printf ("budget/%s/%s", provider != NULL ? provider : "", day);
}

/* (transfer container) (element-type EaselJob): those the person has not put away for good */
static GPtrArray *
list_wanted (const EaselBriefStop *stop)
{
  GPtrArray *wanted = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < stop->jobs->len; i++)
    if (easel_job_get_hidden_until (stop->jobs->pdata[i]) != G_MAXINT64)
      g_ptr_array_add (wanted, g_object_ref (stop->jobs->pdata[i]));
  return wanted;
}

static void
fill (EaselBriefItem *item, GPtrArray *jobs)
{
  EaselJob *last = g_ptr_array_index (jobs, jobs->len - 1);
  const EaselFailure *failure = easel_job_get_failure (last);
  /* Translators: two sentences */
  g_autofree char *why = g_strdup_printf (_ ("%s %s"), failure->message, failure->hint);
  g_autofree char *title = NULL;
  gint64 hidden_until = G_MAXINT64;

  if (jobs->len == 1)
    {
      title = g_strdup (easel_job_get_title (last));
      easel_brief_item_set_thumbnail (item, easel_job_get_thumbnail (last));
    }
  else
    title = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u Job Stopped by the Daily Budget",
                                          "%'u Jobs Stopped by the Daily Budget", jobs->len),
                             jobs->len);
  for (guint i = 0; i < jobs->len; i++)
    hidden_until = MIN (hidden_until, easel_job_get_hidden_until (jobs->pdata[i]));
  easel_brief_item_set_words (item, title, why, NULL);
  easel_brief_item_set_time (item, easel_job_get_finished (last));
  easel_brief_item_set_hidden_until (item, hidden_until);
  easel_brief_item_set_ready (item);
}

/* Whatever it says now, it says anew. */
static void
refresh (EaselBrief *self, EaselBriefStop *stop)
{
  g_autoptr (GPtrArray) jobs = list_wanted (stop);

  if (stop->item != NULL)
    easel_brief_remove (self, stop->item);
  stop->item = NULL;
  if (jobs->len > 0)
    {
      stop->item = easel_brief_item_new (stop->id, EASEL_BRIEF_FAILURE,
                                         g_ptr_array_index (jobs, jobs->len - 1));
      easel_brief_item_set_jobs (stop->item, jobs);
      fill (stop->item, jobs);
      easel_brief_add (self, stop->item);
    }
  if (stop->jobs->len == 0)
    g_hash_table_remove (self->stops, stop->id);
}

static void
on_hidden_until (EaselJob *job, GParamSpec *pspec, EaselBrief *self)
{
  EaselBriefStop *stop = g_hash_table_lookup (self->stopped, job);

  if (stop != NULL)
    refresh (self, stop);
}

static void
leave (EaselBrief *self, EaselBriefStop *stop, EaselJob *job)
{
  g_signal_handlers_disconnect_by_func (job, on_hidden_until, self);
  g_hash_table_remove (self->stopped, job);
  g_ptr_array_remove (stop->jobs, job);
  refresh (self, stop);
}

static void
join (EaselBrief *self, EaselJob *job)
{
  g_autofree char *id = make_id (job);
  EaselBriefStop *stop = g_hash_table_lookup (self->stops, id);

  if (stop == NULL)
    {
      stop = g_new0 (EaselBriefStop, 1);
      stop->id = g_steal_pointer (&id);
      stop->jobs = g_ptr_array_new_with_free_func (g_object_unref);
      g_hash_table_insert (self->stops, stop->id, stop);
    }
  g_ptr_array_add (stop->jobs, g_object_ref (job));
  g_hash_table_insert (self->stopped, job, stop);
  g_signal_connect_object (job, "notify::hidden-until", G_CALLBACK (on_hidden_until), self,
                           G_CONNECT_DEFAULT);
  refresh (self, stop);
}

void
easel_brief_look_at_budget (EaselBrief *self, EaselJob *job, gboolean removed)
{
  EaselBriefStop *stop = g_hash_table_lookup (self->stopped, job);
  gboolean is_stopped = !removed && was_stopped (job);

  if (stop != NULL && !is_stopped)
    leave (self, stop, job);
  else if (stop == NULL && is_stopped)
    join (self, job);
}
