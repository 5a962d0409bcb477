/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-library.h"
#include "sample-files.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * LibraryFixture: an open library in a temporary folder, and what it said.
 */
typedef struct
{
  SampleFolder folder;
  EaselLibrary *library;
  GPtrArray *changed; /* (element-type GStrv): one for each emission */
  GPtrArray *notices; /* (element-type utf8) */
  guint n_lookalikes; /* how often it said that the look-alikes changed */
} LibraryFixture;

/* For g_test_add(). A folder that is there already is used. */
void library_fixture_set_up (LibraryFixture *self, gconstpointer data);
void library_fixture_tear_down (LibraryFixture *self, gconstpointer data);

/* Closes the library, and opens another on the same folder, as the program's next start does. */
void library_fixture_reopen (LibraryFixture *self);
/* Runs easel_library_open_async() to its end. */
gboolean library_open (EaselLibrary *library, GError **error);

/* (transfer full): an import that must succeed */
EaselEntity *library_fixture_import (LibraryFixture *self, const char *path, const char *name);
/* (transfer full): a small picture that @number makes a different one, written to a file */
char *library_fixture_write_picture (LibraryFixture *self, guint number);
/* (transfer full): an entity with a fresh id, attributes from @json, and @job */
EaselEntity *
library_make_entity (const char *kind, const char *name, const char *json, const char *job);
void library_fixture_add (LibraryFixture *self, EaselEntity *entity);
/* (transfer full): a query that must succeed */
GPtrArray *library_fixture_query (LibraryFixture *self, const char *kind, const char *text);

/* A #GAsyncReadyCallback: puts the result where @result points, a GAsyncResult *. */
void library_on_done (GObject *source, GAsyncResult *done, gpointer result);
/* (transfer none): runs the main loop until that has come */
GAsyncResult *library_wait_for (GAsyncResult **result);

/* Runs the main loop until @self has heard of a change in @id. */
void library_fixture_wait_changed (LibraryFixture *self, const char *id);
/* The same, for the look-alikes. From then on it has not heard of them. */
void library_fixture_wait_lookalikes (LibraryFixture *self);
/* The same, for a notice. */
void library_fixture_wait_notice (LibraryFixture *self);

/* (transfer full): a path in the folder: "data/library.sqlite" … */
char *library_fixture_path (LibraryFixture *self, const char *name);
/* The first column of the first row that @sql gives, on a connection of its own. */
gint64 library_fixture_count (LibraryFixture *self, const char *sql);
void library_fixture_exec (LibraryFixture *self, const char *sql);

G_END_DECLS
