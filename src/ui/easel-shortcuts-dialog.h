/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselShortcutsDialog:
 *
 * What can be done with which keys.
 */
#define EASEL_TYPE_SHORTCUTS_DIALOG (easel_shortcuts_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EaselShortcutsDialog,
                      easel_shortcuts_dialog,
                      EASEL,
                      SHORTCUTS_DIALOG,
                      AdwDialog)

/* @application: whose accelerators are shown; not kept */
EaselShortcutsDialog *easel_shortcuts_dialog_new (GtkApplication *application);

G_END_DECLS
