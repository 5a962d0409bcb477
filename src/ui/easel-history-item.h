/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-journal-entry.h"

G_BEGIN_DECLS

/**
 * EaselHistoryItem:
 *
 * One line of the history: a change of the library, or several that were made together and are
 * taken back together. Main thread only.
 *
 * Signal `changed`: something about it is different, such as that it was taken back.
 */
#define EASEL_TYPE_HISTORY_ITEM (easel_history_item_get_type ())
G_DECLARE_FINAL_TYPE (EaselHistoryItem, easel_history_item, EASEL, HISTORY_ITEM, GObject)

/* @entries: (element-type EaselJournalEntry): at least one, the newest first; a reference is
 * taken */
EaselHistoryItem *easel_history_item_new (GPtrArray *entries);

/* The same item, as it is now; emits `changed` when that is not as it was. */
void easel_history_item_set_entries (EaselHistoryItem *self, GPtrArray *entries);

/* (transfer none) (element-type EaselJournalEntry) */
GPtrArray *easel_history_item_get_entries (EaselHistoryItem *self);
/* What easel_library_undo() takes: the group's id, or the only entry's. */
const char *easel_history_item_get_change (EaselHistoryItem *self);
gboolean easel_history_item_is_group (EaselHistoryItem *self);
/* Whether there is nothing left to take back. */
gboolean easel_history_item_is_undone (EaselHistoryItem *self);

/* (transfer full): "Merged “Scarf” into “Shawl”", "12 merges" */
char *easel_history_item_describe (EaselHistoryItem *self);
/* (transfer full): when, through which door, and what of it was taken back already: "15:07 · In
 * the window". @now: Unix time in microseconds, to tell the day as well; 0 for the time alone */
char *easel_history_item_describe_origin (EaselHistoryItem *self, gint64 now);
/* (transfer full): "Today", "3 February 2026". @now: Unix time in microseconds */
char *easel_history_item_describe_day (EaselHistoryItem *self, gint64 now);
/* Whether both are of one day, here. */
gboolean easel_history_item_is_same_day (EaselHistoryItem *self, EaselHistoryItem *other);
/* Of a symbolic icon. */
const char *easel_history_item_get_icon_name (EaselHistoryItem *self);

G_END_DECLS
