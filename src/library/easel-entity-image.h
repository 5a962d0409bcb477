/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-database.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* An image is what the tables say about an entity at one moment, part by part and as they spell
 * it: a JSON object with the texts "name", "tags", "attributes", "archived", "updated", and
 * "picture/2" or "reference/0", one for each link by its position. The revision is no part: it
 * only ever counts up.
 *
 * Changes are what differs between two images: an object with a member for each such part, the
 * texts before and after, null where there was none. */

/* @db is inside a transaction, on its thread. */

/* @image: (out) (transfer full) (nullable): %NULL when there is no such entity */
gboolean easel_entity_image_read (sqlite3 *db, const char *id, JsonObject **image, GError **error);

/**
 * easel_entity_image_revert:
 * @overwritten: (element-type utf8): gets what people call each part that is no longer as
 *   @changes left it; it is put back all the same
 *
 * Puts each part of @changes back as it was before, and of the attributes each field. What they
 * did not change stays as it is. The entity must be there.
 */
gboolean easel_entity_image_revert (sqlite3 *db,
                                    const char *id,
                                    JsonObject *changes,
                                    GPtrArray *overwritten,
                                    GError **error);

/* Pure functions; any thread. */

/* (transfer full) (nullable): %NULL when nothing differs */
JsonObject *easel_entity_image_compare (JsonObject *before, JsonObject *after);

/* (nullable) */
const char *easel_entity_image_get_part (JsonObject *image, const char *part);
/* (nullable): the text of @part in @changes */
const char *easel_entity_image_get_before (JsonObject *changes, const char *part);
const char *easel_entity_image_get_after (JsonObject *changes, const char *part);
/* Enters @part in @changes. @before, @after: (nullable) */
void easel_entity_image_set_change (JsonObject *changes,
                                    const char *part,
                                    const char *before,
                                    const char *after);

/* (transfer full): what people call the parts of @changes, and the fields of the attributes, each
 * once; the time is none of them */
GStrv easel_entity_image_list_fields (JsonObject *changes);

G_END_DECLS
