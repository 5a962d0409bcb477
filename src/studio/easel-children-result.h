/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * easel_children_result:
 * @outcomes: (element-type EaselChildOutcome): how the children ended
 * @picture: (nullable): id of the picture they all looked at; their entities are then listed
 *
 * What a parent has to say when its children have ended: what easel_children_count() sets. One
 * child that went well makes the whole go well.
 *
 * Returns: (transfer full) (nullable): %EASEL_STUDIO_ERROR_ALL_FAILED when none went well
 */
JsonObject *easel_children_result (GPtrArray *outcomes, const char *picture, GError **error);

/* Sets in @result how many are `completed`, `failed` and `canceled`. Returns: the first of them */
guint easel_children_count (GPtrArray *outcomes, JsonObject *result);

/* (transfer full): the entities the children's results list */
JsonArray *easel_children_list_entities (GPtrArray *outcomes);

G_END_DECLS
