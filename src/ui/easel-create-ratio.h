/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-create-form.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselCreateRatio:
 *
 * A button for each aspect ratio, which looks like a picture that has it, and one that leaves it to
 * the generator. One of them is pressed.
 */
#define EASEL_TYPE_CREATE_RATIO (easel_create_ratio_get_type ())
G_DECLARE_FINAL_TYPE (EaselCreateRatio, easel_create_ratio, EASEL, CREATE_RATIO, AdwBin)

/* @form: kept */
GtkWidget *easel_create_ratio_new (EaselCreateForm *form);

G_END_DECLS
