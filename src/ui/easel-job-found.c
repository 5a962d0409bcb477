/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-job-found.h"

#include "easel-entity-kind.h"
#include "easel-job-menu.h"
#include "easel-json-text.h"

struct _EaselJobFound
{
  AdwPreferencesGroup parent_instance;

  GPtrArray *rows; /* (owned) (element-type GtkWidget): unowned children */
};

G_DEFINE_FINAL_TYPE (EaselJobFound, easel_job_found, ADW_TYPE_PREFERENCES_GROUP)

static void
add_entity (EaselJobFound *self, JsonObject *entity)
{
  const char *id = easel_json_text_get_string (entity, "id");
  const char *name = easel_json_text_get_string (entity, "name");
  const char *kind = easel_json_text_get_string (entity, "kind");
  GtkWidget *row, *arrow;

  if (id == NULL || name == NULL)
    return;
  row = adw_action_row_new ();
  arrow = g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic", "accessible-role",
                        GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  if (kind != NULL && easel_entity_kind_is_valid (kind))
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), easel_entity_kind_get_title (kind));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  easel_job_menu_connect (GTK_ACTIONABLE (row), "win.show-entity", id);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
easel_job_found_finalize (GObject *object)
{
  g_ptr_array_unref (EASEL_JOB_FOUND (object)->rows);

  G_OBJECT_CLASS (easel_job_found_parent_class)->finalize (object);
}

static void
easel_job_found_class_init (EaselJobFoundClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = easel_job_found_finalize;
}

static void
easel_job_found_init (EaselJobFound *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
easel_job_found_set_entities (EaselJobFound *self, JsonArray *entities, guint first)
{
  g_return_if_fail (EASEL_IS_JOB_FOUND (self));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = first; entities != NULL && i < json_array_get_length (entities); i++)
    {
      JsonNode *node = json_array_get_element (entities, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        add_entity (self, json_node_get_object (node));
    }
  gtk_widget_set_visible (GTK_WIDGET (self), self->rows->len > 0);
}
