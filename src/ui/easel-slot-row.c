/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-slot-row.h"

#include "easel-entity-content.h"
#include "easel-entity-picker.h"
#include "easel-entity-thumbnail.h"
#include "easel-entity-tile.h"
#include "easel-intake.h"
#include "easel-label.h"
#include "easel-picture-take.h"
#include "easel-recipe-text.h"
#include "easel-text-area.h"

#include <glib/gi18n.h>

#define THUMBNAIL_SIZE 40

struct _EaselSlotRow
{
  AdwPreferencesRow parent_instance;

  GtkBox *header;
  GtkLabel *title_label;
  GtkLabel *value_label;
  GtkWidget *words_button;
  GtkWidget *clear_button;
  GtkLabel *problem_label;
  EaselEntityThumbnail *thumbnail; /* (unowned): in @header */
  GtkWidget *spinner;              /* (unowned): in @header */
  EaselTextArea *words;            /* (unowned) (nullable): once it was needed */
  GtkWidget *list;                 /* (unowned) (nullable): the list it is in */

  EaselLibrary *library; /* (owned) */
  GStrv kinds;           /* (owned) */
  gboolean takes_words;
  char *placeholder; /* (owned) (nullable) */
  char *value;       /* (owned) (nullable): what is in it, with @source */
  EaselRecipeSource source;
  gboolean writes;           /* words are shown to be edited */
  gboolean shows;            /* what it is told, which is nothing new to anybody */
  GCancellable *cancellable; /* (owned): of taking a picture */
};

enum
{
  SIGNAL_FILLED,
  SIGNAL_EMPTIED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EaselSlotRow, easel_slot_row, ADW_TYPE_PREFERENCES_ROW)

static gboolean
takes_kind (EaselSlotRow *self, const char *kind)
{
  return g_strv_contains ((const char *const *) self->kinds, kind);
}

static void
fill (EaselSlotRow *self, EaselRecipeSource source, const char *value, EaselEntity *entity)
{
  g_signal_emit (self, signals[SIGNAL_FILLED], 0, (int) source, value, entity);
}

static void
fill_with_entity (EaselSlotRow *self, EaselEntity *entity)
{
  gboolean is_picture = g_str_equal (easel_entity_get_kind (entity), EASEL_ENTITY_PICTURE);

  fill (self, is_picture ? EASEL_RECIPE_PICTURE : EASEL_RECIPE_ENTITY, easel_entity_get_id (entity),
        entity);
}

/* What is shown --------------------------------------------------------------------------- */

/* A screen reader says the row in one go. */
static void
update_name (EaselSlotRow *self)
{
  g_autofree char *name = NULL;

  if (gtk_widget_get_visible (GTK_WIDGET (self->value_label)))
    /* Translators: the name of a slot, and what is in it: “Hair Style: Short Bob” */
    name = g_strdup_printf (_ ("%s: %s"), gtk_label_get_label (self->title_label),
                            gtk_label_get_label (self->value_label));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name != NULL ? name : gtk_label_get_label (self->title_label),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  gtk_label_get_label (self->problem_label), -1);
}

/* @words: (nullable) */
static void
show_value (EaselSlotRow *self, const char *words, gboolean empty)
{
  easel_label_show_name (self->value_label, words != NULL ? words : "");
  if (empty)
    gtk_widget_add_css_class (GTK_WIDGET (self->value_label), "dimmed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->value_label), "dimmed");
}

/* With something below it the title is small. */
static void
update_title (EaselSlotRow *self)
{
  static const char *const alone[] = { NULL };
  static const char *const above[] = { "caption", "dimmed", NULL };
  gboolean is_alone = !self->writes && *gtk_label_get_label (self->value_label) == '\0';

  gtk_widget_set_css_classes (GTK_WIDGET (self->title_label),
                              (const char **) (is_alone ? alone : above));
  gtk_widget_set_visible (GTK_WIDGET (self->value_label), !is_alone && !self->writes);
}

static void
update_parts (EaselSlotRow *self)
{
  gboolean filled = self->value != NULL;
  gboolean busy = self->cancellable != NULL;

  gtk_widget_set_visible (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->thumbnail), !busy && !self->writes);
  update_title (self);
  if (self->words != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->words), self->writes);
  gtk_widget_set_visible (self->words_button,
                          self->takes_words && !self->writes && !filled && !busy);
  gtk_widget_set_visible (self->clear_button, filled || self->writes || busy);
  update_name (self);
}

/* Words ----------------------------------------------------------------------------------- */

static void
on_words_changed (EaselSlotRow *self)
{
  g_autofree char *text = easel_text_area_dup_text (self->words);

  if (self->shows)
    return;
  if (*text != '\0')
    fill (self, EASEL_RECIPE_TEXT, text, NULL);
  else
    g_signal_emit (self, signals[SIGNAL_EMPTIED], 0);
}

/* Who leaves it empty has thought better of it. */
static void
on_words_left (EaselSlotRow *self)
{
  if (self->value != NULL || !self->writes)
    return;
  self->writes = FALSE;
  update_parts (self);
}

static void
ensure_words (EaselSlotRow *self)
{
  GtkEventController *focus;
  GtkWidget *content;
  GtkTextView *view;

  if (self->words != NULL)
    return;
  content = gtk_widget_get_parent (GTK_WIDGET (self->header));
  self->words = EASEL_TEXT_AREA (easel_text_area_new (gtk_label_get_label (self->title_label)));
  gtk_box_insert_child_after (GTK_BOX (content), GTK_WIDGET (self->words),
                              GTK_WIDGET (self->header));
  view = easel_text_area_get_view (self->words);
  gtk_text_view_set_accepts_tab (view, FALSE);
  g_signal_connect_object (gtk_text_view_get_buffer (view), "changed",
                           G_CALLBACK (on_words_changed), self, G_CONNECT_SWAPPED);
  focus = gtk_event_controller_focus_new ();
  g_signal_connect_object (focus, "leave", G_CALLBACK (on_words_left), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->words), focus);
}

static void
begin_writing (EaselSlotRow *self)
{
  ensure_words (self);
  self->writes = TRUE;
  update_parts (self);
  gtk_widget_grab_focus (GTK_WIDGET (easel_text_area_get_view (self->words)));
}

static void
on_words_clicked (EaselSlotRow *self)
{
  begin_writing (self);
}

/* Who has just deleted the last word may write another. */
static gboolean
has_cursor (EaselSlotRow *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return self->words != NULL && focus != NULL
         && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->words));
}

static void
show_words (EaselSlotRow *self, const char *text)
{
  g_autofree char *before = NULL;

  ensure_words (self);
  before = easel_text_area_dup_text (self->words);
  if (g_str_equal (before, text))
    return;
  self->shows = TRUE;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (easel_text_area_get_view (self->words)), text,
                            -1);
  self->shows = FALSE;
}

/* Pictures from outside ------------------------------------------------------------------- */

static void
tell_error (EaselSlotRow *self, const GError *error)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", error->message);
}

static void
end_taking (EaselSlotRow *self)
{
  g_clear_object (&self->cancellable);
  update_parts (self);
}

static void
on_taken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselSlotRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselEntity) picture = easel_picture_take_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  end_taking (self);
  if (picture != NULL)
    fill_with_entity (self, picture);
  else
    tell_error (self, error);
}

static void
stop_taking (EaselSlotRow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
begin_taking (EaselSlotRow *self)
{
  stop_taking (self);
  self->cancellable = g_cancellable_new ();
  update_parts (self);
}

void
easel_slot_row_take (EaselSlotRow *self, const char *uri, GBytes *bytes)
{
  g_return_if_fail (EASEL_IS_SLOT_ROW (self));

  begin_taking (self);
  easel_picture_take_async (self->library, uri, bytes, bytes != NULL ? _ ("Dropped Picture") : NULL,
                            self->cancellable, on_taken, g_object_ref (self));
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselSlotRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselIntake) intake = easel_intake_read_finish (result, &error);

  gdk_drop_finish (GDK_DROP (source), intake != NULL ? GDK_ACTION_COPY : 0);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (intake != NULL)
    easel_slot_row_take (self, intake->uris != NULL ? intake->uris[0] : NULL, intake->bytes);
  else
    {
      end_taking (self);
      tell_error (self, error);
    }
}

/* Dropping -------------------------------------------------------------------------------- */

static gboolean
on_accept (EaselSlotRow *self, GdkDrop *drop)
{
  g_autoptr (EaselEntity) entity = easel_entity_content_get_dropped (drop);

  if (entity != NULL)
    return takes_kind (self, easel_entity_get_kind (entity));
  return gdk_drop_get_drag (drop) == NULL && takes_kind (self, EASEL_ENTITY_PICTURE)
         && easel_intake_accepts (gdk_drop_get_formats (drop));
}

static GdkDragAction
on_drag_enter (EaselSlotRow *self, GdkDrop *drop, double x, double y)
{
  return GDK_ACTION_COPY;
}

static gboolean
on_drop (EaselSlotRow *self, GdkDrop *drop, double x, double y)
{
  g_autoptr (EaselEntity) entity = easel_entity_content_get_dropped (drop);

  if (entity != NULL)
    {
      gdk_drop_finish (drop, GDK_ACTION_COPY);
      fill_with_entity (self, entity);
      return TRUE;
    }
  begin_taking (self);
  easel_intake_read_drop_async (drop, self->cancellable, on_read, g_object_ref (self));
  return TRUE;
}

static void
add_drop_target (EaselSlotRow *self)
{
  GtkDropTargetAsync *target = gtk_drop_target_async_new (NULL, GDK_ACTION_COPY);

  g_signal_connect_object (target, "accept", G_CALLBACK (on_accept), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drag-enter", G_CALLBACK (on_drag_enter), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* What a person does ---------------------------------------------------------------------- */

static void
on_picked (EaselSlotRow *self, EaselEntity *entity)
{
  fill_with_entity (self, entity);
}

static void
on_file_picked (EaselSlotRow *self, const char *uri)
{
  easel_slot_row_take (self, uri, NULL);
}

static void
choose (EaselSlotRow *self)
{
  EaselEntityPicker *picker;

  if (self->kinds[0] == NULL)
    {
      begin_writing (self);
      return;
    }
  picker = easel_entity_picker_new (self->library, gtk_label_get_label (self->title_label),
                                    (const char *const *) self->kinds);
  g_signal_connect_object (picker, "picked", G_CALLBACK (on_picked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (picker, "file-picked", G_CALLBACK (on_file_picked), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (picker), GTK_WIDGET (self));
}

static void
on_row_activated (EaselSlotRow *self, GtkListBoxRow *row)
{
  if (row == GTK_LIST_BOX_ROW (self))
    choose (self);
}

static void
on_parent_changed (EaselSlotRow *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_func (self->list, on_row_activated, self);
  self->list = GTK_IS_LIST_BOX (parent) ? parent : NULL;
  if (self->list != NULL)
    g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row_activated), self,
                             G_CONNECT_SWAPPED);
}

static void
on_clear_clicked (EaselSlotRow *self)
{
  gboolean filled = self->value != NULL;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  stop_taking (self);
  self->writes = FALSE;
  update_parts (self);
  if (filled)
    g_signal_emit (self, signals[SIGNAL_EMPTIED], 0);
}

static gboolean
on_delete_key (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  EaselSlotRow *self = EASEL_SLOT_ROW (widget);

  if (!gtk_widget_get_visible (self->clear_button))
    return GDK_EVENT_PROPAGATE;
  on_clear_clicked (self);
  return GDK_EVENT_STOP;
}

/* Object ---------------------------------------------------------------------------------- */

static void
easel_slot_row_dispose (GObject *object)
{
  EaselSlotRow *self = EASEL_SLOT_ROW (object);

  stop_taking (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_SLOT_ROW);
  g_clear_object (&self->library);

  G_OBJECT_CLASS (easel_slot_row_parent_class)->dispose (object);
}

static void
easel_slot_row_finalize (GObject *object)
{
  EaselSlotRow *self = EASEL_SLOT_ROW (object);

  g_strfreev (self->kinds);
  g_free (self->placeholder);
  g_free (self->value);

  G_OBJECT_CLASS (easel_slot_row_parent_class)->finalize (object);
}

static void
easel_slot_row_class_init (EaselSlotRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = easel_slot_row_dispose;
  object_class->finalize = easel_slot_row_finalize;

  signals[SIGNAL_FILLED] = g_signal_new (
      "filled", EASEL_TYPE_SLOT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
      G_TYPE_INT, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE, EASEL_TYPE_ENTITY);
  signals[SIGNAL_EMPTIED] = g_signal_new ("emptied", EASEL_TYPE_SLOT_ROW, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/easelapp/Easel/ui/easel-slot-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselSlotRow, header);
  gtk_widget_class_bind_template_child (widget_class, EaselSlotRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, EaselSlotRow, value_label);
  gtk_widget_class_bind_template_child (widget_class, EaselSlotRow, words_button);
  gtk_widget_class_bind_template_child (widget_class, EaselSlotRow, clear_button);
  gtk_widget_class_bind_template_child (widget_class, EaselSlotRow, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, on_words_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_clear_clicked);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, GDK_NO_MODIFIER_MASK, on_delete_key,
                                NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Delete, GDK_NO_MODIFIER_MASK,
                                on_delete_key, NULL);
}

static void
easel_slot_row_init (EaselSlotRow *self)
{
  GtkWidget *thumbnail = easel_entity_thumbnail_new (THUMBNAIL_SIZE);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->thumbnail = EASEL_ENTITY_THUMBNAIL (thumbnail);
  gtk_widget_set_valign (thumbnail, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (thumbnail, GTK_ALIGN_START);
  self->spinner = adw_spinner_new ();
  gtk_widget_set_size_request (self->spinner, THUMBNAIL_SIZE, THUMBNAIL_SIZE / 2);
  gtk_box_prepend (self->header, self->spinner);
  gtk_box_prepend (self->header, thumbnail);
  g_signal_connect (self, "notify::parent", G_CALLBACK (on_parent_changed), NULL);
  add_drop_target (self);
}

GtkWidget *
easel_slot_row_new (EaselLibrary *library,
                    const char *title,
                    const char *const *kinds,
                    gboolean takes_words)
{
  EaselSlotRow *self;

  g_return_val_if_fail (EASEL_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (kinds != NULL, NULL);

  self = g_object_new (EASEL_TYPE_SLOT_ROW, NULL);
  self->library = g_object_ref (library);
  self->kinds = g_strdupv ((GStrv) kinds);
  self->takes_words = takes_words;
  easel_slot_row_set_title (self, title);
  easel_slot_row_show (self, EASEL_RECIPE_TEXT, NULL, NULL);
  return GTK_WIDGET (self);
}

void
easel_slot_row_set_title (EaselSlotRow *self, const char *title)
{
  g_return_if_fail (EASEL_IS_SLOT_ROW (self));

  gtk_label_set_label (self->title_label, title);
  update_name (self);
}

void
easel_slot_row_set_placeholder (EaselSlotRow *self, const char *placeholder, const char *icon_name)
{
  g_return_if_fail (EASEL_IS_SLOT_ROW (self));

  g_set_str (&self->placeholder, placeholder);
  easel_entity_thumbnail_set_icon (self->thumbnail, icon_name);
  if (self->value == NULL)
    show_value (self, placeholder, TRUE);
  update_parts (self);
}

/* (transfer full) */
static char *
describe (EaselRecipeSource source, const char *value, EaselEntity *entity)
{
  if (source == EASEL_RECIPE_FILE)
    return easel_recipe_text_name_file (value);
  /* Before it was read, and when there is none. */
  return g_strdup (entity != NULL ? easel_entity_get_name (entity) : "…");
}

void
easel_slot_row_show (EaselSlotRow *self,
                     EaselRecipeSource source,
                     const char *value,
                     EaselEntity *entity)
{
  g_return_if_fail (EASEL_IS_SLOT_ROW (self));

  g_set_str (&self->value, value);
  self->source = source;
  if (value == NULL)
    {
      show_value (self, self->placeholder, TRUE);
      self->writes = self->writes && has_cursor (self);
      if (self->words != NULL)
        show_words (self, "");
    }
  else if (source == EASEL_RECIPE_TEXT)
    {
      show_words (self, value);
      self->writes = TRUE;
    }
  else
    {
      g_autofree char *name = describe (source, value, entity);

      show_value (self, name, FALSE);
      self->writes = FALSE;
    }
  easel_entity_thumbnail_set_path (self->thumbnail,
                                   entity != NULL ? easel_entity_get_thumbnail (entity) : NULL);
  update_parts (self);
}

void
easel_slot_row_set_problem (EaselSlotRow *self, const char *problem)
{
  g_return_if_fail (EASEL_IS_SLOT_ROW (self));

  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), problem != NULL);
  if (problem != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  update_name (self);
}
