/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-story-status.h"

#include "easel-job-menu.h"
#include "easel-job-text.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _EaselStoryStatus
{
  GtkBox parent_instance;

  GtkWidget *spinner;
  GtkWidget *icon;
  GtkLabel *label;
  GtkWidget *button;

  EaselJob *job;         /* (owned) (nullable) */
  GSignalGroup *signals; /* (owned): of @job */
  char *missing;         /* (owned) (nullable) */
  guint number;
};

G_DEFINE_FINAL_TYPE (EaselStoryStatus, easel_story_status, GTK_TYPE_BOX)

static void
show_button (EaselStoryStatus *self, const char *label, const char *action)
{
  gtk_button_set_label (GTK_BUTTON (self->button), label);
  easel_job_menu_connect (GTK_ACTIONABLE (self->button), action, easel_job_get_id (self->job));
}

static void
update_job (EaselStoryStatus *self)
{
  EaselJobState state = easel_job_get_state (self->job);
  const EaselFailure *failure = easel_job_get_failure (self->job);
  gboolean active = !easel_job_state_is_final (state);
  g_autofree char *activity = easel_job_text_describe (self->job, g_get_real_time ());

  gtk_widget_set_visible (GTK_WIDGET (self), state != EASEL_JOB_STATE_COMPLETED);
  gtk_widget_set_visible (self->spinner, active);
  gtk_widget_set_visible (self->icon, !active);
  if (active)
    {
      gtk_label_set_label (self->label, activity);
      show_button (self, _ ("_Cancel"), "win.cancel-job");
      return;
    }
  gtk_label_set_label (self->label, state == EASEL_JOB_STATE_FAILED && failure != NULL
                                        ? failure->message
                                        : easel_job_text_get_state (self->job));
  show_button (self, _ ("_Try Again"), "win.retry-job");
}

static void
update (EaselStoryStatus *self)
{
  if (self->job != NULL)
    {
      update_job (self);
      return;
    }
  gtk_widget_set_visible (GTK_WIDGET (self), self->missing != NULL);
  gtk_widget_set_visible (self->spinner, FALSE);
  gtk_widget_set_visible (self->icon, TRUE);
  gtk_label_set_label (self->label, self->missing != NULL ? self->missing : "");
  gtk_button_set_label (GTK_BUTTON (self->button), _ ("_Try Again"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), NULL);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "u", self->number);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "story.illustrate-now");
}

static void
easel_story_status_dispose (GObject *object)
{
  EaselStoryStatus *self = EASEL_STORY_STATUS (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->job);

  G_OBJECT_CLASS (easel_story_status_parent_class)->dispose (object);
}

static void
easel_story_status_finalize (GObject *object)
{
  g_free (EASEL_STORY_STATUS (object)->missing);

  G_OBJECT_CLASS (easel_story_status_parent_class)->finalize (object);
}

static void
easel_story_status_class_init (EaselStoryStatusClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = easel_story_status_dispose;
  G_OBJECT_CLASS (klass)->finalize = easel_story_status_finalize;
}

static void
easel_story_status_init (EaselStoryStatus *self)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                   "xalign", 0.0f, "hexpand", TRUE, NULL);

  self->spinner = g_object_new (ADW_TYPE_SPINNER, "accessible-role",
                                GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", "dialog-warning-symbolic",
                             "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->label = GTK_LABEL (label);
  self->button = g_object_new (GTK_TYPE_BUTTON, "use-underline", TRUE, "valign", GTK_ALIGN_CENTER,
                               NULL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_widget_add_css_class (self->icon, "warning");
  gtk_box_append (GTK_BOX (self), self->spinner);
  gtk_box_append (GTK_BOX (self), self->icon);
  gtk_box_append (GTK_BOX (self), label);
  gtk_box_append (GTK_BOX (self), self->button);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "story-status");
  gtk_widget_add_css_class (GTK_WIDGET (self), "story-notes");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  self->signals = g_signal_group_new (EASEL_TYPE_JOB);
  g_signal_group_connect_swapped (self->signals, "notify", G_CALLBACK (update), self);
}

void
easel_story_status_show (EaselStoryStatus *self, EaselJob *job, const char *missing, guint number)
{
  g_return_if_fail (EASEL_IS_STORY_STATUS (self));

  g_set_object (&self->job, job);
  g_set_str (&self->missing, missing);
  self->number = number;
  g_signal_group_set_target (self->signals, job);
  update (self);
}
