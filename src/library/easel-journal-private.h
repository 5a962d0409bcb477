/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-journal-entry.h"

G_BEGIN_DECLS

/**
 * EaselJournalColumns: an entry's own columns. All (unowned); all but the first three (nullable).
 */
typedef struct
{
  const char *id;
  const char *kind;
  const char *title;
  const char *grouping;
  const char *job;
  const char *door;
  const char *undone_by;
  const char *summary; /* JSON text */
  gint64 time;
} EaselJournalColumns;

EaselJournalEntry *easel_journal_entry_new (const EaselJournalColumns *columns);
/* @fields: (transfer full) */
void easel_journal_entry_add_touch (EaselJournalEntry *self,
                                    const char *entity,
                                    const char *role,
                                    const char *name,
                                    GStrv fields);

G_END_DECLS
