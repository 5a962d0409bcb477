/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-window-private.h"

#include "easel-create-form-page.h"
#include "easel-create-page.h"
#include "easel-create-story-page.h"
#include "easel-create-toast.h"
#include "easel-generator-catalog.h"
#include "easel-plain.h"
#include "easel-recipe-shelf.h"

#include <glib/gi18n.h>

/* Making things, from whichever page. */

static EaselRecipeShelf *
get_shelf (EaselWindow *self)
{
  if (self->shelf == NULL)
    self->shelf = easel_recipe_shelf_new (self->studio);
  return self->shelf;
}

AdwNavigationPage *
easel_window_get_create (EaselWindow *self)
{
  if (self->create == NULL)
    self->create = g_object_ref_sink (
        ADW_NAVIGATION_PAGE (easel_create_page_new (self->studio, get_shelf (self))));
  return self->create;
}

/* Forms ----------------------------------------------------------------------------------- */

static void
tell_error (EaselWindow *self, const char *message)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, message);

  easel_window_add_error_toast (self, error);
}

static AdwNavigationPage *
get_story_form (EaselWindow *self)
{
  AdwNavigationPage *page = g_hash_table_lookup (self->forms, EASEL_RECIPE_SHELF_STORY);

  if (page != NULL)
    return page;
  page = ADW_NAVIGATION_PAGE (easel_create_story_page_new (self->studio, get_shelf (self)));
  g_hash_table_insert (self->forms, g_strdup (EASEL_RECIPE_SHELF_STORY), g_object_ref_sink (page));
  return page;
}

/* (transfer none) (nullable): the form of the generator @name, as it was left; there is one of each
 */
static EaselCreateFormPage *
get_form (EaselWindow *self, const char *name)
{
  EaselCreateFormPage *page = g_hash_table_lookup (self->forms, name);
  EaselGenerator *generator;

  if (page != NULL)
    return page;
  generator = easel_studio_lookup_generator (self->studio, name);
  if (generator == NULL)
    {
      /* Translators: %s is the name of a way to make pictures */
      g_autofree char *message = g_strdup_printf (_ ("There is no “%s” here."), name);

      tell_error (self, message);
      return NULL;
    }
  page = easel_create_form_page_new (self->studio, generator, get_shelf (self));
  g_hash_table_insert (self->forms, g_strdup (name), g_object_ref_sink (page));
  return page;
}

/* On top of the Create page, wherever the person is. */
static void
show_form (EaselWindow *self, AdwNavigationPage *form)
{
  AdwNavigationPage *pages[] = { easel_window_get_create (self), form };

  if (adw_navigation_view_get_visible_page (self->content) != form)
    {
      adw_navigation_view_replace (self->content, pages, G_N_ELEMENTS (pages));
      gtk_widget_child_focus (GTK_WIDGET (form), GTK_DIR_TAB_FORWARD);
    }
  easel_sidebar_mark (self->sidebar, "create", NULL);
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
}

static void
on_create (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *name = g_variant_get_string (parameter, NULL);
  EaselCreateFormPage *page;

  if (g_str_equal (name, EASEL_RECIPE_SHELF_STORY))
    {
      show_form (user_data, get_story_form (user_data));
      return;
    }
  page = get_form (user_data, name);
  if (page != NULL)
    show_form (user_data, ADW_NAVIGATION_PAGE (page));
}

/* Recipes --------------------------------------------------------------------------------- */

/* What stood in the form can be had back. */
static void
tell_recipe (EaselWindow *self, const char *title, const char *text)
{
  AdwToast *toast = easel_plain_toast_new (title);

  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_action_name (toast, "win.fill-form");
  adw_toast_set_action_target (toast, "s", text);
  adw_toast_overlay_add_toast (easel_window_get_toasts (self), toast);
}

/* @name: (nullable). Returns: (transfer full) (nullable): what stood there before */
static EaselRecipe *
fill_form (EaselWindow *self, EaselRecipe *recipe, const char *name)
{
  EaselCreateFormPage *page = get_form (self, easel_recipe_get_generator (recipe));

  if (page == NULL)
    return NULL;
  show_form (self, ADW_NAVIGATION_PAGE (page));
  return easel_create_form_page_fill (page, recipe, name);
}

/* (transfer full) (nullable) */
static EaselRecipe *
read_recipe (EaselWindow *self, const char *text)
{
  g_autoptr (GError) error = NULL;
  EaselRecipe *recipe = easel_recipe_new_from_text (text, &error);

  if (recipe == NULL)
    easel_window_add_error_toast (self, error);
  return recipe;
}

static void
show_story (EaselWindow *self, const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselStoryParams) params = easel_story_params_from_json (text, &error);

  if (params == NULL)
    {
      easel_window_add_error_toast (self, error);
      return;
    }
  easel_create_story_page_fill (EASEL_CREATE_STORY_PAGE (get_story_form (self)), params, name);
  show_form (self, get_story_form (self));
}

static void
on_show_recipe (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselWindow *self = user_data;
  const char *kind;
  const char *name;
  const char *text;
  g_autoptr (EaselRecipe) recipe = NULL;
  g_autoptr (EaselRecipe) before = NULL;

  g_variant_get (parameter, "(&s&s&s)", &kind, &name, &text);
  if (g_str_equal (kind, EASEL_RECIPE_SHELF_STORY))
    {
      show_story (self, *name != '\0' ? name : NULL, text);
      return;
    }
  recipe = read_recipe (self, text);
  if (recipe == NULL)
    return;
  before = fill_form (self, recipe, *name != '\0' ? name : NULL);
  if (before != NULL)
    {
      g_autofree char *before_text = easel_recipe_to_text (before);

      tell_recipe (self, _ ("Form filled in anew"), before_text);
    }
}

static void
on_fill_form (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (EaselRecipe) recipe = read_recipe (user_data, g_variant_get_string (parameter, NULL));
  g_autoptr (EaselRecipe) before = NULL;

  if (recipe != NULL)
    before = fill_form (user_data, recipe, NULL);
}

static void
on_tell_recipe (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *title;
  const char *text;

  g_variant_get (parameter, "(&s&s)", &title, &text);
  tell_recipe (user_data, title, text);
}

/* The same once more, as it is. */
static void
on_run_recipe (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselWindow *self = user_data;
  const char *text = g_variant_get_string (parameter, NULL);
  g_autoptr (EaselRecipe) recipe = read_recipe (self, text);
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL;
  EaselJob *job;

  if (recipe == NULL)
    return;
  job = easel_studio_generate (self->studio, recipe, 1, &error);
  if (job == NULL)
    {
      easel_window_add_error_toast (self, error);
      return;
    }
  easel_recipe_shelf_use (get_shelf (self), easel_recipe_get_generator (recipe), text);
  title = easel_create_toast_describe (easel_recipe_get_generator (recipe), 1);
  adw_toast_overlay_add_toast (easel_window_get_toasts (self), easel_create_toast_new (title, job));
}

/* Things ---------------------------------------------------------------------------------- */

static void
on_entity_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselEntity) entity = easel_library_get_finish (EASEL_LIBRARY (source), result,
                                                             &error);
  EaselCreateFormPage *page;

  if (entity == NULL)
    {
      easel_window_add_error_toast (self, error);
      return;
    }
  page = get_form (self, EASEL_GENERATOR_MODULAR);
  if (page == NULL)
    return;
  show_form (self, ADW_NAVIGATION_PAGE (page));
  if (!easel_create_form_page_put (page, entity))
    tell_error (self, _ ("This cannot be made into a picture."));
}

static void
on_use_entity (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselWindow *self = user_data;

  easel_library_get_async (easel_studio_get_library (self->studio),
                           g_variant_get_string (parameter, NULL), self->cancellable,
                           on_entity_read, g_object_ref (self));
}

void
easel_window_add_create_actions (EaselWindow *self)
{
  const GActionEntry entries[] = {
    { "create", on_create, "s" },         { "show-recipe", on_show_recipe, "(sss)" },
    { "fill-form", on_fill_form, "s" },   { "run-recipe", on_run_recipe, "s" },
    { "use-entity", on_use_entity, "s" }, { "tell-recipe", on_tell_recipe, "(ss)" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
