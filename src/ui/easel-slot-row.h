/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-recipe.h"
#include "easel-studio.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselSlotRow:
 *
 * A place to put something in: dropped on it, picked from the library, opened from a file, or
 * written, as far as it takes these. Return opens the picker, Delete empties it. A picture that
 * comes from outside is taken into the library first. It shows what it is told to show.
 *
 * Signals: `filled` (int source, const char *value, EaselEntity *entity): an #EaselRecipeSource,
 * and the entity when it is one; `emptied`.
 */
#define EASEL_TYPE_SLOT_ROW (easel_slot_row_get_type ())
G_DECLARE_FINAL_TYPE (EaselSlotRow, easel_slot_row, EASEL, SLOT_ROW, AdwPreferencesRow)

/* @kinds: (array zero-terminated=1): of what fits; none when it takes nothing but words */
GtkWidget *easel_slot_row_new (EaselLibrary *library,
                               const char *title,
                               const char *const *kinds,
                               gboolean takes_words);

/* What the slot is called; for a garment its category. */
void easel_slot_row_set_title (EaselSlotRow *self, const char *title);
/* What is said, and shown, while it is empty. @placeholder, @icon_name: (nullable) */
void
easel_slot_row_set_placeholder (EaselSlotRow *self, const char *placeholder, const char *icon_name);

/* @value: (nullable): %NULL when it is empty. @entity: (nullable): when it is known */
void easel_slot_row_show (EaselSlotRow *self,
                          EaselRecipeSource source,
                          const char *value,
                          EaselEntity *entity);
/* @problem: (nullable): a sentence */
void easel_slot_row_set_problem (EaselSlotRow *self, const char *problem);

/* Takes a picture from outside in. @uri, @bytes: (nullable): one of them */
void easel_slot_row_take (EaselSlotRow *self, const char *uri, GBytes *bytes);

G_END_DECLS
