/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-merge-field.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselMergeFieldEditor:
 *
 * The result of a merge in one field, to be changed: a text, a list, or a choice.
 */
#define EASEL_TYPE_MERGE_FIELD_EDITOR (easel_merge_field_editor_get_type ())
G_DECLARE_FINAL_TYPE (EaselMergeFieldEditor,
                      easel_merge_field_editor,
                      EASEL,
                      MERGE_FIELD_EDITOR,
                      AdwBin)

GtkWidget *easel_merge_field_editor_new (EaselMergeField *field);

G_END_DECLS
