/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-entity.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EaselEntityTile:
 *
 * One cell of the library's grid: picture, name and kind of an entity. Made to be recycled.
 */
#define EASEL_TYPE_ENTITY_TILE (easel_entity_tile_get_type ())
G_DECLARE_FINAL_TYPE (EaselEntityTile, easel_entity_tile, EASEL, ENTITY_TILE, GtkBox)

GtkWidget *easel_entity_tile_new (void);

/* @entity: (nullable): %NULL when the cell is put aside; loading ends then */
void easel_entity_tile_set_entity (EaselEntityTile *self, EaselEntity *entity);

/* Whether a mark says if the tile is selected, and what it says. */
void easel_entity_tile_set_selectable (EaselEntityTile *self, gboolean selectable);
void easel_entity_tile_set_selected (EaselEntityTile *self, gboolean selected);

/* (transfer full): what is said under the name: the kind, "Demo" where Demo made it, and whether it
 * is archived or a favorite */
char *easel_entity_tile_describe (EaselEntity *entity);

G_END_DECLS
