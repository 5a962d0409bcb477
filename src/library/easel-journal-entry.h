/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What was done, spelled as on disk. */
#define EASEL_CHANGE_MERGE "merge"
#define EASEL_CHANGE_EDIT "edit"
#define EASEL_CHANGE_TAG "tag"
#define EASEL_CHANGE_ARCHIVE "archive"
#define EASEL_CHANGE_UNARCHIVE "unarchive"
#define EASEL_CHANGE_UNDO "undo"

/**
 * EaselJournalTouch:
 * @entity: id of something that was changed; it may be gone
 * @role: "source" or "target" of a merge, "link" for what only points elsewhere now, else "self"
 * @name: what it was called afterwards
 * @fields: what people call the parts that were changed
 */
typedef struct
{
  char *entity;
  char *role;
  char *name;
  GStrv fields;
} EaselJournalTouch;

/**
 * EaselJournalEntry:
 *
 * One change of the library that was made and can be taken back. Immutable; any thread.
 *
 * Properties, all readable, for bindings: `id`, `kind`, `title`, `time`, `undone`.
 */
#define EASEL_TYPE_JOURNAL_ENTRY (easel_journal_entry_get_type ())
G_DECLARE_FINAL_TYPE (EaselJournalEntry, easel_journal_entry, EASEL, JOURNAL_ENTRY, GObject)

const char *easel_journal_entry_get_id (EaselJournalEntry *self);
const char *easel_journal_entry_get_kind (EaselJournalEntry *self);
/* A sentence without a full stop, in the language of the moment it was made. */
const char *easel_journal_entry_get_title (EaselJournalEntry *self);
/* Unix time in microseconds */
gint64 easel_journal_entry_get_time (EaselJournalEntry *self);

/* Each (nullable): what it is taken back together with; the job it came from; where the person
 * decided it: "window", "notification", "command-line", "dbus" */
const char *easel_journal_entry_get_group (EaselJournalEntry *self);
const char *easel_journal_entry_get_job (EaselJournalEntry *self);
const char *easel_journal_entry_get_door (EaselJournalEntry *self);
/* (nullable): id of the entry that took it back */
const char *easel_journal_entry_get_undone_by (EaselJournalEntry *self);

/* (transfer none) (nullable): of a merge, easel_merge_summarize() at that moment */
JsonNode *easel_journal_entry_get_summary (EaselJournalEntry *self);
/* (transfer none) (element-type EaselJournalTouch) */
GPtrArray *easel_journal_entry_get_touched (EaselJournalEntry *self);

/* (transfer full): one JSON object with everything above, for --json */
JsonNode *easel_journal_entry_to_json (EaselJournalEntry *self);

G_END_DECLS
