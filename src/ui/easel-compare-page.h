/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-contact-model.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselComparePage:
 *
 * Several pictures to choose from: all on a contact sheet, two side by side, or two one over the
 * other with a slider. Zoom and place are the same for both. One of the two is the current one:
 * keys and buttons are about it, and others take its place.
 *
 * Property `view` (string, writable, notify): "sheet", "sides" or "slider".
 */
#define EASEL_TYPE_COMPARE_PAGE (easel_compare_page_get_type ())
G_DECLARE_FINAL_TYPE (EaselComparePage, easel_compare_page, EASEL, COMPARE_PAGE, AdwNavigationPage)

/* @model: of pictures of @library; the first two are compared first
 * @view: as the property */
EaselComparePage *
easel_compare_page_new (EaselLibrary *library, EaselContactModel *model, const char *view);

G_END_DECLS
