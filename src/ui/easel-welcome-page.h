/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselWelcomePage:
 *
 * What a person sees who has no provider yet and an empty library: Demo, the servers found on
 * this machine, and the way to the others. Waits for nothing.
 *
 * Activates `win.dismiss-welcome` (Demo, or a local server now in use) and `app.set-up-provider`.
 */
#define EASEL_TYPE_WELCOME_PAGE (easel_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (EaselWelcomePage, easel_welcome_page, EASEL, WELCOME_PAGE, AdwNavigationPage)

EaselWelcomePage *easel_welcome_page_new (EaselStudio *studio);

G_END_DECLS
