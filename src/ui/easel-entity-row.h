/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-library.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselEntityRow:
 *
 * A row that leads to an entity: thumbnail, name, and what it is. Activates `win.show-entity`.
 */
#define EASEL_TYPE_ENTITY_ROW (easel_entity_row_get_type ())
G_DECLARE_FINAL_TYPE (EaselEntityRow, easel_entity_row, EASEL, ENTITY_ROW, AdwActionRow)

/* @subtitle: (nullable): %NULL is the entity's kind */
GtkWidget *easel_entity_row_new (EaselEntity *entity, const char *subtitle);

/* For an entity that is still to be read: invisible until it is, and for good when there is
 * none. */
GtkWidget *
easel_entity_row_new_for_id (EaselLibrary *library, const char *id, const char *subtitle);

G_END_DECLS
