/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-service.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselApplication:
 *
 * Easel with a window.
 */
#define EASEL_TYPE_APPLICATION (easel_application_get_type ())
G_DECLARE_FINAL_TYPE (EaselApplication, easel_application, EASEL, APPLICATION, AdwApplication)

EaselApplication *easel_application_new (void);

/* (transfer none) */
EaselStudio *easel_application_get_studio (EaselApplication *self);

G_END_DECLS
