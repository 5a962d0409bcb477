/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library-fixture.h"

G_BEGIN_DECLS

/**
 * library_dump:
 *
 * Everything in the database, byte for byte: each column of each row of each table, and each word
 * of the search's index with its place. Left out are the journal, and the revisions of entities,
 * which only ever count up. Rows are in the order of their columns, which no table promises.
 *
 * Returns: (transfer full): text that is the same for the same content
 */
char *library_dump (LibraryFixture *self);

/* (transfer full): the same of the file @path, and its journal and revisions too */
char *library_dump_file (const char *path);

/* Fails the test, and shows the first line that differs, unless they are the same. */
void library_assert_same_dump (const char *dump, const char *expected);

/* (transfer full): id → revision as a pointer, for all entities */
GHashTable *library_revisions (LibraryFixture *self);

/* Fails the test when the database is damaged, a link leads nowhere, an index is wrong, or the
 * journal says what cannot be. */
void library_assert_sound (LibraryFixture *self);

G_END_DECLS
