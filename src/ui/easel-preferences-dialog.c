/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-preferences-dialog.h"

#include "easel-background-group.h"
#include "easel-library-keep.h"
#include "easel-plain.h"
#include "easel-provider-model-page.h"
#include "easel-provider-page.h"
#include "easel-provider-row.h"
#include "easel-provider-task-group.h"
#include "easel-spending-page.h"

#include <glib/gi18n.h>

struct _EaselPreferencesDialog
{
  AdwPreferencesDialog parent_instance;

  AdwPreferencesPage *models_page;
  GtkListBox *provider_list;
  AdwSwitchRow *keep_here_row;

  EaselStudio *studio;       /* (owned) */
  GtkFilterListModel *shown; /* (owned): the providers without those being removed */
  GHashTable *removed;       /* (owned) (element-type utf8): ids; removed for good when the toast
                                that can undo it is gone */
};

G_DEFINE_FINAL_TYPE (EaselPreferencesDialog, easel_preferences_dialog, ADW_TYPE_PREFERENCES_DIALOG)

static EaselProviderRegistry *
get_registry (EaselPreferencesDialog *self)
{
  return easel_studio_get_providers (self->studio);
}

static gboolean
is_shown (gpointer item, gpointer user_data)
{
  EaselPreferencesDialog *self = EASEL_PREFERENCES_DIALOG (user_data);

  return !g_hash_table_contains (self->removed,
                                 easel_provider_config_get_id (EASEL_PROVIDER_CONFIG (item)));
}

static void
update_shown (EaselPreferencesDialog *self)
{
  gtk_filter_changed (gtk_filter_list_model_get_filter (self->shown), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselPreferencesDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (easel_provider_registry_remove_finish (EASEL_PROVIDER_REGISTRY (source), result, &error))
    return;

  /* It is still there: show it again, with the reason. */
  if (self->shown == NULL)
    {
      g_message ("A provider could not be removed: %s", error->message);
      return;
    }
  easel_plain_tell_preferences (GTK_WIDGET (self), error->message);
  update_shown (self);
}

static void
remove_for_good (EaselPreferencesDialog *self, const char *id)
{
  easel_provider_registry_remove_async (get_registry (self), id, on_removed, g_object_ref (self));
}

static void
on_toast_dismissed (EaselPreferencesDialog *self, AdwToast *toast)
{
  const char *id = g_object_get_data (G_OBJECT (toast), "provider");

  if (g_hash_table_contains (self->removed, id))
    {
      remove_for_good (self, id);
      g_hash_table_remove (self->removed, id);
    }
}

static void
on_undo_clicked (EaselPreferencesDialog *self, AdwToast *toast)
{
  g_hash_table_remove (self->removed, g_object_get_data (G_OBJECT (toast), "provider"));
  update_shown (self);
}

static guint
find_row (EaselPreferencesDialog *self, const char *id)
{
  guint position = 0;

  for (; position < g_list_model_get_n_items (G_LIST_MODEL (self->shown)); position++)
    {
      g_autoptr (EaselProviderConfig) config = g_list_model_get_item (G_LIST_MODEL (self->shown),
                                                                      position);

      if (g_str_equal (easel_provider_config_get_id (config), id))
        break;
    }
  return position;
}

/* (nullable): the row at @position, or else the last one */
static GtkWidget *
get_row (EaselPreferencesDialog *self, guint position)
{
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->shown));

  if (n_rows == 0)
    return NULL;
  return GTK_WIDGET (
      gtk_list_box_get_row_at_index (self->provider_list, (int) MIN (position, n_rows - 1)));
}

static void
on_remove_asked (EaselPreferencesDialog *self, EaselProviderConfig *config)
{
  const char *id = easel_provider_config_get_id (config);
  /* Translators: the parameter is the name of a provider */
  g_autofree char *title = g_strdup_printf (_ ("“%s” removed"),
                                            easel_provider_config_get_name (config));
  AdwToast *toast = easel_plain_toast_new (title);
  guint position = find_row (self, id);
  GtkWidget *next = NULL;

  g_hash_table_add (self->removed, g_strdup (id));
  update_shown (self);
  adw_preferences_dialog_pop_subpage (ADW_PREFERENCES_DIALOG (self));
  next = get_row (self, position);
  if (next != NULL)
    gtk_widget_grab_focus (next);

  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_object_set_data_full (G_OBJECT (toast), "provider", g_strdup (id), g_free);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (on_undo_clicked), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (on_toast_dismissed), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (self), toast);
}

/* With the dialog goes the way to undo. */
static void
on_closed (EaselPreferencesDialog *self)
{
  GHashTableIter iter;
  gpointer id = NULL;

  g_hash_table_iter_init (&iter, self->removed);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      remove_for_good (self, id);
      g_hash_table_iter_remove (&iter);
    }
}

static void
open_provider (EaselPreferencesDialog *self, EaselProviderConfig *config)
{
  EaselProviderPage *page = easel_provider_page_new (self->studio, config);

  g_signal_connect_object (page, "remove", G_CALLBACK (on_remove_asked), self, G_CONNECT_SWAPPED);
  adw_preferences_dialog_push_subpage (ADW_PREFERENCES_DIALOG (self), ADW_NAVIGATION_PAGE (page));
}

static void
on_provider_activated (EaselPreferencesDialog *self, GtkListBoxRow *row)
{
  open_provider (self, easel_provider_row_get_config (EASEL_PROVIDER_ROW (row)));
}

static void
on_add_activated (EaselPreferencesDialog *self)
{
  open_provider (self, NULL);
}

static void
on_choose_model (EaselPreferencesDialog *self, EaselProviderTaskGroup *group)
{
  EaselModelTask task = easel_provider_task_group_get_task (group);

  adw_preferences_dialog_push_subpage (
      ADW_PREFERENCES_DIALOG (self),
      ADW_NAVIGATION_PAGE (easel_provider_model_page_new (self->studio, task)));
}

static void
update_keep_here (EaselPreferencesDialog *self)
{
  adw_switch_row_set_active (self->keep_here_row,
                             easel_library_get_keep_here (easel_studio_get_library (self->studio)));
}

static void
on_keep_here_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselPreferencesDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (easel_library_set_keep_here_finish (EASEL_LIBRARY (source), result, &error)
      || self->studio == NULL)
    return;
  easel_plain_tell_preferences (GTK_WIDGET (self), error->message);
  update_keep_here (self);
}

static void
on_keep_here_switched (EaselPreferencesDialog *self)
{
  EaselLibrary *library;
  gboolean keep_here = adw_switch_row_get_active (self->keep_here_row);

  if (self->studio == NULL)
    return;
  library = easel_studio_get_library (self->studio);
  if (keep_here != easel_library_get_keep_here (library))
    easel_library_set_keep_here_async (library, keep_here, NULL, on_keep_here_set,
                                       g_object_ref (self));
}

static void
set_up_keep_here (EaselPreferencesDialog *self)
{
  g_signal_connect_object (easel_studio_get_library (self->studio), "notify::keep-here",
                           G_CALLBACK (update_keep_here), self, G_CONNECT_SWAPPED);
  update_keep_here (self);
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  EaselPreferencesDialog *self = EASEL_PREFERENCES_DIALOG (user_data);

  return easel_provider_row_new (get_registry (self), EASEL_PROVIDER_CONFIG (item));
}

static void
set_up_providers (EaselPreferencesDialog *self)
{
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (is_shown, self, NULL));

  self->shown = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (get_registry (self))),
                                           filter);
  gtk_list_box_bind_model (self->provider_list, G_LIST_MODEL (self->shown), create_row, self, NULL);
}

static void
set_up_models (EaselPreferencesDialog *self)
{
  const EaselModelTask tasks[] = { EASEL_MODEL_TASK_VISION, EASEL_MODEL_TASK_TEXT,
                                   EASEL_MODEL_TASK_IMAGE };

  for (guint i = 0; i < G_N_ELEMENTS (tasks); i++)
    {
      GtkWidget *group = easel_provider_task_group_new (self->studio, tasks[i]);

      g_signal_connect_object (group, "choose", G_CALLBACK (on_choose_model), self,
                               G_CONNECT_SWAPPED);
      adw_preferences_page_add (self->models_page, ADW_PREFERENCES_GROUP (group));
    }
}

static void
easel_preferences_dialog_dispose (GObject *object)
{
  EaselPreferencesDialog *self = EASEL_PREFERENCES_DIALOG (object);

  /* A window that is destroyed takes the dialog along without closing it. */
  if (self->studio != NULL)
    on_closed (self);

  if (self->shown != NULL)
    gtk_list_box_bind_model (self->provider_list, NULL, NULL, NULL, NULL);
  g_clear_object (&self->shown);
  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_PREFERENCES_DIALOG);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (easel_preferences_dialog_parent_class)->dispose (object);
}

static void
easel_preferences_dialog_finalize (GObject *object)
{
  EaselPreferencesDialog *self = EASEL_PREFERENCES_DIALOG (object);

  g_clear_pointer (&self->removed, g_hash_table_unref);

  G_OBJECT_CLASS (easel_preferences_dialog_parent_class)->finalize (object);
}

static void
easel_preferences_dialog_class_init (EaselPreferencesDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = easel_preferences_dialog_dispose;
  object_class->finalize = easel_preferences_dialog_finalize;

  g_type_ensure (EASEL_TYPE_BACKGROUND_GROUP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/easelapp/Easel/ui/easel-preferences-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselPreferencesDialog, models_page);
  gtk_widget_class_bind_template_child (widget_class, EaselPreferencesDialog, provider_list);
  gtk_widget_class_bind_template_child (widget_class, EaselPreferencesDialog, keep_here_row);
  gtk_widget_class_bind_template_callback (widget_class, on_closed);
  gtk_widget_class_bind_template_callback (widget_class, on_keep_here_switched);
  gtk_widget_class_bind_template_callback (widget_class, on_provider_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_add_activated);
}

static void
easel_preferences_dialog_init (EaselPreferencesDialog *self)
{
  self->removed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

EaselPreferencesDialog *
easel_preferences_dialog_new (EaselStudio *studio)
{
  EaselPreferencesDialog *self = NULL;

  g_return_val_if_fail (EASEL_IS_STUDIO (studio), NULL);

  self = g_object_new (EASEL_TYPE_PREFERENCES_DIALOG, NULL);
  self->studio = g_object_ref (studio);
  set_up_providers (self);
  set_up_models (self);
  adw_preferences_dialog_add (ADW_PREFERENCES_DIALOG (self), easel_spending_page_new (studio));
  set_up_keep_here (self);
  return self;
}

void
easel_preferences_dialog_add_provider (EaselPreferencesDialog *self)
{
  g_return_if_fail (EASEL_IS_PREFERENCES_DIALOG (self));

  adw_preferences_dialog_set_visible_page_name (ADW_PREFERENCES_DIALOG (self), "providers");
  open_provider (self, NULL);
}

void
easel_preferences_dialog_show_provider (EaselPreferencesDialog *self, const char *id)
{
  g_autoptr (EaselProviderConfig) config = NULL;

  g_return_if_fail (EASEL_IS_PREFERENCES_DIALOG (self));

  adw_preferences_dialog_set_visible_page_name (ADW_PREFERENCES_DIALOG (self), "providers");
  if (id != NULL)
    config = easel_provider_registry_get_config (get_registry (self), id);
  if (config != NULL && easel_provider_config_get_kind (config) != EASEL_PROVIDER_DEMO)
    open_provider (self, config);
}

void
easel_preferences_dialog_show_models (EaselPreferencesDialog *self)
{
  g_return_if_fail (EASEL_IS_PREFERENCES_DIALOG (self));

  adw_preferences_dialog_set_visible_page_name (ADW_PREFERENCES_DIALOG (self), "models");
}
