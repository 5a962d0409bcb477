/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-job-progress.h"

#include "easel-entity-thumbnail.h"
#include "easel-job-menu.h"
#include "easel-job-text.h"

#include <glib/gi18n.h>

struct _EaselJobProgress
{
  AdwBin parent_instance;

  GtkOverlay *frame;
  GtkWidget *thumbnail; /* in @frame */
  GtkWidget *spinner;
  GtkLabel *doing;
  GtkProgressBar *bar;
  GtkLabel *reason;
  GtkWidget *cancel_button;
  GtkWidget *next_button;

  EaselJob *job; /* (owned) */
  guint clock;   /* source that updates what it says; 0 while that stays by itself */
};

G_DEFINE_FINAL_TYPE (EaselJobProgress, easel_job_progress, ADW_TYPE_BIN)

static gboolean
is_active (EaselJobState state)
{
  return state == EASEL_JOB_STATE_PENDING || state == EASEL_JOB_STATE_QUEUED
         || state == EASEL_JOB_STATE_RUNNING;
}

static void
update (EaselJobProgress *self)
{
  EaselJobState state = easel_job_get_state (self->job);
  double progress = easel_job_get_progress (self->job);
  gboolean running = state == EASEL_JOB_STATE_RUNNING;
  const EaselFailure *failure = easel_job_get_failure (self->job);
  g_autofree char *doing = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), is_active (state));
  if (!is_active (state))
    return;

  easel_entity_thumbnail_set_path (EASEL_ENTITY_THUMBNAIL (self->thumbnail),
                                   easel_job_get_thumbnail (self->job));
  doing = easel_job_text_describe (self->job, g_get_real_time ());
  gtk_label_set_label (self->doing, doing);
  gtk_widget_set_visible (self->spinner, running);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), running && progress >= 0);
  gtk_progress_bar_set_fraction (self->bar, CLAMP (progress, 0, 1));

  /* What the attempt before failed with. */
  gtk_widget_set_visible (GTK_WIDGET (self->reason), !running && failure != NULL);
  gtk_label_set_label (self->reason, failure != NULL ? failure->message : "");
  gtk_widget_set_sensitive (self->cancel_button, easel_job_get_cancelable (self->job));
  gtk_widget_set_visible (self->next_button, state == EASEL_JOB_STATE_QUEUED);
  gtk_button_set_label (GTK_BUTTON (self->next_button),
                        easel_job_text_is_waiting_overnight (self->job) ? _ ("Ask _Now")
                                                                        : _ ("Run _Next"));
}

static void refresh (EaselJobProgress *self);

static void
on_second (gpointer user_data)
{
  EaselJobProgress *self = user_data;

  self->clock = 0;
  refresh (self);
}

static void
refresh (EaselJobProgress *self)
{
  update (self);
  if (self->clock == 0 && easel_job_text_is_ticking (self->job, g_get_real_time ()))
    self->clock = g_timeout_add_seconds_once (1, on_second, self);
}

static void
on_notify (EaselJobProgress *self, GParamSpec *pspec)
{
  if (g_strcmp0 (pspec->name, "text") != 0)
    refresh (self);
}

static void
easel_job_progress_dispose (GObject *object)
{
  EaselJobProgress *self = EASEL_JOB_PROGRESS (object);

  g_clear_handle_id (&self->clock, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_JOB_PROGRESS);
  g_clear_object (&self->job);

  G_OBJECT_CLASS (easel_job_progress_parent_class)->dispose (object);
}

static void
easel_job_progress_class_init (EaselJobProgressClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = easel_job_progress_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/easelapp/Easel/ui/easel-job-progress.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselJobProgress, frame);
  gtk_widget_class_bind_template_child (widget_class, EaselJobProgress, spinner);
  gtk_widget_class_bind_template_child (widget_class, EaselJobProgress, doing);
  gtk_widget_class_bind_template_child (widget_class, EaselJobProgress, bar);
  gtk_widget_class_bind_template_child (widget_class, EaselJobProgress, reason);
  gtk_widget_class_bind_template_child (widget_class, EaselJobProgress, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, EaselJobProgress, next_button);
}

static void
easel_job_progress_init (EaselJobProgress *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->thumbnail = easel_entity_thumbnail_new (96);
  gtk_overlay_add_overlay (self->frame, self->thumbnail);
}

void
easel_job_progress_set_job (EaselJobProgress *self, EaselJob *job)
{
  const char *id;

  g_return_if_fail (EASEL_IS_JOB_PROGRESS (self));
  g_return_if_fail (self->job == NULL);

  self->job = g_object_ref (job);
  id = easel_job_get_id (job);
  easel_job_menu_connect (GTK_ACTIONABLE (self->cancel_button), "win.cancel-job", id);
  easel_job_menu_connect (GTK_ACTIONABLE (self->next_button), "win.run-job-next", id);
  g_signal_connect_object (job, "notify", G_CALLBACK (on_notify), self, G_CONNECT_SWAPPED);
  refresh (self);
}
