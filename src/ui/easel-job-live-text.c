/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-job-live-text.h"

struct _EaselJobLiveText
{
  AdwBin parent_instance;

  GtkTextView *text_view;
  GtkAdjustment *adjustment;

  EaselJob *job; /* (owned) */
  double end;    /* of the text, when it was last looked at */
};

G_DEFINE_FINAL_TYPE (EaselJobLiveText, easel_job_live_text, ADW_TYPE_BIN)

static void
append (EaselJobLiveText *self, const char *more)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert (buffer, &end, more, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

/* A new run starts with nothing. */
static void
on_text_changed (EaselJobLiveText *self)
{
  if (*easel_job_get_text (self->job) != '\0')
    return;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text_view), "", 0);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
on_text_appended (EaselJobLiveText *self, const char *more)
{
  append (self, more);
}

/* Whoever is at the end stays there; whoever has scrolled up wants to read. */
static void
on_adjustment_changed (EaselJobLiveText *self)
{
  gboolean was_at_end = gtk_adjustment_get_value (self->adjustment) >= self->end - 1;

  self->end = gtk_adjustment_get_upper (self->adjustment)
              - gtk_adjustment_get_page_size (self->adjustment);
  if (was_at_end)
    gtk_adjustment_set_value (self->adjustment, self->end);
}

static void
easel_job_live_text_dispose (GObject *object)
{
  EaselJobLiveText *self = EASEL_JOB_LIVE_TEXT (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_JOB_LIVE_TEXT);
  g_clear_object (&self->job);

  G_OBJECT_CLASS (easel_job_live_text_parent_class)->dispose (object);
}

static void
easel_job_live_text_class_init (EaselJobLiveTextClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = easel_job_live_text_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/easelapp/Easel/ui/easel-job-live-text.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselJobLiveText, text_view);
  gtk_widget_class_bind_template_child (widget_class, EaselJobLiveText, adjustment);
  gtk_widget_class_bind_template_callback (widget_class, on_adjustment_changed);
}

static void
easel_job_live_text_init (EaselJobLiveText *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
easel_job_live_text_set_job (EaselJobLiveText *self, EaselJob *job)
{
  g_return_if_fail (EASEL_IS_JOB_LIVE_TEXT (self));
  g_return_if_fail (self->job == NULL);

  self->job = g_object_ref (job);
  if (*easel_job_get_text (job) != '\0')
    append (self, easel_job_get_text (job));
  g_signal_connect_object (job, "text-appended", G_CALLBACK (on_text_appended), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (job, "notify::text", G_CALLBACK (on_text_changed), self,
                           G_CONNECT_SWAPPED);
}
