/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-contact-sheet.h"

#include "easel-contact-actions.h"
#include "easel-contact-tile.h"

#include <glib/gi18n.h>

struct _EaselContactSheet
{
  AdwBin parent_instance;

  GtkGridView *grid_view;

  EaselContactModel *model;     /* (owned) (nullable) */
  GtkSelectionModel *selection; /* (owned) (nullable): of @model */
  EaselContactActions *actions; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (EaselContactSheet, easel_contact_sheet, ADW_TYPE_BIN)

/* (transfer full) (element-type EaselContactItem): what is selected */
static GPtrArray *
list_selected (GtkWidget *widget)
{
  EaselContactSheet *self = EASEL_CONTACT_SHEET (widget);
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (self->selection);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < gtk_bitset_get_size (selected); i++)
    {
      EaselContactItem *item = easel_contact_model_get (self->model,
                                                        gtk_bitset_get_nth (selected, i));

      if (item != NULL)
        g_ptr_array_add (items, item);
    }
  return items;
}

static void
update (EaselContactSheet *self)
{
  g_auto (GStrv) pictures = easel_contact_model_list_pictures (self->model);
  guint n_pictures = g_strv_length (pictures);

  easel_contact_actions_update (self->actions);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sheet.view", n_pictures > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sheet.compare", n_pictures > 1);
}

/* Going places ---------------------------------------------------------------------------- */

static void
view (EaselContactSheet *self, EaselContactItem *item)
{
  g_auto (GStrv) pictures = easel_contact_model_list_pictures (self->model);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.view-picture", "(^ass)", pictures,
                              easel_contact_item_get_id (item));
}

static void
on_activated (EaselContactSheet *self, guint position)
{
  g_autoptr (EaselContactItem) item = easel_contact_model_get (self->model, position);
  EaselJob *job = item != NULL ? easel_contact_item_get_job (item) : NULL;

  if (item == NULL)
    return;
  if (easel_contact_item_is_picture (item))
    view (self, item);
  else if (easel_contact_item_get_state (item) == EASEL_CONTACT_READY)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-entity", "s",
                                easel_contact_item_get_id (item));
  else if (job != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-job", "s", easel_job_get_id (job));
}

/* (transfer full) (nullable): the first that is selected, or else the first of all */
static EaselContactItem *
find_picture (EaselContactSheet *self)
{
  g_autoptr (GPtrArray) selected = list_selected (GTK_WIDGET (self));
  g_auto (GStrv) all = easel_contact_model_list_pictures (self->model);
  guint position;

  for (guint i = 0; i < selected->len; i++)
    if (easel_contact_item_is_picture (selected->pdata[i]))
      return g_object_ref (selected->pdata[i]);
  return all[0] != NULL && easel_contact_model_find (self->model, all[0], &position)
             ? easel_contact_model_get (self->model, position)
             : NULL;
}

static void
on_view (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (EaselContactItem) item = find_picture (EASEL_CONTACT_SHEET (widget));

  if (item != NULL)
    view (EASEL_CONTACT_SHEET (widget), item);
}

/* The selected ones; with less than two of them, the others after them. */
static void
on_compare (GtkWidget *widget, const char *action, GVariant *parameter)
{
  EaselContactSheet *self = EASEL_CONTACT_SHEET (widget);
  g_autoptr (GPtrArray) selected = list_selected (widget);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_auto (GStrv) all = easel_contact_model_list_pictures (self->model);

  for (guint i = 0; i < selected->len; i++)
    if (easel_contact_item_is_picture (selected->pdata[i]))
      g_ptr_array_add (ids, (gpointer) easel_contact_item_get_id (selected->pdata[i]));
  if (ids->len < 2)
    for (guint i = 0; all[i] != NULL; i++)
      if (!g_ptr_array_find_with_equal_func (ids, all[i], g_str_equal, NULL))
        g_ptr_array_add (ids, all[i]);
  g_ptr_array_add (ids, NULL);
  if (ids->len > 2)
    gtk_widget_activate_action (widget, "win.compare-pictures", "(^ass)", ids->pdata, "sides");
}

/* The list -------------------------------------------------------------------------------- */

/* After one was discarded the next one's turn is now. */
static void
on_items_changed (EaselContactSheet *self, guint position, guint n_removed, guint n_added)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (self->selection);

  if (n_removed > n_added && n_items > 0 && gtk_bitset_is_empty (selected)
      && gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL)
    gtk_grid_view_scroll_to (self->grid_view, MIN (position, n_items - 1),
                             GTK_LIST_SCROLL_FOCUS | GTK_LIST_SCROLL_SELECT, NULL);
  update (self);
}

static void
on_item_changed (EaselContactItem *item, GParamSpec *pspec, EaselContactSheet *self)
{
  update (self);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *tile = easel_contact_tile_new ();

  g_object_bind_property (tile, "summary", item, "accessible-label", G_BINDING_SYNC_CREATE);
  gtk_list_item_set_child (item, tile);
}

static void
on_bind (EaselContactSheet *self, GtkListItem *item)
{
  EaselContactItem *contact = gtk_list_item_get_item (item);

  easel_contact_tile_set_item (EASEL_CONTACT_TILE (gtk_list_item_get_child (item)), contact);
  g_signal_connect_object (contact, "notify", G_CALLBACK (on_item_changed), self, 0);
}

static void
on_unbind (EaselContactSheet *self, GtkListItem *item)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), on_item_changed, self);
  easel_contact_tile_set_item (EASEL_CONTACT_TILE (gtk_list_item_get_child (item)), NULL);
}

/* Object ---------------------------------------------------------------------------------- */

static void
easel_contact_sheet_dispose (GObject *object)
{
  EaselContactSheet *self = EASEL_CONTACT_SHEET (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_CONTACT_SHEET);
  g_clear_object (&self->actions);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (easel_contact_sheet_parent_class)->dispose (object);
}

static void
easel_contact_sheet_class_init (EaselContactSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = easel_contact_sheet_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/easelapp/Easel/ui/easel-contact-sheet.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselContactSheet, grid_view);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_unbind);
  gtk_widget_class_install_action (widget_class, "sheet.view", NULL, on_view);
  gtk_widget_class_install_action (widget_class, "sheet.compare", NULL, on_compare);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F11, GDK_NO_MODIFIER_MASK,
                                       "sheet.view", NULL);
}

static void
easel_contact_sheet_init (EaselContactSheet *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
easel_contact_sheet_set_model (EaselContactSheet *self,
                               EaselLibrary *library,
                               EaselContactModel *model)
{
  g_return_if_fail (EASEL_IS_CONTACT_SHEET (self));
  g_return_if_fail (EASEL_IS_LIBRARY (library));
  g_return_if_fail (EASEL_IS_CONTACT_MODEL (model));
  g_return_if_fail (self->model == NULL);

  self->model = g_object_ref (model);
  self->selection = GTK_SELECTION_MODEL (
      gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (model))));
  self->actions = easel_contact_actions_new (GTK_WIDGET (self), library, list_selected);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED);
  gtk_grid_view_set_model (self->grid_view, self->selection);
  update (self);
}

GtkSelectionModel *
easel_contact_sheet_get_selection (EaselContactSheet *self)
{
  g_return_val_if_fail (EASEL_IS_CONTACT_SHEET (self), NULL);

  return self->selection;
}
