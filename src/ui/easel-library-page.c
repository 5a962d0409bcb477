/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-library-page.h"

#include "easel-entity-content.h"
#include "easel-entity-tile.h"
#include "easel-library-model.h"
#include "easel-library-selection.h"
#include "easel-plain.h"
#include "easel-tag-dialog.h"

#include <glib/gi18n.h>

#define PAGE_SIZE 100

struct _EaselLibraryPage
{
  AdwNavigationPage parent_instance;

  GtkStack *header_stack;
  AdwHeaderBar *header_bar;
  AdwBin *kind_bin;
  AdwWindowTitle *selection_title;
  GtkRevealer *action_revealer;
  GtkWidget *merge_button;
  GtkButton *archive_button;
  AdwBanner *archive_banner;
  GtkDropDown *kind_dropdown;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  GtkStack *stack;
  GtkScrolledWindow *scrolled_window;
  GtkGridView *grid_view;
  AdwStatusPage *failed_page;

  EaselStudio *studio;              /* (owned) */
  EaselLibraryModel *model;         /* (owned) */
  EaselLibrarySelection *selection; /* (owned) */
  gboolean show_archived;
  gboolean selects_all; /* as soon as all is read */
};

typedef enum
{
  PROP_SHOW_ARCHIVED = 1,
} EaselLibraryPageProperty;

static GParamSpec *properties[PROP_SHOW_ARCHIVED + 1];

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

  easel_library_model_set_query (self->model, get_selected_kind (self), get_search_text (self),
                                 self->show_archived);
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
                  ? (self->show_archived ? "no-archived" : "empty")
                  : "no-results";
      break;
    case EASEL_LIBRARY_MODEL_READY:
      child = "grid";
      break;
    case EASEL_LIBRARY_MODEL_FAILED:
      easel_plain_describe_page (self->failed_page,
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

/* Beside that many buttons there is no room for large text: it gets a row of its own. */
static void
on_tight (EaselLibraryPage *self)
{
  g_autoptr (GtkWidget) dropdown = g_object_ref (GTK_WIDGET (self->kind_dropdown));

  adw_header_bar_set_title_widget (self->header_bar, NULL);
  adw_bin_set_child (self->kind_bin, dropdown);
}

static void
on_roomy (EaselLibraryPage *self)
{
  g_autoptr (GtkWidget) dropdown = g_object_ref (GTK_WIDGET (self->kind_dropdown));

  adw_bin_set_child (self->kind_bin, NULL);
  adw_header_bar_set_title_widget (self->header_bar, dropdown);
}

/* Selecting ------------------------------------------------------------------------------- */

/* (transfer full) (nullable) (array zero-terminated=1): ids of what is selected */
static GStrv
list_ids (EaselLibraryPage *self)
{
  g_autoptr (GPtrArray) entities = easel_library_selection_list (self->selection);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < entities->len; i++)
    g_strv_builder_add (builder, easel_entity_get_id (entities->pdata[i]));
  return g_strv_builder_end (builder);
}

/* (nullable): why the selected ones cannot be merged */
static const char *
explain_no_merge (EaselLibraryPage *self)
{
  g_autoptr (GPtrArray) entities = NULL;

  if (self->show_archived)
    return _ ("What is archived cannot be merged");
  if (easel_library_selection_get_n_selected (self->selection) != 2)
    return _ ("Select two to merge them");
  entities = easel_library_selection_list (self->selection);
  if (!g_str_equal (easel_entity_get_kind (entities->pdata[0]),
                    easel_entity_get_kind (entities->pdata[1])))
    return _ ("Only two of the same kind can be merged");
  return NULL;
}

/* Whether there are several pictures selected, and nothing else. */
static gboolean
can_compare (EaselLibraryPage *self)
{
  return g_strcmp0 (get_selected_kind (self), EASEL_ENTITY_PICTURE) == 0
         && easel_library_selection_get_n_selected (self->selection) > 1;
}

/* Before @widget, or what is in it, no longer has it. */
static void
take_focus_from (EaselLibraryPage *self, GtkWidget *widget)
{
  if (gtk_widget_get_focus_child (widget) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->grid_view));
}

static void
update_actions (EaselLibraryPage *self)
{
  guint n = easel_library_selection_get_n_selected (self->selection);
  const char *obstacle = explain_no_merge (self);
  g_autofree char *title = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%'u Selected", "%'u Selected", n), n);

  if (n == 0)
    take_focus_from (self, GTK_WIDGET (self->action_revealer));
  adw_window_title_set_title (self->selection_title, n > 0 ? title : _ ("Select Items"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "library.merge", obstacle == NULL);
  gtk_widget_set_tooltip_text (self->merge_button, obstacle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->merge_button),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  obstacle != NULL ? obstacle : "", -1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "library.compare", can_compare (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "library.archive", n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "library.tag", n > 0);
}

static void
on_active_changed (EaselLibraryPage *self)
{
  gboolean active = easel_library_selection_get_active (self->selection);

  self->selects_all = FALSE;
  take_focus_from (self, GTK_WIDGET (self->header_stack));
  gtk_stack_set_visible_child_name (self->header_stack, active ? "select" : "browse");
  gtk_revealer_set_reveal_child (self->action_revealer, active);
  gtk_grid_view_set_single_click_activate (self->grid_view, !active);
  gtk_grid_view_set_enable_rubberband (self->grid_view, active);
  update_actions (self);
}

/* As GTK does it, so that it knows where a range begins. */
static void
toggle (EaselLibraryPage *self, guint position, gboolean extend)
{
  gtk_widget_activate_action (GTK_WIDGET (self->grid_view), "list.select-item", "(ubb)", position,
                              !extend, extend);
}

static void
select_all_when_read (EaselLibraryPage *self)
{
  if (!self->selects_all || !easel_library_model_is_complete (self->model))
    return;
  self->selects_all = FALSE;
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->selection));
}

static void
on_select (GtkWidget *widget, const char *action, GVariant *parameter)
{
  EaselLibraryPage *self = EASEL_LIBRARY_PAGE (widget);

  easel_library_selection_set_active (self->selection, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid_view));
}

static void
on_select_all (GtkWidget *widget, const char *action, GVariant *parameter)
{
  EaselLibraryPage *self = EASEL_LIBRARY_PAGE (widget);

  easel_library_selection_set_active (self->selection, TRUE);
  self->selects_all = TRUE;
  easel_library_model_load_all (self->model);
  select_all_when_read (self);
}

static void
on_end_selecting (GtkWidget *widget, const char *action, GVariant *parameter)
{
  easel_library_selection_set_active (EASEL_LIBRARY_PAGE (widget)->selection, FALSE);
}

/* The older one is kept, unless the person swaps them. */
static void
on_merge (GtkWidget *widget, const char *action, GVariant *parameter)
{
  EaselLibraryPage *self = EASEL_LIBRARY_PAGE (widget);
  g_autoptr (GPtrArray) entities = easel_library_selection_list (self->selection);
  const char *ids[3] = { NULL };
  gboolean in_order;

  if (explain_no_merge (self) != NULL)
    return;
  in_order = easel_entity_get_created (entities->pdata[0])
             <= easel_entity_get_created (entities->pdata[1]);
  ids[0] = easel_entity_get_id (entities->pdata[in_order ? 0 : 1]);
  ids[1] = easel_entity_get_id (entities->pdata[in_order ? 1 : 0]);
  gtk_widget_activate_action (widget, "win.merge", "^as", ids);
  easel_library_selection_set_active (self->selection, FALSE);
}

/* The contact sheet, unless it is clear which two are meant. */
static void
on_compare (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_auto (GStrv) ids = list_ids (EASEL_LIBRARY_PAGE (widget));

  gtk_widget_activate_action (widget, "win.compare-pictures", "(^ass)", ids,
                              g_strv_length (ids) == 2 ? "sides" : "sheet");
}

static void
on_archive (GtkWidget *widget, const char *action, GVariant *parameter)
{
  EaselLibraryPage *self = EASEL_LIBRARY_PAGE (widget);
  g_auto (GStrv) ids = list_ids (self);

  if (ids[0] == NULL)
    return;
  gtk_widget_activate_action (widget, "win.set-archived", "(^asb)", ids, !self->show_archived);
  easel_library_selection_set_active (self->selection, FALSE);
}

static void
on_tag (GtkWidget *widget, const char *action, GVariant *parameter)
{
  EaselLibraryPage *self = EASEL_LIBRARY_PAGE (widget);
  g_autoptr (GPtrArray) entities = easel_library_selection_list (self->selection);

  if (entities->len > 0)
    adw_dialog_present (
        ADW_DIALOG (easel_tag_dialog_new (easel_studio_get_library (self->studio), entities)),
        widget);
}

/* (nullable): the cell at this place; @position: (out): of its tile */
static GtkWidget *
find_cell (EaselLibraryPage *self, double x, double y, guint *position)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self->grid_view), x, y, GTK_PICK_DEFAULT);
  GtkListItem *item = NULL;

  while (widget != NULL && gtk_widget_get_parent (widget) != GTK_WIDGET (self->grid_view))
    widget = gtk_widget_get_parent (widget);
  if (widget == NULL || !EASEL_IS_ENTITY_TILE (gtk_widget_get_first_child (widget)))
    return NULL;
  item = g_object_get_data (G_OBJECT (gtk_widget_get_first_child (widget)), "list-item");
  *position = gtk_list_item_get_position (item);
  return widget;
}

static void
click (EaselLibraryPage *self, GtkGesture *gesture, double x, double y, gboolean extend)
{
  guint position;
  GtkWidget *cell = find_cell (self, x, y, &position);

  if (cell == NULL)
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  easel_library_selection_set_active (self->selection, TRUE);
  toggle (self, position, extend);
  gtk_widget_grab_focus (cell);
}

/* With Ctrl or Shift a click selects, from the start. */
static void
on_pressed (EaselLibraryPage *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (
      GTK_EVENT_CONTROLLER (gesture));

  if ((state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) != 0)
    click (self, gesture, x, y, (state & GDK_SHIFT_MASK) != 0);
}

/* Once selecting, any click does. */
static void
on_released (EaselLibraryPage *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (
      GTK_EVENT_CONTROLLER (gesture));

  if ((state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) == 0
      && easel_library_selection_get_active (self->selection))
    click (self, gesture, x, y, FALSE);
}

static void
on_long_pressed (EaselLibraryPage *self, double x, double y, GtkGesture *gesture)
{
  if (!easel_library_selection_get_active (self->selection))
    click (self, gesture, x, y, FALSE);
}

/* In the entries these keys mean something else, and elsewhere nothing. */
static gboolean
takes_keys (EaselLibraryPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return gtk_widget_get_mapped (GTK_WIDGET (self)) && !GTK_IS_EDITABLE (focus)
         && (focus == NULL || gtk_widget_get_ancestor (focus, ADW_TYPE_DIALOG) == NULL);
}

static gboolean
on_select_all_key (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  if (!takes_keys (EASEL_LIBRARY_PAGE (user_data)))
    return GDK_EVENT_PROPAGATE;
  return gtk_widget_activate_action (GTK_WIDGET (user_data), "library.select-all", NULL);
}

static gboolean
on_escape_key (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  EaselLibraryPage *self = EASEL_LIBRARY_PAGE (user_data);

  if (!takes_keys (self) || !easel_library_selection_get_active (self->selection))
    return GDK_EVENT_PROPAGATE;
  easel_library_selection_set_active (self->selection, FALSE);
  return GDK_EVENT_STOP;
}

static void
add_shortcut (GtkEventController *controller,
              guint key,
              GdkModifierType modifiers,
              GtkShortcutFunc callback,
              EaselLibraryPage *self)
{
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_keyval_trigger_new (key, modifiers),
                        gtk_callback_action_new (callback, self, NULL)));
}

/* Before the grid, which would select in its own way, and from the sidebar as well. */
static void
set_up_selecting (EaselLibraryPage *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkGesture *clicks = gtk_gesture_click_new ();
  GtkGesture *long_press = gtk_gesture_long_press_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  add_shortcut (keys, GDK_KEY_a, GDK_CONTROL_MASK, on_select_all_key, self);
  add_shortcut (keys, GDK_KEY_Escape, GDK_NO_MODIFIER_MASK, on_escape_key, self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (clicks), GTK_PHASE_CAPTURE);
  g_signal_connect_object (clicks, "pressed", G_CALLBACK (on_pressed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (clicks, "released", G_CALLBACK (on_released), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->grid_view), GTK_EVENT_CONTROLLER (clicks));

  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (long_press), TRUE);
  g_signal_connect_object (long_press, "pressed", G_CALLBACK (on_long_pressed), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->grid_view), GTK_EVENT_CONTROLLER (long_press));
}

/* Tiles ----------------------------------------------------------------------------------- */

static void
on_tile_activated (EaselLibraryPage *self, guint position)
{
  g_autoptr (EaselEntity) entity = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  if (easel_library_selection_get_active (self->selection))
    toggle (self, position, FALSE);
  else if (entity != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self),
                                g_str_equal (easel_entity_get_kind (entity), EASEL_ENTITY_STORY)
                                    ? "win.read-story"
                                    : "win.show-entity",
                                "s", easel_entity_get_id (entity));
}

static void
update_check (GtkListItem *item, EaselLibrarySelection *selection)
{
  EaselEntityTile *tile = EASEL_ENTITY_TILE (gtk_list_item_get_child (item));

  easel_entity_tile_set_selectable (tile, easel_library_selection_get_active (selection));
  easel_entity_tile_set_selected (tile, gtk_list_item_get_selected (item));
}

static void
on_item_selected (GtkListItem *item, GParamSpec *pspec, EaselLibrarySelection *selection)
{
  update_check (item, selection);
}

static void
on_selecting (EaselLibrarySelection *selection, GParamSpec *pspec, GtkListItem *item)
{
  update_check (item, selection);
}

static EaselEntity *
get_dragged (GtkWidget *tile)
{
  return gtk_list_item_get_item (g_object_get_data (G_OBJECT (tile), "list-item"));
}

static void
on_tile_setup (GtkSignalListItemFactory *factory, GtkListItem *item, EaselLibraryPage *self)
{
  GtkWidget *tile = easel_entity_tile_new ();

  g_object_set_data (G_OBJECT (tile), "list-item", item);
  easel_entity_content_add_source (tile, easel_studio_get_library (self->studio), get_dragged);
  gtk_list_item_set_child (item, tile);
  g_signal_connect_object (item, "notify::selected", G_CALLBACK (on_item_selected), self->selection,
                           0);
  g_signal_connect_object (self->selection, "notify::active", G_CALLBACK (on_selecting), item, 0);
  update_check (item, self->selection);
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

  g_signal_connect_object (factory, "setup", G_CALLBACK (on_tile_setup), self, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (on_tile_bind), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_tile_unbind), NULL);
  gtk_grid_view_set_factory (self->grid_view, factory);
  gtk_grid_view_set_model (self->grid_view, GTK_SELECTION_MODEL (self->selection));
}

static void
connect_signals (EaselLibraryPage *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled_window);

  g_signal_connect_object (self->model, "notify::state", G_CALLBACK (update_stack), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::state", G_CALLBACK (select_all_when_read), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::active", G_CALLBACK (on_active_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::n-selected", G_CALLBACK (update_actions), self,
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

/* What is shown --------------------------------------------------------------------------- */

static void
set_show_archived (EaselLibraryPage *self, gboolean show_archived)
{
  if (self->show_archived == show_archived)
    return;
  self->show_archived = show_archived;
  easel_library_selection_set_active (self->selection, FALSE);
  adw_banner_set_revealed (self->archive_banner, show_archived);
  gtk_button_set_label (self->archive_button, show_archived ? _ ("_Unarchive") : _ ("_Archive"));
  update_query (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_ARCHIVED]);
}

static void
on_leave_archive (EaselLibraryPage *self)
{
  set_show_archived (self, FALSE);
}

static void
easel_library_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EaselLibraryPage *self = EASEL_LIBRARY_PAGE (object);

  switch ((EaselLibraryPageProperty) prop_id)
    {
    case PROP_SHOW_ARCHIVED:
      g_value_set_boolean (value, self->show_archived);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
easel_library_page_set_property (GObject *object,
                                 guint prop_id,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  EaselLibraryPage *self = EASEL_LIBRARY_PAGE (object);

  switch ((EaselLibraryPageProperty) prop_id)
    {
    case PROP_SHOW_ARCHIVED:
      set_show_archived (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
easel_library_page_dispose (GObject *object)
{
  EaselLibraryPage *self = EASEL_LIBRARY_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_LIBRARY_PAGE);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (easel_library_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, EaselLibraryPage, header_stack);
  gtk_widget_class_bind_template_child (widget_class, EaselLibraryPage, header_bar);
  gtk_widget_class_bind_template_child (widget_class, EaselLibraryPage, kind_bin);
  gtk_widget_class_bind_template_child (widget_class, EaselLibraryPage, selection_title);
  gtk_widget_class_bind_template_child (widget_class, EaselLibraryPage, action_revealer);
  gtk_widget_class_bind_template_child (widget_class, EaselLibraryPage, merge_button);
  gtk_widget_class_bind_template_child (widget_class, EaselLibraryPage, archive_button);
  gtk_widget_class_bind_template_child (widget_class, EaselLibraryPage, archive_banner);
  gtk_widget_class_bind_template_child (widget_class, EaselLibraryPage, kind_dropdown);
  gtk_widget_class_bind_template_child (widget_class, EaselLibraryPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, EaselLibraryPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, EaselLibraryPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EaselLibraryPage, scrolled_window);
  gtk_widget_class_bind_template_child (widget_class, EaselLibraryPage, grid_view);
  gtk_widget_class_bind_template_child (widget_class, EaselLibraryPage, failed_page);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_property_action (widget_class, "library.show-archived", "show-archived");
  gtk_widget_class_install_action (widget_class, "library.select", NULL, on_select);
  gtk_widget_class_install_action (widget_class, "library.select-all", NULL, on_select_all);
  gtk_widget_class_install_action (widget_class, "library.end-selecting", NULL, on_end_selecting);
  gtk_widget_class_install_action (widget_class, "library.merge", NULL, on_merge);
  gtk_widget_class_install_action (widget_class, "library.compare", NULL, on_compare);
  gtk_widget_class_install_action (widget_class, "library.archive", NULL, on_archive);
  gtk_widget_class_install_action (widget_class, "library.tag", NULL, on_tag);
}

static void
easel_library_page_class_init (EaselLibraryPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = easel_library_page_get_property;
  object_class->set_property = easel_library_page_set_property;
  object_class->dispose = easel_library_page_dispose;

  properties[PROP_SHOW_ARCHIVED] = g_param_spec_boolean ("show-archived", NULL, NULL, FALSE,
                                                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                             | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/easelapp/Easel/ui/easel-library-page.ui");
  bind_children (widget_class);
  install_actions (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_kind_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_tight);
  gtk_widget_class_bind_template_callback (widget_class, on_roomy);
  gtk_widget_class_bind_template_callback_full (widget_class, "on_search_changed",
                                                G_CALLBACK (update_query));
  gtk_widget_class_bind_template_callback (widget_class, on_show_everything);
  gtk_widget_class_bind_template_callback (widget_class, on_leave_archive);
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
  self->selection = easel_library_selection_new (G_LIST_MODEL (self->model));
  set_up_grid (self);
  set_up_selecting (self);
  update_actions (self);
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

void
easel_library_page_search (EaselLibraryPage *self, const char *text)
{
  g_return_if_fail (EASEL_IS_LIBRARY_PAGE (self));

  easel_library_page_start_search (self);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), text);
}
