/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-recipe-shelf.h"
#include "easel-studio.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselCreateStoryPage:
 *
 * The form of a story: whom it is about and what, how it is told, its pictures, what it takes, and
 * the button that begins. It stays filled in for another go.
 *
 * Activates `win.tell` and `win.show-job`.
 */
#define EASEL_TYPE_CREATE_STORY_PAGE (easel_create_story_page_get_type ())
G_DECLARE_FINAL_TYPE (EaselCreateStoryPage,
                      easel_create_story_page,
                      EASEL,
                      CREATE_STORY_PAGE,
                      AdwNavigationPage)

EaselCreateStoryPage *easel_create_story_page_new (EaselStudio *studio, EaselRecipeShelf *shelf);

/* (transfer full): what the form says now */
EaselStoryParams *easel_create_story_page_dup_params (EaselCreateStoryPage *self);
/* Fills all of it in. @name: (nullable): what it was saved as */
void easel_create_story_page_fill (EaselCreateStoryPage *self,
                                   const EaselStoryParams *params,
                                   const char *name);

G_END_DECLS
