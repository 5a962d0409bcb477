/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-journal-rows.h"

#include "easel-entity-image.h"

/* Rows and records ---------------------------------------------------------------------- */

EaselJournalRow *
easel_journal_row_new (const char *entity,
                       const char *role,
                       const char *name,
                       guint revision,
                       JsonObject *changes)
{
  EaselJournalRow *self = g_new0 (EaselJournalRow, 1);

  self->entity = g_strdup (entity);
  self->role = g_strdup (role);
  self->name = g_strdup (name);
  self->revision = revision;
  self->changes = json_object_ref (changes);
  return self;
}

void
easel_journal_row_free (gpointer row)
{
  EaselJournalRow *self = row;

  g_free (self->entity);
  g_free (self->role);
  g_free (self->name);
  json_object_unref (self->changes);
  g_free (self);
}

static void
record_free (gpointer data)
{
  EaselJournalRecord *self = data;

  g_free (self->id);
  g_free (self->kind);
  g_free (self->title);
  g_free (self->undone_by);
  json_array_unref (self->moved);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/* (transfer full): empty when @text is none */
static JsonObject *
parse_object (const char *text)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_dup_object (node)
                                                       : json_object_new ();
}

static JsonArray *
parse_array (const char *text)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_dup_array (node)
                                                      : json_array_new ();
}

/* Writing ------------------------------------------------------------------------------- */

static gboolean
insert_entry (sqlite3 *db,
              const EaselJournalColumns *columns,
              JsonArray *moved,
              guint n_touched,
              GError **error)
{
  g_autoptr (JsonNode) node = json_node_init_array (json_node_alloc (), moved);
  g_autofree char *text = json_to_string (node, FALSE);
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db,
      "INSERT INTO journal (id, time, kind, title, grouping, job, door, summary, moved, touched) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
      error);

  return stmt != NULL
         && easel_database_run (stmt, error, "sisssssssi", columns->id, columns->time,
                                columns->kind, columns->title, columns->grouping, columns->job,
                                columns->door, columns->summary, text, (gint64) n_touched);
}

static gboolean
insert_row (sqlite3_stmt *stmt, gint64 seq, const EaselJournalRow *row, GError **error)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), row->changes);
  g_autofree char *changes = json_to_string (node, FALSE);

  return easel_database_run (stmt, error, "isssis", seq, row->entity, row->role, row->name,
                             (gint64) row->revision, changes);
}

gboolean
easel_journal_rows_insert (sqlite3 *db,
                           const EaselJournalColumns *columns,
                           JsonArray *moved,
                           GPtrArray *rows,
                           GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = NULL;
  gint64 seq;

  if (!insert_entry (db, columns, moved, rows->len, error))
    return FALSE;

  seq = sqlite3_last_insert_rowid (db);
  stmt = easel_database_prepare (
      db,
      "INSERT INTO journal_entity (entry, entity, role, name, revision, changes) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
      error);
  if (stmt == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    if (!insert_row (stmt, seq, g_ptr_array_index (rows, i), error))
      return FALSE;
  return TRUE;
}

gboolean
easel_journal_rows_set_undone (sqlite3 *db,
                               const EaselJournalRecord *record,
                               const char *undone_by,
                               GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db, "UPDATE journal SET undone_by = ?2 WHERE seq = ?1", error);
  g_autoptr (sqlite3_stmt) again = easel_database_prepare (
      db, "UPDATE journal SET undone_by = NULL WHERE undone_by = ?1", error);

  return stmt != NULL && again != NULL && easel_database_run (again, error, "s", record->id)
         && easel_database_run (stmt, error, "is", record->seq, undone_by);
}

/* Reading ------------------------------------------------------------------------------- */

gboolean
easel_journal_rows_has (sqlite3 *db, const char *id, gboolean *exists, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (db, "SELECT 1 FROM journal WHERE id = ?1",
                                                          error);

  return stmt != NULL && easel_database_bind (stmt, error, "s", id)
         && easel_database_step (stmt, exists, error);
}

static gboolean
read_touches (sqlite3_stmt *stmt, gint64 seq, EaselJournalEntry *entry, GError **error)
{
  gboolean has_row;

  sqlite3_reset (stmt);
  if (!easel_database_bind (stmt, error, "i", seq))
    return FALSE;

  while (easel_database_step (stmt, &has_row, error))
    {
      g_autoptr (JsonObject) changes = NULL;

      if (!has_row)
        return TRUE;
      changes = parse_object ((const char *) sqlite3_column_text (stmt, 3));
      easel_journal_entry_add_touch (entry, (const char *) sqlite3_column_text (stmt, 0),
                                     (const char *) sqlite3_column_text (stmt, 1),
                                     (const char *) sqlite3_column_text (stmt, 2),
                                     easel_entity_image_list_fields (changes));
    }
  return FALSE;
}

static EaselJournalEntry *
read_entry (sqlite3_stmt *stmt)
{
  const EaselJournalColumns columns = {
    .id = (const char *) sqlite3_column_text (stmt, 1),
    .time = sqlite3_column_int64 (stmt, 2),
    .kind = (const char *) sqlite3_column_text (stmt, 3),
    .title = (const char *) sqlite3_column_text (stmt, 4),
    .grouping = (const char *) sqlite3_column_text (stmt, 5),
    .job = (const char *) sqlite3_column_text (stmt, 6),
    .door = (const char *) sqlite3_column_text (stmt, 7),
    .summary = (const char *) sqlite3_column_text (stmt, 8),
    .undone_by = (const char *) sqlite3_column_text (stmt, 9),
  };

  return easel_journal_entry_new (&columns);
}

/* Reads all rows of @stmt, whose parameters are bound. */
static GPtrArray *
read_entries (sqlite3 *db, sqlite3_stmt *stmt, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (sqlite3_stmt) touches = easel_database_prepare (
      db, "SELECT entity, role, name, changes FROM journal_entity WHERE entry = ?1 ORDER BY rowid",
      error);
  gboolean has_row;

  if (touches == NULL)
    return NULL;

  while (easel_database_step (stmt, &has_row, error))
    {
      EaselJournalEntry *entry;

      if (!has_row)
        return g_steal_pointer (&entries);
      entry = read_entry (stmt);
      g_ptr_array_add (entries, entry);
      if (!read_touches (touches, sqlite3_column_int64 (stmt, 0), entry, error))
        return NULL;
    }
  return NULL;
}

GPtrArray *
easel_journal_rows_query (sqlite3 *db, const EaselHistoryQuery *query, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db,
      "SELECT seq, id, time, kind, title, grouping, job, door, summary, undone_by FROM journal "
      "WHERE (?1 IS NULL OR seq IN (SELECT entry FROM journal_entity WHERE entity = ?1)) "
      "AND (?2 IS NULL OR job = ?2) AND (?3 IS NULL OR id = ?3 OR grouping = ?3) "
      "ORDER BY seq DESC LIMIT ?4 OFFSET ?5",
      error);

  if (stmt == NULL
      || !easel_database_bind (stmt, error, "sssii", query->entity, query->job, query->change,
                               query->limit > 0 ? (gint64) query->limit : (gint64) -1,
                               (gint64) query->offset))
    return NULL;
  return read_entries (db, stmt, error);
}

static gboolean
read_rows (sqlite3_stmt *stmt, EaselJournalRecord *record, GError **error)
{
  gboolean has_row;

  sqlite3_reset (stmt);
  if (!easel_database_bind (stmt, error, "i", record->seq))
    return FALSE;

  while (easel_database_step (stmt, &has_row, error))
    {
      g_autoptr (JsonObject) changes = NULL;

      if (!has_row)
        return TRUE;
      changes = parse_object ((const char *) sqlite3_column_text (stmt, 4));
      g_ptr_array_add (record->rows,
                       easel_journal_row_new ((const char *) sqlite3_column_text (stmt, 0),
                                              (const char *) sqlite3_column_text (stmt, 1),
                                              (const char *) sqlite3_column_text (stmt, 2),
                                              (guint) sqlite3_column_int64 (stmt, 3), changes));
    }
  return FALSE;
}

static EaselJournalRecord *
read_record (sqlite3_stmt *stmt)
{
  EaselJournalRecord *record = g_new0 (EaselJournalRecord, 1);

  record->seq = sqlite3_column_int64 (stmt, 0);
  record->id = easel_database_text (stmt, 1);
  record->kind = easel_database_text (stmt, 2);
  record->title = easel_database_text (stmt, 3);
  record->undone_by = easel_database_text (stmt, 4);
  record->moved = parse_array ((const char *) sqlite3_column_text (stmt, 5));
  record->rows = g_ptr_array_new_with_free_func (easel_journal_row_free);
  return record;
}

GPtrArray *
easel_journal_rows_find (sqlite3 *db, const char *id, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db,
      "SELECT seq, id, kind, title, undone_by, moved FROM journal "
      "WHERE id = ?1 OR (grouping = ?1 AND kind <> '" EASEL_CHANGE_UNDO "') "
      "ORDER BY seq DESC",
      error);
  g_autoptr (sqlite3_stmt) rows = easel_database_prepare (
      db,
      "SELECT entity, role, name, revision, changes FROM journal_entity WHERE entry = ?1 "
      "ORDER BY rowid",
      error);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (record_free);
  gboolean has_row;

  if (stmt == NULL || rows == NULL || !easel_database_bind (stmt, error, "s", id))
    return NULL;

  while (easel_database_step (stmt, &has_row, error))
    {
      EaselJournalRecord *record;

      if (!has_row)
        return g_steal_pointer (&records);
      record = read_record (stmt);
      g_ptr_array_add (records, record);
      if (!read_rows (rows, record, error))
        return NULL;
    }
  return NULL;
}

gboolean
easel_journal_rows_get_undone (sqlite3 *db, const char *id, char **title, guint *n, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db, "SELECT max (title), count (*) FROM journal WHERE undone_by = ?1", error);

  if (stmt == NULL || !easel_database_bind (stmt, error, "s", id)
      || !easel_database_step (stmt, NULL, error))
    return FALSE;
  *title = easel_database_text (stmt, 0);
  *n = (guint) sqlite3_column_int64 (stmt, 1);
  return TRUE;
}

/* Changes since ------------------------------------------------------------------------- */

static gboolean
is_content (const char *part, gboolean pictures)
{
  return g_str_equal (part, "name") || g_str_equal (part, "tags")
         || g_str_equal (part, "attributes") || (pictures && g_str_has_prefix (part, "picture/"));
}

/* Enters what @changes changed first of each part in @net, as from then until @current. */
static void
add_net_changes (JsonObject *net, JsonObject *changes, JsonObject *current, gboolean pictures)
{
  JsonObjectIter iter;
  const char *part;

  json_object_iter_init_ordered (&iter, changes);
  while (json_object_iter_next_ordered (&iter, &part, NULL))
    if (is_content (part, pictures) && !json_object_has_member (net, part))
      easel_entity_image_set_change (net, part, easel_entity_image_get_before (changes, part),
                                     easel_entity_image_get_part (current, part));
}

/* (transfer full): the labels of those of @net that did not come back to what they were */
static GStrv
list_net_fields (JsonObject *net)
{
  g_autoptr (JsonObject) differing = json_object_new ();
  JsonObjectIter iter;
  const char *part;

  json_object_iter_init_ordered (&iter, net);
  while (json_object_iter_next_ordered (&iter, &part, NULL))
    {
      const char *before = easel_entity_image_get_before (net, part);
      const char *after = easel_entity_image_get_after (net, part);

      if (g_strcmp0 (before, after) != 0)
        easel_entity_image_set_change (differing, part, before, after);
    }
  return easel_entity_image_list_fields (differing);
}

/* Returns: how many revisions of @entity since @revision the journal knows; enters what they
 * changed in @net. Negative on errors. */
static gint64
read_changes (sqlite3 *db,
              const char *entity,
              guint revision,
              gboolean pictures,
              JsonObject *current,
              JsonObject *net,
              GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db,
      "SELECT changes FROM journal_entity WHERE entity = ?1 AND revision > ?2 ORDER BY revision",
      error);
  gboolean has_row;
  gint64 n = 0;

  if (stmt == NULL || !easel_database_bind (stmt, error, "si", entity, (gint64) revision))
    return -1;

  while (easel_database_step (stmt, &has_row, error))
    {
      g_autoptr (JsonObject) changes = NULL;

      if (!has_row)
        return n;
      changes = parse_object ((const char *) sqlite3_column_text (stmt, 0));
      add_net_changes (net, changes, current, pictures);
      n++;
    }
  return -1;
}

static gboolean
read_revision (sqlite3 *db, const char *entity, gint64 *revision, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db, "SELECT revision FROM entity WHERE id = ?1", error);

  if (stmt == NULL || !easel_database_bind (stmt, error, "s", entity)
      || !easel_database_step (stmt, NULL, error))
    return FALSE;
  *revision = sqlite3_column_int64 (stmt, 0);
  return TRUE;
}

gboolean
easel_journal_rows_list_changed (sqlite3 *db,
                                 const char *entity,
                                 guint revision,
                                 gboolean pictures,
                                 GStrv *fields,
                                 GError **error)
{
  g_autoptr (JsonObject) current = NULL;
  g_autoptr (JsonObject) net = json_object_new ();
  g_auto (GStrv) listed = NULL;
  gint64 newest, n_known;

  *fields = NULL;
  if (!read_revision (db, entity, &newest, error))
    return FALSE;
  if (newest == revision)
    return TRUE;

  if (!easel_entity_image_read (db, entity, &current, error))
    return FALSE;
  n_known = read_changes (db, entity, revision, pictures, current, net, error);
  if (n_known < 0)
    return FALSE;

  listed = list_net_fields (net);
  /* A revision the journal does not know may have changed anything. */
  if (n_known != newest - (gint64) revision || *listed != NULL)
    *fields = g_steal_pointer (&listed);
  return TRUE;
}
