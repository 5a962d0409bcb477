/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselHistoryPage:
 *
 * What was changed in the library, by day, and how to take it back. For the window’s
 * #AdwNavigationView.
 */
#define EASEL_TYPE_HISTORY_PAGE (easel_history_page_get_type ())
G_DECLARE_FINAL_TYPE (EaselHistoryPage, easel_history_page, EASEL, HISTORY_PAGE, AdwNavigationPage)

/* @entity: (nullable): only what changed this. @group: (nullable): only what was made together */
EaselHistoryPage *
easel_history_page_new (EaselStudio *studio, const char *entity, const char *group);

G_END_DECLS
