/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-database.h"
#include "easel-library-changes.h"

G_BEGIN_DECLS

/**
 * EaselChangeRecorder:
 *
 * Watches a transaction and makes an entry in the journal of it: whatever is going to be changed
 * is touched first; what then differs at the end is what the entry can take back. @db is inside a
 * transaction, on its thread.
 */
typedef struct _EaselChangeRecorder EaselChangeRecorder;

EaselChangeRecorder *easel_change_recorder_new (sqlite3 *db);
void easel_change_recorder_free (EaselChangeRecorder *self);

sqlite3 *easel_change_recorder_get_db (EaselChangeRecorder *self);

/**
 * easel_change_recorder_touch:
 * @role: see #EaselJournalTouch; the first one counts
 * @exists: (out) (optional): whether there is such an entity; else nothing is done
 */
gboolean easel_change_recorder_touch (EaselChangeRecorder *self,
                                      const char *id,
                                      const char *role,
                                      gboolean *exists,
                                      GError **error);

/* (transfer none): where the rows moved beside the entities are entered */
JsonArray *easel_change_recorder_get_moved (EaselChangeRecorder *self);

/**
 * easel_change_recorder_write:
 * @kind: one of %EASEL_CHANGE_MERGE …
 * @summary: (nullable)
 * @stamp: (nullable)
 * @entry: (out) (transfer full) (nullable): id of the entry; %NULL when nothing differs, and
 *   there is none, unless it is an undo
 *
 * Counts up the revision of what differs, gives it a new time unless the change has done so, and
 * writes the entry.
 */
gboolean easel_change_recorder_write (EaselChangeRecorder *self,
                                      const char *kind,
                                      const char *title,
                                      JsonNode *summary,
                                      const EaselChangeStamp *stamp,
                                      char **entry,
                                      GError **error);

/* The same for what is no change anybody would take back: there is no entry. */
gboolean easel_change_recorder_settle (EaselChangeRecorder *self, GError **error);

/* (transfer none) (element-type utf8): ids of what differs, after it was written */
GPtrArray *easel_change_recorder_get_changed (EaselChangeRecorder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselChangeRecorder, easel_change_recorder_free)

G_END_DECLS
