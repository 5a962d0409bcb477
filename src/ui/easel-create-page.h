/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-recipe-shelf.h"
#include "easel-studio.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselCreatePage:
 *
 * Where making something begins: the ways there are, and below them the recipes that were saved or
 * used.
 *
 * Activates `win.create` (s: a generator, or "story") and `win.show-recipe` (sss: kind, name,
 * text).
 */
#define EASEL_TYPE_CREATE_PAGE (easel_create_page_get_type ())
G_DECLARE_FINAL_TYPE (EaselCreatePage, easel_create_page, EASEL, CREATE_PAGE, AdwNavigationPage)

EaselCreatePage *easel_create_page_new (EaselStudio *studio, EaselRecipeShelf *shelf);

G_END_DECLS
