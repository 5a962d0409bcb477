/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-entity-editor-row.h"

G_BEGIN_DECLS

/**
 * EaselEntityEditorChoice:
 *
 * One of a few values.
 */
#define EASEL_TYPE_ENTITY_EDITOR_CHOICE (easel_entity_editor_choice_get_type ())
G_DECLARE_FINAL_TYPE (EaselEntityEditorChoice,
                      easel_entity_editor_choice,
                      EASEL,
                      ENTITY_EDITOR_CHOICE,
                      AdwComboRow)

/* @value: (nullable): it can be kept also when it is none of @choices */
GtkWidget *easel_entity_editor_choice_new (const char *field,
                                           const char *label,
                                           JsonArray *choices,
                                           JsonNode *value,
                                           gboolean optional);

G_END_DECLS
