/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-job-proposal.h"

#include "easel-json-text.h"

struct _EaselJobProposal
{
  AdwBin parent_instance;

  GtkLabel *title;
  GtkLabel *description;
  GtkLabel *data;
  GtkLabel *problem;
  GtkWidget *cancel_button;
  GtkWidget *approve_button;

  EaselQueue *queue; /* (owned) (nullable) */
  EaselJob *job;     /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (EaselJobProposal, easel_job_proposal, ADW_TYPE_BIN)

static void
set_answerable (EaselJobProposal *self, gboolean answerable)
{
  gtk_widget_set_sensitive (self->cancel_button, answerable);
  gtk_widget_set_sensitive (self->approve_button, answerable);
}

static void
on_responded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselJobProposal) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean responded = easel_queue_respond_finish (EASEL_QUEUE (source), result, &error);

  set_answerable (self, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), !responded);
  if (!responded)
    gtk_label_set_label (self->problem, error->message);
}

static void
respond (EaselJobProposal *self, EaselDecisionAction action)
{
  g_autoptr (EaselDecision) decision = easel_decision_new (action, NULL, NULL, "window");

  set_answerable (self, FALSE);
  easel_queue_respond_async (self->queue, easel_job_get_id (self->job), decision, on_responded,
                             g_object_ref (self));
}

static void
on_cancel_clicked (EaselJobProposal *self)
{
  respond (self, EASEL_DECISION_CANCEL);
}

static void
on_approve_clicked (EaselJobProposal *self)
{
  respond (self, EASEL_DECISION_APPROVE);
}

static void
easel_job_proposal_dispose (GObject *object)
{
  EaselJobProposal *self = EASEL_JOB_PROPOSAL (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_JOB_PROPOSAL);
  g_clear_object (&self->queue);
  g_clear_object (&self->job);

  G_OBJECT_CLASS (easel_job_proposal_parent_class)->dispose (object);
}

static void
easel_job_proposal_class_init (EaselJobProposalClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = easel_job_proposal_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/easelapp/Easel/ui/easel-job-proposal.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselJobProposal, title);
  gtk_widget_class_bind_template_child (widget_class, EaselJobProposal, description);
  gtk_widget_class_bind_template_child (widget_class, EaselJobProposal, data);
  gtk_widget_class_bind_template_child (widget_class, EaselJobProposal, problem);
  gtk_widget_class_bind_template_child (widget_class, EaselJobProposal, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, EaselJobProposal, approve_button);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_approve_clicked);
}

static void
easel_job_proposal_init (EaselJobProposal *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
easel_job_proposal_show (EaselJobProposal *self,
                         EaselQueue *queue,
                         EaselJob *job,
                         const EaselJobDetails *details)
{
  const EaselAskRecord *ask = details != NULL ? easel_job_details_get_last_ask (details) : NULL;
  const EaselProposal *proposal = ask != NULL ? ask->proposal : NULL;
  gboolean asks = proposal != NULL && easel_job_get_state (job) == EASEL_JOB_STATE_AWAITING_INPUT;
  g_autofree char *data = NULL;

  g_return_if_fail (EASEL_IS_JOB_PROPOSAL (self));

  g_set_object (&self->queue, queue);
  g_set_object (&self->job, job);
  gtk_widget_set_visible (GTK_WIDGET (self), asks);
  if (!asks)
    return;

  data = easel_json_text_format (proposal->data);
  gtk_label_set_label (self->title, proposal->title);
  gtk_label_set_label (self->description,
                       proposal->description != NULL ? proposal->description : "");
  gtk_widget_set_visible (GTK_WIDGET (self->description), proposal->description != NULL);
  gtk_label_set_label (self->data, data);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_widget_set_visible (self->approve_button, (proposal->actions & EASEL_DECISION_APPROVE) != 0);
  set_answerable (self, TRUE);
}
