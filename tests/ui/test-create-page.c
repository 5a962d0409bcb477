/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pages on which something is made, in a real window over a real library. Demo draws. */

#include "easel-create-form-page.h"
#include "easel-create-page.h"
#include "easel-create-ratio.h"
#include "easel-create-story-page.h"
#include "easel-entity-picker.h"
#include "easel-entity-tile.h"
#include "easel-id.h"
#include "easel-library-changes.h"
#include "easel-recipe-row.h"
#include "easel-slot-row.h"
#include "easel-text-area.h"
#include "easel-ui-resources.h"
#include "studio-fixture.h"
#include "ui-testing.h"

typedef struct
{
  StudioFixture *studio;
  EaselRecipeShelf *shelf;
  GtkWidget *window;
  AdwNavigationView *view;
  char *told;                  /* (nullable): the last thing the window was to tell */
  char *shown;                 /* (nullable): the text of the recipe it was to show */
  EaselCreateFormPage *page;   /* (nullable) */
  EaselCreateStoryPage *story; /* (nullable) */
} Fixture;

static void
on_tell (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_set_str (&((Fixture *) user_data)->told, g_variant_get_string (parameter, NULL));
}

static void
on_tell_recipe (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Fixture *self = user_data;
  const char *text;

  g_variant_get (parameter, "(&s&s)", NULL, &text);
  g_set_str (&self->shown, text);
}

static void
on_show_recipe (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Fixture *self = user_data;
  const char *text;

  g_variant_get (parameter, "(&s&s&s)", NULL, NULL, &text);
  g_set_str (&self->shown, text);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  const GActionEntry entries[] = {
    { "tell", on_tell, "s" },
    { "tell-recipe", on_tell_recipe, "(ss)" },
    { "show-recipe", on_show_recipe, "(sss)" },
  };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  self->studio = studio_fixture_new (NULL);
  self->shelf = easel_recipe_shelf_new (self->studio->studio);
  self->window = adw_window_new ();
  self->view = ADW_NAVIGATION_VIEW (adw_navigation_view_new ());
  adw_window_set_content (ADW_WINDOW (self->window), GTK_WIDGET (self->view));
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (self->window, "win", G_ACTION_GROUP (actions));
  gtk_window_set_default_size (GTK_WINDOW (self->window), 600, 900);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  ui_iterate_for (100);
  g_clear_object (&self->shelf);
  g_free (self->told);
  g_free (self->shown);
  studio_fixture_free (self->studio);
}

static EaselLibrary *
get_library (Fixture *self)
{
  return easel_studio_get_library (self->studio->studio);
}

static void
open_form (Fixture *self, const char *generator)
{
  EaselGenerator *found = easel_studio_lookup_generator (self->studio->studio, generator);

  g_assert_nonnull (found);
  self->page = easel_create_form_page_new (self->studio->studio, found, self->shelf);
  adw_navigation_view_push (self->view, ADW_NAVIGATION_PAGE (self->page));
  ui_wait_until (gtk_widget_get_mapped (GTK_WIDGET (self->page)));
}

static void
open_story (Fixture *self)
{
  self->story = easel_create_story_page_new (self->studio->studio, self->shelf);
  adw_navigation_view_push (self->view, ADW_NAVIGATION_PAGE (self->story));
  ui_wait_until (gtk_widget_get_mapped (GTK_WIDGET (self->story)));
}

static EaselCreateForm *
get_form (Fixture *self)
{
  return easel_create_form_page_get_form (self->page);
}

/* (transfer full) */
static char *
get_text (Fixture *self)
{
  return easel_recipe_to_text (easel_create_form_get_recipe (get_form (self)));
}

/* (transfer full) */
static EaselEntity *
add_entity (Fixture *self, const char *kind, const char *name, const char *category)
{
  g_autofree char *id = easel_id_new ();
  g_autoptr (EaselEntity) entity = easel_entity_new (id, kind, name);
  g_autoptr (JsonObject) attributes = json_object_new ();
  g_autoptr (GPtrArray) entities = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  if (category != NULL)
    json_object_set_string_member (attributes, "category", category);
  json_object_set_string_member (attributes, "details", "Plain");
  easel_entity_set_attributes (entity, attributes);
  g_ptr_array_add (entities, entity);
  easel_library_add (get_library (self), entities, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&entity);
}

/* (nullable): the row on show whose title, or value, is @words */
static GtkWidget *
find_row (GtkWidget *root, const char *words)
{
  GtkWidget *label = ui_find (root, GTK_TYPE_LABEL, words);

  return label != NULL ? gtk_widget_get_ancestor (label, EASEL_TYPE_SLOT_ROW) : NULL;
}

static GtkWidget *
get_row (Fixture *self, const char *words)
{
  GtkWidget *root = self->page != NULL ? GTK_WIDGET (self->page) : GTK_WIDGET (self->story);
  GtkWidget *row = find_row (root, words);

  if (row == NULL)
    g_error ("There is no slot “%s”", words);
  return row;
}

static gboolean
shows (Fixture *self, const char *words)
{
  return ui_find (self->window, GTK_TYPE_LABEL, words) != NULL;
}

static guint
count_jobs (Fixture *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (easel_studio_get_queue (self->studio->studio)));
}

/* Slots ----------------------------------------------------------------------------------- */

static void
test_slots (Fixture *self, gconstpointer data)
{
  g_autoptr (EaselEntity) lena = add_entity (self, EASEL_ENTITY_CHARACTER, "Lena", NULL);
  g_autoptr (EaselEntity) boots = add_entity (self, EASEL_ENTITY_CLOTHING_ITEM, "Boots",
                                              "footwear");
  g_autoptr (EaselEntity) blouse = add_entity (self, EASEL_ENTITY_CLOTHING_ITEM, "Blouse", "tops");
  g_autoptr (EaselEntity) shoes = add_entity (self, EASEL_ENTITY_CLOTHING_ITEM, "Shoes",
                                              "footwear");
  g_autofree char *text = NULL;

  open_form (self, "modular");
  g_assert_true (easel_create_form_page_put (self->page, lena));
  g_assert_true (easel_create_form_page_put (self->page, boots));
  g_assert_true (easel_create_form_page_put (self->page, blouse));
  g_assert_true (shows (self, "Lena"));
  /* As they are worn, and one row to add another. */
  g_assert_true (shows (self, "Footwear"));
  g_assert_cmpint (gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (get_row (self, "Blouse"))), <,
                   gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (get_row (self, "Boots"))));
  g_assert_cmpint (gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (get_row (self, "Boots"))), <,
                   gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (get_row (self, "Another Piece"))));

  /* What cannot be is said where it is, and stays. */
  g_assert_true (easel_create_form_page_put (self->page, shoes));
  g_assert_true (gtk_widget_has_css_class (get_row (self, "Shoes"), "error"));
  g_assert_true (shows (self, "Boots"));

  ui_press (ui_find_tooltip (get_row (self, "Shoes"), "Clear"));
  g_assert_false (shows (self, "Shoes"));
  g_assert_false (gtk_widget_has_css_class (get_row (self, "Boots"), "error"));
  ui_press (ui_find_tooltip (get_row (self, "Boots"), "Clear"));
  ui_press (ui_find_tooltip (get_row (self, "Blouse"), "Clear"));
  ui_press (ui_find_tooltip (get_row (self, "Lena"), "Clear"));
  text = get_text (self);
  g_assert_cmpstr (text, ==, "{\"generator\":\"modular\",\"parts\":[],\"options\":{},\"seed\":-1}");
}

/* Words are a part of the recipe letter by letter, and the cursor stays where it is. */
static void
test_words (Fixture *self, gconstpointer data)
{
  GtkWidget *row, *view;
  g_autofree char *both = NULL;
  g_autofree char *one = NULL;

  open_form (self, "modular");
  row = get_row (self, "Clothing");
  ui_press (ui_find_tooltip (row, "Describe in Words"));
  view = ui_get (row, GTK_TYPE_TEXT_VIEW, NULL);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (self->window)) == view);
  gtk_text_buffer_insert_at_cursor (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "a", -1);
  gtk_text_buffer_insert_at_cursor (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), " cape", -1);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (self->window)) == view);

  row = get_row (self, "Another Piece");
  ui_press (ui_find_tooltip (row, "Describe in Words"));
  ui_write (ui_get (row, GTK_TYPE_TEXT_VIEW, NULL), "a hat");
  both = get_text (self);
  g_assert_nonnull (strstr (both,
                            "\"parts\":[{\"slot\":\"clothing\",\"text\":\"a cape\"},{\"slot\":"
                            "\"clothing\",\"text\":\"a hat\"}]"));

  ui_write (view, "");
  one = get_text (self);
  g_assert_nonnull (strstr (one, "\"parts\":[{\"slot\":\"clothing\",\"text\":\"a hat\"}]"));
}

/* A picture from outside is taken into the library. */
static void
test_picture (Fixture *self, gconstpointer data)
{
  g_autofree char *uri = studio_fixture_write_picture (self->studio, "lake.png", 1);
  g_autofree char *torn = studio_fixture_write_bytes (self->studio, "torn.png", "hello", 5);
  const EaselRecipePart *subject;

  open_form (self, "style-transfer");
  easel_slot_row_take (EASEL_SLOT_ROW (get_row (self, "Subject")), uri, NULL);
  ui_wait_until (shows (self, "lake.png"));
  subject = easel_recipe_get_subject (easel_create_form_get_recipe (get_form (self)));
  g_assert_cmpint (subject->source, ==, EASEL_RECIPE_PICTURE);
  g_assert_cmpuint (studio_fixture_count_entities (self->studio, EASEL_ENTITY_PICTURE), ==, 1);

  easel_slot_row_take (EASEL_SLOT_ROW (get_row (self, "lake.png")), torn, NULL);
  ui_wait_until (self->told != NULL);
  g_assert_true (shows (self, "lake.png"));
}

static void
test_picker (Fixture *self, gconstpointer data)
{
  static const char *const tags[] = { EASEL_ENTITY_FAVORITE, NULL };
  g_autoptr (EaselEntity) bob = add_entity (self, EASEL_ENTITY_HAIR_STYLE, "Bob", NULL);
  g_autoptr (EaselEntity) curls = add_entity (self, EASEL_ENTITY_HAIR_STYLE, "Curls", NULL);
  g_autoptr (EaselEntity) red = add_entity (self, EASEL_ENTITY_HAIR_COLOR, "Red", NULL);
  g_autoptr (GError) error = NULL;
  GtkWidget *row, *grid;

  easel_library_edit (get_library (self),
                      &(EaselEditRequest) { .id = easel_entity_get_id (bob), .tags = tags }, NULL,
                      NULL, &error);
  g_assert_no_error (error);
  open_form (self, "modular");
  row = get_row (self, "Hair Style");
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  ui_wait_until ((grid = ui_find (self->window, GTK_TYPE_GRID_VIEW, NULL)) != NULL
                 && ui_find (grid, GTK_TYPE_LABEL, "Curls") != NULL);
  g_assert_null (ui_find (grid, GTK_TYPE_LABEL, "Red"));

  /* The star comes first. */
  g_signal_emit_by_name (grid, "activate", 0);
  ui_wait_until (ui_find (self->window, GTK_TYPE_GRID_VIEW, NULL) == NULL);
  g_assert_true (get_row (self, "Bob") == row);
  g_assert_cmpstr (
      easel_recipe_get_part (easel_create_form_get_recipe (get_form (self)), "hair_style")->value,
      ==, easel_entity_get_id (bob));
}

/* The picture there is to be more of: to be looked at, exchanged and taken out. */
static void
test_alike (Fixture *self, gconstpointer data)
{
  g_autoptr (EaselEntity) boat = add_entity (self, EASEL_ENTITY_PICTURE, "Boat", NULL);
  g_autofree char *uri = studio_fixture_write_picture (self->studio, "lake.png", 1);
  g_autofree char *text = NULL;
  g_autoptr (EaselRecipe) recipe = NULL;
  g_autoptr (EaselRecipe) before = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *row, *focus;

  open_form (self, "modular");
  g_assert_false (shows (self, "More Like This Picture"));
  text = g_strdup_printf ("{\"generator\":\"modular\",\"based_on\":\"%s\"}",
                          easel_entity_get_id (boat));
  recipe = easel_recipe_new_from_text (text, &error);
  g_assert_no_error (error);
  before = easel_create_form_page_fill (self->page, recipe, NULL);
  ui_wait_until (shows (self, "Boat"));
  row = get_row (self, "More Like This Picture");
  g_assert_true (get_row (self, "Boat") == row);

  easel_slot_row_take (EASEL_SLOT_ROW (row), uri, NULL);
  ui_wait_until (shows (self, "lake.png"));
  g_assert_cmpstr (easel_recipe_get_based_on (easel_create_form_get_recipe (get_form (self))), !=,
                   easel_entity_get_id (boat));

  gtk_widget_grab_focus (ui_find_tooltip (row, "Clear"));
  ui_press (ui_find_tooltip (row, "Clear"));
  g_assert_null (easel_recipe_get_based_on (easel_create_form_get_recipe (get_form (self))));
  g_assert_false (shows (self, "More Like This Picture"));
  ui_wait_until ((focus = gtk_root_get_focus (GTK_ROOT (self->window))) != NULL);
  g_assert_nonnull (gtk_widget_get_ancestor (focus, EASEL_TYPE_SLOT_ROW));
}

/* Settings -------------------------------------------------------------------------------- */

static void
test_settings (Fixture *self, gconstpointer data)
{
  GtkWidget *ratio, *scale, *keep;
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;
  g_autoptr (EaselRecipe) recipe = NULL;
  g_autoptr (EaselRecipe) before = NULL;

  open_form (self, "style-transfer");
  ratio = ui_get (GTK_WIDGET (self->page), EASEL_TYPE_CREATE_RATIO, NULL);
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (
          gtk_widget_get_ancestor (ui_get (ratio, GTK_TYPE_LABEL, "16:9"), GTK_TYPE_TOGGLE_BUTTON)),
      TRUE);
  scale = ui_get (GTK_WIDGET (self->page), GTK_TYPE_SCALE, NULL);
  g_assert_true (shows (self, "Medium"));
  gtk_range_set_value (GTK_RANGE (scale), 0.75);
  g_assert_false (shows (self, "Medium"));
  keep = ui_get (GTK_WIDGET (self->page), ADW_TYPE_SWITCH_ROW, NULL);
  adw_switch_row_set_active (ADW_SWITCH_ROW (keep), FALSE);
  text = get_text (self);
  g_assert_cmpstr (text, ==,
                   "{\"generator\":\"style-transfer\",\"parts\":[],\"aspect_ratio\":\"16:9\","
                   "\"options\":{\"keep_identity\":false,\"strength\":0.75},\"seed\":-1}");

  /* What the generator would take anyway is not said. */
  gtk_range_set_value (GTK_RANGE (scale), 0.6);
  adw_switch_row_set_active (ADW_SWITCH_ROW (keep), TRUE);
  again = get_text (self);
  g_assert_nonnull (strstr (again, "\"options\":{}"));

  /* And the other way. */
  recipe = easel_recipe_new_from_text (text, NULL);
  before = easel_create_form_page_fill (self->page, recipe, NULL);
  g_assert_nonnull (before);
  g_assert_cmpfloat (gtk_range_get_value (GTK_RANGE (scale)), >, 0.74);
  g_assert_false (adw_switch_row_get_active (ADW_SWITCH_ROW (keep)));
}

static gboolean
holds (GtkWidget *view, const char *words)
{
  g_autofree char *text = ui_dup_text (view);

  return strstr (text, words) != NULL;
}

static void
test_prompt (Fixture *self, gconstpointer data)
{
  GtkWidget *expander, *view, *reset;
  g_autofree char *built = NULL;
  g_autofree char *after = NULL;

  open_form (self, "modular");
  expander = gtk_widget_get_ancestor (ui_get (GTK_WIDGET (self->page), GTK_TYPE_LABEL, "Prompt"),
                                      ADW_TYPE_EXPANDER_ROW);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (expander), TRUE);
  ui_wait_until (shows (self, "Choose what is needed, and the prompt is here"));
  easel_create_form_put (get_form (self), EASEL_SLOT_SUBJECT, EASEL_RECIPE_TEXT, "a paper boat");
  ui_wait_until ((view = ui_find (expander, EASEL_TYPE_TEXT_AREA, NULL)) != NULL);
  view = ui_get (view, GTK_TYPE_TEXT_VIEW, NULL);
  built = ui_dup_text (view);
  g_assert_nonnull (strstr (built, "a paper boat"));
  g_assert_null (easel_recipe_get_prompt (easel_create_form_get_recipe (get_form (self))));

  /* The person's words stay, whatever else changes. */
  ui_write (view, "Only this.");
  easel_create_form_set_text (get_form (self), "at night");
  ui_iterate_for (400);
  after = ui_dup_text (view);
  g_assert_cmpstr (after, ==, "Only this.");
  g_assert_cmpstr (easel_recipe_get_prompt (easel_create_form_get_recipe (get_form (self))), ==,
                   "Only this.");

  reset = gtk_widget_get_ancestor (ui_get (expander, GTK_TYPE_LABEL, "_Use the Built Prompt"),
                                   ADW_TYPE_BUTTON_ROW);
  g_signal_emit_by_name (reset, "activated");
  g_assert_null (easel_recipe_get_prompt (easel_create_form_get_recipe (get_form (self))));
  ui_wait_until (holds (view, "at night"));
}

/* Making ---------------------------------------------------------------------------------- */

static void
test_nothing_in_it (Fixture *self, gconstpointer data)
{
  open_form (self, "outfit");
  gtk_widget_activate_action (GTK_WIDGET (self->page), "create.generate", NULL);
  g_assert_true (gtk_widget_has_css_class (get_row (self, "Subject"), "error"));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (self->window)) == get_row (self, "Subject"));
  g_assert_cmpuint (count_jobs (self), ==, 0);
}

static void
test_generate (Fixture *self, gconstpointer data)
{
  EaselQueue *queue = easel_studio_get_queue (self->studio->studio);
  g_autofree char *text = NULL;
  g_autofree char *after = NULL;
  g_autofree char *made = NULL;
  g_autoptr (EaselJob) job = NULL;
  g_autoptr (JsonObject) result = NULL;
  g_autoptr (EaselLibraryRecipe) used = NULL;

  open_form (self, "modular");
  easel_create_form_put (get_form (self), EASEL_SLOT_SUBJECT, EASEL_RECIPE_TEXT, "a paper boat");
  text = get_text (self);
  gtk_widget_activate_action (GTK_WIDGET (self->page), "create.generate", NULL);
  /* At once. */
  g_assert_cmpuint (count_jobs (self), ==, 1);
  after = get_text (self);
  g_assert_cmpstr (after, ==, text);
  ui_wait_until (shows (self, "Making a picture"));

  job = g_list_model_get_item (G_LIST_MODEL (queue), 0);
  g_assert_cmpint (studio_fixture_wait (self->studio, job), ==, EASEL_JOB_STATE_COMPLETED);
  result = studio_fixture_get_result (self->studio, job);
  {
    g_autoptr (EaselRecipe) recipe = easel_recipe_new_from_json (
        json_object_get_member (result, "recipe"), NULL);

    made = easel_recipe_to_text (recipe);
  }
  g_assert_cmpstr (made, ==, text);

  ui_wait_until (g_list_model_get_n_items (G_LIST_MODEL (self->shelf)) == 1);
  used = g_list_model_get_item (G_LIST_MODEL (self->shelf), 0);
  g_assert_cmpstr (easel_library_recipe_get_text (used), ==, text);
  g_assert_null (easel_library_recipe_get_name (used));
}

static void
test_no_model (Fixture *self, gconstpointer data)
{
  studio_fixture_set_routes (self->studio, FIXTURE_ANSWER);
  studio_fixture_use_server (self->studio, "test-model");
  open_form (self, "modular");
  ui_wait_until (shows (self, "No model was chosen for making pictures."));
  g_assert_nonnull (ui_find (GTK_WIDGET (self->page), GTK_TYPE_BUTTON, "C_hoose…"));
  studio_fixture_use_model (self->studio, EASEL_MODEL_TASK_IMAGE, "test", "image-model");
  ui_wait_until (!shows (self, "No model was chosen for making pictures."));
  g_assert_nonnull (ui_find (GTK_WIDGET (self->page), GTK_TYPE_BUTTON, "C_hange…"));
}

/* The shelf ------------------------------------------------------------------------------- */

static guint
count_rows (Fixture *self)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->shelf)); i++)
    {
      g_autoptr (EaselLibraryRecipe) recipe = g_list_model_get_item (G_LIST_MODEL (self->shelf), i);

      n += easel_library_recipe_get_name (recipe) != NULL;
    }
  return n;
}

static void
test_shelf (Fixture *self, gconstpointer data)
{
  static const char boat[] = "{\"generator\":\"modular\",\"subject\":{\"text\":\"a boat\"},"
                             "\"parts\":[],\"options\":{},\"seed\":-1}";
  EaselCreatePage *page = easel_create_page_new (self->studio->studio, self->shelf);
  GtkWidget *row = NULL;

  adw_navigation_view_push (self->view, ADW_NAVIGATION_PAGE (page));
  g_assert_true (shows (self, "Generate"));
  g_assert_true (shows (self, "Style Transfer"));
  g_assert_true (shows (self, "Outfit Ideas"));
  g_assert_true (shows (self, "Story"));
  g_assert_false (shows (self, "Saved"));

  easel_recipe_shelf_use (self->shelf, "modular", boat);
  ui_wait_until (shows (self, "Recently Used"));
  g_assert_true (shows (self, "“a boat”"));
  easel_recipe_shelf_save (self->shelf, "modular", "Boats", boat);
  ui_wait_until (shows (self, "Saved"));
  ui_wait_until (!shows (self, "Recently Used"));
  /* Saving under the same name replaces it. */
  easel_recipe_shelf_save (self->shelf, "modular", "Boats", boat);
  ui_iterate_for (200);
  g_assert_cmpuint (count_rows (self), ==, 1);

  row = ui_get (GTK_WIDGET (page), EASEL_TYPE_RECIPE_ROW, NULL);
  gtk_widget_activate_action (row, "win.show-recipe", "(sss)", "modular", "Boats", boat);
  g_assert_cmpstr (self->shown, ==, boat);

  gtk_widget_activate_action (row, "recipe.remove", NULL);
  ui_wait_until (!shows (self, "Saved"));
  ui_press (ui_get (GTK_WIDGET (page), GTK_TYPE_BUTTON, "_Undo"));
  ui_wait_until (shows (self, "Boats"));
}

static void
test_save_and_clear (Fixture *self, gconstpointer data)
{
  static const char empty[] = "{\"generator\":\"modular\",\"parts\":[],\"options\":{},\"seed\":-1}";
  g_autofree char *text = NULL;
  g_autofree char *cleared = NULL;
  GtkWidget *entry = NULL;

  open_form (self, "modular");
  easel_create_form_put (get_form (self), EASEL_SLOT_SUBJECT, EASEL_RECIPE_TEXT, "a boat");
  text = get_text (self);
  gtk_widget_activate_action (GTK_WIDGET (self->page), "create.save", NULL);
  ui_wait_until ((entry = ui_find (self->window, GTK_TYPE_ENTRY, NULL)) != NULL
                 && gtk_widget_get_mapped (entry));
  g_assert_false (gtk_widget_is_sensitive (ui_get (self->window, GTK_TYPE_BUTTON, "_Save")));
  gtk_editable_set_text (GTK_EDITABLE (entry), " Boats ");
  ui_press (ui_get (self->window, GTK_TYPE_BUTTON, "_Save"));
  ui_wait_until (count_rows (self) == 1);

  gtk_widget_activate_action (GTK_WIDGET (self->page), "create.clear", NULL);
  cleared = get_text (self);
  g_assert_cmpstr (cleared, ==, empty);
  /* There is a way back. */
  g_assert_cmpstr (self->shown, ==, text);
}

/* The story ------------------------------------------------------------------------------- */

static void
test_story (Fixture *self, gconstpointer data)
{
  g_autoptr (EaselEntity) lena = add_entity (self, EASEL_ENTITY_CHARACTER, "Lena", NULL);
  g_autoptr (EaselStoryParams) params = easel_story_params_new ();
  g_autoptr (EaselStoryParams) read = NULL;
  g_autofree char *text = NULL;
  g_autofree char *same = NULL;

  open_story (self);
  gtk_widget_activate_action (GTK_WIDGET (self->story), "story.write", NULL);
  g_assert_true (gtk_widget_has_css_class (get_row (self, "Character"), "error"));
  g_assert_cmpuint (count_jobs (self), ==, 0);

  g_set_str (&params->character, easel_entity_get_id (lena));
  g_set_str (&params->theme, "A lighthouse\nmade of paper");
  g_set_str (&params->audience, "Children");
  g_set_str (&params->prose_style, "Plain");
  g_set_str (&params->perspective, "first");
  g_set_str (&params->kind, "outfit");
  g_set_str (&params->art_style, "ink and wash");
  params->scenes = 7;
  params->illustrations = 6;
  params->stop_after_plan = TRUE;
  text = easel_story_params_to_json (params);
  easel_create_story_page_fill (self->story, params, NULL);
  read = easel_create_story_page_dup_params (self->story);
  same = easel_story_params_to_json (read);
  g_assert_cmpstr (same, ==, text);
  ui_wait_until (shows (self, "Lena"));
  g_assert_false (gtk_widget_has_css_class (get_row (self, "Character"), "error"));

  gtk_widget_activate_action (GTK_WIDGET (self->story), "story.write", NULL);
  g_assert_cmpuint (count_jobs (self), ==, 1);
  ui_wait_until (g_list_model_get_n_items (G_LIST_MODEL (self->shelf)) == 1);
}

/* Places ---------------------------------------------------------------------------------- */

/* Every form fits into the narrowest window, in both directions and with text of twice the size. */
static void
test_narrow (Fixture *self, gconstpointer data)
{
  GListModel *generators = easel_studio_get_generators (self->studio->studio);
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 360, 700);
  for (guint i = 0; i < g_list_model_get_n_items (generators); i++)
    {
      g_autoptr (EaselGenerator) generator = g_list_model_get_item (generators, i);

      for (int rtl = 0; rtl < 2; rtl++)
        {
          g_object_set (settings, "gtk-xft-dpi", (rtl ? 2 : 1) * 96 * PANGO_SCALE, NULL);
          open_form (self, easel_generator_get_name (generator));
          gtk_widget_set_direction (GTK_WIDGET (self->page),
                                    rtl ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
          ui_iterate ();
          ui_assert_fits (GTK_WIDGET (self->page), 360);
          adw_navigation_view_replace (self->view, NULL, 0);
        }
    }
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
}

#define add(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  easel_ui_register_resource ();

  add ("/create-page/slots", test_slots);
  add ("/create-page/words", test_words);
  add ("/create-page/picture", test_picture);
  add ("/create-page/picker", test_picker);
  add ("/create-page/alike", test_alike);
  add ("/create-page/settings", test_settings);
  add ("/create-page/prompt", test_prompt);
  add ("/create-page/nothing-in-it", test_nothing_in_it);
  add ("/create-page/generate", test_generate);
  add ("/create-page/no-model", test_no_model);
  add ("/create-page/shelf", test_shelf);
  add ("/create-page/save-and-clear", test_save_and_clear);
  add ("/create-page/story", test_story);
  add ("/create-page/narrow", test_narrow);

  return g_test_run ();
}
