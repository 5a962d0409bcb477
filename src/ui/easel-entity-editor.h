/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselEntityEditor:
 *
 * A dialog to change an entity's name, tags and attributes. Nothing is changed before Save; what
 * may not be is said at the field, and what was changed elsewhere meanwhile is asked about. Tells
 * of the change by the action “win.tell-change”.
 */
#define EASEL_TYPE_ENTITY_EDITOR (easel_entity_editor_get_type ())
G_DECLARE_FINAL_TYPE (EaselEntityEditor, easel_entity_editor, EASEL, ENTITY_EDITOR, AdwDialog)

/* @schema: (nullable): see easel_studio_dup_kind_schema()
 * @skip: (nullable) (array zero-terminated=1): attributes to leave alone */
EaselEntityEditor *easel_entity_editor_new (EaselLibrary *library,
                                            EaselEntity *entity,
                                            JsonNode *schema,
                                            const char *const *skip);

G_END_DECLS
