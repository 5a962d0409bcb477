/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Brief over a real studio, in a real window. */

#include "easel-brief-card.h"
#include "easel-brief-page.h"
#include "easel-brief.h"
#include "easel-config.h"
#include "easel-ui-resources.h"
#include "merge-fixture.h"
#include "ui-testing.h"

#define RED "{\"category\":\"headwear\",\"item\":\"felt hat\",\"color\":\"red\"}"
#define STRAW "{\"category\":\"accessory\",\"item\":\"boater\",\"color\":\"pale yellow\"}"

typedef struct
{
  StudioFixture *studio;
  GtkWidget *window;
  EaselBriefPage *page;
  GString *heard; /* the actions that were activated, one a line */
  char *told;     /* (nullable): what was told last */
  char *change;   /* (nullable): and what takes it back */
} Fixture;

static void
on_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_string_append_printf (((Fixture *) user_data)->heard, "%s %s\n",
                          g_action_get_name (G_ACTION (action)),
                          g_variant_get_string (parameter, NULL));
}

static void
on_tell_change (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_clear_pointer (&fixture->told, g_free);
  g_clear_pointer (&fixture->change, g_free);
  g_variant_get (parameter, "(ss)", &fixture->told, &fixture->change);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const GActionEntry entries[] = {
    { "review-job", on_action, "s" }, { "approve-job", on_action, "s" },
    { "cancel-job", on_action, "s" }, { "show-job", on_action, "s" },
    { "retry-job", on_action, "s" },  { "show-entity", on_action, "s" },
    { "tell", on_action, "s" },       { "tell-change", on_tell_change, "(ss)" },
  };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GSettings) settings = g_settings_new (EASEL_SCHEMA_ID);

  *fixture = (Fixture) { .studio = merge_fixture_new (NULL),
                         .window = adw_window_new (),
                         .heard = g_string_new (NULL) };
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *id = g_strdup_printf ("hat-%u", i);

      merge_fixture_add (fixture->studio, id, i < 2 ? "Red hat" : "Straw boater",
                         i < 2 ? RED : STRAW, NULL);
    }
  fixture->page = easel_brief_page_new (fixture->studio->studio, settings);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries),
                                   fixture);
  gtk_widget_insert_action_group (fixture->window, "win", G_ACTION_GROUP (actions));
  adw_window_set_content (ADW_WINDOW (fixture->window), GTK_WIDGET (fixture->page));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 700, 2000);
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
  g_free (fixture->told);
  g_free (fixture->change);
}

static EaselBrief *
get_brief (Fixture *fixture)
{
  return easel_studio_get_brief (fixture->studio->studio);
}

static void
wait_for_count (Fixture *fixture, guint n)
{
  ui_wait_until (easel_brief_get_count (get_brief (fixture)) == n);
  ui_iterate_for (50);
}

static EaselJob *
merge (Fixture *fixture, const char *source, const char *target)
{
  g_autoptr (GError) error = NULL;
  EaselJob *job = easel_studio_merge (fixture->studio->studio, source, target, &error);

  g_assert_no_error (error);
  g_assert_cmpint (studio_fixture_wait (fixture->studio, job), ==, EASEL_JOB_STATE_AWAITING_INPUT);
  return job;
}

/* (nullable) */
static GtkWidget *
find_card (GtkWidget *widget, const char *title)
{
  if (EASEL_IS_BRIEF_CARD (widget) && gtk_widget_get_mapped (widget)
      && g_str_equal (
          easel_brief_item_get_title (easel_brief_card_get_item (EASEL_BRIEF_CARD (widget))),
          title))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_card (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
wait_for_card (Fixture *fixture, const char *title)
{
  ui_wait_until (find_card (fixture->window, title) != NULL);
  return find_card (fixture->window, title);
}

static void
assert_heard (Fixture *fixture, const char *action, EaselJob *job)
{
  g_autofree char *line = g_strdup_printf ("%s %s\n", action, easel_job_get_id (job));

  g_assert_cmpstr (fixture->heard->str, ==, line);
  g_string_truncate (fixture->heard, 0);
}

static void
test_review (Fixture *fixture, gconstpointer data)
{
  EaselJob *job;
  GtkWidget *card;

  g_assert_true (easel_brief_page_is_empty (fixture->page));
  job = merge (fixture, MERGE_SOURCE, MERGE_TARGET);
  card = wait_for_card (fixture, "Merge “Blue coat” into “Navy coat”");
  g_assert_false (easel_brief_page_is_empty (fixture->page));
  ui_press (ui_get (card, GTK_TYPE_BUTTON, "_Review"));
  assert_heard (fixture, "review-job", job);
  /* Its two contradict each other. */
  g_assert_null (ui_find (card, GTK_TYPE_BUTTON, "_Approve"));

  ui_press (ui_find_tooltip (card, "Show “Blue coat”"));
  g_assert_cmpstr (fixture->heard->str, ==, "show-entity " MERGE_TARGET "\n");
}

/* Putting the card away would leave a job that waits for good: asked, and then canceled. */
static void
test_dismiss_review (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = merge (fixture, "hat-0", "hat-1");
  GtkWidget *card = wait_for_card (fixture, "Merge “Red hat” into “Red hat”");

  ui_press (ui_find_tooltip (card, "Dismiss"));
  ui_wait_until (ui_find (fixture->window, GTK_TYPE_BUTTON, "_Keep") != NULL);
  ui_press (ui_get (fixture->window, GTK_TYPE_BUTTON, "_Keep"));
  ui_iterate_for (50);
  g_assert_cmpstr (fixture->heard->str, ==, "");
  g_assert_cmpuint (easel_brief_get_count (get_brief (fixture)), ==, 1);

  ui_press (ui_find_tooltip (card, "Dismiss"));
  ui_wait_until (ui_find (fixture->window, GTK_TYPE_BUTTON, "_Cancel Merge") != NULL);
  ui_press (ui_get (fixture->window, GTK_TYPE_BUTTON, "_Cancel Merge"));
  assert_heard (fixture, "cancel-job", job);
}

static void
test_later (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = merge (fixture, "hat-0", "hat-1");
  GtkWidget *card = wait_for_card (fixture, "Merge “Red hat” into “Red hat”");
  gint64 hour = g_get_real_time () + G_TIME_SPAN_HOUR;

  gtk_widget_activate_action (card, "card.snooze", "s", "hour");
  wait_for_count (fixture, 0);
  g_assert_true (easel_brief_page_is_empty (fixture->page));
  g_assert_cmpint (easel_job_get_state (job), ==, EASEL_JOB_STATE_AWAITING_INPUT);
  g_assert_cmpint (ABS (easel_job_get_hidden_until (job) - hour), <, G_TIME_SPAN_MINUTE);
}

/* One press, one way back. */
static void
test_approve_all (Fixture *fixture, gconstpointer data)
{
  const char *label = "_Approve All Without Conflicts (2)";
  g_autoptr (EaselEntity) merged = NULL;
  g_autoptr (EaselEntity) undone = NULL;

  merge (fixture, MERGE_SOURCE, MERGE_TARGET);
  merge (fixture, "hat-0", "hat-1");
  wait_for_card (fixture, "Merge “Red hat” into “Red hat”");
  g_assert_null (ui_find (fixture->window, GTK_TYPE_BUTTON, label));
  merge (fixture, "hat-2", "hat-3");
  ui_wait_until (ui_find (fixture->window, GTK_TYPE_BUTTON, label) != NULL);

  ui_press (ui_get (fixture->window, GTK_TYPE_BUTTON, label));
  ui_wait_until (fixture->told != NULL);
  g_assert_cmpstr (fixture->told, ==, "2 merges done");
  wait_for_count (fixture, 1);
  merged = merge_fixture_get (fixture->studio, "hat-3");
  g_assert_true (easel_entity_get_archived (merged));

  merge_fixture_undo (fixture->studio, fixture->change);
  undone = merge_fixture_get (fixture->studio, "hat-3");
  g_assert_false (easel_entity_get_archived (undone));
  g_clear_object (&undone);
  undone = merge_fixture_get (fixture->studio, "hat-1");
  g_assert_false (easel_entity_get_archived (undone));
}

static void
tidy (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  EaselJob *job = easel_studio_tidy (fixture->studio->studio, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (studio_fixture_wait (fixture->studio, job), ==, EASEL_JOB_STATE_COMPLETED);
}

static void
test_lookalikes (Fixture *fixture, gconstpointer data)
{
  GtkWidget *card;

  tidy (fixture);
  card = wait_for_card (fixture, "“Red hat” and “Red hat” may be the same");
  ui_press (ui_get (card, GTK_TYPE_BUTTON, "_Not Duplicates"));
  ui_wait_until (find_card (fixture->window, "“Red hat” and “Red hat” may be the same") == NULL);
  tidy (fixture);
  ui_iterate_for (200);
  g_assert_null (find_card (fixture->window, "“Red hat” and “Red hat” may be the same"));

  card = wait_for_card (fixture, "“Straw boater” and “Straw boater” may be the same");
  ui_press (ui_get (card, GTK_TYPE_BUTTON, "_Merge…"));
  g_assert_cmpstr (fixture->heard->str, ==, "tell You are asked before anything is merged\n");
  wait_for_card (fixture, "Merge “Straw boater” into “Straw boater”");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  easel_ui_register_resource ();

#define ADD(name, func) g_test_add ("/brief-page/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("review", test_review);
  ADD ("dismiss-review", test_dismiss_review);
  ADD ("later", test_later);
  ADD ("approve-all", test_approve_all);
  ADD ("lookalikes", test_lookalikes);
#undef ADD
  return g_test_run ();
}
