/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-thumbnailer.h"

#include "easel-entity-private.h"
#include "easel-library-private.h"
#include "easel-picture-private.h"
#include "easel-thumbnails.h"

struct _EaselThumbnailer
{
  EaselLibrary *library; /* (unowned) */
  char *folder;
  GThreadPool *pool;

  GMutex lock;
  GHashTable *missing; /* picture id → ids of entities that wait for its thumbnail */
};

static gboolean
remake (EaselThumbnailer *self, const char *picture, GError **error)
{
  g_autofree char *path = easel_library_get_picture_path (self->library, picture, error);
  g_autoptr (GdkPixbuf) pixbuf = NULL;

  if (path == NULL)
    return FALSE;
  pixbuf = easel_picture_decode (path, picture, EASEL_THUMBNAIL_EDGE, NULL, NULL, error);
  return pixbuf != NULL && easel_thumbnails_save (self->folder, picture, pixbuf, error);
}

/* On the pool's thread. A picture that fails stays among the missing. */
static void
on_missing (gpointer data, gpointer user_data)
{
  EaselThumbnailer *self = user_data;
  g_autofree char *picture = data;
  g_autofree char *key = NULL;
  g_autoptr (GHashTable) waiting = NULL;
  g_autoptr (GError) error = NULL;
  GHashTableIter iter;
  gpointer id;

  if (!remake (self, picture, &error))
    {
      g_debug ("No thumbnail of %s: %s", picture, error->message);
      return;
    }

  g_mutex_lock (&self->lock);
  g_hash_table_steal_extended (self->missing, picture, (gpointer *) &key, (gpointer *) &waiting);
  g_mutex_unlock (&self->lock);

  /* Tried twice, it was told of already. */
  if (waiting == NULL)
    return;
  g_hash_table_iter_init (&iter, waiting);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    easel_library_tell_changed (self->library, id);
}

EaselThumbnailer *
easel_thumbnailer_new (EaselLibrary *library, const char *folder, GError **error)
{
  EaselThumbnailer *self = g_new0 (EaselThumbnailer, 1);

  g_mutex_init (&self->lock);
  self->library = library;
  self->folder = g_strdup (folder);
  self->missing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) g_hash_table_unref);
  self->pool = g_thread_pool_new (on_missing, self, 1, FALSE, error);
  if (self->pool == NULL)
    g_clear_pointer (&self, easel_thumbnailer_free);
  return self;
}

void
easel_thumbnailer_free (EaselThumbnailer *self)
{
  if (self->pool != NULL)
    g_thread_pool_free (self->pool, FALSE, TRUE);
  g_hash_table_unref (self->missing);
  g_mutex_clear (&self->lock);
  g_free (self->folder);
  g_free (self);
}

void
easel_thumbnailer_show (EaselThumbnailer *self, EaselEntity *entity)
{
  const char *picture = easel_entity_get_face (entity);
  char *path;
  GHashTable *waiting;

  if (picture == NULL)
    return;
  path = easel_thumbnails_find (self->folder, picture);
  if (path != NULL)
    {
      easel_entity_take_thumbnail (entity, path);
      return;
    }

  g_mutex_lock (&self->lock);
  waiting = g_hash_table_lookup (self->missing, picture);
  if (waiting == NULL)
    {
      waiting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_insert (self->missing, g_strdup (picture), waiting);
      g_thread_pool_push (self->pool, g_strdup (picture), NULL);
    }
  g_hash_table_add (waiting, g_strdup (easel_entity_get_id (entity)));
  g_mutex_unlock (&self->lock);
}

void
easel_thumbnailer_retry (EaselThumbnailer *self, const char *picture)
{
  g_mutex_lock (&self->lock);
  if (g_hash_table_contains (self->missing, picture))
    g_thread_pool_push (self->pool, g_strdup (picture), NULL);
  g_mutex_unlock (&self->lock);
}
