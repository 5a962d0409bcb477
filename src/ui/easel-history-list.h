/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-history-model.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EaselHistoryList:
 *
 * The changes of an #EaselHistoryModel, a boxed list for each day; on an entity's page it is one
 * list.
 */
#define EASEL_TYPE_HISTORY_LIST (easel_history_list_get_type ())
G_DECLARE_FINAL_TYPE (EaselHistoryList, easel_history_list, EASEL, HISTORY_LIST, GtkBox)

/* @here: (nullable): see easel_history_row_new() */
void
easel_history_list_set_model (EaselHistoryList *self, EaselHistoryModel *model, const char *here);

G_END_DECLS
