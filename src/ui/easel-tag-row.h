/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-entity-editor-row.h"

G_BEGIN_DECLS

/**
 * EaselTagRow:
 *
 * Short texts as chips that can be removed and added: tags, or a list among an entity's attributes.
 */
#define EASEL_TYPE_TAG_ROW (easel_tag_row_get_type ())
G_DECLARE_FINAL_TYPE (EaselTagRow, easel_tag_row, EASEL, TAG_ROW, AdwPreferencesRow)

/* @value: (nullable): an array of texts. @optional: whether an empty list is none */
GtkWidget *easel_tag_row_new (const char *label, JsonNode *value, gboolean optional);

void easel_tag_row_set_tags (EaselTagRow *self, const char *const *tags);
/* (transfer full) */
GStrv easel_tag_row_get_tags (EaselTagRow *self);

/* (nullable): where a tag is written, for adw_dialog_set_focus() */
GtkWidget *easel_tag_row_get_entry (EaselTagRow *self);

G_END_DECLS
