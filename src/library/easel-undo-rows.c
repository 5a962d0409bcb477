/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-undo-rows.h"

#include "easel-entity-image.h"
#include "easel-journal-rows.h"
#include "easel-side-rows.h"

#include <glib/gi18n.h>

/* In a sentence for a person; the rest is counted. */
#define MAX_NAMED 8

/* One run. Inputs first, then what it finds out. */
typedef struct
{
  EaselChangeRecorder *recorder; /* (unowned) */
  sqlite3 *db;                   /* (unowned) */

  GPtrArray *records;    /* (owned) (element-type EaselJournalRecord): to take back, newest first */
  GPtrArray *lost;       /* (owned) (element-type utf8): what each entity would lose */
  GHashTable *lost_from; /* (owned): ids of those entities */
} Undo;

static void
undo_clear (Undo *self)
{
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->lost, g_ptr_array_unref);
  g_clear_pointer (&self->lost_from, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Undo, undo_clear)

/* Finds what @change is, and leaves out what was taken back already. */
static gboolean
find_records (Undo *self, const char *change, GError **error)
{
  self->records = easel_journal_rows_find (self->db, change, error);
  if (self->records == NULL)
    return FALSE;

  if (self->records->len == 0)
    {
      g_set_error_literal (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_FOUND,
                           _ ("There is no such change in the history."));
      return FALSE;
    }

  for (guint i = self->records->len; i > 0; i--)
    {
      const EaselJournalRecord *record = g_ptr_array_index (self->records, i - 1);

      if (record->undone_by != NULL)
        g_ptr_array_remove_index (self->records, i - 1);
    }
  if (self->records->len == 0)
    {
      g_set_error_literal (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_UNDONE,
                           _ ("This was undone already."));
      return FALSE;
    }
  return TRUE;
}

/* @labels: (element-type utf8): what people call what @row would overwrite, in its order */
static void
note_lost (Undo *self, const EaselJournalRow *row, GPtrArray *labels)
{
  g_autoptr (GString) text = NULL;

  if (labels->len == 0 || !g_hash_table_add (self->lost_from, row->entity))
    return;

  text = g_string_new (NULL);
  for (guint i = 0; i < labels->len; i++)
    {
      guint first;

      g_ptr_array_find_with_equal_func (labels, g_ptr_array_index (labels, i), g_str_equal, &first);
      if (first == i)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "",
                                (const char *) g_ptr_array_index (labels, i));
    }
  /* Translators: a name, and the fields of it: “Navy Coat” (color, tags) */
  g_ptr_array_add (self->lost, g_strdup_printf (_ ("“%s” (%s)"), row->name, text->str));
}

static gboolean
revert_row (Undo *self, const EaselJournalRow *row, GError **error)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  gboolean exists;

  if (!easel_change_recorder_touch (self->recorder, row->entity, row->role, &exists, error))
    return FALSE;
  if (!exists)
    {
      /* What only pointed there has taken its links with it. */
      if (g_str_equal (row->role, "link"))
        return TRUE;
      g_set_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_FOUND,
                   _ ("“%s” is no longer in the library, so this cannot be undone."), row->name);
      return FALSE;
    }

  if (!easel_entity_image_revert (self->db, row->entity, row->changes, labels, error))
    return FALSE;
  note_lost (self, row, labels);
  return TRUE;
}

static gboolean
revert_record (Undo *self, const EaselJournalRecord *record, GError **error)
{
  for (guint i = 0; i < record->rows->len; i++)
    if (!revert_row (self, g_ptr_array_index (record->rows, i), error))
      return FALSE;
  return easel_side_rows_revert (self->db, record->moved,
                                 easel_change_recorder_get_moved (self->recorder), error);
}

static gboolean
refuse_to_overwrite (Undo *self, GError **error)
{
  g_autoptr (GString) list = g_string_new (NULL);
  guint n_named = MIN (self->lost->len, MAX_NAMED);
  guint n_more = self->lost->len - n_named;

  for (guint i = 0; i < n_named; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "",
                            (const char *) g_ptr_array_index (self->lost, i));
  if (n_more > 0)
    g_string_append_printf (list, ngettext (", and %u more", ", and %u more", n_more), n_more);

  g_set_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_WOULD_OVERWRITE,
               /* Translators: %s is a list like “Navy Coat” (color, tags), “Suit” (links) */
               _ ("Undoing this would overwrite what was changed since: %s."), list->str);
  return FALSE;
}

/* (transfer full) (nullable) */
static char *
make_title (Undo *self, GError **error)
{
  const EaselJournalRecord *record = g_ptr_array_index (self->records, 0);
  g_autofree char *undone = NULL;
  guint n;

  if (self->records->len > 1)
    return g_strdup_printf (ngettext ("Undid %u change", "Undid %u changes", self->records->len),
                            self->records->len);
  if (!g_str_equal (record->kind, EASEL_CHANGE_UNDO))
    /* Translators: %s is what was undone, such as: Edited “Suit” */
    return g_strdup_printf (_ ("Undone: %s"), record->title);

  /* Undoing what undid something. */
  if (!easel_journal_rows_get_undone (self->db, record->id, &undone, &n, error))
    return NULL;
  if (n == 1)
    /* Translators: %s is what was undone before, such as: Edited “Suit” */
    return g_strdup_printf (_ ("Redone: %s"), undone);
  return g_strdup_printf (ngettext ("Redid %u change", "Redid %u changes", n), n);
}

static gboolean
set_undone (Undo *self, const char *entry, GError **error)
{
  for (guint i = 0; i < self->records->len; i++)
    if (!easel_journal_rows_set_undone (self->db, g_ptr_array_index (self->records, i), entry,
                                        error))
      return FALSE;
  return TRUE;
}

gboolean
easel_undo_rows_apply (EaselChangeRecorder *recorder,
                       const char *change,
                       gboolean force,
                       const EaselChangeStamp *stamp,
                       char **entry,
                       GError **error)
{
  g_auto (Undo) self = {
    .recorder = recorder,
    .db = easel_change_recorder_get_db (recorder),
    .lost = g_ptr_array_new_with_free_func (g_free),
    .lost_from = g_hash_table_new (g_str_hash, g_str_equal),
  };
  g_autofree char *title = NULL;

  if (!find_records (&self, change, error))
    return FALSE;
  for (guint i = 0; i < self.records->len; i++)
    if (!revert_record (&self, g_ptr_array_index (self.records, i), error))
      return FALSE;
  if (self.lost->len > 0 && !force)
    return refuse_to_overwrite (&self, error);

  title = make_title (&self, error);
  return title != NULL
         && easel_change_recorder_write (recorder, EASEL_CHANGE_UNDO, title, NULL, stamp, entry,
                                         error)
         && set_undone (&self, *entry, error);
}
