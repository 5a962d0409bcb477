/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselEntityPage:
 *
 * One entity of the library: its picture, what is known about it, where it is used and where it
 * comes from. Reads it off the main thread and again whenever it changes.
 *
 * Activates `win.show-entity` (s: id) and `app.show-job` (s: id).
 */
#define EASEL_TYPE_ENTITY_PAGE (easel_entity_page_get_type ())
G_DECLARE_FINAL_TYPE (EaselEntityPage, easel_entity_page, EASEL, ENTITY_PAGE, AdwNavigationPage)

/* To be pushed on an AdwNavigationView: `win.show-entity`. */
EaselEntityPage *easel_entity_page_new (EaselStudio *studio, const char *id);

/* Opens the dialog to change it, once there is something to change. */
void easel_entity_page_edit (EaselEntityPage *self);

G_END_DECLS
