/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-recipe-actions.h"

#include "easel-recipe-builder.h"

#include <glib/gi18n.h>

struct _EaselRecipeActions
{
  AdwBin parent_instance;

  GtkWidget *use;    /* (unowned): in the child */
  GtkWidget *recipe; /* (unowned): in the child */
  GtkWidget *again;  /* (unowned): in the child */
  GtkWidget *alike;  /* (unowned): in the child */
};

G_DEFINE_FINAL_TYPE (EaselRecipeActions, easel_recipe_actions, ADW_TYPE_BIN)

/* In between, the one must not meet the other's old value. */
static void
connect (GtkWidget *button, const char *action, GVariant *target)
{
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), NULL);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
}

static GtkWidget *
add_button (AdwWrapBox *box, const char *label)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_add_css_class (button, "pill");
  adw_wrap_box_append (box, button);
  return button;
}

static void
easel_recipe_actions_class_init (EaselRecipeActionsClass *klass)
{
}

static void
easel_recipe_actions_init (EaselRecipeActions *self)
{
  AdwWrapBox *box = g_object_new (ADW_TYPE_WRAP_BOX, "halign", GTK_ALIGN_CENTER, "align", 0.5,
                                  "child-spacing", 12, "line-spacing", 12, NULL);

  self->use = add_button (box, _ ("_Use in Create"));
  self->recipe = add_button (box, _ ("_Recipe"));
  self->again = add_button (box, _ ("Run _Again"));
  self->alike = add_button (box, _ ("More _Like This"));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (box));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/* (transfer full) (nullable) */
static EaselRecipe *
read_recipe (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (GError) error = NULL;
  EaselRecipe *recipe;

  json_node_set_object (node, object);
  recipe = easel_recipe_new_from_json (node, &error);
  if (recipe == NULL)
    g_debug ("No recipe: %s", error->message);
  return recipe;
}

/* (transfer full): the recipe of one more like @picture, as text */
static char *
make_alike (EaselRecipe *recipe, const char *picture)
{
  g_autoptr (EaselRecipeBuilder) builder = easel_recipe_builder_new_from (recipe);
  g_autoptr (EaselRecipe) alike = NULL;

  easel_recipe_builder_set_based_on (builder, picture);
  easel_recipe_builder_set_seed (builder, EASEL_RECIPE_NO_SEED);
  alike = easel_recipe_builder_end (builder);
  return easel_recipe_to_text (alike);
}

static gboolean
can_make_alike (EaselStudio *studio, EaselRecipe *recipe)
{
  EaselGenerator *generator = easel_studio_lookup_generator (studio,
                                                             easel_recipe_get_generator (recipe));

  return generator != NULL && easel_generator_get_based_on_caption (generator) != NULL;
}

void
easel_recipe_actions_show (EaselRecipeActions *self,
                           EaselStudio *studio,
                           const char *entity,
                           JsonObject *object)
{
  g_autoptr (EaselRecipe) recipe = NULL;
  gboolean alike;

  g_return_if_fail (EASEL_IS_RECIPE_ACTIONS (self));

  recipe = object != NULL ? read_recipe (object) : NULL;
  alike = entity != NULL && recipe != NULL && can_make_alike (studio, recipe);
  if (entity != NULL)
    connect (self->use, "win.use-entity", g_variant_new_string (entity));
  if (recipe != NULL)
    {
      g_autofree char *text = easel_recipe_to_text (recipe);

      connect (self->recipe, "win.show-recipe",
               g_variant_new ("(sss)", easel_recipe_get_generator (recipe), "", text));
      connect (self->again, "win.run-recipe", g_variant_new_string (text));
    }
  if (alike)
    {
      g_autofree char *text = make_alike (recipe, entity);

      connect (self->alike, "win.run-recipe", g_variant_new_string (text));
    }
  gtk_widget_set_visible (self->use, entity != NULL);
  gtk_widget_set_visible (self->recipe, recipe != NULL);
  gtk_widget_set_visible (self->again, recipe != NULL);
  gtk_widget_set_visible (self->alike, alike);
  gtk_widget_set_visible (GTK_WIDGET (self), entity != NULL || recipe != NULL);
}
