/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselProviderTaskGroup:
 *
 * Which model does a task, and where what it is given goes. Follows the registry.
 *
 * Signal `choose`: the person wants another model.
 */
#define EASEL_TYPE_PROVIDER_TASK_GROUP (easel_provider_task_group_get_type ())
G_DECLARE_FINAL_TYPE (EaselProviderTaskGroup,
                      easel_provider_task_group,
                      EASEL,
                      PROVIDER_TASK_GROUP,
                      AdwPreferencesGroup)

GtkWidget *easel_provider_task_group_new (EaselStudio *studio, EaselModelTask task);

EaselModelTask easel_provider_task_group_get_task (EaselProviderTaskGroup *self);

G_END_DECLS
