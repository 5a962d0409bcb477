/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-contact-preview-dialog.h"

#include "easel-entity-thumbnail.h"
#include "easel-entity-tile.h"
#include "easel-library-changes.h"
#include "easel-library-model.h"

#include <glib/gi18n.h>

#define PAGE_SIZE 50
#define THUMBNAIL_SIZE 40
#define ROLE "preview"

struct _EaselContactPreviewDialog
{
  AdwDialog parent_instance;

  AdwBanner *banner;
  GtkSearchEntry *search_entry;
  GtkStack *stack;
  GtkScrolledWindow *scrolled_window;
  GtkListView *list_view;

  EaselLibrary *library;     /* (owned) */
  EaselEntity *picture;      /* (owned) */
  EaselLibraryModel *found;  /* (owned): what is searched for */
  GListStore *made_from;     /* (owned) (element-type EaselEntity): what went into @picture */
  GtkFilterListModel *first; /* (owned): @made_from, while nothing is searched for */
  GCancellable *cancellable; /* (owned): of the reading */
};

G_DEFINE_FINAL_TYPE (EaselContactPreviewDialog, easel_contact_preview_dialog, ADW_TYPE_DIALOG)

/* Choosing -------------------------------------------------------------------------------- */

static void
update_stack (EaselContactPreviewDialog *self)
{
  gboolean empty = easel_library_model_get_state (self->found) == EASEL_LIBRARY_MODEL_EMPTY;

  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "list");
}

static void
on_search_changed (EaselContactPreviewDialog *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));

  gtk_filter_list_model_set_model (self->first,
                                   *text == '\0' ? G_LIST_MODEL (self->made_from) : NULL);
  easel_library_model_set_query (self->found, NULL, *text != '\0' ? text : NULL, FALSE);
}

static void
load_more_if_near_end (EaselContactPreviewDialog *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled_window);
  double screen = gtk_adjustment_get_page_size (adjustment);
  double below = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_value (adjustment)
                 - screen;

  if (screen > 0 && below < screen)
    easel_library_model_load_more (self->found);
}

static void
on_source_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselContactPreviewDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselEntity) entity = easel_library_get_finish (EASEL_LIBRARY (source), result,
                                                             &error);

  if (entity == NULL)
    g_debug ("A picture made from what is gone: %s", error->message);
  else if (!g_str_equal (easel_entity_get_kind (entity), EASEL_ENTITY_PICTURE)
           && !easel_entity_get_archived (entity))
    g_list_store_append (self->made_from, entity);
}

static void
read_sources (EaselContactPreviewDialog *self)
{
  GPtrArray *references = easel_entity_get_references (self->picture);

  for (guint i = 0; i < references->len; i++)
    easel_library_get_async (self->library, ((EaselEntityReference *) references->pdata[i])->target,
                             self->cancellable, on_source_read, g_object_ref (self));
}

/* Setting --------------------------------------------------------------------------------- */

/* (transfer full) (element-type EaselEntityPicture): the pictures of @entity with @picture on
 * top; they are valid as long as the array */
static GPtrArray *
put_on_top (EaselEntity *entity, const char *picture)
{
  g_autoptr (EaselEntity) changed = NULL;
  GPtrArray *before = NULL;

  /* Only to carry them. */
  changed = easel_entity_new (easel_entity_get_id (entity), easel_entity_get_kind (entity),
                              easel_entity_get_name (entity));
  before = easel_entity_get_pictures (entity);
  easel_entity_add_picture (changed, picture, ROLE);
  for (guint i = 0; i < before->len; i++)
    {
      const EaselEntityPicture *other = before->pdata[i];

      if (!g_str_equal (other->picture, picture) || !g_str_equal (other->role, ROLE))
        easel_entity_add_picture (changed, other->picture, other->role);
    }
  return g_ptr_array_ref (easel_entity_get_pictures (changed));
}

static void
on_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselContactPreviewDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *entry = NULL;

  if (!easel_library_edit_finish (EASEL_LIBRARY (source), result, &entry, &error))
    {
      adw_banner_set_title (self->banner, error->message);
      adw_banner_set_revealed (self->banner, TRUE);
      gtk_widget_set_sensitive (GTK_WIDGET (self->stack), TRUE);
      return;
    }
  if (entry != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.tell-change", "(ss)", _ ("Preview set"),
                                entry);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
on_activated (EaselContactPreviewDialog *self, guint position)
{
  const EaselChangeStamp stamp = { .door = "window" };
  g_autoptr (EaselEntity) entity = g_list_model_get_item (
      G_LIST_MODEL (gtk_list_view_get_model (self->list_view)), position);
  g_autoptr (GPtrArray) pictures = NULL;

  if (entity == NULL)
    return;
  pictures = put_on_top (entity, easel_entity_get_id (self->picture));
  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), FALSE);
  easel_library_edit_async (self->library,
                            &(EaselEditRequest) { .id = easel_entity_get_id (entity),
                                                  .revision = easel_entity_get_revision (entity),
                                                  .pictures = pictures },
                            &stamp, NULL, on_set, g_object_ref (self));
}

/* Rows ------------------------------------------------------------------------------------ */

static GtkWidget *
create_label (const char *const *css_classes)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_css_classes (label, (const char **) css_classes);
  return label;
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *thumbnail = easel_entity_thumbnail_new (THUMBNAIL_SIZE);

  gtk_widget_set_halign (thumbnail, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), create_label ((const char *const[]) { NULL }));
  gtk_box_append (GTK_BOX (texts),
                  create_label ((const char *const[]) { "caption", "dimmed", NULL }));
  gtk_box_append (GTK_BOX (row), thumbnail);
  gtk_box_append (GTK_BOX (row), texts);
  gtk_list_item_set_child (item, row);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *row = gtk_list_item_get_child (item);
  GtkWidget *thumbnail = gtk_widget_get_first_child (row);
  GtkWidget *name = gtk_widget_get_first_child (gtk_widget_get_last_child (row));
  EaselEntity *entity = gtk_list_item_get_item (item);
  g_autofree char *description = easel_entity_tile_describe (entity);

  easel_entity_thumbnail_set_path (EASEL_ENTITY_THUMBNAIL (thumbnail),
                                   easel_entity_get_thumbnail (entity));
  gtk_label_set_label (GTK_LABEL (name), easel_entity_get_name (entity));
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (name)), description);
  gtk_list_item_set_accessible_label (item, easel_entity_get_name (entity));
  gtk_list_item_set_accessible_description (item, description);
}

/* Object ---------------------------------------------------------------------------------- */

static void
easel_contact_preview_dialog_dispose (GObject *object)
{
  EaselContactPreviewDialog *self = EASEL_CONTACT_PREVIEW_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_CONTACT_PREVIEW_DIALOG);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->first);
  g_clear_object (&self->made_from);
  g_clear_object (&self->found);
  g_clear_object (&self->picture);
  g_clear_object (&self->library);

  G_OBJECT_CLASS (easel_contact_preview_dialog_parent_class)->dispose (object);
}

static void
easel_contact_preview_dialog_class_init (EaselContactPreviewDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = easel_contact_preview_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/easelapp/Easel/ui/easel-contact-preview-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselContactPreviewDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, EaselContactPreviewDialog, search_entry);
  gtk_widget_class_bind_template_child (widget_class, EaselContactPreviewDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, EaselContactPreviewDialog, scrolled_window);
  gtk_widget_class_bind_template_child (widget_class, EaselContactPreviewDialog, list_view);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
}

static void
easel_contact_preview_dialog_init (EaselContactPreviewDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->made_from = g_list_store_new (EASEL_TYPE_ENTITY);
  self->first = gtk_filter_list_model_new (NULL, NULL);
}

static void
set_up_list (EaselContactPreviewDialog *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled_window);
  g_autoptr (GListStore) parts = g_list_store_new (G_TYPE_LIST_MODEL);
  g_autoptr (GtkNoSelection) selection = NULL;

  g_list_store_append (parts, self->first);
  g_list_store_append (parts, self->found);
  selection = gtk_no_selection_new (
      G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (g_steal_pointer (&parts)))));
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (selection));
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (load_more_if_near_end), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (load_more_if_near_end), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->found, "notify::state", G_CALLBACK (update_stack), self,
                           G_CONNECT_SWAPPED);
}

EaselContactPreviewDialog *
easel_contact_preview_dialog_new (EaselLibrary *library, EaselEntity *picture)
{
  EaselContactPreviewDialog *self = NULL;

  g_return_val_if_fail (EASEL_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (EASEL_IS_ENTITY (picture), NULL);

  self = g_object_new (EASEL_TYPE_CONTACT_PREVIEW_DIALOG, NULL);
  self->library = g_object_ref (library);
  self->picture = g_object_ref (picture);
  self->found = easel_library_model_new (library, PAGE_SIZE);
  set_up_list (self);
  read_sources (self);
  on_search_changed (self);
  return self;
}
