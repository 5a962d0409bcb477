/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The dialog in which a thing is edited, over a real library, in a real window. */

#include "easel-entity-editor-row.h"
#include "easel-entity-editor.h"
#include "easel-tag-dialog.h"
#include "easel-ui-resources.h"
#include "library-scene.h"

#define PATIENCE_SECONDS 120

#define SCHEMA                                                                                     \
  "{\"type\":\"object\",\"properties\":{\"fabric\":{\"type\":\"string\"},\"color\":{\"type\":"     \
  "\"string\"},\"formality\":{\"type\":\"string\",\"enum\":[\"casual\",\"black_tie\"]},"           \
  "\"season\":{\"type\":\"string\"},\"palette\":{\"type\":\"array\",\"items\":{\"type\":"          \
  "\"string\"}},\"buttons\":{\"type\":\"integer\"},\"parts\":{\"type\":\"array\",\"items\":{"      \
  "\"type\":\"object\",\"properties\":{\"item\":{\"type\":\"string\"},\"size\":{\"type\":"         \
  "\"string\"}},\"required\":[\"item\"]}}},\"required\":[\"fabric\"]}"
#define ATTRIBUTES                                                                                 \
  "{\"fabric\":\"wool\",\"color\":\"red\",\"formality\":\"casual\",\"palette\":[\"red\","          \
  "\"black\"],\"buttons\":4,\"parts\":[{\"item\":\"belt\"},{\"item\":\"hood\",\"size\":\"L\"}]}"

typedef struct
{
  LibraryFixture library;
  char *id;
  GtkWidget *window;
  EaselEntityEditor *editor; /* (nullable): while it is open */
  char *told;                /* (nullable): the last change that was told of */
  char *change;              /* (nullable): and what it is taken back by */
} Fixture;

static void
on_tell_change (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Fixture *self = user_data;

  g_clear_pointer (&self->told, g_free);
  g_clear_pointer (&self->change, g_free);
  g_variant_get (parameter, "(ss)", &self->told, &self->change);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  static const char *const tags[] = { "winter", NULL };
  const GActionEntry entries[] = { { "tell-change", on_tell_change, "(ss)" } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (EaselEntity) entity = NULL;

  library_fixture_set_up (&self->library, NULL);
  entity = library_make_entity (EASEL_ENTITY_CLOTHING_ITEM, "Coat", ATTRIBUTES, "job");
  easel_entity_set_tags (entity, tags);
  library_fixture_add (&self->library, entity);
  self->id = g_strdup (easel_entity_get_id (entity));

  self->window = adw_window_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (self->window, "win", G_ACTION_GROUP (actions));
  gtk_window_set_default_size (GTK_WINDOW (self->window), 800, 800);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_free (self->id);
  g_free (self->told);
  g_free (self->change);
  library_fixture_tear_down (&self->library, NULL);
}

static gboolean
on_patience_lost (gpointer user_data)
{
  g_error ("Nothing in %d seconds", PATIENCE_SECONDS);
  return G_SOURCE_REMOVE;
}

#define wait_until(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    guint timeout_ = g_timeout_add_seconds (PATIENCE_SECONDS, on_patience_lost, NULL);             \
    while (!(condition))                                                                           \
      g_main_context_iteration (NULL, TRUE);                                                       \
    g_source_remove (timeout_);                                                                    \
  }                                                                                                \
  G_STMT_END

static void
open_editor (Fixture *self)
{
  g_autoptr (EaselEntity) entity = library_fixture_get (&self->library, self->id);
  g_autoptr (JsonNode) schema = library_parse (SCHEMA);

  self->editor = easel_entity_editor_new (self->library.library, entity, schema, NULL);
  g_object_add_weak_pointer (G_OBJECT (self->editor), (gpointer *) &self->editor);
  adw_dialog_present (ADW_DIALOG (self->editor), self->window);
  wait_until (gtk_widget_get_mapped (GTK_WIDGET (self->editor)));
}

typedef gboolean (*Match) (GtkWidget *widget, const char *words);

/* (nullable): the first below @widget, itself included, that matches */
static GtkWidget *
find (GtkWidget *widget, Match match, const char *words)
{
  if (match (widget, words))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, match, words);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_row (GtkWidget *widget, const char *words)
{
  return EASEL_IS_ENTITY_EDITOR_ROW (widget)
         && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), words);
}

static gboolean
is_text (GtkWidget *widget, const char *words)
{
  return GTK_IS_TEXT_VIEW (widget);
}

static gboolean
is_entry (GtkWidget *widget, const char *words)
{
  return GTK_IS_ENTRY (widget);
}

static gboolean
is_button (GtkWidget *widget, const char *words)
{
  return GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget)
         && (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), words) == 0
             || g_strcmp0 (gtk_widget_get_tooltip_text (widget), words) == 0);
}

static gboolean
is_label (GtkWidget *widget, const char *words)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
         && g_strcmp0 (gtk_label_get_label (GTK_LABEL (widget)), words) == 0;
}

static GtkWidget *
get_row (Fixture *self, const char *title)
{
  GtkWidget *row = find (GTK_WIDGET (self->editor), is_row, title);

  g_assert_nonnull (row);
  return row;
}

static void
write_text (GtkWidget *row, const char *text)
{
  GtkWidget *view = find (row, is_text, NULL);

  g_assert_nonnull (view);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
}

/* Anywhere in the window, dialogs included. */
static GtkWidget *
find_button (Fixture *self, const char *words)
{
  GtkWidget *button = NULL;

  wait_until ((button = find (self->window, is_button, words)) != NULL);
  return button;
}

static void
press (Fixture *self, const char *words)
{
  GtkWidget *button = find_button (self, words);

  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static gboolean
shows (Fixture *self, const char *words)
{
  return find (self->window, is_label, words) != NULL;
}

static gboolean
is_sensitive (Fixture *self, const char *words)
{
  return gtk_widget_get_sensitive (find_button (self, words));
}

static void
test_untouched (Fixture *self, gconstpointer data)
{
  open_editor (self);
  g_assert_false (is_sensitive (self, "_Save"));
  write_text (get_row (self, "Color"), "blue");
  g_assert_true (is_sensitive (self, "_Save"));
  write_text (get_row (self, "Color"), "red");
  g_assert_false (is_sensitive (self, "_Save"));

  adw_dialog_close (ADW_DIALOG (self->editor));
  wait_until (self->editor == NULL);
  g_assert_null (self->told);
}

static void
add (GtkWidget *row, const char *text)
{
  GtkWidget *entry = find (row, is_entry, NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
}

static void
test_saved (Fixture *self, gconstpointer data)
{
  g_autoptr (EaselEntity) entity = NULL;
  g_autoptr (EaselEntity) undone = NULL;
  g_autoptr (GError) error = NULL;

  open_editor (self);
  write_text (get_row (self, "Name"), " Red\nCoat ");
  write_text (get_row (self, "Color"), "");
  write_text (get_row (self, "Season"), "winter");
  write_text (get_row (self, "Buttons"), "6");
  adw_combo_row_set_selected (ADW_COMBO_ROW (get_row (self, "Formality")), 2);
  add (get_row (self, "Tags"), "sale");
  add (get_row (self, "Palette"), "white");
  press (self, "_Save");
  wait_until (self->editor == NULL);

  g_assert_cmpstr (self->told, ==, "Saved");
  entity = library_fixture_get (&self->library, self->id);
  g_assert_cmpstr (easel_entity_get_name (entity), ==, "Red Coat");
  g_assert_cmpstr (easel_entity_get_tags (entity)[1], ==, "sale");
  library_assert_attributes (
      entity, "{\"fabric\":\"wool\",\"formality\":\"black_tie\",\"palette\":[\"red\",\"black\","
              "\"white\"],\"buttons\":6,\"parts\":[{\"item\":\"belt\"},{\"item\":\"hood\","
              "\"size\":\"L\"}],\"season\":\"winter\"}");

  easel_library_undo (self->library.library, self->change, FALSE, NULL, NULL, &error);
  g_assert_no_error (error);
  undone = library_fixture_get (&self->library, self->id);
  g_assert_cmpstr (easel_entity_get_name (undone), ==, "Coat");
  library_assert_attributes (undone, ATTRIBUTES);
}

/* A list of things that have parts themselves. */
static void
test_parts (Fixture *self, gconstpointer data)
{
  g_autoptr (EaselEntity) entity = NULL;
  GtkWidget *parts = NULL;

  open_editor (self);
  parts = get_row (self, "Parts");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (parts), TRUE);
  press (self, "Remove");
  write_text (find (get_row (self, "Hood · L"), is_row, "Size"), "XL");
  g_assert_nonnull (find (parts, is_row, "Hood · XL"));
  press (self, "_Save");
  wait_until (self->editor == NULL);
  entity = library_fixture_get (&self->library, self->id);
  library_assert_attributes (
      entity, "{\"fabric\":\"wool\",\"color\":\"red\",\"formality\":\"casual\",\"palette\":["
              "\"red\",\"black\"],\"buttons\":4,\"parts\":[{\"item\":\"hood\",\"size\":\"XL\"}]}");
}

/* Said at the field, and nothing is changed. */
static void
test_refused (Fixture *self, gconstpointer data)
{
  g_autoptr (EaselEntity) entity = NULL;

  open_editor (self);
  write_text (get_row (self, "Name"), "  ");
  write_text (get_row (self, "Buttons"), "many");
  write_text (get_row (self, "Fabric"), "");
  press (self, "_Save");
  g_assert_nonnull (find (get_row (self, "Fabric"), is_label, "“fabric” is missing."));
  g_assert_true (gtk_widget_has_css_class (get_row (self, "Name"), "error"));
  g_assert_true (gtk_widget_has_css_class (get_row (self, "Buttons"), "error"));
  g_assert_false (gtk_widget_has_css_class (get_row (self, "Color"), "error"));

  write_text (get_row (self, "Fabric"), "cotton");
  g_assert_false (gtk_widget_has_css_class (get_row (self, "Fabric"), "error"));
  write_text (get_row (self, "Name"), "Coat");
  write_text (get_row (self, "Buttons"), "4");
  press (self, "_Save");
  wait_until (self->editor == NULL);
  entity = library_fixture_get (&self->library, self->id);
  g_assert_cmpuint (easel_entity_get_revision (entity), ==, 2);
}

/* Somebody else was faster: asked, and only what was written here goes over theirs. */
static void
test_changed (Fixture *self, gconstpointer data)
{
  g_autofree char *entry = NULL;
  g_autoptr (EaselEntity) entity = NULL;

  open_editor (self);
  write_text (get_row (self, "Color"), "blue");
  entry = library_edit (&self->library, self->id, "fabric", "silk");
  press (self, "_Save");
  wait_until (shows (self, "“Coat” was changed in the meantime: fabric."));
  press (self, "_Keep Editing");
  g_assert_nonnull (self->editor);
  g_assert_null (self->told);

  press (self, "_Save");
  press (self, "_Save Anyway");
  wait_until (self->editor == NULL);
  entity = library_fixture_get (&self->library, self->id);
  library_assert_attributes (
      entity, "{\"fabric\":\"silk\",\"color\":\"blue\",\"formality\":\"casual\",\"palette\":["
              "\"red\",\"black\"],\"buttons\":4,\"parts\":[{\"item\":\"belt\"},{\"item\":\"hood\","
              "\"size\":\"L\"}]}");
}

static void
test_discarded (Fixture *self, gconstpointer data)
{
  open_editor (self);
  write_text (get_row (self, "Color"), "blue");
  press (self, "_Cancel");
  press (self, "_Keep Editing");
  g_assert_nonnull (self->editor);
  press (self, "_Cancel");
  press (self, "_Discard");
  wait_until (self->editor == NULL);
  g_assert_null (self->told);
}

/* The tags of several, as one change. */
static void
test_tags (Fixture *self, gconstpointer data)
{
  static const char *const tags[] = { "winter", "old", NULL };
  g_autoptr (EaselEntity) other = library_make_entity (EASEL_ENTITY_OUTFIT, "Other", NULL, "job");
  g_autoptr (GPtrArray) both = g_ptr_array_new_with_free_func (g_object_unref);
  EaselTagDialog *dialog = NULL;
  g_autoptr (EaselEntity) first = NULL;
  g_autoptr (EaselEntity) second = NULL;
  g_autofree char *of_first = NULL;
  g_autofree char *of_second = NULL;
  g_autoptr (GError) error = NULL;

  easel_entity_set_tags (other, tags);
  library_fixture_add (&self->library, other);
  g_ptr_array_add (both, library_fixture_get (&self->library, self->id));
  g_ptr_array_add (both, g_object_ref (other));
  dialog = easel_tag_dialog_new (self->library.library, both);
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  adw_dialog_present (ADW_DIALOG (dialog), self->window);
  wait_until (gtk_widget_get_mapped (GTK_WIDGET (dialog)));
  wait_until (shows (self, "Some have: old"));

  press (self, "Remove “winter”");
  /* Written, and not added: meant all the same. */
  gtk_editable_set_text (GTK_EDITABLE (find (GTK_WIDGET (dialog), is_entry, NULL)), "new");
  press (self, "_Save");
  wait_until (dialog == NULL);
  g_assert_cmpstr (self->told, ==, "Tagged 2 things");
  first = library_fixture_get (&self->library, self->id);
  second = library_fixture_get (&self->library, easel_entity_get_id (other));
  of_first = g_strjoinv (" ", (char **) easel_entity_get_tags (first));
  of_second = g_strjoinv (" ", (char **) easel_entity_get_tags (second));
  g_assert_cmpstr (of_first, ==, "new");
  g_assert_cmpstr (of_second, ==, "old new");

  easel_library_undo (self->library.library, self->change, FALSE, NULL, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&second);
  second = library_fixture_get (&self->library, easel_entity_get_id (other));
  g_assert_cmpstr (easel_entity_get_tags (second)[0], ==, "winter");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  easel_ui_register_resource ();

#define ADD(name, func) g_test_add ("/entity-editor/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("untouched", test_untouched);
  ADD ("saved", test_saved);
  ADD ("parts", test_parts);
  ADD ("refused", test_refused);
  ADD ("changed", test_changed);
  ADD ("discarded", test_discarded);
  ADD ("tags", test_tags);
#undef ADD
  return g_test_run ();
}
