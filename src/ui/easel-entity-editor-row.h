/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EaselEntityEditorRow:
 *
 * A value that is being edited: a row for a text, a choice, a list, or a value of several parts.
 *
 * Signal `edited`: the person did something to it.
 */
#define EASEL_TYPE_ENTITY_EDITOR_ROW (easel_entity_editor_row_get_type ())
G_DECLARE_INTERFACE (EaselEntityEditorRow,
                     easel_entity_editor_row,
                     EASEL,
                     ENTITY_EDITOR_ROW,
                     AdwPreferencesRow)

struct _EaselEntityEditorRowInterface
{
  GTypeInterface parent_iface;

  JsonNode *(*get_value) (EaselEntityEditorRow *self);
  void (*set_problem) (EaselEntityEditorRow *self, const char *problem);
};

/**
 * easel_entity_editor_row_new:
 * @field: see easel_entity_attributes_describe_field()
 * @schema: (nullable): what a value must be like; %NULL for what @value is like
 * @value: (nullable): %NULL when there is none; not both %NULL
 * @optional: whether it can be without a value
 *
 * The row that fits.
 */
GtkWidget *easel_entity_editor_row_new (const char *field,
                                        JsonObject *schema,
                                        JsonNode *value,
                                        gboolean optional);

/* (transfer full) (nullable): %NULL when there is none. A value nobody has touched is as it was. */
JsonNode *easel_entity_editor_row_get_value (EaselEntityEditorRow *self);
/* @problem: (nullable): a sentence, shown at the row until it is edited */
void easel_entity_editor_row_set_problem (EaselEntityEditorRow *self, const char *problem);

/* For the rows themselves. (nullable): the type @schema asks for, beside "null" */
const char *easel_entity_editor_row_find_type (JsonObject *schema);
void easel_entity_editor_row_emit_edited (EaselEntityEditorRow *self);
/* A label below a row's value for what is wrong with it; says so to who does not see it, too. */
GtkWidget *easel_entity_editor_row_create_problem (void);
void easel_entity_editor_row_show_problem (GtkWidget *row, GtkWidget *label, const char *problem);

G_END_DECLS
