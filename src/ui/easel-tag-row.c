/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-tag-row.h"

#include "easel-chip-list.h"

#include <glib/gi18n.h>

struct _EaselTagRow
{
  AdwPreferencesRow parent_instance;

  EaselChipList *chips;
  GtkWidget *problem;

  GPtrArray *tags;    /* (owned) (element-type utf8): without the %NULL at the end */
  JsonNode *original; /* (owned) (nullable) */
  gboolean optional;
};

static void easel_tag_row_editor_row_init (EaselEntityEditorRowInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EaselTagRow,
                               easel_tag_row,
                               ADW_TYPE_PREFERENCES_ROW,
                               G_IMPLEMENT_INTERFACE (EASEL_TYPE_ENTITY_EDITOR_ROW,
                                                      easel_tag_row_editor_row_init))

static void
update_chips (EaselTagRow *self)
{
  g_autofree EaselChipKind *kinds = g_new (EaselChipKind, self->tags->len + 1);
  g_autofree const char **labels = g_new0 (const char *, self->tags->len + 1);

  for (guint i = 0; i < self->tags->len; i++)
    {
      labels[i] = self->tags->pdata[i];
      kinds[i] = EASEL_CHIP_REMOVABLE;
    }
  easel_chip_list_set_chips (self->chips, labels, kinds);
}

static gboolean
has_tag (EaselTagRow *self, const char *tag)
{
  g_autofree char *wanted = g_utf8_casefold (tag, -1);

  for (guint i = 0; i < self->tags->len; i++)
    {
      g_autofree char *known = g_utf8_casefold (self->tags->pdata[i], -1);

      if (g_str_equal (known, wanted))
        return TRUE;
    }
  return FALSE;
}

static GtkWidget *
find_entry (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_ENTRY (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_entry (child);
  return found;
}

/* (transfer full) (nullable): what is written and is meant, but was not added yet */
static char *
dup_pending (EaselTagRow *self)
{
  GtkWidget *entry = find_entry (GTK_WIDGET (self->chips));
  g_autofree char *text = NULL;

  if (entry == NULL)
    return NULL;
  text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
  return *text != '\0' && !has_tag (self, text) ? g_steal_pointer (&text) : NULL;
}

static void
on_activated (EaselTagRow *self, guint position)
{
  g_ptr_array_remove_index (self->tags, position);
  update_chips (self);
  easel_entity_editor_row_emit_edited (EASEL_ENTITY_EDITOR_ROW (self));
}

static void
on_added (EaselTagRow *self, const char *text)
{
  if (has_tag (self, text))
    return;
  g_ptr_array_add (self->tags, g_strdup (text));
  update_chips (self);
  easel_entity_editor_row_emit_edited (EASEL_ENTITY_EDITOR_ROW (self));
}

static JsonNode *
easel_tag_row_get_value (EaselEntityEditorRow *row)
{
  EaselTagRow *self = EASEL_TAG_ROW (row);
  g_auto (GStrv) tags = easel_tag_row_get_tags (self);
  g_autoptr (JsonArray) array = json_array_new ();
  g_autoptr (JsonNode) value = NULL;

  for (guint i = 0; tags[i] != NULL; i++)
    json_array_add_string_element (array, tags[i]);
  value = json_node_init_array (json_node_alloc (), array);
  if (self->original != NULL && json_node_equal (self->original, value))
    return json_node_ref (self->original);
  return tags[0] != NULL || !self->optional ? g_steal_pointer (&value) : NULL;
}

static void
easel_tag_row_set_problem (EaselEntityEditorRow *row, const char *problem)
{
  easel_entity_editor_row_show_problem (GTK_WIDGET (row), EASEL_TAG_ROW (row)->problem, problem);
}

static void
easel_tag_row_editor_row_init (EaselEntityEditorRowInterface *iface)
{
  iface->get_value = easel_tag_row_get_value;
  iface->set_problem = easel_tag_row_set_problem;
}

static gboolean
easel_tag_row_grab_focus (GtkWidget *widget)
{
  GtkWidget *entry = find_entry (widget);

  return entry != NULL && gtk_widget_grab_focus (entry);
}

static void
easel_tag_row_finalize (GObject *object)
{
  EaselTagRow *self = EASEL_TAG_ROW (object);

  g_ptr_array_unref (self->tags);
  g_clear_pointer (&self->original, json_node_unref);

  G_OBJECT_CLASS (easel_tag_row_parent_class)->finalize (object);
}

static void
easel_tag_row_class_init (EaselTagRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = easel_tag_row_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = easel_tag_row_grab_focus;
}

static void
easel_tag_row_init (EaselTagRow *self)
{
  self->tags = g_ptr_array_new_with_free_func (g_free);
  self->chips = EASEL_CHIP_LIST (easel_chip_list_new ());
  self->problem = easel_entity_editor_row_create_problem ();
  g_signal_connect_object (self->chips, "activated", G_CALLBACK (on_activated), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chips, "added", G_CALLBACK (on_added), self, G_CONNECT_SWAPPED);
}

GtkWidget *
easel_tag_row_new (const char *label, JsonNode *value, gboolean optional)
{
  EaselTagRow *self = g_object_new (EASEL_TYPE_TAG_ROW, "title", label, "use-markup", FALSE,
                                    "activatable", FALSE, "focusable", FALSE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *caption = g_object_new (GTK_TYPE_LABEL, "label", label, "xalign", 0.0, NULL);
  JsonArray *array = value != NULL && JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value)
                                                                    : NULL;
  /* Translators: %s is a list, such as “Tags” or “Color Palette” */
  g_autofree char *entry = g_strdup_printf (_ ("Add to “%s”"), label);

  self->original = value != NULL ? json_node_ref (value) : NULL;
  self->optional = optional;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_ptr_array_add (self->tags, g_strdup (json_array_get_string_element (array, i)));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "dimmed");
  gtk_widget_add_css_class (box, "editor-row");
  gtk_box_append (GTK_BOX (box), caption);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->chips));
  gtk_box_append (GTK_BOX (box), self->problem);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  easel_chip_list_set_entry_label (self->chips, entry);
  update_chips (self);
  return GTK_WIDGET (self);
}

void
easel_tag_row_set_tags (EaselTagRow *self, const char *const *tags)
{
  g_return_if_fail (EASEL_IS_TAG_ROW (self));

  g_ptr_array_set_size (self->tags, 0);
  for (guint i = 0; tags[i] != NULL; i++)
    g_ptr_array_add (self->tags, g_strdup (tags[i]));
  update_chips (self);
}

GStrv
easel_tag_row_get_tags (EaselTagRow *self)
{
  g_autoptr (GStrvBuilder) builder = NULL;
  g_autofree char *pending = NULL;

  g_return_val_if_fail (EASEL_IS_TAG_ROW (self), NULL);

  builder = g_strv_builder_new ();
  for (guint i = 0; i < self->tags->len; i++)
    g_strv_builder_add (builder, self->tags->pdata[i]);
  pending = dup_pending (self);
  if (pending != NULL)
    g_strv_builder_add (builder, pending);
  return g_strv_builder_end (builder);
}

GtkWidget *
easel_tag_row_get_entry (EaselTagRow *self)
{
  g_return_val_if_fail (EASEL_IS_TAG_ROW (self), NULL);

  return find_entry (GTK_WIDGET (self));
}
