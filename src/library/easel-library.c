/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-library.h"

#include "easel-analysis-rows.h"
#include "easel-entity-rows.h"
#include "easel-library-database.h"
#include "easel-library-import.h"
#include "easel-library-keep-rows.h"
#include "easel-library-keep.h"
#include "easel-library-private.h"
#include "easel-media-store.h"
#include "easel-thumbnailer.h"
#include "easel-thumbnails.h"

#include <glib/gi18n.h>

/* Changes within so many milliseconds are told together. */
#define CHANGED_DELAY_MS 50

struct _EaselLibrary
{
  GObject parent_instance;

  char *data_dir;
  char *thumbnails; /* a folder */

  /* Calls hold it for reading, so that closing can wait for them. */
  GRWLock gate;
  int closing;                    /* atomic: no new calls, which could keep the gate for ever */
  int keep_here;                  /* atomic: as it is on the disk */
  EaselLibraryDatabase *database; /* (nullable): %NULL while closed */
  EaselMediaStore *media;         /* (nullable): %NULL while closed */
  EaselThumbnailer *thumbnailer;  /* (nullable): %NULL while closed */

  GMutex lock;
  GHashTable *changed;       /* (nullable): ids to tell about; %NULL when nothing is scheduled */
  gboolean tells_lookalikes; /* whether that is scheduled */
};

typedef enum
{
  PROP_KEEP_HERE = 1,
} EaselLibraryProperty;

static GParamSpec *properties[PROP_KEEP_HERE + 1];

static guint changed_signal;
static guint lookalikes_changed_signal;
static guint notice_signal;

G_DEFINE_QUARK (easel-library-error-quark, easel_library_error)
G_DEFINE_FINAL_TYPE (EaselLibrary, easel_library, G_TYPE_OBJECT)

static gboolean
enter (EaselLibrary *self, GError **error)
{
  if (!g_atomic_int_get (&self->closing))
    {
      g_rw_lock_reader_lock (&self->gate);
      if (self->database != NULL)
        return TRUE;
      g_rw_lock_reader_unlock (&self->gate);
    }

  g_set_error_literal (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_OPEN,
                       _ ("The library is not open."));
  return FALSE;
}

static void
leave (EaselLibrary *self)
{
  g_rw_lock_reader_unlock (&self->gate);
}

gboolean
easel_library_enter (EaselLibrary *self, EaselLibraryFiles *files, GError **error)
{
  if (!enter (self, error))
    return FALSE;
  *files = (EaselLibraryFiles) { self->data_dir, self->database, self->media, self->thumbnailer };
  return TRUE;
}

void
easel_library_leave (EaselLibrary *self)
{
  leave (self);
}

/* The frame of a call that reads: a connection that was given is to be given back. */
sqlite3 *
easel_library_begin_read (EaselLibrary *self, GError **error)
{
  sqlite3 *db;

  if (!enter (self, error))
    return NULL;

  db = easel_library_database_begin_read (self->database, error);
  if (db == NULL)
    leave (self);
  return db;
}

void
easel_library_end_read (EaselLibrary *self, sqlite3 *db)
{
  easel_library_database_end_read (self->database, db);
  leave (self);
}

/* And of one that writes. */
sqlite3 *
easel_library_begin_write (EaselLibrary *self, GError **error)
{
  sqlite3 *db;

  if (!enter (self, error))
    return NULL;

  db = easel_library_database_begin_write (self->database, error);
  if (db == NULL)
    leave (self);
  return db;
}

/* @written: whether all went well so far. Returns: whether it is on the disk */
gboolean
easel_library_end_write (EaselLibrary *self, gboolean written, GError **error)
{
  gboolean done = written && easel_library_database_commit (self->database, error);

  if (!done)
    easel_library_database_rollback (self->database);
  leave (self);
  return done;
}

static gboolean
emit_changed (gpointer user_data)
{
  EaselLibrary *self = user_data;
  g_autoptr (GHashTable) changed = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;
  GHashTableIter iter;
  gpointer id;

  g_mutex_lock (&self->lock);
  changed = g_steal_pointer (&self->changed);
  g_mutex_unlock (&self->lock);

  g_hash_table_iter_init (&iter, changed);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_strv_builder_add (builder, id);
  ids = g_strv_builder_end (builder);
  g_signal_emit (self, changed_signal, 0, ids);
  return G_SOURCE_REMOVE;
}

void
easel_library_tell_changed (EaselLibrary *self, const char *id)
{
  g_mutex_lock (&self->lock);
  if (self->changed == NULL)
    {
      self->changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_timeout_add_full (G_PRIORITY_DEFAULT, CHANGED_DELAY_MS, emit_changed, g_object_ref (self),
                          g_object_unref);
    }
  g_hash_table_add (self->changed, g_strdup (id));
  g_mutex_unlock (&self->lock);
}

static gboolean
emit_lookalikes_changed (gpointer user_data)
{
  EaselLibrary *self = user_data;

  g_mutex_lock (&self->lock);
  self->tells_lookalikes = FALSE;
  g_mutex_unlock (&self->lock);

  g_signal_emit (self, lookalikes_changed_signal, 0);
  return G_SOURCE_REMOVE;
}

void
easel_library_tell_lookalikes_changed (EaselLibrary *self)
{
  g_mutex_lock (&self->lock);
  if (!self->tells_lookalikes)
    {
      self->tells_lookalikes = TRUE;
      g_timeout_add_full (G_PRIORITY_DEFAULT, CHANGED_DELAY_MS, emit_lookalikes_changed,
                          g_object_ref (self), g_object_unref);
    }
  g_mutex_unlock (&self->lock);
}

static gboolean
notify_keep_here (gpointer user_data)
{
  g_object_notify_by_pspec (user_data, properties[PROP_KEEP_HERE]);
  return G_SOURCE_REMOVE;
}

void
easel_library_tell_keep_here (EaselLibrary *self, gboolean keep_here)
{
  if (g_atomic_int_exchange (&self->keep_here, keep_here) != keep_here)
    g_idle_add_full (G_PRIORITY_DEFAULT, notify_keep_here, g_object_ref (self), g_object_unref);
}

gboolean
easel_library_get_keep_here (EaselLibrary *self)
{
  g_return_val_if_fail (EASEL_IS_LIBRARY (self), TRUE);

  return g_atomic_int_get (&self->keep_here);
}

void
easel_library_show_thumbnail (EaselLibrary *self, EaselEntity *entity)
{
  easel_thumbnailer_show (self->thumbnailer, entity);
}

const char *
easel_library_get_thumbnails (EaselLibrary *self)
{
  return self->thumbnails;
}

static void
show_thumbnails (EaselLibrary *self, GPtrArray *entities)
{
  for (guint i = 0; entities != NULL && i < entities->len; i++)
    easel_library_show_thumbnail (self, g_ptr_array_index (entities, i));
}

static void
easel_library_dispose (GObject *object)
{
  /* Here rather than in finalize: the thumbnailer may still be telling of a change. */
  easel_library_close (EASEL_LIBRARY (object));

  G_OBJECT_CLASS (easel_library_parent_class)->dispose (object);
}

static void
easel_library_finalize (GObject *object)
{
  EaselLibrary *self = EASEL_LIBRARY (object);

  g_rw_lock_clear (&self->gate);
  g_mutex_clear (&self->lock);
  g_free (self->data_dir);
  g_free (self->thumbnails);

  G_OBJECT_CLASS (easel_library_parent_class)->finalize (object);
}

static void
easel_library_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EaselLibrary *self = EASEL_LIBRARY (object);

  switch ((EaselLibraryProperty) prop_id)
    {
    case PROP_KEEP_HERE:
      g_value_set_boolean (value, easel_library_get_keep_here (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
easel_library_class_init (EaselLibraryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = easel_library_dispose;
  object_class->finalize = easel_library_finalize;
  object_class->get_property = easel_library_get_property;

  properties[PROP_KEEP_HERE] = g_param_spec_boolean ("keep-here", NULL, NULL, FALSE,
                                                     G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                                         | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  changed_signal = g_signal_new ("changed", EASEL_TYPE_LIBRARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_STRV | G_SIGNAL_TYPE_STATIC_SCOPE);
  lookalikes_changed_signal = g_signal_new ("lookalikes-changed", EASEL_TYPE_LIBRARY,
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  notice_signal = g_signal_new ("notice", EASEL_TYPE_LIBRARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
easel_library_init (EaselLibrary *self)
{
  g_rw_lock_init (&self->gate);
  g_mutex_init (&self->lock);
}

EaselLibrary *
easel_library_new (const char *data_dir, const char *cache_dir)
{
  EaselLibrary *self = g_object_new (EASEL_TYPE_LIBRARY, NULL);

  self->data_dir = g_strdup (data_dir);
  self->thumbnails = g_build_filename (cache_dir, "thumbnails", NULL);
  return self;
}

typedef struct
{
  EaselLibrary *library;
  char *message;
} Notice;

static gboolean
emit_notice (gpointer user_data)
{
  Notice *notice = user_data;

  g_signal_emit (notice->library, notice_signal, 0, notice->message);
  return G_SOURCE_REMOVE;
}

static void
notice_free (gpointer data)
{
  Notice *notice = data;

  g_object_unref (notice->library);
  g_free (notice->message);
  g_free (notice);
}

/* @message: (transfer full) */
static void
tell_notice (EaselLibrary *self, char *message)
{
  Notice *notice = g_new0 (Notice, 1);

  notice->library = g_object_ref (self);
  notice->message = message;
  g_idle_add_full (G_PRIORITY_DEFAULT, emit_notice, notice, notice_free);
}

static gboolean
read_keep_here (EaselLibrary *self, EaselLibraryDatabase *database, GError **error)
{
  sqlite3 *db = easel_library_database_begin_read (database, error);
  gboolean keep_here;
  gboolean done;

  if (db == NULL)
    return FALSE;
  done = easel_library_keep_rows_read (db, &keep_here, error);
  easel_library_database_end_read (database, db);
  if (done)
    easel_library_tell_keep_here (self, keep_here);
  return done;
}

/* Called while the gate is held for writing. */
static gboolean
open_files (EaselLibrary *self, GError **error)
{
  g_autofree char *database_path = g_build_filename (self->data_dir, "library.sqlite", NULL);
  g_autofree char *media_path = g_build_filename (self->data_dir, "media", NULL);
  g_autoptr (EaselLibraryDatabase) database = NULL;
  g_autoptr (EaselMediaStore) media = NULL;
  char *notice;

  if (self->database != NULL)
    return TRUE;

  database = easel_library_database_open (database_path, &notice, error);
  if (database == NULL)
    return FALSE;
  if (notice != NULL)
    tell_notice (self, notice);
  if (!read_keep_here (self, database, error))
    return FALSE;

  media = easel_media_store_open (media_path, error);
  if (media == NULL)
    return FALSE;

  self->thumbnailer = easel_thumbnailer_new (self, self->thumbnails, error);
  if (self->thumbnailer == NULL)
    return FALSE;

  self->database = g_steal_pointer (&database);
  self->media = g_steal_pointer (&media);
  return TRUE;
}

static void
open_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  EaselLibrary *self = source;
  GError *error = NULL;
  gboolean opened;

  g_rw_lock_writer_lock (&self->gate);
  opened = open_files (self, &error);
  g_rw_lock_writer_unlock (&self->gate);

  if (opened)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
easel_library_open_async (EaselLibrary *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, easel_library_open_async);
  g_task_set_name (task, "open the library");
  g_task_run_in_thread (task, open_thread);
}

gboolean
easel_library_open_finish (EaselLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_library_open_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
easel_library_close (EaselLibrary *self)
{
  EaselLibraryDatabase *database;
  EaselMediaStore *media;
  EaselThumbnailer *thumbnailer;

  g_atomic_int_set (&self->closing, TRUE);
  g_rw_lock_writer_lock (&self->gate);
  database = g_steal_pointer (&self->database);
  media = g_steal_pointer (&self->media);
  thumbnailer = g_steal_pointer (&self->thumbnailer);
  g_atomic_int_set (&self->closing, FALSE);
  g_rw_lock_writer_unlock (&self->gate);

  if (database == NULL)
    return;
  easel_thumbnailer_free (thumbnailer);
  easel_media_store_free (media);
  easel_library_database_close (database);
}

/* @import: all but where it goes */
static EaselEntity *
import_picture (EaselLibrary *self,
                EaselLibraryImport *import,
                GCancellable *cancellable,
                GError **error)
{
  EaselEntity *entity;
  gboolean is_new = FALSE;

  if (!enter (self, error))
    return NULL;
  import->thumbnails = self->thumbnails;
  import->database = self->database;
  import->media = self->media;

  entity = easel_library_import_run (import, &is_new, cancellable, error);
  if (entity != NULL)
    easel_library_show_thumbnail (self, entity);
  leave (self);

  if (entity != NULL && is_new)
    easel_library_tell_changed (self, easel_entity_get_id (entity));
  return entity;
}

EaselEntity *
easel_library_import_picture (EaselLibrary *self,
                              const char *path,
                              const char *display_name,
                              const char *job,
                              char *(*make_id) (void),
                              GCancellable *cancellable,
                              GError **error)
{
  g_autofree char *name = display_name != NULL ? g_utf8_make_valid (display_name, -1)
                                               : g_filename_display_basename (path);
  EaselLibraryImport import = {
    .path = path,
    .display_name = name,
    .job = job,
    .make_id = make_id,
  };

  return import_picture (self, &import, cancellable, error);
}

EaselEntity *
easel_library_add_picture (EaselLibrary *self,
                           EaselEntity *picture,
                           GBytes *bytes,
                           GCancellable *cancellable,
                           GError **error)
{
  EaselLibraryImport import = {
    .bytes = bytes,
    .display_name = easel_entity_get_name (picture),
    .picture = picture,
  };

  return import_picture (self, &import, cancellable, error);
}

char *
easel_library_get_picture_path (EaselLibrary *self, const char *picture, GError **error)
{
  sqlite3 *db = easel_library_begin_read (self, error);
  g_autofree char *sha256 = NULL;
  g_autofree char *format = NULL;
  char *path = NULL;

  if (db == NULL)
    return NULL;

  if (easel_entity_rows_get_media (db, picture, &sha256, &format, error))
    path = easel_media_store_get_path (self->media, sha256, format);
  easel_library_end_read (self, db);
  return path;
}

char *
easel_library_get_thumbnail_path (EaselLibrary *self, const char *picture)
{
  return easel_thumbnails_get_path (self->thumbnails, picture);
}

/* @added: (element-type utf8): gets the ids of those that were not there */
static gboolean
add_rows (sqlite3 *db, GPtrArray *entities, GPtrArray *added, GError **error)
{
  for (guint i = 0; i < entities->len; i++)
    {
      EaselEntity *entity = g_ptr_array_index (entities, i);
      gboolean is_new;

      if (!easel_entity_rows_insert (db, entity, &is_new, error))
        return FALSE;
      if (is_new)
        g_ptr_array_add (added, (gpointer) easel_entity_get_id (entity));
    }
  return TRUE;
}

gboolean
easel_library_add (EaselLibrary *self, GPtrArray *entities, GError **error)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new ();
  sqlite3 *db = easel_library_begin_write (self, error);

  if (db == NULL || !easel_library_end_write (self, add_rows (db, entities, added, error), error))
    return FALSE;

  for (guint i = 0; i < added->len; i++)
    easel_library_tell_changed (self, g_ptr_array_index (added, i));
  return TRUE;
}

EaselEntity *
easel_library_get (EaselLibrary *self, const char *id, GError **error)
{
  sqlite3 *db = easel_library_begin_read (self, error);
  EaselEntity *entity;

  if (db == NULL)
    return NULL;

  entity = easel_entity_rows_get (db, id, error);
  if (entity != NULL)
    easel_library_show_thumbnail (self, entity);
  easel_library_end_read (self, db);
  return entity;
}

gboolean
easel_library_find (EaselLibrary *self, const char *id, EaselEntity **entity, GError **error)
{
  g_autoptr (GError) local = NULL;

  *entity = easel_library_get (self, id, &local);
  if (*entity != NULL
      || g_error_matches (local, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

GPtrArray *
easel_library_query (EaselLibrary *self, const EaselLibraryQuery *query, GError **error)
{
  sqlite3 *db = easel_library_begin_read (self, error);
  GPtrArray *entities;

  if (db == NULL)
    return NULL;

  entities = easel_entity_rows_query (db, query, error);
  show_thumbnails (self, entities);
  easel_library_end_read (self, db);
  return entities;
}

GPtrArray *
easel_library_where_used (EaselLibrary *self, const char *id, GError **error)
{
  sqlite3 *db = easel_library_begin_read (self, error);
  GPtrArray *entities;

  if (db == NULL)
    return NULL;

  entities = easel_entity_rows_where_used (db, id, error);
  show_thumbnails (self, entities);
  easel_library_end_read (self, db);
  return entities;
}

EaselEntity *
easel_library_find_analysis (EaselLibrary *self,
                             const char *picture,
                             const char *analyzer,
                             const char *provider,
                             const char *model,
                             const char *prompt_revision,
                             GError **error)
{
  const EaselAnalysisKey key = { picture, analyzer, provider, model, prompt_revision };
  sqlite3 *db = easel_library_begin_read (self, error);
  EaselEntity *entity = NULL;
  g_autofree char *id = NULL;

  if (db == NULL)
    return NULL;

  if (easel_analysis_rows_find (db, &key, &id, error) && id != NULL)
    entity = easel_entity_rows_get (db, id, error);
  if (entity != NULL)
    easel_library_show_thumbnail (self, entity);
  easel_library_end_read (self, db);
  return entity;
}

gboolean
easel_library_remember_analysis (EaselLibrary *self,
                                 const char *picture,
                                 const char *analyzer,
                                 const char *provider,
                                 const char *model,
                                 const char *prompt_revision,
                                 const char *entity,
                                 GError **error)
{
  const EaselAnalysisKey key = { picture, analyzer, provider, model, prompt_revision };
  sqlite3 *db = easel_library_begin_write (self, error);

  return db != NULL
         && easel_library_end_write (self, easel_analysis_rows_replace (db, &key, entity, error),
                                     error);
}
