/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reading stories, and what can be done to them, in a real window. */

#include "easel-story-chapter.h"
#include "easel-story-comment.h"
#include "easel-story-exporter.h"
#include "easel-story-page.h"
#include "easel-story-status.h"
#include "easel-ui-resources.h"
#include "story-fixture.h"
#include "ui-testing.h"

#include <string.h>

#define REFUSAL                                                                                    \
  "{\"method\":\"POST\",\"path\":\"/v1/images/generations\",\"match\":{\"body_contains\":"         \
  "\"A woman kneels on the sand.\"},\"times\":1,\"status\":400,\"body\":{\"error\":{\"message\":"  \
  "\"No lighthouses, please.\",\"code\":\"moderation_blocked\"}}}"
#define HEBREW "היה היתה ילדה"

typedef struct
{
  StudioFixture *studio;
  GtkWidget *window;
  EaselStoryPage *page; /* (unowned) (nullable): in @window */
  GString *heard;       /* what the page told, one line each */
} Fixture;

static void
on_told (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autofree char *target = g_variant_print (parameter, FALSE);

  g_string_append_printf (((Fixture *) user_data)->heard, "%s %s\n",
                          g_action_get_name (G_ACTION (action)), target);
}

static void
on_retry_job (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  easel_queue_retry (easel_studio_get_queue (((Fixture *) user_data)->studio->studio),
                     g_variant_get_string (parameter, NULL), &error);
  g_assert_no_error (error);
}

static void
begin (Fixture *fixture, const char *routes)
{
  const GActionEntry entries[] = {
    { "tell", on_told, "s" },         { "tell-change", on_told, "(ss)" },
    { "tell-file", on_told, "(ss)" }, { "view-picture", on_told, "(ass)" },
    { "cancel-job", on_told, "s" },   { "retry-job", on_retry_job, "s" },
  };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  *fixture = (Fixture) { .studio = story_fixture_new (routes),
                         .window = adw_window_new (),
                         .heard = g_string_new (NULL) };
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries),
                                   fixture);
  gtk_widget_insert_action_group (fixture->window, "win", G_ACTION_GROUP (actions));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 600);
}

static void
end (Fixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  ui_iterate_for (10);
  studio_fixture_free (fixture->studio);
  g_string_free (fixture->heard, TRUE);
}

static void
show (Fixture *fixture, EaselStoryPage *page)
{
  fixture->page = page;
  adw_window_set_content (ADW_WINDOW (fixture->window), GTK_WIDGET (page));
  gtk_window_present (GTK_WINDOW (fixture->window));
  ui_wait_until (gtk_widget_get_mapped (GTK_WIDGET (page)));
}

static GtkWidget *
find_label (Fixture *fixture, const char *label)
{
  return ui_find (GTK_WIDGET (fixture->page), GTK_TYPE_LABEL, label);
}

static void
act (Fixture *fixture, const char *action, guint number)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->page), action, "u", number));
}

/* Reading --------------------------------------------------------------------------------- */

static void
test_read (void)
{
  Fixture fixture;
  g_autofree char *routes = story_fixture_routes ();
  g_autofree char *all = g_strjoin (",", routes, STORY_PICTURE_ROUTE, NULL);
  g_autoptr (EaselEntity) story = NULL;
  GtkWidget *picture = NULL;

  begin (&fixture, all);
  story = story_fixture_complete (fixture.studio, story_fixture_submit (fixture.studio, 2, FALSE));
  show (&fixture, easel_story_page_new (fixture.studio->studio, easel_entity_get_id (story)));
  ui_wait_until (find_label (&fixture, STORY_TEXT ("3")) != NULL);
  g_assert_nonnull (find_label (&fixture, "Low Tide"));
  g_assert_nonnull (find_label (&fixture, "a lighthouse made of paper"));
  g_assert_cmpstr (adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (fixture.page)), ==,
                   "The Paper Lighthouse");

  /* The picture says what can be seen on it. */
  picture = ui_find_tooltip (GTK_WIDGET (fixture.page), "A woman kneels on the sand.");
  g_assert_nonnull (picture);
  ui_press (picture);
  ui_wait_until (strstr (fixture.heard->str, "view-picture") != NULL);
  g_assert_nonnull (strstr (fixture.heard->str, story_fixture_get_scene (story, 1).picture));
  g_assert_null (ui_find (GTK_WIDGET (fixture.page), EASEL_TYPE_STORY_STATUS, NULL));
  end (&fixture);
}

/* A name is shown as it is, also where libadwaita reads markup. */
static void
test_nothing_to_read (void)
{
  Fixture fixture;
  g_autofree char *id = NULL;

  begin (&fixture, NULL);
  id = story_fixture_add_entity (fixture.studio, EASEL_ENTITY_STORY, "Salt & <Sand>", "{}");
  show (&fixture, easel_story_page_new (fixture.studio->studio, id));
  ui_wait_until (find_label (&fixture, "“Salt &amp; &lt;Sand&gt;” has no scenes.") != NULL);
  end (&fixture);
}

static int
get_width (GtkWidget *widget)
{
  int width;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  return width;
}

static void
test_text_size (void)
{
  Fixture fixture;
  g_autofree char *routes = story_fixture_routes ();
  g_autoptr (EaselEntity) story = NULL;
  GtkWidget *text = NULL;
  int before;

  begin (&fixture, routes);
  story = story_fixture_write (fixture.studio);
  show (&fixture, easel_story_page_new (fixture.studio->studio, easel_entity_get_id (story)));
  ui_wait_until (find_label (&fixture, STORY_TEXT ("1")) != NULL);
  text = find_label (&fixture, STORY_TEXT ("1"));
  before = get_width (text);
  for (guint i = 0; i < 9; i++)
    gtk_widget_activate_action (GTK_WIDGET (fixture.page), "story.larger", NULL);
  ui_wait_until (get_width (text) > before * 3 / 2);
  gtk_widget_activate_action (GTK_WIDGET (fixture.page), "story.normal", NULL);
  ui_wait_until (get_width (text) == before);
  end (&fixture);
}

static void
test_right_to_left (void)
{
  EaselStoryChapterContent content = { .number = 1, .title = HEBREW, .text = HEBREW };
  g_autoptr (StudioFixture) studio = story_fixture_new (NULL);
  GtkWidget *chapter = g_object_ref_sink (easel_story_chapter_new ());
  EaselLibrary *library = easel_studio_get_library (studio->studio);

  easel_story_chapter_show (EASEL_STORY_CHAPTER (chapter), library, &content);
  g_assert_cmpint (gtk_widget_get_direction (ui_get (chapter, GTK_TYPE_LABEL, HEBREW)), ==,
                   GTK_TEXT_DIR_RTL);
  content.title = content.text = "Low Tide";
  easel_story_chapter_show (EASEL_STORY_CHAPTER (chapter), library, &content);
  g_assert_cmpint (gtk_widget_get_direction (ui_get (chapter, GTK_TYPE_LABEL, "Low Tide")), ==,
                   GTK_TEXT_DIR_LTR);
  g_object_unref (chapter);
}

/* While it is written --------------------------------------------------------------------- */

/* The second scene hangs in the middle. */
static void
test_live (void)
{
  Fixture fixture;
  g_autofree char *hanging = story_fixture_route ("Scene 2 of 3", STORY_TEXT ("2"),
                                                  ",\"cut_after\":900,\"hang\":true");
  g_autofree char *rest = story_fixture_routes ();
  g_autofree char *routes = g_strjoin (",", hanging, rest, NULL);
  EaselJob *job = NULL;
  GtkWidget *page = NULL;
  g_autoptr (GError) error = NULL;

  begin (&fixture, routes);
  job = story_fixture_submit (fixture.studio, 0, FALSE);
  show (&fixture, easel_story_page_new_for_job (fixture.studio->studio, job));
  page = GTK_WIDGET (fixture.page);
  ui_wait_until (find_label (&fixture, STORY_TEXT ("1")) != NULL);
  ui_wait_until (find_label (&fixture, "Wet Feet") != NULL);
  g_assert_cmpstr (adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (page)), ==,
                   "The Paper Lighthouse");
  g_assert_null (find_label (&fixture, "The Lamp"));

  easel_queue_cancel (easel_studio_get_queue (fixture.studio->studio), easel_job_get_id (job),
                      &error);
  g_assert_no_error (error);
  ui_wait_until (easel_job_get_state (job) == EASEL_JOB_STATE_CANCELED);
  ui_wait_until (find_label (&fixture, STORY_TEXT ("1")) != NULL);
  end (&fixture);
}

static void
test_to_the_end (void)
{
  Fixture fixture;
  g_autofree char *routes = story_fixture_routes ();
  EaselJob *job = NULL;

  begin (&fixture, routes);
  job = story_fixture_submit (fixture.studio, 0, FALSE);
  show (&fixture, easel_story_page_new_for_job (fixture.studio->studio, job));
  ui_wait_until (find_label (&fixture, STORY_TEXT ("3")) != NULL);
  /* What was a draft is now the story. */
  ui_wait_until (find_label (&fixture, "a lighthouse made of paper") != NULL);
  end (&fixture);
}

/* What is missing ------------------------------------------------------------------------- */

static void
test_missing_illustration (void)
{
  Fixture fixture;
  g_autofree char *rest = story_fixture_routes ();
  g_autofree char *routes = g_strjoin (",", REFUSAL, rest, STORY_PICTURE_ROUTE, NULL);
  g_autoptr (EaselEntity) story = NULL;
  GtkWidget *status = NULL;

  begin (&fixture, routes);
  story = story_fixture_complete (fixture.studio, story_fixture_submit (fixture.studio, 2, FALSE));
  show (&fixture, easel_story_page_new (fixture.studio->studio, easel_entity_get_id (story)));
  ui_wait_until (
      (status = ui_find (GTK_WIDGET (fixture.page), EASEL_TYPE_STORY_STATUS, NULL)) != NULL
      && ui_find (status, GTK_TYPE_LABEL, "This scene has no illustration yet.") == NULL);
  g_assert_nonnull (
      strstr (gtk_label_get_label (GTK_LABEL (gtk_widget_get_next_sibling (
                  gtk_widget_get_next_sibling (gtk_widget_get_first_child (status))))),
              "No lighthouses, please."));

  /* Tried again it comes, and takes its place. */
  ui_press (ui_get (status, GTK_TYPE_BUTTON, "_Try Again"));
  ui_wait_until (ui_find_tooltip (GTK_WIDGET (fixture.page), "A woman kneels on the sand.")
                 != NULL);
  ui_wait_until (ui_find (GTK_WIDGET (fixture.page), EASEL_TYPE_STORY_STATUS, NULL) == NULL);
  end (&fixture);
}

/* Changing a scene ------------------------------------------------------------------------ */

static GtkWidget *
wait_for_dialog (Fixture *fixture)
{
  ui_wait_until (ui_find (fixture->window, EASEL_TYPE_STORY_COMMENT, NULL) != NULL);
  return ui_get (fixture->window, EASEL_TYPE_STORY_COMMENT, NULL);
}

static void
test_rewrite (void)
{
  Fixture fixture;
  g_autofree char *rewritten = story_fixture_route ("Make it rain.", "It rained.", NULL);
  g_autofree char *rest = story_fixture_routes ();
  g_autofree char *routes = g_strjoin (",", rewritten, rest, NULL);
  g_autoptr (EaselEntity) story = NULL;
  GtkWidget *dialog = NULL;

  begin (&fixture, routes);
  story = story_fixture_write (fixture.studio);
  show (&fixture, easel_story_page_new (fixture.studio->studio, easel_entity_get_id (story)));
  ui_wait_until (find_label (&fixture, STORY_TEXT ("2")) != NULL);
  act (&fixture, "story.rewrite", 2);
  dialog = wait_for_dialog (&fixture);
  ui_write (ui_get (dialog, GTK_TYPE_TEXT_VIEW, NULL), "Make it rain.");
  ui_press (ui_get (dialog, GTK_TYPE_BUTTON, "_Rewrite"));
  ui_wait_until (find_label (&fixture, "It rained.") != NULL);
  g_assert_null (find_label (&fixture, STORY_TEXT ("2")));
  ui_wait_until (strstr (fixture.heard->str, "tell-change ('Rewritten'") != NULL);
  ui_wait_until (ui_find (GTK_WIDGET (fixture.page), EASEL_TYPE_STORY_STATUS, NULL) == NULL);
  end (&fixture);
}

static void
test_illustrate (void)
{
  Fixture fixture;
  g_autofree char *rest = story_fixture_routes ();
  g_autofree char *routes = g_strjoin (",", rest, STORY_PICTURE_ROUTE, NULL);
  g_autoptr (EaselEntity) story = NULL;
  GtkWidget *dialog = NULL;

  begin (&fixture, routes);
  story = story_fixture_write (fixture.studio);
  show (&fixture, easel_story_page_new (fixture.studio->studio, easel_entity_get_id (story)));
  ui_wait_until (find_label (&fixture, STORY_TEXT ("2")) != NULL);
  act (&fixture, "story.illustrate", 2);
  dialog = wait_for_dialog (&fixture);
  ui_press (ui_get (dialog, GTK_TYPE_BUTTON, "_Illustrate"));
  ui_wait_until (ui_find_tooltip (GTK_WIDGET (fixture.page), "A woman walks up a beach.") != NULL);
  ui_wait_until (strstr (fixture.heard->str, "tell-change ('Illustrated'") != NULL);
  end (&fixture);
}

/* Exporting ------------------------------------------------------------------------------- */

typedef struct
{
  GString *heard;
} Export;

static void
on_begun (Export *export, const char *name)
{
  g_string_append_printf (export->heard, "begun %s\n", name);
}

static void
on_done (Export *export, GFile *file)
{
  g_string_append (export->heard, "done\n");
}

static void
on_failed (Export *export, const char *message)
{
  g_string_append_printf (export->heard, "failed %s\n", message);
}

static void
test_export (void)
{
  g_autoptr (StudioFixture) studio = story_fixture_new_writing ();
  g_autoptr (EaselEntity) story = story_fixture_write (studio);
  g_autoptr (EaselStoryExporter) exporter = easel_story_exporter_new (studio->studio);
  g_autofree char *good = studio_fixture_path (studio, "Story.epub");
  g_autofree char *bad = studio_fixture_path (studio, "no-such-folder/Story.epub");
  g_autoptr (GFile) good_file = g_file_new_for_path (good);
  g_autoptr (GFile) bad_file = g_file_new_for_path (bad);
  Export export = { g_string_new (NULL) };

  g_signal_connect_swapped (exporter, "begun", G_CALLBACK (on_begun), &export);
  g_signal_connect_swapped (exporter, "done", G_CALLBACK (on_done), &export);
  g_signal_connect_swapped (exporter, "failed", G_CALLBACK (on_failed), &export);
  easel_story_exporter_export (exporter, easel_entity_get_id (story), EASEL_STORY_FORMAT_EPUB,
                               good_file);
  ui_wait_until (strstr (export.heard->str, "done") != NULL);
  g_assert_cmpstr (export.heard->str, ==, "begun Story.epub\ndone\n");
  g_assert_true (g_file_query_exists (good_file, NULL));

  g_string_truncate (export.heard, 0);
  easel_story_exporter_export (exporter, easel_entity_get_id (story), EASEL_STORY_FORMAT_EPUB,
                               bad_file);
  ui_wait_until (strstr (export.heard->str, "failed") != NULL);
  g_assert_cmpuint (strlen (export.heard->str), >, strlen ("begun Story.epub\nfailed \n") + 10);
  g_string_free (export.heard, TRUE);
}

static void
test_names (void)
{
  g_autofree char *plain = easel_story_exporter_make_name ("The Lamp", EASEL_STORY_FORMAT_PDF);
  g_autofree char *strange = easel_story_exporter_make_name (".../Or: \\", EASEL_STORY_FORMAT_EPUB);

  g_assert_cmpstr (plain, ==, "The Lamp.pdf");
  g_assert_cmpstr (strange, ==, "-..-Or- -.epub");
}

/* As the application does it. */
static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/io/github/easelapp/Easel/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  easel_ui_register_resource ();
  load_style ();

  g_test_add_func ("/story-page/read", test_read);
  g_test_add_func ("/story-page/nothing-to-read", test_nothing_to_read);
  g_test_add_func ("/story-page/text-size", test_text_size);
  g_test_add_func ("/story-page/right-to-left", test_right_to_left);
  g_test_add_func ("/story-page/live", test_live);
  g_test_add_func ("/story-page/to-the-end", test_to_the_end);
  g_test_add_func ("/story-page/missing-illustration", test_missing_illustration);
  g_test_add_func ("/story-page/rewrite", test_rewrite);
  g_test_add_func ("/story-page/illustrate", test_illustrate);
  g_test_add_func ("/story-page/export", test_export);
  g_test_add_func ("/story-page/names", test_names);

  return g_test_run ();
}
