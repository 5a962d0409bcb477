/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselCreateNameDialog:
 *
 * Asks for a name.
 *
 * Signal `named` (const char *name): which is not blank.
 */
#define EASEL_TYPE_CREATE_NAME_DIALOG (easel_create_name_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EaselCreateNameDialog,
                      easel_create_name_dialog,
                      EASEL,
                      CREATE_NAME_DIALOG,
                      AdwAlertDialog)

/* @body, @name: (nullable): the name there is */
EaselCreateNameDialog *
easel_create_name_dialog_new (const char *heading, const char *body, const char *name);

G_END_DECLS
