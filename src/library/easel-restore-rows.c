/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-restore-rows.h"

#include "easel-entity-kind.h"

#include <string.h>

#define ID_LENGTH 36

/* A picture that is here already under another id is that one, wherever the backup names it. */

/* Rows that no library has: an id or a format becomes part of a path, and JSON is read as what it
 * is written as. */
static const char *const strange_rows[] = {
  "SELECT 1 FROM backup.entity WHERE id GLOB '*[^0-9A-Za-z-]*' OR length (id) NOT BETWEEN 1 AND 64"
  " OR json_type (attributes) <> 'object' OR json_type (tags) <> 'array'"
  " OR EXISTS (SELECT 1 FROM json_each (tags) WHERE type <> 'text')",
  "SELECT 1 FROM backup.media WHERE sha256 GLOB '*[^0-9a-f]*' OR length (sha256) <> 64"
  " OR format GLOB '*[^0-9a-z]*' OR length (format) NOT BETWEEN 1 AND 8",
  "SELECT 1 FROM backup.journal WHERE json_type (moved) <> 'array'"
  " OR EXISTS (SELECT 1 FROM json_each (moved) WHERE type <> 'object')",
  "SELECT 1 FROM backup.journal_entity WHERE json_type (changes) <> 'object' OR EXISTS"
  " (SELECT 1 FROM json_each (changes) WHERE type <> 'array' OR json_array_length (value) <> 2)",
  "SELECT 1 FROM backup.entity WHERE (kind = 'picture') <>"
  " EXISTS (SELECT 1 FROM backup.media WHERE entity = id)",
};

/* What is new here, and of the history what is whole: a change of something that is here already
 * belongs to what it was elsewhere, and so does what was done to other things in between. */
static const char find_new[]
    = "CREATE TEMP TABLE new_entity (id TEXT PRIMARY KEY) WITHOUT ROWID;"
      "INSERT INTO new_entity SELECT id FROM backup.entity"
      "  WHERE id NOT IN (SELECT id FROM main.entity) AND here (id) = id;"
      "CREATE TEMP TABLE old_change (seq INTEGER PRIMARY KEY);"
      "INSERT INTO old_change WITH RECURSIVE old (seq) AS ("
      "  SELECT entry FROM backup.journal_entity WHERE here (entity) IN (SELECT id FROM "
      "main.entity)"
      "  UNION SELECT seq FROM backup.journal WHERE id IN (SELECT id FROM main.journal)"
      "  UNION SELECT other.entry FROM old JOIN backup.journal_entity AS mine ON mine.entry = "
      "old.seq"
      "    JOIN backup.journal_entity AS other ON other.entity = mine.entity"
      "  UNION SELECT undo.seq FROM old JOIN backup.journal AS done ON done.seq = old.seq"
      "    JOIN backup.journal AS undo ON undo.id = done.undone_by"
      "  UNION SELECT done.seq FROM old JOIN backup.journal AS undo ON undo.seq = old.seq"
      "    JOIN backup.journal AS done ON done.undone_by = undo.id"
      ") SELECT seq FROM old;";

/* In the order in which they refer to each other; numbers go on where those here end. */
static const char add_rows[]
    = "INSERT INTO main.entity (seq, id, kind, name, attributes, tags, job, analyzer, provider,"
      "    model, prompt_revision, archived, created, updated, revision)"
      "  SELECT seq + (SELECT coalesce (max (seq), 0) FROM main.entity), id, kind, here (name),"
      "    here (attributes), here (tags), here (job), here (analyzer), here (provider),"
      "    here (model), here (prompt_revision), archived, created, updated,"
      /* Each later revision is in the history: without one, it begins anew. */
      "    CASE WHEN EXISTS (SELECT 1 FROM backup.journal_entity"
      "      WHERE entity = id AND entry IN (SELECT seq FROM old_change)) THEN 1 ELSE revision END"
      "  FROM backup.entity WHERE id IN (SELECT id FROM new_entity) ORDER BY seq;"
      "INSERT INTO main.media (entity, sha256, format)"
      "  SELECT entity, sha256, format FROM backup.media"
      "  WHERE entity IN (SELECT id FROM new_entity) ORDER BY rowid;"
      "INSERT INTO main.entity_picture (entity, position, picture, role)"
      "  SELECT entity, position, here (picture), here (role) FROM backup.entity_picture"
      "  WHERE entity IN (SELECT id FROM new_entity) ORDER BY rowid;"
      "INSERT INTO main.entity_reference (entity, position, role, target)"
      "  SELECT entity, position, here (role), here (target) FROM backup.entity_reference"
      "  WHERE entity IN (SELECT id FROM new_entity) ORDER BY rowid;"
      "INSERT OR IGNORE INTO main.analysis (picture, analyzer, provider, model, prompt_revision,"
      "    entity, created)"
      "  SELECT here (picture), here (analyzer), here (provider), here (model),"
      "    here (prompt_revision), here (entity), created FROM backup.analysis ORDER BY rowid;"
      "INSERT OR IGNORE INTO main.not_duplicates (first, second, created)"
      "  SELECT min (here (first), here (second)), max (here (first), here (second)), created"
      "  FROM backup.not_duplicates WHERE here (first) <> here (second) ORDER BY rowid;"
      "INSERT OR IGNORE INTO main.fingerprint (picture, bits)"
      "  SELECT here (picture), bits FROM backup.fingerprint ORDER BY rowid;"
      "INSERT OR IGNORE INTO main.lookalike (first, second, score, reasons, found, hidden_until)"
      "  SELECT here (first), here (second), score, reasons, found, hidden_until"
      "  FROM backup.lookalike WHERE here (first) <> here (second)"
      "    AND NOT EXISTS (SELECT 1 FROM main.not_duplicates AS pair"
      "      WHERE pair.first = min (here (lookalike.first), here (lookalike.second))"
      "        AND pair.second = max (here (lookalike.first), here (lookalike.second)))"
      "  ORDER BY rowid;"
      "INSERT INTO main.journal (seq, id, time, kind, title, grouping, job, door, summary, moved,"
      "    touched, undone_by)"
      "  SELECT seq + (SELECT coalesce (max (seq), 0) FROM main.journal), here (id), time,"
      "    here (kind), here (title), here (grouping), here (job), here (door), here (summary),"
      "    here (moved), touched, here (undone_by)"
      "  FROM backup.journal WHERE seq NOT IN (SELECT seq FROM old_change) ORDER BY seq;"
      "INSERT INTO main.journal_entity (entry, entity, role, name, revision, changes)"
      "  SELECT (SELECT mine.seq FROM main.journal AS mine JOIN backup.journal AS theirs"
      "      ON theirs.id = mine.id WHERE theirs.seq = entry), here (entity), here (role),"
      "    here (name), revision, here (changes)"
      "  FROM backup.journal_entity WHERE entry NOT IN (SELECT seq FROM old_change) ORDER BY "
      "rowid;";

static const char add_recipes[]
    = "INSERT INTO main.recipe (id, kind, name, recipe, used)"
      "  SELECT here (id), here (kind), here (name), here (recipe), used FROM backup.recipe"
      "  WHERE id NOT IN (SELECT id FROM main.recipe) ORDER BY rowid;";

/* What was to stay on one machine does not leave another one either. */
static const char keep_here[]
    = "UPDATE main.setting SET value = 1 WHERE name = 'keep-here' AND value = 0"
      "  AND EXISTS (SELECT 1 FROM backup.setting WHERE name = 'keep-here' AND value <> 0)";

static const char forget_new[] = "DROP TABLE IF EXISTS temp.new_entity;"
                                 "DROP TABLE IF EXISTS temp.old_change";

static gboolean
fail_corrupt (GError **error)
{
  easel_database_set_error_from_code (SQLITE_CORRUPT, NULL, error);
  return FALSE;
}

/* Whether all of the text is text: a database keeps any bytes. */
static gboolean
is_text (sqlite3_value *value)
{
  const char *text = (const char *) sqlite3_value_text (value);

  return text != NULL && g_utf8_validate (text, sqlite3_value_bytes (value), NULL);
}

static gboolean
looks_like_id (const char *text, gsize left)
{
  return left >= ID_LENGTH && text[8] == '-' && text[13] == '-' && text[18] == '-'
         && text[23] == '-';
}

/* (transfer full): @text with all ids as they are here */
static char *
replace_ids (GHashTable *ids, const char *text, gsize length)
{
  g_autoptr (GString) replaced = g_string_sized_new (length);
  gsize i = 0;

  while (i < length)
    {
      char id[ID_LENGTH + 1];
      const char *here = NULL;

      if (looks_like_id (text + i, length - i))
        {
          g_strlcpy (id, text + i, sizeof id);
          here = g_hash_table_lookup (ids, id);
        }
      if (here != NULL)
        g_string_append (replaced, here);
      else
        g_string_append_c (replaced, text[i]);
      i += here != NULL ? ID_LENGTH : 1;
    }
  return g_string_free (g_steal_pointer (&replaced), FALSE);
}

/* SQL function here(): a text of the backup with ids as they are here. */
static void
on_here (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  GHashTable *ids = sqlite3_user_data (context);
  const char *text;
  char *replaced;

  if (sqlite3_value_type (values[0]) == SQLITE_NULL)
    return;
  if (!is_text (values[0]))
    {
      sqlite3_result_error_code (context, SQLITE_CORRUPT);
      return;
    }
  if (g_hash_table_size (ids) == 0)
    {
      sqlite3_result_value (context, values[0]);
      return;
    }
  text = (const char *) sqlite3_value_text (values[0]);
  replaced = replace_ids (ids, text, (gsize) sqlite3_value_bytes (values[0]));
  sqlite3_result_text (context, replaced, -1, g_free);
}

static gboolean
check_rows (sqlite3 *db, GError **error)
{
  g_autoptr (sqlite3_stmt) kinds = NULL;
  gboolean has_row = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (strange_rows); i++)
    {
      g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (db, strange_rows[i], error);

      if (stmt == NULL || !easel_database_step (stmt, &has_row, error))
        return FALSE;
      if (has_row)
        return fail_corrupt (error);
    }

  kinds = easel_database_prepare (db, "SELECT DISTINCT kind FROM backup.entity", error);
  if (kinds == NULL || !easel_database_step (kinds, &has_row, error))
    return FALSE;
  while (has_row)
    if (!easel_entity_kind_is_valid ((const char *) sqlite3_column_text (kinds, 0)))
      return fail_corrupt (error);
    else if (!easel_database_step (kinds, &has_row, error))
      return FALSE;
  return TRUE;
}

static gboolean
list_known_pictures (sqlite3 *db, GHashTable *ids, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db,
      "SELECT theirs.entity, mine.entity FROM backup.media AS theirs"
      "  JOIN main.media AS mine ON mine.sha256 = theirs.sha256"
      "  WHERE theirs.entity NOT IN (SELECT id FROM main.entity)",
      error);
  gboolean has_row = TRUE;

  if (stmt == NULL || !easel_database_step (stmt, &has_row, error))
    return FALSE;
  while (has_row)
    {
      g_hash_table_insert (ids, easel_database_text (stmt, 0), easel_database_text (stmt, 1));
      if (!easel_database_step (stmt, &has_row, error))
        return FALSE;
    }
  return TRUE;
}

/* Whether the file of each new picture is there, or known not to be. */
static gboolean
check_files (sqlite3 *db, EaselBackupManifest *manifest, guint *n_missing, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db,
      "SELECT format ('media/%s/%s.%s', substr (sha256, 1, 2), sha256, format) FROM backup.media"
      "  WHERE entity IN (SELECT id FROM new_entity)",
      error);
  gboolean has_row = TRUE;

  if (stmt == NULL || !easel_database_step (stmt, &has_row, error))
    return FALSE;
  while (has_row)
    {
      const char *name = (const char *) sqlite3_column_text (stmt, 0);

      if (g_hash_table_contains (manifest->missing, name))
        *n_missing += 1;
      else if (!g_hash_table_contains (manifest->files, name))
        return fail_corrupt (error);
      if (!easel_database_step (stmt, &has_row, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
count (sqlite3 *db, EaselRestoreCounts *counts, GPtrArray *added, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db, "SELECT id, kind, id IN (SELECT id FROM new_entity) FROM backup.entity", error);
  gboolean has_row = TRUE;

  if (stmt == NULL || !easel_database_step (stmt, &has_row, error))
    return FALSE;
  while (has_row)
    {
      gboolean is_picture = g_str_equal ((const char *) sqlite3_column_text (stmt, 1),
                                         EASEL_ENTITY_PICTURE);

      if (!sqlite3_column_int (stmt, 2))
        counts->n_kept++;
      else
        {
          *(is_picture ? &counts->n_pictures : &counts->n_entries) += 1;
          g_ptr_array_add (added, easel_database_text (stmt, 0));
        }
      if (!easel_database_step (stmt, &has_row, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add (sqlite3 *db,
     EaselBackupManifest *manifest,
     EaselRestoreCounts *counts,
     GPtrArray *added,
     GError **error)
{
  /* A crash cannot leave those behind, but an error can. */
  if (!easel_database_exec (db, forget_new, error) || !easel_database_exec (db, find_new, error)
      || !check_files (db, manifest, &counts->n_missing, error) || !count (db, counts, added, error)
      || !easel_database_exec (db, add_rows, error)
      || !easel_database_exec (db, add_recipes, error))
    return FALSE;
  counts->n_recipes = (guint) sqlite3_changes (db);
  if (!easel_database_exec (db, keep_here, error))
    return FALSE;
  counts->keeps_here = sqlite3_changes (db) > 0;
  return easel_database_exec (db, forget_new, error);
}

gboolean
easel_restore_rows_apply (sqlite3 *db,
                          EaselBackupManifest *manifest,
                          EaselRestoreCounts *counts,
                          GPtrArray *added,
                          GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GError) local = NULL;
  gboolean done;

  sqlite3_create_function_v2 (db, "here", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, ids, on_here, NULL,
                              NULL, NULL);
  done = check_rows (db, &local) && list_known_pictures (db, ids, &local)
         && add (db, manifest, counts, added, &local);
  sqlite3_create_function_v2 (db, "here", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, NULL, NULL,
                              NULL, NULL);
  if (done)
    return TRUE;

  /* A row that does not fit is the backup’s, not the library’s. */
  if ((sqlite3_errcode (db) & 0xff) == SQLITE_CONSTRAINT)
    return fail_corrupt (error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
