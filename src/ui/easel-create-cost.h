/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselCreateCost:
 *
 * What it takes to make something, before it is made: what it costs, which models do it, and where
 * what they are told is sent. Without a model for it, the way to one.
 */
#define EASEL_TYPE_CREATE_COST (easel_create_cost_get_type ())
G_DECLARE_FINAL_TYPE (EaselCreateCost, easel_create_cost, EASEL, CREATE_COST, AdwPreferencesGroup)

GtkWidget *easel_create_cost_new (EaselStudio *studio);

/* @estimate: (transfer none): what is reckoned */
void easel_create_cost_set_estimate (EaselCreateCost *self, const EaselEstimate *estimate);

G_END_DECLS
