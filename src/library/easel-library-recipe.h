/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * EaselLibraryRecipe:
 *
 * A recipe that was saved under a name, or only used. What stands in it is for whoever made it; to
 * the library it is text. Immutable. Any thread.
 */
#define EASEL_TYPE_LIBRARY_RECIPE (easel_library_recipe_get_type ())
G_DECLARE_FINAL_TYPE (EaselLibraryRecipe, easel_library_recipe, EASEL, LIBRARY_RECIPE, GObject)

/**
 * easel_library_recipe_new:
 * @kind: what it is for, in one word
 * @name: (nullable): what the person calls it; %NULL when it was only used
 * @text: the recipe, as JSON
 * @used: when it was used last, or saved: a Unix time in microseconds
 */
EaselLibraryRecipe *easel_library_recipe_new (const char *id,
                                              const char *kind,
                                              const char *name,
                                              const char *text,
                                              gint64 used);

const char *easel_library_recipe_get_id (EaselLibraryRecipe *self);
const char *easel_library_recipe_get_kind (EaselLibraryRecipe *self);
/* (nullable) */
const char *easel_library_recipe_get_name (EaselLibraryRecipe *self);
const char *easel_library_recipe_get_text (EaselLibraryRecipe *self);
gint64 easel_library_recipe_get_used (EaselLibraryRecipe *self);

G_END_DECLS
