/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-entity-kind.h"

#include <glib/gi18n.h>

typedef struct
{
  const char *kind;
  const char *title;
  const char *plural;
} KindNames;

static const KindNames kind_names[] = {
  { EASEL_ENTITY_CHARACTER, N_ ("Character"), N_ ("Characters") },
  { EASEL_ENTITY_OUTFIT, N_ ("Outfit"), N_ ("Outfits") },
  { EASEL_ENTITY_CLOTHING_ITEM, N_ ("Clothing Item"), N_ ("Clothing") },
  { EASEL_ENTITY_ACCESSORIES, N_ ("Accessories"), N_ ("Accessories") },
  { EASEL_ENTITY_HAIR_STYLE, N_ ("Hair Style"), N_ ("Hair Styles") },
  { EASEL_ENTITY_HAIR_COLOR, N_ ("Hair Color"), N_ ("Hair Colors") },
  { EASEL_ENTITY_MAKEUP, N_ ("Makeup"), N_ ("Makeup") },
  { EASEL_ENTITY_EXPRESSION, N_ ("Expression"), N_ ("Expressions") },
  { EASEL_ENTITY_VISUAL_STYLE, N_ ("Visual Style"), N_ ("Visual Styles") },
  { EASEL_ENTITY_ART_STYLE, N_ ("Art Style"), N_ ("Art Styles") },
  { EASEL_ENTITY_STORY, N_ ("Story"), N_ ("Stories") },
  { EASEL_ENTITY_PICTURE, N_ ("Picture"), N_ ("Pictures") },
};

static const char *const all_kinds[] = {
  EASEL_ENTITY_CHARACTER,
  EASEL_ENTITY_OUTFIT,
  EASEL_ENTITY_CLOTHING_ITEM,
  EASEL_ENTITY_ACCESSORIES,
  EASEL_ENTITY_HAIR_STYLE,
  EASEL_ENTITY_HAIR_COLOR,
  EASEL_ENTITY_MAKEUP,
  EASEL_ENTITY_EXPRESSION,
  EASEL_ENTITY_VISUAL_STYLE,
  EASEL_ENTITY_ART_STYLE,
  EASEL_ENTITY_STORY,
  EASEL_ENTITY_PICTURE,
  NULL,
};

G_STATIC_ASSERT (G_N_ELEMENTS (all_kinds) == G_N_ELEMENTS (kind_names) + 1);

static const KindNames *
find_names (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kind_names); i++)
    if (g_strcmp0 (kind_names[i].kind, kind) == 0)
      return &kind_names[i];

  return NULL;
}

const char *const *
easel_entity_kind_get_all (void)
{
  return all_kinds;
}

gboolean
easel_entity_kind_is_valid (const char *kind)
{
  return find_names (kind) != NULL;
}

const char *
easel_entity_kind_get_title (const char *kind)
{
  const KindNames *names = find_names (kind);

  return names != NULL ? _ (names->title) : kind;
}

const char *
easel_entity_kind_get_plural (const char *kind)
{
  const KindNames *names = find_names (kind);

  return names != NULL ? _ (names->plural) : kind;
}

gboolean
easel_entity_kind_is_fact (const char *kind, const char *field)
{
  static const char *const facts[] = {
    "format",
    "width",
    "height",
    "bytes",
    "sha256",
    "original_name",
    /* How a picture that a model made came about. */
    "generated",
    "recipe",
    "prompt",
    "model",
    "provider",
    "seed",
    "revised_prompt",
    NULL,
  };

  return g_str_equal (kind, EASEL_ENTITY_PICTURE) && g_strv_contains (facts, field);
}
