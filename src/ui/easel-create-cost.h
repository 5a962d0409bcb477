/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselCreateCost:
 *
 * What it takes to make something, before it is made: how many calls, of which model, and where
 * what goes into them is sent. Without a model for it, the way to one.
 */
#define EASEL_TYPE_CREATE_COST (easel_create_cost_get_type ())
G_DECLARE_FINAL_TYPE (EaselCreateCost, easel_create_cost, EASEL, CREATE_COST, AdwPreferencesGroup)

GtkWidget *easel_create_cost_new (EaselStudio *studio);

/* How many texts, and how many pictures, are asked for. */
void easel_create_cost_set_calls (EaselCreateCost *self, guint n_texts, guint n_pictures);

G_END_DECLS
