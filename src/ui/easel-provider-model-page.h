/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselProviderModelPage:
 *
 * Chooses the model for a task: the models of every provider, asked for side by side, with a
 * search; what is typed can be taken as a model's name too. Goes back when one is chosen.
 */
#define EASEL_TYPE_PROVIDER_MODEL_PAGE (easel_provider_model_page_get_type ())
G_DECLARE_FINAL_TYPE (EaselProviderModelPage,
                      easel_provider_model_page,
                      EASEL,
                      PROVIDER_MODEL_PAGE,
                      AdwNavigationPage)

EaselProviderModelPage *easel_provider_model_page_new (EaselStudio *studio, EaselModelTask task);

G_END_DECLS
