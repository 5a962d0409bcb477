/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-brief-page.h"
#include "easel-config.h"
#include "easel-entity-thumbnail.h"
#include "easel-library-page.h"
#include "easel-tag-dialog.h"
#include "easel-ui-resources.h"
#include "merge-fixture.h"
#include "ui-testing.h"

/* Text of twice the size in the narrowest window, on a desktop that shows three window buttons. */

typedef struct
{
  StudioFixture *studio;
  GtkWidget *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->studio = merge_fixture_new (NULL);
  merge_fixture_add (fixture->studio, "hat-1", "Red hat",
                     "{\"category\":\"headwear\",\"item\":\"felt hat\"}", NULL);
  merge_fixture_add (fixture->studio, "hat-2", "Straw boater",
                     "{\"category\":\"headwear\",\"item\":\"boater\"}", NULL);
  fixture->window = adw_window_new ();
  gtk_widget_set_size_request (fixture->window, 360, 400);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 720);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  ui_iterate_for (10);
  studio_fixture_free (fixture->studio);
}

static void
show (Fixture *fixture, GtkWidget *page)
{
  adw_window_set_content (ADW_WINDOW (fixture->window), page);
  gtk_window_present (GTK_WINDOW (fixture->window));
  ui_wait_until (gtk_widget_get_mapped (page) && gtk_widget_get_width (page) > 0);
  ui_iterate_for (50);
}

static void
assert_shown (Fixture *fixture, const char *text)
{
  GtkWidget *label = ui_get (fixture->window, GTK_TYPE_LABEL, text);

  if (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))))
    g_error ("“%s” is shortened", text);
}

/* What the title of the page has room for at the usual size gets a row of its own. */
static void
test_library (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = GTK_WIDGET (easel_library_page_new (fixture->studio->studio));

  show (fixture, page);
  ui_wait_until (ui_find (page, GTK_TYPE_LABEL, "Straw boater") != NULL);
  ui_assert_fits (fixture->window, 360);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (ui_get (page, GTK_TYPE_DROP_DOWN, NULL)), 1);
  ui_iterate_for (50);
  ui_assert_fits (fixture->window, 360);
  assert_shown (fixture, "Library");
  assert_shown (fixture, easel_entity_kind_get_plural (easel_entity_kind_get_all ()[0]));

  gtk_widget_activate_action (page, "library.select-all", NULL);
  ui_wait_until (ui_find (page, GTK_TYPE_LABEL, "_Archive") != NULL);
  ui_iterate_for (50);
  ui_assert_fits (fixture->window, 360);
  assert_shown (fixture, "_Merge…");
  assert_shown (fixture, "C_ompare");
  assert_shown (fixture, "_Archive");
}

/* What a picture is looked at for can be read. */
static void
test_brief (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (EASEL_SCHEMA_ID);

  show (fixture, GTK_WIDGET (easel_brief_page_new (fixture->studio->studio, settings)));
  ui_assert_fits (fixture->window, 360);
  assert_shown (fixture, "Brief");
  assert_shown (fixture, "Outfit");
}

/* What a dialog is about is in its title, or else below that. */
static void
test_dialog (Fixture *fixture, gconstpointer data)
{
  EaselLibrary *library = easel_studio_get_library (fixture->studio->studio);
  g_autoptr (GPtrArray) entities = g_ptr_array_new_with_free_func (g_object_unref);
  GtkWidget *parent = gtk_label_new ("Library");
  AdwDialog *dialog;

  g_ptr_array_add (entities, easel_library_get (library, "hat-1", NULL));
  g_ptr_array_add (entities, easel_library_get (library, "hat-2", NULL));
  dialog = ADW_DIALOG (easel_tag_dialog_new (library, entities));
  show (fixture, parent);
  adw_dialog_present (dialog, parent);
  ui_wait_until (gtk_widget_get_mapped (GTK_WIDGET (dialog)));
  ui_iterate_for (50);
  ui_assert_fits (GTK_WIDGET (dialog), 360);
  assert_shown (fixture, adw_dialog_get_title (dialog));
  adw_dialog_force_close (dialog);
}

/* A picture of one size asks for no more where there is more room. */
static void
test_thumbnail (Fixture *fixture, gconstpointer data)
{
  GtkWidget *box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  GtkWidget *thumbnail = easel_entity_thumbnail_new (40);
  int minimum;

  gtk_widget_set_halign (thumbnail, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), thumbnail);
  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, 148, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, 40);
  g_object_unref (box);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-xft-dpi",
                2 * 96 * PANGO_SCALE, "gtk-decoration-layout", ":minimize,maximize,close", NULL);
  easel_ui_register_resource ();

#define ADD(name, func) g_test_add ("/large-text/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("library", test_library);
  ADD ("brief", test_brief);
  ADD ("dialog", test_dialog);
  ADD ("thumbnail", test_thumbnail);
#undef ADD
  return g_test_run ();
}
