/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-contact-model.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselContactSheet:
 *
 * Pictures side by side, to be kept, discarded, compared and looked at; with what is still being
 * made, and what failed. A picture that is activated is shown by “win.view-picture”, two and more
 * by “win.compare-pictures”; what is no picture is shown where it belongs.
 */
#define EASEL_TYPE_CONTACT_SHEET (easel_contact_sheet_get_type ())
G_DECLARE_FINAL_TYPE (EaselContactSheet, easel_contact_sheet, EASEL, CONTACT_SHEET, AdwBin)

/* Once. */
void easel_contact_sheet_set_model (EaselContactSheet *self,
                                    EaselLibrary *library,
                                    EaselContactModel *model);

/* (transfer none) */
GtkSelectionModel *easel_contact_sheet_get_selection (EaselContactSheet *self);

G_END_DECLS
