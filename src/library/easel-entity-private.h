/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-entity.h"

G_BEGIN_DECLS

/* What only the library knows about an entity. */
void easel_entity_set_stored (EaselEntity *self,
                              gint64 created,
                              gint64 updated,
                              guint revision,
                              gboolean archived);
/* @path: (transfer full) (nullable) */
void easel_entity_take_thumbnail (EaselEntity *self, char *path);

/**
 * easel_entity_get_face:
 *
 * Returns: (nullable): id of the picture that stands for the entity: itself if it is one,
 *   else its preview, else the first it has
 */
const char *easel_entity_get_face (EaselEntity *self);

G_END_DECLS
