/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-entity-row.h"

#include "easel-entity-thumbnail.h"
#include "easel-entity-tile.h"

#define THUMBNAIL_SIZE 40

struct _EaselEntityRow
{
  AdwActionRow parent_instance;

  EaselEntityThumbnail *thumbnail; /* (unowned): a child */
  GCancellable *cancellable;       /* (owned): of the reading */
};

G_DEFINE_FINAL_TYPE (EaselEntityRow, easel_entity_row, ADW_TYPE_ACTION_ROW)

static void
show_entity (EaselEntityRow *self, EaselEntity *entity)
{
  const char *subtitle = adw_action_row_get_subtitle (ADW_ACTION_ROW (self));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), easel_entity_get_name (entity));
  if (subtitle == NULL || *subtitle == '\0')
    {
      g_autofree char *description = easel_entity_tile_describe (entity);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (self), description);
    }
  easel_entity_thumbnail_set_path (self->thumbnail, easel_entity_get_thumbnail (entity));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s", easel_entity_get_id (entity));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "win.show-entity");
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselEntityRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselEntity) entity = easel_library_get_finish (EASEL_LIBRARY (source), result,
                                                             &error);

  if (entity != NULL)
    show_entity (self, entity);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_debug ("A row without an entity: %s", error->message);
}

static void
easel_entity_row_dispose (GObject *object)
{
  EaselEntityRow *self = EASEL_ENTITY_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (easel_entity_row_parent_class)->dispose (object);
}

static void
easel_entity_row_class_init (EaselEntityRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = easel_entity_row_dispose;
}

static void
easel_entity_row_init (EaselEntityRow *self)
{
  GtkWidget *thumbnail = easel_entity_thumbnail_new (THUMBNAIL_SIZE);
  GtkWidget *arrow = g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic",
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  self->cancellable = g_cancellable_new ();
  self->thumbnail = EASEL_ENTITY_THUMBNAIL (thumbnail);
  gtk_widget_set_halign (thumbnail, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (thumbnail, GTK_ALIGN_CENTER);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 2);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), thumbnail);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
}

GtkWidget *
easel_entity_row_new (EaselEntity *entity, const char *subtitle)
{
  EaselEntityRow *self = NULL;

  g_return_val_if_fail (EASEL_IS_ENTITY (entity), NULL);

  self = g_object_new (EASEL_TYPE_ENTITY_ROW, "subtitle", subtitle, NULL);
  show_entity (self, entity);
  return GTK_WIDGET (self);
}

GtkWidget *
easel_entity_row_new_for_id (EaselLibrary *library, const char *id, const char *subtitle)
{
  EaselEntityRow *self = NULL;

  g_return_val_if_fail (EASEL_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (EASEL_TYPE_ENTITY_ROW, "subtitle", subtitle, "visible", FALSE, NULL);
  easel_library_get_async (library, id, self->cancellable, on_read, g_object_ref (self));
  return GTK_WIDGET (self);
}
