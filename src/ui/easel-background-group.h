/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselBackgroundGroup:
 *
 * Preferences: what becomes of work when the window is closed, and whether Easel is started at
 * login. The second is asked of the desktop, and is on only where that does it.
 */
#define EASEL_TYPE_BACKGROUND_GROUP (easel_background_group_get_type ())
G_DECLARE_FINAL_TYPE (EaselBackgroundGroup,
                      easel_background_group,
                      EASEL,
                      BACKGROUND_GROUP,
                      AdwPreferencesGroup)

G_END_DECLS
