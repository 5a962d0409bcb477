/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-contact-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EaselContactTile:
 *
 * A picture of a contact sheet; or what is going on with it, or why it is not there, and a button
 * to try again. Its picture can be dragged out.
 *
 * Property `summary` (string, readable, notify): all of it in words, for a screen reader.
 */
#define EASEL_TYPE_CONTACT_TILE (easel_contact_tile_get_type ())
G_DECLARE_FINAL_TYPE (EaselContactTile, easel_contact_tile, EASEL, CONTACT_TILE, GtkBox)

GtkWidget *easel_contact_tile_new (void);

/* @item: (nullable) */
void easel_contact_tile_set_item (EaselContactTile *self, EaselContactItem *item);

G_END_DECLS
