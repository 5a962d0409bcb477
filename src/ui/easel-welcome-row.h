/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselWelcomeRow:
 *
 * A server found on this machine, with a button that sets it up whole: kept as a provider, and
 * one of its models chosen, if there is one that sees pictures. What goes wrong is said
 * in the row.
 *
 * Signal `used`: it is set up.
 */
#define EASEL_TYPE_WELCOME_ROW (easel_welcome_row_get_type ())
G_DECLARE_FINAL_TYPE (EaselWelcomeRow, easel_welcome_row, EASEL, WELCOME_ROW, AdwActionRow)

GtkWidget *easel_welcome_row_new (EaselStudio *studio, EaselProviderConfig *config);

/**
 * easel_welcome_row_choose_model:
 * @models: (element-type EaselModel): what a server offers
 *
 * Returns: (transfer none) (nullable): one that says it sees pictures; else one that does not
 *   say; else any; %NULL when there is none
 */
const EaselModel *easel_welcome_row_choose_model (GPtrArray *models);

G_END_DECLS
