/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EaselEntitySections:
 *
 * The boxed lists of an entity's page: what is known about it, what it consists of, its
 * pictures, where it is used and where it comes from.
 */
#define EASEL_TYPE_ENTITY_SECTIONS (easel_entity_sections_get_type ())
G_DECLARE_FINAL_TYPE (EaselEntitySections, easel_entity_sections, EASEL, ENTITY_SECTIONS, GtkBox)

/**
 * easel_entity_sections_show:
 * @entity: what to show
 * @users: (element-type EaselEntity): the entities that use it
 * @origins: (nullable): where its values are from, see easel-entity-origin.h
 */
void easel_entity_sections_show (EaselEntitySections *self,
                                 EaselStudio *studio,
                                 EaselEntity *entity,
                                 GPtrArray *users,
                                 GHashTable *origins);

/* (transfer none) (nullable): the attribute that is shown as entities of its own */
const char *easel_entity_sections_get_items_field (EaselStudio *studio, EaselEntity *entity);

G_END_DECLS
