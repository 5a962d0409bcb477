/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The slots of a recipe, spelled as on disk. But for subject and clothing each is named as the
 * kind of entity that goes in. */
#define EASEL_SLOT_SUBJECT "subject"
#define EASEL_SLOT_CLOTHING "clothing"
#define EASEL_SLOT_OUTFIT "outfit"
#define EASEL_SLOT_VISUAL_STYLE "visual_style"
#define EASEL_SLOT_ART_STYLE "art_style"
#define EASEL_SLOT_HAIR_STYLE "hair_style"
#define EASEL_SLOT_HAIR_COLOR "hair_color"
#define EASEL_SLOT_MAKEUP "makeup"
#define EASEL_SLOT_EXPRESSION "expression"
#define EASEL_SLOT_ACCESSORIES "accessories"

/* What goes in decides by its kind which slot it is; what has none goes into the generator's
 * default slot. Whoever makes the recipe has one with the slot in its place. */
#define EASEL_SLOT_ANY "any"

/**
 * EaselRecipeSlot:
 * @name: as on disk
 * @title: untranslated; see easel_recipe_slot_get_title()
 * @kind: (nullable): the kind of entity that goes in; %NULL for the subject, where the generator
 *   says which
 * @many: whether it takes several
 *
 * A place in a recipe. Constant. Any thread.
 */
typedef struct
{
  const char *name;
  const char *title;
  const char *kind;
  gboolean many;
} EaselRecipeSlot;

/* (transfer none): all of them, in the order people see them; the subject first */
const EaselRecipeSlot *easel_recipe_slot_get_all (guint *n_slots);
/* @name: (nullable). Returns: (transfer none) (nullable) */
const EaselRecipeSlot *easel_recipe_slot_lookup (const char *name);
/* (transfer none) (nullable): the slot an entity of @kind goes into besides the subject's */
const EaselRecipeSlot *easel_recipe_slot_lookup_kind (const char *kind);
/* Translated. */
const char *easel_recipe_slot_get_title (const EaselRecipeSlot *slot);

G_END_DECLS
