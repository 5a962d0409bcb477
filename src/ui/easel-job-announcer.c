/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-job-announcer.h"

#include "easel-config.h"
#include "easel-job-text.h"

#include <glib/gi18n.h>

/* What happens within this time is said together. */
#define GATHER_MS 300
/* After something was said, what happens within this time is gathered, so that one can listen. */
#define QUIET_MS 5000

struct _EaselJobAnnouncer
{
  GObject parent_instance;

  GtkWindow *window;  /* (unowned): owns this */
  GPtrArray *needing; /* (owned) (element-type EaselJob): to be told of */
  GPtrArray *ended;   /* (owned) (element-type EaselJob): to be told of */
  guint timeout;      /* source that says it */
  gint64 quiet_until; /* monotonic */
};

G_DEFINE_FINAL_TYPE (EaselJobAnnouncer, easel_job_announcer, G_TYPE_OBJECT)

static void
announce (EaselJobAnnouncer *self, const char *words)
{
  gtk_accessible_announce (GTK_ACCESSIBLE (self->window), words,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
announce_one (EaselJobAnnouncer *self, EaselJob *job)
{
  const EaselFailure *failure = easel_job_get_failure (job);
  gboolean failed = easel_job_get_state (job) == EASEL_JOB_STATE_FAILED && failure != NULL;
  g_autofree char *words = g_strdup_printf (
      /* Translators: a job's title, and what became of it, such as "Done" */
      _ ("%s: %s"), easel_job_get_title (job),
      failed ? failure->message : easel_job_text_get_state (job));

  announce (self, words);
}

static void
announce_needing (EaselJobAnnouncer *self)
{
  guint n = self->needing->len;
  g_autofree char *words = g_strdup_printf (
      /* Translators: how many cards there are in the Brief */
      g_dngettext (GETTEXT_PACKAGE, "%'u thing needs you", "%'u things need you", n), n);

  announce (self, words);
}

static void
announce_ended (EaselJobAnnouncer *self)
{
  guint n = self->ended->len;
  guint n_failed = 0;
  g_autoptr (GString) words = g_string_new (NULL);

  g_string_append_printf (
      words, g_dngettext (GETTEXT_PACKAGE, "%u Job Is Done", "%u Jobs Are Done", n), n);
  for (guint i = 0; i < n; i++)
    n_failed += easel_job_get_state (self->ended->pdata[i]) == EASEL_JOB_STATE_FAILED;
  if (n_failed > 0)
    {
      g_string_append_c (words, '\n');
      g_string_append_printf (
          words,
          g_dngettext (GETTEXT_PACKAGE, "%u of them failed.", "%u of them failed.", n_failed),
          n_failed);
    }
  announce (self, words->str);
}

static gboolean
is_needing (EaselJob *job)
{
  return easel_job_get_state (job) == EASEL_JOB_STATE_AWAITING_INPUT;
}

/* What became of a part its whole tells. */
static gboolean
has_ended (EaselJob *job)
{
  EaselJobState state = easel_job_get_state (job);

  return (state == EASEL_JOB_STATE_COMPLETED || state == EASEL_JOB_STATE_FAILED)
         && easel_job_get_parent (job) == NULL;
}

/* What was answered, tried again or forgotten meanwhile is no news. */
static void
drop_old (GPtrArray *jobs, gboolean (*is_news) (EaselJob *job))
{
  for (guint i = jobs->len; i > 0; i--)
    if (!is_news (jobs->pdata[i - 1]))
      g_ptr_array_remove_index (jobs, i - 1);
}

static void
tell (gpointer user_data)
{
  EaselJobAnnouncer *self = user_data;

  self->timeout = 0;
  drop_old (self->needing, is_needing);
  drop_old (self->ended, has_ended);
  if (self->needing->len + self->ended->len > 0)
    self->quiet_until = g_get_monotonic_time () + QUIET_MS * G_TIME_SPAN_MILLISECOND;

  if (self->needing->len == 1)
    announce_one (self, self->needing->pdata[0]);
  else if (self->needing->len > 1)
    announce_needing (self);
  if (self->ended->len == 1)
    announce_one (self, self->ended->pdata[0]);
  else if (self->ended->len > 1)
    announce_ended (self);
  g_ptr_array_set_size (self->needing, 0);
  g_ptr_array_set_size (self->ended, 0);
}

static void
on_job_changed (EaselJobAnnouncer *self, EaselJob *job, EaselJobState before)
{
  gint64 quiet = (self->quiet_until - g_get_monotonic_time ()) / G_TIME_SPAN_MILLISECOND;
  GPtrArray *jobs = is_needing (job) ? self->needing : self->ended;

  if (!gtk_window_is_active (self->window) || (!is_needing (job) && !has_ended (job))
      || g_ptr_array_find (jobs, job, NULL))
    return;
  g_ptr_array_add (jobs, g_object_ref (job));
  if (self->timeout == 0)
    self->timeout = g_timeout_add_once ((guint) MAX (quiet, GATHER_MS), tell, self);
}

static void
easel_job_announcer_dispose (GObject *object)
{
  EaselJobAnnouncer *self = EASEL_JOB_ANNOUNCER (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_pointer (&self->needing, g_ptr_array_unref);
  g_clear_pointer (&self->ended, g_ptr_array_unref);

  G_OBJECT_CLASS (easel_job_announcer_parent_class)->dispose (object);
}

static void
easel_job_announcer_class_init (EaselJobAnnouncerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = easel_job_announcer_dispose;
}

static void
easel_job_announcer_init (EaselJobAnnouncer *self)
{
  self->needing = g_ptr_array_new_with_free_func (g_object_unref);
  self->ended = g_ptr_array_new_with_free_func (g_object_unref);
}

EaselJobAnnouncer *
easel_job_announcer_new (GtkWindow *window, EaselQueue *queue)
{
  EaselJobAnnouncer *self = g_object_new (EASEL_TYPE_JOB_ANNOUNCER, NULL);

  self->window = window;
  g_signal_connect_object (queue, "job-changed", G_CALLBACK (on_job_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}
