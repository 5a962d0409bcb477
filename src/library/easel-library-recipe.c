/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-library-recipe.h"

struct _EaselLibraryRecipe
{
  GObject parent_instance;

  char *id;   /* (owned) */
  char *kind; /* (owned) */
  char *name; /* (owned) (nullable) */
  char *text; /* (owned) */
  gint64 used;
};

G_DEFINE_FINAL_TYPE (EaselLibraryRecipe, easel_library_recipe, G_TYPE_OBJECT)

static void
easel_library_recipe_finalize (GObject *object)
{
  EaselLibraryRecipe *self = EASEL_LIBRARY_RECIPE (object);

  g_free (self->id);
  g_free (self->kind);
  g_free (self->name);
  g_free (self->text);

  G_OBJECT_CLASS (easel_library_recipe_parent_class)->finalize (object);
}

static void
easel_library_recipe_class_init (EaselLibraryRecipeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = easel_library_recipe_finalize;
}

static void
easel_library_recipe_init (EaselLibraryRecipe *self)
{
}

EaselLibraryRecipe *
easel_library_recipe_new (const char *id,
                          const char *kind,
                          const char *name,
                          const char *text,
                          gint64 used)
{
  EaselLibraryRecipe *self;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (kind != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  self = g_object_new (EASEL_TYPE_LIBRARY_RECIPE, NULL);
  self->id = g_strdup (id);
  self->kind = g_strdup (kind);
  self->name = g_strdup (name);
  self->text = g_strdup (text);
  self->used = used;
  return self;
}

const char *
easel_library_recipe_get_id (EaselLibraryRecipe *self)
{
  g_return_val_if_fail (EASEL_IS_LIBRARY_RECIPE (self), NULL);
  return self->id;
}

const char *
easel_library_recipe_get_kind (EaselLibraryRecipe *self)
{
  g_return_val_if_fail (EASEL_IS_LIBRARY_RECIPE (self), NULL);
  return self->kind;
}

const char *
easel_library_recipe_get_name (EaselLibraryRecipe *self)
{
  g_return_val_if_fail (EASEL_IS_LIBRARY_RECIPE (self), NULL);
  return self->name;
}

const char *
easel_library_recipe_get_text (EaselLibraryRecipe *self)
{
  g_return_val_if_fail (EASEL_IS_LIBRARY_RECIPE (self), NULL);
  return self->text;
}

gint64
easel_library_recipe_get_used (EaselLibraryRecipe *self)
{
  g_return_val_if_fail (EASEL_IS_LIBRARY_RECIPE (self), 0);
  return self->used;
}
