/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-entity.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EaselLibrarySelection:
 *
 * The entities of a model, and which of them are selected: by their ids, so that a selected one
 * stays so wherever it moves. Nothing can be selected while it is not active. Selecting one alone,
 * as the arrow keys do, changes nothing: what was picked one by one is not lost so easily.
 *
 * Properties: `active` (readable, writable); `n-selected` (readable). Main thread only.
 */
#define EASEL_TYPE_LIBRARY_SELECTION (easel_library_selection_get_type ())
G_DECLARE_FINAL_TYPE (EaselLibrarySelection,
                      easel_library_selection,
                      EASEL,
                      LIBRARY_SELECTION,
                      GObject)

/* @model: of #EaselEntity */
EaselLibrarySelection *easel_library_selection_new (GListModel *model);

gboolean easel_library_selection_get_active (EaselLibrarySelection *self);
/* What is selected is forgotten when it is over. */
void easel_library_selection_set_active (EaselLibrarySelection *self, gboolean active);

guint easel_library_selection_get_n_selected (EaselLibrarySelection *self);
/* (transfer full) (element-type EaselEntity): in the model's order */
GPtrArray *easel_library_selection_list (EaselLibrarySelection *self);

G_END_DECLS
