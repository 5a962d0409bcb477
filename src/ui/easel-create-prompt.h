/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-create-form.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselCreatePrompt:
 *
 * What a model is told, folded away: Easel's words, which follow the form, until the person writes
 * others; then those are in the recipe, and there is a way back.
 */
#define EASEL_TYPE_CREATE_PROMPT (easel_create_prompt_get_type ())
G_DECLARE_FINAL_TYPE (EaselCreatePrompt,
                      easel_create_prompt,
                      EASEL,
                      CREATE_PROMPT,
                      AdwPreferencesGroup)

/* @form: kept */
GtkWidget *easel_create_prompt_new (EaselCreateForm *form);

/* @built: (nullable): Easel's words; %NULL while there are none */
void easel_create_prompt_set_built (EaselCreatePrompt *self, const char *built);

G_END_DECLS
