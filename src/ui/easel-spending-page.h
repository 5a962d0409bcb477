/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselSpendingPage:
 *
 * A page of the preferences: what was asked of providers in the last days, what that cost, and what
 * is left of today's budgets. Read anew whenever it is shown.
 */
#define EASEL_TYPE_SPENDING_PAGE (easel_spending_page_get_type ())
G_DECLARE_FINAL_TYPE (EaselSpendingPage,
                      easel_spending_page,
                      EASEL,
                      SPENDING_PAGE,
                      AdwPreferencesPage)

AdwPreferencesPage *easel_spending_page_new (EaselStudio *studio);

G_END_DECLS
