/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-library-tidy.h"

#include "easel-entity-private.h"
#include "easel-entity-rows.h"
#include "easel-fingerprint.h"
#include "easel-library-private.h"
#include "easel-lookalike-rows.h"
#include "easel-picture-private.h"
#include "easel-side-rows.h"
#include "easel-thumbnails.h"

#include <glib/gi18n.h>

/* What is in the library at one moment. */
typedef struct
{
  GPtrArray *kinds;         /* (owned) (element-type GPtrArray): of entities, one for each kind */
  GHashTable *fingerprints; /* (owned): picture id → guint64 */
  GHashTable *refused;      /* (owned): pairs */
} Snapshot;

static void
snapshot_clear (Snapshot *self)
{
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  g_clear_pointer (&self->fingerprints, g_hash_table_unref);
  g_clear_pointer (&self->refused, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Snapshot, snapshot_clear)

static gboolean
read_kinds (Snapshot *self, sqlite3 *db, const char *const *kinds, GError **error)
{
  self->kinds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; kinds[i] != NULL; i++)
    {
      const EaselLibraryQuery query = { .kind = kinds[i] };
      GPtrArray *entities = easel_entity_rows_query (db, &query, error);

      if (entities == NULL)
        return FALSE;
      g_ptr_array_add (self->kinds, entities);
    }
  return TRUE;
}

static gboolean
read_snapshot (Snapshot *self, EaselLibrary *library, const char *const *kinds, GError **error)
{
  sqlite3 *db = easel_library_begin_read (library, error);
  gboolean done;

  if (db == NULL)
    return FALSE;

  done = read_kinds (self, db, kinds, error);
  if (done)
    self->fingerprints = easel_fingerprint_rows_list (db, error);
  if (self->fingerprints != NULL)
    self->refused = easel_side_rows_list_not_duplicates (db, error);
  easel_library_end_read (library, db);
  return self->refused != NULL;
}

/* Fingerprints ---------------------------------------------------------------------------- */

/* Takes @picture's from its thumbnail. One that is missing, or cannot be read, may be there the
 * next time. */
static void
take_fingerprint (EaselLibrary *library,
                  const char *picture,
                  GHashTable *taken,
                  GCancellable *cancellable)
{
  g_autofree char *path = easel_thumbnails_find (easel_library_get_thumbnails (library), picture);
  g_autoptr (GdkPixbuf) pixbuf = NULL;

  if (path != NULL)
    pixbuf = easel_picture_decode (path, picture, EASEL_THUMBNAIL_EDGE, NULL, cancellable, NULL);
  if (pixbuf != NULL)
    easel_fingerprint_table_insert (taken, picture, easel_fingerprint_compute (pixbuf));
}

static gboolean
take_fingerprints (Snapshot *self,
                   EaselLibrary *library,
                   GHashTable *taken,
                   GCancellable *cancellable,
                   GError **error)
{
  for (guint i = 0; i < self->kinds->len; i++)
    {
      GPtrArray *entities = g_ptr_array_index (self->kinds, i);

      for (guint j = 0; j < entities->len; j++)
        {
          const char *face = easel_entity_get_face (g_ptr_array_index (entities, j));

          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
          if (face != NULL && !g_hash_table_contains (self->fingerprints, face)
              && !g_hash_table_contains (taken, face))
            take_fingerprint (library, face, taken, cancellable);
        }
    }
  return TRUE;
}

static gboolean
insert_fingerprints (sqlite3 *db, GHashTable *taken, GError **error)
{
  GHashTableIter iter;
  gpointer picture, bits;

  g_hash_table_iter_init (&iter, taken);
  while (g_hash_table_iter_next (&iter, &picture, &bits))
    if (!easel_fingerprint_rows_insert (db, picture, *(guint64 *) bits, error))
      return FALSE;
  return TRUE;
}

static void
remember_fingerprints (EaselLibrary *library, GHashTable *taken)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *db;

  if (g_hash_table_size (taken) == 0)
    return;

  /* They only save time: on a full disk they are taken again. */
  db = easel_library_begin_write (library, &error);
  if (db == NULL
      || !easel_library_end_write (library, insert_fingerprints (db, taken, &error), &error))
    g_debug ("No fingerprints kept: %s", error->message);
}

static gboolean
complete_fingerprints (Snapshot *self,
                       EaselLibrary *library,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GHashTable) taken = easel_fingerprint_table_new ();
  GHashTableIter iter;
  gpointer picture, bits;

  if (!take_fingerprints (self, library, taken, cancellable, error))
    return FALSE;

  remember_fingerprints (library, taken);
  g_hash_table_iter_init (&iter, taken);
  while (g_hash_table_iter_next (&iter, &picture, &bits))
    easel_fingerprint_table_insert (self->fingerprints, picture, *(guint64 *) bits);
  return TRUE;
}

/* Finding --------------------------------------------------------------------------------- */

static void
show_thumbnails (EaselLibrary *library, GPtrArray *lookalikes)
{
  for (guint i = 0; i < lookalikes->len; i++)
    {
      const EaselLookalike *lookalike = g_ptr_array_index (lookalikes, i);

      easel_library_show_thumbnail (library, lookalike->first);
      easel_library_show_thumbnail (library, lookalike->second);
    }
}

static gboolean
show_found (EaselLibrary *library, GPtrArray *found, GError **error)
{
  sqlite3 *db = easel_library_begin_read (library, error);

  if (db == NULL)
    return FALSE;
  show_thumbnails (library, found);
  easel_library_end_read (library, db);
  return TRUE;
}

GPtrArray *
easel_library_find_lookalikes (EaselLibrary *self,
                               const char *kind,
                               guint limit,
                               GCancellable *cancellable,
                               GError **error)
{
  const char *const one_kind[] = { kind, NULL };
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (easel_lookalike_free);
  g_auto (Snapshot) snapshot = { 0 };

  if (!read_snapshot (&snapshot, self, kind != NULL ? one_kind : easel_entity_kind_get_all (),
                      error)
      || !complete_fingerprints (&snapshot, self, cancellable, error))
    return NULL;

  for (guint i = 0; i < snapshot.kinds->len; i++)
    {
      GPtrArray *of_kind = easel_lookalikes_find (g_ptr_array_index (snapshot.kinds, i),
                                                  snapshot.fingerprints, snapshot.refused,
                                                  cancellable, error);

      if (of_kind == NULL)
        return NULL;
      g_ptr_array_extend_and_steal (found, of_kind);
    }

  easel_lookalikes_sort (found);
  if (limit > 0 && found->len > limit)
    g_ptr_array_set_size (found, (int) limit);
  return show_found (self, found, error) ? g_steal_pointer (&found) : NULL;
}

/* Remembering ----------------------------------------------------------------------------- */

/* The end of what changes which look-alikes there are. */
static gboolean
end_telling (EaselLibrary *library, gboolean written, GError **error)
{
  if (!easel_library_end_write (library, written, error))
    return FALSE;

  easel_library_tell_lookalikes_changed (library);
  return TRUE;
}

gboolean
easel_library_set_not_duplicates (EaselLibrary *self,
                                  const char *first,
                                  const char *second,
                                  gboolean refused,
                                  GError **error)
{
  sqlite3 *db;

  if (g_str_equal (first, second))
    {
      g_set_error_literal (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_SAME,
                           _ ("Something cannot be a duplicate of itself."));
      return FALSE;
    }

  db = easel_library_begin_write (self, error);
  return db != NULL
         && end_telling (
             self, easel_side_rows_set_not_duplicates (db, first, second, refused, error), error);
}

gboolean
easel_library_save_lookalikes (EaselLibrary *self,
                               const char *kind,
                               GPtrArray *lookalikes,
                               GError **error)
{
  sqlite3 *db = easel_library_begin_write (self, error);

  return db != NULL
         && end_telling (self, easel_lookalike_rows_replace (db, kind, lookalikes, error), error);
}

GPtrArray *
easel_library_list_lookalikes (EaselLibrary *self, GError **error)
{
  sqlite3 *db = easel_library_begin_read (self, error);
  GPtrArray *lookalikes;

  if (db == NULL)
    return NULL;

  lookalikes = easel_lookalike_rows_list (db, error);
  if (lookalikes != NULL)
    show_thumbnails (self, lookalikes);
  easel_library_end_read (self, db);
  return lookalikes;
}

gboolean
easel_library_hide_lookalike (EaselLibrary *self,
                              const char *first,
                              const char *second,
                              gint64 until,
                              GError **error)
{
  sqlite3 *db = easel_library_begin_write (self, error);

  return db != NULL
         && end_telling (self, easel_lookalike_rows_hide (db, first, second, until, error), error);
}
