/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library-fixture.h"

#include "easel-id.h"

/* Generous: nothing here takes long unless it never comes. */
#define PATIENCE_SECONDS 120

static void
on_changed (EaselLibrary *library, const char *const *ids, gpointer user_data)
{
  LibraryFixture *self = user_data;

  g_assert_true (g_main_context_is_owner (g_main_context_default ()));
  g_ptr_array_add (self->changed, g_strdupv ((GStrv) ids));
}

static void
on_notice (EaselLibrary *library, const char *message, gpointer user_data)
{
  LibraryFixture *self = user_data;

  g_assert_true (g_main_context_is_owner (g_main_context_default ()));
  g_ptr_array_add (self->notices, g_strdup (message));
}

static void
on_lookalikes_changed (EaselLibrary *library, gpointer user_data)
{
  LibraryFixture *self = user_data;

  g_assert_true (g_main_context_is_owner (g_main_context_default ()));
  self->n_lookalikes++;
}

static void
make_library (LibraryFixture *self)
{
  g_autofree char *data_dir = library_fixture_path (self, "data");
  g_autofree char *cache_dir = library_fixture_path (self, "cache");
  g_autoptr (GError) error = NULL;

  self->library = easel_library_new (data_dir, cache_dir);
  g_signal_connect (self->library, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect (self->library, "lookalikes-changed", G_CALLBACK (on_lookalikes_changed), self);
  g_signal_connect (self->library, "notice", G_CALLBACK (on_notice), self);
  library_open (self->library, &error);
  g_assert_no_error (error);
}

void
library_fixture_set_up (LibraryFixture *self, gconstpointer data)
{
  if (self->folder.path == NULL)
    sample_folder_init (&self->folder);
  self->changed = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->notices = g_ptr_array_new_with_free_func (g_free);
  make_library (self);
}

void
library_fixture_tear_down (LibraryFixture *self, gconstpointer data)
{
  easel_library_close (self->library);
  g_signal_handlers_disconnect_by_data (self->library, self);
  /* What is still scheduled holds a reference. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (self->library);
  g_ptr_array_unref (self->changed);
  g_ptr_array_unref (self->notices);
  sample_folder_clear (&self->folder);
}

void
library_fixture_reopen (LibraryFixture *self)
{
  easel_library_close (self->library);
  g_signal_handlers_disconnect_by_data (self->library, self);
  g_clear_object (&self->library);
  g_ptr_array_set_size (self->changed, 0);
  g_ptr_array_set_size (self->notices, 0);
  self->n_lookalikes = 0;
  make_library (self);
}

void
library_on_done (GObject *source, GAsyncResult *done, gpointer result)
{
  GAsyncResult **there = result;

  g_assert_true (g_main_context_is_owner (g_main_context_default ()));
  *there = g_object_ref (done);
}

GAsyncResult *
library_wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

gboolean
library_open (EaselLibrary *library, GError **error)
{
  g_autoptr (GAsyncResult) opened = NULL;

  easel_library_open_async (library, NULL, library_on_done, &opened);
  return easel_library_open_finish (library, library_wait_for (&opened), error);
}

EaselEntity *
library_fixture_import (LibraryFixture *self, const char *path, const char *name)
{
  g_autoptr (GError) error = NULL;
  EaselEntity *picture = easel_library_import_picture (self->library, path, name, "job-1",
                                                       easel_id_new, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (picture);
  return picture;
}

char *
library_fixture_write_picture (LibraryFixture *self, guint number)
{
  g_autoptr (GdkPixbuf) pixbuf = sample_pixbuf (40 + (int) number, 30, number, FALSE);
  g_autoptr (GBytes) bytes = sample_encode (pixbuf, "png");
  g_autofree char *name = g_strdup_printf ("picture-%u.png", number);

  return sample_write (&self->folder, name, bytes);
}

EaselEntity *
library_make_entity (const char *kind, const char *name, const char *json, const char *job)
{
  g_autofree char *id = easel_id_new ();
  EaselEntity *entity = easel_entity_new (id, kind, name);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;

  if (json != NULL)
    {
      node = json_from_string (json, &error);
      g_assert_no_error (error);
      easel_entity_set_attributes (entity, json_node_get_object (node));
    }
  easel_entity_set_provenance (entity, job, NULL, NULL, NULL, NULL);
  return entity;
}

void
library_fixture_add (LibraryFixture *self, EaselEntity *entity)
{
  g_autoptr (GPtrArray) entities = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (entities, entity);
  easel_library_add (self->library, entities, &error);
  g_assert_no_error (error);
}

GPtrArray *
library_fixture_query (LibraryFixture *self, const char *kind, const char *text)
{
  const EaselLibraryQuery query = { .kind = kind, .text = text };
  g_autoptr (GError) error = NULL;
  GPtrArray *entities = easel_library_query (self->library, &query, &error);

  g_assert_no_error (error);
  return entities;
}

static gboolean
has_changed (LibraryFixture *self, const char *id)
{
  for (guint i = 0; i < self->changed->len; i++)
    if (g_strv_contains (g_ptr_array_index (self->changed, i), id))
      return TRUE;
  return FALSE;
}

static gboolean
on_patience_lost (gpointer user_data)
{
  g_error ("Nothing came in %d seconds", PATIENCE_SECONDS);
  return G_SOURCE_REMOVE;
}

void
library_fixture_wait_changed (LibraryFixture *self, const char *id)
{
  guint timeout = g_timeout_add_seconds (PATIENCE_SECONDS, on_patience_lost, NULL);

  while (!has_changed (self, id))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout);
}

void
library_fixture_wait_lookalikes (LibraryFixture *self)
{
  guint timeout = g_timeout_add_seconds (PATIENCE_SECONDS, on_patience_lost, NULL);

  while (self->n_lookalikes == 0)
    g_main_context_iteration (NULL, TRUE);
  self->n_lookalikes = 0;
  g_source_remove (timeout);
}

void
library_fixture_wait_notice (LibraryFixture *self)
{
  guint timeout = g_timeout_add_seconds (PATIENCE_SECONDS, on_patience_lost, NULL);

  while (self->notices->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout);
}

char *
library_fixture_path (LibraryFixture *self, const char *name)
{
  return sample_folder_get (&self->folder, name);
}

static sqlite3 *
connect_database (LibraryFixture *self)
{
  g_autofree char *path = library_fixture_path (self, "data/library.sqlite");
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 5000);
  return db;
}

gint64
library_fixture_count (LibraryFixture *self, const char *sql)
{
  sqlite3 *db = connect_database (self);
  sqlite3_stmt *stmt;
  gint64 count;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  count = sqlite3_column_int64 (stmt, 0);
  sqlite3_finalize (stmt);
  sqlite3_close (db);
  return count;
}

void
library_fixture_exec (LibraryFixture *self, const char *sql)
{
  sqlite3 *db = connect_database (self);

  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}
