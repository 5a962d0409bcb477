/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselLibraryPage:
 *
 * Everything in the library as a grid of pictures, with a filter by kind and a search. Follows
 * the library as it changes, and reads it in pieces as the person scrolls.
 *
 * Activates `win.show-entity` (s: id) for a tile, and `win.open` from its empty state.
 */
#define EASEL_TYPE_LIBRARY_PAGE (easel_library_page_get_type ())
G_DECLARE_FINAL_TYPE (EaselLibraryPage, easel_library_page, EASEL, LIBRARY_PAGE, AdwNavigationPage)

EaselLibraryPage *easel_library_page_new (EaselStudio *studio);

/* Shows the search bar and puts the cursor in it: Ctrl+F of the window. */
void easel_library_page_start_search (EaselLibraryPage *self);
/* The same, for these words. */
void easel_library_page_search (EaselLibraryPage *self, const char *text);

G_END_DECLS
