/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-journal-entry.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EaselEntityOriginKind: where a value of an entity is from, as its history tells
 * @EASEL_ENTITY_ORIGIN_SOURCE: from the one that was kept in a merge
 * @EASEL_ENTITY_ORIGIN_TARGET: from the one that was folded into it
 * @EASEL_ENTITY_ORIGIN_COMBINED: put together in a merge, without a model
 * @EASEL_ENTITY_ORIGIN_AI: written by a model in a merge
 * @EASEL_ENTITY_ORIGIN_YOU: written by the person, in a merge or after it
 */
typedef enum
{
  EASEL_ENTITY_ORIGIN_SOURCE,
  EASEL_ENTITY_ORIGIN_TARGET,
  EASEL_ENTITY_ORIGIN_COMBINED,
  EASEL_ENTITY_ORIGIN_AI,
  EASEL_ENTITY_ORIGIN_YOU,
} EaselEntityOriginKind;

/**
 * EaselEntityOrigin:
 * @name: (nullable): of the source or the target
 */
typedef struct
{
  EaselEntityOriginKind kind;
  char *name;
} EaselEntityOrigin;

/**
 * easel_entity_origin_find_all:
 * @entries: (element-type EaselJournalEntry): the entity's, the newest first
 *
 * What was taken back does not count.
 *
 * Returns: (transfer full): what people call a field → #EaselEntityOrigin
 */
GHashTable *easel_entity_origin_find_all (GPtrArray *entries, const char *entity);

/* @origins: (nullable). Each (transfer none) (nullable) */
const EaselEntityOrigin *easel_entity_origin_lookup (GHashTable *origins, const char *field);
const EaselEntityOrigin *easel_entity_origin_lookup_name (GHashTable *origins);
const EaselEntityOrigin *easel_entity_origin_lookup_tags (GHashTable *origins);

/* A chip that says it. */
GtkWidget *easel_entity_origin_create_chip (const EaselEntityOrigin *origin);

/* (transfer none) (nullable): the entity that @entity was merged into, when it is still so
 * @name: (out) (optional) (nullable) (transfer none) */
const char *
easel_entity_origin_find_merged_into (GPtrArray *entries, const char *entity, const char **name);

G_END_DECLS
