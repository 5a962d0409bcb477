/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-entity-editor-choice.h"

#include "easel-entity-attributes.h"

#include <glib/gi18n.h>

struct _EaselEntityEditorChoice
{
  AdwComboRow parent_instance;

  GPtrArray *values; /* (owned) (element-type JsonNode): one for each line; null is none */
};

static void easel_entity_editor_choice_row_init (EaselEntityEditorRowInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EaselEntityEditorChoice,
                               easel_entity_editor_choice,
                               ADW_TYPE_COMBO_ROW,
                               G_IMPLEMENT_INTERFACE (EASEL_TYPE_ENTITY_EDITOR_ROW,
                                                      easel_entity_editor_choice_row_init))

static JsonNode *
easel_entity_editor_choice_get_value (EaselEntityEditorRow *row)
{
  EaselEntityEditorChoice *self = EASEL_ENTITY_EDITOR_CHOICE (row);
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));
  JsonNode *value = selected < self->values->len ? self->values->pdata[selected] : NULL;

  return value != NULL && !JSON_NODE_HOLDS_NULL (value) ? json_node_ref (value) : NULL;
}

static void
easel_entity_editor_choice_set_problem (EaselEntityEditorRow *row, const char *problem)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), problem != NULL ? problem : "");
  if (problem != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
}

static void
easel_entity_editor_choice_row_init (EaselEntityEditorRowInterface *iface)
{
  iface->get_value = easel_entity_editor_choice_get_value;
  iface->set_problem = easel_entity_editor_choice_set_problem;
}

/* Returns: at which place it is now */
static guint
add_value (EaselEntityEditorChoice *self, GtkStringList *titles, const char *title, JsonNode *value)
{
  gtk_string_list_append (titles, title);
  g_ptr_array_add (self->values, json_node_ref (value));
  return self->values->len - 1;
}

static void
easel_entity_editor_choice_finalize (GObject *object)
{
  g_ptr_array_unref (EASEL_ENTITY_EDITOR_CHOICE (object)->values);

  G_OBJECT_CLASS (easel_entity_editor_choice_parent_class)->finalize (object);
}

static void
easel_entity_editor_choice_class_init (EaselEntityEditorChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = easel_entity_editor_choice_finalize;
}

static void
easel_entity_editor_choice_init (EaselEntityEditorChoice *self)
{
  self->values = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
}

GtkWidget *
easel_entity_editor_choice_new (const char *field,
                                const char *label,
                                JsonArray *choices,
                                JsonNode *value,
                                gboolean optional)
{
  EaselEntityEditorChoice *self = g_object_new (EASEL_TYPE_ENTITY_EDITOR_CHOICE, "title", label,
                                                "use-markup", FALSE, NULL);
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  g_autoptr (JsonNode) none = json_node_init_null (json_node_alloc ());
  guint selected = GTK_INVALID_LIST_POSITION;

  /* Translators: in a list of values, for having none of them */
  if (optional || value == NULL)
    selected = add_value (self, titles, _ ("None"), none);
  for (guint i = 0; i < json_array_get_length (choices); i++)
    {
      JsonNode *choice = json_array_get_element (choices, i);
      g_autofree char *title = easel_entity_attributes_describe_value (field, choice);
      guint place = 0;

      if (JSON_NODE_HOLDS_NULL (choice))
        continue;
      place = add_value (self, titles, title, choice);
      if (value != NULL && json_node_equal (value, choice))
        selected = place;
    }
  if (value != NULL && !JSON_NODE_HOLDS_NULL (value)
      && (selected == GTK_INVALID_LIST_POSITION
          || !json_node_equal (self->values->pdata[selected], value)))
    {
      g_autofree char *title = easel_entity_attributes_describe_value (field, value);

      selected = add_value (self, titles, title != NULL ? title : "…", value);
    }

  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (titles));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), selected);
  g_signal_connect (self, "notify::selected", G_CALLBACK (easel_entity_editor_row_emit_edited),
                    NULL);
  return GTK_WIDGET (self);
}
