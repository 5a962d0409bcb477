/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-entity-editor-text.h"

struct _EaselEntityEditorText
{
  AdwPreferencesRow parent_instance;

  GtkWidget *view;
  GtkWidget *problem;

  char *type;         /* (owned) (nullable) */
  JsonNode *original; /* (owned) (nullable) */
};

static void easel_entity_editor_text_row_init (EaselEntityEditorRowInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EaselEntityEditorText,
                               easel_entity_editor_text,
                               ADW_TYPE_PREFERENCES_ROW,
                               G_IMPLEMENT_INTERFACE (EASEL_TYPE_ENTITY_EDITOR_ROW,
                                                      easel_entity_editor_text_row_init))

static gboolean
is_text (JsonNode *node)
{
  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING;
}

/* (transfer full): the text that stands for @node */
static char *
to_text (JsonNode *node)
{
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return g_strdup ("");
  return is_text (node) ? json_node_dup_string (node) : json_to_string (node, FALSE);
}

/* (transfer full) */
static char *
get_text (EaselEntityEditorText *self)
{
  char *text = NULL;

  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)), "text", &text, NULL);
  return text;
}

/* What is no number stays a text, which is then refused in words. */
static JsonNode *
parse (EaselEntityEditorText *self, const char *text)
{
  g_autoptr (JsonNode) node = NULL;

  if (g_strcmp0 (self->type, "integer") == 0 || g_strcmp0 (self->type, "number") == 0)
    node = json_from_string (text, NULL);
  if (node != NULL && JSON_NODE_HOLDS_VALUE (node))
    return g_steal_pointer (&node);
  return json_node_init_string (json_node_alloc (), text);
}

static JsonNode *
easel_entity_editor_text_get_value (EaselEntityEditorRow *row)
{
  EaselEntityEditorText *self = EASEL_ENTITY_EDITOR_TEXT (row);
  g_autofree char *text = get_text (self);
  g_autofree char *before = to_text (self->original);

  if (self->original != NULL && g_str_equal (text, before))
    return json_node_ref (self->original);
  g_strstrip (text);
  return *text != '\0' ? parse (self, text) : NULL;
}

static void
easel_entity_editor_text_set_problem (EaselEntityEditorRow *row, const char *problem)
{
  EaselEntityEditorText *self = EASEL_ENTITY_EDITOR_TEXT (row);

  easel_entity_editor_row_show_problem (GTK_WIDGET (self), self->problem, problem);
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_STATE_INVALID,
      problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
easel_entity_editor_text_row_init (EaselEntityEditorRowInterface *iface)
{
  iface->get_value = easel_entity_editor_text_get_value;
  iface->set_problem = easel_entity_editor_text_set_problem;
}

static gboolean
easel_entity_editor_text_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (EASEL_ENTITY_EDITOR_TEXT (widget)->view);
}

static void
easel_entity_editor_text_finalize (GObject *object)
{
  EaselEntityEditorText *self = EASEL_ENTITY_EDITOR_TEXT (object);

  g_free (self->type);
  g_clear_pointer (&self->original, json_node_unref);

  G_OBJECT_CLASS (easel_entity_editor_text_parent_class)->finalize (object);
}

static void
easel_entity_editor_text_class_init (EaselEntityEditorTextClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = easel_entity_editor_text_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = easel_entity_editor_text_grab_focus;
}

static void
easel_entity_editor_text_init (EaselEntityEditorText *self)
{
  self->view = g_object_new (GTK_TYPE_TEXT_VIEW, "wrap-mode", GTK_WRAP_WORD_CHAR, "accepts-tab",
                             FALSE, NULL);
  self->problem = easel_entity_editor_row_create_problem ();
}

GtkWidget *
easel_entity_editor_text_new (const char *label, const char *type, JsonNode *value)
{
  EaselEntityEditorText *self = g_object_new (EASEL_TYPE_ENTITY_EDITOR_TEXT, "title", label,
                                              "use-markup", FALSE, "activatable", FALSE,
                                              "focusable", FALSE, NULL);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *caption = g_object_new (GTK_TYPE_LABEL, "label", label, "xalign", 0.0, NULL);
  g_autofree char *text = to_text (value);

  self->type = g_strdup (type);
  self->original = value != NULL ? json_node_ref (value) : NULL;
  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (easel_entity_editor_row_emit_edited),
                           self, G_CONNECT_SWAPPED);

  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "dimmed");
  gtk_widget_add_css_class (box, "editor-row");
  gtk_widget_add_css_class (GTK_WIDGET (self), "editor");
  gtk_box_append (GTK_BOX (box), caption);
  gtk_box_append (GTK_BOX (box), self->view);
  gtk_box_append (GTK_BOX (box), self->problem);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  return GTK_WIDGET (self);
}

char *
easel_entity_editor_text_get_line (EaselEntityEditorText *self)
{
  char *text = NULL;

  g_return_val_if_fail (EASEL_IS_ENTITY_EDITOR_TEXT (self), NULL);

  text = get_text (self);
  g_strdelimit (text, "\n\r\t", ' ');
  return g_strstrip (text);
}

GtkWidget *
easel_entity_editor_text_get_view (EaselEntityEditorText *self)
{
  g_return_val_if_fail (EASEL_IS_ENTITY_EDITOR_TEXT (self), NULL);

  return self->view;
}
