/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reviews from a merge that asks to what becomes of it, in a real window. */

#include "easel-merge-field-row.h"
#include "easel-merge-review.h"
#include "easel-review-dialog.h"
#include "easel-review-revise.h"
#include "easel-ui-resources.h"
#include "merge-fixture.h"
#include "merge-scene.h"
#include "ui-testing.h"

typedef struct
{
  StudioFixture *studio;
  GtkWidget *window;
  EaselReviewDialog *dialog; /* (nullable): while it is open */
  GString *heard;            /* what it said, one line each */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  *fixture = (Fixture) { .studio = merge_fixture_new_asking (),
                         .window = adw_window_new (),
                         .heard = g_string_new (NULL) };
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1100, 700);
  adw_window_set_content (ADW_WINDOW (fixture->window), gtk_label_new ("Behind"));
  gtk_window_present (GTK_WINDOW (fixture->window));
  ui_wait_until (gtk_widget_get_mapped (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  ui_iterate_for (10);
  studio_fixture_free (fixture->studio);
  g_string_free (fixture->heard, TRUE);
}

static void
on_decided (EaselReviewDialog *dialog, EaselJob *job, EaselDecisionAction action, gpointer data)
{
  g_string_append_printf (((Fixture *) data)->heard, "%s\n",
                          easel_decision_action_to_string (action));
}

static void
on_told (EaselReviewDialog *dialog, const char *message, gpointer data)
{
  g_string_append_printf (((Fixture *) data)->heard, "%s\n", message);
}

static void
on_closed (EaselReviewDialog *dialog, gpointer data)
{
  ((Fixture *) data)->dialog = NULL;
}

static gboolean
is_ready (Fixture *fixture)
{
  GtkWidget *view = ui_find (GTK_WIDGET (fixture->dialog), EASEL_TYPE_REVIEW_VIEW, NULL);

  return view != NULL && gtk_widget_get_mapped (view);
}

static void
open (Fixture *fixture, EaselJob *job)
{
  fixture->dialog = easel_review_dialog_new (fixture->studio->studio);
  g_signal_connect (fixture->dialog, "decided", G_CALLBACK (on_decided), fixture);
  g_signal_connect (fixture->dialog, "told", G_CALLBACK (on_told), fixture);
  g_signal_connect (fixture->dialog, "closed", G_CALLBACK (on_closed), fixture);
  easel_review_dialog_review (fixture->dialog, job);
  adw_dialog_present (ADW_DIALOG (fixture->dialog), fixture->window);
  ui_wait_until (is_ready (fixture));
}

static EaselMergeField *
get_field (Fixture *fixture, const char *name)
{
  GtkWidget *review = ui_get (GTK_WIDGET (fixture->dialog), EASEL_TYPE_MERGE_REVIEW, NULL);

  return merge_scene_find (easel_merge_review_get_model (EASEL_MERGE_REVIEW (review)), name);
}

static void
press (Fixture *fixture, const char *label)
{
  ui_press (ui_get (GTK_WIDGET (fixture->dialog), GTK_TYPE_BUTTON, label));
}

/* The alert over the dialog. */
static GtkWidget *
wait_for_alert (Fixture *fixture)
{
  ui_wait_until (ui_find (fixture->window, ADW_TYPE_ALERT_DIALOG, NULL) != NULL);
  return ui_get (fixture->window, ADW_TYPE_ALERT_DIALOG, NULL);
}

/* (transfer full) (nullable) */
static char *
load_draft (Fixture *fixture, EaselJob *job)
{
  g_autoptr (EaselJobDetails) details = studio_fixture_load (fixture->studio, job);

  return g_strdup (easel_job_details_get_last_ask (details)->draft);
}

static gboolean
is_kept (Fixture *fixture, EaselJob *job, const char *words)
{
  g_autofree char *draft = load_draft (fixture, job);

  return draft != NULL && strstr (draft, words) != NULL;
}

static void
assert_color (Fixture *fixture, const char *color)
{
  g_autoptr (EaselEntity) entity = merge_fixture_get (fixture->studio, MERGE_SOURCE);

  g_assert_cmpstr (merge_fixture_get_color (entity), ==, color);
}

static const char *
get_subtitle (Fixture *fixture)
{
  return adw_window_title_get_subtitle (
      ADW_WINDOW_TITLE (ui_get (GTK_WIDGET (fixture->dialog), ADW_TYPE_WINDOW_TITLE, NULL)));
}

/* Deciding -------------------------------------------------------------------------------- */

static void
test_approve (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = merge_fixture_ask (fixture->studio);

  open (fixture, job);
  press (fixture, "_Approve");
  ui_wait_until (fixture->dialog == NULL);
  g_assert_cmpstr (fixture->heard->str, ==, "approve\n");
  g_assert_cmpint (studio_fixture_wait (fixture->studio, job), ==, EASEL_JOB_STATE_COMPLETED);
  assert_color (fixture, "navy blue");
}

static void
test_edit (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = merge_fixture_ask (fixture->studio);
  g_autoptr (JsonObject) result = NULL;
  JsonObject *origins;

  open (fixture, job);
  easel_merge_field_set_text (get_field (fixture, "color"), "midnight blue");
  easel_merge_field_take (get_field (fixture, "fabric"), EASEL_MERGE_SIDE_LEFT);
  press (fixture, "_Approve");
  ui_wait_until (fixture->dialog == NULL);
  g_assert_cmpstr (fixture->heard->str, ==, "edit\n");
  g_assert_cmpint (studio_fixture_wait (fixture->studio, job), ==, EASEL_JOB_STATE_COMPLETED);
  assert_color (fixture, "midnight blue");
  result = studio_fixture_get_result (fixture->studio, job);
  origins = json_object_get_object_member (json_object_get_object_member (result, "origins"),
                                           "attributes");
  g_assert_cmpstr (json_object_get_string_member (origins, "color"), ==, "person");
  g_assert_false (json_object_has_member (origins, "fabric"));
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = merge_fixture_ask (fixture->studio);

  open (fixture, job);
  gtk_widget_activate_action (GTK_WIDGET (fixture->dialog), "answer.cancel", NULL);
  ui_wait_until (fixture->dialog == NULL);
  g_assert_cmpstr (fixture->heard->str, ==, "cancel\nCanceled\n");
  ui_wait_until (easel_job_get_state (job) == EASEL_JOB_STATE_CANCELED);
}

/* A value that cannot be is said, and nothing is sent. */
static void
test_problem (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = merge_fixture_ask (fixture->studio);
  AdwBanner *banner;

  open (fixture, job);
  banner = ADW_BANNER (ui_get (GTK_WIDGET (fixture->dialog), ADW_TYPE_BANNER, NULL));
  easel_merge_field_set_text (get_field (fixture, "name"), " ");
  g_assert_false (adw_banner_get_revealed (banner));
  press (fixture, "_Approve");
  g_assert_true (adw_banner_get_revealed (banner));
  g_assert_cmpint (easel_job_get_state (job), ==, EASEL_JOB_STATE_AWAITING_INPUT);
  easel_merge_field_set_text (get_field (fixture, "name"), "Coat");
  g_assert_false (adw_banner_get_revealed (banner));
}

static void
test_elsewhere (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = merge_fixture_ask (fixture->studio);

  open (fixture, job);
  g_assert_true (
      merge_fixture_respond (fixture->studio, job, EASEL_DECISION_CANCEL, NULL, NULL, NULL));
  ui_wait_until (fixture->dialog == NULL);
  g_assert_nonnull (strstr (fixture->heard->str, "was decided elsewhere"));
}

/* Asking again ---------------------------------------------------------------------------- */

static void
test_revise (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = merge_fixture_ask (fixture->studio);
  GtkWidget *page;
  GtkWidget *send;
  g_autofree char *question = NULL;

  open (fixture, job);
  press (fixture, "_Revise…");
  ui_wait_until (ui_find (GTK_WIDGET (fixture->dialog), EASEL_TYPE_REVIEW_REVISE, NULL) != NULL);
  page = ui_get (GTK_WIDGET (fixture->dialog), EASEL_TYPE_REVIEW_REVISE, NULL);
  send = ui_get (page, GTK_TYPE_BUTTON, "_Ask Again");
  g_assert_false (gtk_widget_get_sensitive (send));
  for (guint i = 0; i < 2; i++)
    {
      const char *const labels[] = { "Shorter", "Wrong Color" };

      gtk_toggle_button_set_active (
          GTK_TOGGLE_BUTTON (ui_get (page, GTK_TYPE_TOGGLE_BUTTON, labels[i])), TRUE);
    }
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (ui_get (page, GTK_TYPE_TOGGLE_BUTTON, "Shorter")), FALSE);
  ui_press (send);
  ui_wait_until (fixture->dialog == NULL);
  g_assert_cmpstr (fixture->heard->str, ==, "revise\nAsking again\n");

  g_assert_cmpint (studio_fixture_wait (fixture->studio, job), ==, EASEL_JOB_STATE_AWAITING_INPUT);
  question = merge_fixture_get_question (fixture->studio, 1);
  g_assert_nonnull (strstr (question, "The color is wrong."));
  g_assert_null (strstr (question, "Say it shorter."));
  open (fixture, job);
  g_assert_nonnull (
      ui_find (GTK_WIDGET (fixture->dialog), GTK_TYPE_LABEL, "You asked: “The color is wrong.”"));
  g_assert_nonnull (ui_find (GTK_WIDGET (fixture->dialog), GTK_TYPE_LABEL, "Version 2"));
}

/* Approving what has changed meanwhile. */
static void
approve_changed (Fixture *fixture, EaselJob *job, const char *response)
{
  open (fixture, job);
  merge_fixture_edit (fixture->studio, MERGE_SOURCE, "black");
  press (fixture, "_Approve");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (wait_for_alert (fixture)), response);
  g_assert_cmpint (easel_job_get_state (job), ==, EASEL_JOB_STATE_AWAITING_INPUT);
  adw_dialog_close (ADW_DIALOG (wait_for_alert (fixture)));
}

static void
test_changed_anyway (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = merge_fixture_ask (fixture->studio);

  approve_changed (fixture, job, "approve");
  ui_wait_until (fixture->dialog == NULL);
  g_assert_cmpint (studio_fixture_wait (fixture->studio, job), ==, EASEL_JOB_STATE_COMPLETED);
  assert_color (fixture, "navy blue");
}

static void
test_changed_refresh (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = merge_fixture_ask (fixture->studio);
  g_autoptr (EaselMergeProposal) proposal = NULL;

  approve_changed (fixture, job, "refresh");
  ui_wait_until (fixture->dialog == NULL);
  g_assert_cmpint (studio_fixture_wait (fixture->studio, job), ==, EASEL_JOB_STATE_AWAITING_INPUT);
  proposal = merge_fixture_get_proposal (fixture->studio, job);
  g_assert_cmpuint (easel_merge_proposal_get_version (proposal), ==, 2);
  g_assert_cmpstr (merge_fixture_get_color (easel_merge_proposal_get_source (proposal)), ==,
                   "black");
}

static void
test_changed_back (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = merge_fixture_ask (fixture->studio);

  approve_changed (fixture, job, "back");
  ui_iterate_for (100);
  g_assert_nonnull (fixture->dialog);
  ui_wait_until (
      gtk_widget_is_sensitive (ui_get (GTK_WIDGET (fixture->dialog), GTK_TYPE_BUTTON, "_Approve")));
}

/* Who closes it before the answer is taken hears what became of it, and it opens nothing more. */
static void
test_closed_meanwhile (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = merge_fixture_ask (fixture->studio);

  open (fixture, job);
  merge_fixture_edit (fixture->studio, MERGE_SOURCE, "black");
  press (fixture, "_Approve");
  adw_dialog_force_close (ADW_DIALOG (fixture->dialog));
  g_assert_null (fixture->dialog);
  ui_wait_until (fixture->heard->len > 0);
  g_assert_cmpint (easel_job_get_state (job), ==, EASEL_JOB_STATE_AWAITING_INPUT);

  g_string_truncate (fixture->heard, 0);
  open (fixture, job);
  gtk_widget_activate_action (GTK_WIDGET (fixture->dialog), "answer.cancel", NULL);
  adw_dialog_force_close (ADW_DIALOG (fixture->dialog));
  ui_wait_until (easel_job_get_state (job) == EASEL_JOB_STATE_CANCELED);
  ui_wait_until (g_str_equal (fixture->heard->str, "cancel\nCanceled\n"));
}

/* Drafts ---------------------------------------------------------------------------------- */

/* Without anybody closing anything, as a crash leaves it. */
static void
test_draft (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = merge_fixture_ask (fixture->studio);

  open (fixture, job);
  easel_merge_field_set_text (get_field (fixture, "color"), "midnight blue");
  ui_wait_until (is_kept (fixture, job, "midnight blue"));
}

static void
test_draft_of_later (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = merge_fixture_ask (fixture->studio);

  open (fixture, job);
  easel_merge_field_set_text (get_field (fixture, "color"), "midnight blue");
  press (fixture, "_Later");
  ui_wait_until (fixture->dialog == NULL);
  open (fixture, job);
  merge_scene_check (easel_merge_field_get_value (get_field (fixture, "color")),
                     "\"midnight blue\"");

  /* Who takes it all back has no draft any more. */
  easel_merge_field_reset (get_field (fixture, "color"));
  ui_wait_until (!is_kept (fixture, job, ""));
}

/* Several --------------------------------------------------------------------------------- */

static EaselJob *
ask_another (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  EaselJob *job;

  merge_fixture_add (fixture->studio, "green-hat", "Green hat", "{\"color\":\"green\"}", NULL);
  merge_fixture_add (fixture->studio, "mossy-hat", "Mossy hat", "{\"color\":\"moss\"}", NULL);
  job = easel_studio_merge (fixture->studio->studio, "green-hat", "mossy-hat", &error);
  g_assert_no_error (error);
  g_assert_cmpint (studio_fixture_wait (fixture->studio, job), ==, EASEL_JOB_STATE_AWAITING_INPUT);
  return job;
}

static void
test_several (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = merge_fixture_ask (fixture->studio);
  EaselJob *other;

  open (fixture, job);
  g_assert_cmpstr (get_subtitle (fixture), ==, "");
  other = ask_another (fixture);
  g_assert_cmpstr (get_subtitle (fixture), ==, "1 of 2");
  easel_merge_field_set_text (get_field (fixture, "color"), "midnight blue");

  /* What was begun is kept when looking at another. */
  ui_press (ui_find_tooltip (GTK_WIDGET (fixture->dialog), "Next Review"));
  ui_wait_until (is_ready (fixture));
  g_assert_cmpstr (get_subtitle (fixture), ==, "2 of 2");
  ui_press (ui_find_tooltip (GTK_WIDGET (fixture->dialog), "Previous Review"));
  ui_wait_until (is_ready (fixture));
  merge_scene_check (easel_merge_field_get_value (get_field (fixture, "color")),
                     "\"midnight blue\"");

  press (fixture, "_Approve");
  ui_wait_until (is_ready (fixture) && g_str_equal (get_subtitle (fixture), "2 of 2"));
  g_assert_nonnull (fixture->dialog);
  press (fixture, "_Approve");
  ui_wait_until (fixture->dialog == NULL);
  g_assert_cmpint (studio_fixture_wait (fixture->studio, job), ==, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpint (studio_fixture_wait (fixture->studio, other), ==, EASEL_JOB_STATE_COMPLETED);
  assert_color (fixture, "midnight blue");
}

/* The keyboard ---------------------------------------------------------------------------- */

/* Whether it is in the review, and at something that can be used with it. */
static gboolean
has_keyboard (Fixture *fixture)
{
  GtkWidget *view = ui_find (GTK_WIDGET (fixture->dialog), EASEL_TYPE_REVIEW_VIEW, NULL);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));

  return view != NULL && focus != NULL && focus != view && gtk_widget_is_ancestor (focus, view);
}

/* A bottom sheet becomes one while it opens. @data: how long the review takes to be there */
static void
test_keyboard (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = merge_fixture_ask (fixture->studio);
  GtkWidget *behind = gtk_button_new_with_label ("Behind");

  adw_window_set_content (ADW_WINDOW (fixture->window), behind);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 370, 640);
  ui_wait_until (gtk_widget_get_width (fixture->window) < 400);
  gtk_widget_grab_focus (behind);

  fixture->dialog = easel_review_dialog_new (fixture->studio->studio);
  adw_dialog_present (ADW_DIALOG (fixture->dialog), fixture->window);
  ui_iterate_for (GPOINTER_TO_UINT (data));
  easel_review_dialog_review (fixture->dialog, job);
  ui_wait_until (is_ready (fixture) && has_keyboard (fixture));
  ui_iterate_for (300);
  g_assert_true (has_keyboard (fixture));
}

int
main (int argc, char **argv)
{
  const guint delays[] = { 0, 10, 20, 40, 300 };

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  easel_ui_register_resource ();

#define ADD(name, func) g_test_add ("/review-dialog/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("approve", test_approve);
  ADD ("edit", test_edit);
  ADD ("cancel", test_cancel);
  ADD ("problem", test_problem);
  ADD ("elsewhere", test_elsewhere);
  ADD ("revise", test_revise);
  ADD ("changed-anyway", test_changed_anyway);
  ADD ("changed-refresh", test_changed_refresh);
  ADD ("changed-back", test_changed_back);
  ADD ("closed-meanwhile", test_closed_meanwhile);
  ADD ("draft", test_draft);
  ADD ("draft-of-later", test_draft_of_later);
  ADD ("several", test_several);
#undef ADD
  for (guint i = 0; i < G_N_ELEMENTS (delays); i++)
    {
      g_autofree char *path = g_strdup_printf ("/review-dialog/keyboard/%u", delays[i]);

      g_test_add (path, Fixture, GUINT_TO_POINTER (delays[i]), set_up, test_keyboard, tear_down);
    }

  return g_test_run ();
}
