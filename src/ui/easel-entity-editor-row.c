/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-entity-editor-row.h"

#include "easel-attribute-schema.h"
#include "easel-entity-attributes.h"
#include "easel-entity-editor-choice.h"
#include "easel-entity-editor-parts.h"
#include "easel-entity-editor-text.h"
#include "easel-tag-row.h"

enum
{
  SIGNAL_EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_INTERFACE (EaselEntityEditorRow, easel_entity_editor_row, ADW_TYPE_PREFERENCES_ROW)

static void
easel_entity_editor_row_default_init (EaselEntityEditorRowInterface *iface)
{
  signals[SIGNAL_EDITED] = g_signal_new ("edited", EASEL_TYPE_ENTITY_EDITOR_ROW, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

/* (transfer full): what there is to choose from; %NULL when anything goes */
static JsonArray *
list_choices (JsonObject *schema)
{
  JsonNode *choices = json_object_get_member (schema, "enum");
  JsonArray *both = NULL;

  if (choices != NULL && JSON_NODE_HOLDS_ARRAY (choices))
    return json_array_ref (json_node_get_array (choices));
  if (g_strcmp0 (easel_entity_editor_row_find_type (schema), "boolean") != 0)
    return NULL;
  both = json_array_new ();
  json_array_add_boolean_element (both, TRUE);
  json_array_add_boolean_element (both, FALSE);
  return both;
}

/* Whether @value is a list of nothing but texts, and @schema takes no other one. */
static gboolean
is_list_of_texts (JsonObject *schema, JsonNode *value)
{
  JsonNode *items = json_object_get_member (schema, "items");
  JsonObject *item = items != NULL && JSON_NODE_HOLDS_OBJECT (items) ? json_node_get_object (items)
                                                                     : NULL;
  JsonArray *array = value != NULL && JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value)
                                                                    : NULL;

  if (g_strcmp0 (easel_entity_editor_row_find_type (schema), "array") != 0
      || (item != NULL && g_strcmp0 (easel_entity_editor_row_find_type (item), "string") != 0))
    return FALSE;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (json_node_get_value_type (json_array_get_element (array, i)) != G_TYPE_STRING)
      return FALSE;
  return TRUE;
}

static gboolean
has_parts (JsonObject *schema, JsonNode *value)
{
  const char *type = easel_entity_editor_row_find_type (schema);

  return g_strcmp0 (type, "object") == 0 || g_strcmp0 (type, "array") == 0
         || (value != NULL && (JSON_NODE_HOLDS_OBJECT (value) || JSON_NODE_HOLDS_ARRAY (value)));
}

GtkWidget *
easel_entity_editor_row_new (const char *field,
                             JsonObject *schema,
                             JsonNode *value,
                             gboolean optional)
{
  g_autofree char *label = NULL;
  g_autoptr (JsonObject) own = NULL;
  g_autoptr (JsonArray) choices = NULL;

  g_return_val_if_fail (field != NULL, NULL);
  g_return_val_if_fail (schema != NULL || value != NULL, NULL);

  label = easel_entity_attributes_describe_field (field);
  own = schema != NULL ? json_object_ref (schema) : easel_attribute_schema_infer (value);
  choices = list_choices (own);
  if (choices != NULL)
    return easel_entity_editor_choice_new (field, label, choices, value, optional);
  if (is_list_of_texts (own, value))
    return easel_tag_row_new (label, value, optional);
  if (has_parts (own, value))
    return easel_entity_editor_parts_new (field, label, own, value, optional);
  return easel_entity_editor_text_new (label, easel_entity_editor_row_find_type (own), value);
}

JsonNode *
easel_entity_editor_row_get_value (EaselEntityEditorRow *self)
{
  g_return_val_if_fail (EASEL_IS_ENTITY_EDITOR_ROW (self), NULL);

  return EASEL_ENTITY_EDITOR_ROW_GET_IFACE (self)->get_value (self);
}

void
easel_entity_editor_row_set_problem (EaselEntityEditorRow *self, const char *problem)
{
  g_return_if_fail (EASEL_IS_ENTITY_EDITOR_ROW (self));

  EASEL_ENTITY_EDITOR_ROW_GET_IFACE (self)->set_problem (self, problem);
}

const char *
easel_entity_editor_row_find_type (JsonObject *schema)
{
  JsonNode *node = NULL;

  g_return_val_if_fail (schema != NULL, NULL);

  node = json_object_get_member (schema, "type");

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node))
    return json_node_get_string (node);
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return NULL;
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    {
      const char *type = json_array_get_string_element (json_node_get_array (node), i);

      if (g_strcmp0 (type, "null") != 0)
        return type;
    }
  return NULL;
}

void
easel_entity_editor_row_emit_edited (EaselEntityEditorRow *self)
{
  g_return_if_fail (EASEL_IS_ENTITY_EDITOR_ROW (self));

  easel_entity_editor_row_set_problem (self, NULL);
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

GtkWidget *
easel_entity_editor_row_create_problem (void)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, "visible", FALSE, NULL);

  gtk_widget_add_css_class (label, "error");
  gtk_widget_add_css_class (label, "caption");
  return label;
}

void
easel_entity_editor_row_show_problem (GtkWidget *row, GtkWidget *label, const char *problem)
{
  gtk_label_set_label (GTK_LABEL (label), problem != NULL ? problem : "");
  gtk_widget_set_visible (label, problem != NULL);
  if (problem != NULL)
    {
      gtk_widget_add_css_class (row, "error");
      gtk_accessible_announce (GTK_ACCESSIBLE (row), problem,
                               GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
    }
  else
    gtk_widget_remove_css_class (row, "error");
}
