/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-create-page.h"

#include "easel-create-name-dialog.h"
#include "easel-generator-catalog.h"
#include "easel-plain.h"
#include "easel-recipe-row.h"

#include <glib/gi18n.h>

/* More of them are found faster in the library of what was made. */
#define MOST_RECENT 6

struct _EaselCreatePage
{
  AdwNavigationPage parent_instance;

  AdwToastOverlay *toast_overlay;
  AdwPreferencesGroup *start;
  GtkWidget *story_row; /* (owned): in @start, below what else is there */
  AdwPreferencesGroup *restyle;
  AdwPreferencesGroup *previews;
  AdwPreferencesGroup *ideas;
  AdwPreferencesGroup *saved;
  AdwPreferencesGroup *recent;

  EaselStudio *studio;     /* (owned) */
  EaselRecipeShelf *shelf; /* (owned) */
  GPtrArray *generators;   /* (owned) (element-type GtkWidget): rows, not theirs */
  GPtrArray *recipes;      /* (owned) (element-type GtkWidget): rows, not theirs */
};

G_DEFINE_FINAL_TYPE (EaselCreatePage, easel_create_page, ADW_TYPE_NAVIGATION_PAGE)

static AdwPreferencesGroup *
get_group (GtkWidget *row)
{
  return ADW_PREFERENCES_GROUP (gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP));
}

static void
remove_rows (GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (get_group (rows->pdata[i]), rows->pdata[i]);
  g_ptr_array_set_size (rows, 0);
}

static void
add_row (AdwPreferencesGroup *group, GtkWidget *row, GPtrArray *rows)
{
  adw_preferences_group_add (group, row);
  gtk_widget_set_visible (GTK_WIDGET (group), TRUE);
  g_ptr_array_add (rows, row);
}

/* Generators ------------------------------------------------------------------------------ */

static AdwPreferencesGroup *
choose_group (EaselCreatePage *self, EaselGenerator *generator)
{
  if (g_str_equal (easel_generator_get_name (generator), EASEL_GENERATOR_MODULAR))
    return self->start;
  if (!easel_generator_makes_picture (generator))
    return self->ideas;
  return easel_generator_makes_preview (generator) ? self->previews : self->restyle;
}

static GtkWidget *
create_image (const char *icon_name)
{
  return g_object_new (GTK_TYPE_IMAGE, "icon-name", icon_name, "accessible-role",
                       GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
}

static GtkWidget *
create_generator_row (EaselGenerator *generator)
{
  EaselDataItem *item = EASEL_DATA_ITEM (generator);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", easel_data_item_get_title (item),
                                 "subtitle", easel_data_item_get_description (item), "use-markup",
                                 FALSE, "activatable", TRUE, NULL);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             create_image (easel_data_item_get_icon_name (item)));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_image ("go-next-symbolic"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.create");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", easel_data_item_get_name (item));
  return row;
}

static void
update_generators (EaselCreatePage *self)
{
  GListModel *generators = easel_studio_get_generators (self->studio);

  remove_rows (self->generators);
  adw_preferences_group_remove (self->start, self->story_row);
  for (guint i = 0; i < g_list_model_get_n_items (generators); i++)
    {
      g_autoptr (EaselGenerator) generator = g_list_model_get_item (generators, i);

      add_row (choose_group (self, generator), create_generator_row (generator), self->generators);
    }
  adw_preferences_group_add (self->start, self->story_row);
}

/* Recipes --------------------------------------------------------------------------------- */

static void
on_named (EaselCreatePage *self, const char *name, EaselCreateNameDialog *dialog)
{
  easel_recipe_shelf_rename (self->shelf, g_object_get_data (G_OBJECT (dialog), "recipe"), name);
}

static void
on_rename (EaselCreatePage *self, EaselRecipeRow *row)
{
  EaselLibraryRecipe *recipe = easel_recipe_row_get_recipe (row);
  const char *name = easel_library_recipe_get_name (recipe);
  EaselCreateNameDialog *dialog = easel_create_name_dialog_new (
      name != NULL ? _ ("Rename Composition") : _ ("Save Composition"), NULL, name);

  g_object_set_data_full (G_OBJECT (dialog), "recipe", g_object_ref (recipe), g_object_unref);
  g_signal_connect_object (dialog, "named", G_CALLBACK (on_named), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
on_restore (EaselCreatePage *self, AdwToast *toast)
{
  easel_recipe_shelf_restore (self->shelf, g_object_get_data (G_OBJECT (toast), "recipe"));
}

static void
on_remove (EaselCreatePage *self, EaselRecipeRow *row)
{
  EaselLibraryRecipe *recipe = easel_recipe_row_get_recipe (row);
  const char *name = easel_library_recipe_get_name (recipe);
  /* Translators: %s is the name of a composition */
  g_autofree char *title = name != NULL ? g_strdup_printf (_ ("“%s” deleted"), name)
                                        : g_strdup (_ ("Removed from the list"));
  AdwToast *toast = easel_plain_toast_new (title);

  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_object_set_data_full (G_OBJECT (toast), "recipe", g_object_ref (recipe), g_object_unref);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (on_restore), self,
                           G_CONNECT_SWAPPED);
  easel_recipe_shelf_remove (self->shelf, recipe);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}

static void
on_failed (EaselCreatePage *self, const GError *error)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", error->message);
}

/* The index of the row with the keyboard, or how many there are. */
static guint
find_focus (GPtrArray *rows)
{
  guint i = 0;

  while (i < rows->len && gtk_widget_get_focus_child (rows->pdata[i]) == NULL
         && !gtk_widget_has_focus (rows->pdata[i]))
    i++;
  return i;
}

static void
update_recipes (EaselCreatePage *self)
{
  GListModel *recipes = G_LIST_MODEL (self->shelf);
  guint focus = find_focus (self->recipes);
  gboolean has_focus = focus < self->recipes->len;
  guint n_recent = 0;

  remove_rows (self->recipes);
  gtk_widget_set_visible (GTK_WIDGET (self->saved), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->recent), FALSE);
  for (guint i = 0; i < g_list_model_get_n_items (recipes) && n_recent < MOST_RECENT; i++)
    {
      g_autoptr (EaselLibraryRecipe) recipe = g_list_model_get_item (recipes, i);
      gboolean named = easel_library_recipe_get_name (recipe) != NULL;
      GtkWidget *row = easel_recipe_row_new (self->studio, recipe);

      g_signal_connect_object (row, "rename", G_CALLBACK (on_rename), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "remove", G_CALLBACK (on_remove), self, G_CONNECT_SWAPPED);
      n_recent += named ? 0 : 1;
      add_row (named ? self->saved : self->recent, row, self->recipes);
    }
  if (has_focus)
    gtk_widget_grab_focus (self->recipes->len > 0
                               ? self->recipes->pdata[MIN (focus, self->recipes->len - 1)]
                               : self->story_row);
}

/* Object ---------------------------------------------------------------------------------- */

static void
easel_create_page_dispose (GObject *object)
{
  EaselCreatePage *self = EASEL_CREATE_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_CREATE_PAGE);
  g_clear_object (&self->story_row);
  g_clear_object (&self->shelf);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (easel_create_page_parent_class)->dispose (object);
}

static void
easel_create_page_finalize (GObject *object)
{
  EaselCreatePage *self = EASEL_CREATE_PAGE (object);

  g_ptr_array_unref (self->generators);
  g_ptr_array_unref (self->recipes);

  G_OBJECT_CLASS (easel_create_page_parent_class)->finalize (object);
}

static void
easel_create_page_class_init (EaselCreatePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = easel_create_page_dispose;
  object_class->finalize = easel_create_page_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/easelapp/Easel/ui/easel-create-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselCreatePage, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, EaselCreatePage, start);
  gtk_widget_class_bind_template_child (widget_class, EaselCreatePage, story_row);
  gtk_widget_class_bind_template_child (widget_class, EaselCreatePage, restyle);
  gtk_widget_class_bind_template_child (widget_class, EaselCreatePage, previews);
  gtk_widget_class_bind_template_child (widget_class, EaselCreatePage, ideas);
  gtk_widget_class_bind_template_child (widget_class, EaselCreatePage, saved);
  gtk_widget_class_bind_template_child (widget_class, EaselCreatePage, recent);
}

static void
easel_create_page_init (EaselCreatePage *self)
{
  self->generators = g_ptr_array_new ();
  self->recipes = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_ref (self->story_row);
}

EaselCreatePage *
easel_create_page_new (EaselStudio *studio, EaselRecipeShelf *shelf)
{
  EaselCreatePage *self;

  g_return_val_if_fail (EASEL_IS_STUDIO (studio), NULL);
  g_return_val_if_fail (EASEL_IS_RECIPE_SHELF (shelf), NULL);

  self = g_object_new (EASEL_TYPE_CREATE_PAGE, NULL);
  self->studio = g_object_ref (studio);
  self->shelf = g_object_ref (shelf);
  g_signal_connect_object (easel_studio_get_generators (studio), "items-changed",
                           G_CALLBACK (update_generators), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (shelf, "items-changed", G_CALLBACK (update_recipes), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (shelf, "failed", G_CALLBACK (on_failed), self, G_CONNECT_SWAPPED);
  update_generators (self);
  update_recipes (self);
  return self;
}
