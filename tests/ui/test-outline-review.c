/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The outline of a story, reviewed in the dialog in a real window. */

#include "easel-outline-review-card.h"
#include "easel-outline-review-field.h"
#include "easel-outline-review.h"
#include "easel-review-dialog.h"
#include "easel-ui-resources.h"
#include "story-fixture.h"
#include "ui-testing.h"

typedef struct
{
  StudioFixture *studio;
  EaselJob *job; /* (unowned): asks about its outline */
  GtkWidget *window;
  EaselReviewDialog *dialog; /* (nullable): while it is open */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  *fixture = (Fixture) { .studio = story_fixture_new_writing (), .window = adw_window_new () };
  fixture->job = story_fixture_submit (fixture->studio, 0, TRUE);
  g_assert_cmpint (studio_fixture_wait (fixture->studio, fixture->job), ==,
                   EASEL_JOB_STATE_AWAITING_INPUT);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 700);
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
}

static void
on_closed (EaselReviewDialog *dialog, gpointer data)
{
  ((Fixture *) data)->dialog = NULL;
}

static EaselOutlineReview *
get_review (Fixture *fixture)
{
  return EASEL_OUTLINE_REVIEW (
      ui_find (GTK_WIDGET (fixture->dialog), EASEL_TYPE_OUTLINE_REVIEW, NULL));
}

static void
open (Fixture *fixture)
{
  fixture->dialog = easel_review_dialog_new (fixture->studio->studio);
  g_signal_connect (fixture->dialog, "closed", G_CALLBACK (on_closed), fixture);
  easel_review_dialog_review (fixture->dialog, fixture->job);
  adw_dialog_present (ADW_DIALOG (fixture->dialog), fixture->window);
  ui_wait_until (get_review (fixture) != NULL
                 && gtk_widget_get_mapped (GTK_WIDGET (get_review (fixture))));
}

static void
press (Fixture *fixture, const char *label)
{
  ui_press (ui_get (GTK_WIDGET (fixture->dialog), GTK_TYPE_BUTTON, label));
}

/* The card that says it is scene @number. */
static GtkWidget *
get_card (Fixture *fixture, guint number)
{
  g_autofree char *heading = g_strdup_printf ("Scene %u", number);
  GtkWidget *label = ui_get (GTK_WIDGET (fixture->dialog), GTK_TYPE_LABEL, heading);

  return gtk_widget_get_ancestor (label, EASEL_TYPE_OUTLINE_REVIEW_CARD);
}

static GtkWidget *
get_text (Fixture *fixture, guint number, EaselOutlineReviewPart part)
{
  static const char *const fields[] = { "title_field", "summary_field", "picture_field" };
  GObject *field = gtk_widget_get_template_child (get_card (fixture, number),
                                                  EASEL_TYPE_OUTLINE_REVIEW_CARD, fields[part]);

  return ui_get (GTK_WIDGET (field), GTK_TYPE_TEXT_VIEW, NULL);
}

static void
write_title (Fixture *fixture, guint number, const char *title)
{
  ui_write (get_text (fixture, number, EASEL_OUTLINE_REVIEW_TITLE), title);
}

static void
assert_titles (Fixture *fixture, const char *expected)
{
  guint n = easel_outline_review_model_get_scenes (
                easel_outline_review_get_model (get_review (fixture)))
                ->len;
  g_autoptr (GString) titles = g_string_new (NULL);

  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *title = ui_dup_text (get_text (fixture, i, EASEL_OUTLINE_REVIEW_TITLE));

      g_string_append_printf (titles, "%s%s", i > 1 ? ", " : "", title);
    }
  g_assert_cmpstr (titles->str, ==, expected);
}

static gboolean
has_label (Fixture *fixture, const char *label)
{
  return ui_find (GTK_WIDGET (fixture->dialog), GTK_TYPE_LABEL, label) != NULL;
}

static const char *
get_problem (Fixture *fixture)
{
  AdwBanner *banner = ADW_BANNER (ui_get (GTK_WIDGET (fixture->dialog), ADW_TYPE_BANNER, NULL));

  return adw_banner_get_revealed (banner) ? adw_banner_get_title (banner) : NULL;
}

/* Deciding -------------------------------------------------------------------------------- */

/* What was made of the outline is what is written. */
static void
test_edit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EaselEntity) story = NULL;

  open (fixture);
  write_title (fixture, 2, "Dry Feet");
  ui_write (get_text (fixture, 2, EASEL_OUTLINE_REVIEW_SUMMARY), "A dog takes it away.");
  ui_press (ui_find_tooltip (get_card (fixture, 2), "Move Up (Alt+Up)"));
  assert_titles (fixture, "Dry Feet, Low Tide, The Lamp");
  press (fixture, "_Approve");
  ui_wait_until (fixture->dialog == NULL);

  story = story_fixture_complete (fixture->studio, fixture->job);
  g_assert_cmpstr (story_fixture_get_scene (story, 1).title, ==, "Dry Feet");
  g_assert_cmpstr (story_fixture_get_scene (story, 2).title, ==, "Low Tide");
  g_assert_cmpuint (
      story_fixture_count (fixture->studio, "/v1/chat/completions", "A dog takes it away."), >, 0);
}

static void
test_approve (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EaselEntity) story = NULL;
  g_autoptr (EaselJobDetails) details = NULL;

  open (fixture);
  press (fixture, "_Approve");
  ui_wait_until (fixture->dialog == NULL);
  story = story_fixture_complete (fixture->studio, fixture->job);
  g_assert_cmpstr (easel_entity_get_name (story), ==, "The Paper Lighthouse");
  details = studio_fixture_load (fixture->studio, fixture->job);
  g_assert_cmpint (easel_job_details_get_last_ask (details)->decision->action, ==,
                   EASEL_DECISION_APPROVE);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  open (fixture);
  press (fixture, "_Cancel Story");
  ui_wait_until (fixture->dialog == NULL);
  ui_wait_until (easel_job_get_state (fixture->job) == EASEL_JOB_STATE_CANCELED);
}

static void
test_revise (Fixture *fixture, gconstpointer data)
{
  open (fixture);
  press (fixture, "_Revise…");
  ui_wait_until (ui_find (GTK_WIDGET (fixture->dialog), GTK_TYPE_TOGGLE_BUTTON, "Funnier") != NULL);
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (ui_get (GTK_WIDGET (fixture->dialog), GTK_TYPE_TOGGLE_BUTTON, "Funnier")),
      TRUE);
  press (fixture, "_Ask Again");
  ui_wait_until (fixture->dialog == NULL);
  g_assert_cmpint (studio_fixture_wait (fixture->studio, fixture->job), ==,
                   EASEL_JOB_STATE_AWAITING_INPUT);
  open (fixture);
  g_assert_true (has_label (fixture, "You asked: “Make it funnier.”"));
  g_assert_true (has_label (fixture, "Version 2"));
  g_assert_false (has_label (fixture, "Versions Differ"));
  write_title (fixture, 1, "High Tide");
  g_assert_true (has_label (fixture, "Versions Differ"));
}

/* What cannot be ------------------------------------------------------------------------- */

static void
test_problem (Fixture *fixture, gconstpointer data)
{
  GtkWidget *focus;
  GtkWidget *language;

  open (fixture);
  write_title (fixture, 2, " ");
  g_assert_true (has_label (fixture, "“Title” must not be empty."));
  g_assert_null (get_problem (fixture));
  press (fixture, "_Approve");
  g_assert_cmpstr (get_problem (fixture), ==, "“Title” of scene 2 must not be empty.");
  g_assert_cmpint (easel_job_get_state (fixture->job), ==, EASEL_JOB_STATE_AWAITING_INPUT);
  focus = gtk_root_get_focus (GTK_ROOT (fixture->window));
  g_assert_true (gtk_widget_is_ancestor (focus, get_card (fixture, 2)));

  write_title (fixture, 2, "Feet");
  g_assert_null (get_problem (fixture));

  language = ui_get (
      GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (get_review (fixture)),
                                                 EASEL_TYPE_OUTLINE_REVIEW, "language_field")),
      GTK_TYPE_TEXT_VIEW, NULL);
  ui_write (language, "English");
  press (fixture, "_Approve");
  g_assert_nonnull (strstr (get_problem (fixture), "tag"));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) == language);
  ui_write (language, "de");
  g_assert_null (get_problem (fixture));
  g_assert_false (has_label (fixture, "“Title” must not be empty."));
}

/* A new scene is not blamed before anybody could fill it in. */
static void
test_add (Fixture *fixture, gconstpointer data)
{
  GtkWidget *card;
  GtkWidget *focus;

  open (fixture);
  gtk_widget_activate_action (GTK_WIDGET (get_review (fixture)), "review.add-scene", NULL);
  card = get_card (fixture, 4);
  focus = gtk_root_get_focus (GTK_ROOT (fixture->window));
  g_assert_true (gtk_widget_is_ancestor (focus, card));
  g_assert_true (has_label (fixture, "Writes 4 scenes and draws no pictures"));
  g_assert_false (has_label (fixture, "“Title” must not be empty."));
  press (fixture, "_Approve");
  g_assert_true (has_label (fixture, "“Title” must not be empty."));
  g_assert_true (has_label (fixture, "“Summary” must not be empty."));
}

static void
test_remove (Fixture *fixture, gconstpointer data)
{
  open (fixture);
  /* Three is the least. */
  g_assert_false (gtk_widget_get_sensitive (
      ui_find_tooltip (GTK_WIDGET (fixture->dialog), "A Story Has at Least 3 Scenes")));
  gtk_widget_activate_action (GTK_WIDGET (get_review (fixture)), "review.add-scene", NULL);
  ui_press (ui_find_tooltip (get_card (fixture, 2), "Remove Scene"));
  assert_titles (fixture, "Low Tide, The Lamp, ");
  ui_wait_until (ui_find (GTK_WIDGET (fixture->dialog), GTK_TYPE_BUTTON, "_Undo") != NULL);
  press (fixture, "_Undo");
  assert_titles (fixture, "Low Tide, Wet Feet, The Lamp, ");
}

/* Keeping --------------------------------------------------------------------------------- */

static void
test_illustrated (Fixture *fixture, gconstpointer data)
{
  open (fixture);
  g_assert_true (has_label (fixture, "Writes 3 scenes and draws no pictures"));
  gtk_switch_set_active (GTK_SWITCH (ui_get (get_card (fixture, 2), GTK_TYPE_SWITCH, NULL)), TRUE);
  g_assert_true (has_label (fixture, "Writes 3 scenes and draws 1 picture"));
  g_assert_nonnull (ui_find (get_card (fixture, 2), GTK_TYPE_LABEL, "What the Picture Shows"));
}

/* The keyboard stays where it was. */
static void
test_move_keeps_focus (Fixture *fixture, gconstpointer data)
{
  GtkWidget *card;
  GtkWidget *focus;

  open (fixture);
  card = get_card (fixture, 1);
  gtk_widget_grab_focus (card);
  focus = gtk_root_get_focus (GTK_ROOT (fixture->window));
  g_signal_emit_by_name (card, "move", 1);
  g_assert_true (get_card (fixture, 2) == card);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) == focus);
}

static void
test_draft (Fixture *fixture, gconstpointer data)
{
  open (fixture);
  write_title (fixture, 1, "High Tide");
  press (fixture, "_Later");
  ui_wait_until (fixture->dialog == NULL);
  open (fixture);
  assert_titles (fixture, "High Tide, Wet Feet, The Lamp");
  gtk_widget_activate_action (GTK_WIDGET (get_review (fixture)), "review.reset", NULL);
  assert_titles (fixture, "Low Tide, Wet Feet, The Lamp");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  easel_ui_register_resource ();

#define ADD(name, func) g_test_add ("/outline-review/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("approve", test_approve);
  ADD ("edit", test_edit);
  ADD ("cancel", test_cancel);
  ADD ("revise", test_revise);
  ADD ("problem", test_problem);
  ADD ("add", test_add);
  ADD ("remove", test_remove);
  ADD ("illustrated", test_illustrated);
  ADD ("move-keeps-focus", test_move_keeps_focus);
  ADD ("draft", test_draft);
#undef ADD

  return g_test_run ();
}
