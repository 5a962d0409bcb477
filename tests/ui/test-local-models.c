/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-local-model-page.h"
#include "easel-local-model-row.h"
#include "easel-provider-page.h"
#include "easel-provider-task-group.h"
#include "easel-ui-resources.h"
#include "easel-welcome-row.h"
#include "studio-fixture.h"
#include "ui-testing.h"

/* Getting a model for Ollama with the pointer, and what a found server offers. */

#define ROUTES                                                                                     \
  "{\"method\":\"POST\",\"path\":\"/api/pull\",\"pull\":{\"layers\":[40000000],\"step\":1000000}," \
  "\"piece_delay_ms\":10,\"hold_after\":4000},"                                                    \
  "{\"method\":\"GET\",\"path\":\"/api/tags\",\"body\":{\"models\":[{\"model\":\"qwen3:8b\"},"     \
  "{\"model\":\"gemma3:12b\"}]}},"                                                                 \
  "{\"method\":\"POST\",\"path\":\"/api/show\",\"body\":{\"capabilities\":[\"completion\"]}}"

static EaselProviderConfig *
new_ollama (StudioFixture *fixture)
{
  g_autofree char *url = easel_test_server_get_url (fixture->server, "");

  return easel_provider_config_new ("ollama", "Ollama & Co", EASEL_PROVIDER_OLLAMA, url);
}

static StudioFixture *
new_fixture (EaselProviderConfig **config, gboolean keep)
{
  StudioFixture *fixture = studio_fixture_new (NULL);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GError) error = NULL;

  studio_fixture_set_routes (fixture, ROUTES);
  *config = new_ollama (fixture);
  if (!keep)
    return fixture;
  easel_provider_registry_save_async (easel_studio_get_providers (fixture->studio), *config,
                                      studio_fixture_on_result, &slot);
  saved = studio_fixture_wait_for_result (&slot);
  easel_provider_registry_save_finish (easel_studio_get_providers (fixture->studio), saved, &error);
  g_assert_no_error (error);
  return fixture;
}

static GtkWidget *
present (GtkWidget *child)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  ui_iterate ();
  return window;
}

/* (nullable) */
static GtkWidget *
find_row (GtkWidget *page, const char *model)
{
  GtkWidget *found = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (page); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    if (EASEL_IS_LOCAL_MODEL_ROW (child))
      found = g_str_equal (easel_local_model_row_get_model (EASEL_LOCAL_MODEL_ROW (child)), model)
                  ? child
                  : NULL;
    else
      found = find_row (child, model);
  return found;
}

static gboolean
says (GtkWidget *row, const char *words)
{
  return strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), words) != NULL;
}

static guint
count_jobs (StudioFixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (easel_studio_get_queue (fixture->studio)));
}

/* The row is begun, stopped, gone on with, and done; another page shows the same download. */
static void
test_page (void)
{
  g_autoptr (EaselProviderConfig) config = NULL;
  g_autoptr (StudioFixture) fixture = new_fixture (&config, TRUE);
  GtkWidget *page = GTK_WIDGET (easel_local_model_page_new (fixture->studio, config));
  GtkWidget *window = present (page);
  GtkWidget *other;
  GtkWidget *row;

  ui_wait_until (find_row (page, "gemma3:4b") != NULL);
  row = find_row (page, "gemma3:4b");
  g_assert_true (says (row, "3.3"));
  /* The name is no markup. */
  g_assert_nonnull (ui_find (page, GTK_TYPE_LABEL,
                             "Ollama &amp; Co downloads it from its own library. You can go on "
                             "working meanwhile."));
  /* What the server has is not offered again. */
  ui_wait_until (ui_find (find_row (page, "gemma3:12b"), GTK_TYPE_BUTTON, NULL) == NULL);

  ui_press (ui_get (row, GTK_TYPE_BUTTON, "_Download"));
  ui_wait_until (says (row, " of 40.0"));
  other = GTK_WIDGET (easel_local_model_page_new (fixture->studio, config));
  g_object_ref_sink (other);
  ui_wait_until (find_row (other, "gemma3:4b") != NULL);
  g_assert_true (says (find_row (other, "gemma3:4b"), " of 40.0"));

  ui_press (ui_get (row, GTK_TYPE_BUTTON, "_Cancel"));
  ui_wait_until (ui_find (row, GTK_TYPE_BUTTON, "_Try Again") != NULL);
  easel_test_server_release (fixture->server);
  ui_press (ui_get (row, GTK_TYPE_BUTTON, "_Try Again"));
  ui_wait_until (ui_find (row, GTK_TYPE_BUTTON, NULL) == NULL);
  g_assert_cmpuint (count_jobs (fixture), ==, 1);
  g_object_unref (other);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
on_used (guint *n_used)
{
  ++*n_used;
}

/* A server with nothing that sees offers to get it, with its size; then it is kept. */
static void
test_offer (void)
{
  g_autoptr (EaselProviderConfig) config = NULL;
  g_autoptr (StudioFixture) fixture = new_fixture (&config, FALSE);
  GtkWidget *row = easel_welcome_row_new (fixture->studio, config);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *window;
  g_autoptr (EaselProviderConfig) kept = NULL;
  g_autoptr (EaselJob) job = NULL;
  guint n_used = 0;

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  window = present (group);
  g_signal_connect_swapped (row, "used", G_CALLBACK (on_used), &n_used);
  ui_wait_until (ui_find (row, GTK_TYPE_BUTTON, "_Download") != NULL);
  g_assert_true (says (row, "GB."));
  ui_press (ui_get (row, GTK_TYPE_BUTTON, "_Download"));
  ui_wait_until (n_used == 1);
  easel_test_server_release (fixture->server);
  kept = easel_provider_registry_get_config (easel_studio_get_providers (fixture->studio),
                                             "ollama");
  g_assert_nonnull (kept);
  g_assert_cmpuint (count_jobs (fixture), ==, 1);
  job = g_list_model_get_item (G_LIST_MODEL (easel_studio_get_queue (fixture->studio)), 0);
  g_assert_cmpstr (easel_job_get_kind (job), ==, "pull");
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The way there is on the page of who can, and what leaves the machine is said on every one. */
static void
test_provider_page (void)
{
  g_autoptr (EaselProviderConfig) config = NULL;
  g_autoptr (StudioFixture) fixture = new_fixture (&config, TRUE);
  GtkWidget *page = GTK_WIDGET (easel_provider_page_new (fixture->studio, config));
  GtkWidget *window = present (page);

  g_assert_nonnull (ui_find (page, ADW_TYPE_BUTTON_ROW, NULL));
  g_assert_nonnull (ui_find (page, GTK_TYPE_LABEL, "_Get a Model…"));
  gtk_window_destroy (GTK_WINDOW (window));

  page = GTK_WIDGET (easel_provider_page_new (fixture->studio, NULL));
  window = present (page);
  g_assert_null (ui_find (page, GTK_TYPE_LABEL, "_Get a Model…"));
  g_assert_nonnull (ui_find (page, GTK_TYPE_LABEL, "_Find Servers on This Machine"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkWidget *
find_titled (GtkWidget *widget, const char *title)
{
  GtkWidget *found = NULL;

  if (ADW_IS_PREFERENCES_ROW (widget)
      && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_titled (child, title);
  return found;
}

static gboolean
needs_key (StudioFixture *fixture)
{
  g_autoptr (EaselProviderConfig) config = easel_provider_registry_get_config (
      easel_studio_get_providers (fixture->studio), "shed");

  return config != NULL && easel_provider_config_get_needs_key (config);
}

/* A key is kept with a new provider, replaced, and forgotten; it is never shown again. */
static void
test_key (void)
{
  g_autoptr (EaselProviderConfig) config = NULL;
  g_autoptr (StudioFixture) fixture = new_fixture (&config, FALSE);
  g_autofree char *url = easel_test_server_get_url (fixture->server, "");
  GtkWidget *page = GTK_WIDGET (easel_provider_page_new (fixture->studio, NULL));
  GtkWidget *window = adw_window_new ();
  GtkEditable *key = GTK_EDITABLE (find_titled (page, "API Key"));
  AdwDialog *dialog;

  adw_window_set_content (ADW_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  gtk_editable_set_text (GTK_EDITABLE (find_titled (page, "Name")), "Shed");
  gtk_editable_set_text (GTK_EDITABLE (find_titled (page, "Address")), url);
  gtk_editable_set_text (key, "sk-one");
  ui_press (ui_get (page, GTK_TYPE_BUTTON, "_Add"));
  ui_wait_until (ui_find (page, GTK_TYPE_LABEL,
                          "A key is set, and sent only to 127.0.0.1. Type another to replace it.")
                 != NULL);
  g_assert_cmpstr (gtk_editable_get_text (key), ==, "");
  g_assert_true (needs_key (fixture));

  gtk_editable_set_text (key, "sk-two");
  g_signal_emit_by_name (key, "apply");
  ui_wait_until (*gtk_editable_get_text (key) == '\0');

  g_signal_emit_by_name (find_titled (page, "_Forget Key…"), "activated");
  dialog = adw_window_get_visible_dialog (ADW_WINDOW (window));
  g_signal_emit_by_name (dialog, "response", "forget");
  adw_dialog_force_close (dialog);
  ui_wait_until (ui_find (page, GTK_TYPE_LABEL, "Kept in the keyring, and sent only to 127.0.0.1.")
                 != NULL);
  g_assert_false (needs_key (fixture));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* That Demo draws is nothing to expect once somebody else does the rest. */
static void
test_drawing (void)
{
  g_autoptr (EaselProviderConfig) config = NULL;
  g_autoptr (StudioFixture) fixture = new_fixture (&config, TRUE);
  GtkWidget *group = easel_provider_task_group_new (fixture->studio, EASEL_MODEL_TASK_IMAGE);
  GtkWidget *window = present (group);

  g_assert_nonnull (ui_find (group, GTK_TYPE_LABEL, "demo-eyes"));

  studio_fixture_use_model (fixture, EASEL_MODEL_TASK_TEXT, "ollama", "qwen3:8b");
  g_assert_null (ui_find (group, GTK_TYPE_LABEL, "demo-eyes"));
  g_assert_nonnull (ui_find (group, GTK_TYPE_LABEL, "No model was chosen for making pictures."));

  studio_fixture_use_model (fixture, EASEL_MODEL_TASK_IMAGE, "ollama", "sketch:1b");
  g_assert_nonnull (ui_find (group, GTK_TYPE_LABEL, "sketch:1b"));
  g_assert_nonnull (ui_find (group, GTK_TYPE_LABEL, "Pictures stay on this machine."));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  easel_ui_register_resource ();

  g_test_add_func ("/local-models/page", test_page);
  g_test_add_func ("/local-models/offer", test_offer);
  g_test_add_func ("/local-models/provider-page", test_provider_page);
  g_test_add_func ("/local-models/key", test_key);
  g_test_add_func ("/local-models/drawing", test_drawing);
  return g_test_run ();
}
