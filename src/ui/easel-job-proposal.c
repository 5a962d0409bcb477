/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-job-proposal.h"

#include "easel-job-menu.h"

struct _EaselJobProposal
{
  AdwBin parent_instance;

  GtkLabel *title;
  GtkLabel *description;
  GtkActionable *review_button;
};

G_DEFINE_FINAL_TYPE (EaselJobProposal, easel_job_proposal, ADW_TYPE_BIN)

static void
easel_job_proposal_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), EASEL_TYPE_JOB_PROPOSAL);

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
  gtk_widget_class_bind_template_child (widget_class, EaselJobProposal, review_button);
}

static void
easel_job_proposal_init (EaselJobProposal *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
easel_job_proposal_show (EaselJobProposal *self, EaselJob *job, const EaselJobDetails *details)
{
  const EaselAskRecord *ask = details != NULL ? easel_job_details_get_last_ask (details) : NULL;
  gboolean asks = ask != NULL && easel_job_get_state (job) == EASEL_JOB_STATE_AWAITING_INPUT;

  g_return_if_fail (EASEL_IS_JOB_PROPOSAL (self));

  gtk_widget_set_visible (GTK_WIDGET (self), asks);
  if (!asks)
    return;

  gtk_label_set_label (self->title, ask->proposal->title);
  gtk_label_set_label (self->description,
                       ask->proposal->description != NULL ? ask->proposal->description : "");
  gtk_widget_set_visible (GTK_WIDGET (self->description), ask->proposal->description != NULL);
  easel_job_menu_connect (self->review_button, "win.review-job", easel_job_get_id (job));
}
