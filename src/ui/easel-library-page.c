/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-library-page.h"

#include "easel-entity-tile.h"
#include "easel-library-model.h"

#include <glib/gi18n.h>

#define PAGE_SIZE 100

struct _EaselLibraryPage
{
  AdwNavigationPage parent_instance;

  GtkDropDown *kind_dropdown;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  GtkStack *stack;
  GtkScrolledWindow *scrolled_window;
  GtkGridView *grid_view;
  AdwStatusPage *failed_page;

  EaselStudio *studio;      /* (owned) */
  EaselLibraryModel *model; /* (owned) */
};

G_DEFINE_FINAL_TYPE (EaselLibraryPage, easel_library_page, ADW_TYPE_NAVIGATION_PAGE)

/* (nullable): %NULL is every kind */
static const char *
get_selected_kind (EaselLibraryPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->kind_dropdown);

  if (selected == 0 || selected == GTK_INVALID_LIST_POSITION)
    return NULL;
  return easel_entity_kind_get_all ()[selected - 1];
}

/* (nullable): %NULL when nothing is searched for */
static const char *
get_search_text (EaselLibraryPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));

  return *text != '\0' ? text : NULL;
}

static void
scroll_to_start (EaselLibraryPage *self)
{
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled_window), 0);
}

static void
update_query (EaselLibraryPage *self)
{
  gboolean ready = FALSE;

  g_object_get (self->studio, "ready", &ready, NULL);
  if (!ready)
    return;

  easel_library_model_set_query (self->model, get_selected_kind (self), get_search_text (self));
  scroll_to_start (self);
}

static void
update_stack (EaselLibraryPage *self)
{
  const char *child = NULL;

  switch (easel_library_model_get_state (self->model))
    {
    case EASEL_LIBRARY_MODEL_EMPTY:
      child = easel_library_model_get_kind (self->model) == NULL
                      && easel_library_model_get_text (self->model) == NULL
                  ? "empty"
                  : "no-results";
      break;
    case EASEL_LIBRARY_MODEL_READY:
      child = "grid";
      break;
    case EASEL_LIBRARY_MODEL_FAILED:
      adw_status_page_set_description (self->failed_page,
                                       easel_library_model_get_error (self->model)->message);
      child = "failed";
      break;
    case EASEL_LIBRARY_MODEL_LOADING:
    default:
      child = "loading";
      break;
    }
  gtk_stack_set_visible_child_name (self->stack, child);
}

/* The next piece is read when less than a screen of tiles is left below. */
static void
load_more_if_near_end (EaselLibraryPage *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled_window);
  double screen = gtk_adjustment_get_page_size (adjustment);
  double below = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_value (adjustment)
                 - screen;

  if (screen > 0 && below < screen)
    easel_library_model_load_more (self->model);
}

/* The grid keeps what is on screen in its place when something comes in above it. Who is at the
 * start, though, wants to see what is new. */
static void
on_items_changed (EaselLibraryPage *self, guint position, guint n_removed, guint n_added)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled_window);

  if (position == 0 && n_added > n_removed && gtk_adjustment_get_value (adjustment) <= 0)
    gtk_grid_view_scroll_to (self->grid_view, 0, GTK_LIST_SCROLL_NONE, NULL);
}

static void
on_kind_selected (EaselLibraryPage *self)
{
  if (self->model != NULL)
    update_query (self);
}

static void
on_search_changed (EaselLibraryPage *self)
{
  update_query (self);
}

static void
on_show_everything (EaselLibraryPage *self)
{
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_drop_down_set_selected (self->kind_dropdown, 0);
  update_query (self);
}

static void
on_try_again (EaselLibraryPage *self)
{
  easel_library_model_reload (self->model);
}

static void
on_tile_activated (EaselLibraryPage *self, guint position)
{
  g_autoptr (EaselEntity) entity = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  if (entity != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-entity", "s",
                                easel_entity_get_id (entity));
}

static void
on_tile_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, easel_entity_tile_new ());
}

static void
on_tile_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  EaselEntity *entity = gtk_list_item_get_item (item);
  g_autofree char *description = easel_entity_tile_describe (entity);

  easel_entity_tile_set_entity (EASEL_ENTITY_TILE (gtk_list_item_get_child (item)), entity);
  gtk_list_item_set_accessible_label (item, easel_entity_get_name (entity));
  gtk_list_item_set_accessible_description (item, description);
}

static void
on_tile_unbind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  easel_entity_tile_set_entity (EASEL_ENTITY_TILE (gtk_list_item_get_child (item)), NULL);
}

static gboolean
on_search_shortcut (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  easel_library_page_start_search (EASEL_LIBRARY_PAGE (widget));
  return GDK_EVENT_STOP;
}

static void
set_up_kinds (EaselLibraryPage *self)
{
  const char *const *kinds = easel_entity_kind_get_all ();
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  /* Stands in the place of the page's title. */
  gtk_string_list_append (titles, _ ("Library"));
  for (guint i = 0; kinds[i] != NULL; i++)
    gtk_string_list_append (titles, easel_entity_kind_get_plural (kinds[i]));
  gtk_drop_down_set_model (self->kind_dropdown, G_LIST_MODEL (titles));
}

static void
set_up_grid (EaselLibraryPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) selection = gtk_no_selection_new (
      G_LIST_MODEL (g_object_ref (self->model)));

  g_signal_connect (factory, "setup", G_CALLBACK (on_tile_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_tile_bind), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_tile_unbind), NULL);
  gtk_grid_view_set_factory (self->grid_view, factory);
  gtk_grid_view_set_model (self->grid_view, GTK_SELECTION_MODEL (selection));
}

static void
connect_signals (EaselLibraryPage *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled_window);

  g_signal_connect_object (self->model, "notify::state", G_CALLBACK (update_stack), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (load_more_if_near_end), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (load_more_if_near_end), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->studio, "notify::ready", G_CALLBACK (update_query), self,
                           G_CONNECT_SWAPPED);
}

static void
easel_library_page_dispose (GObject *object)
{
  EaselLibraryPage *self = EASEL_LIBRARY_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_LIBRARY_PAGE);
  g_clear_object (&self->model);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (easel_library_page_parent_class)->dispose (object);
}

static void
easel_library_page_class_init (EaselLibraryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = easel_library_page_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/easelapp/Easel/ui/easel-library-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselLibraryPage, kind_dropdown);
  gtk_widget_class_bind_template_child (widget_class, EaselLibraryPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, EaselLibraryPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, EaselLibraryPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EaselLibraryPage, scrolled_window);
  gtk_widget_class_bind_template_child (widget_class, EaselLibraryPage, grid_view);
  gtk_widget_class_bind_template_child (widget_class, EaselLibraryPage, failed_page);
  gtk_widget_class_bind_template_callback (widget_class, on_kind_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_show_everything);
  gtk_widget_class_bind_template_callback (widget_class, on_try_again);
  gtk_widget_class_bind_template_callback (widget_class, on_tile_activated);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, on_search_shortcut,
                                NULL);
}

static void
easel_library_page_init (EaselLibraryPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  set_up_kinds (self);
}

EaselLibraryPage *
easel_library_page_new (EaselStudio *studio)
{
  EaselLibraryPage *self = NULL;

  g_return_val_if_fail (EASEL_IS_STUDIO (studio), NULL);

  self = g_object_new (EASEL_TYPE_LIBRARY_PAGE, NULL);
  self->studio = g_object_ref (studio);
  self->model = easel_library_model_new (easel_studio_get_library (studio), PAGE_SIZE);
  set_up_grid (self);
  connect_signals (self);
  update_query (self);
  return self;
}

void
easel_library_page_start_search (EaselLibraryPage *self)
{
  g_return_if_fail (EASEL_IS_LIBRARY_PAGE (self));

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}
