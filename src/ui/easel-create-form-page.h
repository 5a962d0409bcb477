/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-create-form.h"
#include "easel-recipe-shelf.h"
#include "easel-studio.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselCreateFormPage:
 *
 * The form of a generator: what goes in, how the result is to be, what the model is told, what it
 * takes, and the button that begins. It stays filled in for another go.
 *
 * Activates `win.tell`, `win.tell-recipe` (ss: words, what was in the form) and `win.show-job`.
 */
#define EASEL_TYPE_CREATE_FORM_PAGE (easel_create_form_page_get_type ())
G_DECLARE_FINAL_TYPE (EaselCreateFormPage,
                      easel_create_form_page,
                      EASEL,
                      CREATE_FORM_PAGE,
                      AdwNavigationPage)

/* @generator: one of @studio's. @shelf: where recipes are kept */
EaselCreateFormPage *easel_create_form_page_new (EaselStudio *studio,
                                                 EaselGenerator *generator,
                                                 EaselRecipeShelf *shelf);

/* (transfer none) */
EaselCreateForm *easel_create_form_page_get_form (EaselCreateFormPage *self);

/* Puts @entity where it goes. Returns: whether there is such a place */
gboolean easel_create_form_page_put (EaselCreateFormPage *self, EaselEntity *entity);

/* Fills the form in. @name: (nullable): what @recipe was saved as. Returns: (transfer full)
 * (nullable): what stood there before, when it would be a loss */
EaselRecipe *
easel_create_form_page_fill (EaselCreateFormPage *self, EaselRecipe *recipe, const char *name);

G_END_DECLS
