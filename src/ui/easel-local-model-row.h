/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselLocalModelRow:
 *
 * A model a server can download: what it takes, how far it has come, or that it is there. Follows
 * its job, also one that was begun elsewhere.
 */
#define EASEL_TYPE_LOCAL_MODEL_ROW (easel_local_model_row_get_type ())
G_DECLARE_FINAL_TYPE (EaselLocalModelRow,
                      easel_local_model_row,
                      EASEL,
                      LOCAL_MODEL_ROW,
                      AdwActionRow)

/* @provider: id of whom is told to download. @model: copied */
GtkWidget *
easel_local_model_row_new (EaselStudio *studio, const char *provider, const EaselLocalModel *model);

/* (transfer none): what the server is asked for */
const char *easel_local_model_row_get_model (EaselLocalModelRow *self);

/* The server has it. */
void easel_local_model_row_set_there (EaselLocalModelRow *self);

void easel_local_model_row_download (EaselLocalModelRow *self);

G_END_DECLS
