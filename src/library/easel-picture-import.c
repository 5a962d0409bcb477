/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-picture-import.h"

#include "easel-entity-rows.h"
#include "easel-picture-private.h"
#include "easel-thumbnails.h"

/* A picture is whole in the store before there is a row for it: what a crash leaves behind is
 * at most a file that the next import of the same picture takes over. */

static EaselEntity *
build_entity (const EaselPictureImport *self,
              const char *id,
              EaselMediaDraft *draft,
              const EaselPictureInfo *info)
{
  EaselEntity *entity = easel_entity_new (id, EASEL_ENTITY_PICTURE, self->display_name);
  g_autoptr (JsonObject) attributes = json_object_new ();

  json_object_set_string_member (attributes, "format", info->format);
  json_object_set_int_member (attributes, "width", info->width);
  json_object_set_int_member (attributes, "height", info->height);
  json_object_set_int_member (attributes, "bytes", (gint64) easel_media_draft_get_bytes (draft));
  json_object_set_string_member (attributes, "sha256", easel_media_draft_get_sha256 (draft));
  json_object_set_string_member (attributes, "original_name", self->display_name);
  easel_entity_set_attributes (entity, attributes);
  easel_entity_set_provenance (entity, self->job, NULL, NULL, NULL, NULL);
  return entity;
}

/* Returns: (transfer full) (nullable): the picture's id */
static char *
enter_rows (const EaselPictureImport *self,
            sqlite3 *db,
            EaselMediaDraft *draft,
            const EaselPictureInfo *info,
            gboolean *is_new,
            GError **error)
{
  const char *sha256 = easel_media_draft_get_sha256 (draft);
  g_autofree char *id = NULL;
  g_autoptr (EaselEntity) entity = NULL;

  /* Another thread may have brought the same picture, and been first. */
  if (!easel_entity_rows_find_picture (db, sha256, &id, error))
    return NULL;
  *is_new = id == NULL;
  if (id != NULL)
    return g_steal_pointer (&id);

  id = self->make_id ();
  entity = build_entity (self, id, draft, info);
  if (!easel_entity_rows_insert (db, entity, is_new, error)
      || !easel_entity_rows_insert_media (db, id, sha256, info->format, error))
    return NULL;
  return g_steal_pointer (&id);
}

static char *
enter (const EaselPictureImport *self,
       EaselMediaDraft *draft,
       const EaselPictureInfo *info,
       gboolean *is_new,
       GError **error)
{
  sqlite3 *db = easel_library_database_begin_write (self->database, error);
  g_autofree char *id = NULL;

  if (db == NULL)
    return NULL;

  id = enter_rows (self, db, draft, info, is_new, error);
  if (id == NULL)
    {
      easel_library_database_rollback (self->database);
      return NULL;
    }
  if (!easel_library_database_commit (self->database, error))
    return NULL;
  return g_steal_pointer (&id);
}

static EaselEntity *
read_back (const EaselPictureImport *self, const char *id, GError **error)
{
  sqlite3 *db = easel_library_database_begin_read (self->database, error);
  EaselEntity *entity;

  if (db == NULL)
    return NULL;

  entity = easel_entity_rows_get (db, id, error);
  easel_library_database_end_read (self->database, db);
  return entity;
}

EaselEntity *
easel_picture_import_run (const EaselPictureImport *self,
                          gboolean *is_new,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (EaselMediaDraft) draft = NULL;
  g_auto (EaselPictureInfo) info = { 0 };
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  g_autoptr (GError) thumbnail_error = NULL;
  g_autofree char *id = NULL;

  draft = easel_media_store_draft (self->media, self->path, self->display_name, cancellable, error);
  if (draft == NULL)
    return NULL;

  /* The copy is what is looked at: the original may change, or go away, at any moment. */
  pixbuf = easel_picture_decode (easel_media_draft_get_path (draft), self->display_name,
                                 EASEL_THUMBNAIL_EDGE, &info, cancellable, error);
  if (pixbuf == NULL || !easel_media_draft_enter (draft, info.format, error))
    return NULL;

  id = enter (self, draft, &info, is_new, error);
  if (id == NULL)
    return NULL;

  /* A thumbnail is a nicety, made again when it is missed. */
  if (!easel_thumbnails_save (self->thumbnails, id, pixbuf, &thumbnail_error))
    g_debug ("No thumbnail of %s: %s", id, thumbnail_error->message);

  return read_back (self, id, error);
}
