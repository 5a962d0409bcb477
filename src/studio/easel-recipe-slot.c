/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-recipe-slot.h"

#include "easel-entity-kind.h"

#include <glib/gi18n.h>

static const EaselRecipeSlot slots[] = {
  { EASEL_SLOT_SUBJECT, N_ ("Subject"), NULL, FALSE },
  { EASEL_SLOT_OUTFIT, N_ ("Outfit"), EASEL_ENTITY_OUTFIT, FALSE },
  { EASEL_SLOT_CLOTHING, N_ ("Clothing"), EASEL_ENTITY_CLOTHING_ITEM, TRUE },
  { EASEL_SLOT_ACCESSORIES, N_ ("Accessories"), EASEL_ENTITY_ACCESSORIES, FALSE },
  { EASEL_SLOT_HAIR_STYLE, N_ ("Hair Style"), EASEL_ENTITY_HAIR_STYLE, FALSE },
  { EASEL_SLOT_HAIR_COLOR, N_ ("Hair Color"), EASEL_ENTITY_HAIR_COLOR, FALSE },
  { EASEL_SLOT_MAKEUP, N_ ("Makeup"), EASEL_ENTITY_MAKEUP, FALSE },
  { EASEL_SLOT_EXPRESSION, N_ ("Expression"), EASEL_ENTITY_EXPRESSION, FALSE },
  { EASEL_SLOT_VISUAL_STYLE, N_ ("Visual Style"), EASEL_ENTITY_VISUAL_STYLE, FALSE },
  { EASEL_SLOT_ART_STYLE, N_ ("Art Style"), EASEL_ENTITY_ART_STYLE, FALSE },
};

const EaselRecipeSlot *
easel_recipe_slot_get_all (guint *n_slots)
{
  *n_slots = G_N_ELEMENTS (slots);
  return slots;
}

const EaselRecipeSlot *
easel_recipe_slot_lookup (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    if (g_strcmp0 (slots[i].name, name) == 0)
      return &slots[i];
  return NULL;
}

const EaselRecipeSlot *
easel_recipe_slot_lookup_kind (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    if (slots[i].kind != NULL && g_str_equal (slots[i].kind, kind))
      return &slots[i];
  return NULL;
}

const char *
easel_recipe_slot_get_title (const EaselRecipeSlot *slot)
{
  return _ (slot->title);
}
