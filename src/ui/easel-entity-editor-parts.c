/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-entity-editor-parts.h"

#include "easel-attribute-schema.h"
#include "easel-entity-attributes.h"

#include <glib/gi18n.h>

struct _EaselEntityEditorParts
{
  AdwExpanderRow parent_instance;

  char *field;           /* (owned) */
  JsonObject *item;      /* (owned) (nullable): schema of a list's elements */
  GPtrArray *names;      /* (owned) (nullable) (element-type utf8): of an object's members */
  GPtrArray *rows;       /* (owned) (element-type EaselEntityEditorRow): unowned */
  GtkWidget *add_button; /* (owned) (nullable) */
  gboolean optional;
};

static void easel_entity_editor_parts_row_init (EaselEntityEditorRowInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EaselEntityEditorParts,
                               easel_entity_editor_parts,
                               ADW_TYPE_EXPANDER_ROW,
                               G_IMPLEMENT_INTERFACE (EASEL_TYPE_ENTITY_EDITOR_ROW,
                                                      easel_entity_editor_parts_row_init))

/* Its value --------------------------------------------------------------------------------- */

static JsonNode *
get_object (EaselEntityEditorParts *self)
{
  g_autoptr (JsonObject) object = json_object_new ();

  for (guint i = 0; i < self->rows->len; i++)
    {
      JsonNode *value = easel_entity_editor_row_get_value (self->rows->pdata[i]);

      if (value != NULL)
        json_object_set_member (object, self->names->pdata[i], value);
    }
  if (self->optional && json_object_get_size (object) == 0)
    return NULL;
  return json_node_init_object (json_node_alloc (), object);
}

static JsonNode *
get_array (EaselEntityEditorParts *self)
{
  g_autoptr (JsonArray) array = json_array_new ();

  for (guint i = 0; i < self->rows->len; i++)
    {
      JsonNode *value = easel_entity_editor_row_get_value (self->rows->pdata[i]);

      if (value != NULL)
        json_array_add_element (array, value);
    }
  if (self->optional && json_array_get_length (array) == 0)
    return NULL;
  return json_node_init_array (json_node_alloc (), array);
}

static JsonNode *
easel_entity_editor_parts_get_value (EaselEntityEditorRow *row)
{
  EaselEntityEditorParts *self = EASEL_ENTITY_EDITOR_PARTS (row);

  return self->names != NULL ? get_object (self) : get_array (self);
}

static void
easel_entity_editor_parts_set_problem (EaselEntityEditorRow *row, const char *problem)
{
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), problem != NULL ? problem : "");
  if (problem != NULL)
    {
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
      gtk_widget_add_css_class (GTK_WIDGET (row), "error");
    }
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
}

static void
easel_entity_editor_parts_row_init (EaselEntityEditorRowInterface *iface)
{
  iface->get_value = easel_entity_editor_parts_get_value;
  iface->set_problem = easel_entity_editor_parts_set_problem;
}

/* Its rows ---------------------------------------------------------------------------------- */

/* An element is called after what it says. */
static void
update_element (EaselEntityEditorParts *self, EaselEntityEditorRow *row)
{
  g_autoptr (JsonNode) value = NULL;
  g_autofree char *title = NULL;

  if (self->names != NULL || !EASEL_IS_ENTITY_EDITOR_PARTS (row))
    return;
  value = easel_entity_editor_row_get_value (row);
  if (value != NULL)
    title = easel_entity_attributes_describe_value (self->field, value);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 title != NULL && *title != '\0' ? title : _ ("New"));
}

static void
on_row_edited (EaselEntityEditorParts *self, EaselEntityEditorRow *row)
{
  update_element (self, row);
  easel_entity_editor_row_emit_edited (EASEL_ENTITY_EDITOR_ROW (self));
}

static void
add_row (EaselEntityEditorParts *self, GtkWidget *row)
{
  g_ptr_array_add (self->rows, row);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  g_signal_connect_object (row, "edited", G_CALLBACK (on_row_edited), self, G_CONNECT_SWAPPED);
}

static void
on_remove_clicked (EaselEntityEditorParts *self, GtkWidget *button)
{
  GtkWidget *row = g_object_get_data (G_OBJECT (button), "row");

  g_ptr_array_remove (self->rows, row);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  adw_expander_row_remove (ADW_EXPANDER_ROW (self), row);
  easel_entity_editor_row_emit_edited (EASEL_ENTITY_EDITOR_ROW (self));
}

/* @value: (nullable) */
static GtkWidget *
add_element (EaselEntityEditorParts *self, JsonNode *value)
{
  GtkWidget *row = easel_entity_editor_row_new (self->field, self->item, value, FALSE);
  GtkWidget *button = NULL;

  add_row (self, row);
  update_element (self, EASEL_ENTITY_EDITOR_ROW (row));
  if (!EASEL_IS_ENTITY_EDITOR_PARTS (row))
    return row;

  button = gtk_button_new_from_icon_name ("list-remove-symbolic");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Remove"));
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data (G_OBJECT (button), "row", row);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_remove_clicked), self,
                           G_CONNECT_SWAPPED);
  adw_expander_row_add_suffix (ADW_EXPANDER_ROW (row), button);
  return row;
}

static void
append_add_button (EaselEntityEditorParts *self)
{
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->add_button);
}

static void
on_add_activated (EaselEntityEditorParts *self)
{
  GtkWidget *row = NULL;

  adw_expander_row_remove (ADW_EXPANDER_ROW (self), self->add_button);
  row = add_element (self, NULL);
  append_add_button (self);
  if (EASEL_IS_ENTITY_EDITOR_PARTS (row))
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  gtk_widget_grab_focus (row);
  easel_entity_editor_row_emit_edited (EASEL_ENTITY_EDITOR_ROW (self));
}

static void
add_member (EaselEntityEditorParts *self, const char *name, JsonObject *schema, JsonNode *value)
{
  JsonNode *required = schema != NULL ? json_object_get_member (schema, "required") : NULL;
  JsonNode *properties = schema != NULL ? json_object_get_member (schema, "properties") : NULL;
  JsonNode *own = properties != NULL && JSON_NODE_HOLDS_OBJECT (properties)
                      ? json_object_get_member (json_node_get_object (properties), name)
                      : NULL;
  gboolean optional = TRUE;

  for (guint i = 0; required != NULL && i < json_array_get_length (json_node_get_array (required));
       i++)
    if (g_strcmp0 (json_array_get_string_element (json_node_get_array (required), i), name) == 0)
      optional = FALSE;
  g_ptr_array_add (self->names, g_strdup (name));
  add_row (self, easel_entity_editor_row_new (name, own != NULL ? json_node_get_object (own) : NULL,
                                              value, optional));
}

static void
set_up_object (EaselEntityEditorParts *self, JsonObject *schema, JsonObject *object)
{
  JsonNode *properties = json_object_get_member (schema, "properties");
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *value = NULL;

  self->names = g_ptr_array_new_with_free_func (g_free);
  if (properties != NULL && JSON_NODE_HOLDS_OBJECT (properties))
    {
      json_object_iter_init_ordered (&iter, json_node_get_object (properties));
      while (json_object_iter_next_ordered (&iter, &name, NULL))
        add_member (self, name, schema,
                    object != NULL ? json_object_get_member (object, name) : NULL);
    }
  if (object == NULL)
    return;
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    if (!g_ptr_array_find_with_equal_func (self->names, name, g_str_equal, NULL))
      add_member (self, name, NULL, value);
}

static void
set_up_array (EaselEntityEditorParts *self, JsonObject *schema, JsonArray *array)
{
  JsonNode *items = json_object_get_member (schema, "items");
  guint n = array != NULL ? json_array_get_length (array) : 0;

  if (items != NULL && JSON_NODE_HOLDS_OBJECT (items))
    self->item = json_object_ref (json_node_get_object (items));
  else if (n > 0)
    self->item = easel_attribute_schema_infer (json_array_get_element (array, 0));

  for (guint i = 0; i < n; i++)
    add_element (self, json_array_get_element (array, i));
  if (self->item == NULL)
    return;
  self->add_button = g_object_ref_sink (g_object_new (
      ADW_TYPE_BUTTON_ROW, "title", _ ("Add"), "start-icon-name", "list-add-symbolic", NULL));
  g_signal_connect_object (self->add_button, "activated", G_CALLBACK (on_add_activated), self,
                           G_CONNECT_SWAPPED);
  append_add_button (self);
}

/* Object ------------------------------------------------------------------------------------ */

static void
easel_entity_editor_parts_dispose (GObject *object)
{
  g_clear_object (&EASEL_ENTITY_EDITOR_PARTS (object)->add_button);

  G_OBJECT_CLASS (easel_entity_editor_parts_parent_class)->dispose (object);
}

static void
easel_entity_editor_parts_finalize (GObject *object)
{
  EaselEntityEditorParts *self = EASEL_ENTITY_EDITOR_PARTS (object);

  g_free (self->field);
  g_clear_pointer (&self->item, json_object_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (easel_entity_editor_parts_parent_class)->finalize (object);
}

static void
easel_entity_editor_parts_class_init (EaselEntityEditorPartsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = easel_entity_editor_parts_dispose;
  G_OBJECT_CLASS (klass)->finalize = easel_entity_editor_parts_finalize;
}

static void
easel_entity_editor_parts_init (EaselEntityEditorParts *self)
{
  self->rows = g_ptr_array_new ();
}

GtkWidget *
easel_entity_editor_parts_new (const char *field,
                               const char *label,
                               JsonObject *schema,
                               JsonNode *value,
                               gboolean optional)
{
  EaselEntityEditorParts *self = g_object_new (EASEL_TYPE_ENTITY_EDITOR_PARTS, "title", label,
                                               "use-markup", FALSE, "title-lines", 1, NULL);
  gboolean is_array = value != NULL
                          ? JSON_NODE_HOLDS_ARRAY (value)
                          : g_strcmp0 (easel_entity_editor_row_find_type (schema), "object") != 0;

  self->field = g_strdup (field);
  self->optional = optional;
  if (is_array)
    set_up_array (self, schema, value != NULL ? json_node_get_array (value) : NULL);
  else
    set_up_object (self, schema,
                   value != NULL && JSON_NODE_HOLDS_OBJECT (value) ? json_node_get_object (value)
                                                                   : NULL);
  return GTK_WIDGET (self);
}
