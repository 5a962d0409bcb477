/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The review of a merge in a real window, and that of what has no review of its own. */

#include "easel-chip-list.h"
#include "easel-label.h"
#include "easel-merge-field-row.h"
#include "easel-merge-review.h"
#include "easel-text-review.h"
#include "easel-ui-resources.h"
#include "merge-scene.h"
#include "ui-testing.h"

#include <glib/gstdio.h>

typedef struct
{
  char *dir;
  EaselStudio *studio;
  GtkWidget *window;
  GPtrArray *asks;
  EaselJobDetails details;
  guint n_changed;
} Fixture;

static void
ask_free (gpointer data)
{
  EaselAskRecord *ask = data;

  easel_proposal_free (ask->proposal);
  g_free (ask);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  *fixture = (Fixture) { .dir = g_dir_make_tmp ("easel-XXXXXX", NULL),
                         .window = gtk_window_new (),
                         .asks = g_ptr_array_new_with_free_func (ask_free) };
  fixture->studio = easel_studio_new (fixture->dir, fixture->dir, fixture->dir);
  fixture->details.asks = fixture->asks;
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1000, 700);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_object_unref (fixture->studio);
  g_ptr_array_unref (fixture->asks);
  g_rmdir (fixture->dir);
  g_free (fixture->dir);
}

/* @proposal: (transfer full) */
static void
ask (Fixture *fixture, EaselProposal *proposal)
{
  EaselAskRecord *record = g_new0 (EaselAskRecord, 1);

  record->proposal = proposal;
  g_ptr_array_add (fixture->asks, record);
}

static void
on_changed (EaselReviewView *view, gpointer data)
{
  ((Fixture *) data)->n_changed++;
}

static EaselReviewView *
show (Fixture *fixture, GtkWidget *widget)
{
  g_autoptr (GError) error = NULL;

  gtk_window_set_child (GTK_WINDOW (fixture->window), widget);
  easel_review_view_show (EASEL_REVIEW_VIEW (widget), fixture->studio, &fixture->details, &error);
  g_assert_no_error (error);
  g_signal_connect (widget, "changed", G_CALLBACK (on_changed), fixture);
  gtk_window_present (GTK_WINDOW (fixture->window));
  ui_wait_until (gtk_widget_get_mapped (widget) && gtk_widget_get_width (widget) > 0);
  return EASEL_REVIEW_VIEW (widget);
}

static EaselReviewView *
show_merge (Fixture *fixture, guint n_versions, gboolean model)
{
  g_autoptr (GPtrArray) proposals = merge_scene_propose (n_versions, model);

  for (guint i = 0; i < n_versions; i++)
    ask (fixture, easel_merge_proposal_to_proposal (proposals->pdata[i]));
  return show (fixture, easel_merge_review_new ());
}

/* The first row at or below @widget that is about @label. */
static GtkWidget *
find_row (GtkWidget *widget, const char *label)
{
  if (EASEL_IS_MERGE_FIELD_ROW (widget)
      && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), label))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static EaselMergeField *
get_field (gpointer view, const char *name)
{
  return merge_scene_find (easel_merge_review_get_model (view), name);
}

/* What stands in the result's chip says where it is from. */
static void
assert_origin (GtkWidget *row, const char *label)
{
  g_assert_nonnull (ui_find (row, GTK_TYPE_LABEL, label));
}

/* Fields ---------------------------------------------------------------------------------- */

static void
test_text (Fixture *fixture, gconstpointer data)
{
  EaselReviewView *view = show_merge (fixture, 1, TRUE);
  GtkWidget *row = find_row (GTK_WIDGET (view), "Fabric");
  GtkWidget *text = ui_get (row, GTK_TYPE_TEXT_VIEW, NULL);
  g_autofree char *proposed = ui_dup_text (text);
  g_autofree char *taken = NULL;
  g_autofree char *reset = NULL;

  g_assert_cmpstr (proposed, ==, "Wool felt");
  assert_origin (row, "AI");
  ui_press (ui_find_tooltip (row, "Take This One"));
  taken = ui_dup_text (text);
  g_assert_cmpstr (taken, ==, "Wool");
  assert_origin (row, "Left");
  g_assert_cmpuint (fixture->n_changed, ==, 1);

  ui_write (text, "Loden");
  merge_scene_check (easel_merge_field_get_value (get_field (view, "fabric")), "\"Loden\"");
  assert_origin (row, "You");
  ui_press (ui_find_tooltip (row, "Back to the Proposal"));
  reset = ui_dup_text (text);
  g_assert_cmpstr (reset, ==, "Wool felt");
}

static PangoAttrList *
get_marks (GtkWidget *row, const char *text)
{
  return gtk_label_get_attributes (GTK_LABEL (ui_get (row, GTK_TYPE_LABEL, text)));
}

static gboolean
is_marked (PangoAttrList *attrs, int index)
{
  g_autoptr (PangoAttrIterator) iter = pango_attr_list_get_iterator (attrs);
  int start;
  int end;

  do
    {
      pango_attr_iterator_range (iter, &start, &end);
      if (start <= index && index < end)
        return pango_attr_iterator_get (iter, PANGO_ATTR_UNDERLINE) != NULL;
    }
  while (pango_attr_iterator_next (iter));
  return FALSE;
}

/* What a side says and the result does not is marked, as it is now. */
static void
test_marks (Fixture *fixture, gconstpointer data)
{
  EaselReviewView *view = show_merge (fixture, 1, TRUE);
  GtkWidget *row = find_row (GTK_WIDGET (view), "Fabric");
  PangoAttrList *attrs = get_marks (row, "Heavy wool felt");

  g_assert_true (is_marked (attrs, 0));
  g_assert_false (is_marked (attrs, 6));
  ui_write (ui_get (row, GTK_TYPE_TEXT_VIEW, NULL), "Heavy felt");
  attrs = get_marks (row, "Heavy wool felt");
  g_assert_false (is_marked (attrs, 0));
  g_assert_true (is_marked (attrs, 6));
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  EaselReviewView *view = show_merge (fixture, 1, TRUE);
  GtkWidget *row = find_row (GTK_WIDGET (view), "Colors");
  EaselMergeField *field = get_field (view, "colors");
  GtkWidget *entry;

  ui_press (ui_find_tooltip (row, "Remove “Black”"));
  merge_scene_check (easel_merge_field_get_value (field), "[\"Red\",\"Gold\"]");
  /* What is missing now can be had from the side that says it. */
  ui_press (ui_find_tooltip (row, "Take “Black” as Well"));
  merge_scene_check (easel_merge_field_get_value (field), "[\"Red\",\"Gold\",\"Black\"]");
  g_assert_null (ui_find_tooltip (row, "Take “Black” as Well"));

  entry = ui_get (row, GTK_TYPE_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), " Blue ");
  g_signal_emit_by_name (entry, "activate");
  merge_scene_check (easel_merge_field_get_value (field), "[\"Red\",\"Gold\",\"Black\",\"Blue\"]");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  gtk_editable_set_text (GTK_EDITABLE (entry), "  ");
  g_signal_emit_by_name (entry, "activate");
  merge_scene_check (easel_merge_field_get_value (field), "[\"Red\",\"Gold\",\"Black\",\"Blue\"]");
}

static void
test_choice (Fixture *fixture, gconstpointer data)
{
  EaselReviewView *view = show_merge (fixture, 1, TRUE);
  GtkWidget *row = find_row (GTK_WIDGET (view), "Lined");
  GtkDropDown *choices = GTK_DROP_DOWN (ui_get (row, GTK_TYPE_DROP_DOWN, NULL));
  EaselMergeField *field = get_field (view, "lined");

  g_assert_cmpuint (gtk_drop_down_get_selected (choices), ==, 0);
  g_assert_cmpuint (fixture->n_changed, ==, 0);
  gtk_drop_down_set_selected (choices, 1);
  merge_scene_check (easel_merge_field_get_value (field), "false");
  easel_merge_field_reset (field);
  g_assert_cmpuint (gtk_drop_down_get_selected (choices), ==, 0);
}

/* The whole ------------------------------------------------------------------------------- */

/* Where there is room, a result is between its sides; else above them. */
static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  GtkWidget *view = GTK_WIDGET (show_merge (fixture, 1, TRUE));
  GtkWidget *row = find_row (view, "Fabric");
  graphene_rect_t text = { 0 };
  graphene_rect_t right = { 0 };

  g_assert_true (gtk_widget_compute_bounds (ui_get (row, GTK_TYPE_TEXT_VIEW, NULL), row, &text));
  g_assert_true (
      gtk_widget_compute_bounds (ui_get (row, GTK_TYPE_LABEL, "Heavy wool felt"), row, &right));
  g_assert_cmpfloat (right.origin.x, >, text.origin.x + text.size.width);

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 600);
  ui_wait_until (gtk_widget_get_width (view) <= 400);
  ui_wait_until (
      gtk_widget_compute_bounds (ui_get (row, GTK_TYPE_TEXT_VIEW, NULL), row, &text)
      && gtk_widget_compute_bounds (ui_get (row, GTK_TYPE_LABEL, "Heavy wool felt"), row, &right)
      && right.origin.y > text.origin.y + text.size.height);
}

/* Twice the size of text has room in the narrowest window too, whatever a thing is called. */
static void
test_large_text (Fixture *fixture, gconstpointer data)
{
  GtkSettings *settings = gtk_settings_get_default ();
  g_autoptr (JsonNode) words = json_node_alloc ();
  GtkWidget *view;
  int dpi;

  json_node_init_string (words, "A very dark green with small golden leaves at the lower hem");
  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 2 * 96 * PANGO_SCALE, NULL);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 600);
  view = GTK_WIDGET (show_merge (fixture, 2, TRUE));
  ui_wait_until (ui_find (view, GTK_TYPE_LABEL, "Kept") != NULL);
  easel_merge_field_add (get_field (EASEL_REVIEW_VIEW (view), "colors"), words);
  ui_iterate_for (100);
  ui_assert_fits (view, 360);
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
}

/* Where reading begins on the right, so do the columns; left is left for everybody. */
static void
test_mirrored (Fixture *fixture, gconstpointer data)
{
  GtkWidget *view;
  GtkWidget *row;
  graphene_rect_t source = { 0 };
  graphene_rect_t target = { 0 };

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  view = GTK_WIDGET (show_merge (fixture, 1, TRUE));
  row = find_row (view, "Fabric");
  g_assert_true (gtk_widget_compute_bounds (ui_get (row, GTK_TYPE_LABEL, "Wool"), row, &source));
  g_assert_true (
      gtk_widget_compute_bounds (ui_get (row, GTK_TYPE_LABEL, "Heavy wool felt"), row, &target));
  g_assert_cmpfloat (source.origin.x, >, target.origin.x);
  easel_merge_field_take (get_field (view, "fabric"), EASEL_MERGE_SIDE_LEFT);
  assert_origin (row, "Right");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static void
test_swap (Fixture *fixture, gconstpointer data)
{
  EaselReviewView *view = show_merge (fixture, 1, TRUE);
  g_autoptr (EaselDecision) decision = NULL;

  ui_wait_until (ui_find (GTK_WIDGET (view), GTK_TYPE_LABEL, "Kept") != NULL);
  g_assert_nonnull (ui_find (GTK_WIDGET (view), ADW_TYPE_EXPANDER_ROW, NULL));
  ui_press (ui_find_tooltip (GTK_WIDGET (view), "Keep the Other One"));
  decision = easel_review_view_decide (view, FALSE, NULL);
  g_assert_cmpint (decision->action, ==, EASEL_DECISION_APPROVE);
  g_assert_cmpstr (decision->data, ==, "{\"swapped\":true}");
}

static void
test_problem (Fixture *fixture, gconstpointer data)
{
  EaselReviewView *view = show_merge (fixture, 1, TRUE);
  GtkWidget *row = find_row (GTK_WIDGET (view), "Name");
  g_autoptr (GError) error = NULL;

  ui_write (ui_get (row, GTK_TYPE_TEXT_VIEW, NULL), "");
  g_assert_null (easel_review_view_decide (view, FALSE, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_INVALID);
  g_assert_nonnull (ui_find (row, GTK_TYPE_LABEL, error->message));
  g_assert_true (gtk_widget_get_focus_child (row) != NULL);
}

static void
test_versions (Fixture *fixture, gconstpointer data)
{
  EaselReviewView *view = show_merge (fixture, 2, TRUE);
  GtkWidget *row = find_row (GTK_WIDGET (view), "Fabric");
  AdwToggleGroup *versions = ADW_TOGGLE_GROUP (
      ui_get (GTK_WIDGET (view), ADW_TYPE_TOGGLE_GROUP, NULL));
  g_autofree char *second = ui_dup_text (ui_get (row, GTK_TYPE_TEXT_VIEW, NULL));
  g_autofree char *first = NULL;

  g_assert_cmpstr (second, ==, "Felt");
  g_assert_cmpuint (adw_toggle_group_get_active (versions), ==, 1);
  g_assert_nonnull (ui_find (row, GTK_TYPE_LABEL, "Versions Differ"));
  g_assert_null (
      ui_find (find_row (GTK_WIDGET (view), "Details"), GTK_TYPE_LABEL, "Versions Differ"));
  adw_toggle_group_set_active (versions, 0);
  first = ui_dup_text (ui_get (row, GTK_TYPE_TEXT_VIEW, NULL));
  g_assert_cmpstr (first, ==, "Wool felt");
}

static void
test_fallback (Fixture *fixture, gconstpointer data)
{
  EaselReviewView *view = show_merge (fixture, 1, FALSE);

  g_assert_nonnull (ui_find (GTK_WIDGET (view), GTK_TYPE_LABEL,
                             "The model could not propose this: There is no key. This is a plain "
                             "combination."));
}

/* A draft changes the widgets, too. */
static void
test_draft (Fixture *fixture, gconstpointer data)
{
  EaselReviewView *view = show_merge (fixture, 1, TRUE);
  GtkWidget *row = find_row (GTK_WIDGET (view), "Fabric");
  g_autofree char *text = NULL;

  easel_review_view_read_draft (view, "{\"version\":0,\"swapped\":true,"
                                      "\"values\":{\"attributes\":{\"fabric\":\"Loden\"}}}");
  text = ui_dup_text (ui_get (row, GTK_TYPE_TEXT_VIEW, NULL));
  g_assert_cmpstr (text, ==, "Loden");
  assert_origin (row, "You");
}

/* JSON ------------------------------------------------------------------------------------ */

static EaselProposal *
propose_json (EaselDecisionAction actions)
{
  return easel_proposal_new ("Right?", "scenes", "{\"values\":{\"scenes\":3},\"model\":\"m\"}",
                             actions);
}

static void
test_json (Fixture *fixture, gconstpointer data)
{
  EaselReviewView *view;
  GtkWidget *text;
  g_autoptr (EaselDecision) approved = NULL;
  g_autoptr (EaselDecision) edited = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *draft = NULL;
  g_autofree char *restored = NULL;

  ask (fixture,
       propose_json ((EaselDecisionAction) (EASEL_DECISION_APPROVE | EASEL_DECISION_EDIT)));
  view = show (fixture, easel_text_review_new ());
  text = ui_get (GTK_WIDGET (view), GTK_TYPE_TEXT_VIEW, NULL);
  approved = easel_review_view_decide (view, FALSE, &error);
  g_assert_cmpint (approved->action, ==, EASEL_DECISION_APPROVE);
  g_assert_null (approved->data);

  ui_write (text, "{\"scenes\":");
  draft = easel_review_view_write_draft (view);
  g_assert_null (easel_review_view_decide (view, FALSE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);

  ui_write (text, "{\"scenes\":4}");
  edited = easel_review_view_decide (view, TRUE, NULL);
  g_assert_cmpint (edited->action, ==, EASEL_DECISION_EDIT);
  g_assert_cmpstr (edited->data, ==, "{\"values\":{\"scenes\":4},\"force\":true}");

  /* Half a sentence is a draft, too. */
  easel_review_view_read_draft (view, draft);
  restored = ui_dup_text (text);
  g_assert_cmpstr (restored, ==, "{\"scenes\":");
}

static void
test_json_fixed (Fixture *fixture, gconstpointer data)
{
  EaselReviewView *view;

  ask (fixture, propose_json (EASEL_DECISION_APPROVE));
  view = show (fixture, easel_text_review_new ());
  g_assert_false (gtk_text_view_get_editable (
      GTK_TEXT_VIEW (ui_get (GTK_WIDGET (view), GTK_TYPE_TEXT_VIEW, NULL))));
}

static void
assert_justify (GtkTextDirection direction, const char *name, GtkJustification expected)
{
  g_autoptr (GtkLabel) label = g_object_ref_sink (GTK_LABEL (gtk_label_new (NULL)));

  gtk_widget_set_direction (GTK_WIDGET (label), direction);
  easel_label_show_name (label, name);
  g_assert_cmpstr (gtk_label_get_label (label), ==, name);
  g_assert_cmpint (gtk_label_get_justify (label), ==, expected);
}

/* What justification turns about is what runs the other way. */
static void
test_names (void)
{
  assert_justify (GTK_TEXT_DIR_LTR, "Launch Suit", GTK_JUSTIFY_LEFT);
  assert_justify (GTK_TEXT_DIR_LTR, "بدلة برتقالية", GTK_JUSTIFY_RIGHT);
  assert_justify (GTK_TEXT_DIR_RTL, "Launch Suit", GTK_JUSTIFY_RIGHT);
  assert_justify (GTK_TEXT_DIR_RTL, "بدلة برتقالية", GTK_JUSTIFY_LEFT);
  assert_justify (GTK_TEXT_DIR_LTR, "42", GTK_JUSTIFY_LEFT);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  easel_ui_register_resource ();

#define ADD(name, func) g_test_add ("/merge-review/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("text", test_text);
  ADD ("marks", test_marks);
  ADD ("list", test_list);
  ADD ("choice", test_choice);
  ADD ("narrow", test_narrow);
  ADD ("large-text", test_large_text);
  ADD ("mirrored", test_mirrored);
  ADD ("swap", test_swap);
  ADD ("problem", test_problem);
  ADD ("versions", test_versions);
  ADD ("fallback", test_fallback);
  ADD ("draft", test_draft);
  ADD ("json", test_json);
  ADD ("json-fixed", test_json_fixed);
#undef ADD
  g_test_add_func ("/merge-review/names", test_names);

  return g_test_run ();
}
