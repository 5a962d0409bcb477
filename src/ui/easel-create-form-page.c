/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-create-form-page.h"

#include "easel-create-alike.h"
#include "easel-create-cost.h"
#include "easel-create-keys.h"
#include "easel-create-name-dialog.h"
#include "easel-create-prompt.h"
#include "easel-create-settings.h"
#include "easel-create-slots.h"
#include "easel-create-toast.h"
#include "easel-entity-content.h"
#include "easel-intake.h"
#include "easel-recipe-builder.h"
#include "easel-recipe-reading.h"
#include "easel-recipe-text.h"
#include "easel-text-area.h"

#include <glib/gi18n.h>

/* Who writes does so a letter at a time. */
#define READ_DELAY_MS 150

struct _EaselCreateFormPage
{
  AdwNavigationPage parent_instance;

  AdwToastOverlay *toast_overlay;
  GtkScrolledWindow *scrolled_window;
  GtkBox *content;
  GtkLabel *description;
  EaselCreateSlots *slots;
  AdwPreferencesGroup *wishes;
  GtkLabel *problem;
  EaselTextArea *text;       /* (unowned): in @wishes */
  EaselCreatePrompt *prompt; /* (unowned): in @content */
  EaselCreateCost *cost;     /* (unowned): in @content */

  EaselStudio *studio;       /* (owned) */
  EaselRecipeShelf *shelf;   /* (owned) */
  EaselCreateForm *form;     /* (owned) */
  EaselRecipe *read;         /* (owned) (nullable): what was asked for last */
  char *name;                /* (owned) (nullable): what the recipe was saved as */
  guint reading_source;      /* the next reading; 0 while there is none */
  GCancellable *cancellable; /* (owned): of the reading */
  gboolean shows;            /* what the form says, which is nothing new to it */
};

G_DEFINE_FINAL_TYPE (EaselCreateFormPage, easel_create_form_page, ADW_TYPE_NAVIGATION_PAGE)

/* What the library says ------------------------------------------------------------------- */

static void
on_reading (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselCreateFormPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselRecipeReading) reading = easel_recipe_reading_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reading == NULL)
    {
      g_debug ("A form without its things: %s", error->message);
      return;
    }
  easel_create_form_take_entities (self->form, reading->recipe, reading->entities);
  easel_create_prompt_set_built (self->prompt, reading->prompt);
}

static gboolean
read_recipe (gpointer user_data)
{
  EaselCreateFormPage *self = user_data;
  EaselRecipe *recipe = easel_create_form_get_recipe (self->form);

  self->reading_source = 0;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_set_object (&self->read, recipe);
  easel_recipe_reading_load_async (easel_studio_get_library (self->studio), recipe,
                                   easel_create_form_get_generator (self->form),
                                   easel_studio_get_categories (self->studio), self->cancellable,
                                   on_reading, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
read_soon (EaselCreateFormPage *self)
{
  if (self->reading_source == 0)
    self->reading_source = g_timeout_add (READ_DELAY_MS, read_recipe, self);
}

static void
on_library_changed (EaselCreateFormPage *self, const char *const *ids)
{
  g_auto (GStrv) own = easel_recipe_dup_ids (easel_create_form_get_recipe (self->form));

  for (guint i = 0; own[i] != NULL; i++)
    if (g_strv_contains (ids, own[i]))
      {
        read_soon (self);
        return;
      }
}

/* What is shown --------------------------------------------------------------------------- */

static void
show_problem (EaselCreateFormPage *self, const char *problem)
{
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
}

static void
show_text (EaselCreateFormPage *self)
{
  const char *text = easel_recipe_get_text (easel_create_form_get_recipe (self->form));
  g_autofree char *before = easel_text_area_dup_text (self->text);

  if (g_strcmp0 (before, text != NULL ? text : "") == 0)
    return;
  self->shows = TRUE;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (easel_text_area_get_view (self->text)),
                            text != NULL ? text : "", -1);
  self->shows = FALSE;
}

static void
show_cost (EaselCreateFormPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselEstimate) estimate = easel_studio_estimate_recipe (
      self->studio, easel_create_form_get_recipe (self->form),
      easel_create_form_get_variations (self->form), &error);

  if (estimate != NULL)
    easel_create_cost_set_estimate (self->cost, estimate);
  else
    g_debug ("Nothing to reckon: %s", error->message);
}

static void
update (EaselCreateFormPage *self)
{
  g_autofree char *problem = easel_create_form_describe_problem (self->form, NULL);

  show_text (self);
  show_problem (self, problem);
  show_cost (self);
  if (self->read != easel_create_form_get_recipe (self->form))
    read_soon (self);
}

static void
on_text_changed (EaselCreateFormPage *self)
{
  g_autofree char *text = easel_text_area_dup_text (self->text);

  if (!self->shows)
    easel_create_form_set_text (self->form, text);
}

/* What a person does ---------------------------------------------------------------------- */

static const char *
get_kind (EaselCreateFormPage *self)
{
  return easel_generator_get_name (easel_create_form_get_generator (self->form));
}

static void
tell_begun (EaselCreateFormPage *self, EaselJob *job)
{
  EaselGenerator *generator = easel_create_form_get_generator (self->form);
  g_autofree char *title = easel_create_toast_describe (
      easel_generator_get_title (generator), easel_generator_makes_picture (generator)
                                                 ? easel_create_form_get_variations (self->form)
                                                 : 0);

  /* Above the button, which may be wanted again. */
  adw_toast_overlay_add_toast (self->toast_overlay, easel_create_toast_new (title, job));
}

static void
refuse (EaselCreateFormPage *self, const GError *error)
{
  g_autofree char *problem = NULL;

  easel_create_form_insist (self->form);
  easel_create_slots_focus_problem (self->slots);
  problem = easel_create_form_describe_problem (self->form, NULL);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), error->message,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
  /* What the form cannot know. */
  if (problem == NULL && easel_create_form_check (self->form, NULL))
    show_problem (self, error->message);
}

static void
on_generate (GtkWidget *widget, const char *action, GVariant *parameter)
{
  EaselCreateFormPage *self = EASEL_CREATE_FORM_PAGE (widget);
  EaselRecipe *recipe = easel_create_form_get_recipe (self->form);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  EaselJob *job = NULL;

  if (easel_create_form_check (self->form, &error))
    job = easel_studio_generate (self->studio, recipe,
                                 easel_create_form_get_variations (self->form), &error);
  if (job == NULL)
    {
      refuse (self, error);
      return;
    }
  show_problem (self, NULL);
  text = easel_recipe_to_text (recipe);
  easel_recipe_shelf_use (self->shelf, get_kind (self), text);
  tell_begun (self, job);
}

static void
on_named (EaselCreateFormPage *self, const char *name)
{
  g_autofree char *text = easel_recipe_to_text (easel_create_form_get_recipe (self->form));

  g_set_str (&self->name, name);
  easel_recipe_shelf_save (self->shelf, get_kind (self), name, text);
  adw_toast_overlay_add_toast (self->toast_overlay, adw_toast_new (_ ("Saved on the Create page")));
}

static void
on_save (GtkWidget *widget, const char *action, GVariant *parameter)
{
  EaselCreateFormPage *self = EASEL_CREATE_FORM_PAGE (widget);
  EaselCreateNameDialog *dialog = easel_create_name_dialog_new (
      _ ("Save Composition"), _ ("All that is in the form is kept, to be used again."), self->name);

  g_signal_connect_object (dialog, "named", G_CALLBACK (on_named), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

/* (transfer full) */
static EaselRecipe *
make_empty (EaselCreateFormPage *self)
{
  g_autoptr (EaselRecipeBuilder) builder = easel_recipe_builder_new (get_kind (self));

  return easel_recipe_builder_end (builder);
}

static void
on_clear (GtkWidget *widget, const char *action, GVariant *parameter)
{
  EaselCreateFormPage *self = EASEL_CREATE_FORM_PAGE (widget);
  g_autoptr (EaselRecipe) empty = make_empty (self);
  g_autoptr (EaselRecipe) before = easel_create_form_page_fill (self, empty, NULL);
  g_autofree char *text = NULL;

  if (before == NULL)
    return;
  text = easel_recipe_to_text (before);
  gtk_widget_activate_action (widget, "win.tell-recipe", "(ss)", _ ("Form cleared"), text);
}

/* Dropping beside the slots --------------------------------------------------------------- */

static gboolean
on_accept (EaselCreateFormPage *self, GdkDrop *drop)
{
  g_autoptr (EaselEntity) entity = easel_entity_content_get_dropped (drop);

  if (entity != NULL)
    return easel_create_form_find_slot (self->form, easel_entity_get_kind (entity)) != NULL;
  return gdk_drop_get_drag (drop) == NULL
         && easel_create_slots_find_row (self->slots, EASEL_ENTITY_PICTURE) != NULL
         && easel_intake_accepts (gdk_drop_get_formats (drop));
}

static GdkDragAction
on_drag_enter (EaselCreateFormPage *self, GdkDrop *drop, double x, double y)
{
  return GDK_ACTION_COPY;
}

static void
on_dropped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselCreateFormPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselIntake) intake = easel_intake_read_finish (result, &error);
  EaselSlotRow *row;

  gdk_drop_finish (GDK_DROP (source), intake != NULL ? GDK_ACTION_COPY : 0);
  if (intake == NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", error->message);
      return;
    }
  row = easel_create_slots_find_row (self->slots, EASEL_ENTITY_PICTURE);
  easel_slot_row_take (row, intake->uris != NULL ? intake->uris[0] : NULL, intake->bytes);
}

static gboolean
on_drop (EaselCreateFormPage *self, GdkDrop *drop, double x, double y)
{
  g_autoptr (EaselEntity) entity = easel_entity_content_get_dropped (drop);

  if (entity != NULL)
    {
      gdk_drop_finish (drop, GDK_ACTION_COPY);
      easel_create_form_page_put (self, entity);
    }
  else
    easel_intake_read_drop_async (drop, NULL, on_dropped, g_object_ref (self));
  return TRUE;
}

static void
add_drop_target (EaselCreateFormPage *self)
{
  GtkDropTargetAsync *target = gtk_drop_target_async_new (NULL, GDK_ACTION_COPY);

  g_signal_connect_object (target, "accept", G_CALLBACK (on_accept), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drag-enter", G_CALLBACK (on_drag_enter), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->scrolled_window), GTK_EVENT_CONTROLLER (target));
}

/* Object ---------------------------------------------------------------------------------- */

static void
easel_create_form_page_dispose (GObject *object)
{
  EaselCreateFormPage *self = EASEL_CREATE_FORM_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->reading_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_CREATE_FORM_PAGE);
  g_clear_object (&self->form);
  g_clear_object (&self->read);
  g_clear_object (&self->shelf);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (easel_create_form_page_parent_class)->dispose (object);
}

static void
easel_create_form_page_finalize (GObject *object)
{
  EaselCreateFormPage *self = EASEL_CREATE_FORM_PAGE (object);

  g_object_unref (self->cancellable);
  g_free (self->name);

  G_OBJECT_CLASS (easel_create_form_page_parent_class)->finalize (object);
}

static void
easel_create_form_page_class_init (EaselCreateFormPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = easel_create_form_page_dispose;
  object_class->finalize = easel_create_form_page_finalize;

  g_type_ensure (EASEL_TYPE_CREATE_SLOTS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/easelapp/Easel/ui/easel-create-form-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselCreateFormPage, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, EaselCreateFormPage, scrolled_window);
  gtk_widget_class_bind_template_child (widget_class, EaselCreateFormPage, content);
  gtk_widget_class_bind_template_child (widget_class, EaselCreateFormPage, description);
  gtk_widget_class_bind_template_child (widget_class, EaselCreateFormPage, slots);
  gtk_widget_class_bind_template_child (widget_class, EaselCreateFormPage, wishes);
  gtk_widget_class_bind_template_child (widget_class, EaselCreateFormPage, problem);
  gtk_widget_class_install_action (widget_class, "create.generate", NULL, on_generate);
  gtk_widget_class_install_action (widget_class, "create.save", NULL, on_save);
  gtk_widget_class_install_action (widget_class, "create.clear", NULL, on_clear);
}

static void
add_text (EaselCreateFormPage *self)
{
  GtkWidget *row = g_object_new (ADW_TYPE_PREFERENCES_ROW, "activatable", FALSE, "focusable", FALSE,
                                 NULL);
  GtkWidget *text = easel_text_area_new (_ ("In your words"));

  self->text = EASEL_TEXT_AREA (text);
  gtk_widget_add_css_class (row, "editor");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("In your words"), -1);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), text);
  adw_preferences_group_add (self->wishes, row);
  g_signal_connect_object (gtk_text_view_get_buffer (easel_text_area_get_view (self->text)),
                           "changed", G_CALLBACK (on_text_changed), self, G_CONNECT_SWAPPED);
}

static void
easel_create_form_page_init (EaselCreateFormPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  add_text (self);
  easel_create_keys_add (GTK_WIDGET (self), "create.generate", "create.save");
  add_drop_target (self);
}

EaselCreateFormPage *
easel_create_form_page_new (EaselStudio *studio, EaselGenerator *generator, EaselRecipeShelf *shelf)
{
  EaselCreateFormPage *self;
  EaselLibrary *library;

  g_return_val_if_fail (EASEL_IS_STUDIO (studio), NULL);
  g_return_val_if_fail (EASEL_IS_GENERATOR (generator), NULL);
  g_return_val_if_fail (EASEL_IS_RECIPE_SHELF (shelf), NULL);

  self = g_object_new (EASEL_TYPE_CREATE_FORM_PAGE, "title", easel_generator_get_title (generator),
                       NULL);
  library = easel_studio_get_library (studio);
  self->studio = g_object_ref (studio);
  self->shelf = g_object_ref (shelf);
  self->form = easel_create_form_new (generator, easel_studio_get_categories (studio));
  gtk_label_set_label (self->description,
                       easel_data_item_get_description (EASEL_DATA_ITEM (generator)));
  easel_create_slots_set_form (self->slots, self->form, library);
  gtk_box_insert_child_after (self->content, easel_create_alike_new (self->form, library),
                              GTK_WIDGET (self->slots));
  gtk_box_append (self->content, easel_create_settings_new (self->form));
  self->prompt = EASEL_CREATE_PROMPT (easel_create_prompt_new (self->form));
  gtk_box_append (self->content, GTK_WIDGET (self->prompt));
  self->cost = EASEL_CREATE_COST (easel_create_cost_new (studio));
  gtk_box_append (self->content, GTK_WIDGET (self->cost));
  g_signal_connect_object (self->form, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "changed", G_CALLBACK (on_library_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (easel_studio_get_providers (studio), "changed", G_CALLBACK (show_cost),
                           self, G_CONNECT_SWAPPED);
  update (self);
  return self;
}

EaselCreateForm *
easel_create_form_page_get_form (EaselCreateFormPage *self)
{
  g_return_val_if_fail (EASEL_IS_CREATE_FORM_PAGE (self), NULL);
  return self->form;
}

gboolean
easel_create_form_page_put (EaselCreateFormPage *self, EaselEntity *entity)
{
  const char *slot;

  g_return_val_if_fail (EASEL_IS_CREATE_FORM_PAGE (self), FALSE);
  g_return_val_if_fail (EASEL_IS_ENTITY (entity), FALSE);

  slot = easel_create_form_find_slot (self->form, easel_entity_get_kind (entity));
  if (slot == NULL)
    return FALSE;
  easel_create_form_put_entity (self->form, slot, entity);
  return TRUE;
}

EaselRecipe *
easel_create_form_page_fill (EaselCreateFormPage *self, EaselRecipe *recipe, const char *name)
{
  g_autoptr (EaselRecipe) before = NULL;
  g_autoptr (EaselRecipe) empty = NULL;

  g_return_val_if_fail (EASEL_IS_CREATE_FORM_PAGE (self), NULL);
  g_return_val_if_fail (EASEL_IS_RECIPE (recipe), NULL);

  before = g_object_ref (easel_create_form_get_recipe (self->form));
  empty = make_empty (self);
  g_set_str (&self->name, name);
  easel_create_form_set_recipe (self->form, recipe);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled_window), 0);
  if (easel_recipe_equal (before, empty) || easel_recipe_equal (before, recipe))
    return NULL;
  return g_steal_pointer (&before);
}
