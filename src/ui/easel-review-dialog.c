/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-review-dialog.h"

#include "easel-engine-error.h"
#include "easel-keys.h"
#include "easel-merge-proposal.h"
#include "easel-merge-review.h"
#include "easel-outline-review.h"
#include "easel-plain.h"
#include "easel-restore-plan.h"
#include "easel-restore-review.h"
#include "easel-review-queue.h"
#include "easel-review-revise.h"
#include "easel-story-job.h"
#include "easel-text-review.h"

#include <glib/gi18n.h>

/* How long after the last change it is kept. */
#define SAVE_DELAY_MS 400
#define N_FRAMES_TO_SETTLE 3

struct _EaselReviewDialog
{
  AdwDialog parent_instance;

  AdwToastOverlay *toasts;
  AdwNavigationView *navigation;
  AdwNavigationPage *page;
  AdwWindowTitle *window_title;
  GtkWidget *steps;
  GtkMenuButton *menu_button;
  AdwBanner *problem;
  GtkStack *stack;
  AdwBin *bin;
  AdwStatusPage *failure;
  GtkWidget *bar;
  GtkButton *cancel_button;
  GtkWidget *revise_button;
  GtkWidget *approve_button;

  EaselStudio *studio;       /* (owned) */
  GSignalGroup *job_signals; /* (owned) */
  EaselJob *job;             /* (owned) (nullable): under review */
  EaselReviewView *view;     /* (nullable): in @bin, once it was read */
  GCancellable *cancellable; /* (owned) (nullable): of the reading */
  guint n_frames;            /* @view was seen in, until it has the keyboard */
  guint n_decided;           /* since it was opened */
  guint save_source;         /* 0 when there is nothing to keep */
  gboolean answering;
  gboolean closed;
};

enum
{
  SIGNAL_DECIDED,
  SIGNAL_TOLD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void set_job (EaselReviewDialog *self, EaselJob *job);
static void answer (EaselReviewDialog *self, EaselDecision *decision);

G_DEFINE_FINAL_TYPE (EaselReviewDialog, easel_review_dialog, ADW_TYPE_DIALOG)

static EaselQueue *
get_queue (EaselReviewDialog *self)
{
  return easel_studio_get_queue (self->studio);
}

/* Telling --------------------------------------------------------------------------------- */

/* Where it will be seen. */
static void
tell (EaselReviewDialog *self, const char *message)
{
  AdwToast *toast;

  if (self->closed)
    {
      g_signal_emit (self, signals[SIGNAL_TOLD], 0, message);
      return;
    }
  toast = easel_plain_toast_new (message);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
show_problem (EaselReviewDialog *self, const char *message)
{
  if (self->closed && message != NULL)
    {
      tell (self, message);
      return;
    }
  adw_banner_set_use_markup (self->problem, FALSE);
  if (message != NULL)
    adw_banner_set_title (self->problem, message);
  adw_banner_set_revealed (self->problem, message != NULL);
  if (message != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), message,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
on_problem_closed (EaselReviewDialog *self)
{
  show_problem (self, NULL);
}

/* Drafts ---------------------------------------------------------------------------------- */

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselReviewDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  /* What was answered meanwhile needs no draft. */
  if (!easel_queue_save_draft_finish (EASEL_QUEUE (source), result, &error)
      && !g_error_matches (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_WRONG_STATE))
    show_problem (self, error->message);
}

static void
save_draft (EaselReviewDialog *self)
{
  g_autofree char *draft = NULL;

  if (self->save_source == 0)
    return;
  g_clear_handle_id (&self->save_source, g_source_remove);
  draft = easel_review_view_write_draft (self->view);
  easel_queue_save_draft_async (get_queue (self), easel_job_get_id (self->job), draft, on_saved,
                                g_object_ref (self));
}

static gboolean
on_save_due (gpointer user_data)
{
  save_draft (user_data);
  return G_SOURCE_REMOVE;
}

static void
on_view_changed (EaselReviewDialog *self)
{
  g_clear_handle_id (&self->save_source, g_source_remove);
  self->save_source = g_timeout_add (SAVE_DELAY_MS, on_save_due, self);
  show_problem (self, NULL);
}

/* Going on -------------------------------------------------------------------------------- */

/* (transfer full): "2 of 5"; NULL when it is the only one */
static char *
describe_position (EaselReviewDialog *self, GPtrArray *waiting)
{
  guint position = 0;

  if (waiting->len + self->n_decided < 2 || self->job == NULL
      || !g_ptr_array_find (waiting, self->job, &position))
    return NULL;
  /* Translators: which of several reviews this is, such as "2 of 5" */
  return g_strdup_printf (_ ("%u of %u"), self->n_decided + position + 1,
                          self->n_decided + waiting->len);
}

static void
update_title (EaselReviewDialog *self)
{
  g_autoptr (GPtrArray) waiting = easel_review_queue_list (get_queue (self));
  g_autofree char *position = describe_position (self, waiting);
  const char *title = self->job != NULL ? easel_job_get_title (self->job) : _ ("Review");

  adw_window_title_set_title (self->window_title, title);
  adw_window_title_set_subtitle (self->window_title, position != NULL ? position : "");
  adw_navigation_page_set_title (self->page, title);
  gtk_widget_set_visible (self->steps, waiting->len > 1);
}

/* To the review before or after this one, or away when there is none. */
static void
go_on (EaselReviewDialog *self, int step)
{
  g_autoptr (GPtrArray) waiting = easel_review_queue_list (get_queue (self));
  EaselJob *next = easel_review_queue_find_next (waiting, self->job, step);

  if (next != NULL)
    set_job (self, next);
  else
    adw_dialog_force_close (ADW_DIALOG (self));
}

static void
on_previous_clicked (EaselReviewDialog *self)
{
  if (!self->answering)
    go_on (self, -1);
}

static void
on_next_clicked (EaselReviewDialog *self)
{
  if (!self->answering)
    go_on (self, 1);
}

/* It waits no longer: whoever did it, it is done. */
static void
leave (EaselReviewDialog *self, const char *message)
{
  g_clear_handle_id (&self->save_source, g_source_remove);
  if (!self->closed)
    go_on (self, 1);
  if (message != NULL)
    tell (self, message);
}

static void
leave_answered (EaselReviewDialog *self)
{
  /* Translators: %s is the title of a job */
  g_autofree char *message = g_strdup_printf (_ ("“%s” was decided elsewhere"),
                                              easel_job_get_title (self->job));

  leave (self, message);
}

static void
on_job_state_changed (EaselReviewDialog *self)
{
  if (!self->answering && easel_job_get_state (self->job) != EASEL_JOB_STATE_AWAITING_INPUT)
    leave_answered (self);
}

/* Showing --------------------------------------------------------------------------------- */

static void
set_answerable (EaselReviewDialog *self, gboolean answerable)
{
  gtk_widget_set_sensitive (self->bar, answerable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->menu_button), answerable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->bin), answerable);
}

static void
show_failure (EaselReviewDialog *self, const GError *error)
{
  easel_plain_describe_page (self->failure, error->message);
  gtk_stack_set_visible_child_name (self->stack, "failure");
}

static void
set_view (EaselReviewDialog *self, EaselReviewView *view)
{
  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (self->view, self);
  self->view = view;
  adw_bin_set_child (self->bin, GTK_WIDGET (view));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "review",
                                  view != NULL ? easel_review_view_get_actions (view) : NULL);
}

/* What can be done with this proposal, and what with any. */
static void
show_menu (EaselReviewDialog *self, const char *cancel_label)
{
  GMenuModel *own = easel_review_view_get_menu (self->view);
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) section = g_menu_new ();

  if (own != NULL)
    g_menu_append_section (menu, NULL, own);
  g_menu_append (section, cancel_label, "answer.cancel");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  gtk_menu_button_set_menu_model (self->menu_button, G_MENU_MODEL (menu));
}

static void
show_answers (EaselReviewDialog *self, EaselDecisionAction actions)
{
  const char *cancel_label = easel_review_view_get_cancel_label (self->view);

  gtk_button_set_label (self->cancel_button, cancel_label);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "answer.cancel",
                                 (actions & EASEL_DECISION_CANCEL) != 0);
  show_menu (self, cancel_label);
  gtk_widget_set_visible (self->revise_button, (actions & EASEL_DECISION_REVISE) != 0);
  gtk_widget_set_visible (self->approve_button, (actions & EASEL_DECISION_APPROVE) != 0);
  gtk_widget_set_visible (self->bar, TRUE);
  set_answerable (self, TRUE);
}

/* (transfer full) (nullable): what shows proposals of @view by itself */
static EaselReviewView *
create_own_view (const char *view)
{
  if (g_str_equal (view, EASEL_MERGE_VIEW))
    return EASEL_REVIEW_VIEW (g_object_ref_sink (easel_merge_review_new ()));
  if (g_str_equal (view, EASEL_STORY_VIEW))
    return EASEL_REVIEW_VIEW (g_object_ref_sink (easel_outline_review_new ()));
  if (g_str_equal (view, EASEL_RESTORE_VIEW))
    return EASEL_REVIEW_VIEW (g_object_ref_sink (easel_restore_review_new ()));
  return NULL;
}

/* (transfer full) (nullable): a view that shows what @details ask; one of another Easel is
 * shown as it is written */
static EaselReviewView *
create_view (EaselReviewDialog *self, const EaselJobDetails *details, GError **error)
{
  g_autoptr (GError) read_error = NULL;
  EaselReviewView *view = create_own_view (
      easel_job_details_get_last_ask (details)->proposal->view);

  if (view != NULL)
    {
      if (easel_review_view_show (view, self->studio, details, &read_error))
        return view;
      g_object_unref (view);
      show_problem (self, read_error->message);
    }
  view = EASEL_REVIEW_VIEW (g_object_ref_sink (easel_text_review_new ()));
  if (easel_review_view_show (view, self->studio, details, error))
    return view;
  g_object_unref (view);
  return NULL;
}

/* The dialog gives the keyboard away in its second frame, and what has it then may be hidden as
 * soon as the view knows how wide it is. */
static gboolean
on_view_frame (GtkWidget *view, GdkFrameClock *clock, gpointer user_data)
{
  EaselReviewDialog *self = user_data;

  if (!gtk_widget_get_mapped (view) || ++self->n_frames < N_FRAMES_TO_SETTLE)
    return G_SOURCE_CONTINUE;
  gtk_widget_grab_focus (view);
  return G_SOURCE_REMOVE;
}

static void
show_ask (EaselReviewDialog *self, const EaselJobDetails *details)
{
  const EaselAskRecord *ask = easel_job_details_get_last_ask (details);
  g_autoptr (EaselReviewView) view = NULL;
  g_autoptr (GError) error = NULL;

  /* The state tells a moment later. */
  if (ask == NULL || ask->decision != NULL)
    return;
  view = create_view (self, details, &error);
  if (view == NULL)
    {
      show_failure (self, error);
      return;
    }
  easel_review_view_read_draft (view, ask->draft);
  set_view (self, view);
  g_signal_connect_object (view, "changed", G_CALLBACK (on_view_changed), self, G_CONNECT_SWAPPED);
  show_answers (self, ask->proposal->actions);
  gtk_stack_set_visible_child_name (self->stack, "review");
  self->n_frames = 0;
  gtk_widget_add_tick_callback (GTK_WIDGET (view), on_view_frame, self, NULL);
}

static void
on_details_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselReviewDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselJobDetails) details = easel_queue_load_details_finish (EASEL_QUEUE (source),
                                                                         result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (details != NULL)
    show_ask (self, details);
  else
    show_failure (self, error);
}

static void
stop_loading (EaselReviewDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
set_job (EaselReviewDialog *self, EaselJob *job)
{
  stop_loading (self);
  save_draft (self);
  adw_navigation_view_pop_to_page (self->navigation, self->page);
  set_view (self, NULL);
  show_problem (self, NULL);
  g_set_object (&self->job, job);
  g_signal_group_set_target (self->job_signals, job);
  gtk_widget_set_visible (self->bar, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->menu_button), FALSE);
  gtk_stack_set_visible_child_name (self->stack, "loading");
  update_title (self);

  self->cancellable = g_cancellable_new ();
  easel_queue_load_details_async (get_queue (self), easel_job_get_id (job), self->cancellable,
                                  on_details_loaded, g_object_ref (self));
}

/* Something was changed meanwhile --------------------------------------------------------- */

static void
approve (EaselReviewDialog *self, gboolean force)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselDecision) decision = NULL;

  if (self->view == NULL || self->answering || !gtk_widget_get_visible (self->approve_button))
    return;
  decision = easel_review_view_decide (self->view, force, &error);
  if (decision != NULL)
    answer (self, decision);
  else
    show_problem (self, error->message);
}

static void
revise (EaselReviewDialog *self, const char *comment)
{
  g_autoptr (EaselDecision) decision = easel_decision_new (EASEL_DECISION_REVISE, NULL, comment,
                                                           "window");

  answer (self, decision);
}

static void
on_changed_response (EaselReviewDialog *self, const char *response)
{
  if (g_str_equal (response, "refresh"))
    revise (self, _ ("Something was changed since. Start from what is there now."));
  else if (g_str_equal (response, "approve"))
    approve (self, TRUE);
}

static void
ask_about_change (EaselReviewDialog *self, const GError *error)
{
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (
      adw_alert_dialog_new (_ ("Something Was Changed"), error->message));

  adw_alert_dialog_add_responses (alert, "back", _ ("Go _Back"), "approve", _ ("_Approve Anyway"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (alert, "approve", ADW_RESPONSE_DESTRUCTIVE);
  if (gtk_widget_get_visible (self->revise_button))
    {
      adw_alert_dialog_add_response (alert, "refresh", _ ("_Refresh Proposal"));
      adw_alert_dialog_set_response_appearance (alert, "refresh", ADW_RESPONSE_SUGGESTED);
      adw_alert_dialog_set_default_response (alert, "refresh");
    }
  adw_alert_dialog_set_close_response (alert, "back");
  g_signal_connect_object (alert, "response", G_CALLBACK (on_changed_response), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (alert), GTK_WIDGET (self));
}

/* Answering ------------------------------------------------------------------------------- */

typedef struct
{
  EaselReviewDialog *self; /* (owned) */
  EaselJob *job;           /* (owned) */
  EaselDecisionAction action;
} Answer;

static void
answer_free (Answer *data)
{
  g_object_unref (data->self);
  g_object_unref (data->job);
  g_free (data);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

/* (nullable): what there is to say about an answer that was accepted */
static const char *
describe_answer (EaselDecisionAction action)
{
  switch (action)
    {
    case EASEL_DECISION_REVISE:
      return _ ("Asking again");
    case EASEL_DECISION_CANCEL:
      return _ ("Canceled");
    case EASEL_DECISION_APPROVE:
    case EASEL_DECISION_EDIT:
    default:
      /* When it is done, there is more to say. */
      return NULL;
    }
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Answer) data = user_data;
  EaselReviewDialog *self = data->self;
  g_autoptr (GError) error = NULL;

  self->answering = FALSE;
  if (easel_studio_respond_finish (EASEL_STUDIO (source), result, &error))
    {
      self->n_decided++;
      g_signal_emit (self, signals[SIGNAL_DECIDED], 0, data->job, data->action);
      leave (self, describe_answer (data->action));
      return;
    }
  set_answerable (self, TRUE);
  if (g_error_matches (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_WRONG_STATE))
    leave_answered (self);
  else if (g_error_matches (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_CHANGED)
           && !self->closed)
    ask_about_change (self, error);
  else
    show_problem (self, error->message);
}

static void
answer (EaselReviewDialog *self, EaselDecision *decision)
{
  Answer *data = g_new (Answer, 1);

  /* When it is refused, the draft is all there is. */
  save_draft (self);
  *data = (Answer) { g_object_ref (self), g_object_ref (self->job), decision->action };
  self->answering = TRUE;
  set_answerable (self, FALSE);
  easel_studio_respond_async (self->studio, easel_job_get_id (self->job), decision, NULL,
                              on_answered, data);
}

static void
on_approve_clicked (EaselReviewDialog *self)
{
  approve (self, FALSE);
}

static void
on_cancel (GtkWidget *widget, const char *action, GVariant *parameter)
{
  EaselReviewDialog *self = EASEL_REVIEW_DIALOG (widget);
  g_autoptr (EaselDecision) decision = easel_decision_new (EASEL_DECISION_CANCEL, NULL, NULL,
                                                           "window");

  if (!self->answering)
    answer (self, decision);
}

static void
on_later_clicked (EaselReviewDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_revise (EaselReviewDialog *self, const char *comment)
{
  adw_navigation_view_pop_to_page (self->navigation, self->page);
  revise (self, comment);
}

static void
on_revise_clicked (EaselReviewDialog *self)
{
  guint n_reasons = 0;
  const EaselReviewReason *reasons = easel_review_view_get_reasons (self->view, &n_reasons);
  EaselReviewRevise *page = easel_review_revise_new (reasons, n_reasons);

  g_signal_connect_object (page, "revise", G_CALLBACK (on_revise), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (self->navigation, ADW_NAVIGATION_PAGE (page));
}

/* Keyboard -------------------------------------------------------------------------------- */

static gboolean
on_send_key (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  EaselReviewDialog *self = EASEL_REVIEW_DIALOG (widget);
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->navigation);

  if (EASEL_IS_REVIEW_REVISE (page))
    easel_review_revise_send (EASEL_REVIEW_REVISE (page));
  else
    approve (self, FALSE);
  return TRUE;
}

/* @args: to which review */
static gboolean
on_step_key (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  EaselReviewDialog *self = EASEL_REVIEW_DIALOG (widget);

  if (!self->answering && gtk_widget_get_visible (self->steps))
    go_on (self, g_variant_get_int32 (args));
  return TRUE;
}

static void
add_keys (EaselReviewDialog *self)
{
  static const EaselKey keys[] = {
    { "<Control>Return|<Control>KP_Enter", on_send_key },
    { "<Control>Page_Up", on_step_key, -1 },
    { "<Control>Page_Down", on_step_key, 1 },
  };

  easel_keys_add (GTK_WIDGET (self), keys, G_N_ELEMENTS (keys));
}

/* Object ---------------------------------------------------------------------------------- */

static void
easel_review_dialog_closed (AdwDialog *dialog)
{
  EaselReviewDialog *self = EASEL_REVIEW_DIALOG (dialog);

  self->closed = TRUE;
  save_draft (self);
  stop_loading (self);
}

static void
easel_review_dialog_dispose (GObject *object)
{
  EaselReviewDialog *self = EASEL_REVIEW_DIALOG (object);

  g_clear_handle_id (&self->save_source, g_source_remove);
  stop_loading (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_REVIEW_DIALOG);
  self->view = NULL;
  g_clear_object (&self->job_signals);
  g_clear_object (&self->job);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (easel_review_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, EaselReviewDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, EaselReviewDialog, navigation);
  gtk_widget_class_bind_template_child (widget_class, EaselReviewDialog, page);
  gtk_widget_class_bind_template_child (widget_class, EaselReviewDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, EaselReviewDialog, steps);
  gtk_widget_class_bind_template_child (widget_class, EaselReviewDialog, menu_button);
  gtk_widget_class_bind_template_child (widget_class, EaselReviewDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, EaselReviewDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, EaselReviewDialog, bin);
  gtk_widget_class_bind_template_child (widget_class, EaselReviewDialog, failure);
  gtk_widget_class_bind_template_child (widget_class, EaselReviewDialog, bar);
  gtk_widget_class_bind_template_child (widget_class, EaselReviewDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, EaselReviewDialog, revise_button);
  gtk_widget_class_bind_template_child (widget_class, EaselReviewDialog, approve_button);
}

static void
easel_review_dialog_class_init (EaselReviewDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = easel_review_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = easel_review_dialog_closed;

  signals[SIGNAL_DECIDED] = g_signal_new ("decided", EASEL_TYPE_REVIEW_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 2, EASEL_TYPE_JOB,
                                          G_TYPE_INT);
  signals[SIGNAL_TOLD] = g_signal_new ("told", EASEL_TYPE_REVIEW_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/easelapp/Easel/ui/easel-review-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "answer.cancel", NULL, on_cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_approve_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_later_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_next_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_previous_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_problem_closed);
  gtk_widget_class_bind_template_callback (widget_class, on_revise_clicked);
}

static void
easel_review_dialog_init (EaselReviewDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_keys (self);
  self->job_signals = g_signal_group_new (EASEL_TYPE_JOB);
  g_signal_group_connect_object (self->job_signals, "notify::state",
                                 G_CALLBACK (on_job_state_changed), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->job_signals, "notify::title", G_CALLBACK (update_title),
                                 self, G_CONNECT_SWAPPED);
}

/* How many wait is another number then. */
static void
on_queue_job_changed (EaselReviewDialog *self, EaselJob *job, EaselJobState before)
{
  if (before == EASEL_JOB_STATE_AWAITING_INPUT
      || easel_job_get_state (job) == EASEL_JOB_STATE_AWAITING_INPUT)
    update_title (self);
}

EaselReviewDialog *
easel_review_dialog_new (EaselStudio *studio)
{
  EaselReviewDialog *self = g_object_new (EASEL_TYPE_REVIEW_DIALOG, NULL);

  self->studio = g_object_ref (studio);
  g_signal_connect_object (easel_studio_get_queue (studio), "job-changed",
                           G_CALLBACK (on_queue_job_changed), self, G_CONNECT_SWAPPED);
  return self;
}

void
easel_review_dialog_review (EaselReviewDialog *self, EaselJob *job)
{
  g_return_if_fail (EASEL_IS_REVIEW_DIALOG (self));

  if (self->job != job && !self->answering)
    set_job (self, job);
}

AdwToastOverlay *
easel_review_dialog_get_toasts (EaselReviewDialog *self)
{
  g_return_val_if_fail (EASEL_IS_REVIEW_DIALOG (self), NULL);

  return self->toasts;
}
