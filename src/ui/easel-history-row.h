/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-history-item.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselHistoryRow:
 *
 * A change of the library, with a button that takes it back. Several that were made together open a
 * page of their own, a single one what it was about.
 */
#define EASEL_TYPE_HISTORY_ROW (easel_history_row_get_type ())
G_DECLARE_FINAL_TYPE (EaselHistoryRow, easel_history_row, EASEL, HISTORY_ROW, AdwActionRow)

/* @here: (nullable): id of the entity whose page it is on: it need not lead there, but tells the
 * day of each change by itself */
GtkWidget *easel_history_row_new (EaselHistoryItem *item, const char *here);
EaselHistoryItem *easel_history_row_get_item (EaselHistoryRow *self);

G_END_DECLS
