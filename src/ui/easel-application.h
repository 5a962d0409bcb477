/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-service.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselApplication:
 *
 * Easel with a window. Owns the studio, opens it when it starts, and closes it before it
 * ends; while work goes on without a window, it stays.
 *
 * Actions, for any widget: `app.show-job`, `app.review-job`, `app.show-entity` (each s: id),
 * `app.search-library` (s: words), `app.show-brief`, `app.new-analysis`,
 * `app.preferences`, `app.set-up-provider`, `app.choose-model`, `app.about`, `app.quit`.
 */
#define EASEL_TYPE_APPLICATION (easel_application_get_type ())
G_DECLARE_FINAL_TYPE (EaselApplication, easel_application, EASEL, APPLICATION, AdwApplication)

EaselApplication *easel_application_new (void);

/**
 * easel_application_can_show:
 *
 * Connects to the display. Before an application is made, on the main thread.
 *
 * Returns: whether there is a display to show a window on
 */
gboolean easel_application_can_show (void);

G_END_DECLS
