/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-recipe-row.h"

#include "easel-entity-thumbnail.h"
#include "easel-recipe-reading.h"
#include "easel-recipe-shelf.h"
#include "easel-recipe-text.h"

#include <glib/gi18n.h>

#define THUMBNAIL_SIZE 40

struct _EaselRecipeRow
{
  AdwActionRow parent_instance;

  EaselEntityThumbnail *thumbnail; /* (unowned): a child */
  GtkMenuButton *menu_button;      /* (unowned): a child */

  EaselLibraryRecipe *recipe; /* (owned) */
  char *purpose;              /* (owned): what it is for */
  GCancellable *cancellable;  /* (owned): of the reading */
};

enum
{
  SIGNAL_RENAME,
  SIGNAL_REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EaselRecipeRow, easel_recipe_row, ADW_TYPE_ACTION_ROW)

/* What is shown --------------------------------------------------------------------------- */

/* @contents: what goes in; may be empty */
static void
show (EaselRecipeRow *self, const char *contents)
{
  const char *name = easel_library_recipe_get_name (self->recipe);
  const char *title = name;
  g_autofree char *subtitle = NULL;

  if (name == NULL)
    title = *contents != '\0' ? contents : self->purpose;
  if (name != NULL && *contents != '\0')
    subtitle = g_strdup_printf ("%s · %s", self->purpose, contents);
  else
    subtitle = g_strdup (self->purpose);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
}

/* (nullable): what the result is going to look like most */
static EaselEntity *
choose_face (EaselRecipe *recipe, GHashTable *entities)
{
  const EaselRecipePart *subject = easel_recipe_get_subject (recipe);
  GPtrArray *parts = easel_recipe_get_parts (recipe);
  EaselEntity *face = subject != NULL ? g_hash_table_lookup (entities, subject->value) : NULL;

  for (guint i = 0; face == NULL && i < parts->len; i++)
    face = g_hash_table_lookup (entities, ((const EaselRecipePart *) parts->pdata[i])->value);
  return face;
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselRecipeRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselRecipeReading) reading = easel_recipe_reading_load_finish (result, &error);
  g_autofree char *contents = NULL;
  EaselEntity *face;

  if (reading == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_debug ("A recipe without its things: %s", error->message);
      return;
    }
  contents = easel_recipe_text_describe (reading->recipe, reading->entities);
  show (self, contents);
  face = choose_face (reading->recipe, reading->entities);
  if (face != NULL)
    easel_entity_thumbnail_set_path (self->thumbnail, easel_entity_get_thumbnail (face));
}

static void
show_story (EaselRecipeRow *self)
{
  g_autoptr (EaselStoryParams) params = easel_story_params_from_json (
      easel_library_recipe_get_text (self->recipe), NULL);

  self->purpose = g_strdup (_ ("Story"));
  easel_entity_thumbnail_set_icon (self->thumbnail, "accessories-text-editor-symbolic");
  show (self, params != NULL && params->theme != NULL ? params->theme : "");
}

static void
show_recipe (EaselRecipeRow *self, EaselStudio *studio)
{
  const char *kind = easel_library_recipe_get_kind (self->recipe);
  EaselGenerator *generator = easel_studio_lookup_generator (studio, kind);
  g_autoptr (EaselRecipe) recipe = easel_recipe_new_from_text (
      easel_library_recipe_get_text (self->recipe), NULL);
  g_autofree char *contents = NULL;

  self->purpose = g_strdup (generator != NULL ? easel_generator_get_title (generator) : kind);
  if (generator != NULL)
    easel_entity_thumbnail_set_icon (self->thumbnail,
                                     easel_data_item_get_icon_name (EASEL_DATA_ITEM (generator)));
  if (recipe == NULL)
    {
      show (self, "");
      return;
    }
  contents = easel_recipe_text_describe (recipe, NULL);
  show (self, contents);
  easel_recipe_reading_load_async (easel_studio_get_library (studio), recipe, NULL, NULL,
                                   self->cancellable, on_read, g_object_ref (self));
}

/* What a person does ---------------------------------------------------------------------- */

static void
on_rename (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_RENAME], 0);
}

static void
on_remove (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_REMOVE], 0);
}

static void
set_up_menu (EaselRecipeRow *self)
{
  gboolean named = easel_library_recipe_get_name (self->recipe) != NULL;
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, named ? _ ("_Rename…") : _ ("_Save…"), "recipe.rename");
  g_menu_append (menu, named ? _ ("_Delete") : _ ("_Remove From List"), "recipe.remove");
  gtk_menu_button_set_menu_model (self->menu_button, G_MENU_MODEL (menu));
}

/* Object ---------------------------------------------------------------------------------- */

static void
easel_recipe_row_dispose (GObject *object)
{
  EaselRecipeRow *self = EASEL_RECIPE_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->recipe);

  G_OBJECT_CLASS (easel_recipe_row_parent_class)->dispose (object);
}

static void
easel_recipe_row_finalize (GObject *object)
{
  EaselRecipeRow *self = EASEL_RECIPE_ROW (object);

  g_object_unref (self->cancellable);
  g_free (self->purpose);

  G_OBJECT_CLASS (easel_recipe_row_parent_class)->finalize (object);
}

static void
easel_recipe_row_class_init (EaselRecipeRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = easel_recipe_row_dispose;
  object_class->finalize = easel_recipe_row_finalize;

  signals[SIGNAL_RENAME] = g_signal_new ("rename", EASEL_TYPE_RECIPE_ROW, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REMOVE] = g_signal_new ("remove", EASEL_TYPE_RECIPE_ROW, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "recipe.rename", NULL, on_rename);
  gtk_widget_class_install_action (widget_class, "recipe.remove", NULL, on_remove);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, GDK_NO_MODIFIER_MASK,
                                       "recipe.rename", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, GDK_NO_MODIFIER_MASK,
                                       "recipe.remove", NULL);
}

static void
easel_recipe_row_init (EaselRecipeRow *self)
{
  AdwActionRow *row = ADW_ACTION_ROW (self);
  GtkWidget *thumbnail = easel_entity_thumbnail_new (THUMBNAIL_SIZE);
  GtkWidget *button = g_object_new (GTK_TYPE_MENU_BUTTON, "icon-name", "view-more-symbolic",
                                    "tooltip-text", _ ("Menu"), "valign", GTK_ALIGN_CENTER, NULL);

  self->cancellable = g_cancellable_new ();
  self->thumbnail = EASEL_ENTITY_THUMBNAIL (thumbnail);
  self->menu_button = GTK_MENU_BUTTON (button);
  gtk_widget_set_valign (thumbnail, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (thumbnail, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_set_title_lines (row, 2);
  adw_action_row_set_subtitle_lines (row, 2);
  adw_action_row_add_prefix (row, thumbnail);
  adw_action_row_add_suffix (row, button);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
}

GtkWidget *
easel_recipe_row_new (EaselStudio *studio, EaselLibraryRecipe *recipe)
{
  EaselRecipeRow *self;
  const char *kind;
  const char *name;

  g_return_val_if_fail (EASEL_IS_STUDIO (studio), NULL);
  g_return_val_if_fail (EASEL_IS_LIBRARY_RECIPE (recipe), NULL);

  self = g_object_new (EASEL_TYPE_RECIPE_ROW, NULL);
  self->recipe = g_object_ref (recipe);
  kind = easel_library_recipe_get_kind (recipe);
  name = easel_library_recipe_get_name (recipe);
  if (g_str_equal (kind, EASEL_RECIPE_SHELF_STORY))
    show_story (self);
  else
    show_recipe (self, studio);
  set_up_menu (self);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "(sss)", kind, name != NULL ? name : "",
                                    easel_library_recipe_get_text (recipe));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "win.show-recipe");
  return GTK_WIDGET (self);
}

EaselLibraryRecipe *
easel_recipe_row_get_recipe (EaselRecipeRow *self)
{
  g_return_val_if_fail (EASEL_IS_RECIPE_ROW (self), NULL);
  return self->recipe;
}
