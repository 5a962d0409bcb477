/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselProviderModelGroup:
 *
 * The models of one provider to choose from: being asked for, there, or why not.
 *
 * Signal `chosen` (const char *model).
 */
#define EASEL_TYPE_PROVIDER_MODEL_GROUP (easel_provider_model_group_get_type ())
G_DECLARE_FINAL_TYPE (EaselProviderModelGroup,
                      easel_provider_model_group,
                      EASEL,
                      PROVIDER_MODEL_GROUP,
                      AdwPreferencesGroup)

/* @chosen: (nullable): the model in use now, when it is one of this provider's */
GtkWidget *easel_provider_model_group_new (EaselStudio *studio,
                                           EaselProviderConfig *config,
                                           EaselModelTask task,
                                           const char *chosen);

/* (transfer none) */
EaselProviderConfig *easel_provider_model_group_get_config (EaselProviderModelGroup *self);

/* @text: part of a model's name; "" for all */
void easel_provider_model_group_filter (EaselProviderModelGroup *self, const char *text);

G_END_DECLS
