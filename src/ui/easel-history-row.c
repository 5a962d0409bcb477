/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-history-row.h"

#include "easel-job-menu.h"

#include <glib/gi18n.h>

struct _EaselHistoryRow
{
  AdwActionRow parent_instance;

  GtkWidget *icon;
  GtkWidget *button;
  GtkWidget *arrow;

  EaselHistoryItem *item; /* (owned) */
  char *here;             /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (EaselHistoryRow, easel_history_row, ADW_TYPE_ACTION_ROW)

/* (nullable): what the change is about */
static const char *
get_entity (EaselHistoryRow *self)
{
  EaselJournalEntry *entry = easel_history_item_get_entries (self->item)->pdata[0];
  GPtrArray *touched = easel_journal_entry_get_touched (entry);

  for (guint i = 0; i < touched->len; i++)
    {
      const EaselJournalTouch *touch = touched->pdata[i];

      if (g_str_equal (touch->role, "source") || g_str_equal (touch->role, "self"))
        return touch->entity;
    }
  return NULL;
}

static void
update_target (EaselHistoryRow *self)
{
  const char *entity = get_entity (self);
  gboolean group = easel_history_item_is_group (self->item);
  gboolean leads = group || (entity != NULL && g_strcmp0 (entity, self->here) != 0);

  gtk_widget_set_visible (self->arrow, leads);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), leads);
  if (leads)
    easel_job_menu_connect (GTK_ACTIONABLE (self), group ? "win.show-changes" : "win.show-entity",
                            group ? easel_history_item_get_change (self->item) : entity);
}

static void
update_button (EaselHistoryRow *self, const char *title)
{
  EaselJournalEntry *entry = easel_history_item_get_entries (self->item)->pdata[0];
  gboolean redo = g_str_equal (easel_journal_entry_get_kind (entry), EASEL_CHANGE_UNDO);
  gboolean shown = !easel_history_item_is_undone (self->item);
  /* Translators: %s is what was done, such as “Edited “Red Coat”” */
  g_autofree char *label = g_strdup_printf (redo ? _ ("Redo: %s") : _ ("Undo: %s"), title);

  gtk_button_set_icon_name (GTK_BUTTON (self->button),
                            redo ? "edit-redo-symbolic" : "edit-undo-symbolic");
  gtk_widget_set_tooltip_text (self->button, redo ? _ ("Redo") : _ ("Undo"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  easel_job_menu_connect (GTK_ACTIONABLE (self->button), "win.undo-change",
                          easel_history_item_get_change (self->item));
  if (!shown && gtk_widget_has_focus (self->button))
    gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_widget_set_visible (self->button, shown);
}

static void
update (EaselHistoryRow *self)
{
  g_autofree char *title = easel_history_item_describe (self->item);
  g_autofree char *origin = easel_history_item_describe_origin (
      self->item, self->here != NULL ? g_get_real_time () : 0);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), origin);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon),
                                easel_history_item_get_icon_name (self->item));
  if (easel_history_item_is_undone (self->item))
    gtk_widget_add_css_class (GTK_WIDGET (self), "undone");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "undone");
  update_button (self, title);
  update_target (self);
}

static void
easel_history_row_dispose (GObject *object)
{
  g_clear_object (&EASEL_HISTORY_ROW (object)->item);

  G_OBJECT_CLASS (easel_history_row_parent_class)->dispose (object);
}

static void
easel_history_row_finalize (GObject *object)
{
  g_free (EASEL_HISTORY_ROW (object)->here);

  G_OBJECT_CLASS (easel_history_row_parent_class)->finalize (object);
}

static void
easel_history_row_class_init (EaselHistoryRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = easel_history_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = easel_history_row_finalize;
}

static void
easel_history_row_init (EaselHistoryRow *self)
{
  self->icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                             NULL);
  self->arrow = g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic", "accessible-role",
                              GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->button = g_object_new (GTK_TYPE_BUTTON, "valign", GTK_ALIGN_CENTER, NULL);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "circular");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), self->icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->button);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->arrow);
}

GtkWidget *
easel_history_row_new (EaselHistoryItem *item, const char *here)
{
  EaselHistoryRow *self = NULL;

  g_return_val_if_fail (EASEL_IS_HISTORY_ITEM (item), NULL);

  self = g_object_new (EASEL_TYPE_HISTORY_ROW, NULL);
  self->item = g_object_ref (item);
  self->here = g_strdup (here);
  g_signal_connect_object (item, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

EaselHistoryItem *
easel_history_row_get_item (EaselHistoryRow *self)
{
  g_return_val_if_fail (EASEL_IS_HISTORY_ROW (self), NULL);

  return self->item;
}
