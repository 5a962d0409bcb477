/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-recipe-slot.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The seed that leaves the choice to the model. */
#define EASEL_RECIPE_NO_SEED (-1)

/**
 * EaselRecipeSource:
 * @EASEL_RECIPE_ENTITY: an entity of the library, of the kind that fits
 * @EASEL_RECIPE_PICTURE: a picture of the library
 * @EASEL_RECIPE_TEXT: words
 * @EASEL_RECIPE_FILE: the URI of a picture that is not in the library yet. Whoever makes the
 *   recipe imports it, and has a recipe with the picture in its place
 *
 * What a slot is filled with. Spelled "entity", "picture", "text", "file".
 */
typedef enum
{
  EASEL_RECIPE_ENTITY,
  EASEL_RECIPE_PICTURE,
  EASEL_RECIPE_TEXT,
  EASEL_RECIPE_FILE,
} EaselRecipeSource;

/**
 * EaselRecipePart:
 * @slot: its name
 * @source: what @value is
 * @value: an id, words, or a URI
 *
 * A filled slot. Plain (owned) fields.
 */
typedef struct
{
  char *slot;
  EaselRecipeSource source;
  char *value;
} EaselRecipePart;

/**
 * EaselRecipe:
 *
 * Everything that says how a picture is made, but for who makes it. Immutable; made by an
 * #EaselRecipeBuilder, or read. Whether it can be made is for easel_recipe_check(). Any thread.
 */
#define EASEL_TYPE_RECIPE (easel_recipe_get_type ())
G_DECLARE_FINAL_TYPE (EaselRecipe, easel_recipe, EASEL, RECIPE, GObject)

/**
 * easel_recipe_new_from_json:
 *
 * The inverse of easel_recipe_to_json(): nothing is lost on the way there and back.
 *
 * Returns: (transfer full) (nullable): %EASEL_STUDIO_ERROR_BAD_RECIPE, which names the first
 *   member that is not as it must be
 */
EaselRecipe *easel_recipe_new_from_json (JsonNode *json, GError **error);
EaselRecipe *easel_recipe_new_from_text (const char *text, GError **error);

/* (transfer full): the caller's own */
JsonNode *easel_recipe_to_json (EaselRecipe *self);
/* (transfer full): the same as text; equal recipes have the same text */
char *easel_recipe_to_text (EaselRecipe *self);
gboolean easel_recipe_equal (EaselRecipe *self, EaselRecipe *other);

/* Name of the generator, such as "modular". */
const char *easel_recipe_get_generator (EaselRecipe *self);
/* (nullable) */
const EaselRecipePart *easel_recipe_get_subject (EaselRecipe *self);
/* (transfer none) (element-type EaselRecipePart): without the subject, in the order they were
 * added */
GPtrArray *easel_recipe_get_parts (EaselRecipe *self);
/* (transfer none) (nullable): what fills @slot, the subject's too; the first if there are several
 */
const EaselRecipePart *easel_recipe_get_part (EaselRecipe *self, const char *slot);
/* (nullable): what else the person wishes */
const char *easel_recipe_get_text (EaselRecipe *self);
/* (nullable): "3:4"; %NULL leaves it to the generator */
const char *easel_recipe_get_aspect_ratio (EaselRecipe *self);
/* (transfer none): an a{sv} of numbers (d or x), booleans and texts, sorted by name */
GVariant *easel_recipe_get_options (EaselRecipe *self);
/* (transfer full) (nullable): %NULL leaves it to the generator */
GVariant *easel_recipe_dup_option (EaselRecipe *self, const char *name);
/* (nullable): the prompt when the person wrote it; nothing is built then */
const char *easel_recipe_get_prompt (EaselRecipe *self);
/* %EASEL_RECIPE_NO_SEED or above */
gint64 easel_recipe_get_seed (EaselRecipe *self);
/* (nullable): id of an earlier result: more like this one */
const char *easel_recipe_get_based_on (EaselRecipe *self);

/* (transfer full): the URIs of the files that must be imported first, each once */
GStrv easel_recipe_dup_files (EaselRecipe *self);
/* (transfer full): the ids of the entities and pictures that go in, each once */
GStrv easel_recipe_dup_ids (EaselRecipe *self);

G_END_DECLS
