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
 */
void easel_entity_sections_show (EaselEntitySections *self,
                                 EaselStudio *studio,
                                 EaselEntity *entity,
                                 GPtrArray *users);

G_END_DECLS
