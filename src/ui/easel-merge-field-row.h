/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-merge-field.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselMergeFieldRow:
 *
 * One field of a merge under review: left, result, right; or the result above both.
 */
#define EASEL_TYPE_MERGE_FIELD_ROW (easel_merge_field_row_get_type ())
G_DECLARE_FINAL_TYPE (EaselMergeFieldRow,
                      easel_merge_field_row,
                      EASEL,
                      MERGE_FIELD_ROW,
                      AdwPreferencesRow)

/* @differs: whether versions of the proposal say different things here */
GtkWidget *easel_merge_field_row_new (EaselMergeField *field, gboolean differs);

/* (transfer none) */
EaselMergeField *easel_merge_field_row_get_field (EaselMergeFieldRow *self);

void easel_merge_field_row_set_narrow (EaselMergeFieldRow *self, gboolean narrow);

/* Puts the keyboard to the result. */
void easel_merge_field_row_edit (EaselMergeFieldRow *self);

G_END_DECLS
