/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-change-recorder.h"

#include "easel-entity-image.h"
#include "easel-id.h"
#include "easel-journal-rows.h"

#define PART_UPDATED "updated"

typedef struct
{
  char *id;
  char *role;
  JsonObject *before; /* (owned): its image */
} Touch;

struct _EaselChangeRecorder
{
  sqlite3 *db;          /* (unowned) */
  gint64 now;           /* in microseconds */
  GPtrArray *touches;   /* (owned) (element-type Touch) */
  GHashTable *by_id;    /* (owned): id → Touch (unowned) */
  JsonArray *moved;     /* (owned) */
  GPtrArray *differing; /* (owned) (element-type EaselJournalRow): ready to be written */
  GPtrArray *changed;   /* (owned) (element-type utf8) */
};

static void
touch_free (gpointer data)
{
  Touch *touch = data;

  g_free (touch->id);
  g_free (touch->role);
  json_object_unref (touch->before);
  g_free (touch);
}

EaselChangeRecorder *
easel_change_recorder_new (sqlite3 *db)
{
  EaselChangeRecorder *self = g_new0 (EaselChangeRecorder, 1);

  self->db = db;
  self->now = g_get_real_time ();
  self->touches = g_ptr_array_new_with_free_func (touch_free);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->moved = json_array_new ();
  self->differing = g_ptr_array_new_with_free_func (easel_journal_row_free);
  self->changed = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
easel_change_recorder_free (EaselChangeRecorder *self)
{
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->touches);
  json_array_unref (self->moved);
  g_ptr_array_unref (self->differing);
  g_ptr_array_unref (self->changed);
  g_free (self);
}

sqlite3 *
easel_change_recorder_get_db (EaselChangeRecorder *self)
{
  return self->db;
}

gboolean
easel_change_recorder_touch (EaselChangeRecorder *self,
                             const char *id,
                             const char *role,
                             gboolean *exists,
                             GError **error)
{
  g_autoptr (JsonObject) image = NULL;
  Touch *touch;

  if (exists != NULL)
    *exists = TRUE;
  if (g_hash_table_contains (self->by_id, id))
    return TRUE;

  if (!easel_entity_image_read (self->db, id, &image, error))
    return FALSE;
  if (image == NULL)
    {
      if (exists != NULL)
        *exists = FALSE;
      return TRUE;
    }

  touch = g_new0 (Touch, 1);
  touch->id = g_strdup (id);
  touch->role = g_strdup (role);
  touch->before = g_steal_pointer (&image);
  g_ptr_array_add (self->touches, touch);
  g_hash_table_insert (self->by_id, touch->id, touch);
  return TRUE;
}

JsonArray *
easel_change_recorder_get_moved (EaselChangeRecorder *self)
{
  return self->moved;
}

/* Counts up the revision of @touch, and sets its time to @updated. */
static gboolean
bump (EaselChangeRecorder *self, Touch *touch, gint64 updated, guint *revision, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      self->db,
      "UPDATE entity SET revision = revision + 1, updated = ?2 WHERE id = ?1 RETURNING revision",
      error);

  if (stmt == NULL || !easel_database_bind (stmt, error, "si", touch->id, updated)
      || !easel_database_step (stmt, NULL, error))
    return FALSE;
  *revision = (guint) sqlite3_column_int64 (stmt, 0);
  return easel_database_step (stmt, NULL, error);
}

static gboolean
finish_touch (EaselChangeRecorder *self, Touch *touch, GError **error)
{
  g_autoptr (JsonObject) after = NULL;
  g_autoptr (JsonObject) changes = NULL;
  g_autofree char *updated = NULL;
  const char *was_updated = easel_entity_image_get_part (touch->before, PART_UPDATED);
  guint revision;

  if (!easel_entity_image_read (self->db, touch->id, &after, error))
    return FALSE;
  changes = easel_entity_image_compare (touch->before, after);
  if (changes == NULL)
    {
      /* A merge is in the history of what it was about, even if it took nothing from it. */
      if (!g_str_equal (touch->role, "source"))
        return TRUE;
      changes = json_object_new ();
    }

  updated = g_strdup (easel_entity_image_get_after (changes, PART_UPDATED));
  if (updated == NULL)
    {
      /* Never the same twice, so that it tells the one state from the other. */
      gint64 time = MAX (self->now, g_ascii_strtoll (was_updated, NULL, 10) + 1);

      updated = g_strdup_printf ("%" G_GINT64_FORMAT, time);
      easel_entity_image_set_change (changes, PART_UPDATED, was_updated, updated);
    }
  if (!bump (self, touch, g_ascii_strtoll (updated, NULL, 10), &revision, error))
    return FALSE;

  g_ptr_array_add (self->differing,
                   easel_journal_row_new (touch->id, touch->role,
                                          easel_entity_image_get_part (after, "name"), revision,
                                          changes));
  g_ptr_array_add (self->changed, g_strdup (touch->id));
  return TRUE;
}

gboolean
easel_change_recorder_settle (EaselChangeRecorder *self, GError **error)
{
  for (guint i = 0; i < self->touches->len; i++)
    if (!finish_touch (self, g_ptr_array_index (self->touches, i), error))
      return FALSE;
  return TRUE;
}

gboolean
easel_change_recorder_write (EaselChangeRecorder *self,
                             const char *kind,
                             const char *title,
                             JsonNode *summary,
                             const EaselChangeStamp *stamp,
                             char **entry,
                             GError **error)
{
  static const EaselChangeStamp no_stamp = { 0 };
  g_autofree char *id = NULL;
  EaselJournalColumns columns = { .kind = kind, .title = title, .time = self->now };
  g_autofree char *summary_text = summary != NULL ? json_to_string (summary, FALSE) : NULL;

  *entry = NULL;
  if (!easel_change_recorder_settle (self, error))
    return FALSE;
  if (self->differing->len == 0 && !g_str_equal (kind, EASEL_CHANGE_UNDO))
    return TRUE;

  if (stamp == NULL)
    stamp = &no_stamp;
  id = stamp->entry != NULL ? g_strdup (stamp->entry) : easel_id_new ();
  columns.id = id;
  columns.grouping = stamp->group;
  columns.job = stamp->job;
  columns.door = stamp->door;
  columns.summary = summary_text;
  if (!easel_journal_rows_insert (self->db, &columns, self->moved, self->differing, error))
    return FALSE;

  *entry = g_steal_pointer (&id);
  return TRUE;
}

GPtrArray *
easel_change_recorder_get_changed (EaselChangeRecorder *self)
{
  return self->changed;
}
