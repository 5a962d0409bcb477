/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The kinds of entity, spelled as on disk. Any thread. */
#define EASEL_ENTITY_CHARACTER "character"
#define EASEL_ENTITY_CLOTHING_ITEM "clothing_item"
#define EASEL_ENTITY_OUTFIT "outfit"
#define EASEL_ENTITY_VISUAL_STYLE "visual_style"
#define EASEL_ENTITY_ART_STYLE "art_style"
#define EASEL_ENTITY_HAIR_STYLE "hair_style"
#define EASEL_ENTITY_HAIR_COLOR "hair_color"
#define EASEL_ENTITY_MAKEUP "makeup"
#define EASEL_ENTITY_EXPRESSION "expression"
#define EASEL_ENTITY_ACCESSORIES "accessories"
#define EASEL_ENTITY_STORY "story"
#define EASEL_ENTITY_PICTURE "picture"

/* (transfer none) (array zero-terminated=1): all twelve, in the order people see them */
const char *const *easel_entity_kind_get_all (void);
/* @kind: (nullable) */
gboolean easel_entity_kind_is_valid (const char *kind);
/* Translated names: "Clothing Item", and "Clothing" for a filter. An unknown kind, such as
 * one from a newer Easel, is its own name. */
const char *easel_entity_kind_get_title (const char *kind);
const char *easel_entity_kind_get_plural (const char *kind);
/* Whether the attribute @field says what a file is like, such as a picture's width, or how it came
 * about: people do not change those, and they do not move to another entity. */
gboolean easel_entity_kind_is_fact (const char *kind, const char *field);

G_END_DECLS
