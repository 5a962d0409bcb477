/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-create-form.h"
#include "easel-library.h"
#include "easel-slot-row.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselCreateSlots:
 *
 * The slots of a form as lists of rows: the subject, and what else there is. Where there is room
 * for several, one row more than there are things. What is wrong is said at its slot.
 */
#define EASEL_TYPE_CREATE_SLOTS (easel_create_slots_get_type ())
G_DECLARE_FINAL_TYPE (EaselCreateSlots, easel_create_slots, EASEL, CREATE_SLOTS, GtkBox)

/* Once. @form, @library: kept */
void
easel_create_slots_set_form (EaselCreateSlots *self, EaselCreateForm *form, EaselLibrary *library);

/* (transfer none) (nullable): the row something of @kind goes into */
EaselSlotRow *easel_create_slots_find_row (EaselCreateSlots *self, const char *kind);
/* Puts the keyboard where something is wrong, if it is in a slot. */
void easel_create_slots_focus_problem (EaselCreateSlots *self);

G_END_DECLS
