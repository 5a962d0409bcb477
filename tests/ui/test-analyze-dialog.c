/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-analyze-dialog.h"
#include "easel-analyzer-chooser.h"
#include "easel-config.h"
#include "easel-ui-resources.h"
#include "studio-fixture.h"
#include "ui-testing.h"

#include <glib/gstdio.h>

/* Now or overnight: what is asked, what it says of the costs, and who is not asked. Nobody is asked
 * for anything else. */

#define PRICED "https://priced.invalid/v1"

static void
use_provider (StudioFixture *self, EaselProviderKind kind, const char *url)
{
  EaselProviderRegistry *providers = easel_studio_get_providers (self->studio);
  g_autoptr (EaselProviderConfig) config = g_object_new (EASEL_TYPE_PROVIDER_CONFIG, "id", "test",
                                                         "name", "Tester", "kind", (int) kind,
                                                         "url", url, NULL);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GError) error = NULL;

  easel_provider_registry_save_async (providers, config, studio_fixture_on_result, &slot);
  saved = studio_fixture_wait_for_result (&slot);
  easel_provider_registry_save_finish (providers, saved, &error);
  g_assert_no_error (error);
  studio_fixture_use_model (self, EASEL_MODEL_TASK_VISION, "test", "m");
}

/* With a price of the model "m". */
static StudioFixture *
fixture_new (void)
{
  StudioFixture *self = studio_fixture_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = studio_fixture_path (self, "data/prices.json");
  const char *prices = "{\"prices\":[{\"origin\":\"" PRICED "\",\"model\":\"m\",\"input\":100,"
                       "\"output\":200,\"batch\":0.5,\"date\":\"2026-11-24\"}]}";

  studio_fixture_close (self);
  g_assert_true (g_file_set_contents (path, prices, -1, NULL));
  studio_fixture_make (self);
  studio_fixture_open (self, &error);
  g_assert_no_error (error);
  return self;
}

/* (transfer full): the URI of a folder with @n pictures */
static char *
write_folder (StudioFixture *self, const char *name, guint n)
{
  g_autofree char *pictures = studio_fixture_path (self, "pictures");
  g_autofree char *path = g_build_filename (pictures, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *file = g_strdup_printf ("%s/%u.png", name, i);
      g_autofree char *uri = studio_fixture_write_picture (self, file, i);
    }
  return g_filename_to_uri (path, NULL, NULL);
}

/* (nullable): how @widget goes on after @start */
static const char *
find_text (GtkWidget *widget, const char *start)
{
  if (GTK_IS_LABEL (widget) && g_str_has_prefix (gtk_label_get_label (GTK_LABEL (widget)), start))
    return gtk_label_get_label (GTK_LABEL (widget)) + strlen (start);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      const char *found = find_text (child, start);

      if (found != NULL)
        return found;
    }
  return NULL;
}

typedef struct
{
  GtkWidget *window;
  EaselAnalyzeDialog *dialog;
} Shown;

static Shown
show (StudioFixture *self, GSettings *settings, const char *uri)
{
  static const char *const analyzers[] = { "outfit", NULL };
  const char *const uris[] = { "https://example.invalid/one.jpg", uri, NULL };
  Shown shown = { adw_window_new (), NULL };

  shown.dialog = easel_analyze_dialog_new (self->studio, settings, uris, analyzers);
  adw_window_set_content (ADW_WINDOW (shown.window), gtk_label_new ("Behind"));
  gtk_window_present (GTK_WINDOW (shown.window));
  adw_dialog_present (ADW_DIALOG (shown.dialog), shown.window);
  /* It is there before anything was counted. */
  g_assert_nonnull (find_text (GTK_WIDGET (shown.dialog), "Now · counting…"));
  ui_wait_until (find_text (GTK_WIDGET (shown.dialog), "Now · counting…") == NULL);
  return shown;
}

static const char *
get_heading (Shown *shown)
{
  return adw_alert_dialog_get_heading (ADW_ALERT_DIALOG (shown->dialog));
}

/* What stands in a row, in dollars. @start: of its title */
static double
get_cost (Shown *shown, const char *start)
{
  const char *cost = find_text (GTK_WIDGET (shown->dialog), start);

  g_assert_nonnull (cost);
  return g_ascii_strtod (cost, NULL);
}

static void
choose (Shown *shown, gboolean overnight, const char *button)
{
  GtkWidget *row = ui_get (GTK_WIDGET (shown->dialog), ADW_TYPE_ACTION_ROW, NULL);

  adw_action_row_activate (ADW_ACTION_ROW (overnight ? gtk_widget_get_next_sibling (row) : row));
  ui_press (ui_get (GTK_WIDGET (shown->dialog), GTK_TYPE_BUTTON, button));
}

static void
end (Shown *shown)
{
  gtk_window_destroy (GTK_WINDOW (shown->window));
  ui_iterate ();
}

/* Both estimates and the date of their prices; what was chosen is suggested again. */
static void
test_costs (void)
{
  g_autoptr (StudioFixture) self = fixture_new ();
  g_autoptr (GSettings) settings = g_settings_new (EASEL_SCHEMA_ID);
  g_autofree char *folder = write_folder (self, "many", 5);
  g_autofree char *nothing = write_folder (self, "none", 0);
  Shown shown;
  double now;

  use_provider (self, EASEL_PROVIDER_OPENAI, PRICED);
  shown = show (self, settings, folder);
  g_assert_cmpstr (get_heading (&shown), ==, "Analyze 6 Pictures?");
  now = get_cost (&shown, "Now · about $");
  g_assert_cmpfloat (now, >, 0.1);
  g_assert_cmpfloat_with_epsilon (get_cost (&shown, "Overnight · about $"), now / 2, 0.01);
  g_assert_nonnull (find_text (GTK_WIDGET (shown.dialog), "Prices of 24 November 2026. "));
  g_assert_cmpint (easel_analyze_dialog_get_when (shown.dialog), ==, EASEL_ANALYZE_NOW);
  g_object_ref (shown.dialog);
  choose (&shown, TRUE, "_Analyze");
  g_assert_cmpint (easel_analyze_dialog_get_when (shown.dialog), ==, EASEL_ANALYZE_OVERNIGHT);
  g_object_unref (shown.dialog);
  end (&shown);

  /* Who thinks better of it has chosen nothing. */
  shown = show (self, settings, nothing);
  g_assert_cmpint (easel_analyze_dialog_get_when (shown.dialog), ==, EASEL_ANALYZE_OVERNIGHT);
  g_assert_null (strstr (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (shown.dialog)), "overnight"));
  choose (&shown, FALSE, "_Cancel");
  end (&shown);

  use_provider (self, EASEL_PROVIDER_OPENAI, "https://example.invalid/v1");
  shown = show (self, settings, folder);
  g_assert_cmpint (easel_analyze_dialog_get_when (shown.dialog), ==, EASEL_ANALYZE_OVERNIGHT);
  g_assert_nonnull (find_text (GTK_WIDGET (shown.dialog), "Now · price not known"));
  g_assert_nonnull (find_text (GTK_WIDGET (shown.dialog), "Overnight · price not known"));
  g_assert_null (find_text (GTK_WIDGET (shown.dialog), "Prices of"));
  choose (&shown, FALSE, "_Analyze");
  g_assert_false (g_settings_get_boolean (settings, "many-overnight"));
  end (&shown);
}

/* (nullable) */
static const char *
get_label (GtkWidget *chooser)
{
  return gtk_menu_button_get_label (GTK_MENU_BUTTON (ui_get (chooser, GTK_TYPE_MENU_BUTTON, NULL)));
}

/* The switch is there where the provider has batches, and does nothing elsewhere. */
static void
test_chooser (void)
{
  g_autoptr (StudioFixture) self = fixture_new ();
  g_autoptr (GSettings) settings = g_settings_new (EASEL_SCHEMA_ID);
  GtkWidget *chooser = g_object_new (EASEL_TYPE_ANALYZER_CHOOSER, NULL);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *overnight;

  gtk_window_set_child (GTK_WINDOW (window), chooser);
  gtk_window_present (GTK_WINDOW (window));
  easel_analyzer_chooser_set_studio (EASEL_ANALYZER_CHOOSER (chooser), self->studio, settings);
  use_provider (self, EASEL_PROVIDER_COMPATIBLE, PRICED);
  gtk_menu_button_popup (GTK_MENU_BUTTON (ui_get (chooser, GTK_TYPE_MENU_BUTTON, NULL)));
  ui_iterate ();
  g_assert_null (ui_find (chooser, ADW_TYPE_SWITCH_ROW, NULL));

  use_provider (self, EASEL_PROVIDER_ANTHROPIC, PRICED);
  overnight = ui_get (chooser, ADW_TYPE_SWITCH_ROW, NULL);
  g_assert_cmpstr (get_label (chooser), ==, "Outfit");
  adw_action_row_activate (ADW_ACTION_ROW (overnight));
  ui_wait_until (g_str_equal (get_label (chooser), "Outfit, overnight"));
  g_assert_cmpint (easel_analyzer_chooser_get_when (settings, self->studio), ==,
                   EASEL_ANALYZE_OVERNIGHT);

  use_provider (self, EASEL_PROVIDER_COMPATIBLE, PRICED);
  g_assert_cmpstr (get_label (chooser), ==, "Outfit");
  g_assert_cmpint (easel_analyzer_chooser_get_when (settings, self->studio), ==, EASEL_ANALYZE_NOW);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  easel_ui_register_resource ();

  g_test_add_func ("/analyze-dialog/costs", test_costs);
  g_test_add_func ("/analyze-dialog/chooser", test_chooser);
  return g_test_run ();
}
