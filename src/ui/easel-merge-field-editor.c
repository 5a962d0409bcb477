/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-merge-field-editor.h"

#include "easel-chip-list.h"
#include "easel-text-area.h"

#include <glib/gi18n.h>

struct _EaselMergeFieldEditor
{
  AdwBin parent_instance;

  GtkBox *box;
  EaselTextArea *text;  /* (nullable): of a text */
  GtkDropDown *choices; /* (nullable): of a choice */
  EaselChipList *chips; /* (nullable): of a list */
  GtkLabel *problem;    /* in @box */

  EaselMergeField *field; /* (owned) */
  gboolean updating;      /* what changes is not the person's doing */
};

G_DEFINE_FINAL_TYPE (EaselMergeFieldEditor, easel_merge_field_editor, ADW_TYPE_BIN)

/* Texts ----------------------------------------------------------------------------------- */

static void
on_text_changed (EaselMergeFieldEditor *self)
{
  g_autofree char *text = easel_text_area_dup_text (self->text);

  if (!self->updating)
    easel_merge_field_set_text (self->field, text);
}

static void
update_text (EaselMergeFieldEditor *self)
{
  const char *text = easel_merge_field_get_text (self->field);
  g_autofree char *shown = easel_text_area_dup_text (self->text);

  if (!g_str_equal (text, shown))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (easel_text_area_get_view (self->text)),
                              text, -1);
}

/* A name is of one line; Enter goes on, as in any entry. */
static gboolean
on_key_pressed (EaselMergeFieldEditor *self, guint keyval)
{
  if (keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter && keyval != GDK_KEY_ISO_Enter)
    return FALSE;
  return gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))),
                                 GTK_DIR_TAB_FORWARD);
}

static GtkWidget *
create_text (EaselMergeFieldEditor *self)
{
  GtkWidget *area = easel_text_area_new (easel_merge_field_get_label (self->field));
  GtkTextView *view = easel_text_area_get_view (EASEL_TEXT_AREA (area));

  self->text = EASEL_TEXT_AREA (area);
  gtk_text_view_set_monospace (view,
                               easel_merge_field_get_kind (self->field) == EASEL_MERGE_FIELD_JSON);
  g_signal_connect_object (gtk_text_view_get_buffer (view), "changed", G_CALLBACK (on_text_changed),
                           self, G_CONNECT_SWAPPED);
  if (easel_merge_field_get_part (self->field) == EASEL_MERGE_PART_NAME)
    {
      GtkEventController *keys = gtk_event_controller_key_new ();

      g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_pressed), self,
                               G_CONNECT_SWAPPED);
      gtk_widget_add_controller (GTK_WIDGET (view), keys);
    }
  return area;
}

/* Choices --------------------------------------------------------------------------------- */

static void
on_selected (EaselMergeFieldEditor *self)
{
  GPtrArray *values = easel_merge_field_get_choices (self->field);
  guint selected = gtk_drop_down_get_selected (self->choices);

  if (!self->updating && selected < values->len)
    easel_merge_field_set_value (self->field, g_ptr_array_index (values, selected));
}

/* A version of the proposal may bring a value that is not among them yet. */
static void
update_choices (EaselMergeFieldEditor *self)
{
  GPtrArray *values = easel_merge_field_get_choices (self->field);
  GtkStringList *list = GTK_STRING_LIST (gtk_drop_down_get_model (self->choices));
  guint selected = 0;

  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (list)); i < values->len; i++)
    {
      JsonNode *value = g_ptr_array_index (values, i);
      g_autofree char *label = easel_merge_field_describe (self->field, value);

      gtk_string_list_append (list, *label != '\0' ? label : _ ("Nothing"));
    }
  if (g_ptr_array_find_with_equal_func (values, easel_merge_field_get_value (self->field),
                                        (GEqualFunc) json_node_equal, &selected))
    gtk_drop_down_set_selected (self->choices, selected);
}

static GtkWidget *
create_choices (EaselMergeFieldEditor *self)
{
  GtkWidget *widget = gtk_drop_down_new (G_LIST_MODEL (gtk_string_list_new (NULL)), NULL);

  self->choices = GTK_DROP_DOWN (widget);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  easel_merge_field_get_label (self->field), -1);
  g_signal_connect_object (widget, "notify::selected", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
  return widget;
}

/* Lists ----------------------------------------------------------------------------------- */

static void
on_chip_activated (EaselMergeFieldEditor *self, guint position)
{
  easel_merge_field_remove (self->field, position);
}

static void
on_chip_added (EaselMergeFieldEditor *self, const char *text)
{
  g_autoptr (JsonNode) element = json_node_init_string (json_node_alloc (), text);

  easel_merge_field_add (self->field, element);
}

static void
update_chips (EaselMergeFieldEditor *self)
{
  JsonNode *value = easel_merge_field_get_value (self->field);
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;
  guint length = array != NULL ? json_array_get_length (array) : 0;
  g_autofree EaselChipKind *kinds = g_new (EaselChipKind, length + 1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) labels = NULL;

  for (guint i = 0; i < length; i++)
    {
      kinds[i] = EASEL_CHIP_REMOVABLE;
      g_strv_builder_take (
          builder, easel_merge_field_describe (self->field, json_array_get_element (array, i)));
    }
  labels = g_strv_builder_end (builder);
  easel_chip_list_set_chips (self->chips, (const char *const *) labels, kinds);
}

static GtkWidget *
create_chips (EaselMergeFieldEditor *self)
{
  GtkWidget *widget = easel_chip_list_new ();

  self->chips = EASEL_CHIP_LIST (widget);
  if (easel_merge_field_takes_texts (self->field))
    {
      /* Translators: adds to a list; %s is a field, such as "Tags" */
      g_autofree char *label = g_strdup_printf (_ ("Add to “%s”"),
                                                easel_merge_field_get_label (self->field));

      easel_chip_list_set_entry_label (self->chips, label);
    }
  g_signal_connect_object (widget, "activated", G_CALLBACK (on_chip_activated), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (widget, "added", G_CALLBACK (on_chip_added), self, G_CONNECT_SWAPPED);
  return widget;
}

/* All ------------------------------------------------------------------------------------- */

static void
update_problem (EaselMergeFieldEditor *self)
{
  const char *problem = easel_merge_field_get_problem (self->field);

  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  if (problem != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "invalid");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "invalid");
  if (self->text != NULL)
    gtk_accessible_update_state (
        GTK_ACCESSIBLE (easel_text_area_get_view (self->text)), GTK_ACCESSIBLE_STATE_INVALID,
        problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
update (EaselMergeFieldEditor *self)
{
  self->updating = TRUE;
  if (self->text != NULL)
    update_text (self);
  if (self->choices != NULL)
    update_choices (self);
  if (self->chips != NULL)
    update_chips (self);
  update_problem (self);
  self->updating = FALSE;
}

static GtkWidget *
create_editor (EaselMergeFieldEditor *self)
{
  switch (easel_merge_field_get_kind (self->field))
    {
    case EASEL_MERGE_FIELD_CHOICE:
      return create_choices (self);
    case EASEL_MERGE_FIELD_LIST:
      return create_chips (self);
    case EASEL_MERGE_FIELD_TEXT:
    case EASEL_MERGE_FIELD_JSON:
    default:
      return create_text (self);
    }
}

static void
easel_merge_field_editor_finalize (GObject *object)
{
  EaselMergeFieldEditor *self = EASEL_MERGE_FIELD_EDITOR (object);

  g_clear_object (&self->field);

  G_OBJECT_CLASS (easel_merge_field_editor_parent_class)->finalize (object);
}

static void
easel_merge_field_editor_class_init (EaselMergeFieldEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = easel_merge_field_editor_finalize;
}

static void
easel_merge_field_editor_init (EaselMergeFieldEditor *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  self->problem = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0F, "wrap", TRUE, "wrap-mode",
                                PANGO_WRAP_WORD_CHAR, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "caption");
  gtk_box_append (self->box, GTK_WIDGET (self->problem));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}

GtkWidget *
easel_merge_field_editor_new (EaselMergeField *field)
{
  EaselMergeFieldEditor *self = g_object_new (EASEL_TYPE_MERGE_FIELD_EDITOR, NULL);

  self->field = g_object_ref (field);
  self->updating = TRUE;
  gtk_box_prepend (self->box, create_editor (self));
  g_signal_connect_object (field, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
