/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-create-form.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselCreateSettings:
 *
 * How the picture is to be: its proportions, how many, what the generator lets people choose, and,
 * folded away, the seed.
 */
#define EASEL_TYPE_CREATE_SETTINGS (easel_create_settings_get_type ())
G_DECLARE_FINAL_TYPE (EaselCreateSettings,
                      easel_create_settings,
                      EASEL,
                      CREATE_SETTINGS,
                      AdwPreferencesGroup)

/* @form: kept */
GtkWidget *easel_create_settings_new (EaselCreateForm *form);

G_END_DECLS
