/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-database.h"
#include "easel-journal-private.h"
#include "easel-library-changes.h"

G_BEGIN_DECLS

/**
 * EaselJournalRow:
 * @changes: see easel-entity-image.h
 * @revision: the entity's, after them
 *
 * What an entry did to one entity. Owned.
 */
typedef struct
{
  char *entity;
  char *role;
  char *name;
  guint revision;
  JsonObject *changes;
} EaselJournalRow;

/* @changes: a reference is taken */
EaselJournalRow *easel_journal_row_new (const char *entity,
                                        const char *role,
                                        const char *name,
                                        guint revision,
                                        JsonObject *changes);
void easel_journal_row_free (gpointer row);

/**
 * EaselJournalRecord:
 *
 * An entry as it is needed to take it back. Owned.
 */
typedef struct
{
  gint64 seq;
  char *id;
  char *kind;
  char *title;
  char *undone_by;  /* (nullable) */
  JsonArray *moved; /* see easel-side-rows.h */
  GPtrArray *rows;  /* (element-type EaselJournalRow) */
} EaselJournalRecord;

/* The journal in library.sqlite. @db is inside a transaction, on its thread. */

/* @rows: (element-type EaselJournalRow) */
gboolean easel_journal_rows_insert (sqlite3 *db,
                                    const EaselJournalColumns *columns,
                                    JsonArray *moved,
                                    GPtrArray *rows,
                                    GError **error);

/* @exists: (out): whether there is an entry @id */
gboolean easel_journal_rows_has (sqlite3 *db, const char *id, gboolean *exists, GError **error);

/* (transfer full) (nullable) (element-type EaselJournalEntry): newest first */
GPtrArray *easel_journal_rows_query (sqlite3 *db, const EaselHistoryQuery *query, GError **error);

/* (transfer full) (nullable) (element-type EaselJournalRecord): the entry @id, or those of the
 * group @id; newest first */
GPtrArray *easel_journal_rows_find (sqlite3 *db, const char *id, GError **error);

/* Says that @undone_by took @record back. Was it an undo itself, then what that took back holds
 * again. */
gboolean easel_journal_rows_set_undone (sqlite3 *db,
                                        const EaselJournalRecord *record,
                                        const char *undone_by,
                                        GError **error);

/* @title: (out) (transfer full) (nullable): the title of what the undo @id took back
 * @n: (out): how many entries that are */
gboolean
easel_journal_rows_get_undone (sqlite3 *db, const char *id, char **title, guint *n, GError **error);

/**
 * easel_journal_rows_list_changed:
 * @revision: the revision someone has seen
 * @pictures: whether its pictures matter too
 * @fields: (out) (transfer full) (nullable): what people call what has changed in name, tags and
 *   attributes since, after all; empty when that is not known; %NULL when it is as it was
 */
gboolean easel_journal_rows_list_changed (sqlite3 *db,
                                          const char *entity,
                                          guint revision,
                                          gboolean pictures,
                                          GStrv *fields,
                                          GError **error);

G_END_DECLS
