/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-library-database.h"

#include "easel-library-keep-rows.h"
#include "easel-library.h"
#include "easel-recovery.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* As many as the disk makes use of; more callers wait. */
#define N_READERS 4

struct _EaselLibraryDatabase
{
  char *flag; /* path of a file that is there while the database is open */
  sqlite3 *writer;
  GMutex write_lock;
  GMutex attach_lock;   /* taken before the other, and until nothing is attached */
  GAsyncQueue *readers; /* (element-type sqlite3) */
  int suspect;          /* atomic: damage was met, so look again at the next start */
};

static const char *const migrations[] = {
  "CREATE TABLE entity ("
  "  seq INTEGER PRIMARY KEY,"
  "  id TEXT NOT NULL UNIQUE,"
  "  kind TEXT NOT NULL,"
  "  name TEXT NOT NULL,"
  "  attributes TEXT NOT NULL CHECK (json_valid (attributes)),"
  "  tags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid (tags)),"
  "  job TEXT,"
  "  analyzer TEXT,"
  "  provider TEXT,"
  "  model TEXT,"
  "  prompt_revision TEXT,"
  "  archived INTEGER NOT NULL DEFAULT 0,"
  "  created INTEGER NOT NULL,"
  "  updated INTEGER NOT NULL,"
  "  revision INTEGER NOT NULL DEFAULT 1"
  ") STRICT;"
  "CREATE INDEX entity_by_kind ON entity (kind, archived, created);"
  "CREATE INDEX entity_by_time ON entity (archived, created);"

  /* Links are checked when a transaction ends: an outfit may come before its items. */
  "CREATE TABLE entity_picture ("
  "  entity TEXT NOT NULL REFERENCES entity (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,"
  "  position INTEGER NOT NULL,"
  "  picture TEXT NOT NULL REFERENCES entity (id) DEFERRABLE INITIALLY DEFERRED,"
  "  role TEXT NOT NULL,"
  "  PRIMARY KEY (entity, position)"
  ") STRICT;"
  "CREATE INDEX entity_picture_by_picture ON entity_picture (picture);"
  "CREATE TABLE entity_reference ("
  "  entity TEXT NOT NULL REFERENCES entity (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,"
  "  position INTEGER NOT NULL,"
  "  role TEXT NOT NULL,"
  "  target TEXT NOT NULL REFERENCES entity (id) DEFERRABLE INITIALLY DEFERRED,"
  "  PRIMARY KEY (entity, position)"
  ") STRICT;"
  "CREATE INDEX entity_reference_by_target ON entity_reference (target);"

  "CREATE TABLE media ("
  "  entity TEXT PRIMARY KEY REFERENCES entity (id) ON DELETE CASCADE,"
  "  sha256 TEXT NOT NULL UNIQUE,"
  "  format TEXT NOT NULL"
  ") STRICT;"
  "CREATE TABLE analysis ("
  "  picture TEXT NOT NULL REFERENCES entity (id) ON DELETE CASCADE,"
  "  analyzer TEXT NOT NULL,"
  "  provider TEXT NOT NULL,"
  "  model TEXT NOT NULL,"
  "  prompt_revision TEXT NOT NULL,"
  "  entity TEXT NOT NULL REFERENCES entity (id) ON DELETE CASCADE,"
  "  created INTEGER NOT NULL,"
  "  PRIMARY KEY (picture, analyzer, provider, model, prompt_revision)"
  ") STRICT;"
  "CREATE INDEX analysis_by_entity ON analysis (entity);"

  /* What the search looks into: words only, neither member names nor a checksum. */
  "CREATE VIRTUAL TABLE entity_text USING fts5 ("
  "  name, tags, attributes, content = '', contentless_delete = 1, prefix = '2 3',"
  "  tokenize = 'unicode61 remove_diacritics 2'"
  ");"
  "CREATE VIEW entity_words (seq, name, tags, attributes) AS"
  "  SELECT seq, name, (SELECT group_concat (value, ' ') FROM json_each (entity.tags)),"
  "    (SELECT group_concat (atom, ' ') FROM json_tree (entity.attributes)"
  "     WHERE type = 'text' AND key IS NOT 'sha256')"
  "  FROM entity;"
  "CREATE TRIGGER entity_text_insert AFTER INSERT ON entity BEGIN"
  "  INSERT INTO entity_text (rowid, name, tags, attributes)"
  "    SELECT seq, name, tags, attributes FROM entity_words WHERE seq = new.seq;"
  "END;"
  "CREATE TRIGGER entity_text_update AFTER UPDATE OF name, tags, attributes ON entity BEGIN"
  "  DELETE FROM entity_text WHERE rowid = old.seq;"
  "  INSERT INTO entity_text (rowid, name, tags, attributes)"
  "    SELECT seq, name, tags, attributes FROM entity_words WHERE seq = new.seq;"
  "END;"
  "CREATE TRIGGER entity_text_delete AFTER DELETE ON entity BEGIN"
  "  DELETE FROM entity_text WHERE rowid = old.seq;"
  "END",

  /* What was changed, by whom, and how it was before. An entity that is gone stays in it. */
  "CREATE TABLE journal ("
  "  seq INTEGER PRIMARY KEY,"
  "  id TEXT NOT NULL UNIQUE,"
  "  time INTEGER NOT NULL,"
  "  kind TEXT NOT NULL,"
  "  title TEXT NOT NULL,"
  "  grouping TEXT,"
  "  job TEXT,"
  "  door TEXT,"
  "  summary TEXT CHECK (json_valid (summary)),"
  "  moved TEXT NOT NULL CHECK (json_valid (moved)),"
  "  touched INTEGER NOT NULL," /* how many rows of journal_entity there are */
  "  undone_by TEXT"
  ") STRICT;"
  "CREATE INDEX journal_by_grouping ON journal (grouping) WHERE grouping IS NOT NULL;"
  "CREATE INDEX journal_by_job ON journal (job) WHERE job IS NOT NULL;"
  "CREATE INDEX journal_by_undone_by ON journal (undone_by) WHERE undone_by IS NOT NULL;"
  "CREATE TABLE journal_entity ("
  "  entry INTEGER NOT NULL REFERENCES journal (seq) ON DELETE CASCADE,"
  "  entity TEXT NOT NULL,"
  "  role TEXT NOT NULL,"
  "  name TEXT NOT NULL,"
  "  revision INTEGER NOT NULL,"
  "  changes TEXT NOT NULL CHECK (json_valid (changes)),"
  "  PRIMARY KEY (entry, entity)"
  ") STRICT;"
  "CREATE INDEX journal_entity_by_entity ON journal_entity (entity, revision);"

  /* What looks alike and is not the same, each pair once. */
  "CREATE TABLE not_duplicates ("
  "  first TEXT NOT NULL REFERENCES entity (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,"
  "  second TEXT NOT NULL REFERENCES entity (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,"
  "  created INTEGER NOT NULL,"
  "  PRIMARY KEY (first, second),"
  "  CHECK (first < second)"
  ") STRICT;"
  "CREATE INDEX not_duplicates_by_second ON not_duplicates (second);"
  /* A few bits of what a picture looks like, so that it need not be decoded again. */
  "CREATE TABLE fingerprint ("
  "  picture TEXT PRIMARY KEY REFERENCES entity (id) ON DELETE CASCADE,"
  "  bits INTEGER NOT NULL"
  ") STRICT",

  /* What looked alike when somebody had a look, each pair once, the older one first. */
  "CREATE TABLE lookalike ("
  "  first TEXT NOT NULL REFERENCES entity (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,"
  "  second TEXT NOT NULL REFERENCES entity (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,"
  "  score REAL NOT NULL,"
  "  reasons INTEGER NOT NULL,"
  "  found INTEGER NOT NULL,"
  "  hidden_until INTEGER NOT NULL,"
  "  PRIMARY KEY (first, second)"
  ") STRICT;"
  "CREATE INDEX lookalike_by_second ON lookalike (second)",

  /* What was saved under a name, or used without one. */
  "CREATE TABLE recipe ("
  "  id TEXT NOT NULL UNIQUE,"
  "  kind TEXT NOT NULL,"
  "  name TEXT,"
  "  recipe TEXT NOT NULL CHECK (json_valid (recipe)),"
  "  used INTEGER NOT NULL"
  ") STRICT",

  /* What the person wants of this library, whoever opens it. */
  "CREATE TABLE setting (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT",
};

/* In the order in which a recovery copies them; the search's table fills itself. */
static const char *const recovered_tables[] = {
  "entity",      "media",     "entity_picture", "entity_reference",
  "analysis",    "journal",   "journal_entity", "not_duplicates",
  "fingerprint", "lookalike", "recipe",         "setting",
  NULL,
};

static const EaselRecoveryPlan recovery_plan = {
  .migrations = migrations,
  .n_migrations = G_N_ELEMENTS (migrations),
  .tables = recovered_tables,
  /* Links whose other end could not be saved, and pictures without their file's name. */
  .cleanup = "DELETE FROM entity WHERE kind = 'picture' AND id NOT IN (SELECT entity FROM media);"
             "DELETE FROM media WHERE entity NOT IN (SELECT id FROM entity);"
             "DELETE FROM entity_picture WHERE entity NOT IN (SELECT id FROM entity)"
             "  OR picture NOT IN (SELECT id FROM entity);"
             "DELETE FROM entity_reference WHERE entity NOT IN (SELECT id FROM entity)"
             "  OR target NOT IN (SELECT id FROM entity);"
             "DELETE FROM analysis WHERE picture NOT IN (SELECT id FROM entity)"
             "  OR entity NOT IN (SELECT id FROM entity);"
             "DELETE FROM not_duplicates WHERE first NOT IN (SELECT id FROM entity)"
             "  OR second NOT IN (SELECT id FROM entity);"
             "DELETE FROM fingerprint WHERE picture NOT IN (SELECT id FROM entity);"
             "DELETE FROM lookalike WHERE first NOT IN (SELECT id FROM entity)"
             "  OR second NOT IN (SELECT id FROM entity);"
             /* Half an entry would put back half of what was changed. */
             "DELETE FROM journal WHERE touched <>"
             "  (SELECT count (*) FROM journal_entity WHERE entry = seq);"
             "DELETE FROM journal_entity WHERE entry NOT IN (SELECT seq FROM journal);"
  /* What the person said cannot be read: nothing leaves until it is said again. */
  EASEL_LIBRARY_KEEP_HERE_IF_UNKNOWN,
};

static sqlite3 *
open_connection (const char *path, GError **error)
{
  return easel_database_open (path, migrations, G_N_ELEMENTS (migrations), error);
}

static gboolean
recover (const char *path, char **notice, GError **error)
{
  g_autofree char *aside = NULL;
  guint n_saved;

  if (!easel_recovery_run (path, &recovery_plan, &n_saved, &aside, error))
    return FALSE;

  *notice = g_strdup_printf (
      /* Translators: %s is a file name */
      ngettext ("The library was damaged. Easel could save %u thing in it; the damaged file was "
                "kept as “%s”.",
                "The library was damaged. Easel could save %u things in it; the damaged file was "
                "kept as “%s”.",
                n_saved),
      n_saved, aside);
  return TRUE;
}

/* (transfer full) (nullable): all that is in the schema of @db */
static char *
read_schema (sqlite3 *db, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db,
      "SELECT group_concat (type || ' ' || name || ' ' || coalesce (sql, ''), char (10) "
      "ORDER BY type, name) FROM sqlite_schema",
      error);

  if (stmt == NULL || !easel_database_step (stmt, NULL, error))
    return NULL;
  return g_strdup ((const char *) sqlite3_column_text (stmt, 0));
}

/* (transfer full) (nullable): what it is in a library of the version @version */
static char *
make_schema (guint version, GError **error)
{
  g_autoptr (sqlite3) db = easel_database_open (":memory:", migrations, version, error);

  return db != NULL ? read_schema (db, error) : NULL;
}

static gboolean
fail_corrupt (GError **error)
{
  easel_database_set_error_from_code (SQLITE_CORRUPT, NULL, error);
  return FALSE;
}

/* Whether the file has the tables of a library, and not one trigger or view more, before any of
 * them is used. */
static gboolean
check_schema (sqlite3 *db, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (db, "PRAGMA user_version", error);
  g_autofree char *schema = NULL;
  g_autofree char *expected = NULL;
  gint64 version;

  if (stmt == NULL || !easel_database_step (stmt, NULL, error))
    return FALSE;
  version = sqlite3_column_int64 (stmt, 0);
  /* What is newer, the next one says. */
  if (version > (gint64) G_N_ELEMENTS (migrations))
    return TRUE;
  if (version < 1)
    return fail_corrupt (error);
  schema = read_schema (db, error);
  expected = schema != NULL ? make_schema ((guint) version, error) : NULL;
  if (expected == NULL)
    return FALSE;
  return g_str_equal (schema, expected) || fail_corrupt (error);
}

static gboolean
check_untrusted (const char *path, GError **error)
{
  g_autoptr (sqlite3) db = NULL;

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    return easel_database_set_error (db, error);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  return check_schema (db, error);
}

/* Reads all of it. @sql: what must give no rows */
static gboolean
check_none (sqlite3 *db, const char *sql, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (db, sql, error);
  gboolean has_row;

  if (stmt == NULL || !easel_database_step (stmt, &has_row, error))
    return FALSE;
  return !has_row || fail_corrupt (error);
}

gboolean
easel_library_database_adopt (const char *path, GError **error)
{
  g_autoptr (sqlite3) db = NULL;

  if (!check_untrusted (path, error))
    return FALSE;
  db = open_connection (path, error);
  return db != NULL
         && check_none (db, "SELECT 1 FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
                        error)
         && check_none (db, "SELECT 1 FROM pragma_foreign_key_check", error)
         && check_none (db, "SELECT 1 FROM pragma_encoding WHERE encoding <> 'UTF-8'", error)
         /* So that it is one file again. */
         && easel_database_exec (db, "PRAGMA journal_mode = DELETE", error);
}

static sqlite3 *
open_writer (const char *path, gboolean unclean, char **notice, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (sqlite3) db = NULL;

  if (!easel_recovery_finish (path, error))
    return NULL;

  db = open_connection (path, &local_error);
  if (db != NULL && (!unclean || easel_database_check (db, &local_error)))
    return g_steal_pointer (&db);

  if (!g_error_matches (local_error, EASEL_DATABASE_ERROR, EASEL_DATABASE_ERROR_CORRUPT))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  g_clear_pointer (&db, sqlite3_close_v2);
  if (!recover (path, notice, error))
    return NULL;
  return open_connection (path, error);
}

static gboolean
open_readers (EaselLibraryDatabase *self, const char *path, GError **error)
{
  for (guint i = 0; i < N_READERS; i++)
    {
      g_autoptr (sqlite3) reader = open_connection (path, error);

      if (reader == NULL || !easel_database_exec (reader, "PRAGMA query_only = ON", error))
        return FALSE;
      g_async_queue_push (self->readers, g_steal_pointer (&reader));
    }
  return TRUE;
}

EaselLibraryDatabase *
easel_library_database_open (const char *path, char **notice, GError **error)
{
  g_autoptr (EaselLibraryDatabase) self = g_new0 (EaselLibraryDatabase, 1);
  gboolean unclean;

  *notice = NULL;
  g_mutex_init (&self->write_lock);
  g_mutex_init (&self->attach_lock);
  self->readers = g_async_queue_new_full ((GDestroyNotify) sqlite3_close_v2);
  self->flag = g_strconcat (path, "-open", NULL);
  unclean = g_file_test (self->flag, G_FILE_TEST_EXISTS);
  /* Until the database is known to be sound, a failure leaves the flag as it was. */
  self->suspect = unclean;

  self->writer = open_writer (path, unclean, notice, error);
  if (self->writer == NULL || !easel_library_keep_rows_prepare (self->writer, error)
      || !open_readers (self, path, error)
      || !g_file_set_contents_full (self->flag, "", 0, G_FILE_SET_CONTENTS_NONE, 0600, error))
    {
      g_clear_pointer (notice, g_free);
      return NULL;
    }

  self->suspect = FALSE;
  return g_steal_pointer (&self);
}

void
easel_library_database_close (EaselLibraryDatabase *self)
{
  g_async_queue_unref (self->readers);
  /* The last one to close puts the log back into the file. */
  g_clear_pointer (&self->writer, sqlite3_close_v2);
  g_mutex_clear (&self->write_lock);
  g_mutex_clear (&self->attach_lock);
  if (!g_atomic_int_get (&self->suspect))
    g_unlink (self->flag);
  g_free (self->flag);
  g_free (self);
}

static void
note_damage (EaselLibraryDatabase *self, sqlite3 *db)
{
  if ((sqlite3_errcode (db) & 0xff) == SQLITE_CORRUPT)
    g_atomic_int_set (&self->suspect, TRUE);
}

sqlite3 *
easel_library_database_begin_read (EaselLibraryDatabase *self, GError **error)
{
  sqlite3 *db = g_async_queue_pop (self->readers);

  if (!easel_database_exec (db, "BEGIN", error))
    {
      g_async_queue_push (self->readers, db);
      return NULL;
    }
  return db;
}

void
easel_library_database_end_read (EaselLibraryDatabase *self, sqlite3 *db)
{
  note_damage (self, db);
  sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
  g_async_queue_push (self->readers, db);
}

sqlite3 *
easel_library_database_begin_write (EaselLibraryDatabase *self, GError **error)
{
  g_mutex_lock (&self->write_lock);
  if (!easel_database_exec (self->writer, "BEGIN IMMEDIATE", error))
    {
      g_mutex_unlock (&self->write_lock);
      return NULL;
    }
  return self->writer;
}

gboolean
easel_library_database_attach (EaselLibraryDatabase *self, const char *path, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = NULL;
  gboolean attached;

  g_mutex_lock (&self->attach_lock);
  /* No transaction is under way on it then, which would not let it. */
  g_mutex_lock (&self->write_lock);
  stmt = easel_database_prepare (self->writer, "ATTACH ?1 AS backup", error);
  attached = stmt != NULL && easel_database_run (stmt, error, "s", path);
  g_mutex_unlock (&self->write_lock);
  if (!attached)
    g_mutex_unlock (&self->attach_lock);
  return attached;
}

void
easel_library_database_detach (EaselLibraryDatabase *self)
{
  g_mutex_lock (&self->write_lock);
  sqlite3_exec (self->writer, "DETACH backup", NULL, NULL, NULL);
  g_mutex_unlock (&self->write_lock);
  g_mutex_unlock (&self->attach_lock);
}

gboolean
easel_library_database_commit (EaselLibraryDatabase *self, GError **error)
{
  if (!easel_database_exec (self->writer, "COMMIT", error))
    {
      if (error != NULL && sqlite3_extended_errcode (self->writer) == SQLITE_CONSTRAINT_FOREIGNKEY)
        {
          g_clear_error (error);
          g_set_error_literal (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_FOUND,
                               _ ("Something this belongs to is not in the library."));
        }
      return FALSE;
    }
  g_mutex_unlock (&self->write_lock);
  return TRUE;
}

void
easel_library_database_rollback (EaselLibraryDatabase *self)
{
  note_damage (self, self->writer);
  sqlite3_exec (self->writer, "ROLLBACK", NULL, NULL, NULL);
  g_mutex_unlock (&self->write_lock);
}
