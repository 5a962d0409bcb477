/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselLocalModelPage:
 *
 * What a server can download that sees pictures: the one that fits this machine first, the others,
 * and any by its name.
 */
#define EASEL_TYPE_LOCAL_MODEL_PAGE (easel_local_model_page_get_type ())
G_DECLARE_FINAL_TYPE (EaselLocalModelPage,
                      easel_local_model_page,
                      EASEL,
                      LOCAL_MODEL_PAGE,
                      AdwNavigationPage)

EaselLocalModelPage *easel_local_model_page_new (EaselStudio *studio, EaselProviderConfig *config);

G_END_DECLS
