/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-history-item.h"
#include "easel-library-changes.h"

G_BEGIN_DECLS

/**
 * EaselHistoryModel:
 *
 * A #GListModel of #EaselHistoryItem, the newest first, read in pages. What was made together is
 * one item, except among the changes of one entity, or of one group. A change of the library is
 * read again; an item that is still there stays the same object. Main thread only.
 *
 * Property `loaded` (gboolean, readable): notified with each answer.
 */
#define EASEL_TYPE_HISTORY_MODEL (easel_history_model_get_type ())
G_DECLARE_FINAL_TYPE (EaselHistoryModel, easel_history_model, EASEL, HISTORY_MODEL, GObject)

/* @entity: (nullable): only what changed this. @group: (nullable): only what was made together */
EaselHistoryModel *easel_history_model_new (EaselLibrary *library,
                                            const char *entity,
                                            const char *group,
                                            guint page_size);

/* Reads the first page, or everything that was read once more. */
void easel_history_model_reload (EaselHistoryModel *self);

gboolean easel_history_model_has_more (EaselHistoryModel *self);
/* Reads the next page, if there is one and nothing is being read. */
void easel_history_model_load_more (EaselHistoryModel *self);

gboolean easel_history_model_is_loaded (EaselHistoryModel *self);
/* (transfer none) (nullable): why the last answer is none */
const GError *easel_history_model_get_error (EaselHistoryModel *self);

G_END_DECLS
