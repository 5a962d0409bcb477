/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselPreferencesDialog:
 *
 * Which providers there are, and which model does what. For `app.preferences`:
 *
 *   adw_dialog_present (ADW_DIALOG (easel_preferences_dialog_new (studio)), window);
 */
#define EASEL_TYPE_PREFERENCES_DIALOG (easel_preferences_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EaselPreferencesDialog,
                      easel_preferences_dialog,
                      EASEL,
                      PREFERENCES_DIALOG,
                      AdwPreferencesDialog)

EaselPreferencesDialog *easel_preferences_dialog_new (EaselStudio *studio);

/* Opens the form for a new provider, as a failed job's "Set Up Provider" does. */
void easel_preferences_dialog_add_provider (EaselPreferencesDialog *self);

/* Opens the page of a provider that is there; the list when @id is not (any more).
 * @id: (nullable) */
void easel_preferences_dialog_show_provider (EaselPreferencesDialog *self, const char *id);

/* Opens the Models page, as a failed job's "Choose Model" does. */
void easel_preferences_dialog_show_models (EaselPreferencesDialog *self);

G_END_DECLS
