/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-entity-editor-row.h"

G_BEGIN_DECLS

/**
 * EaselEntityEditorText:
 *
 * A text, over as many lines as it needs, or a number.
 */
#define EASEL_TYPE_ENTITY_EDITOR_TEXT (easel_entity_editor_text_get_type ())
G_DECLARE_FINAL_TYPE (EaselEntityEditorText,
                      easel_entity_editor_text,
                      EASEL,
                      ENTITY_EDITOR_TEXT,
                      AdwPreferencesRow)

/* @type: (nullable): "integer" or "number", all else is a text. @value: (nullable) */
GtkWidget *easel_entity_editor_text_new (const char *label, const char *type, JsonNode *value);

/* For who needs no JSON: (transfer full), without blanks at its ends and in one line. */
char *easel_entity_editor_text_get_line (EaselEntityEditorText *self);

/* Where the cursor is, for adw_dialog_set_focus(). */
GtkWidget *easel_entity_editor_text_get_view (EaselEntityEditorText *self);

G_END_DECLS
