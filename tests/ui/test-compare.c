/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Choosing from several pictures, in a real window. */

#include "contact-scene.h"
#include "easel-compare-page.h"
#include "easel-compare-slider.h"
#include "easel-contact-content.h"
#include "easel-contact-preview-dialog.h"
#include "easel-contact-sheet.h"
#include "easel-library-changes.h"
#include "easel-picture-viewer.h"
#include "easel-ui-resources.h"
#include "ui-testing.h"

#include <string.h>

typedef struct
{
  ContactScene scene;
  GtkWidget *window;
  GString *heard; /* the last action of the window and its target; and what was told */
} Fixture;

static void
on_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autofree char *target = g_variant_print (parameter, FALSE);

  g_string_printf (fixture->heard, "%s %s", g_action_get_name (G_ACTION (action)), target);
}

static void
on_set_archived (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autofree const char **ids = NULL;
  gboolean archived;
  g_autoptr (GError) error = NULL;

  g_variant_get (parameter, "(^a&sb)", &ids, &archived);
  easel_library_set_archived (fixture->scene.library.library, ids, archived, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const GActionEntry entries[] = {
    { "retry-job", on_action, "s" },
    { "show-job", on_action, "s" },
    { "view-picture", on_action, "(ass)" },
    { "compare-pictures", on_action, "(ass)" },
    { "set-archived", on_set_archived, "(asb)" },
    { "tell", on_action, "s" },
    { "tell-change", on_action, "(ss)" },
  };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  contact_scene_set_up (&fixture->scene, NULL);
  fixture->window = adw_window_new ();
  fixture->heard = g_string_new (NULL);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries),
                                   fixture);
  gtk_widget_insert_action_group (fixture->window, "win", G_ACTION_GROUP (actions));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 600);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  ui_iterate_for (10);
  contact_scene_tear_down (&fixture->scene, NULL);
  g_string_free (fixture->heard, TRUE);
}

static gpointer
show (Fixture *fixture, gpointer widget)
{
  adw_window_set_content (ADW_WINDOW (fixture->window), widget);
  gtk_window_present (GTK_WINDOW (fixture->window));
  ui_wait_until (gtk_widget_get_mapped (widget));
  return widget;
}

G_GNUC_PRINTF (2, 3)
static void
assert_heard (Fixture *fixture, const char *format, ...)
{
  g_autofree char *expected = NULL;
  va_list args;

  va_start (args, format);
  expected = g_strdup_vprintf (format, args);
  va_end (args);
  g_assert_cmpstr (fixture->heard->str, ==, expected);
}

static gboolean
act (gpointer widget, const char *action)
{
  return gtk_widget_activate_action (widget, action, NULL);
}

static gboolean
is_kept (Fixture *fixture, guint picture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselEntity) entity = easel_library_get (fixture->scene.library.library,
                                                      fixture->scene.pictures[picture], &error);

  g_assert_no_error (error);
  return easel_entity_is_favorite (entity);
}

/* The contact sheet ----------------------------------------------------------------------- */

static EaselContactSheet *
show_sheet (Fixture *fixture, EaselContactModel *model)
{
  EaselContactSheet *sheet = show (fixture, g_object_new (EASEL_TYPE_CONTACT_SHEET, NULL));

  easel_contact_sheet_set_model (sheet, fixture->scene.library.library, model);
  return sheet;
}

static EaselContactModel *
new_for_pictures (Fixture *fixture)
{
  return easel_contact_model_new_for_pictures (fixture->scene.library.library,
                                               (const char *const *) fixture->scene.pictures);
}

static void
test_sheet_of_job (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = contact_scene_make (&fixture->scene);
  g_autoptr (EaselContactModel) model = easel_contact_model_new_for_job (
      fixture->scene.library.library, fixture->scene.queue, job);
  EaselContactSheet *sheet = show_sheet (fixture, model);
  g_autoptr (EaselContactItem) failed = easel_contact_model_get (model, 2);

  ui_wait_until (contact_scene_is (model, "ready ready failed waiting"));
  ui_wait_until (ui_find (GTK_WIDGET (sheet), GTK_TYPE_LABEL, "The model refused.") != NULL);
  ui_wait_until (ui_find (GTK_WIDGET (sheet), GTK_TYPE_BUTTON, "_Retry") != NULL);
  ui_press (ui_get (GTK_WIDGET (sheet), GTK_TYPE_BUTTON, "_Retry"));
  assert_heard (fixture, "retry-job '%s'", easel_job_get_id (easel_contact_item_get_job (failed)));

  gate_open (&fixture->scene.gate, 1);
  ui_wait_until (contact_scene_is (model, "ready ready failed ready"));
  ui_wait_until (ui_find (GTK_WIDGET (sheet), GTK_TYPE_LABEL, "Coat 4") != NULL);
}

static void
test_sheet_actions (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EaselContactModel) model = new_for_pictures (fixture);
  EaselContactSheet *sheet = show_sheet (fixture, model);
  GtkSelectionModel *selection = easel_contact_sheet_get_selection (sheet);
  GtkWidget *keep = NULL;

  ui_wait_until (contact_scene_is (model, "ready ready ready ready ready"));
  keep = ui_find_tooltip (GTK_WIDGET (sheet), "Keep");
  g_assert_false (gtk_widget_is_sensitive (keep));
  gtk_selection_model_select_item (selection, 1, TRUE);
  g_assert_true (gtk_widget_is_sensitive (keep));

  act (sheet, "picture.keep");
  ui_wait_until (is_kept (fixture, 1));
  ui_wait_until (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (keep)));
  act (sheet, "picture.keep");
  ui_wait_until (!is_kept (fixture, 1));
  ui_wait_until (!gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (keep)));

  act (sheet, "sheet.view");
  assert_heard (fixture, "view-picture (['%s', '%s', '%s', '%s', '%s'], '%s')",
                fixture->scene.pictures[0], fixture->scene.pictures[1], fixture->scene.pictures[2],
                fixture->scene.pictures[3], fixture->scene.pictures[4], fixture->scene.pictures[1]);
  act (sheet, "picture.discard");
  ui_wait_until (contact_scene_is (model, "ready ready ready ready"));
}

static void
test_sheet_compare (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EaselContactModel) model = new_for_pictures (fixture);
  EaselContactSheet *sheet = show_sheet (fixture, model);
  GtkSelectionModel *selection = easel_contact_sheet_get_selection (sheet);

  ui_wait_until (contact_scene_is (model, "ready ready ready ready ready"));
  gtk_selection_model_select_item (selection, 3, TRUE);
  act (sheet, "sheet.compare");
  assert_heard (fixture, "compare-pictures (['%s', '%s', '%s', '%s', '%s'], 'sides')",
                fixture->scene.pictures[3], fixture->scene.pictures[0], fixture->scene.pictures[1],
                fixture->scene.pictures[2], fixture->scene.pictures[4]);
  gtk_selection_model_select_item (selection, 1, FALSE);
  act (sheet, "sheet.compare");
  assert_heard (fixture, "compare-pictures (['%s', '%s'], 'sides')", fixture->scene.pictures[1],
                fixture->scene.pictures[3]);
}

/* Two of them ----------------------------------------------------------------------------- */

static EaselComparePage *
show_page (Fixture *fixture, const char *view)
{
  EaselLibrary *library = fixture->scene.library.library;
  g_autoptr (EaselContactModel) model = easel_contact_model_new_for_pictures (
      library, (const char *const *) fixture->scene.pictures);
  EaselComparePage *page = easel_compare_page_new (library, model, view);

  show (fixture, page);
  ui_wait_until (ui_find (GTK_WIDGET (page), GTK_TYPE_LABEL, "1 of 5") != NULL);
  return page;
}

/* What the canvases show, as "1|2". */
static gboolean
shows (EaselComparePage *page, const char *left, const char *right)
{
  const char *const expected[] = { left, right };
  GtkWidget *pair = gtk_widget_get_parent (
      ui_get (GTK_WIDGET (page), EASEL_TYPE_COMPARE_CANVAS, NULL));
  GtkWidget *canvas = gtk_widget_get_first_child (pair);

  for (guint i = 0; i < 2; i++)
    {
      EaselContactItem *item = easel_compare_canvas_get_item (EASEL_COMPARE_CANVAS (canvas));
      g_autofree char *title = item != NULL ? easel_contact_item_dup_title (item) : NULL;

      if (g_strcmp0 (title, expected[i]) != 0)
        return FALSE;
      canvas = gtk_widget_get_next_sibling (canvas);
    }
  return TRUE;
}

/* Others take the place of the current one, but never that of both. */
static void
test_going_on (Fixture *fixture, gconstpointer data)
{
  EaselComparePage *page = show_page (fixture, "sides");

  g_assert_true (shows (page, "Picture 1", "Picture 2"));
  act (page, "compare.next");
  g_assert_true (shows (page, "Picture 3", "Picture 2"));
  act (page, "compare.previous");
  act (page, "compare.previous");
  g_assert_true (shows (page, "Picture 5", "Picture 2"));
  g_assert_nonnull (ui_find (GTK_WIDGET (page), GTK_TYPE_LABEL, "5 of 5"));
}

static void
test_discard (Fixture *fixture, gconstpointer data)
{
  EaselComparePage *page = show_page (fixture, "sides");

  act (page, "picture.discard");
  ui_wait_until (shows (page, "Picture 3", "Picture 2"));
  act (page, "picture.discard");
  ui_wait_until (shows (page, "Picture 4", "Picture 2"));
  act (page, "picture.discard");
  ui_wait_until (shows (page, "Picture 5", "Picture 2"));

  /* One alone is on the sheet. */
  act (page, "picture.discard");
  ui_wait_until (
      gtk_widget_get_mapped (ui_get (GTK_WIDGET (page), EASEL_TYPE_CONTACT_SHEET, NULL)));

  /* And taken back, there are two. */
  contact_scene_set_archived (&fixture->scene, 4, FALSE);
  ui_wait_until (
      gtk_widget_get_mapped (ui_get (GTK_WIDGET (page), EASEL_TYPE_COMPARE_CANVAS, NULL)));
}

static void
test_keep (Fixture *fixture, gconstpointer data)
{
  EaselComparePage *page = show_page (fixture, "sides");

  act (page, "picture.keep");
  ui_wait_until (is_kept (fixture, 0));
  g_assert_false (is_kept (fixture, 1));
}

/* The slider ------------------------------------------------------------------------------ */

/* (transfer full): what @widget looks like */
static GdkTexture *
render (GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  g_autoptr (GskRenderNode) node = NULL;

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  return gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)),
                                      node,
                                      &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
}

/* The share of pixels that are the same in both, from @from to @to of the width. */
static double
compare (GdkTexture *a, GdkTexture *b, double from, double to)
{
  int width = gdk_texture_get_width (a);
  int height = gdk_texture_get_height (a);
  g_autofree guint32 *first = g_new (guint32, (gsize) width * height);
  g_autofree guint32 *second = g_new (guint32, (gsize) width * height);
  guint n_same = 0;
  guint n = 0;

  gdk_texture_download (a, (guchar *) first, (gsize) width * 4);
  gdk_texture_download (b, (guchar *) second, (gsize) width * 4);
  for (int y = 0; y < height; y++)
    for (int x = (int) (from * width); x < (int) (to * width); x++)
      {
        n_same += first[y * width + x] == second[y * width + x];
        n++;
      }
  return (double) n_same / n;
}

static gboolean
is_loaded (EaselCompareSlider *slider)
{
  return easel_compare_canvas_is_loaded (easel_compare_slider_get_canvas (slider, FALSE))
         && easel_compare_canvas_is_loaded (easel_compare_slider_get_canvas (slider, TRUE));
}

static GdkTexture *
render_at (EaselCompareSlider *slider, double position)
{
  easel_compare_slider_set_position (slider, position);
  ui_iterate_for (60);
  return render (GTK_WIDGET (slider));
}

static void
test_slider (Fixture *fixture, gconstpointer data)
{
  EaselComparePage *page = show_page (fixture, "slider");
  EaselCompareSlider *slider = NULL;
  g_autoptr (GdkTexture) first = NULL;
  g_autoptr (GdkTexture) second = NULL;
  g_autoptr (GdkTexture) both = NULL;

  slider = EASEL_COMPARE_SLIDER (ui_get (GTK_WIDGET (page), EASEL_TYPE_COMPARE_SLIDER, NULL));
  ui_wait_until (gtk_widget_get_mapped (GTK_WIDGET (slider)) && is_loaded (slider));
  first = render_at (slider, 1);
  second = render_at (slider, 0);
  both = render_at (slider, 0.5);
  g_assert_cmpfloat (compare (first, second, 0.2, 0.8), <, 0.5);
  /* Not all: what a clip cuts is not rounded the same. */
  g_assert_cmpfloat (compare (both, first, 0.1, 0.45), >, 0.98);
  g_assert_cmpfloat (compare (both, second, 0.55, 0.9), >, 0.98);

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (slider), GTK_ACCESSIBLE_ROLE_SLIDER);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (slider), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                       50.0);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (slider), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Between “Picture 1” and “Picture 2”");
}

/* Both are enlarged together. */
static void
test_zoom (Fixture *fixture, gconstpointer data)
{
  EaselComparePage *page = show_page (fixture, "slider");
  EaselCompareSlider *slider = NULL;
  g_autoptr (GdkTexture) before = NULL;
  g_autoptr (GdkTexture) after = NULL;

  slider = EASEL_COMPARE_SLIDER (ui_get (GTK_WIDGET (page), EASEL_TYPE_COMPARE_SLIDER, NULL));
  ui_wait_until (gtk_widget_get_mapped (GTK_WIDGET (slider)) && is_loaded (slider));
  before = render_at (slider, 0);
  easel_compare_canvas_scale_by (easel_compare_slider_get_canvas (slider, FALSE), 4, NULL);
  after = render_at (slider, 0);
  g_assert_cmpfloat (compare (before, after, 0, 1), <, 0.9);
}

/* The viewer ------------------------------------------------------------------------------ */

static void
on_closed (EaselPictureViewer *viewer, gpointer user_data)
{
  g_string_assign (((Fixture *) user_data)->heard, "closed");
}

static const char *
get_title (GtkWidget *viewer)
{
  return adw_window_title_get_title (
      ADW_WINDOW_TITLE (ui_get (viewer, ADW_TYPE_WINDOW_TITLE, NULL)));
}

static void
test_viewer (Fixture *fixture, gconstpointer data)
{
  const char *const pictures[] = { fixture->scene.pictures[0], fixture->scene.pictures[1],
                                   fixture->scene.pictures[2], NULL };
  EaselLibrary *library = fixture->scene.library.library;
  g_autoptr (EaselContactModel) model = easel_contact_model_new_for_pictures (library, pictures);
  GtkWidget *viewer = easel_picture_viewer_new (library, model, pictures[1]);

  g_signal_connect (viewer, "closed", G_CALLBACK (on_closed), fixture);
  show (fixture, viewer);
  ui_wait_until (g_str_equal (get_title (viewer), "Picture 2"));
  act (viewer, "viewer.next");
  g_assert_cmpstr (get_title (viewer), ==, "Picture 3");
  act (viewer, "viewer.next");
  g_assert_cmpstr (get_title (viewer), ==, "Picture 1");
  act (viewer, "picture.keep");
  ui_wait_until (is_kept (fixture, 0));

  act (viewer, "picture.discard");
  ui_wait_until (g_str_equal (get_title (viewer), "Picture 2"));
  act (viewer, "picture.discard");
  ui_wait_until (g_str_equal (get_title (viewer), "Picture 3"));
  g_assert_cmpstr (fixture->heard->str, ==, "");
  act (viewer, "picture.discard");
  ui_wait_until (g_str_equal (fixture->heard->str, "closed"));
}

/* A preview ------------------------------------------------------------------------------- */

/* What stands for something comes on top of its pictures; those stay. */
static void
test_preview (Fixture *fixture, gconstpointer data)
{
  EaselLibrary *library = fixture->scene.library.library;
  g_autoptr (EaselEntity) coat = library_make_entity (EASEL_ENTITY_CLOTHING_ITEM, "Red coat", NULL,
                                                      "job-1");
  g_autoptr (EaselEntity) after = NULL;
  g_autoptr (GError) error = NULL;
  EaselComparePage *page = NULL;
  GtkWidget *list = NULL;
  const EaselEntityPicture *first = NULL;

  easel_entity_add_picture (coat, fixture->scene.pictures[1], "source");
  library_fixture_add (&fixture->scene.library, coat);
  page = show_page (fixture, "sides");
  act (page, "picture.set-preview");
  ui_wait_until (ui_find (fixture->window, EASEL_TYPE_CONTACT_PREVIEW_DIALOG, NULL) != NULL);
  list = ui_get (ui_get (fixture->window, EASEL_TYPE_CONTACT_PREVIEW_DIALOG, NULL),
                 GTK_TYPE_LIST_VIEW, NULL);
  ui_wait_until (ui_find (list, GTK_TYPE_LABEL, "Red coat") != NULL);
  g_signal_emit_by_name (list, "activate", 0);
  ui_wait_until (strstr (fixture->heard->str, "tell-change ('Preview set'") != NULL);

  after = easel_library_get (library, easel_entity_get_id (coat), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (easel_entity_get_pictures (after)->len, ==, 2);
  first = easel_entity_get_pictures (after)->pdata[0];
  g_assert_cmpstr (first->picture, ==, fixture->scene.pictures[0]);
  g_assert_cmpstr (first->role, ==, "preview");
}

/* To other programs ----------------------------------------------------------------------- */

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
on_stream (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  *(GInputStream **) user_data = gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL,
                                                            &error);
  g_assert_no_error (error);
}

/* (transfer full): what another program gets */
static GBytes *
read_clipboard (GtkWidget *widget, const char *mime_type)
{
  const char *mime_types[] = { mime_type, NULL };
  g_autoptr (GInputStream) input = NULL;
  g_autoptr (GOutputStream) output = g_memory_output_stream_new_resizable ();
  gboolean done = FALSE;

  gdk_clipboard_read_async (gtk_widget_get_clipboard (widget), mime_types, G_PRIORITY_DEFAULT, NULL,
                            on_stream, &input);
  ui_wait_until (input != NULL);
  g_output_stream_splice_async (
      output, input, G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
      G_PRIORITY_DEFAULT, NULL, on_read, &done);
  ui_wait_until (done);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (output));
}

static void
test_copy (Fixture *fixture, gconstpointer data)
{
  EaselComparePage *page = show_page (fixture, "sides");
  g_autoptr (EaselContactItem) item = easel_contact_item_new_for_picture (
      fixture->scene.library.library, fixture->scene.pictures[0]);
  g_autofree char *uri = NULL;
  g_autoptr (GBytes) list = NULL;
  g_autoptr (GBytes) picture = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GError) error = NULL;

  ui_wait_until (easel_contact_item_is_picture (item));
  uri = g_file_get_uri (easel_contact_item_get_file (item));
  act (page, "picture.copy");
  assert_heard (fixture, "tell 'Copied'");
  list = read_clipboard (GTK_WIDGET (page), "text/uri-list");
  g_assert_nonnull (
      g_strstr_len (g_bytes_get_data (list, NULL), (gssize) g_bytes_get_size (list), uri));
  picture = read_clipboard (GTK_WIDGET (page), "image/png");
  texture = gdk_texture_new_from_bytes (picture, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 40);
}

/* A JPEG is also there as PNG, which everybody reads. */
static void
test_convert (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "astronaut.jpg", NULL);
  g_autoptr (EaselEntity) entity = library_fixture_import (&fixture->scene.library, path, "Crew");
  g_autoptr (EaselContactItem) item = easel_contact_item_new_for_picture (
      fixture->scene.library.library, easel_entity_get_id (entity));
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  g_autoptr (GdkContentProvider) content = NULL;
  g_autoptr (GBytes) png = NULL;
  g_autoptr (GBytes) jpeg = NULL;

  show (fixture, gtk_label_new ("Behind"));
  ui_wait_until (easel_contact_item_is_picture (item));
  g_ptr_array_add (items, item);
  content = easel_contact_content_new (items);
  gdk_clipboard_set_content (gtk_widget_get_clipboard (fixture->window), content);
  png = read_clipboard (fixture->window, "image/png");
  g_assert_cmpmem (g_bytes_get_data (png, NULL), 4, "\x89PNG", 4);
  jpeg = read_clipboard (fixture->window, "image/jpeg");
  g_assert_cmpmem (g_bytes_get_data (jpeg, NULL), 2, "\xff\xd8", 2);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  easel_ui_register_resource ();

#define ADD(name, func) g_test_add ("/compare/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("sheet-of-job", test_sheet_of_job);
  ADD ("sheet-actions", test_sheet_actions);
  ADD ("sheet-compare", test_sheet_compare);
  ADD ("going-on", test_going_on);
  ADD ("discard", test_discard);
  ADD ("keep", test_keep);
  ADD ("slider", test_slider);
  ADD ("zoom", test_zoom);
  ADD ("viewer", test_viewer);
  ADD ("preview", test_preview);
  ADD ("copy", test_copy);
  ADD ("convert", test_convert);
#undef ADD

  return g_test_run ();
}
