/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-entity-picker.h"

#include "easel-entity-tile.h"
#include "easel-library-model.h"
#include "easel-plain.h"

#include <glib/gi18n.h>

#define PAGE_SIZE 60

struct _EaselEntityPicker
{
  AdwDialog parent_instance;

  GtkWidget *open_button;
  GtkSearchEntry *search_entry;
  AdwToggleGroup *kinds;
  GtkStack *stack;
  GtkScrolledWindow *scrolled_window;
  GtkGridView *grid_view;
  AdwStatusPage *empty_page;
  AdwStatusPage *failed_page;

  GStrv kind_names;          /* (owned) */
  EaselLibraryModel *model;  /* (owned) */
  GCancellable *cancellable; /* (owned): of the file dialog */
};

enum
{
  SIGNAL_PICKED,
  SIGNAL_FILE_PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EaselEntityPicker, easel_entity_picker, ADW_TYPE_DIALOG)

static const char *
get_kind (EaselEntityPicker *self)
{
  guint active = adw_toggle_group_get_active (self->kinds);

  return self->kind_names[active < g_strv_length (self->kind_names) ? active : 0];
}

static void
update_query (EaselEntityPicker *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));

  easel_library_model_set_query (self->model, get_kind (self), *text != '\0' ? text : NULL, FALSE);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled_window), 0);
}

/* What is found in pictures is there once some were analyzed. */
static void
show_empty (EaselEntityPicker *self)
{
  const char *kind = get_kind (self);
  gboolean pictures = g_str_equal (kind, EASEL_ENTITY_PICTURE);
  g_autofree char *title = g_strdup_printf (
      /* Translators: %s is a kind of thing, such as “Hair Styles” */
      _ ("No %s Yet"), easel_entity_kind_get_plural (kind));

  adw_status_page_set_title (self->empty_page, title);
  adw_status_page_set_description (
      self->empty_page, pictures ? _ ("Open a picture file, or drop one on the form.")
                                 : _ ("Analyze a picture, and what is found in it is here."));
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
update_stack (EaselEntityPicker *self)
{
  switch (easel_library_model_get_state (self->model))
    {
    case EASEL_LIBRARY_MODEL_EMPTY:
      if (easel_library_model_get_text (self->model) == NULL)
        show_empty (self);
      else
        gtk_stack_set_visible_child_name (self->stack, "no-results");
      break;
    case EASEL_LIBRARY_MODEL_READY:
      gtk_stack_set_visible_child_name (self->stack, "grid");
      break;
    case EASEL_LIBRARY_MODEL_FAILED:
      easel_plain_describe_page (self->failed_page,
                                 easel_library_model_get_error (self->model)->message);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      break;
    case EASEL_LIBRARY_MODEL_LOADING:
    default:
      gtk_stack_set_visible_child_name (self->stack, "loading");
    }
}

static void
load_more_if_near_end (EaselEntityPicker *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled_window);
  double screen = gtk_adjustment_get_page_size (adjustment);
  double below = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_value (adjustment)
                 - screen;

  if (screen > 0 && below < screen)
    easel_library_model_load_more (self->model);
}

static void
pick (EaselEntityPicker *self, guint position)
{
  g_autoptr (EaselEntity) entity = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  if (entity == NULL)
    return;
  g_signal_emit (self, signals[SIGNAL_PICKED], 0, entity);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_activated (EaselEntityPicker *self, guint position)
{
  pick (self, position);
}

/* What was searched for and is the first is meant. */
static void
on_search_activated (EaselEntityPicker *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));

  if (*text != '\0' && g_strcmp0 (text, easel_library_model_get_text (self->model)) == 0
      && easel_library_model_get_state (self->model) == EASEL_LIBRARY_MODEL_READY)
    pick (self, 0);
}

/* Escape: what is written goes first. */
static void
on_search_stopped (EaselEntityPicker *self)
{
  GtkEditable *entry = GTK_EDITABLE (self->search_entry);

  if (*gtk_editable_get_text (entry) != '\0')
    gtk_editable_set_text (entry, "");
  else
    adw_dialog_close (ADW_DIALOG (self));
}

static void
on_search_changed (EaselEntityPicker *self)
{
  update_query (self);
}

static void
on_kind_changed (EaselEntityPicker *self)
{
  if (self->model != NULL)
    update_query (self);
}

/* Files ----------------------------------------------------------------------------------- */

static void
on_file_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselEntityPicker) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, &error);
  g_autofree char *uri = NULL;

  if (file == NULL)
    {
      g_debug ("No file: %s", error->message);
      return;
    }
  uri = g_file_get_uri (file);
  g_signal_emit (self, signals[SIGNAL_FILE_PICKED], 0, uri);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_open_clicked (EaselEntityPicker *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) pictures = gtk_file_filter_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_filter_set_name (pictures, _ ("Pictures"));
  gtk_file_filter_add_mime_type (pictures, "image/*");
  g_list_store_append (filters, pictures);
  gtk_file_dialog_set_title (dialog, _ ("Open a Picture"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->cancellable,
                        on_file_chosen, g_object_ref (self));
}

/* Tiles ----------------------------------------------------------------------------------- */

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

/* Object ---------------------------------------------------------------------------------- */

static void
easel_entity_picker_dispose (GObject *object)
{
  EaselEntityPicker *self = EASEL_ENTITY_PICKER (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_ENTITY_PICKER);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (easel_entity_picker_parent_class)->dispose (object);
}

static void
easel_entity_picker_finalize (GObject *object)
{
  EaselEntityPicker *self = EASEL_ENTITY_PICKER (object);

  g_strfreev (self->kind_names);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (easel_entity_picker_parent_class)->finalize (object);
}

static void
easel_entity_picker_class_init (EaselEntityPickerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = easel_entity_picker_dispose;
  object_class->finalize = easel_entity_picker_finalize;

  signals[SIGNAL_PICKED] = g_signal_new ("picked", EASEL_TYPE_ENTITY_PICKER, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, EASEL_TYPE_ENTITY);
  signals[SIGNAL_FILE_PICKED] = g_signal_new ("file-picked", EASEL_TYPE_ENTITY_PICKER,
                                              G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                              1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/easelapp/Easel/ui/easel-entity-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselEntityPicker, open_button);
  gtk_widget_class_bind_template_child (widget_class, EaselEntityPicker, search_entry);
  gtk_widget_class_bind_template_child (widget_class, EaselEntityPicker, kinds);
  gtk_widget_class_bind_template_child (widget_class, EaselEntityPicker, stack);
  gtk_widget_class_bind_template_child (widget_class, EaselEntityPicker, scrolled_window);
  gtk_widget_class_bind_template_child (widget_class, EaselEntityPicker, grid_view);
  gtk_widget_class_bind_template_child (widget_class, EaselEntityPicker, empty_page);
  gtk_widget_class_bind_template_child (widget_class, EaselEntityPicker, failed_page);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_search_stopped);
  gtk_widget_class_bind_template_callback (widget_class, on_kind_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_open_clicked);
}

static void
easel_entity_picker_init (EaselEntityPicker *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_entry_set_key_capture_widget (self->search_entry, GTK_WIDGET (self));
}

static void
set_up_kinds (EaselEntityPicker *self)
{
  for (guint i = 0; self->kind_names[i] != NULL; i++)
    {
      AdwToggle *toggle = adw_toggle_new ();

      adw_toggle_set_label (toggle, easel_entity_kind_get_plural (self->kind_names[i]));
      adw_toggle_group_add (self->kinds, toggle);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->kinds), g_strv_length (self->kind_names) > 1);
}

static void
set_up_grid (EaselEntityPicker *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) selection = gtk_no_selection_new (
      G_LIST_MODEL (g_object_ref (self->model)));
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled_window);

  g_signal_connect (factory, "setup", G_CALLBACK (on_tile_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_tile_bind), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_tile_unbind), NULL);
  gtk_grid_view_set_factory (self->grid_view, factory);
  gtk_grid_view_set_model (self->grid_view, GTK_SELECTION_MODEL (selection));
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (load_more_if_near_end), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (load_more_if_near_end), self,
                           G_CONNECT_SWAPPED);
}

EaselEntityPicker *
easel_entity_picker_new (EaselLibrary *library, const char *title, const char *const *kinds)
{
  EaselEntityPicker *self;

  g_return_val_if_fail (EASEL_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (kinds != NULL && kinds[0] != NULL, NULL);

  self = g_object_new (EASEL_TYPE_ENTITY_PICKER, "title", title, NULL);
  self->kind_names = g_strdupv ((GStrv) kinds);
  set_up_kinds (self);
  gtk_widget_set_visible (self->open_button, g_strv_contains (kinds, EASEL_ENTITY_PICTURE));
  self->model = easel_library_model_new (library, PAGE_SIZE);
  easel_library_model_set_preferred_first (self->model, TRUE);
  g_signal_connect_object (self->model, "notify::state", G_CALLBACK (update_stack), self,
                           G_CONNECT_SWAPPED);
  set_up_grid (self);
  update_query (self);
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->search_entry));
  return self;
}
