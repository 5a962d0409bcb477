/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-job-result.h"

#include "easel-entity-attributes.h"
#include "easel-job-found.h"
#include "easel-job-menu.h"
#include "easel-json-text.h"
#include "easel-recipe-actions.h"

#include <glib/gi18n.h>

struct _EaselJobResult
{
  AdwBin parent_instance;

  GtkLabel *name;
  GtkLabel *origin;
  GtkWidget *open_button;
  GtkWidget *again_button;
  EaselRecipeActions *recipe_actions;
  EaselEntityAttributes *attributes;
  EaselJobFound *items;
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

/* What is listed below as things of its own need not be said among the fields as well. */
static void
show_parts (EaselJobResult *self, EaselStudio *studio, JsonObject *result, JsonArray *entities)
{
  const char *name = easel_json_text_get_string (result, "analyzer");
  EaselAnalyzer *analyzer = name != NULL ? easel_studio_lookup_analyzer (studio, name) : NULL;
  const EaselAnalyzerItems *items = analyzer != NULL ? easel_analyzer_get_items (analyzer) : NULL;
  gboolean has_items = items != NULL && json_array_get_length (entities) > 1;
  const char *skip[] = { has_items ? items->field : NULL, NULL };
  g_autofree char *title = has_items ? easel_entity_attributes_describe_field (items->field) : NULL;

  easel_entity_attributes_set_object (self->attributes,
                                      easel_json_text_get_object (result, "attributes"), skip);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->items),
                                   title != NULL ? title : _ ("Also in the Library"));
  easel_job_found_set_entities (self->items, entities, 1);
}

/* A model is no entity: what can be done with it is to be chosen.
 * Returns: whether it is what the job brought */
static gboolean
show_model (EaselJobResult *self, EaselJob *job, JsonObject *result)
{
  const char *model = result != NULL ? easel_json_text_get_string (result, "model") : NULL;
  JsonNode *vision = model != NULL ? json_object_get_member (result, "vision") : NULL;
  const char *text = "";

  if (model == NULL || !g_str_equal (easel_job_get_kind (job), "pull"))
    return FALSE;
  if (vision != NULL && JSON_NODE_HOLDS_VALUE (vision))
    text = json_node_get_boolean (vision) ? _ ("It sees pictures.")
                                          : _ ("It does not see pictures.");

  gtk_label_set_label (self->name, model);
  gtk_label_set_label (self->origin, text);
  gtk_button_set_label (GTK_BUTTON (self->open_button), _ ("Choose Model"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->open_button), "app.choose-model");
  gtk_widget_set_visible (self->again_button, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->recipe_actions), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->attributes), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->items), FALSE);
  return TRUE;
}

static void
easel_job_result_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), EASEL_TYPE_JOB_RESULT);

  G_OBJECT_CLASS (easel_job_result_parent_class)->dispose (object);
}

static void
easel_job_result_class_init (EaselJobResultClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = easel_job_result_dispose;

  g_type_ensure (EASEL_TYPE_ENTITY_ATTRIBUTES);
  g_type_ensure (EASEL_TYPE_JOB_FOUND);
  g_type_ensure (EASEL_TYPE_RECIPE_ACTIONS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/easelapp/Easel/ui/easel-job-result.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselJobResult, name);
  gtk_widget_class_bind_template_child (widget_class, EaselJobResult, origin);
  gtk_widget_class_bind_template_child (widget_class, EaselJobResult, open_button);
  gtk_widget_class_bind_template_child (widget_class, EaselJobResult, again_button);
  gtk_widget_class_bind_template_child (widget_class, EaselJobResult, recipe_actions);
  gtk_widget_class_bind_template_child (widget_class, EaselJobResult, attributes);
  gtk_widget_class_bind_template_child (widget_class, EaselJobResult, items);
}

static void
easel_job_result_init (EaselJobResult *self)
{
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
  gtk_widget_set_visible (GTK_WIDGET (self), id != NULL || show_model (self, job, result));
  if (id == NULL)
    return;

  gtk_label_set_label (self->name, easel_json_text_get_string (entity, "name"));
  show_origin (self, result, easel_json_text_get_string (entity, "kind"));
  easel_job_menu_connect (GTK_ACTIONABLE (self->open_button), "win.show-entity", id);
  easel_job_menu_connect (GTK_ACTIONABLE (self->again_button), "win.analyze-again",
                          easel_job_get_id (job));
  gtk_widget_set_visible (self->again_button, g_str_equal (easel_job_get_kind (job), "analyze"));
  easel_recipe_actions_show (self->recipe_actions, studio, NULL,
                             easel_json_text_get_object (result, "recipe"));
  show_parts (self, studio, result, entities);
}
