/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-entity-editor-row.h"

G_BEGIN_DECLS

/**
 * EaselEntityEditorParts:
 *
 * A value made of others: an object with its members, or a list whose elements can be removed and
 * added.
 */
#define EASEL_TYPE_ENTITY_EDITOR_PARTS (easel_entity_editor_parts_get_type ())
G_DECLARE_FINAL_TYPE (EaselEntityEditorParts,
                      easel_entity_editor_parts,
                      EASEL,
                      ENTITY_EDITOR_PARTS,
                      AdwExpanderRow)

/* @value: (nullable): else an array or an object, even if @schema says otherwise */
GtkWidget *easel_entity_editor_parts_new (const char *field,
                                          const char *label,
                                          JsonObject *schema,
                                          JsonNode *value,
                                          gboolean optional);

G_END_DECLS
