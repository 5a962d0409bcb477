/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-merge-field.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselMergeFieldSide:
 *
 * What one side of a merge says in a field, with the words that the result lacks marked, and a
 * button that takes it.
 */
#define EASEL_TYPE_MERGE_FIELD_SIDE (easel_merge_field_side_get_type ())
G_DECLARE_FINAL_TYPE (EaselMergeFieldSide, easel_merge_field_side, EASEL, MERGE_FIELD_SIDE, AdwBin)

GtkWidget *easel_merge_field_side_new (EaselMergeField *field, EaselMergeSide side);

/* Below the result, instead of beside it. */
void easel_merge_field_side_set_narrow (EaselMergeFieldSide *self, gboolean narrow);

/* What a person calls @side, who sees it left or right of the result: "Left". */
const char *easel_merge_field_side_get_label (EaselMergeSide side);

G_END_DECLS
