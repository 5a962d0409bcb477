/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-create-form.h"
#include "easel-library.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselCreateAlike:
 *
 * The picture there is to be one more of, which a recipe may be based on. It is on show only while
 * there is one, to be looked at, exchanged or taken out.
 */
#define EASEL_TYPE_CREATE_ALIKE (easel_create_alike_get_type ())
G_DECLARE_FINAL_TYPE (EaselCreateAlike,
                      easel_create_alike,
                      EASEL,
                      CREATE_ALIKE,
                      AdwPreferencesGroup)

/* @form, @library: kept */
GtkWidget *easel_create_alike_new (EaselCreateForm *form, EaselLibrary *library);

G_END_DECLS
