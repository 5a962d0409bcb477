/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselProviderPage:
 *
 * The form of one provider. A new one is added with a button and tested at once; after
 * that, as for one that is there, each change is kept as it is made.
 *
 * Signal `remove` (EaselProviderConfig *config): the person wants it gone.
 */
#define EASEL_TYPE_PROVIDER_PAGE (easel_provider_page_get_type ())
G_DECLARE_FINAL_TYPE (EaselProviderPage,
                      easel_provider_page,
                      EASEL,
                      PROVIDER_PAGE,
                      AdwNavigationPage)

/* @config: (nullable): %NULL for a new provider */
EaselProviderPage *easel_provider_page_new (EaselStudio *studio, EaselProviderConfig *config);

G_END_DECLS
