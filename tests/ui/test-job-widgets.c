/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a job's page is made of, each in a real window. */

#include "easel-job-live-text.h"
#include "easel-job-problem.h"
#include "easel-job-progress.h"
#include "easel-job-proposal.h"
#include "easel-job-row.h"
#include "easel-ui-resources.h"
#include "engine-fixture.h"

typedef struct
{
  GtkWidget *window;
  char *dir;
  EaselQueue *queue;
  char *activated; /* (nullable): the last action and its target */
} Fixture;

static char *
run_ask (EaselRun *run, gpointer data, GError **error)
{
  g_autoptr (EaselProposal) proposal = easel_proposal_new (
      "Merge these?", "merge", "{\"name\":\"Red Coat\"}", EASEL_DECISION_APPROVE);
  g_autoptr (EaselDecision) decision = NULL;

  if (!easel_run_ask (run, proposal, &decision, error))
    return NULL;
  return g_strdup_printf ("{\"door\":\"%s\"}", decision->door);
}

static void
on_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_free (fixture->activated);
  fixture->activated = g_strdup_printf ("%s %s", g_action_get_name (G_ACTION (action)),
                                        g_variant_get_string (parameter, NULL));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const GActionEntry entries[] = { { "cancel-job", on_action, "s" },
                                   { "retry-job", on_action, "s" },
                                   { "run-job-next", on_action, "s" },
                                   { "review-job", on_action, "s" } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (EaselJobKind) ask = test_kind_new ("ask", run_ask, NULL);

  *fixture = (Fixture) { .window = gtk_window_new (), .dir = make_data_dir () };
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries),
                                   fixture);
  gtk_widget_insert_action_group (fixture->window, "win", G_ACTION_GROUP (actions));
  fixture->queue = make_queue (fixture->dir, NULL);
  easel_queue_add_kind (fixture->queue, ask);
  open_queue (fixture->queue);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  close_queue (fixture->queue);
  remove_dir (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->activated);
}

static gpointer
show (Fixture *fixture, gpointer widget)
{
  gtk_window_set_child (GTK_WINDOW (fixture->window), widget);
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_until (gtk_widget_get_mapped (fixture->window));
  return widget;
}

static EaselJob *
make_job (void)
{
  g_autoptr (EaselJobSpec) spec = easel_job_spec_new ("analyze", "cat.jpg", "{}");

  spec->description = g_strdup ("Outfit");
  return easel_job_new (spec, NULL);
}

/* The first widget of @type below @widget that is on show, with @label if it is not NULL. */
static GtkWidget *
find (GtkWidget *widget, GType type, const char *label)
{
  if (!gtk_widget_get_visible (widget))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    {
      g_autofree char *text = NULL;

      if (label != NULL)
        g_object_get (widget, "label", &text, NULL);
      if (label == NULL || g_strcmp0 (text, label) == 0)
        return widget;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
press (GtkWidget *button)
{
  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static void
assert_activated (Fixture *fixture, const char *action, EaselJob *job)
{
  g_autofree char *expected = g_strdup_printf ("%s %s", action, easel_job_get_id (job));

  g_assert_cmpstr (fixture->activated, ==, expected);
  g_clear_pointer (&fixture->activated, g_free);
}

static void
assert_summary (EaselJobRow *row, const char *expected)
{
  g_autofree char *summary = NULL;

  g_object_get (row, "summary", &summary, NULL);
  g_assert_cmpstr (summary, ==, expected);
}

static void
test_row (Fixture *fixture, gconstpointer data)
{
  EaselJobRow *row = show (fixture, easel_job_row_new ());
  g_autoptr (EaselJob) job = make_job ();
  g_autoptr (EaselJob) other = make_job ();

  easel_job_row_set_job (row, job);
  assert_summary (row, "cat.jpg, Waiting");
  press (find (GTK_WIDGET (row), GTK_TYPE_BUTTON, NULL));
  assert_activated (fixture, "cancel-job", job);
  g_assert_null (find (GTK_WIDGET (row), GTK_TYPE_PROGRESS_BAR, NULL));

  easel_job_set_state (job, EASEL_JOB_STATE_RUNNING);
  easel_job_set_message (job, "Importing");
  easel_job_set_progress (job, 0.5);
  assert_summary (row, "cat.jpg, Importing");
  g_assert_nonnull (find (GTK_WIDGET (row), GTK_TYPE_PROGRESS_BAR, NULL));

  easel_job_set_state (job, EASEL_JOB_STATE_FAILED);
  easel_job_take_failure (
      job, easel_failure_new ("no-key", "There is no key.", NULL, NULL, EASEL_RETRY_NEVER));
  assert_summary (row, "cat.jpg, There is no key.");
  press (find (GTK_WIDGET (row), GTK_TYPE_BUTTON, NULL));
  assert_activated (fixture, "retry-job", job);

  /* As a list does when it scrolls: the first job is then no business of the row's. */
  easel_job_row_set_job (row, other);
  easel_job_set_title (job, "dog.jpg");
  assert_summary (row, "cat.jpg, Waiting");
  easel_job_set_state (other, EASEL_JOB_STATE_COMPLETED);
  assert_summary (row, "cat.jpg, Outfit");
  g_assert_null (find (GTK_WIDGET (row), GTK_TYPE_BUTTON, NULL));
  easel_job_row_set_job (row, NULL);
}

static void
test_progress (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EaselJob) job = make_job ();
  EaselJobProgress *progress = show (fixture, g_object_new (EASEL_TYPE_JOB_PROGRESS, NULL));

  easel_job_set_state (job, EASEL_JOB_STATE_QUEUED);
  easel_job_progress_set_job (progress, job);
  press (find (GTK_WIDGET (progress), GTK_TYPE_BUTTON, "Run _Next"));
  assert_activated (fixture, "run-job-next", job);
  press (find (GTK_WIDGET (progress), GTK_TYPE_BUTTON, "_Cancel"));
  assert_activated (fixture, "cancel-job", job);

  /* Why it waits, when an attempt has failed. */
  easel_job_take_failure (
      job, easel_failure_new ("offline", "You are offline.", NULL, NULL, EASEL_RETRY_WHEN_ONLINE));
  g_assert_nonnull (find (GTK_WIDGET (progress), GTK_TYPE_LABEL, "You are offline."));
  easel_job_set_state (job, EASEL_JOB_STATE_RUNNING);
  g_assert_null (find (GTK_WIDGET (progress), GTK_TYPE_LABEL, "You are offline."));
  g_assert_null (find (GTK_WIDGET (progress), GTK_TYPE_BUTTON, "Run _Next"));

  easel_job_set_state (job, EASEL_JOB_STATE_COMPLETED);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (progress)));
}

/* What is said about a wait changes although nothing else does. */
static void
test_countdown (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EaselJob) job = make_job ();
  EaselJobRow *row = show (fixture, easel_job_row_new ());

  easel_job_set_state (job, EASEL_JOB_STATE_QUEUED);
  easel_job_set_not_before (job, g_get_real_time () + 3 * G_TIME_SPAN_SECOND);
  easel_job_row_set_job (row, job);
  assert_summary (row, "cat.jpg, Trying again in 3 s");
  wait_until (find (GTK_WIDGET (row), GTK_TYPE_LABEL, "Trying again in 1 s") != NULL);
  wait_until (find (GTK_WIDGET (row), GTK_TYPE_LABEL, "Waiting") != NULL);
  easel_job_row_set_job (row, NULL);
}

static void
test_problem (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EaselJob) job = make_job ();
  EaselJobProblem *problem = show (fixture, g_object_new (EASEL_TYPE_JOB_PROBLEM, NULL));

  easel_job_problem_set_job (problem, job);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (problem)));

  easel_job_set_state (job, EASEL_JOB_STATE_FAILED);
  easel_job_take_failure (job, easel_failure_new ("no-key", "There is no key.", "Enter it again.",
                                                  "set-up-provider", EASEL_RETRY_NEVER));
  g_assert_nonnull (find (GTK_WIDGET (problem), GTK_TYPE_LABEL, "There is no key."));
  g_assert_nonnull (find (GTK_WIDGET (problem), GTK_TYPE_LABEL, "Enter it again."));
  easel_job_problem_set_overnight (problem, TRUE);
  g_assert_nonnull (find (GTK_WIDGET (problem), GTK_TYPE_LABEL,
                          "Enter it again.\nTrying again asks for this one alone, now, at the "
                          "usual price."));
  g_assert_nonnull (find (GTK_WIDGET (problem), GTK_TYPE_BUTTON, "Set Up Provider"));
  press (find (GTK_WIDGET (problem), GTK_TYPE_BUTTON, "_Try Again"));
  assert_activated (fixture, "retry-job", job);

  easel_job_set_state (job, EASEL_JOB_STATE_CANCELED);
  g_assert_nonnull (find (GTK_WIDGET (problem), GTK_TYPE_LABEL, "Canceled"));
  g_assert_null (find (GTK_WIDGET (problem), GTK_TYPE_BUTTON, "Set Up Provider"));
}

static char *
get_text (EaselJobLiveText *live)
{
  GtkWidget *view = find (GTK_WIDGET (live), GTK_TYPE_TEXT_VIEW, NULL);
  char *text = NULL;

  if (view != NULL)
    g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "text", &text, NULL);
  return text;
}

static void
assert_text (EaselJobLiveText *live, const char *expected)
{
  g_autofree char *text = get_text (live);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_live_text (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EaselJob) job = make_job ();
  EaselJobLiveText *live = show (fixture, g_object_new (EASEL_TYPE_JOB_LIVE_TEXT, NULL));

  easel_job_append_text (job, "{\"name\":");
  easel_job_live_text_set_job (live, job);
  assert_text (live, "{\"name\":");
  easel_job_append_text (job, " \"Red");
  easel_job_append_text (job, " Coat\"}");
  assert_text (live, "{\"name\": \"Red Coat\"}");

  easel_job_clear_text (job);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (live)));
  easel_job_append_text (job, "again");
  assert_text (live, "again");
}

static GtkAdjustment *
get_adjustment (EaselJobLiveText *live)
{
  GtkWidget *scrolled = find (GTK_WIDGET (live), GTK_TYPE_SCROLLED_WINDOW, NULL);

  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
}

static double
get_room_below (EaselJobLiveText *live)
{
  GtkAdjustment *adjustment = get_adjustment (live);

  return gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment)
         - gtk_adjustment_get_value (adjustment);
}

static void
append_lines (EaselJob *job, guint n_lines)
{
  for (guint i = 0; i < n_lines; i++)
    easel_job_append_text (job, "one more line\n");
}

static void
test_live_text_follows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EaselJob) job = make_job ();
  EaselJobLiveText *live = show (fixture, g_object_new (EASEL_TYPE_JOB_LIVE_TEXT, NULL));
  GtkAdjustment *adjustment;
  double upper;

  easel_job_live_text_set_job (live, job);
  append_lines (job, 100);
  adjustment = get_adjustment (live);
  wait_until (gtk_adjustment_get_value (adjustment) > 1000 && get_room_below (live) < 1);
  iterate_for (100);

  /* Who reads further up is left alone. */
  gtk_adjustment_set_value (adjustment, 40);
  upper = gtk_adjustment_get_upper (adjustment);
  append_lines (job, 100);
  wait_until (gtk_adjustment_get_upper (adjustment) > upper);
  iterate_for (100);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 40);

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  append_lines (job, 100);
  wait_until (get_room_below (live) < 1);
}

static void
test_proposal (Fixture *fixture, gconstpointer data)
{
  EaselJobProposal *proposal = show (fixture, g_object_new (EASEL_TYPE_JOB_PROPOSAL, NULL));
  EaselJob *job = submit (fixture->queue, "ask", NULL, "{}");
  g_autoptr (EaselJobDetails) details = NULL;

  wait_for_state (job, EASEL_JOB_STATE_AWAITING_INPUT);
  details = load_details (fixture->queue, easel_job_get_id (job));
  easel_job_proposal_show (proposal, job, details);
  g_assert_nonnull (find (GTK_WIDGET (proposal), GTK_TYPE_LABEL, "Merge these?"));
  press (find (GTK_WIDGET (proposal), GTK_TYPE_BUTTON, "_Review…"));
  assert_activated (fixture, "review-job", job);

  g_assert_true (respond (fixture->queue, easel_job_get_id (job),
                          easel_decision_new (EASEL_DECISION_APPROVE, NULL, NULL, "dbus"), NULL));
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  easel_job_proposal_show (proposal, job, details);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (proposal)));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  easel_ui_register_resource ();

#define ADD(name, func) g_test_add ("/job-widgets/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("row", test_row);
  ADD ("progress", test_progress);
  ADD ("countdown", test_countdown);
  ADD ("problem", test_problem);
  ADD ("live-text", test_live_text);
  ADD ("live-text-follows", test_live_text_follows);
  ADD ("proposal", test_proposal);
#undef ADD

  return g_test_run ();
}
