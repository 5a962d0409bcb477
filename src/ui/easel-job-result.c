/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-job-result.h"

#include "easel-entity-attributes.h"
#include "easel-job-menu.h"
#include "easel-json-text.h"

#include <glib/gi18n.h>

struct _EaselJobResult
{
  AdwBin parent_instance;

  GtkLabel *name;
  GtkLabel *origin;
  GtkWidget *open_button;
  GtkWidget *again_button;
  EaselEntityAttributes *attributes;
  AdwPreferencesGroup *items;

  GPtrArray *rows; /* (owned) (element-type GtkWidget): in @items */
};

G_DEFINE_FINAL_TYPE (EaselJobResult, easel_job_result, ADW_TYPE_BIN)

/* (transfer none) (nullable) */
static JsonObject *
get_entity (JsonArray *entities, guint index)
{
  JsonNode *node = entities != NULL && index < json_array_get_length (entities)
                       ? json_array_get_element (entities, index)
                       : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* "Outfit · gpt-4o · from the library" */
static void
show_origin (EaselJobResult *self, JsonObject *result, const char *kind)
{
  g_autoptr (GString) origin = g_string_new (NULL);
  const char *model = easel_json_text_get_string (result, "model");
  const char *provider = easel_json_text_get_string (result, "provider");

  if (kind != NULL && easel_entity_kind_is_valid (kind))
    g_string_append (origin, easel_entity_kind_get_title (kind));
  if (g_strcmp0 (provider, "demo") == 0)
    model = _ ("Demo");
  if (model != NULL)
    g_string_append_printf (origin, "%s%s", origin->len > 0 ? " · " : "", model);
  if (json_object_get_boolean_member_with_default (result, "cached", FALSE))
    /* Translators: the same picture was analyzed before, and the answer is that one's */
    g_string_append_printf (origin, " · %s", _ ("from an earlier analysis"));
  gtk_label_set_label (self->origin, origin->str);
}

static void
add_item (EaselJobResult *self, JsonObject *entity)
{
  const char *id = easel_json_text_get_string (entity, "id");
  const char *name = easel_json_text_get_string (entity, "name");
  const char *kind = easel_json_text_get_string (entity, "kind");
  GtkWidget *row, *arrow;

  if (id == NULL || name == NULL)
    return;
  row = adw_action_row_new ();
  arrow = gtk_image_new_from_icon_name ("go-next-symbolic");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  if (kind != NULL && easel_entity_kind_is_valid (kind))
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), easel_entity_kind_get_title (kind));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  easel_job_menu_connect (GTK_ACTIONABLE (row), "win.show-entity", id);
  adw_preferences_group_add (self->items, row);
  g_ptr_array_add (self->rows, row);
}

static void
show_items (EaselJobResult *self, JsonArray *entities)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->items, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = 1; entities != NULL && i < json_array_get_length (entities); i++)
    {
      JsonObject *entity = get_entity (entities, i);

      if (entity != NULL)
        add_item (self, entity);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->items), self->rows->len > 0);
}

static void
easel_job_result_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), EASEL_TYPE_JOB_RESULT);

  G_OBJECT_CLASS (easel_job_result_parent_class)->dispose (object);
}

static void
easel_job_result_finalize (GObject *object)
{
  g_ptr_array_unref (EASEL_JOB_RESULT (object)->rows);

  G_OBJECT_CLASS (easel_job_result_parent_class)->finalize (object);
}

static void
easel_job_result_class_init (EaselJobResultClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = easel_job_result_dispose;
  G_OBJECT_CLASS (klass)->finalize = easel_job_result_finalize;

  g_type_ensure (EASEL_TYPE_ENTITY_ATTRIBUTES);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/easelapp/Easel/ui/easel-job-result.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselJobResult, name);
  gtk_widget_class_bind_template_child (widget_class, EaselJobResult, origin);
  gtk_widget_class_bind_template_child (widget_class, EaselJobResult, open_button);
  gtk_widget_class_bind_template_child (widget_class, EaselJobResult, again_button);
  gtk_widget_class_bind_template_child (widget_class, EaselJobResult, attributes);
  gtk_widget_class_bind_template_child (widget_class, EaselJobResult, items);
}

static void
easel_job_result_init (EaselJobResult *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
easel_job_result_show (EaselJobResult *self,
                       EaselStudio *studio,
                       EaselJob *job,
                       const EaselJobDetails *details)
{
  g_autoptr (JsonObject) result = NULL;
  JsonArray *entities;
  JsonObject *entity;
  const char *id;

  g_return_if_fail (EASEL_IS_JOB_RESULT (self));

  if (details != NULL && easel_job_get_state (job) == EASEL_JOB_STATE_COMPLETED)
    result = easel_json_text_parse_object (details->result);
  entities = result != NULL ? easel_json_text_get_array (result, "entities") : NULL;
  entity = get_entity (entities, 0);
  id = entity != NULL ? easel_json_text_get_string (entity, "id") : NULL;
  gtk_widget_set_visible (GTK_WIDGET (self), id != NULL);
  if (id == NULL)
    return;

  gtk_label_set_label (self->name, easel_json_text_get_string (entity, "name"));
  show_origin (self, result, easel_json_text_get_string (entity, "kind"));
  easel_job_menu_connect (GTK_ACTIONABLE (self->open_button), "win.show-entity", id);
  easel_job_menu_connect (GTK_ACTIONABLE (self->again_button), "win.analyze-again",
                          easel_job_get_id (job));
  easel_entity_attributes_set_object (self->attributes,
                                      easel_json_text_get_object (result, "attributes"), NULL);
  show_items (self, entities);
}
