/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-recipe-shelf.h"

#include "easel-id.h"

struct _EaselRecipeShelf
{
  GObject parent_instance;

  EaselStudio *studio;       /* (owned) */
  GPtrArray *recipes;        /* (owned) (element-type EaselLibraryRecipe) */
  GCancellable *cancellable; /* (owned) (nullable): of the reading */
};

static guint failed_signal;

static void easel_recipe_shelf_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EaselRecipeShelf,
                               easel_recipe_shelf,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      easel_recipe_shelf_list_model_init))

static EaselLibrary *
get_library (EaselRecipeShelf *self)
{
  return easel_studio_get_library (self->studio);
}

static void
tell_failed (EaselRecipeShelf *self, const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, failed_signal, 0, error);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselRecipeShelf) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) recipes = easel_library_list_recipes_finish (EASEL_LIBRARY (source), result,
                                                                     &error);
  guint n_before;

  if (recipes == NULL)
    {
      tell_failed (self, error);
      return;
    }
  n_before = self->recipes->len;
  g_ptr_array_unref (self->recipes);
  self->recipes = g_steal_pointer (&recipes);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->recipes->len);
}

static void
reload (EaselRecipeShelf *self)
{
  gboolean ready = FALSE;

  g_object_get (self->studio, "ready", &ready, NULL);
  if (!ready)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  easel_library_list_recipes_async (get_library (self), self->cancellable, on_listed,
                                    g_object_ref (self));
}

static void
on_put (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselRecipeShelf) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!easel_library_put_recipe_finish (EASEL_LIBRARY (source), result, &error))
    tell_failed (self, error);
  reload (self);
}

static void
on_used (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselRecipeShelf) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!easel_library_use_recipe_finish (EASEL_LIBRARY (source), result, &error))
    tell_failed (self, error);
  reload (self);
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselRecipeShelf) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!easel_library_remove_recipe_finish (EASEL_LIBRARY (source), result, &error))
    tell_failed (self, error);
  reload (self);
}

static void
put (EaselRecipeShelf *self, EaselLibraryRecipe *recipe)
{
  easel_library_put_recipe_async (get_library (self), recipe, NULL, on_put, g_object_ref (self));
}

static GType
easel_recipe_shelf_get_item_type (GListModel *model)
{
  return EASEL_TYPE_LIBRARY_RECIPE;
}

static guint
easel_recipe_shelf_get_n_items (GListModel *model)
{
  return EASEL_RECIPE_SHELF (model)->recipes->len;
}

static gpointer
easel_recipe_shelf_get_item (GListModel *model, guint position)
{
  EaselRecipeShelf *self = EASEL_RECIPE_SHELF (model);

  return position < self->recipes->len ? g_object_ref (self->recipes->pdata[position]) : NULL;
}

static void
easel_recipe_shelf_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = easel_recipe_shelf_get_item_type;
  iface->get_n_items = easel_recipe_shelf_get_n_items;
  iface->get_item = easel_recipe_shelf_get_item;
}

static void
easel_recipe_shelf_dispose (GObject *object)
{
  EaselRecipeShelf *self = EASEL_RECIPE_SHELF (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (easel_recipe_shelf_parent_class)->dispose (object);
}

static void
easel_recipe_shelf_finalize (GObject *object)
{
  g_ptr_array_unref (EASEL_RECIPE_SHELF (object)->recipes);

  G_OBJECT_CLASS (easel_recipe_shelf_parent_class)->finalize (object);
}

static void
easel_recipe_shelf_class_init (EaselRecipeShelfClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = easel_recipe_shelf_dispose;
  object_class->finalize = easel_recipe_shelf_finalize;

  failed_signal = g_signal_new ("failed", EASEL_TYPE_RECIPE_SHELF, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
easel_recipe_shelf_init (EaselRecipeShelf *self)
{
  self->recipes = g_ptr_array_new_with_free_func (g_object_unref);
}

EaselRecipeShelf *
easel_recipe_shelf_new (EaselStudio *studio)
{
  EaselRecipeShelf *self;

  g_return_val_if_fail (EASEL_IS_STUDIO (studio), NULL);

  self = g_object_new (EASEL_TYPE_RECIPE_SHELF, NULL);
  self->studio = g_object_ref (studio);
  g_signal_connect_object (studio, "notify::ready", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  reload (self);
  return self;
}

/* (nullable): the saved one of this kind and name */
static EaselLibraryRecipe *
find (EaselRecipeShelf *self, const char *kind, const char *name)
{
  for (guint i = 0; i < self->recipes->len; i++)
    if (g_str_equal (easel_library_recipe_get_kind (self->recipes->pdata[i]), kind)
        && g_strcmp0 (easel_library_recipe_get_name (self->recipes->pdata[i]), name) == 0)
      return self->recipes->pdata[i];
  return NULL;
}

void
easel_recipe_shelf_save (EaselRecipeShelf *self,
                         const char *kind,
                         const char *name,
                         const char *text)
{
  EaselLibraryRecipe *before;
  g_autofree char *id = NULL;
  g_autoptr (EaselLibraryRecipe) recipe = NULL;

  g_return_if_fail (EASEL_IS_RECIPE_SHELF (self));
  g_return_if_fail (kind != NULL && name != NULL && text != NULL);

  before = find (self, kind, name);
  id = before != NULL ? g_strdup (easel_library_recipe_get_id (before)) : easel_id_new ();
  recipe = easel_library_recipe_new (id, kind, name, text, g_get_real_time ());
  put (self, recipe);
}

void
easel_recipe_shelf_use (EaselRecipeShelf *self, const char *kind, const char *text)
{
  g_autofree char *id = easel_id_new ();

  g_return_if_fail (EASEL_IS_RECIPE_SHELF (self));
  g_return_if_fail (kind != NULL && text != NULL);

  easel_library_use_recipe_async (get_library (self), id, kind, text, NULL, on_used,
                                  g_object_ref (self));
}

void
easel_recipe_shelf_rename (EaselRecipeShelf *self, EaselLibraryRecipe *recipe, const char *name)
{
  g_autoptr (EaselLibraryRecipe) renamed = NULL;

  g_return_if_fail (EASEL_IS_RECIPE_SHELF (self));
  g_return_if_fail (EASEL_IS_LIBRARY_RECIPE (recipe));

  renamed = easel_library_recipe_new (
      easel_library_recipe_get_id (recipe), easel_library_recipe_get_kind (recipe), name,
      easel_library_recipe_get_text (recipe), easel_library_recipe_get_used (recipe));
  put (self, renamed);
}

void
easel_recipe_shelf_remove (EaselRecipeShelf *self, EaselLibraryRecipe *recipe)
{
  g_return_if_fail (EASEL_IS_RECIPE_SHELF (self));
  g_return_if_fail (EASEL_IS_LIBRARY_RECIPE (recipe));

  easel_library_remove_recipe_async (get_library (self), easel_library_recipe_get_id (recipe), NULL,
                                     on_removed, g_object_ref (self));
}

void
easel_recipe_shelf_restore (EaselRecipeShelf *self, EaselLibraryRecipe *recipe)
{
  g_return_if_fail (EASEL_IS_RECIPE_SHELF (self));
  g_return_if_fail (EASEL_IS_LIBRARY_RECIPE (recipe));

  put (self, recipe);
}
