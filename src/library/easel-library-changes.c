/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-library-changes.h"

#include "easel-change-recorder.h"
#include "easel-edit.h"
#include "easel-entity-rows.h"
#include "easel-journal-rows.h"
#include "easel-library-private.h"
#include "easel-merge-rows.h"
#include "easel-merge.h"
#include "easel-undo-rows.h"

#include <glib/gi18n.h>

/* The frame of a change --------------------------------------------------------------------- */

/* Makes the change, in @recorder's transaction, and writes the journal. @entry: (out) */
typedef gboolean (*ChangeFunc) (EaselChangeRecorder *recorder,
                                gconstpointer request,
                                const EaselChangeStamp *stamp,
                                char **entry,
                                GError **error);

/* *@entry is set when the change was made before. */
static gboolean
find_repeated (sqlite3 *db, const EaselChangeStamp *stamp, char **entry, GError **error)
{
  gboolean exists;

  if (stamp == NULL || stamp->entry == NULL)
    return TRUE;
  if (!easel_journal_rows_has (db, stamp->entry, &exists, error))
    return FALSE;
  if (exists)
    *entry = g_strdup (stamp->entry);
  return TRUE;
}

static gboolean
run_change (EaselLibrary *self,
            ChangeFunc change,
            gconstpointer request,
            const EaselChangeStamp *stamp,
            char **entry,
            GError **error)
{
  sqlite3 *db = easel_library_begin_write (self, error);
  g_autoptr (EaselChangeRecorder) recorder = NULL;
  g_autofree char *id = NULL;
  gboolean done;
  GPtrArray *changed;

  if (db == NULL)
    return FALSE;

  recorder = easel_change_recorder_new (db);
  done = find_repeated (db, stamp, &id, error)
         && (id != NULL || change (recorder, request, stamp, &id, error));
  if (!easel_library_end_write (self, done, error))
    return FALSE;

  changed = easel_change_recorder_get_changed (recorder);
  for (guint i = 0; i < changed->len; i++)
    easel_library_tell_changed (self, g_ptr_array_index (changed, i));
  if (changed->len > 0)
    easel_library_tell_lookalikes_changed (self);
  if (entry != NULL)
    *entry = g_steal_pointer (&id);
  return TRUE;
}

/* @revision: what the caller has seen of @entity; 0 for anything
 * @pictures: whether its pictures matter too */
static gboolean
check_unchanged (sqlite3 *db,
                 EaselEntity *entity,
                 guint revision,
                 gboolean pictures,
                 GError **error)
{
  g_auto (GStrv) fields = NULL;
  g_autofree char *list = NULL;

  if (revision == 0)
    return TRUE;
  if (!easel_journal_rows_list_changed (db, easel_entity_get_id (entity), revision, pictures,
                                        &fields, error))
    return FALSE;
  if (fields == NULL)
    return TRUE;

  list = g_strjoinv (", ", fields);
  if (*list != '\0')
    g_set_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_CHANGED,
                 /* Translators: a name, and the fields of it: color, tags */
                 _ ("“%s” was changed in the meantime: %s."), easel_entity_get_name (entity), list);
  else
    g_set_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_CHANGED,
                 _ ("“%s” was changed in the meantime."), easel_entity_get_name (entity));
  return FALSE;
}

/* Each may have been changed: there is a sentence for each that was. */
static gboolean
check_all_unchanged (sqlite3 *db, GPtrArray *entities, const guint *revisions, GError **error)
{
  g_autoptr (GString) sentences = g_string_new (NULL);

  for (guint i = 0; i < entities->len; i++)
    {
      g_autoptr (GError) local_error = NULL;

      if (check_unchanged (db, g_ptr_array_index (entities, i), revisions[i], FALSE, &local_error))
        continue;
      if (!g_error_matches (local_error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_CHANGED))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      g_string_append_printf (sentences, "%s%s", sentences->len > 0 ? " " : "",
                              local_error->message);
    }

  if (sentences->len == 0)
    return TRUE;
  g_set_error_literal (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_CHANGED, sentences->str);
  return FALSE;
}

/* (transfer full) (nullable) (element-type EaselEntity) */
static GPtrArray *
get_all (sqlite3 *db, const char *const *ids, GError **error)
{
  g_autoptr (GPtrArray) entities = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      EaselEntity *entity = easel_entity_rows_get (db, ids[i], error);

      if (entity == NULL)
        return NULL;
      g_ptr_array_add (entities, entity);
    }
  return g_steal_pointer (&entities);
}

gboolean
easel_library_check_unchanged (EaselLibrary *self,
                               const char *const *ids,
                               const guint *revisions,
                               GError **error)
{
  sqlite3 *db = easel_library_begin_read (self, error);
  g_autoptr (GPtrArray) entities = NULL;
  gboolean unchanged;

  if (db == NULL)
    return FALSE;

  entities = get_all (db, ids, error);
  unchanged = entities != NULL && check_all_unchanged (db, entities, revisions, error);
  easel_library_end_read (self, db);
  return unchanged;
}

/* Merge ----------------------------------------------------------------------------------- */

static gboolean
check_both_unchanged (sqlite3 *db,
                      EaselEntity *source,
                      EaselEntity *target,
                      const EaselMergeRequest *request,
                      GError **error)
{
  const guint revisions[] = { request->source_revision, request->target_revision };
  g_autoptr (GPtrArray) both = g_ptr_array_new ();

  g_ptr_array_add (both, source);
  g_ptr_array_add (both, target);
  return request->force || check_all_unchanged (db, both, revisions, error);
}

static gboolean
check_proposal (EaselEntity *source,
                EaselEntity *target,
                const EaselMergeRequest *request,
                GError **error)
{
  g_autoptr (JsonNode) schema = NULL;

  if (request->schema != NULL)
    return easel_merge_check_proposal (request->schema, request->proposal, error);

  schema = easel_merge_build_schema (source, target, NULL);
  return easel_merge_check_proposal (schema, request->proposal, error);
}

static gboolean
merge (EaselChangeRecorder *recorder,
       gconstpointer data,
       const EaselChangeStamp *stamp,
       char **entry,
       GError **error)
{
  const EaselMergeRequest *request = data;
  sqlite3 *db = easel_change_recorder_get_db (recorder);
  g_autoptr (EaselEntity) source = easel_entity_rows_get (db, request->source, error);
  g_autoptr (EaselEntity) target = NULL;
  g_autoptr (EaselEntity) merged = NULL;
  g_autoptr (JsonNode) summary = NULL;
  g_autofree char *title = NULL;

  if (source == NULL)
    return FALSE;
  target = easel_entity_rows_get (db, request->target, error);
  if (target == NULL || !easel_merge_check (source, target, error)
      || !check_both_unchanged (db, source, target, request, error)
      || !check_proposal (source, target, request, error))
    return FALSE;

  merged = easel_merge_apply_to (source, target, request->proposal);
  summary = easel_merge_summarize (source, target, request->proposal, request->origins);
  title = g_strdup_printf (_ ("Merged “%s” into “%s”"), easel_entity_get_name (target),
                           easel_entity_get_name (source));
  return easel_merge_rows_apply (recorder, source, target, merged, error)
         && easel_change_recorder_write (recorder, EASEL_CHANGE_MERGE, title, summary, stamp, entry,
                                         error);
}

gboolean
easel_library_merge (EaselLibrary *self,
                     const EaselMergeRequest *request,
                     const EaselChangeStamp *stamp,
                     char **entry,
                     GError **error)
{
  return run_change (self, merge, request, stamp, entry, error);
}

/* Edit ------------------------------------------------------------------------------------ */

/* Does what @request says. @name: (out) (transfer full): what it was called before */
static gboolean
apply_edit (EaselChangeRecorder *recorder,
            const EaselEditRequest *request,
            char **name,
            GError **error)
{
  sqlite3 *db = easel_change_recorder_get_db (recorder);
  g_autoptr (EaselEntity) entity = easel_entity_rows_get (db, request->id, error);

  if (entity == NULL
      || (!request->force
          && !check_unchanged (db, entity, request->revision, request->pictures != NULL, error))
      || !easel_edit_check (entity, request, error)
      || !easel_change_recorder_touch (recorder, request->id, "self", NULL, error))
    return FALSE;

  *name = g_strdup (easel_entity_get_name (entity));
  easel_edit_apply (entity, request);
  return easel_entity_rows_update (db, entity, error)
         && (request->pictures == NULL
             || easel_entity_rows_set_pictures (db, request->id, request->pictures, error));
}

static gboolean
edit (EaselChangeRecorder *recorder,
      gconstpointer data,
      const EaselChangeStamp *stamp,
      char **entry,
      GError **error)
{
  const EaselEditRequest *request = data;
  gboolean is_tagging = easel_edit_is_tagging (request);
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;

  if (!apply_edit (recorder, request, &name, error))
    return FALSE;

  title = g_strdup_printf (is_tagging ? _ ("Tagged “%s”") : _ ("Edited “%s”"), name);
  return easel_change_recorder_write (recorder, is_tagging ? EASEL_CHANGE_TAG : EASEL_CHANGE_EDIT,
                                      title, NULL, stamp, entry, error);
}

static gboolean
complete (EaselChangeRecorder *recorder,
          gconstpointer data,
          const EaselChangeStamp *stamp,
          char **entry,
          GError **error)
{
  g_autofree char *name = NULL;

  return apply_edit (recorder, data, &name, error)
         && easel_change_recorder_settle (recorder, error);
}

gboolean
easel_library_edit (EaselLibrary *self,
                    const EaselEditRequest *request,
                    const EaselChangeStamp *stamp,
                    char **entry,
                    GError **error)
{
  return run_change (self, edit, request, stamp, entry, error);
}

gboolean
easel_library_complete (EaselLibrary *self, const EaselEditRequest *request, GError **error)
{
  return run_change (self, complete, request, NULL, NULL, error);
}

/* Archive --------------------------------------------------------------------------------- */

typedef struct
{
  const char *const *ids;
  gboolean archived;
} ArchiveRequest;

/* (transfer full) */
static char *
make_archive_title (const ArchiveRequest *request, const char *name)
{
  guint n = g_strv_length ((GStrv) request->ids);

  if (n == 1)
    return g_strdup_printf (request->archived ? _ ("Archived “%s”") : _ ("Unarchived “%s”"), name);
  if (request->archived)
    return g_strdup_printf (ngettext ("Archived %u thing", "Archived %u things", n), n);
  return g_strdup_printf (ngettext ("Unarchived %u thing", "Unarchived %u things", n), n);
}

static gboolean
set_archived (EaselChangeRecorder *recorder,
              gconstpointer data,
              const EaselChangeStamp *stamp,
              char **entry,
              GError **error)
{
  const ArchiveRequest *request = data;
  sqlite3 *db = easel_change_recorder_get_db (recorder);
  g_autofree char *title = NULL;

  for (guint i = 0; request->ids[i] != NULL; i++)
    {
      const char *id = request->ids[i];
      g_autoptr (EaselEntity) entity = easel_entity_rows_get (db, id, error);

      if (entity == NULL || !easel_change_recorder_touch (recorder, id, "self", NULL, error)
          || !easel_entity_rows_set_archived (db, id, request->archived, error))
        return FALSE;
      if (title == NULL)
        title = make_archive_title (request, easel_entity_get_name (entity));
    }

  return easel_change_recorder_write (
      recorder, request->archived ? EASEL_CHANGE_ARCHIVE : EASEL_CHANGE_UNARCHIVE, title, NULL,
      stamp, entry, error);
}

gboolean
easel_library_set_archived (EaselLibrary *self,
                            const char *const *ids,
                            gboolean archived,
                            const EaselChangeStamp *stamp,
                            char **entry,
                            GError **error)
{
  const ArchiveRequest request = { ids, archived };

  return run_change (self, set_archived, &request, stamp, entry, error);
}

/* Undo and history -------------------------------------------------------------------------- */

typedef struct
{
  const char *change;
  gboolean force;
} UndoRequest;

static gboolean
undo (EaselChangeRecorder *recorder,
      gconstpointer data,
      const EaselChangeStamp *stamp,
      char **entry,
      GError **error)
{
  const UndoRequest *request = data;

  return easel_undo_rows_apply (recorder, request->change, request->force, stamp, entry, error);
}

gboolean
easel_library_undo (EaselLibrary *self,
                    const char *change,
                    gboolean force,
                    const EaselChangeStamp *stamp,
                    char **entry,
                    GError **error)
{
  const UndoRequest request = { change, force };

  return run_change (self, undo, &request, stamp, entry, error);
}

GPtrArray *
easel_library_history (EaselLibrary *self, const EaselHistoryQuery *query, GError **error)
{
  sqlite3 *db = easel_library_begin_read (self, error);
  GPtrArray *entries;

  if (db == NULL)
    return NULL;

  entries = easel_journal_rows_query (db, query, error);
  easel_library_end_read (self, db);
  return entries;
}
