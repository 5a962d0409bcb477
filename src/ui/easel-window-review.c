/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-json-text.h"
#include "easel-picture-viewer.h"
#include "easel-plain.h"
#include "easel-window-private.h"

#include <glib/gi18n.h>

/* Reviews: when the dialog opens. And what is told when something that was decided, or that has no
 * page of its own, is done. */

static EaselQueue *
get_queue (EaselWindow *self)
{
  return easel_studio_get_queue (self->studio);
}

/* Telling what became of it --------------------------------------------------------------- */

typedef struct
{
  EaselWindow *window; /* (owned) */
  EaselJob *job;       /* (owned) */
} Outcome;

static void
outcome_free (Outcome *outcome)
{
  g_object_unref (outcome->window);
  g_object_unref (outcome->job);
  g_free (outcome);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Outcome, outcome_free)

/* Returns: (transfer none): may be gone with the next one */
static AdwToast *
add_toast (EaselWindow *self, const char *message)
{
  AdwToast *toast = easel_plain_toast_new (message);

  adw_toast_overlay_add_toast (easel_window_get_toasts (self), toast);
  return toast;
}

/* What was to come of it is over when it has come. */
static void
dismiss_notice (EaselWindow *self)
{
  if (self->notice_toast != NULL)
    adw_toast_dismiss (self->notice_toast);
}

static void
tell_backup (EaselWindow *self, const char *uri)
{
  AdwToast *toast = add_toast (self, _ ("Library backed up"));

  adw_toast_set_button_label (toast, _ ("_Show in Files"));
  adw_toast_set_action_name (toast, "win.show-file");
  adw_toast_set_action_target (toast, "s", uri);
  adw_toast_set_timeout (toast, 10);
}

static void
tell_result (EaselWindow *self, EaselJob *job, JsonObject *result)
{
  const char *name = easel_json_text_get_string (result, "name");
  const char *entry = easel_json_text_get_string (result, "entry");
  const char *kind = easel_job_get_kind (job);
  g_autofree char *message = NULL;

  if (g_str_equal (kind, "backup"))
    {
      tell_backup (self, easel_json_text_get_string (result, "file"));
      return;
    }
  if (g_str_equal (kind, "restore") && easel_job_get_outcome (job) != NULL)
    message = g_strdup (easel_job_get_outcome (job));
  else if (name != NULL && g_str_equal (kind, "merge"))
    /* Translators: %s is the name of what two things have become */
    message = g_strdup_printf (_ ("Merged into “%s”"), name);
  else
    message = g_strdup_printf (_ ("“%s” is done"), easel_job_get_title (job));
  if (entry != NULL)
    easel_window_add_undo_toast (self, message, entry);
  else
    add_toast (self, message);
}

static void
on_result_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Outcome) outcome = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselJobDetails) details = easel_queue_load_details_finish (EASEL_QUEUE (source),
                                                                         result, &error);
  g_autoptr (JsonObject) object = NULL;

  if (details == NULL)
    {
      g_message ("%s", error->message);
      return;
    }
  object = easel_json_text_parse_object (details->result);
  if (object != NULL)
    tell_result (outcome->window, outcome->job, object);
}

static void
tell_completed (EaselWindow *self, EaselJob *job)
{
  Outcome *outcome = g_new (Outcome, 1);

  *outcome = (Outcome) { g_object_ref (self), g_object_ref (job) };
  easel_queue_load_details_async (get_queue (self), easel_job_get_id (job), self->cancellable,
                                  on_result_loaded, outcome);
}

static void
tell_failed (EaselWindow *self, EaselJob *job)
{
  const EaselFailure *failure = easel_job_get_failure (job);

  if (failure != NULL)
    add_toast (self, failure->message);
}

static void
tell_when_ended (EaselWindow *self, EaselJob *job)
{
  EaselJobState state = easel_job_get_state (job);

  if (!easel_job_state_is_final (state)
      || !g_hash_table_remove (self->followed, easel_job_get_id (job)))
    return;
  dismiss_notice (self);
  if (state == EASEL_JOB_STATE_COMPLETED)
    tell_completed (self, job);
  else if (state == EASEL_JOB_STATE_FAILED)
    tell_failed (self, job);
}

static void
on_decided (EaselWindow *self, EaselJob *job, EaselDecisionAction action)
{
  if (action == EASEL_DECISION_APPROVE || action == EASEL_DECISION_EDIT)
    easel_window_follow (self, job);
}

/* Approving without a look ---------------------------------------------------------------- */

/* What has changed meanwhile is better looked at. */
static void
on_approved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Outcome) outcome = user_data;
  g_autoptr (GError) error = NULL;

  if (easel_studio_respond_finish (EASEL_STUDIO (source), result, &error))
    on_decided (outcome->window, outcome->job, EASEL_DECISION_APPROVE);
  else if (g_error_matches (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_CHANGED))
    easel_window_review (outcome->window, easel_job_get_id (outcome->job));
  else
    easel_window_add_error_toast (outcome->window, error);
}

static void
on_approve_job (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselWindow *self = user_data;
  const char *id = g_variant_get_string (parameter, NULL);
  EaselJob *job = easel_queue_lookup (get_queue (self), id);
  g_autoptr (EaselDecision) decision = easel_decision_new (EASEL_DECISION_APPROVE, NULL, NULL,
                                                           "window");
  Outcome *outcome;

  if (job == NULL)
    return;
  outcome = g_new (Outcome, 1);
  *outcome = (Outcome) { g_object_ref (self), g_object_ref (job) };
  easel_studio_respond_async (self->studio, id, decision, NULL, on_approved, outcome);
}

/* The dialog ------------------------------------------------------------------------------ */

static void
on_dialog_closed (EaselWindow *self)
{
  g_clear_weak_pointer (&self->review);
}

static void
on_told (EaselWindow *self, const char *message)
{
  AdwToast *toast = add_toast (self, message);

  g_clear_weak_pointer (&self->review_toast);
  g_set_weak_pointer (&self->review_toast, toast);
}

/* What it said when it closed, or that it would open, is over then, and would be seen behind it. */
static void
dismiss_told (EaselWindow *self)
{
  AdwToast *toast = self->review_toast;

  g_clear_weak_pointer (&self->review_toast);
  if (toast != NULL)
    adw_toast_dismiss (toast);
  dismiss_notice (self);
}

static void
show_dialog (EaselWindow *self, EaselJob *job)
{
  if (self->review == NULL)
    {
      EaselReviewDialog *dialog = easel_review_dialog_new (self->studio);

      dismiss_told (self);
      g_set_weak_pointer (&self->review, dialog);
      g_signal_connect_object (dialog, "decided", G_CALLBACK (on_decided), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (dialog, "closed", G_CALLBACK (on_dialog_closed), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (dialog, "told", G_CALLBACK (on_told), self, G_CONNECT_SWAPPED);
      easel_review_dialog_review (dialog, job);
      adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
    }
  else
    easel_review_dialog_review (self->review, job);
}

/* Whether the person is in the middle of something: writing, in a menu, in another dialog, or
 * looking at pictures. */
static gboolean
is_busy (EaselWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) != NULL
      || self->viewer != NULL)
    return TRUE;
  return focus != NULL
         && (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus)
             || gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL);
}

static void
on_job_changed (EaselWindow *self, EaselJob *job, EaselJobState before)
{
  if (easel_job_get_state (job) == EASEL_JOB_STATE_AWAITING_INPUT
      && gtk_window_is_active (GTK_WINDOW (self)) && !is_busy (self))
    show_dialog (self, job);
  tell_when_ended (self, job);
}

static void
on_review_job (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  easel_window_review (user_data, g_variant_get_string (parameter, NULL));
}

void
easel_window_add_reviews (EaselWindow *self)
{
  const GActionEntry entries[] = { { "review-job", on_review_job, "s" },
                                   { "approve-job", on_approve_job, "s" } };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (get_queue (self), "job-changed", G_CALLBACK (on_job_changed), self,
                           G_CONNECT_SWAPPED);
}

void
easel_window_follow (EaselWindow *self, EaselJob *job)
{
  g_hash_table_add (self->followed, g_strdup (easel_job_get_id (job)));
  /* It may have been faster. */
  tell_when_ended (self, job);
}

AdwToastOverlay *
easel_window_get_toasts (EaselWindow *self)
{
  if (self->review != NULL)
    return easel_review_dialog_get_toasts (self->review);
  return self->viewer != NULL
             ? easel_picture_viewer_get_toasts (EASEL_PICTURE_VIEWER (self->viewer))
             : self->toasts;
}

void
easel_window_review (EaselWindow *self, const char *id)
{
  EaselJob *job;

  g_return_if_fail (EASEL_IS_WINDOW (self));

  job = easel_queue_lookup (get_queue (self), id);
  if (job == NULL)
    return;
  if (self->viewer != NULL)
    gtk_widget_activate_action (self->viewer, "viewer.close", NULL);
  if (easel_job_get_state (job) == EASEL_JOB_STATE_AWAITING_INPUT)
    show_dialog (self, job);
  else
    easel_window_show_job_page (self, job, TRUE);
}
