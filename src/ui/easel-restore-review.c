/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-restore-review.h"

#include "easel-restore-plan.h"

#include <glib/gi18n.h>

/* Of a decision: even though something was changed. */
#define MEMBER_FORCE "force"

struct _EaselRestoreReview
{
  AdwBin parent_instance;

  AdwPreferencesGroup *group;
  AdwActionRow *file;
  AdwActionRow *created;
};

static void easel_restore_review_view_init (EaselReviewViewInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EaselRestoreReview,
                               easel_restore_review,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (EASEL_TYPE_REVIEW_VIEW,
                                                      easel_restore_review_view_init))

/* A row for what there is any of. */
static void
add_count (EaselRestoreReview *self, const char *title, guint count)
{
  GtkWidget *row;
  g_autofree char *text = g_strdup_printf ("%'u", count);

  if (count == 0)
    return;
  row = g_object_new (ADW_TYPE_ACTION_ROW, "title", title, NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_label_new (text));
  adw_preferences_group_add (self->group, row);
}

static void
show_created (EaselRestoreReview *self, const char *created)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_iso8601 (created, NULL);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autofree char *text = local != NULL ? g_date_time_format (local, _ ("%-e %B %Y, %R")) : NULL;

  adw_action_row_set_subtitle (self->created, text != NULL ? text : created);
}

static gboolean
show (EaselReviewView *view, EaselStudio *studio, const EaselJobDetails *details, GError **error)
{
  EaselRestoreReview *self = EASEL_RESTORE_REVIEW (view);
  const EaselProposal *proposal = easel_job_details_get_last_ask (details)->proposal;
  g_autoptr (EaselRestorePlan) plan = easel_restore_plan_from_json (proposal->data, error);

  if (plan == NULL)
    return FALSE;
  add_count (self, _ ("New Entries"), plan->counts.n_entries);
  add_count (self, _ ("New Pictures"), plan->counts.n_pictures);
  add_count (self, _ ("Pictures Without Their Files"), plan->counts.n_missing);
  add_count (self, _ ("Missing Picture Files"), plan->counts.n_files);
  add_count (self, _ ("New Recipes"), plan->counts.n_recipes);
  add_count (self, _ ("Analyzers and Other Files of Your Own"), plan->counts.n_own);
  add_count (self, _ ("Already in the Library"), plan->counts.n_kept);
  adw_preferences_group_set_description (self->group, easel_restore_plan_get_note (plan));
  adw_action_row_set_subtitle (self->file, plan->file);
  show_created (self, plan->created);
  return TRUE;
}

static EaselDecision *
decide (EaselReviewView *view, gboolean force, GError **error)
{
  return easel_decision_new (EASEL_DECISION_APPROVE, force ? "{\"" MEMBER_FORCE "\":true}" : NULL,
                             NULL, "window");
}

static void
easel_restore_review_view_init (EaselReviewViewInterface *iface)
{
  iface->show = show;
  iface->decide = decide;
  iface->cancel_label = N_ ("_Cancel Restore");
}

static void
easel_restore_review_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), EASEL_TYPE_RESTORE_REVIEW);

  G_OBJECT_CLASS (easel_restore_review_parent_class)->dispose (object);
}

static void
easel_restore_review_class_init (EaselRestoreReviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = easel_restore_review_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/easelapp/Easel/ui/easel-restore-review.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselRestoreReview, group);
  gtk_widget_class_bind_template_child (widget_class, EaselRestoreReview, file);
  gtk_widget_class_bind_template_child (widget_class, EaselRestoreReview, created);
}

static void
easel_restore_review_init (EaselRestoreReview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
easel_restore_review_new (void)
{
  return g_object_new (EASEL_TYPE_RESTORE_REVIEW, NULL);
}
