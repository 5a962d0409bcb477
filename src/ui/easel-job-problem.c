/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-job-problem.h"

#include "easel-job-menu.h"
#include "easel-job-text.h"

#include <glib/gi18n.h>

struct _EaselJobProblem
{
  AdwBin parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *message;
  GtkLabel *hint;
  GtkWidget *remedy_button;
  GtkWidget *retry_button;

  EaselJob *job;      /* (owned) */
  gboolean overnight; /* whether it was asked for in a batch */
};

G_DEFINE_FINAL_TYPE (EaselJobProblem, easel_job_problem, ADW_TYPE_BIN)

static void
set_label (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

/* What failed; why is told below it. */
static const char *
get_title (EaselJob *job)
{
  const char *kind = easel_job_get_kind (job);

  if (easel_job_get_n_children (job) > 0)
    return _ ("None of Them Worked");
  if (g_str_equal (kind, "analyze"))
    return _ ("The Picture Was Not Analyzed");
  if (g_str_equal (kind, "overnight"))
    return _ ("The Pictures Were Not Analyzed");
  if (g_str_equal (kind, "merge"))
    return _ ("Nothing Was Merged");
  if (g_str_equal (kind, "backup"))
    return _ ("The Library Was Not Backed Up");
  if (g_str_equal (kind, "restore"))
    return _ ("Nothing Was Restored");
  if (g_str_equal (kind, "tidy"))
    return _ ("Look-Alikes Were Not Found");
  if (g_str_equal (kind, "pull"))
    return _ ("The Model Was Not Downloaded");
  return _ ("This Did Not Work");
}

/* (transfer full) (nullable): what may help, and what it costs to try again */
static char *
describe_remedy (EaselJobProblem *self, const EaselFailure *failure)
{
  const char *hint = failure != NULL ? failure->hint : NULL;
  const char *alone = _ ("Trying again asks for this one alone, now, at the usual price.");

  if (!self->overnight)
    return g_strdup (hint);
  return hint != NULL ? g_strdup_printf ("%s\n%s", hint, alone) : g_strdup (alone);
}

static void
show_failure (EaselJobProblem *self, const EaselFailure *failure)
{
  const char *remedy = failure != NULL ? failure->remedy : NULL;
  const char *label = easel_remedy_get_label (remedy);
  const char *target = easel_remedy_get_target (remedy, self->job);
  g_autofree char *hint = describe_remedy (self, failure);

  gtk_image_set_from_icon_name (self->icon, "dialog-warning-symbolic");
  gtk_label_set_label (self->title, get_title (self->job));
  set_label (self->message, failure != NULL ? failure->message : NULL);
  set_label (self->hint, hint);
  gtk_widget_set_visible (self->remedy_button, label != NULL);
  if (label != NULL)
    {
      gtk_button_set_label (GTK_BUTTON (self->remedy_button), label);
      /* A name must never stand beside the target of another. */
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->remedy_button), NULL);
      gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->remedy_button),
                                              target != NULL ? g_variant_new_string (target)
                                                             : NULL);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->remedy_button),
                                      easel_remedy_get_action_name (remedy));
    }
  if (label == NULL && remedy != NULL)
    gtk_widget_add_css_class (self->retry_button, "suggested-action");
  else
    gtk_widget_remove_css_class (self->retry_button, "suggested-action");
}

/* (nullable): what is paid for */
static const char *
get_canceled_message (EaselJob *job)
{
  if (!g_str_equal (easel_job_get_kind (job), "overnight"))
    return NULL;
  return _ ("What was answered until then is paid for. Trying again sends what has no answer yet.");
}

static void
show_canceled (EaselJobProblem *self)
{
  gtk_image_set_from_icon_name (self->icon, "process-stop-symbolic");
  gtk_label_set_label (self->title, _ ("Canceled"));
  set_label (self->message, get_canceled_message (self->job));
  set_label (self->hint, NULL);
  gtk_widget_set_visible (self->remedy_button, FALSE);
  gtk_widget_remove_css_class (self->retry_button, "suggested-action");
}

static void
update (EaselJobProblem *self)
{
  EaselJobState state = easel_job_get_state (self->job);

  gtk_widget_set_visible (GTK_WIDGET (self),
                          state == EASEL_JOB_STATE_FAILED || state == EASEL_JOB_STATE_CANCELED);
  if (state == EASEL_JOB_STATE_FAILED)
    show_failure (self, easel_job_get_failure (self->job));
  else if (state == EASEL_JOB_STATE_CANCELED)
    show_canceled (self);
}

static void
easel_job_problem_dispose (GObject *object)
{
  EaselJobProblem *self = EASEL_JOB_PROBLEM (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_JOB_PROBLEM);
  g_clear_object (&self->job);

  G_OBJECT_CLASS (easel_job_problem_parent_class)->dispose (object);
}

static void
easel_job_problem_class_init (EaselJobProblemClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = easel_job_problem_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/easelapp/Easel/ui/easel-job-problem.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselJobProblem, icon);
  gtk_widget_class_bind_template_child (widget_class, EaselJobProblem, title);
  gtk_widget_class_bind_template_child (widget_class, EaselJobProblem, message);
  gtk_widget_class_bind_template_child (widget_class, EaselJobProblem, hint);
  gtk_widget_class_bind_template_child (widget_class, EaselJobProblem, remedy_button);
  gtk_widget_class_bind_template_child (widget_class, EaselJobProblem, retry_button);
}

static void
easel_job_problem_init (EaselJobProblem *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
easel_job_problem_set_job (EaselJobProblem *self, EaselJob *job)
{
  g_return_if_fail (EASEL_IS_JOB_PROBLEM (self));
  g_return_if_fail (self->job == NULL);

  self->job = g_object_ref (job);
  easel_job_menu_connect (GTK_ACTIONABLE (self->retry_button), "win.retry-job",
                          easel_job_get_id (job));
  g_signal_connect_object (job, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (job, "notify::failure", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

void
easel_job_problem_set_overnight (EaselJobProblem *self, gboolean overnight)
{
  g_return_if_fail (EASEL_IS_JOB_PROBLEM (self));

  self->overnight = overnight;
  if (self->job != NULL)
    update (self);
}
