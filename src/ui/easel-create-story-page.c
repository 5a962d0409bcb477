/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-create-story-page.h"

#include "easel-create-cost.h"
#include "easel-create-keys.h"
#include "easel-create-name-dialog.h"
#include "easel-create-toast.h"
#include "easel-id.h"
#include "easel-slot-row.h"
#include "easel-text-area.h"

#include <glib/gi18n.h>

/* Something from the library, or words. */
typedef struct
{
  EaselSlotRow *row;   /* (unowned): in a group */
  char *value;         /* (owned) (nullable): an id, or words */
  EaselEntity *entity; /* (owned) (nullable): once it is known */
} Slot;

struct _EaselCreateStoryPage
{
  AdwNavigationPage parent_instance;

  AdwToastOverlay *toast_overlay;
  GtkScrolledWindow *scrolled_window;
  GtkBox *content;
  AdwPreferencesGroup *character_group;
  AdwPreferencesGroup *theme_group;
  AdwPreferencesGroup *pictures_group;
  AdwComboRow *kind_row;
  AdwComboRow *perspective_row;
  GtkEditable *audience_row;
  GtkEditable *prose_style_row;
  AdwSpinRow *scenes_row;
  AdwSpinRow *illustrations_row;
  AdwSwitchRow *stop_row;
  GtkLabel *problem;
  EaselTextArea *theme;  /* (unowned): in @theme_group */
  EaselCreateCost *cost; /* (unowned): in @content */
  Slot character;
  Slot art_style;

  EaselStudio *studio;       /* (owned) */
  EaselRecipeShelf *shelf;   /* (owned) */
  char *name;                /* (owned) (nullable): what it was saved as */
  GCancellable *cancellable; /* (owned): of reading what is in the slots */
  gboolean insists;          /* also what is missing is wrong */
  gboolean shows;            /* it is being filled in */
};

G_DEFINE_FINAL_TYPE (EaselCreateStoryPage, easel_create_story_page, ADW_TYPE_NAVIGATION_PAGE)

/* What it says ---------------------------------------------------------------------------- */

static const char *
get_choice (AdwComboRow *row, const EaselStoryChoice *choices, guint n_choices)
{
  guint selected = adw_combo_row_get_selected (row);

  return choices[selected < n_choices ? selected : 0].name;
}

/* An empty text is none. */
static void
take_text (char **field, const char *text)
{
  g_set_str (field, *text != '\0' ? text : NULL);
}

EaselStoryParams *
easel_create_story_page_dup_params (EaselCreateStoryPage *self)
{
  EaselStoryParams *params;
  const EaselStoryChoice *choices;
  g_autofree char *theme = NULL;
  guint n;

  g_return_val_if_fail (EASEL_IS_CREATE_STORY_PAGE (self), NULL);

  params = easel_story_params_new ();
  theme = easel_text_area_dup_text (self->theme);
  g_set_str (&params->character, self->character.value);
  g_set_str (&params->art_style, self->art_style.value);
  take_text (&params->theme, theme);
  take_text (&params->audience, gtk_editable_get_text (self->audience_row));
  take_text (&params->prose_style, gtk_editable_get_text (self->prose_style_row));
  choices = easel_story_params_get_kinds (&n);
  g_set_str (&params->kind, get_choice (self->kind_row, choices, n));
  choices = easel_story_params_get_perspectives (&n);
  g_set_str (&params->perspective, get_choice (self->perspective_row, choices, n));
  params->scenes = (guint) adw_spin_row_get_value (self->scenes_row);
  params->illustrations = (guint) adw_spin_row_get_value (self->illustrations_row);
  params->stop_after_plan = adw_switch_row_get_active (self->stop_row);
  return params;
}

static void
show_problem (EaselCreateStoryPage *self, const char *problem)
{
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
}

/* What is missing is said where it is missing; all else below. */
static void
show_problems (EaselCreateStoryPage *self, const EaselStoryParams *params)
{
  g_autoptr (GError) error = NULL;
  gboolean good = easel_story_params_check (params, &error);
  gboolean lacks_character = params->character == NULL;
  gboolean lacks = lacks_character || params->theme == NULL;

  easel_slot_row_set_problem (self->character.row,
                              self->insists && lacks_character ? error->message : NULL);
  show_problem (self,
                !good && !lacks_character && (self->insists || !lacks) ? error->message : NULL);
}

static void
update (EaselCreateStoryPage *self)
{
  g_autoptr (EaselStoryParams) params = easel_create_story_page_dup_params (self);
  g_autoptr (EaselEstimate) estimate = easel_studio_estimate_story (self->studio, params);

  gtk_adjustment_set_upper (adw_spin_row_get_adjustment (self->illustrations_row),
                            MIN (params->scenes, EASEL_STORY_MAX_ILLUSTRATIONS));
  show_problems (self, params);
  easel_create_cost_set_estimate (self->cost, estimate);
}

static void
on_changed (EaselCreateStoryPage *self)
{
  if (!self->shows && self->studio != NULL)
    update (self);
}

/* Slots ----------------------------------------------------------------------------------- */

static void
show_slot (Slot *slot)
{
  gboolean is_id = slot->value != NULL && easel_id_is_valid (slot->value);

  easel_slot_row_show (slot->row, is_id ? EASEL_RECIPE_ENTITY : EASEL_RECIPE_TEXT, slot->value,
                       slot->entity);
}

static void
fill_slot (Slot *slot, const char *value, EaselEntity *entity)
{
  g_set_str (&slot->value, value);
  g_set_object (&slot->entity, entity);
  show_slot (slot);
}

static Slot *
get_slot (EaselCreateStoryPage *self, EaselSlotRow *row)
{
  return row == self->character.row ? &self->character : &self->art_style;
}

static void
on_filled (EaselCreateStoryPage *self,
           int source,
           const char *value,
           EaselEntity *entity,
           EaselSlotRow *row)
{
  fill_slot (get_slot (self, row), value, entity);
  on_changed (self);
}

static void
on_emptied (EaselCreateStoryPage *self, EaselSlotRow *row)
{
  fill_slot (get_slot (self, row), NULL, NULL);
  on_changed (self);
}

static void
take_entity (EaselCreateStoryPage *self, Slot *slot, GObject *source, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselEntity) entity = easel_library_get_finish (EASEL_LIBRARY (source), result,
                                                             &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (entity == NULL)
    easel_slot_row_set_problem (slot->row, error->message);
  /* Something else may be in it by now. */
  else if (g_strcmp0 (slot->value, easel_entity_get_id (entity)) == 0)
    fill_slot (slot, easel_entity_get_id (entity), entity);
}

static void
on_character_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselCreateStoryPage) self = user_data;

  take_entity (self, &self->character, source, result);
}

static void
on_art_style_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselCreateStoryPage) self = user_data;

  take_entity (self, &self->art_style, source, result);
}

static void
read_slot (EaselCreateStoryPage *self, const Slot *slot, GAsyncReadyCallback callback)
{
  easel_slot_row_set_problem (slot->row, NULL);
  if (slot->value != NULL && easel_id_is_valid (slot->value))
    easel_library_get_async (easel_studio_get_library (self->studio), slot->value,
                             self->cancellable, callback, g_object_ref (self));
}

static void
add_slot (EaselCreateStoryPage *self,
          Slot *slot,
          AdwPreferencesGroup *group,
          const char *title,
          const char *kind)
{
  const char *const kinds[] = { kind, NULL };
  GtkWidget *row = easel_slot_row_new (easel_studio_get_library (self->studio), title, kinds, TRUE);

  slot->row = EASEL_SLOT_ROW (row);
  g_signal_connect_object (row, "filled", G_CALLBACK (on_filled), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "emptied", G_CALLBACK (on_emptied), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, row);
}

/* What a person does ---------------------------------------------------------------------- */

/* (transfer full) (nullable): what the form says, if that will do */
static EaselStoryParams *
check (EaselCreateStoryPage *self)
{
  g_autoptr (EaselStoryParams) params = easel_create_story_page_dup_params (self);
  g_autoptr (GError) error = NULL;

  if (easel_story_params_check (params, &error))
    return g_steal_pointer (&params);
  self->insists = TRUE;
  show_problems (self, params);
  gtk_widget_grab_focus (params->character == NULL ? GTK_WIDGET (self->character.row)
                                                   : GTK_WIDGET (self->theme));
  gtk_accessible_announce (GTK_ACCESSIBLE (self), error->message,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
  return NULL;
}

static void
on_write (GtkWidget *widget, const char *action, GVariant *parameter)
{
  EaselCreateStoryPage *self = EASEL_CREATE_STORY_PAGE (widget);
  g_autoptr (EaselStoryParams) params = check (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  EaselJob *job;

  if (params == NULL)
    return;
  job = easel_studio_story (self->studio, params, &error);
  if (job == NULL)
    {
      show_problem (self, error->message);
      return;
    }
  text = easel_story_params_to_json (params);
  easel_recipe_shelf_use (self->shelf, EASEL_RECIPE_SHELF_STORY, text);
  /* Above the button, which may be wanted again. */
  adw_toast_overlay_add_toast (self->toast_overlay,
                               easel_create_toast_new (_ ("Writing a story"), job));
}

static void
on_named (EaselCreateStoryPage *self, const char *name)
{
  g_autoptr (EaselStoryParams) params = check (self);
  g_autofree char *text = NULL;

  if (params == NULL)
    return;
  text = easel_story_params_to_json (params);
  g_set_str (&self->name, name);
  easel_recipe_shelf_save (self->shelf, EASEL_RECIPE_SHELF_STORY, name, text);
  adw_toast_overlay_add_toast (self->toast_overlay, adw_toast_new (_ ("Saved on the Create page")));
}

static void
on_save (GtkWidget *widget, const char *action, GVariant *parameter)
{
  EaselCreateStoryPage *self = EASEL_CREATE_STORY_PAGE (widget);
  g_autoptr (EaselStoryParams) params = check (self);
  EaselCreateNameDialog *dialog;

  if (params == NULL)
    return;
  dialog = easel_create_name_dialog_new (
      _ ("Save Composition"), _ ("All that is in the form is kept, to be used again."), self->name);
  g_signal_connect_object (dialog, "named", G_CALLBACK (on_named), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

static void
on_clear (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (EaselStoryParams) empty = easel_story_params_new ();

  easel_create_story_page_fill (EASEL_CREATE_STORY_PAGE (widget), empty, NULL);
}

/* Object ---------------------------------------------------------------------------------- */

static void
slot_clear (Slot *slot)
{
  g_clear_pointer (&slot->value, g_free);
  g_clear_object (&slot->entity);
}

static void
easel_create_story_page_dispose (GObject *object)
{
  EaselCreateStoryPage *self = EASEL_CREATE_STORY_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_CREATE_STORY_PAGE);
  slot_clear (&self->character);
  slot_clear (&self->art_style);
  g_clear_object (&self->shelf);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (easel_create_story_page_parent_class)->dispose (object);
}

static void
easel_create_story_page_finalize (GObject *object)
{
  EaselCreateStoryPage *self = EASEL_CREATE_STORY_PAGE (object);

  g_object_unref (self->cancellable);
  g_free (self->name);

  G_OBJECT_CLASS (easel_create_story_page_parent_class)->finalize (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, EaselCreateStoryPage, child)

static void
easel_create_story_page_class_init (EaselCreateStoryPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = easel_create_story_page_dispose;
  object_class->finalize = easel_create_story_page_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/easelapp/Easel/ui/easel-create-story-page.ui");
  BIND (toast_overlay);
  BIND (scrolled_window);
  BIND (content);
  BIND (character_group);
  BIND (theme_group);
  BIND (pictures_group);
  BIND (kind_row);
  BIND (perspective_row);
  BIND (audience_row);
  BIND (prose_style_row);
  BIND (scenes_row);
  BIND (illustrations_row);
  BIND (stop_row);
  BIND (problem);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_install_action (widget_class, "story.write", NULL, on_write);
  gtk_widget_class_install_action (widget_class, "story.save", NULL, on_save);
  gtk_widget_class_install_action (widget_class, "story.clear", NULL, on_clear);
}

#undef BIND

static void
add_choices (AdwComboRow *row, const EaselStoryChoice *choices, guint n_choices)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; i < n_choices; i++)
    gtk_string_list_append (titles, _ (choices[i].title));
  adw_combo_row_set_model (row, G_LIST_MODEL (titles));
}

static void
add_theme (EaselCreateStoryPage *self)
{
  GtkWidget *row = g_object_new (ADW_TYPE_PREFERENCES_ROW, "activatable", FALSE, "focusable", FALSE,
                                 NULL);
  GtkWidget *text = easel_text_area_new (_ ("What it is about"));

  self->theme = EASEL_TEXT_AREA (text);
  gtk_widget_add_css_class (row, "editor");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What it is about"), -1);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), text);
  adw_preferences_group_add (self->theme_group, row);
  g_signal_connect_object (gtk_text_view_get_buffer (easel_text_area_get_view (self->theme)),
                           "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
}

static void
easel_create_story_page_init (EaselCreateStoryPage *self)
{
  const EaselStoryChoice *choices;
  guint n;

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  choices = easel_story_params_get_kinds (&n);
  add_choices (self->kind_row, choices, n);
  choices = easel_story_params_get_perspectives (&n);
  add_choices (self->perspective_row, choices, n);
  adw_spin_row_set_range (self->scenes_row, EASEL_STORY_MIN_SCENES, EASEL_STORY_MAX_SCENES);
  adw_spin_row_set_range (self->illustrations_row, 0, EASEL_STORY_MAX_ILLUSTRATIONS);
  add_theme (self);
  easel_create_keys_add (GTK_WIDGET (self), "story.write", "story.save");
}

EaselCreateStoryPage *
easel_create_story_page_new (EaselStudio *studio, EaselRecipeShelf *shelf)
{
  EaselCreateStoryPage *self;
  g_autoptr (EaselStoryParams) empty = easel_story_params_new ();

  g_return_val_if_fail (EASEL_IS_STUDIO (studio), NULL);
  g_return_val_if_fail (EASEL_IS_RECIPE_SHELF (shelf), NULL);

  self = g_object_new (EASEL_TYPE_CREATE_STORY_PAGE, NULL);
  self->studio = g_object_ref (studio);
  self->shelf = g_object_ref (shelf);
  add_slot (self, &self->character, self->character_group, _ ("Character"), EASEL_ENTITY_CHARACTER);
  easel_slot_row_set_placeholder (self->character.row, _ ("Choose one, or drop it here"),
                                  "list-add-symbolic");
  add_slot (self, &self->art_style, self->pictures_group, _ ("Art Style"), EASEL_ENTITY_ART_STYLE);
  easel_slot_row_set_placeholder (self->art_style.row, NULL, "list-add-symbolic");
  self->cost = EASEL_CREATE_COST (easel_create_cost_new (studio));
  gtk_box_append (self->content, GTK_WIDGET (self->cost));
  g_signal_connect_object (easel_studio_get_providers (studio), "changed", G_CALLBACK (on_changed),
                           self, G_CONNECT_SWAPPED);
  easel_create_story_page_fill (self, empty, NULL);
  return self;
}

static guint
find_choice (const EaselStoryChoice *choices, guint n_choices, const char *name)
{
  for (guint i = 0; i < n_choices; i++)
    if (g_strcmp0 (choices[i].name, name) == 0)
      return i;
  return 0;
}

static void
show_params (EaselCreateStoryPage *self, const EaselStoryParams *params)
{
  const EaselStoryChoice *choices;
  guint n;

  fill_slot (&self->character, params->character, NULL);
  fill_slot (&self->art_style, params->art_style, NULL);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (easel_text_area_get_view (self->theme)),
                            params->theme != NULL ? params->theme : "", -1);
  gtk_editable_set_text (self->audience_row, params->audience != NULL ? params->audience : "");
  gtk_editable_set_text (self->prose_style_row,
                         params->prose_style != NULL ? params->prose_style : "");
  choices = easel_story_params_get_kinds (&n);
  adw_combo_row_set_selected (self->kind_row, find_choice (choices, n, params->kind));
  choices = easel_story_params_get_perspectives (&n);
  adw_combo_row_set_selected (self->perspective_row, find_choice (choices, n, params->perspective));
  adw_spin_row_set_value (self->scenes_row, params->scenes);
  gtk_adjustment_set_upper (adw_spin_row_get_adjustment (self->illustrations_row), params->scenes);
  adw_spin_row_set_value (self->illustrations_row, params->illustrations);
  adw_switch_row_set_active (self->stop_row, params->stop_after_plan);
}

void
easel_create_story_page_fill (EaselCreateStoryPage *self,
                              const EaselStoryParams *params,
                              const char *name)
{
  g_return_if_fail (EASEL_IS_CREATE_STORY_PAGE (self));
  g_return_if_fail (params != NULL);

  self->insists = FALSE;
  g_set_str (&self->name, name);
  self->shows = TRUE;
  show_params (self, params);
  self->shows = FALSE;
  update (self);
  read_slot (self, &self->character, on_character_read);
  read_slot (self, &self->art_style, on_art_style_read);
}
